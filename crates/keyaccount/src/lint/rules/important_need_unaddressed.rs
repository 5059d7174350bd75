//! KA-602 `important-need-unaddressed`.

use crate::lint::context::{Context, label};
use crate::lint::facts::Server;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES_AS_WARNING, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Need;
use crate::vocabulary::{Entity, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// A need of priority `min_priority` or above is served by no value-add, no action and no metric of a service level, and
    /// nobody has decided to decline it. Cancelled actions do not count; a need without a priority is not judged. Silent where
    /// nothing at all is committed, which says so already.
    ///
    /// ## Why it matters
    ///
    /// The client told us what matters most. A need that we neither serve nor decline is a disappointment with a date.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/needs/-", "value": {
    ///   "id": "N16", "kind": "product", "statement": "meters that read foam", "cause": "two batches lost in spring",
    ///   "priority": 4, "confirmed_on": "2026-07-14", "confirmed_by_id": "C2"}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/needs/-", "value": {
    ///   "id": "N16", "kind": "product", "statement": "meters that read foam", "cause": "two batches lost in spring",
    ///   "priority": 4, "confirmed_on": "2026-07-14", "confirmed_by_id": "C2"}},
    ///  {"op": "add", "path": "/actions/0/serves/-", "value": "need:N16"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_priority`: the lowest priority, 1 to 5, that must not be left open.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 steps 2 and 5 (needs, and the value-adds that answer them).
    pub(super) static IMPORTANT_NEED_UNADDRESSED = {
        code: "KA-602",
        name: "important-need-unaddressed",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES_AS_WARNING,
        inputs: &[
            "/needs/*/id",
            "/needs/*/priority",
            "/needs/*/declined",
            "/value_adds/*/need_ids",
            "/actions/*/serves",
            "/actions/*/status",
            "/sla/*/metrics/*/serves",
            "/account/agreements/*/metrics/*/serves",
        ],
        yields_to: &["KA-108"],
        parameters: &[Parameter::number("min_priority", 4.0, "the lowest priority, 1 to 5, that must not be left open", "house default: the upper two of five steps").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let min_priority = cx.number("min_priority");
    for (index, need) in cx.plan().needs.iter().enumerate() {
        let matters = |priority: &u8| f64::from(*priority) >= min_priority;
        let priority = need.priority.map(crate::vocabulary::Rating::get);
        let Some(priority) = priority.filter(matters) else {
            continue;
        };
        if need.declined.is_some() || is_served(cx, need) {
            continue;
        }
        let draft = Draft::new(
            format!("/needs/{index}"),
            "unserved",
            "Nothing in the plan serves the need \"{need}\" of priority {priority}.",
            [
                ("need", label(need.statement.as_deref(), need).into()),
                ("priority", i64::from(priority).into()),
            ],
        );
        let help =
            "Serve it with a value-add, an action or a service level, or record the decision to decline it.";
        sink.report(draft.about_entity(need).help(help));
    }
}

fn is_served(cx: &Context<'_>, need: &Need) -> bool {
    let servers = need.id().map(|id| cx.facts.servers(EntityKind::Need, id));
    servers.unwrap_or_default().iter().any(|server| {
        matches!(server, Server::ValueAdd | Server::Action(_) | Server::Metric) && server.stands()
    })
}
