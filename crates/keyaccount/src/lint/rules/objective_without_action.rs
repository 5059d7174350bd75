//! KA-214 `objective-without-action`.

use std::collections::BTreeSet;

use crate::lint::context::{Context, label};
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{ActionStatus, ObjectiveStatus};
use crate::vocabulary::{Entity as _, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// No action serves an open objective: neither directly nor by way of an objective that is part of it. Cancelled actions do
    /// not count, done ones do; dropped objectives pass nothing on. Silent where the plan commits nobody to anything at all.
    ///
    /// ## Why it matters
    ///
    /// An objective without an action is a wish. Plans that change nobody's week are written and forgotten.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/17/serves", "value": ["position_item:W11"]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/2/serves", "value": ["client_objective:CO2"]},
    ///  {"op": "replace", "path": "/actions/11/serves", "value": ["objective:O12"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (actions and commitments).
    pub(super) static OBJECTIVE_WITHOUT_ACTION = {
        code: "KA-214",
        name: "objective-without-action",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &[
            "/objectives/*/id",
            "/objectives/*/status",
            "/objectives/*/parent_id",
            "/actions/*/status",
            "/actions/*/serves",
        ],
        yields_to: &["KA-108"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let served = served(cx);
    for (index, objective) in cx.open_objectives() {
        if objective.id().is_none_or(|id| served.contains(id)) {
            continue;
        }
        let draft = Draft::new(
            format!("/objectives/{index}"),
            "no-action",
            "No action serves objective \"{objective}\".",
            [("objective", label(objective.title.as_deref(), objective).into())],
        );
        sink.report(
            draft
                .about_entity(objective)
                .help("Decide on the first action for it, or drop the objective."),
        );
    }
}

/// Returns the ids of the objectives that an action serves, directly or by way of their parts.
fn served<'a>(cx: &Context<'a>) -> BTreeSet<&'a str> {
    let actions = cx.plan().actions.iter();
    let kept = actions.filter(|action| action.status != Some(ActionStatus::Cancelled));
    let references = kept.flat_map(|action| &action.serves);
    let direct = references.filter(|reference| reference.kind() == Some(EntityKind::Objective));
    let mut served = BTreeSet::new();
    for reference in direct {
        // Up from the part to the whole, as far as nobody has been before.
        let mut next = Some(reference.id());
        while let Some(id) = next.filter(|id| served.insert(*id)) {
            let objective = cx.facts.objective(id);
            let passes_on = objective.filter(|part| part.status != Some(ObjectiveStatus::Dropped));
            next = passes_on.and_then(|part| Some(part.parent_id.as_ref()?.as_str()));
        }
    }
    served
}
