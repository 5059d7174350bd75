//! The flows of one criterion under a straight line between two thresholds.
//!
//! An alternative `a` is preferred to those that it beats by more than `low` and at most `high` by the sum of
//! `(a - b - low) / (high - low)`, hence by a sum of `b` over a window of the sorted column. Sums of floats would drown
//! the small differences inside a window in the size of the values (prices around a billion, thresholds around one).
//! Here the sums are whole numbers: values are counted in units of a power of two, fine enough that rounding to a unit
//! means nothing, and sums wrap around at 2^64. What a window comes to is below 2^63 units, so it is exact, no matter
//! how often the sum wrapped.

use super::criterion::{CriterionFlows, Sorted, count};
use crate::scoring::grid;

/// Writes the flows under the line from 0 at `low` to 1 at `high`.
pub(super) fn ramp(sorted: &[Sorted], low: f64, high: f64, others: f64, flows: &mut CriterionFlows) {
    let units = Units::new(high - low, sorted.len());
    let (low_units, span_units) = (units.whole(low), units.exact(high - low));
    let cells = sorted.iter().map(|cell| Cell {
        value: cell.value(),
        units: units.whole(cell.value()),
    });
    let cells: Vec<Cell> = cells.collect();
    let part = |units: u64| signed(units) / span_units;
    let (mut beaten_low, mut beaten_high) = (Window::default(), Window::default());
    let (mut level_low, mut level_high) = (Window::default(), Window::default());
    for (row, &Cell { value, units: here }) in sorted.iter().map(|cell| cell.row).zip(&cells) {
        beaten_low.advance(&cells, |other| value - other > low);
        beaten_high.advance(&cells, |other| value - other > high);
        level_low.advance(&cells, |other| other - value <= low);
        level_high.advance(&cells, |other| other - value <= high);
        let (below, below_sum) = beaten_low.less(&beaten_high);
        let (above, above_sum) = level_high.less(&level_low);
        let beats = below
            .wrapping_mul(here.wrapping_sub(low_units))
            .wrapping_sub(below_sum);
        let is_beaten = above_sum.wrapping_sub(above.wrapping_mul(here.wrapping_add(low_units)));
        let positive = count(beaten_high.cells) + part(beats);
        let negative = (others + 1.0 - count(level_high.cells)) + part(is_beaten);
        // The rounding to units may reach beyond the ends by less than it means.
        let share = |sum: f64| (sum / others).clamp(0.0, 1.0);
        flows.put(row, share(positive), share(negative));
    }
}

/// A value with the same in whole units, modulo 2^64.
#[derive(Clone, Copy)]
struct Cell {
    value: f64,
    units: u64,
}

/// The first so many cells of a sorted column, with their sum in units, modulo 2^64.
#[derive(Clone, Copy, Default)]
struct Window {
    cells: usize,
    sum: u64,
}

impl Window {
    /// Takes in the next cells while they pass.
    #[inline]
    fn advance(&mut self, cells: &[Cell], passes: impl Fn(f64) -> bool) {
        while let Some(cell) = cells.get(self.cells).filter(|cell| passes(cell.value)) {
            self.cells += 1;
            self.sum = self.sum.wrapping_add(cell.units);
        }
    }

    /// Returns the number and the sum of the cells that are here and not in `fewer`.
    fn less(&self, fewer: &Self) -> (u64, u64) {
        let cells = self.cells.saturating_sub(fewer.cells);
        (
            u64::try_from(cells).unwrap_or(u64::MAX),
            self.sum.wrapping_sub(fewer.sum),
        )
    }
}

/// A unit that is a power of two.
struct Units {
    /// The units in one, as a product of two powers of two, since one alone may lie beyond the floats.
    per_one: [f64; 2],
}

impl Units {
    /// The most bits of a span: what a float holds.
    const MOST_BITS: u32 = 52;

    /// Returns the unit of which `span`, a normal number, holds between 2^(bits-1) and 2^bits, for as many bits as a
    /// window of `rows` spans leaves below 2^62.
    fn new(span: f64, rows: usize) -> Self {
        let bits = (62 - (usize::BITS - rows.leading_zeros()).min(62)).min(Self::MOST_BITS);
        let exponent = i64::from(bits) - 1 - exponent(span);
        let half = exponent / 2;
        Self {
            per_one: [power_of_two(half), power_of_two(exponent - half)],
        }
    }

    /// Returns `value` in units; a power of two changes no digit.
    fn exact(&self, value: f64) -> f64 {
        let [first, second] = self.per_one;
        value * first * second
    }

    /// Returns the whole number of units nearest to `value`, modulo 2^64.
    #[inline]
    fn whole(&self, value: f64) -> u64 {
        /// Up to here a float may have digits after the point.
        const WITH_FRACTION: f64 = 2_251_799_813_685_248.0;
        /// From here on a float does not fit into a signed number: 2^63.
        const TOO_LARGE: f64 = 9_223_372_036_854_775_808.0;
        let units = self.exact(value);
        let size = units.abs();
        let rounded = if size < WITH_FRACTION {
            grid::whole(units)
        } else {
            units
        };
        if size >= TOO_LARGE {
            return wrapped(units);
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "below 2^63; at most half a unit behind the point"
        )]
        let whole = rounded as i64;
        whole.cast_unsigned()
    }
}

/// Returns a float of at least 2^63 in size modulo 2^64, 0 for an infinite one.
///
/// An infinite one is farther from every other value than any threshold, so it is never inside a window.
fn wrapped(units: f64) -> u64 {
    const FRACTION_BITS: u32 = 52;
    let bits = units.abs().to_bits();
    let mantissa = (bits & ((1 << FRACTION_BITS) - 1)) | (1 << FRACTION_BITS);
    let shift = u32::try_from(exponent(units) - i64::from(FRACTION_BITS)).unwrap_or(u64::BITS);
    let whole = if shift < u64::BITS { mantissa << shift } else { 0 };
    if units < 0.0 { whole.wrapping_neg() } else { whole }
}

/// Returns the exponent of a normal number.
fn exponent(value: f64) -> i64 {
    ((value.abs().to_bits() >> 52).cast_signed()) - 1023
}

/// Returns 2 to the power of `exponent`, which lies between -1022 and 1023.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits((exponent + 1023).cast_unsigned() << 52)
}

fn signed(units: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "the one rounding of an exact sum")]
    let nearest = units.cast_signed() as f64;
    nearest
}
