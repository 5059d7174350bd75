//! Amounts of a portfolio in its own currency.

use super::Portfolio;
use crate::quantity::{Currency, Date, Money};
use crate::vocabulary::ExchangeRate;

impl Portfolio {
    /// Returns the currency in which the organisation reports, where it says so.
    pub fn currency(&self) -> Option<Currency> {
        self.organisation.currency
    }

    /// Returns `money` in the currency of the organisation, rounded to its minor unit where it was converted.
    ///
    /// Converts at the latest rate dated `as_of` or earlier; never by way of a third currency, never by the inverse of a rate.
    /// Nothing when there is no such rate, or the amount would need more digits than an amount holds.
    pub fn in_own_currency(&self, money: Money, as_of: Date) -> Option<Money> {
        let currency = self.currency()?;
        if money.currency == currency {
            return Some(money);
        }
        let fits = |rate: &&ExchangeRate| rate.from == Some(money.currency) && rate.to == Some(currency);
        let usable = self
            .exchange_rates
            .iter()
            .filter(fits)
            .filter(|rate| rate.as_of.is_some_and(|day| day <= as_of));
        let rate = usable.max_by_key(|rate| rate.as_of)?.rate?;
        let amount = money.amount.checked_mul(rate.get())?;
        Some(Money::new(amount, currency).rounded())
    }
}
