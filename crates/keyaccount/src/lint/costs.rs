//! What a plan costs, and on which days.

use super::context::Context;
use super::money::Exchange;
use super::report::Reason;
use super::sink::Sink;
use crate::plan::ActionStatus;
use crate::quantity::decimal::Decimal;
use crate::quantity::{Money, Period, days_between};
use crate::vocabulary::DateRange;

/// One cost of a plan.
#[derive(Debug, Clone)]
pub(super) struct PlannedCost {
    /// The amount in the currency of the plan, not rounded.
    pub(super) amount: Money,
    /// The days over which it falls, evenly; nothing where no date is noted.
    pub(super) period: Option<Period>,
    /// Where the date belongs that is not noted.
    pub(super) date_place: String,
}

/// The costs of a plan: of its actions on the day on which they are due, of its value-adds and rewards over their period.
///
/// Cancelled actions cost nothing. An action that is done without having been due falls on the day on which it was done. A cost
/// without a period of its own falls on the whole plan.
#[derive(Debug)]
pub(super) struct PlannedCosts {
    /// In the order of the document.
    pub(super) costs: Vec<PlannedCost>,
    /// The places of amounts that cannot be converted.
    pub(super) without_rate: Vec<String>,
}

impl PlannedCosts {
    pub(super) fn of(cx: &Context<'_>, exchange: &Exchange) -> Self {
        let plan = cx.plan();
        let mut found = Self {
            costs: Vec::new(),
            without_rate: Vec::new(),
        };
        for (index, action) in plan.actions.iter().enumerate() {
            if action.status != Some(ActionStatus::Cancelled) {
                let day = action.due_on.or(action.done_on);
                let period = day.and_then(|day| Period::new(day, day).ok());
                let place = format!("/actions/{index}");
                found.add(exchange, &place, "due_on", action.cost, period);
            }
        }
        let whole = plan.plan.period.as_ref().and_then(DateRange::period);
        let period = |own: Option<&DateRange>| match own {
            Some(own) => own.period(),
            None => whole,
        };
        for (index, value_add) in plan.value_adds.iter().enumerate() {
            let place = format!("/value_adds/{index}");
            let period = period(value_add.cost_period.as_ref());
            found.add(exchange, &place, "cost_period", value_add.cost, period);
        }
        for (index, reward) in plan.rewards.iter().enumerate() {
            let place = format!("/rewards/{index}");
            let period = period(reward.cost_period.as_ref());
            found.add(exchange, &place, "cost_period", reward.cost, period);
        }
        found
    }

    /// Says of everything whose day or worth is not known that the rule could not judge it.
    pub(super) fn say_what_is_open(&self, sink: &mut Sink) {
        for place in &self.without_rate {
            sink.cannot_judge(Reason::RateMissing, place);
        }
        for cost in self.costs.iter().filter(|cost| cost.period.is_none()) {
            sink.cannot_judge(Reason::InputMissing, &cost.date_place);
        }
    }

    fn add(
        &mut self,
        exchange: &Exchange,
        place: &str,
        date: &str,
        cost: Option<Money>,
        period: Option<Period>,
    ) {
        let Some(cost) = cost.filter(|cost| !cost.amount.is_zero()) else {
            return;
        };
        match exchange.convert(cost) {
            Some(amount) => self.costs.push(PlannedCost {
                amount,
                period,
                date_place: format!("{place}/{date}"),
            }),
            None => self.without_rate.push(format!("{place}/cost")),
        }
    }
}

/// Returns the part of `amount`, which falls evenly on the days of `over`, that falls within `within`.
///
/// Pro rata by days, rounded to the minor unit of the currency: what falls on the first n of N days is `amount * n / N`, rounded,
/// and the part between two days is the difference of two such sums. So the parts of days next to each other add up to the part
/// of both, and all of them to the amount, whose digits stay as they are. Nothing where a product needs more digits than a decimal holds.
/// Source: house default.
pub(super) fn part_within(amount: Money, over: Period, within: Period) -> Option<Money> {
    let first = days_between(over.start(), within.start()).max(0);
    let after = (days_between(over.start(), within.end()) + 1).min(over.days());
    let sum_of = |days: i64| {
        if days == over.days() {
            return Some(amount);
        }
        let share = amount.amount.checked_mul(Decimal::from(days))?;
        let share = share.checked_div(Decimal::from(over.days()))?;
        Some(Money::new(share, amount.currency).rounded())
    };
    if after <= first {
        return Some(Money::zero(amount.currency));
    }
    sum_of(after)?.checked_sub(sum_of(first)?).ok()
}

#[cfg(test)]
mod tests;
