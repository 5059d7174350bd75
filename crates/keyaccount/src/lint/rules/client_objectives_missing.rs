//! KA-113 `client-objectives-missing`.

use crate::lint::context::{Context, as_number};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The plan records fewer than `min_client_objectives` objectives of the client itself.
    ///
    /// ## Why it matters
    ///
    /// A plan that knows only our revenue target is a sales plan. What the client wants to reach is what our value is measured by.
    ///
    /// ## Example
    ///
    /// ```json with:KA-004
    /// [{"op": "remove", "path": "/client_objectives"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/client_objectives/3"},
    ///  {"op": "remove", "path": "/client_objectives/2"},
    ///  {"op": "remove", "path": "/client_objectives/1"},
    ///  {"op": "replace", "path": "/objectives/0/client_objective_ids", "value": ["CO1"]},
    ///  {"op": "replace", "path": "/objectives/4/client_objective_ids", "value": ["CO1"]},
    ///  {"op": "replace", "path": "/objectives/5/client_objective_ids", "value": ["CO1"]},
    ///  {"op": "replace", "path": "/actions/2/serves", "value": ["objective:O1"]},
    ///  {"op": "replace", "path": "/actions/13/serves", "value": ["value_add:V11"]},
    ///  {"op": "replace", "path": "/actions/16/serves", "value": ["client_objective:CO1"]},
    ///  {"op": "replace", "path": "/value_adds/1/client_objective_ids", "value": ["CO1"]},
    ///  {"op": "replace", "path": "/value_adds/2/client_objective_ids", "value": ["CO1"]},
    ///  {"op": "replace", "path": "/sla/0/metrics/4/serves", "value": ["client_objective:CO1"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_client_objectives`: the objectives of the client that a plan must record.
    ///
    /// ## Source
    ///
    /// KAM practice, S1, S3 and S4 step 5 (value-adds are matched to them).
    pub(super) static CLIENT_OBJECTIVES_MISSING = {
        code: "KA-113",
        name: "client-objectives-missing",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &["/client_objectives"],
        parameters: &[Parameter::number("min_client_objectives", 1.0, "the objectives of the client that a plan must record", "KAM practice, S1, S3 and S4 step 5").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let (count, required) = (
        cx.plan().client_objectives.len(),
        cx.number("min_client_objectives"),
    );
    if as_number(count) < required {
        let draft = Draft::new(
            "/client_objectives",
            "too-few",
            "Too few objectives of the client are recorded: {count}, at least {required} expected.",
            [("count", count.into()), ("required", required.into())],
        );
        sink.report(
            draft.help("Ask what the client wants to reach in the next years, and record it in their words."),
        );
    }
}
