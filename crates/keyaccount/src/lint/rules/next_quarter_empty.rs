//! KA-323 `next-quarter-empty`.

use crate::account::LifecycleState;
use crate::lint::context::Context;
use crate::lint::gate::{Gate, Mode};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::CommitmentStatus;

declare_rule! {
    /// ## What it checks
    ///
    /// No open action and no open commitment is due in the next `window_days`, the first and the last of them included. Judged in
    /// Execution, and where the plan is to be approved or launched. What is overdue does not count. Where something open has no due date
    /// and nothing else is due, the rule is not evaluated. Silent where the plan commits nobody to anything at all.
    ///
    /// ## Why it matters
    ///
    /// A plan whose next step is seven months away is not being carried out; it is being kept.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/resources/budgets/1/amount/amount", "value": "250000"},
    ///  {"op": "replace", "path": "/actions/0/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/2/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/6/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/8/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/12/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/13/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/15/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/17/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/18/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/21/due_on", "value": "2027-01-01"},
    ///  {"op": "replace", "path": "/actions/1/depends_on/0/kind", "value": "start_to_start"},
    ///  {"op": "replace", "path": "/actions/9/depends_on/0/kind", "value": "start_to_start"},
    ///  {"op": "replace", "path": "/commitments/0/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/commitments/2/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/commitments/3/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/commitments/6/due_on", "value": "2027-01-15"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/resources/budgets/1/amount/amount", "value": "250000"},
    ///  {"op": "replace", "path": "/actions/0/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/2/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/6/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/8/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/12/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/13/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/15/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/17/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/18/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/actions/21/due_on", "value": "2026-12-31"},
    ///  {"op": "replace", "path": "/actions/1/depends_on/0/kind", "value": "start_to_start"},
    ///  {"op": "replace", "path": "/actions/9/depends_on/0/kind", "value": "start_to_start"},
    ///  {"op": "replace", "path": "/commitments/0/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/commitments/2/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/commitments/3/due_on", "value": "2027-01-15"},
    ///  {"op": "replace", "path": "/commitments/6/due_on", "value": "2027-01-15"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `window_days`: in how many days something must be due.
    ///
    /// ## Source
    ///
    /// One-page account plans with actions of the next 90 days (`Guide2B2B`, account plan template); 92 days so that no quarter is longer.
    pub(super) static NEXT_QUARTER_EMPTY = {
        code: "KA-323",
        name: "next-quarter-empty",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &[
            "/account/lifecycle/state",
            "/actions/*/status",
            "/actions/*/due_on",
            "/commitments/*/status",
            "/commitments/*/due_on",
        ],
        yields_to: &["KA-108"],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::number("window_days", 92.0, "in how many days something must be due", "one-page account plans").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let is_launch = matches!(cx.mode, Mode::Gate(Gate::G2Approve | Gate::G2Launch));
    if cx.state() != LifecycleState::Execution && !is_launch {
        return;
    }
    let actions = cx
        .open_actions()
        .map(|(index, action)| (format!("/actions/{index}/due_on"), action.due_on));
    let commitments = cx.plan().commitments.iter().enumerate();
    let promised = commitments.filter(|(_, commitment)| commitment.status == Some(CommitmentStatus::Open));
    let promised =
        promised.map(|(index, commitment)| (format!("/commitments/{index}/due_on"), commitment.due_on));
    let window = cx.number("window_days");
    let (mut next, mut undated) = (None, Vec::new());
    for (place, due_on) in actions.chain(promised) {
        let Some(due_on) = due_on else {
            undated.push(place);
            continue;
        };
        let ahead = cx.age_days(due_on).map(|age| -age);
        let Some(ahead) = ahead.filter(|&ahead| ahead >= 0.0) else {
            continue;
        };
        if ahead <= window {
            return;
        }
        next = next.into_iter().chain([due_on]).min();
    }
    if !undated.is_empty() {
        for place in undated {
            sink.cannot_judge(Reason::InputMissing, place);
        }
        return;
    }
    let window = ("window_days", window.into());
    let draft = match next {
        None => {
            let sentence = "Nothing that is open is due in the next {window_days} days, nor later.";
            Draft::new("/actions", "nothing", sentence, [window])
        }
        Some(next) => {
            let sentence =
                "Nothing that is open is due in the next {window_days} days; the next date is {next}.";
            Draft::new("/actions", "later", sentence, [window, ("next", next.into())])
        }
    };
    sink.report(draft.help("Plan what is to be done in the next quarter, and give it dates."));
}
