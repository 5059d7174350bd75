//! The currency of an amount of money.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::OutOfRange;

/// A currency by its ISO 4217 code, such as `EUR`.
///
/// Codes are three upper-case letters; a lower-case or unknown code is refused rather than guessed.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Currency;
///
/// let yen: Currency = "JPY".parse()?;
/// assert_eq!(yen.minor_digits(), 0);
/// assert_eq!("jpy".parse::<Currency>().unwrap_err().to_string(),
///            "currency must be an ISO 4217 code (got jpy)");
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String", extend("pattern" = "^[A-Z]{3}$")))]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Returns the ISO 4217 code, three upper-case letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Returns the number of decimals of the minor unit: 2 for the euro, 0 for the yen, 3 for the Kuwaiti dinar.
    ///
    /// Currencies without a minor unit (gold, test codes) have 0. Source: ISO 4217, table A.1.
    pub fn minor_digits(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl FromStr for Currency {
    type Err = OutOfRange;

    fn from_str(code: &str) -> Result<Self, OutOfRange> {
        iso_currency::Currency::from_code(code)
            .filter(|currency| currency.code() == code)
            .map(Self)
            .ok_or_else(|| OutOfRange::new("currency", "an ISO 4217 code", code))
    }
}

impl TryFrom<String> for Currency {
    type Error = OutOfRange;

    fn try_from(code: String) -> Result<Self, OutOfRange> {
        code.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}
