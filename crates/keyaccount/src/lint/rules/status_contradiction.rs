//! KA-318 `status-contradiction`.

use crate::lint::context::{Context, label, present};
use crate::lint::finding::{Applicability, Edit, Fix};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{AtGate, Draft, Sink};
use crate::plan::{Action, ActionStatus};

declare_rule! {
    /// ## What it checks
    ///
    /// What an action says of itself contradicts its status: it is done with a percentage below 100, or without the day on which
    /// it was done (or, where `require_evidence` is set, without evidence); it stands at 100 % and is not done; it is planned and
    /// stands above 0 %. One finding per action, about the first of these. A blocked action that does not say what blocks it gets
    /// a warning, which stops no gate.
    ///
    /// ## Why it matters
    ///
    /// Progress is added up from both: with two answers the report says whatever one wants to hear.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/4/percent", "value": 80}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/8/percent", "value": 99}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `require_evidence`: whether a done action must say what shows that it was done.
    ///
    /// ## Source
    ///
    /// House default.
    pub(super) static STATUS_CONTRADICTION = {
        code: "KA-318",
        name: "status-contradiction",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: ALL_GATES,
        inputs: &[
            "/actions/*/status",
            "/actions/*/percent",
            "/actions/*/done_on",
            "/actions/*/blocked_reason",
            "/actions/*/evidence",
        ],
        parameters: &[Parameter::flag("require_evidence", false, "whether a done action must say what shows that it was done", "house default")],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, action) in cx.plan().actions.iter().enumerate() {
        let Some((field, message_id, sentence)) = contradiction(action, cx.flag("require_evidence")) else {
            continue;
        };
        let percent = action.percent.map_or(0, i64::from);
        let draft = Draft::new(
            format!("/actions/{index}/{field}"),
            message_id,
            sentence,
            [
                ("action", label(action.title.as_deref(), action).into()),
                ("percent", percent.into()),
            ],
        );
        let draft = draft.about_entity(action);
        let draft = match field {
            "blocked_reason" => draft
                .severity(Severity::Warning)
                .at_gate(AtGate::Warns)
                .help("Say what blocks it and who can remove that."),
            "percent" => draft.help("Correct the status or the percentage."),
            _ => draft.help("Add what is missing, or correct the status."),
        };
        sink.report(match fix(index, action).filter(|_| field == "percent") {
            Some(fix) => draft.fix(fix),
            None => draft,
        });
    }
}

/// Returns the field that contradicts the status, and what to say about it.
fn contradiction(
    action: &Action,
    require_evidence: bool,
) -> Option<(&'static str, &'static str, &'static str)> {
    let percent = action.percent.map(i64::from);
    let is_evident = action.evidence.iter().any(|evidence| present(Some(evidence)));
    match (action.status?, percent) {
        (ActionStatus::Done, Some(..=99)) => Some((
            "percent",
            "done-below-100",
            "Action \"{action}\" is done and stands at {percent} %.",
        )),
        (ActionStatus::Done, _) if action.done_on.is_none() => Some((
            "done_on",
            "done-undated",
            "Action \"{action}\" is done and does not say when.",
        )),
        (ActionStatus::Done, _) => (require_evidence && !is_evident).then_some((
            "evidence",
            "done-without-evidence",
            "Action \"{action}\" is done and nothing shows it.",
        )),
        (_, Some(100)) => Some((
            "percent",
            "not-done-at-100",
            "Action \"{action}\" stands at {percent} % and is not done.",
        )),
        (ActionStatus::Planned, Some(1..)) => Some((
            "percent",
            "planned-above-0",
            "Action \"{action}\" is only planned and stands at {percent} %.",
        )),
        (ActionStatus::Blocked, _) if !present(action.blocked_reason.as_deref()) => Some((
            "blocked_reason",
            "blocked-without-reason",
            "Action \"{action}\" is blocked and does not say by what.",
        )),
        _ => None,
    }
}

/// Returns the change that aligns the percentage with the status, where the status says what it must be.
fn fix(index: usize, action: &Action) -> Option<Fix> {
    let right: i64 = match action.status? {
        ActionStatus::Done => 100,
        ActionStatus::Planned => 0,
        _ => return None,
    };
    let path = format!("/actions/{index}/percent");
    Some(Fix {
        title: format!("Set the percentage to {right}"),
        applicability: Applicability::Unsafe,
        edits: vec![
            Edit::test(path.as_str(), i64::from(action.percent?)),
            Edit::replace(path, right),
        ],
        preferred: true,
    })
}
