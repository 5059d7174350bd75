//! KA-607 `value-add-not-turned-into-action`.

use crate::lint::context::{Context, label};
use crate::lint::facts::Server;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ValueAdd;
use crate::vocabulary::{Entity, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// No action, commitment, reward or metric of a service level serves the value-add. Cancelled actions and released
    /// commitments do not count. Silent where nothing at all is committed, which says so already.
    ///
    /// ## Why it matters
    ///
    /// A value-add that nobody works on, promises or measures is a sentence in a plan. The client notices deeds.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/value_adds/-", "value": {
    ///   "id": "V15", "kind": "security", "statement": "single sign-on for the ticket portal", "beyond_standard": true,
    ///   "need_ids": ["N15"]}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/value_adds/-", "value": {
    ///   "id": "V15", "kind": "security", "statement": "single sign-on for the ticket portal", "beyond_standard": true,
    ///   "need_ids": ["N15"]}},
    ///  {"op": "add", "path": "/actions/1/serves/-", "value": "value_add:V15"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (actions and commitments, promises spelled out).
    pub(super) static VALUE_ADD_NOT_TURNED_INTO_ACTION = {
        code: "KA-607",
        name: "value-add-not-turned-into-action",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &[
            "/value_adds/*/id",
            "/actions/*/serves",
            "/actions/*/status",
            "/commitments/*/serves",
            "/commitments/*/status",
            "/rewards/*/serves",
            "/sla/*/metrics/*/serves",
            "/account/agreements/*/metrics/*/serves",
        ],
        yields_to: &["KA-108"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, value_add) in cx.plan().value_adds.iter().enumerate() {
        if is_served(cx, value_add) {
            continue;
        }
        let name = label(value_add.statement.as_deref(), value_add);
        let draft = Draft::new(
            format!("/value_adds/{index}"),
            "words-only",
            "No action, commitment, reward or service level makes value-add \"{value_add}\" real.",
            [("value_add", name.into())],
        );
        let help = "Plan an action for it, promise it, or measure it in a service level.";
        sink.report(draft.about_entity(value_add).help(help));
    }
}

fn is_served(cx: &Context<'_>, value_add: &ValueAdd) -> bool {
    let servers = value_add
        .id()
        .map(|id| cx.facts.servers(EntityKind::ValueAdd, id));
    servers.unwrap_or_default().iter().any(|server| {
        let counts = matches!(
            server,
            Server::Action(_) | Server::Commitment(_) | Server::Reward | Server::Metric
        );
        counts && server.stands()
    })
}
