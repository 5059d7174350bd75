//! KA-112 `roadmap-score-low`.

use crate::account::Tier;
use crate::lint::context::Context;
use crate::lint::finding::{Limit, Measure, Related};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::roadmap::{Roadmap, RoadmapSettings, RoadmapStep, StepName, StepOutcome, roadmap};
use crate::quantity::Share;
use crate::quantity::decimal::{self, Decimal};

declare_rule! {
    /// ## What it checks
    ///
    /// The weighted score of the nine steps is below `min_score`. The message names the steps that cost most; what they lack is
    /// listed with it. Steps about which KA-101 to KA-111 have something to say already are not named again, and where they are
    /// all that is lacking the rule is silent. It is run at the gates that list it, elsewhere only where its level is set. Where
    /// a step cannot be measured and the score could be on either side of the line, the rule is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// A plan can be free of single faults and still be half a plan. The score shows how far it has come before everybody works
    /// by it; it is a progress bar and not a grade, which is why it never stands without its parts.
    ///
    /// ## Example
    ///
    /// Nothing was asked for and nothing given for a quarter: 8/9 = 0.889 of at least 0.9.
    ///
    /// ```json mode:gate:G2-launch
    /// [{"op": "remove", "path": "/requests"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// One action without a day costs a part of a step.
    ///
    /// ```json mode:gate:G2-launch
    /// [{"op": "remove", "path": "/actions/19/due_on"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_score`: the least score, from 0 to 1, by tier. `weights`: how much each of the nine steps weighs, in their order; a
    /// weight below 0 counts as 0, one above 1000 as 1000.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 (the nine steps); completeness records of account plans in Altify.
    pub(super) static ROADMAP_SCORE_LOW = {
        code: "KA-112",
        name: "roadmap-score-low",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        only_at_gates: true,
        needs_date: true,
        inputs: &[
            "/account/orientation",
            "/account/size",
            "/account/industry",
            "/account/locations",
            "/account/background",
            "/account/competitors",
            "/account/lifecycle",
            "/account/agreements/*/metrics",
            "/plan/status",
            "/plan/launched_on",
            "/plan/next_review_on",
            "/needs/*/kind",
            "/audience/*/name",
            "/audience/*/wants",
            "/actions/*/status",
            "/actions/*/assignments",
            "/actions/*/due_on",
            "/actions/*/serves",
            "/team/*/is_primary",
            "/team/*/start_on",
            "/team/*/end_on",
            "/team/*/introduced_on",
            "/value_adds/*/need_ids",
            "/value_adds/*/client_objective_ids",
            "/rewards/*/trigger",
            "/rewards/*/options",
            "/rewards/*/serves",
            "/sla/*/metrics",
            "/commitments/*/serves",
            "/kickoff",
            "/requests/*/date",
            "/governance",
        ],
        parameters: &[
            Parameter::per_tier(
                "min_score",
                &[(Tier::Strategic, 0.90), (Tier::Key, 0.80)],
                "the least score of the nine steps, from 0 to 1",
                "house default",
            )
            .larger_is_stricter(),
            Parameter::numbers("weights", &[1.0; 9], "how much each of the nine steps weighs, in their order", "house default"),
        ],
        check: check,
    };
}

/// The rules that say what a step lacks.
const REPORTED_BY: [(StepName, &str); 8] = [
    (StepName::Profile, "KA-101"),
    (StepName::Needs, "KA-103"),
    (StepName::Audience, "KA-105"),
    (StepName::Team, "KA-106"),
    (StepName::Strategy, "KA-107"),
    (StepName::Commitments, "KA-108"),
    (StepName::Alignment, "KA-109"),
    (StepName::Refinement, "KA-111"),
];

/// How many steps a message names.
const NAMED_STEPS: usize = 3;

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let settings = RoadmapSettings {
        weights: cx
            .numbers("weights")
            .iter()
            .map(|weight| exact(*weight).into())
            .collect(),
        ..RoadmapSettings::default()
    };
    // All weights 0 leave nothing to judge.
    let Ok(roadmap) = roadmap(cx.plan(), cx.portfolio_account(), cx.as_of(), &settings) else {
        return;
    };
    let least = cx.number("min_score");
    let is_below = |score: Option<Share>| score.is_some_and(|score| score.get() < least);
    if !is_below(roadmap.lowest_score) {
        return;
    }
    if !is_below(roadmap.highest_score) {
        // Only the start of Execution can be unknown here: the day and the tier are given.
        sink.cannot_judge(Reason::InputMissing, "/account/lifecycle/since");
        return;
    }
    let is_reported = |step: &RoadmapStep| {
        let code = REPORTED_BY.iter().find(|(name, _)| *name == step.name);
        code.is_some_and(|(_, code)| cx.has_fired(&[code]))
    };
    let mut open: Vec<&RoadmapStep> = roadmap
        .steps
        .iter()
        .filter(|step| cost(step) > Decimal::ZERO && !is_reported(step))
        .collect();
    open.sort_by_key(|step| (std::cmp::Reverse(cost(step)), step.number));
    if !open.is_empty() {
        sink.report(draft(&roadmap, &open, least));
    }
}

fn draft(roadmap: &Roadmap, open: &[&RoadmapStep], least: f64) -> Draft {
    let named = open.iter().take(NAMED_STEPS).map(|step| {
        let measure = step.measure.map_or(0.0, Share::get);
        format!("step {}, {} ({measure:.2} of 1)", step.number, step.name.as_str())
    });
    let named = named.collect::<Vec<_>>().join("; ");
    let score = roadmap.score.map_or(0.0, Share::get);
    let related = open.iter().flat_map(|step| {
        step.lacking.iter().map(|lack| Related {
            path: lack.path.clone(),
            message: format!("step {}: {}", step.number, lack.what.words()),
        })
    });
    let draft = Draft::new(
        "",
        "score",
        "The nine steps of the plan score {shown} of at least {least}; most is lacking in {steps}.",
        [
            ("shown", format!("{score:.3}").into()),
            ("score", score.into()),
            ("least", least.into()),
            ("steps", named.into()),
        ],
    );
    draft
        .help("Complete the steps that cost most, or record why they do not apply.")
        .related(related)
        .measured(
            Measure {
                value: score.into(),
                unit: None,
            },
            Limit {
                op: ">=",
                value: least.into(),
                unit: None,
            },
        )
}

/// Returns what a step keeps the score from, in weight.
fn cost(step: &RoadmapStep) -> Decimal {
    let measure = match step.outcome {
        StepOutcome::Measured => step.measure.map_or(Decimal::ONE, |measure| exact(measure.get())),
        StepOutcome::NotApplicable | StepOutcome::NotMeasured => Decimal::ONE,
    };
    step.weight.get() * (Decimal::ONE - measure)
}

/// Returns the decimal that the number writes, within what a weight may be.
fn exact(number: f64) -> Decimal {
    let bounded = number.clamp(0.0, f64::from(RoadmapSettings::MAX_WEIGHT));
    decimal::parse(&format!("{bounded:.12}")).unwrap_or_default()
}
