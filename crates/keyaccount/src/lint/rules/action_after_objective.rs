//! KA-315 `action-after-objective`.

use std::collections::BTreeMap;

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure, Related};
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Action, Objective};
use crate::quantity::Date;
use crate::vocabulary::{Entity as _, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// An open action is due later than the earliest due date of the open objectives that it serves.
    ///
    /// ## Why it matters
    ///
    /// The action cannot help with what has been decided by then; one of the two dates is wrong.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/20/due_on", "value": "2027-04-01"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/20/due_on", "value": "2027-03-31"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// House default.
    pub(super) static ACTION_AFTER_OBJECTIVE = {
        code: "KA-315",
        name: "action-after-objective",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: PLAN_GATES,
        inputs: &[
            "/actions/*/status",
            "/actions/*/serves",
            "/actions/*/due_on",
            "/objectives/*/id",
            "/objectives/*/status",
            "/objectives/*/due_on",
        ],
        check: check,
    };
}

/// The open objectives with a due date: the position, the date and the objective, by id; of two with one id the first.
type Deadlines<'a> = BTreeMap<&'a str, (usize, Date, &'a Objective)>;

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let mut deadlines = Deadlines::new();
    for (index, objective) in cx.open_objectives() {
        if let (Some(id), Some(due_on)) = (objective.id(), objective.due_on) {
            deadlines.entry(id).or_insert((index, due_on, objective));
        }
    }
    for (index, action) in cx.open_actions() {
        let (Some(due_on), Some((position, limit, objective))) =
            (action.due_on, earliest(action, &deadlines))
        else {
            continue;
        };
        if due_on <= limit {
            continue;
        }
        let title = label(objective.title.as_deref(), objective);
        let draft = Draft::new(
            format!("/actions/{index}/due_on"),
            "after",
            "Action \"{action}\" is due on {due_on}, after objective \"{objective}\" that it serves is due on {limit}.",
            [
                ("action", label(action.title.as_deref(), action).into()),
                ("due_on", due_on.into()),
                ("objective", title.clone().into()),
                ("limit", limit.into()),
            ],
        );
        let observed = Measure {
            value: due_on.into(),
            unit: None,
        };
        let expected = Limit {
            op: "<=",
            value: limit.into(),
            unit: None,
        };
        let served = Related {
            path: format!("/objectives/{position}/due_on"),
            message: format!("\"{title}\" is due here"),
        };
        sink.report(
            draft
                .about_entity(action)
                .measured(observed, expected)
                .related([served])
                .help("Bring the action forward, or agree a later due date of the objective."),
        );
    }
}

/// Returns the objective that is due first of those that the action serves; of several the one that it names first.
fn earliest<'a>(action: &Action, deadlines: &Deadlines<'a>) -> Option<(usize, Date, &'a Objective)> {
    let references = action.serves.iter();
    let served = references.filter(|reference| reference.kind() == Some(EntityKind::Objective));
    let served = served.filter_map(|reference| deadlines.get(reference.id()).copied());
    served.min_by_key(|&(_, due_on, _)| due_on)
}
