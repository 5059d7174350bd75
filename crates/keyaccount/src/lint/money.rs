//! Amounts of a plan in one currency, for the rules that add amounts up.

use std::collections::BTreeMap;

use super::context::Context;
use crate::quantity::decimal::Decimal;
use crate::quantity::{Currency, Date, Money};
use crate::vocabulary::ExchangeRate;

/// The rates at which the amounts of a plan are converted into its own currency on the day of judgement.
///
/// Of each currency the latest rate counts that is dated on that day or before it, and at most `max_rate_age_days` of KA-009
/// old. Rates of the plan and of the portfolio count alike; of two of one day that of the plan counts, of two in one
/// document the later. As [`crate::portfolio::Portfolio::in_own_currency`] has it, no rate is inverted, and none is reached by
/// way of a third currency.
#[derive(Debug)]
pub(super) struct Exchange {
    currency: Currency,
    /// By the code of the currency that is converted: the day of the rate, and the rate, above 0.
    rates: BTreeMap<&'static str, (Date, Decimal)>,
}

impl Exchange {
    /// Returns the currency into which amounts are converted.
    pub(super) fn currency(&self) -> Currency {
        self.currency
    }

    /// Returns whether amounts in `currency` can be converted.
    pub(super) fn knows(&self, currency: Currency) -> bool {
        currency == self.currency || self.rates.contains_key(currency.code())
    }

    /// Returns the amount in the plan's currency, unrounded: a sum is rounded once, at its end.
    ///
    /// Nothing where there is no rate, or the product needs more digits than an amount holds.
    pub(super) fn convert(&self, money: Money) -> Option<Money> {
        if money.currency == self.currency {
            return Some(money);
        }
        let &(_, rate) = self.rates.get(money.currency.code())?;
        let amount = money.amount.checked_mul(rate)?;
        Some(Money::new(amount, self.currency))
    }
}

impl Context<'_> {
    /// Returns the rates of the day of judgement; nothing without that day, or without a currency to convert into.
    ///
    /// The currency is that of the plan, else that of the portfolio.
    pub(super) fn exchange(&self) -> Option<Exchange> {
        let as_of = self.as_of?;
        let portfolio = self.portfolio();
        let currency = self
            .plan()
            .currency
            .or_else(|| portfolio.and_then(crate::portfolio::Portfolio::currency))?;
        let max_age_days = self.settings.number("KA-009", "max_rate_age_days");
        let usable = |rate: &ExchangeRate| {
            let (from, day, worth) = (rate.from?, rate.as_of?, rate.rate?.get());
            let is_fresh = (0.0..=max_age_days).contains(&super::context::days(day, as_of));
            let fits = rate.to == Some(currency) && worth > Decimal::ZERO && is_fresh;
            fits.then_some((from.code(), (day, worth)))
        };
        let known = portfolio.map_or(&[][..], |portfolio| &portfolio.exchange_rates);
        let mut rates = BTreeMap::new();
        for (from, (day, worth)) in known.iter().chain(&self.plan().exchange_rates).filter_map(usable) {
            let latest = rates.entry(from).or_insert((day, worth));
            if day >= latest.0 {
                *latest = (day, worth);
            }
        }
        Some(Exchange { currency, rates })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange() -> Exchange {
        let rate = |rate: &str| ("2026-09-28".parse().unwrap(), rate.parse().unwrap());
        Exchange {
            currency: "EUR".parse().unwrap(),
            rates: [("USD", rate("0.923")), ("JPY", rate("0.0061"))].into(),
        }
    }

    #[test]
    fn an_amount_is_converted_at_its_rate_and_not_rounded() {
        let converted = |amount: &str, currency: &str| {
            let money = Money::parse(amount, currency).unwrap();
            exchange().convert(money).map(|money| money.to_string())
        };
        assert_eq!(converted("0.125", "EUR").as_deref(), Some("0.125 EUR"));
        assert_eq!(converted("0.005", "USD").as_deref(), Some("0.004615 EUR"));
        assert_eq!(converted("1", "CHF"), None);
    }
}
