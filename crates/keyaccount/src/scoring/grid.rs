//! The grid on which scores stand, so that sums are exact in any order.
//!
//! Points are counted in units of 2^-40. A scale reaches at most [`Scale::LIMIT`] in either direction, so every sum and
//! every difference of scores is a whole number of units below 2^53: exact in a float, whatever the order and the
//! number of threads (rulings, exact sums).

#[cfg(doc)]
use crate::quantity::Scale;

/// The units in one point: 2^40.
const UNITS_PER_POINT: f64 = 1_099_511_627_776.0;

/// Returns the whole number of units nearest to `points`, halves to even.
///
/// The product is exact (a power of two), so that this rounds once, with the same result on every platform.
pub(super) fn units(points: f64) -> f64 {
    whole(points * UNITS_PER_POINT)
}

/// Returns the whole number nearest to `units`, halves to even, for at most 2^51 units in either direction.
///
/// Beside 1.5 x 2^52 a float has no digits after the point, so that the addition itself rounds, the same way on every
/// platform. `f64::round_ties_even` gives the same number, but is a call per cell on x86-64 without newer instructions,
/// which took three times as long.
pub(super) fn whole(units: f64) -> f64 {
    const NO_FRACTIONS: f64 = 6_755_399_441_055_744.0;
    (units + NO_FRACTIONS) - NO_FRACTIONS
}

/// Returns the points that a whole number of units makes, exactly.
pub(super) fn points(units: f64) -> f64 {
    units / UNITS_PER_POINT
}

/// Returns whether `points` stands on the grid.
pub(super) fn holds(value: f64) -> bool {
    points(units(value)).to_bits() == (value + 0.0).to_bits()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{points, units, whole};

    proptest! {
        #[test]
        fn whole_numbers_are_those_of_the_standard(value in -1000.0_f64..=1000.0, halves in -4_503_599_627_370_496_i64..=4_503_599_627_370_496) {
            let scaled = value * 1_099_511_627_776.0;
            prop_assert_eq!(whole(scaled).to_bits(), (scaled.round_ties_even() + 0.0).to_bits());
            #[expect(clippy::cast_precision_loss, reason = "at most 2^52, which a float holds")]
            let half = halves as f64 / 2.0;
            prop_assert_eq!(whole(half).to_bits(), (half.round_ties_even() + 0.0).to_bits());
        }

        #[test]
        fn points_on_the_grid_come_back(value in -1000.0_f64..=1000.0) {
            let once = points(units(value));
            prop_assert!((once - value).abs() <= points(0.5));
            prop_assert_eq!(points(units(once)).to_bits(), once.to_bits());
        }
    }
}
