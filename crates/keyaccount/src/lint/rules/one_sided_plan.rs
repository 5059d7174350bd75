//! KA-212 `one-sided-plan`.

use crate::lint::context::{Context, exact, percent};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES_AS_WARNING, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::progress::weights;
use crate::plan::{Beneficiary, Objective, ObjectiveKind};
use crate::quantity::decimal::{self, Decimal};

declare_rule! {
    /// ## What it checks
    ///
    /// No open objective names the client, or both sides, as the one who gains by it; or objectives of growth hold more than
    /// `max_sales_weight` of the weight of all open objectives. An objective without a weight weighs as much as the mean of the others;
    /// where none has one all weigh the same. A plan without open objectives is another rule's business. Not for key suppliers.
    ///
    /// ## Why it matters
    ///
    /// Extra sales follow from what the client gains; they are no aim in themselves. A plan that holds only our numbers is one that
    /// the client will never help with.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/weight", "value": 1.0},
    ///  {"op": "replace", "path": "/objectives/4/kind", "value": "growth"},
    ///  {"op": "replace", "path": "/objectives/4/weight", "value": 0.81},
    ///  {"op": "replace", "path": "/objectives/1/weight", "value": 0.05}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/weight", "value": 1.0},
    ///  {"op": "replace", "path": "/objectives/4/kind", "value": "growth"},
    ///  {"op": "replace", "path": "/objectives/4/weight", "value": 0.8},
    ///  {"op": "replace", "path": "/objectives/1/weight", "value": 0.05}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_sales_weight`: the largest share of the weight that objectives of growth may hold.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (cross-selling is a tool, not a target), S4 and S2 (mutual benefit). The share is a house default.
    pub(super) static ONE_SIDED_PLAN = {
        code: "KA-212",
        name: "one-sided-plan",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        customers_only: true,
        gates: PLAN_GATES_AS_WARNING,
        inputs: &[
            "/account/orientation",
            "/objectives/*/status",
            "/objectives/*/kind",
            "/objectives/*/beneficiary",
            "/objectives/*/weight",
        ],
        parameters: &[Parameter::number("max_sales_weight", 0.8, "the largest share of the weight that objectives of growth may hold", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let open: Vec<&Objective> = cx.open_objectives().map(|(_, objective)| objective).collect();
    if open.is_empty() {
        return;
    }
    let is_for_client = |objective: &&Objective| {
        let gains = objective.beneficiary;
        gains.is_some_and(|gains| matches!(gains, Beneficiary::Client | Beneficiary::Mutual))
    };
    if !open.iter().any(is_for_client) {
        let draft = Draft::new(
            "/objectives",
            "nothing-for-the-client",
            "None of the {count} open objectives names the client as the one who gains by it.",
            [("count", open.len().into())],
        );
        sink.report(
            draft
                .discriminator("beneficiary")
                .help("Add an objective that the client gains by, or say who gains by those that are there."),
        );
        return;
    }
    let Some(share) = growth_share(&open) else { return };
    let limit = cx.number("max_sales_weight");
    if exact(limit).is_none_or(|limit| share <= limit) {
        return;
    }
    let share = decimal::to_f64(share);
    let draft = Draft::new(
        "/objectives",
        "sales-heavy",
        "Objectives of growth hold {percent} % of the weight of the plan; {limit_percent} % is the most.",
        [
            ("percent", percent(share).into()),
            ("limit_percent", percent(limit).into()),
        ],
    );
    let observed = Measure {
        value: share.into(),
        unit: None,
    };
    let expected = Limit {
        op: "<=",
        value: limit.into(),
        unit: None,
    };
    sink.report(
        draft
            .discriminator("weight")
            .measured(observed, expected)
            .help("Give more weight to what the client gains, or add objectives beside growth."),
    );
}

/// Returns the part of the weight that objectives of growth hold, nothing where nothing has any weight.
fn growth_share(open: &[&Objective]) -> Option<Decimal> {
    let stated: Vec<Option<Decimal>> = open
        .iter()
        .map(|objective| objective.weight.and_then(|weight| exact(weight.get())))
        .collect();
    let (mut whole, mut growth) = (Decimal::ZERO, Decimal::ZERO);
    for (objective, weight) in open.iter().zip(weights(&stated)) {
        whole = whole.checked_add(weight)?;
        if objective.kind == Some(ObjectiveKind::Growth) {
            growth = growth.checked_add(weight)?;
        }
    }
    growth.checked_div(whole)
}
