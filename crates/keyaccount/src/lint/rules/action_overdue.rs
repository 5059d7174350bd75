//! KA-311 `action-overdue`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Action;
use crate::plan::critical_path::Criticality;

declare_rule! {
    /// ## What it checks
    ///
    /// An open action was due more than `grace_days` ago; on the due date itself it is not late. An error where it is more than
    /// `error_after_days` late, or critical: with a total float of 0 or less, so that a deadline moves with it. Whether an action
    /// in a circle of dependencies, or after one, is critical is not judged.
    ///
    /// ## Why it matters
    ///
    /// The first late action that nobody asks about tells everyone that dates are not meant.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/8/due_on", "value": "2026-09-29"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/8/due_on", "value": "2026-09-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `grace_days`: how many days an action may be late. `error_after_days`: after how many days late it is an error.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (coordinated delivery) and S3 (reporting). Critical as the critical-path method has it (Kelley and Walker
    /// 1959). The days are house defaults.
    pub(super) static ACTION_OVERDUE = {
        code: "KA-311",
        name: "action-overdue",
        severity: Severity::Warning,
        nature: Nature::Stale,
        inputs: &["/actions/*/status", "/actions/*/due_on"],
        needs_date: true,
        parameters: &[
            Parameter::number("grace_days", 0.0, "how many days an action may be late", "house default").smaller_is_stricter(),
            Parameter::number("error_after_days", 30.0, "after how many days late it is an error", "house default").smaller_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let (grace, error_after) = (cx.number("grace_days"), cx.number("error_after_days"));
    for (index, action) in cx.open_actions() {
        let Some(due_on) = action.due_on else { continue };
        let Some(late) = cx.age_days(due_on).filter(|&late| late > 0.0 && late > grace) else {
            continue;
        };
        let is_critical = match is_critical(cx, action) {
            Some(is_critical) => is_critical,
            None if late > error_after => false,
            None => {
                sink.cannot_judge(Reason::DependencyCycle, format!("/actions/{index}/depends_on"));
                false
            }
        };
        let (message_id, sentence) = if is_critical {
            (
                "late-and-critical",
                "Action \"{action}\" was due on {due_on} (days late: {days_late}), and a deadline moves with it.",
            )
        } else {
            (
                "late",
                "Action \"{action}\" was due on {due_on} (days late: {days_late}).",
            )
        };
        let draft = Draft::new(
            format!("/actions/{index}/due_on"),
            message_id,
            sentence,
            [
                ("action", label(action.title.as_deref(), action).into()),
                ("due_on", due_on.into()),
                ("days_late", late.into()),
            ],
        );
        let observed = Measure {
            value: late.into(),
            unit: Some("days"),
        };
        let expected = Limit {
            op: "<=",
            value: grace.into(),
            unit: Some("days"),
        };
        let draft = draft
            .about_entity(action)
            .measured(observed, expected)
            .help("Finish it, agree a new date with those who wait for it, or cancel it.");
        sink.report(if is_critical || late > error_after {
            draft.severity(Severity::Error)
        } else {
            draft
        });
    }
}

/// Returns whether a deadline moves with the action; nothing where a circle of dependencies hides that.
fn is_critical(cx: &Context<'_>, action: &Action) -> Option<bool> {
    let id = action.id.as_ref();
    // Actions without an id are not part of the network: nothing can wait for them.
    let Some(linked) = id.and_then(|id| cx.network.action(id)) else {
        return Some(false);
    };
    if cx.network.is_unordered(linked) {
        return None;
    }
    let schedule = cx.network.critical_path()?.action(linked.id)?;
    Some(schedule.criticality == Some(Criticality::Critical))
}
