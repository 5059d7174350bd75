//! KA-221 `objective-behind`.

use crate::lint::context::{Context, label, percent};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ObjectiveStatus;
use crate::plan::progress::{ProgressGap, ProgressThresholds, objective_progress};

declare_rule! {
    /// ## What it checks
    ///
    /// An active objective is behind: the attainment that the line through baseline, milestones and target leads to expect, less the
    /// actual one, is more than `slip`; an error above twice that. It is not judged without a current value at most 100 days
    /// old, nor where baseline, target or dates are lacking. Qualitative objectives are judged by people.
    ///
    /// ## Why it matters
    ///
    /// A gap seen in September can be closed by December; one seen in December can only be explained.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/current/value", "value": "529000"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/current/value", "value": "530000"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `slip`: how far the attainment may be behind, as a share of the way from baseline to target.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (performance is tracked and the plan adapted) and S3 (reporting). The slip is a house default.
    pub(super) static OBJECTIVE_BEHIND = {
        code: "KA-221",
        name: "objective-behind",
        severity: Severity::Warning,
        nature: Nature::Stale,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
        inputs: &[
            "/objectives/*/status",
            "/objectives/*/measurement",
            "/objectives/*/metric/direction",
            "/objectives/*/baseline",
            "/objectives/*/target",
            "/objectives/*/current",
            "/objectives/*/milestones",
            "/objectives/*/start_on",
            "/objectives/*/due_on",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::number("slip", 0.15, "how far the attainment may be behind, as a share of the way from baseline to target", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let limit = cx.number("slip");
    let active = cx
        .open_objectives()
        .filter(|(_, objective)| objective.status == Some(ObjectiveStatus::Active));
    for (index, objective) in active {
        let progress = objective_progress(objective, as_of, &ProgressThresholds::default());
        for (reason, field) in progress.not_evaluable.iter().filter_map(|&gap| obstacle(gap)) {
            sink.cannot_judge(reason, format!("/objectives/{index}/{field}"));
        }
        let ratios = progress.attainment_ratio.zip(progress.expected_ratio);
        let (Some(slip), Some((actual, expected))) = (progress.slip_ratio, ratios) else {
            continue;
        };
        if slip <= limit || limit.is_nan() {
            continue;
        }
        let title = label(objective.title.as_deref(), objective);
        let draft = Draft::new(
            format!("/objectives/{index}/current/value"),
            "behind",
            "Objective \"{objective}\" has come {actual_percent} % of its way, and {expected_percent} % were expected by now.",
            [
                ("objective", title.into()),
                ("actual_percent", percent(actual).into()),
                ("expected_percent", percent(expected).into()),
            ],
        );
        let observed = Measure {
            value: slip.into(),
            unit: None,
        };
        let expected = Limit {
            op: "<=",
            value: limit.into(),
            unit: None,
        };
        let draft = draft
            .about_entity(objective)
            .measured(observed, expected)
            .help("Agree what will bring it back on course, or set a target that can be reached.");
        sink.report(if slip > 2.0 * limit {
            draft.severity(Severity::Error)
        } else {
            draft
        });
    }
}

/// Returns why and for want of which field an objective cannot be judged; nothing where another rule or people judge it.
fn obstacle(gap: ProgressGap) -> Option<(Reason, &'static str)> {
    match gap {
        ProgressGap::CurrentTooOld => Some((Reason::InputStale, "current/as_of")),
        ProgressGap::CurrentMissing => Some((Reason::InputMissing, "current/value")),
        ProgressGap::CurrentUndated => Some((Reason::InputMissing, "current/as_of")),
        ProgressGap::CurrentInFuture => Some((Reason::InputFaulty, "current/as_of")),
        ProgressGap::BaselineMissing => Some((Reason::InputMissing, "baseline/value")),
        ProgressGap::TargetMissing => Some((Reason::InputMissing, "target/value")),
        ProgressGap::TargetEqualsBaseline | ProgressGap::TargetAgainstDirection => {
            Some((Reason::InputFaulty, "target/value"))
        }
        ProgressGap::StartMissing => Some((Reason::InputMissing, "start_on")),
        ProgressGap::DueMissing => Some((Reason::InputMissing, "due_on")),
        ProgressGap::StartAfterDue => Some((Reason::InputFaulty, "start_on")),
        ProgressGap::NotMeasured | ProgressGap::BeyondDecimals => None,
    }
}
