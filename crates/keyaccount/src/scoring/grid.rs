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

/// Returns the whole number nearest to `units`, halves to even.
pub(super) fn whole(units: f64) -> f64 {
    units.round_ties_even()
}

/// Returns the points that a whole number of units makes, exactly.
pub(super) fn points(units: f64) -> f64 {
    units / UNITS_PER_POINT
}

/// Returns whether `points` stands on the grid.
pub(super) fn holds(value: f64) -> bool {
    points(units(value)).to_bits() == (value + 0.0).to_bits()
}
