//! KA-301 `accountable-not-exactly-one`.

use crate::lint::context::{Context, label};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Action, Part};

declare_rule! {
    /// ## What it checks
    ///
    /// An open action has nobody, or more than one person, who is accountable for it. A warning while the plan is a draft.
    ///
    /// ## Why it matters
    ///
    /// What two people answer for, nobody answers for. Many may do the work; one is asked whether it is done.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/actions/0/assignments/-", "value": {"person_id": "T2", "part": "accountable"}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/actions/0/assignments/-", "value": {"person_id": "T2", "part": "responsible"}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `applies_to_status`: the statuses of actions that are judged.
    ///
    /// ## Source
    ///
    /// RACI charting: exactly one A per task.
    pub(super) static ACCOUNTABLE_NOT_EXACTLY_ONE = {
        code: "KA-301",
        name: "accountable-not-exactly-one",
        severity: Severity::Error,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &["/actions/*/status", "/actions/*/assignments"],
        parameters: &[Parameter::texts("applies_to_status", &["planned", "in_progress", "blocked"], "the statuses of actions that are judged", "RACI charting: work that is not done yet").out_of(&["planned", "in_progress", "blocked", "done", "cancelled"])],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let statuses = cx.words("applies_to_status");
    for (index, action) in cx.plan().actions.iter().enumerate() {
        if !action.status.is_some_and(|status| statuses.contains(&status)) {
            continue;
        }
        let accountable = accountable(action);
        if accountable.len() == 1 {
            continue;
        }
        let path = format!("/actions/{index}/assignments");
        let title = label(action.title.as_deref(), action);
        let draft = if accountable.is_empty() {
            let sentence = "Nobody is accountable for action \"{action}\".";
            Draft::new(path, "nobody", sentence, [("action", title.into())])
        } else {
            let sentence = "{count} people are accountable for action \"{action}\": {people}.";
            let count = accountable.len().into();
            Draft::new(
                path,
                "several",
                sentence,
                [
                    ("action", title.into()),
                    ("count", count),
                    ("people", accountable.into()),
                ],
            )
        };
        let draft = draft
            .about_entity(action)
            .help("Name exactly one accountable person; others can be responsible.");
        sink.report(if cx.is_draft() {
            draft.severity(Severity::Warning)
        } else {
            draft
        });
    }
}

/// Returns who is accountable, each person once; an assignment without a person counts as one of its own.
fn accountable(action: &Action) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for assignment in &action.assignments {
        if assignment.part != Some(Part::Accountable) {
            continue;
        }
        match assignment.person_id.as_ref().map(ToString::to_string) {
            Some(person) if people.contains(&person) => {}
            Some(person) => people.push(person),
            None => people.push("?".to_owned()),
        }
    }
    people
}
