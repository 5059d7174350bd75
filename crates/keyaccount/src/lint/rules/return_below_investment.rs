//! KA-555 `return-below-investment`.

use crate::lint::context::{Context, days, exact};
use crate::lint::costs::{PlannedCosts, part_within};
use crate::lint::finding::{Limit, Measure};
use crate::lint::money::Exchange;
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::decimal::{self, Decimal};
use crate::quantity::{Money, Period};
use crate::vocabulary::DateRange;

declare_rule! {
    /// ## What it checks
    ///
    /// The gross margin that the plan should add, divided by what its actions, value-adds and rewards cost, is below `min_return`. Both
    /// are taken over the period of the plan; what lies partly outside counts pro rata by days, and a cost without a date counts in
    /// full. With an `annual_discount` each amount counts as of the first day of the plan, discounted over the days to the middle of
    /// its period, 365 to a year. Not evaluated while no margin or no cost is noted, or one of them has no amount or no rate.
    ///
    /// ## Why it matters
    ///
    /// Key account management costs more than it looks. Somebody will ask what came back, and it is better to have asked first.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/resources/expected_incremental_margin/0/amount/amount", "value": "233099.99"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/resources/expected_incremental_margin/0/amount/amount", "value": "233100"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_return`: the gross margin that each unit of cost should bring. `annual_discount`: by how much an amount is worth less for each
    /// year that it lies ahead, such as 0.08.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (the return on investment; cost is one of the dangers). The limit, costs are earned back, is a house default.
    pub(super) static RETURN_BELOW_INVESTMENT = {
        code: "KA-555",
        name: "return-below-investment",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        customers_only: true,
        inputs: &[
            "/currency",
            "/exchange_rates",
            "/plan/period",
            "/resources/expected_incremental_margin",
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
        parameters: &[
            Parameter::number("min_return", 1.0, "the gross margin that each unit of cost should bring", "house default: costs are earned back").larger_is_stricter(),
            Parameter::number("annual_discount", 0.0, "by how much an amount is worth less for each year that it lies ahead", "house default: not discounted"),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let horizon = cx.plan().plan.period.as_ref().and_then(DateRange::period);
    let Some((exchange, period)) = cx.exchange().zip(horizon) else {
        return;
    };
    let horizon = Horizon {
        period,
        annual_discount: cx.number("annual_discount"),
    };
    let costs = costs(cx, &exchange, &horizon, sink);
    let margin = margin(cx, &exchange, &horizon, sink);
    let (Some(costs), Some(margin), Some(min)) = (costs, margin, exact(cx.number("min_return"))) else {
        return;
    };
    let wanted = costs.amount.checked_mul(min);
    let ratio = margin.amount.checked_div(costs.amount);
    let (Some(wanted), Some(ratio)) = (wanted, ratio) else {
        return;
    };
    if margin.amount >= wanted {
        return;
    }
    let ratio = decimal::to_f64(ratio.round_dp(2));
    let draft = Draft::new(
        "/resources/expected_incremental_margin",
        "low",
        "The plan costs {costs} and should add a gross margin of {margin}: {ratio} for each 1 spent, where at least {min} is wanted.",
        [
            ("costs", costs.rounded().to_string().into()),
            ("margin", margin.rounded().to_string().into()),
            ("ratio", ratio.into()),
            ("min", cx.number("min_return").into()),
        ],
    );
    let draft = draft.measured(
        Measure::new(ratio, "ratio"),
        Limit::at_least(cx.number("min_return"), "ratio"),
    );
    sink.report(draft.help("Drop what costs more than it brings, or say what else the plan is worth."));
}

/// Returns what the plan costs; nothing, and why, where that is not known.
fn costs(cx: &Context<'_>, exchange: &Exchange, horizon: &Horizon, sink: &mut Sink) -> Option<Money> {
    let planned = PlannedCosts::of(cx, exchange);
    for place in &planned.without_rate {
        sink.cannot_judge(Reason::RateMissing, place);
    }
    if !planned.without_rate.is_empty() {
        return None;
    }
    if planned.costs.is_empty() {
        sink.cannot_judge(Reason::InputMissing, "/actions");
        return None;
    }
    let mut costs = planned.costs.iter();
    costs.try_fold(Money::zero(exchange.currency()), |sum, cost| {
        let worth = match cost.period {
            Some(over) => horizon.worth(cost.amount, over)?,
            None => cost.amount,
        };
        sum.checked_add(worth).ok()
    })
}

/// Returns the gross margin that the plan should add; nothing, and why, where that is not known.
fn margin(cx: &Context<'_>, exchange: &Exchange, horizon: &Horizon, sink: &mut Sink) -> Option<Money> {
    const PLACE: &str = "/resources/expected_incremental_margin";
    let entries = &cx.plan().resources.expected_incremental_margin;
    if entries.is_empty() {
        sink.cannot_judge(Reason::InputMissing, PLACE);
    }
    let mut sum = Some(Money::zero(exchange.currency())).filter(|_| !entries.is_empty());
    for (index, entry) in entries.iter().enumerate() {
        let place = format!("{PLACE}/{index}/amount");
        let Some(amount) = entry.amount else {
            sink.cannot_judge(Reason::InputMissing, place);
            sum = None;
            continue;
        };
        let Some(amount) = exchange.convert(amount) else {
            sink.cannot_judge(Reason::RateMissing, place);
            sum = None;
            continue;
        };
        let over = entry.period.as_ref().and_then(DateRange::period);
        let worth = horizon.worth(amount, over.unwrap_or(horizon.period));
        sum = sum
            .zip(worth)
            .and_then(|(sum, worth)| sum.checked_add(worth).ok());
    }
    sum
}

/// The period of the plan, and what an amount in it is worth on its first day.
struct Horizon {
    period: Period,
    annual_discount: f64,
}

impl Horizon {
    /// Returns what the part of the amount is worth that falls into the horizon.
    fn worth(&self, amount: Money, over: Period) -> Option<Money> {
        let part = part_within(amount, over, self.period)?;
        if self.annual_discount == 0.0 || part.amount.is_zero() {
            return Some(part);
        }
        let first = over.start().max(self.period.start());
        let last = over.end().min(self.period.end());
        let ahead = f64::midpoint(days(self.period.start(), first), days(self.period.start(), last));
        let factor = libm::pow(1.0 + self.annual_discount, -ahead / 365.0);
        let worth: Decimal = part.amount.checked_mul(exact(factor)?)?;
        Some(Money::new(worth, part.currency))
    }
}
