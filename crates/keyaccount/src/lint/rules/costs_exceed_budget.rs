//! KA-552 `costs-exceed-budget`.

use crate::lint::context::{Context, exact};
use crate::lint::costs::{PlannedCosts, part_within};
use crate::lint::finding::{Limit, Measure, Related};
use crate::lint::money::Exchange;
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Budget;
use crate::quantity::decimal::Decimal;
use crate::quantity::{Money, Period};
use crate::vocabulary::DateRange;

declare_rule! {
    /// ## What it checks
    ///
    /// In the period of a budget the costs of actions, value-adds and rewards exceed its amount by more than `tolerance_ratio`. An
    /// action costs on the day on which it is due; value-adds and rewards cost evenly over their period, or over the whole plan,
    /// and what falls into the period of the budget counts pro rata by days. Cancelled actions cost nothing. Budgets whose periods
    /// overlap are one budget, for their common days and with the sum of their amounts. Amounts are converted as KA-009 says. Costs
    /// without a date or a rate are listed as not evaluated; the others can exceed a budget all the same. Costs of days for which
    /// there is no budget are not judged here.
    ///
    /// ## Why it matters
    ///
    /// What does not fit into the budget is cut in the middle of the year, and then it is a promise to the client that is cut.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/resources/budgets/0/amount/amount", "value": "99499.99"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/resources/budgets/0/amount/amount", "value": "99500"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `tolerance_ratio`: by which part of a budget the costs may exceed it.
    ///
    /// ## Source
    ///
    /// House default: what is planned fits into what may be spent. KAM practice, S3 (cost is one of the dangers).
    pub(super) static COSTS_EXCEED_BUDGET = {
        code: "KA-552",
        name: "costs-exceed-budget",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: PLAN_GATES,
        inputs: &[
            "/currency",
            "/exchange_rates",
            "/plan/period",
            "/resources/budgets/*/period",
            "/resources/budgets/*/amount",
            "/actions/*/status",
            "/actions/*/cost",
            "/actions/*/due_on",
            "/actions/*/done_on",
            "/value_adds/*/cost",
            "/value_adds/*/cost_period",
            "/rewards/*/cost",
            "/rewards/*/cost_period",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::number("tolerance_ratio", 0.0, "by which part of a budget the costs may exceed it", "house default").smaller_is_stricter()],
        check: check,
    };
}

/// Budgets whose periods overlap, each with its place in the document.
struct Pool<'a> {
    period: Period,
    budgets: Vec<(usize, &'a Budget)>,
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some((exchange, tolerance)) = cx.exchange().zip(exact(cx.number("tolerance_ratio"))) else {
        return;
    };
    let pools = pools(&cx.plan().resources.budgets, sink);
    if pools.is_empty() {
        return;
    }
    let planned = PlannedCosts::of(cx, &exchange);
    planned.say_what_is_open(sink);
    for pool in pools {
        let Some(amount) = pool.amount(&exchange, sink) else {
            continue;
        };
        let compared = pool
            .costs(&planned, Money::zero(exchange.currency()))
            .and_then(|costs| {
                let allowed = amount.amount.checked_mul(Decimal::ONE.checked_add(tolerance)?)?;
                Some((costs, costs.amount > allowed))
            });
        match compared {
            None => sink.cannot_judge(Reason::InputFaulty, pool.place()),
            Some((_, false)) => {}
            Some((costs, true)) => sink.report(pool.draft(costs.rounded(), amount.rounded())),
        }
    }
}

/// Returns the budgets by their first day, those that overlap together.
fn pools<'a>(budgets: &'a [Budget], sink: &mut Sink) -> Vec<Pool<'a>> {
    let mut dated = Vec::new();
    for (index, budget) in budgets.iter().enumerate() {
        match budget.period.as_ref().and_then(DateRange::period) {
            Some(period) => dated.push((period, index, budget)),
            None => sink.cannot_judge(Reason::InputMissing, format!("/resources/budgets/{index}/period")),
        }
    }
    dated.sort_by_key(|&(period, index, _)| (period.start(), index));
    let mut pools: Vec<Pool<'_>> = Vec::new();
    for (period, index, budget) in dated {
        match pools.last_mut() {
            Some(pool) if period.start() <= pool.period.end() => {
                let end = pool.period.end().max(period.end());
                pool.period = Period::new(pool.period.start(), end).unwrap_or(pool.period);
                pool.budgets.push((index, budget));
            }
            _ => pools.push(Pool {
                period,
                budgets: vec![(index, budget)],
            }),
        }
    }
    for pool in &mut pools {
        pool.budgets.sort_by_key(|&(index, _)| index);
    }
    pools
}

impl Pool<'_> {
    /// Returns the sum of the budgets, not rounded; nothing where one of them is not known.
    fn amount(&self, exchange: &Exchange, sink: &mut Sink) -> Option<Money> {
        let mut sum = Money::zero(exchange.currency());
        for &(index, budget) in &self.budgets {
            let place = format!("/resources/budgets/{index}/amount");
            let Some(amount) = budget.amount else {
                sink.cannot_judge(Reason::InputMissing, place);
                return None;
            };
            let Some(amount) = exchange.convert(amount) else {
                sink.cannot_judge(Reason::RateMissing, place);
                return None;
            };
            sum = sum.checked_add(amount).ok()?;
        }
        Some(sum)
    }

    /// Returns the part of the costs that falls into the period, added to `nothing`.
    fn costs(&self, planned: &PlannedCosts, nothing: Money) -> Option<Money> {
        planned
            .costs
            .iter()
            .try_fold(nothing, |sum, cost| match cost.period {
                Some(over) => sum.checked_add(part_within(cost.amount, over, self.period)?).ok(),
                None => Some(sum),
            })
    }

    /// Returns the place of the budget that stands first in the document.
    fn place(&self) -> String {
        let first = self.budgets.first().map_or(0, |&(index, _)| index);
        format!("/resources/budgets/{first}/amount")
    }

    fn draft(&self, costs: Money, amount: Money) -> Draft {
        let related = self.budgets.iter().skip(1).map(|(index, _)| Related {
            path: format!("/resources/budgets/{index}/amount"),
            message: "counts together with it, since the periods overlap".to_owned(),
        });
        let draft = Draft::new(
            self.place(),
            "exceeded",
            "Costs of {costs} are planned from {from} to {to}; the budget is {budget}.",
            [
                ("costs", costs.to_string().into()),
                ("from", self.period.start().into()),
                ("to", self.period.end().into()),
                ("budget", amount.to_string().into()),
            ],
        );
        let unit = amount.currency.code();
        draft
            .related(related)
            .measured(
                Measure::new(costs.to_f64(), unit),
                Limit::at_most(amount.to_f64(), unit),
            )
            .help("Drop or postpone what does not fit, or have a larger budget approved.")
    }
}
