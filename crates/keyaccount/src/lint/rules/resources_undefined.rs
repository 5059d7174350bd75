//! KA-551 `resources-undefined`.

use crate::lint::context::Context;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Action, ActionStatus};
use crate::quantity::Money;

declare_rule! {
    /// ## What it checks
    ///
    /// The plan has neither a budget nor a line of resources, while actions that are not cancelled carry cost or effort, or
    /// value-adds carry cost. Nothing at all, and zero, is no cost.
    ///
    /// ## Why it matters
    ///
    /// Work that nobody has set money or hours aside for is done after everything else.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/resources/budgets"}, {"op": "remove", "path": "/resources/lines"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/resources/budgets"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (resources are part of the strategy) and S3 (tools and resources; cost).
    pub(super) static RESOURCES_UNDEFINED = {
        code: "KA-551",
        name: "resources-undefined",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &[
            "/resources/budgets",
            "/resources/lines",
            "/actions/*/status",
            "/actions/*/cost",
            "/actions/*/effort_days",
            "/value_adds/*/cost",
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let plan = cx.plan();
    if !plan.resources.budgets.is_empty() || !plan.resources.lines.is_empty() {
        return;
    }
    let actions = plan
        .actions
        .iter()
        .filter(|action| needs_resources(action))
        .count();
    let costs = plan.value_adds.iter().filter_map(|value_add| value_add.cost);
    let value_adds = costs.filter(|cost| is_cost(*cost)).count();
    if actions + value_adds == 0 {
        return;
    }
    let draft = Draft::new(
        "/resources",
        "undefined",
        "The plan has neither a budget nor resources, yet carries cost or effort (actions: {actions}, value-adds: {value_adds}).",
        [("actions", actions.into()), ("value_adds", value_adds.into())],
    );
    sink.report(draft.help("State the budget of each year, or the people and means that are set aside."));
}

fn needs_resources(action: &Action) -> bool {
    let has_effort = action.effort_days.is_some_and(|effort| !effort.get().is_zero());
    action.status != Some(ActionStatus::Cancelled) && (has_effort || action.cost.is_some_and(is_cost))
}

fn is_cost(cost: Money) -> bool {
    !cost.amount.is_zero()
}
