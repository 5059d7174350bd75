//! KA-305 `action-undated`.

use crate::lint::context::{Context, label};
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{AtGate, Draft, Sink};
use crate::quantity::{Date, days_between};

declare_rule! {
    /// ## What it checks
    ///
    /// An open action has no due date. At approval and launch only the actions of the first 92 days of the plan stop the gate; those
    /// that start later may get their date on the way. An action without a start counts as one of the first days.
    ///
    /// ## Why it matters
    ///
    /// An action without a date is done when there is time, which is never.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/actions/20/due_on"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/actions/7/due_on"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (promises spelled out).
    pub(super) static ACTION_UNDATED = {
        code: "KA-305",
        name: "action-undated",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &[
            "/plan/period/start",
            "/actions/*/status",
            "/actions/*/start_on",
            "/actions/*/due_on",
        ],
        check: check,
    };
}

/// The days of a plan whose actions must have a date when it is approved: the longest quarter.
const FIRST_DAYS: i64 = 92;

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let plan_start = cx.plan().plan.period.as_ref().and_then(|period| period.start);
    for (index, action) in cx.open_actions().filter(|(_, action)| action.due_on.is_none()) {
        let draft = Draft::new(
            format!("/actions/{index}/due_on"),
            "no-date",
            "Action \"{action}\" has no due date.",
            [("action", label(action.title.as_deref(), action).into())],
        );
        let draft = draft
            .about_entity(action)
            .help("Agree the day by which it is to be done.");
        sink.report(if is_later(action.start_on, plan_start) {
            draft.at_gate(AtGate::Silent)
        } else {
            draft
        });
    }
}

/// Returns whether the action is known to start after the first days of the plan.
fn is_later(start: Option<Date>, plan_start: Option<Date>) -> bool {
    let dates = plan_start.zip(start);
    dates.is_some_and(|(plan_start, start)| days_between(plan_start, start) >= FIRST_DAYS)
}
