//! An exact amount of money in one currency.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::{Currency, decimal};

/// An exact decimal amount in a currency.
///
/// In JSON: `{"amount": "1250000.00", "currency": "EUR"}`; an amount written as a JSON number is read exactly too. Any
/// amount is allowed, negative ones included (credits exist); a field that needs more says so.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Money;
///
/// let licence = Money::parse("1250000.00", "EUR")?;
/// let service = Money::parse("0.10", "EUR")?;
/// assert_eq!(licence.checked_add(service)?.to_string(), "1250000.10 EUR");
/// assert_eq!(licence.checked_add(Money::parse("1", "USD")?).unwrap_err().to_string(),
///            "amounts must share one currency (got EUR and USD)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Money {
    /// The amount, every digit kept.
    #[serde(with = "decimal")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "amount_schema"))]
    pub amount: Decimal,
    /// The currency of the amount.
    pub currency: Currency,
}

impl Money {
    /// Returns `amount` in `currency`.
    pub fn new(amount: Decimal, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Returns the amount and currency that two texts write, such as `"1250000.00"` and `"EUR"`.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Text`] when either text is not what it should be.
    pub fn parse(amount: &str, currency: &str) -> Result<Self, MoneyError> {
        let text = |error: &dyn fmt::Display| MoneyError::Text {
            message: error.to_string(),
        };
        Ok(Self {
            amount: decimal::parse(amount).map_err(|error| text(&error))?,
            currency: currency.parse().map_err(|error| text(&error))?,
        })
    }

    /// Returns nothing of `currency`, the start of a sum.
    pub fn zero(currency: Currency) -> Self {
        Self {
            amount: Decimal::ZERO,
            currency,
        }
    }

    /// Returns the exact sum.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Currencies`] when the currencies differ, [`MoneyError::Overflow`] past 28 digits.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let amount = decimal::add(self.amount, other.amount).ok_or(MoneyError::Overflow)?;
        Ok(Self {
            amount,
            currency: self.currency,
        })
    }

    /// Returns the exact difference.
    ///
    /// # Errors
    ///
    /// As for [`Money::checked_add`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let amount = decimal::add(self.amount, -other.amount).ok_or(MoneyError::Overflow)?;
        Ok(Self {
            amount,
            currency: self.currency,
        })
    }

    /// Returns the amount rounded to the minor unit of its currency, halves away from zero.
    ///
    /// This is the one place where the library rounds money; sums round once, at the end.
    #[must_use]
    pub fn rounded(self) -> Self {
        let digits = self.currency.minor_digits();
        let amount = self
            .amount
            .round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
        Self {
            amount,
            currency: self.currency,
        }
    }

    /// Returns the amount as the nearest float, for statistics only.
    pub fn to_f64(self) -> f64 {
        decimal::to_f64(self.amount)
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(MoneyError::Currencies {
            left: self.currency,
            right: other.currency,
        })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount, self.currency)
    }
}

#[cfg(feature = "schema")]
fn amount_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": ["string", "number"], "format": "decimal"})
}

/// Why an amount could not be read or computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// Two currencies met without a rate between them.
    #[error("amounts must share one currency (got {left} and {right})")]
    Currencies {
        /// The currency of the first amount.
        left: Currency,
        /// The currency of the second amount.
        right: Currency,
    },
    /// The result needs more digits than an amount holds.
    #[error("an amount must have at most 28 digits")]
    Overflow,
    /// A text was not an amount or not a currency.
    #[error("{message}")]
    Text {
        /// What was expected, with the offending text.
        message: String,
    },
}

#[cfg(test)]
mod tests;
