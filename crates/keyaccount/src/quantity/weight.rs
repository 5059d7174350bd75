//! How much a criterion counts.

use serde::{Deserialize, Serialize};

use super::OutOfRange;

/// A finite number of at least 0: points, or a share of the whole, as the model says.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Weight;
///
/// assert_eq!(Weight::try_from(35.0)?.get(), 35.0);
/// assert_eq!(Weight::try_from(-1.0).unwrap_err().to_string(), "weight must be a finite number of at least 0 (got -1)");
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "f64", extend("minimum" = 0)))]
pub struct Weight(f64);

impl Weight {
    /// Returns the number, at least 0.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Weight {
    type Error = OutOfRange;

    fn try_from(value: f64) -> Result<Self, OutOfRange> {
        if value.is_finite() && value >= 0.0 {
            return Ok(Self(value + 0.0));
        }
        Err(OutOfRange::new("weight", "a finite number of at least 0", value))
    }
}

impl From<Weight> for f64 {
    fn from(weight: Weight) -> Self {
        weight.0
    }
}
