//! A part of a whole.

use serde::{Deserialize, Serialize};

use super::OutOfRange;

/// A finite number between 0 and 1: a share of revenue, a ratio of a whole, a probability.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Share;
///
/// assert_eq!(Share::from_percent(40.0)?.get(), 0.4);
/// assert_eq!(Share::try_from(40.0).unwrap_err().to_string(), "share must be between 0 and 1 (got 40)");
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "f64", extend("minimum" = 0, "maximum" = 1)))]
pub struct Share(f64);

impl Share {
    /// None of the whole.
    pub const ZERO: Self = Self(0.0);
    /// All of the whole.
    pub const ONE: Self = Self(1.0);

    /// Returns the share that `percent` of 100 make.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`] outside 0 to 100, or when not finite.
    pub fn from_percent(percent: f64) -> Result<Self, OutOfRange> {
        Self::try_from(percent / 100.0)
    }

    /// Returns the number between 0 and 1.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Share {
    type Error = OutOfRange;

    fn try_from(value: f64) -> Result<Self, OutOfRange> {
        if (0.0..=1.0).contains(&value) {
            // Adding zero turns a negative zero into zero, so that equal shares print equal bytes.
            return Ok(Self(value + 0.0));
        }
        Err(OutOfRange::new("share", "between 0 and 1", value))
    }
}

impl From<Share> for f64 {
    fn from(share: Share) -> Self {
        share.0
    }
}
