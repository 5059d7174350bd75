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
    /// Of two rates of one day the later in the document counts.
    /// Nothing when there is no such rate, or the amount would need more digits than an amount holds.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::portfolio::Portfolio;
    /// use keyaccount::quantity::Money;
    ///
    /// let portfolio = Portfolio::read(r#"{
    ///   "schema": "keyaccount/portfolio/1", "id": "P1", "name": "Invented accounts",
    ///   "organisation": {"name": "Examplar Pumps (invented)", "currency": "EUR"},
    ///   "exchange_rates": [{"from": "USD", "to": "EUR", "rate": "0.92", "as_of": "2026-06-30"}]
    /// }"#)?;
    /// let dollars = Money::parse("1250.00", "USD")?;
    /// let euros = portfolio.in_own_currency(dollars, "2026-09-30".parse()?);
    /// assert_eq!(euros.unwrap().to_string(), "1150.00 EUR");
    /// assert_eq!(portfolio.in_own_currency(dollars, "2026-06-29".parse()?), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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

#[cfg(test)]
mod tests {
    use crate::document;
    use crate::portfolio::Portfolio;
    use crate::quantity::Money;

    fn converted(amount: &str, currency: &str, day: &str) -> Option<String> {
        let portfolio: Portfolio = document::read(
            r#"{"schema": "keyaccount/portfolio/1", "id": "PF", "name": "Invented accounts",
                "organisation": {"name": "Tarnwell (invented)", "currency": "EUR"},
                "exchange_rates": [
                    {"from": "USD", "to": "EUR", "rate": "0.92", "as_of": "2026-06-30"},
                    {"from": "USD", "to": "EUR", "rate": "0.9", "as_of": "2026-01-01"},
                    {"from": "EUR", "to": "GBP", "rate": "0.8", "as_of": "2026-01-01"},
                    {"from": "CHF", "to": "USD", "rate": "1.1", "as_of": "2026-01-01"}]}"#,
        )
        .unwrap();
        let money = Money::parse(amount, currency).unwrap();
        let converted = portfolio.in_own_currency(money, day.parse().unwrap())?;
        Some(converted.to_string())
    }

    #[test]
    fn the_latest_rate_on_or_before_the_day_counts() {
        let cases = [
            ("2025-12-31", None),
            ("2026-01-01", Some("90.00 EUR")),
            ("2026-06-29", Some("90.00 EUR")),
            ("2026-06-30", Some("92.00 EUR")),
            ("2027-01-01", Some("92.00 EUR")),
        ];
        for (day, expected) in cases {
            assert_eq!(converted("100.00", "USD", day).as_deref(), expected, "{day}");
        }
    }

    #[test]
    fn a_rate_is_neither_inverted_nor_chained() {
        assert_eq!(converted("100.00", "GBP", "2026-06-30"), None);
        assert_eq!(converted("100.00", "CHF", "2026-06-30"), None);
    }

    #[test]
    fn the_own_currency_stays_as_it_is_and_the_rest_is_rounded() {
        assert_eq!(
            converted("0.125", "EUR", "2026-06-30").as_deref(),
            Some("0.125 EUR")
        );
        // 1.23 x 0.92 = 1.1316
        assert_eq!(
            converted("1.23", "USD", "2026-06-30").as_deref(),
            Some("1.13 EUR")
        );
        let most = "79228162514264337593543950335";
        assert_eq!(
            converted(most, "EUR", "2026-06-30").unwrap(),
            format!("{most} EUR")
        );
    }
}
