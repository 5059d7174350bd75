//! KA-015 `derived-value-mismatch`.

use crate::document::ValueText;
use crate::lint::context::Context;
use crate::lint::derived_values::{self, Mismatch};
use crate::lint::finding::{Applicability, Edit, Fix, Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// A stored value differs from the one that follows from what the plan says elsewhere:
    ///
    /// * the score of a risk from probability times impact;
    /// * the total of the selection from the weighted mean of its scores;
    /// * the revenue share from the annual value and the revenue of the whole company (customers only, with a portfolio that
    ///   states the revenue of a year);
    /// * the cycle of the plan from the history;
    /// * the progress of the plan from the weighted attainment of its objectives;
    /// * the band of a health reading from its score and the readings before it (green from 70, red below 40);
    /// * the next review from the cadences, where it lies so late that it would no longer count for the one that is due.
    ///
    /// What cannot be computed is not judged.
    ///
    /// ## Why it matters
    ///
    /// Whoever sorts by the stored score sorts by an old opinion. Two numbers for one fact, and nobody knows which was meant.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/1/score", "value": 12}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/risks/1/score"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `tolerance_ratio`: how far a share may be off. `tolerance_score`: how far a total may be off; totals are often written
    /// with one decimal. Whole numbers must be equal.
    ///
    /// ## Source
    ///
    /// House default.
    pub(super) static DERIVED_VALUE_MISMATCH = {
        code: "KA-015",
        name: "derived-value-mismatch",
        severity: Severity::Warning,
        nature: Nature::Inconsistent,
        profile: Profile::Recommended,
        gates: PLAN_GATES,
        inputs: &[
            "/risks/*/probability",
            "/risks/*/impact",
            "/risks/*/score",
            "/plan/cycle",
            "/plan/status",
            "/plan/launched_on",
            "/history/*/from",
            "/history/*/to",
            "/account/selection/total",
            "/account/selection/scores/*/value",
            "/account/selection/scores/*/weight",
            "/account/revenue_share",
            "/account/annual_value",
            "/account/orientation",
            "/plan/progress",
            "/objectives/*/status",
            "/objectives/*/weight",
            "/objectives/*/metric",
            "/objectives/*/baseline",
            "/objectives/*/target",
            "/objectives/*/current",
            "/plan/next_review_on",
            "/governance/cadences",
            "/governance/reviews",
            "/health/readings",
        ],
        expires_evaluation: true,
        parameters: &[
            Parameter::number("tolerance_ratio", 0.001, "how far a stored share may be off", "house default").smaller_is_stricter(),
            Parameter::number("tolerance_score", 0.05, "how far a stored total of scores may be off", "house default; one decimal").smaller_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let (ratio, score) = (cx.number("tolerance_ratio"), cx.number("tolerance_score"));
    let mut mismatches = derived_values::risk_scores(cx);
    mismatches.extend(derived_values::bands(cx));
    mismatches.extend(derived_values::selection_total(cx, score));
    match derived_values::revenue_share(cx, ratio) {
        Ok(mismatch) => mismatches.extend(mismatch),
        Err(reason) => sink.cannot_judge(reason, "/account/annual_value"),
    }
    mismatches.extend(derived_values::cycle(cx));
    mismatches.extend(derived_values::next_review(cx));
    mismatches.extend(derived_values::attainment(cx, ratio));
    if cx.as_of().is_none() && cx.plan().plan.progress.is_some() {
        sink.cannot_judge(Reason::EvaluationDateMissing, "/plan/progress");
    }
    for mismatch in mismatches {
        sink.report(draft(cx, mismatch));
    }
}

fn draft(cx: &Context<'_>, mismatch: Mismatch) -> Draft {
    let Mismatch {
        path,
        what,
        stored,
        computed,
        text,
        is_promise,
    } = mismatch;
    let draft = Draft::new(
        path.as_str(),
        "differs",
        "The stored {what} is {stored}, but what the plan says elsewhere gives {computed}.",
        [
            ("what", what.into()),
            ("stored", stored.clone()),
            ("computed", computed.clone()),
        ],
    );
    let measure = Measure {
        value: stored,
        unit: None,
    };
    let limit = Limit {
        op: "=",
        value: computed,
        unit: None,
    };
    let draft = draft.measured(measure, limit);
    let (applicability, help) = if is_promise {
        (
            Applicability::Unsafe,
            "Agree a date that the rhythm of reviews asks for.",
        )
    } else {
        (
            Applicability::Safe,
            "Store the computed value, or leave it out and let it be computed.",
        )
    };
    let draft = draft.help(help);
    let Some(node) = cx.root().at_pointer(&path) else {
        return draft;
    };
    draft.fix(Fix {
        title: "Store the computed value".to_owned(),
        applicability,
        edits: vec![
            Edit::test(path.as_str(), ValueText::from(node)),
            Edit::replace(path.as_str(), text),
        ],
        preferred: true,
    })
}
