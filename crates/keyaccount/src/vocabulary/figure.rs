//! An exact number of a measure.

use serde::{Deserialize, Serialize};

use crate::quantity::decimal::{self, Decimal};

/// An exact decimal number of some unit: a target, a baseline, a measured value.
///
/// In JSON a number or a text; both are read digit for digit, and written as text.
///
/// # Examples
///
/// ```
/// use keyaccount::vocabulary::Figure;
///
/// let target: Figure = serde_json::from_str("\"99.90\"")?;
/// assert_eq!(target.get().to_string(), "99.90");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(schema_with = "figure_schema"))]
pub struct Figure(#[serde(with = "decimal")] Decimal);

impl Figure {
    /// Returns the exact number.
    pub fn get(self) -> Decimal {
        self.0
    }

    /// Returns the number as the nearest float, for statistics only.
    pub fn to_f64(self) -> f64 {
        decimal::to_f64(self.0)
    }
}

impl From<Decimal> for Figure {
    fn from(number: Decimal) -> Self {
        Self(number)
    }
}

#[cfg(feature = "schema")]
fn figure_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": ["string", "number"], "format": "decimal"})
}
