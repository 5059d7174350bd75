//! Exact decimals: reading them from text and turning them into floats.
//!
//! Money is read from the digits that the user typed, whether as a JSON string or as a JSON number, and reaches
//! statistics through one correctly rounded conversion.

use std::fmt;

pub use rust_decimal::Decimal;
use serde::de::{self, Deserializer, Visitor};

/// The name under which [`deserialize`] asks a reader for the digits of a number as they were written.
///
/// The readers of [`crate::document`] answer it; other formats see an ordinary newtype and give what they have.
pub(crate) const AS_WRITTEN: &str = "$keyaccount::as_written";

/// Returns the decimal that `text` writes, digit for digit.
///
/// Accepts an optional sign, digits with an optional point, and an optional exponent (`1.25e6`). White space, thousands
/// separators and decimal commas are refused rather than guessed. Zeros after the point are kept: `1.50` stays `1.50`.
///
/// # Errors
///
/// [`DecimalError`] when the text is not a number, or needs more than the 28 digits that a [`Decimal`] holds; a
/// digit is never dropped.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::decimal;
///
/// assert_eq!(decimal::parse("1250000.00")?.to_string(), "1250000.00");
/// assert_eq!(decimal::parse("1.25e6")?.to_string(), "1250000");
/// assert_eq!(decimal::parse("1,250").unwrap_err().to_string(),
///            "a decimal number must be digits with an optional sign, point and exponent (got `1,250`)");
/// assert_eq!(decimal::parse("0.10000000000000000000000000000001").unwrap_err().to_string(),
///            "a decimal number must be at most 28 digits long (got `0.10000000000000000000000000000001`)");
/// # Ok::<(), keyaccount::quantity::decimal::DecimalError>(())
/// ```
pub fn parse(text: &str) -> Result<Decimal, DecimalError> {
    let error = |expected| DecimalError {
        expected,
        found: text.chars().take(60).collect(),
    };
    let written = Written::split(text).ok_or_else(|| error(NUMBER))?;
    written.value().ok_or_else(|| error(SHORT))
}

const NUMBER: &str = "digits with an optional sign, point and exponent";
const SHORT: &str = "at most 28 digits long";

/// The parts of a number as it was written.
struct Written<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
    /// Nothing where it does not fit: such a number is not a decimal of 28 digits.
    exponent: Option<i32>,
}

impl<'t> Written<'t> {
    /// Returns the parts of `text`, or nothing where it is not a number.
    fn split(text: &'t str) -> Option<Self> {
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((digits, exponent)) => {
                let magnitude = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
                if magnitude.is_empty() || !all_digits(magnitude) {
                    return None;
                }
                (digits, exponent.parse().ok())
            }
            None => (unsigned, Some(0)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = all_digits(whole) && all_digits(fraction) && whole.len() + fraction.len() > 0;
        is_number.then_some(Self {
            negative: text.starts_with('-'),
            whole,
            fraction,
            exponent,
        })
    }

    fn value(&self) -> Option<Decimal> {
        let digits = self.whole.bytes().chain(self.fraction.bytes());
        let mantissa = digits
            .map(|byte| i128::from(byte - b'0'))
            .try_fold(0_i128, |mantissa, digit| {
                mantissa.checked_mul(10)?.checked_add(digit)
            })?;
        let mantissa = if self.negative { -mantissa } else { mantissa };
        let places = i32::try_from(self.fraction.len()).ok()?;
        let scale = places.checked_sub(self.exponent?)?;
        if let Ok(scale) = u32::try_from(scale) {
            return Decimal::try_from_i128_with_scale(mantissa, scale).ok();
        }
        let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
        Decimal::try_from_i128_with_scale(mantissa.checked_mul(factor)?, 0).ok()
    }
}

/// Returns the exact sum, or nothing where it needs more than the 28 digits that a [`Decimal`] holds.
///
/// [`Decimal::checked_add`] rounds such a sum instead. The sum has as many digits after the point
/// as the longer of the two, fewer only where trailing zeros would not fit.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::decimal;
///
/// let (large, small) = (decimal::parse("70000000000000000000000000000")?, decimal::parse("0.1")?);
/// assert_eq!(decimal::add(large, small), None);
/// assert_eq!(decimal::add(small, decimal::parse("0.20")?), Some(decimal::parse("0.30")?));
/// # Ok::<(), keyaccount::quantity::decimal::DecimalError>(())
/// ```
pub fn add(left: Decimal, right: Decimal) -> Option<Decimal> {
    add_as_written(left, right).or_else(|| add_as_written(left.normalize(), right.normalize()))
}

fn add_as_written(left: Decimal, right: Decimal) -> Option<Decimal> {
    let mut scale = left.scale().max(right.scale());
    let mantissa = |value: Decimal| {
        let factor = 10_i128.checked_pow(scale - value.scale())?;
        value.mantissa().checked_mul(factor)
    };
    let mut sum = mantissa(left)?.checked_add(mantissa(right)?)?;
    loop {
        if let Ok(sum) = Decimal::try_from_i128_with_scale(sum, scale) {
            return Some(sum);
        }
        if scale == 0 || sum % 10 != 0 {
            return None;
        }
        (sum, scale) = (sum / 10, scale - 1);
    }
}

/// Returns the float nearest to `value`, ties to even.
///
/// This is the only way from a decimal to a float in the library, so that documents and columns agree to the last
/// bit.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::decimal;
///
/// assert_eq!(decimal::to_f64(decimal::parse("0.1")?), 0.1);
/// # Ok::<(), keyaccount::quantity::decimal::DecimalError>(())
/// ```
pub fn to_f64(value: Decimal) -> f64 {
    /// Powers of ten that a float holds exactly.
    const POWERS: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18, 1e19, 1e20, 1e21, 1e22,
    ];
    let power = usize::try_from(value.scale())
        .ok()
        .and_then(|scale| POWERS.get(scale));
    if let (Some(&power), Ok(mantissa)) = (power, i64::try_from(value.mantissa()))
        && mantissa.unsigned_abs() <= 1 << 53
    {
        // Both sides are exact floats, so the one division rounds once: correctly.
        #[expect(clippy::cast_precision_loss, reason = "at most 2^53")]
        return mantissa as f64 / power;
    }
    // A decimal always prints as a number; NaN would show a fault of this line at once.
    value.to_string().parse().unwrap_or(f64::NAN)
}

/// Text that does not write a decimal of at most 28 digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a decimal number must be {expected} (got `{found}`)")]
pub struct DecimalError {
    expected: &'static str,
    found: String,
}

impl DecimalError {
    /// Returns the offending text, cut at 60 characters.
    pub fn found(&self) -> &str {
        &self.found
    }
}

/// Reads a decimal from a JSON string or number, for `#[serde(with = "...")]`.
///
/// Through the readers of [`crate::document`] the digits are exact. Through other deserialisers a number has already
/// become a float; its shortest round-trip digits are taken then.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    deserializer.deserialize_newtype_struct(AS_WRITTEN, DecimalVisitor)
}

/// Writes a decimal as a JSON string with all its digits, for `#[serde(with = "...")]`.
pub fn serialize<S: serde::Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

struct DecimalVisitor;

impl<'de> Visitor<'de> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a decimal number, as text or as a number")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Decimal, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        parse(text).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Decimal, E> {
        Ok(number.into())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Decimal, E> {
        Ok(number.into())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Decimal, E> {
        self.visit_str(&number.to_string())
    }
}

#[cfg(test)]
mod tests;
