//! KA-316 `orphan-action`.

use std::collections::BTreeSet;

use crate::lint::context::{Context, label};
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::ActionId;
use crate::vocabulary::Entity as _;

declare_rule! {
    /// ## What it checks
    ///
    /// An open action serves nothing: it names no objective, need, value-add, risk, commitment, metric or anything else, and no
    /// commitment, risk, review or own change lists it.
    ///
    /// ## Why it matters
    ///
    /// What follows from nothing in the plan takes the hours of what does.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/24/serves", "value": []}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/1/serves", "value": []}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6. `CustomerThink`, *The problem with account plans*: activities that do not follow from the plan.
    pub(super) static ORPHAN_ACTION = {
        code: "KA-316",
        name: "orphan-action",
        severity: Severity::Info,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/actions/*/id",
            "/actions/*/status",
            "/actions/*/serves",
            "/commitments/*/action_ids",
            "/risks/*/mitigation_action_ids",
            "/governance/reviews/*/action_ids",
            "/own_changes/*/action_ids",
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let listed = listed(cx);
    for (index, action) in cx.open_actions() {
        let is_listed = action.id().is_some_and(|id| listed.contains(id));
        if is_listed || !action.serves.is_empty() {
            continue;
        }
        let draft = Draft::new(
            format!("/actions/{index}/serves"),
            "orphan",
            "Action \"{action}\" serves nothing in the plan.",
            [("action", label(action.title.as_deref(), action).into())],
        );
        sink.report(
            draft
                .about_entity(action)
                .help("Say what it is for, or leave it out."),
        );
    }
}

/// Returns the ids of the actions that a commitment, a risk, a review or an own change lists.
fn listed<'a>(cx: &Context<'a>) -> BTreeSet<&'a str> {
    let plan = cx.plan();
    let promised = plan
        .commitments
        .iter()
        .flat_map(|commitment| &commitment.action_ids);
    let mitigating = plan.risks.iter().flat_map(|risk| &risk.mitigation_action_ids);
    let decided = plan
        .governance
        .reviews
        .iter()
        .flat_map(|review| &review.action_ids);
    let telling = plan.own_changes.iter().flat_map(|change| &change.action_ids);
    let ids = promised.chain(mitigating).chain(decided).chain(telling);
    ids.map(ActionId::as_str).collect()
}
