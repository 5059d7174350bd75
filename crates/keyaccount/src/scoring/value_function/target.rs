//! The best in the middle.

use serde::{Deserialize, Serialize};

use super::{Curve, ModelError, Shape};
use crate::scoring::model::{Anchors, Direction};
use crate::scoring::shown::shown;

/// The best in the middle: 1 within `tolerance` of `ideal`, falling in a straight line to 0 on either side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
#[cfg_attr(feature = "schema", schemars(rename = "TargetValue"))]
pub struct Target {
    /// The best raw value.
    pub ideal: f64,
    /// The distance from the ideal within which the value stays 1, at least 0.
    #[serde(default)]
    pub tolerance: f64,
    /// The raw value below the ideal at which the value reaches 0.
    pub worst_below: f64,
    /// The raw value above the ideal at which the value reaches 0.
    pub worst_above: f64,
}

/// Returns the curve of a target once it is checked.
pub(super) fn curve(
    target: &Target,
    direction: Direction,
    anchors: Option<Anchors>,
    path: &str,
) -> Result<Curve, ModelError> {
    let place = format!("{path}/value_function/target");
    if direction != Direction::TargetIsBest {
        let expected = "`target_is_best` where the value function is a target";
        return Err(ModelError::value(
            format!("{path}/direction"),
            "direction",
            expected,
            direction.word(),
        ));
    }
    if anchors.is_some() {
        let expected = "absent where the value function is a target, which has its own two ends";
        return Err(ModelError::value(
            format!("{path}/anchors"),
            "anchors",
            expected,
            "anchors",
        ));
    }
    let (from, to) = (target.ideal - target.tolerance, target.ideal + target.tolerance);
    let (low, high) = (target.worst_below, target.worst_above);
    if !(target.tolerance >= 0.0 && low < from && to < high && (high - low).is_finite()) {
        let expected =
            "worst_below, ideal less tolerance, ideal plus tolerance, worst_above in ascending order";
        let found = [low, from, to, high].map(shown).join(", ");
        return Err(ModelError::value(place, "a target", expected, found));
    }
    Ok(Curve {
        low,
        high,
        shape: Shape::Target { from, to },
    })
}
