//! KA-651 `service-level-missing`.

use crate::account::Tier;
use crate::lint::context::Context;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{AtGate, Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// Neither the agreements that the plan promises nor those in force for the account have a metric. Stops the approval and the
    /// launch of a strategic account's plan; for a key account it is shown there as a warning. Silent where nothing at all is
    /// committed, which says so already.
    ///
    /// ## Why it matters
    ///
    /// Service that is not measured is a matter of opinion, and the opinion of the client counts.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/sla/0/metrics", "value": []},
    ///  {"op": "replace", "path": "/actions/25/serves", "value": ["objective:O2"]},
    ///  {"op": "replace", "path": "/actions/26/serves", "value": ["objective:O2"]},
    ///  {"op": "replace", "path": "/decisions/1/serves", "value": ["objective:O2"]},
    ///  {"op": "remove", "path": "/governance/reviews/7/responds_to"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/sla/0/metrics", "value": [{
    ///   "id": "M1", "name": "Mail response", "kind": "first_response",
    ///   "targets": [{"op": "at_most", "value": 8, "unit": "hours", "share": 0.95, "calendar_id": "CAL1"}],
    ///   "window": "month", "source": "ticket system", "owner_id": "T2", "serves": ["need:N2"]}]},
    ///  {"op": "replace", "path": "/actions/25/serves", "value": ["objective:O2"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (service levels formalised in an agreement).
    pub(super) static SERVICE_LEVEL_MISSING = {
        code: "KA-651",
        name: "service-level-missing",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &["/sla/*/metrics", "/account/agreements/*/metrics"],
        yields_to: &["KA-108"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    if cx.metrics().next().is_some() {
        return;
    }
    let draft = Draft::new(
        "/sla",
        "no-metric",
        "Nothing measures the service that \"{account}\" gets.",
        [("account", cx.account_label().into())],
    );
    let draft = draft.help("Agree on at least one service level, such as the time to the first response.");
    sink.report(match cx.tier() {
        Some(Tier::Strategic) => draft,
        _ => draft.at_gate(AtGate::Warns),
    });
}
