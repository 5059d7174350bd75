//! KA-108 `nothing-committed`.

use crate::lint::context::Context;
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ActionStatus;

declare_rule! {
    /// ## What it checks
    ///
    /// The plan has no action that was not cancelled, no commitment of either side, and neither the plan nor the account has a metric of a
    /// service level.
    ///
    /// ## Why it matters
    ///
    /// A strategy that nobody has promised anything for stays a text. Actions, promises and service levels are what the client can see.
    ///
    /// ## Example
    ///
    /// ```json with:KA-004,KA-807
    /// [{"op": "remove", "path": "/actions"},
    ///  {"op": "remove", "path": "/commitments"},
    ///  {"op": "remove", "path": "/sla"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/0/status", "value": "planned"},
    ///  {"op": "remove", "path": "/actions/0/percent"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (actions and commitments, promises spelled out).
    pub(super) static NOTHING_COMMITTED = {
        code: "KA-108",
        name: "nothing-committed",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &["/actions/*/status", "/commitments", "/sla/*/metrics", "/account/agreements/*/metrics"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let plan = cx.plan();
    let mut actions = plan.actions.iter();
    let is_committed = actions.any(|action| action.status != Some(ActionStatus::Cancelled))
        || !plan.commitments.is_empty()
        || cx
            .agreements()
            .any(|(_, agreement)| !agreement.metrics.is_empty());
    if !is_committed {
        let sentence = "The plan commits nobody to anything: no action, no commitment, no service level.";
        let draft = Draft::new("/actions", "nothing", sentence, []);
        sink.report(draft.help("Turn the strategy into dated actions and promises to the client."));
    }
}
