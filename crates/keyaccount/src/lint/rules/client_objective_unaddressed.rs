//! KA-603 `client-objective-unaddressed`.

use crate::lint::context::{Context, label};
use crate::lint::facts::Server;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ClientObjective;
use crate::vocabulary::{Entity, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// An objective of the client that the client has confirmed is served by none of our objectives, value-adds and actions.
    /// Dropped objectives and cancelled actions do not count.
    ///
    /// ## Why it matters
    ///
    /// Where the client says what it wants to reach and we answer with nothing, the plan is about us.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/client_objectives/-", "value": {
    ///   "id": "CO13", "statement": "two product changes a day on each line", "measure": "changes a day", "horizon": "2027-12-31",
    ///   "contact_id": "C3", "confirmed_on": "2026-07-14", "confirmed_by_id": "C3"}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/client_objectives/-", "value": {
    ///   "id": "CO13", "statement": "two product changes a day on each line", "measure": "changes a day", "horizon": "2027-12-31",
    ///   "contact_id": "C3", "confirmed_on": "2026-07-14", "confirmed_by_id": "C3"}},
    ///  {"op": "add", "path": "/objectives/1/client_objective_ids/-", "value": "CO13"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (client needs turned into internal projects), S3 (mutual benefit) and S4 step 5 (value-adds matched with
    /// objectives).
    pub(super) static CLIENT_OBJECTIVE_UNADDRESSED = {
        code: "KA-603",
        name: "client-objective-unaddressed",
        severity: Severity::Info,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/client_objectives/*/id",
            "/client_objectives/*/confirmed_on",
            "/objectives/*/client_objective_ids",
            "/objectives/*/status",
            "/value_adds/*/client_objective_ids",
            "/actions/*/serves",
            "/actions/*/status",
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, objective) in cx.plan().client_objectives.iter().enumerate() {
        if objective.confirmed_on.is_none() || is_served(cx, objective) {
            continue;
        }
        let name = label(objective.statement.as_deref(), objective);
        let draft = Draft::new(
            format!("/client_objectives/{index}"),
            "unserved",
            "Nothing in the plan serves the objective of the client \"{objective}\".",
            [("objective", name.into())],
        );
        let help = "Link one of our objectives, value-adds or actions to it, or agree with the client to leave it aside.";
        sink.report(draft.about_entity(objective).help(help));
    }
}

fn is_served(cx: &Context<'_>, objective: &ClientObjective) -> bool {
    let servers = objective
        .id()
        .map(|id| cx.facts.servers(EntityKind::ClientObjective, id));
    servers.unwrap_or_default().iter().any(|server| {
        matches!(
            server,
            Server::Objective(_) | Server::ValueAdd | Server::Action(_)
        ) && server.stands()
    })
}
