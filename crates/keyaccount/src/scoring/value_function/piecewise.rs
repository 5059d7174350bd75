//! Straight lines from corner to corner.

use serde::{Deserialize, Serialize};

use super::ModelError;
use super::course::{check_course, listed};
use crate::scoring::shown::shown;

/// A corner of a piecewise linear function; between two corners the value moves in a straight line.
///
/// Corners come in ascending order of `at`; the first and the last are the two anchors.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct ValuePoint {
    /// The raw value, in the unit of the criterion.
    pub at: f64,
    /// The value there, between 0 and 1.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0, "maximum" = 1)))]
    pub value: f64,
}

/// Returns the corners once they are checked; `low` and `high` are the two anchors.
pub(super) fn checked(
    corners: &[ValuePoint],
    (low, high): (f64, f64),
    rising: bool,
    path: &str,
) -> Result<Vec<ValuePoint>, ModelError> {
    let course: Vec<_> = corners.iter().map(|corner| (corner.at, corner.value)).collect();
    let place = format!("{path}/value_function/piecewise");
    check_course(&course, rising, &place)?;
    if corners.first().map(|first| first.at) == Some(low) && corners.last().map(|last| last.at) == Some(high)
    {
        return Ok(corners.to_vec());
    }
    let expected = format!("corners from {} to {}, the two anchors", shown(low), shown(high));
    Err(ModelError::value(
        place,
        "a piecewise function",
        expected,
        listed(&course),
    ))
}

/// Returns the value of `raw`, which lies between the first and the last corner.
pub(super) fn on_corners(corners: &[ValuePoint], raw: f64) -> f64 {
    let mut before: Option<&ValuePoint> = None;
    for corner in corners {
        if raw <= corner.at {
            let Some(from) = before.filter(|_| raw < corner.at) else {
                return corner.value + 0.0;
            };
            let way = (raw - from.at) / (corner.at - from.at);
            let value = from.value + way * (corner.value - from.value);
            // The clamp keeps the rounding of floats from passing a corner.
            return value.clamp(from.value.min(corner.value), from.value.max(corner.value)) + 0.0;
        }
        before = Some(corner);
    }
    before.map_or(0.0, |last| last.value + 0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ValuePoint, on_corners};

    /// 0.001 + (0.009 - 0.001) is more than 0.009 in floats, and from -1e9 the float below 1 is as far away as 1.
    #[test]
    fn the_value_does_not_pass_a_corner() {
        let corners = [(-2e9, 0.0), (-1e9, 0.001), (1.0, 0.009), (2.0, 1.0)]
            .map(|(at, value)| ValuePoint { at, value });
        assert!(on_corners(&corners, 1.0_f64.next_down()) <= on_corners(&corners, 1.0));
    }

    proptest! {
        /// Beside a corner the rounding of floats shows; the value must not turn back even there.
        #[test]
        fn the_value_never_turns_back_beside_a_corner(
            start in 0_u32..1000, rise in 0_u32..1000, at in 1_u32..100_000, steps in 1_u64..40,
        ) {
            let corners = [(0.0, 0.0), (0.3, f64::from(start) / 1000.0), (f64::from(at) / 997.0 + 0.3, f64::from(start.max(rise)) / 1000.0), (200.0, 1.0)]
                .map(|(at, value)| ValuePoint { at, value });
            for corner in &corners[1..3] {
                let mut before = 0.0;
                for offset in (0..2 * steps).rev() {
                    let raw = f64::from_bits((corner.at.to_bits() + steps).wrapping_sub(offset));
                    let value = on_corners(&corners, raw);
                    prop_assert!(value >= before && value <= 1.0, "{value} after {before} at {raw}");
                    before = value;
                }
            }
        }
    }
}
