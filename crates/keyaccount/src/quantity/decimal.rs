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
/// Accepts an optional sign, digits with an optional point, and an optional exponent (`1.25e6`).
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
/// assert!(decimal::parse("0.10000000000000000000000000000001").is_err());
/// # Ok::<(), keyaccount::quantity::decimal::DecimalError>(())
/// ```
pub fn parse(text: &str) -> Result<Decimal, DecimalError> {
    let error = || DecimalError {
        found: text.chars().take(60).collect(),
    };
    let Some(at) = text.find(['e', 'E']) else {
        return Decimal::from_str_exact(text).map_err(|_| error());
    };
    let (digits, exponent) = (
        text.get(..at).ok_or_else(error)?,
        text.get(at + 1..).ok_or_else(error)?,
    );
    let significand = Decimal::from_str_exact(digits).map_err(|_| error())?;
    let exponent: i32 = exponent.parse().map_err(|_| error())?;
    shift_point(significand, exponent).ok_or_else(error)
}

/// Returns `value` times ten to the power of `exponent`, or nothing where digits would be lost.
fn shift_point(value: Decimal, exponent: i32) -> Option<Decimal> {
    let scale = i32::try_from(value.scale()).ok()?.checked_sub(exponent)?;
    if let Ok(scale) = u32::try_from(scale) {
        return Decimal::try_from_i128_with_scale(value.mantissa(), scale).ok();
    }
    let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
    Decimal::try_from_i128_with_scale(value.mantissa().checked_mul(factor)?, 0).ok()
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
#[error("a decimal number must have at most 28 digits (got `{found}`)")]
pub struct DecimalError {
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
