//! KA-107 `no-value-adds`.

use crate::lint::context::{Context, as_number};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The plan lists fewer than `min_value_adds` value-adds: nothing says how the account is served differently.
    ///
    /// ## Why it matters
    ///
    /// If a key account gets what everybody gets, it is key to us and not to the client. The value-adds are what the plan promises
    /// beyond the standard.
    ///
    /// ## Example
    ///
    /// ```json with:KA-004
    /// [{"op": "remove", "path": "/value_adds"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/value_adds/4"},
    ///  {"op": "remove", "path": "/value_adds/3"},
    ///  {"op": "remove", "path": "/value_adds/2"},
    ///  {"op": "remove", "path": "/value_adds/1"},
    ///  {"op": "replace", "path": "/actions/9/serves", "value": ["objective:O12", "need:N11"]},
    ///  {"op": "replace", "path": "/actions/12/serves", "value": ["client_objective:CO1"]},
    ///  {"op": "replace", "path": "/actions/13/serves", "value": ["client_objective:CO2"]},
    ///  {"op": "replace", "path": "/rewards/0/serves", "value": ["need:N11"]},
    ///  {"op": "replace", "path": "/rewards/1/serves", "value": ["client_objective:CO2"]},
    ///  {"op": "replace", "path": "/sla/0/metrics/3/serves", "value": ["need:N13"]},
    ///  {"op": "replace", "path": "/commitments/0/serves", "value": ["need:N13"]},
    ///  {"op": "replace", "path": "/commitments/5/serves", "value": ["need:N11"]},
    ///  {"op": "replace", "path": "/commitments/6/serves", "value": ["client_objective:CO1"]},
    ///  {"op": "replace", "path": "/position/trends/1/used_by", "value": ["objective:O12"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_value_adds`: the value-adds that a plan must list.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 5 (value-adds matched to the objectives of the client) and S3 (a differentiated value proposition).
    pub(super) static NO_VALUE_ADDS = {
        code: "KA-107",
        name: "no-value-adds",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &["/value_adds"],
        parameters: &[Parameter::number("min_value_adds", 1.0, "the value-adds that a plan must list", "KAM practice, S4 step 5").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let (count, required) = (cx.plan().value_adds.len(), cx.number("min_value_adds"));
    if as_number(count) < required {
        let draft = Draft::new(
            "/value_adds",
            "too-few",
            "Too few value-adds are listed: {count}, at least {required} expected.",
            [("count", count.into()), ("required", required.into())],
        );
        sink.report(
            draft.help("Say how this client is served differently: what they get that others do not."),
        );
    }
}
