//! KA-201 `no-objectives`.

use crate::lint::context::Context;
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ObjectiveStatus;

declare_rule! {
    /// ## What it checks
    ///
    /// The plan has no objective, or only dropped ones. Info while the plan is a draft.
    ///
    /// ## Why it matters
    ///
    /// A plan without objectives is a profile: nobody can say at the review whether it worked.
    ///
    /// ## Example
    ///
    /// ```json with:KA-004
    /// [{"op": "replace", "path": "/objectives", "value": []}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/1/status", "value": "dropped"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (clear, measurable objectives over three to five years) and S2 (mutual goals).
    pub(super) static NO_OBJECTIVES = {
        code: "KA-201",
        name: "no-objectives",
        severity: Severity::Error,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &["/objectives/*/status"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let objectives = &cx.plan().objectives;
    if objectives
        .iter()
        .any(|objective| objective.status != Some(ObjectiveStatus::Dropped))
    {
        return;
    }
    let draft = if objectives.is_empty() {
        Draft::new("/objectives", "none", "The plan has no objective.", [])
    } else {
        let count = objectives.len();
        Draft::new(
            "/objectives",
            "all-dropped",
            "All {count} objectives are dropped.",
            [("count", count.into())],
        )
    };
    sink.report(draft.help("Agree at least one measurable objective with the account."));
}
