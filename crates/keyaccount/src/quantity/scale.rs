//! A score and the scale that it stands on.

use serde::{Deserialize, Serialize};

use super::OutOfRange;

/// The two ends of a reporting scale, 1 to 10 unless a model says otherwise (KAM practice, S0).
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Scale;
///
/// let scale = Scale::default();
/// assert_eq!((scale.min(), scale.max()), (1.0, 10.0));
/// assert_eq!(scale.at(0.5), 5.5);
/// assert!(Scale::new(10.0, 1.0).is_err());
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "Ends"))]
pub struct Scale {
    min: f64,
    max: f64,
}

/// The ends of a reporting scale; the lower comes first.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Scale"))]
struct Ends {
    min: f64,
    max: f64,
}

impl Scale {
    /// The largest number that a scale may reach in either direction.
    ///
    /// It keeps scores on a grid of 2^-40 exact in a float (rulings: exact sums).
    pub const LIMIT: f64 = 1000.0;

    /// Returns the scale from `min` to `max`.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`] unless `min < max` and both lie within [`Scale::LIMIT`] of zero.
    pub fn new(min: f64, max: f64) -> Result<Self, OutOfRange> {
        if min < max && min >= -Self::LIMIT && max <= Self::LIMIT {
            return Ok(Self {
                min: min + 0.0,
                max: max + 0.0,
            });
        }
        let found = format!("{min} to {max}");
        Err(OutOfRange::new(
            "scale",
            "two different numbers between -1000 and 1000, the lower first",
            found,
        ))
    }

    /// Returns the lower end.
    pub fn min(self) -> f64 {
        self.min
    }

    /// Returns the upper end.
    pub fn max(self) -> f64 {
        self.max
    }

    /// Returns the length of the scale, above 0.
    pub fn span(self) -> f64 {
        self.max - self.min
    }

    /// Returns the point of the scale at `share` of its length from the lower end.
    pub fn at(self, share: f64) -> f64 {
        self.min + share * self.span()
    }

    /// Returns whether `value` lies on the scale, ends included; NaN does not.
    pub fn contains(self, value: f64) -> bool {
        (self.min..=self.max).contains(&value)
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self { min: 1.0, max: 10.0 }
    }
}

impl TryFrom<Ends> for Scale {
    type Error = OutOfRange;

    fn try_from(ends: Ends) -> Result<Self, OutOfRange> {
        Self::new(ends.min, ends.max)
    }
}

impl From<Scale> for Ends {
    fn from(scale: Scale) -> Self {
        Self {
            min: scale.min,
            max: scale.max,
        }
    }
}

/// A finite number on the scale of a model.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Score;
///
/// assert_eq!(Score::try_from(7.8)?.get(), 7.8);
/// assert!(Score::try_from(f64::NAN).is_err());
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "f64", extend("minimum" = -1000, "maximum" = 1000)))]
pub struct Score(f64);

impl Score {
    /// Returns the number on the scale.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Score {
    type Error = OutOfRange;

    fn try_from(value: f64) -> Result<Self, OutOfRange> {
        if value.abs() <= Scale::LIMIT {
            return Ok(Self(value + 0.0));
        }
        Err(OutOfRange::new("score", "a number between -1000 and 1000", value))
    }
}

impl From<Score> for f64 {
    fn from(score: Score) -> Self {
        score.0
    }
}
