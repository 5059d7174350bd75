//! Columns in chunks of fixed size, and sums in lanes of fixed number.

use std::ops::Range;

use crate::scoring::in_order::in_order;

/// The rows that are summed before their sum is added to the total.
pub(super) const BLOCK: usize = 1024;

/// The rows of one piece of work.
const CHUNK: usize = 16 * BLOCK;

/// The sums that run side by side, for the processor's sake.
const LANES: usize = 8;

/// Does `work` for each chunk of `rows` and gives the results to `take`, in order.
pub(super) fn each_chunk<R: Send>(
    rows: usize,
    work: impl Fn(Range<usize>) -> R + Sync,
    mut take: impl FnMut(R),
) {
    let chunk = |index: usize| {
        let start = index * CHUNK;
        start..rows.min(start.saturating_add(CHUNK))
    };
    in_order(
        rows.div_ceil(CHUNK),
        |index| work(chunk(index)),
        |_, result| take(result),
    );
}

/// Returns the sum of `term` over two slices of the same length, in lanes that are added in order.
#[inline]
pub(super) fn sum_of(left: &[f64], right: &[f64], term: impl Fn(f64, f64) -> f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let (lefts, left_rest) = left.as_chunks::<LANES>();
    let (rights, right_rest) = right.as_chunks::<LANES>();
    for (left, right) in lefts.iter().zip(rights) {
        for ((lane, left), right) in lanes.iter_mut().zip(left).zip(right) {
            *lane += term(*left, *right);
        }
    }
    for ((lane, left), right) in lanes.iter_mut().zip(left_rest).zip(right_rest) {
        *lane += term(*left, *right);
    }
    lanes.iter().sum()
}

/// The lowest and the highest of some cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ends {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Ends {
    /// The ends of no cells.
    pub(super) const NONE: Self = Self {
        low: f64::INFINITY,
        high: f64::NEG_INFINITY,
    };

    /// Returns the ends of `values`, nothing where one of them is not finite.
    pub(super) fn of(values: &[f64]) -> Option<Self> {
        let (mut low, mut high) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
        // A finite number times 0 is 0, any other one NaN.
        let mut doubt = [0.0; LANES];
        let (full, rest) = values.as_chunks::<LANES>();
        let mut look_at = |values: &[f64]| {
            let lanes = low.iter_mut().zip(&mut high).zip(&mut doubt);
            for (((low, high), doubt), &value) in lanes.zip(values) {
                *low = if value < *low { value } else { *low };
                *high = if value > *high { value } else { *high };
                *doubt += value * 0.0;
            }
        };
        for values in full {
            look_at(values);
        }
        look_at(rest);
        let all_finite = doubt.iter().sum::<f64>() >= 0.0;
        all_finite.then(|| Self {
            low: low.into_iter().fold(f64::INFINITY, f64::min),
            high: high.into_iter().fold(f64::NEG_INFINITY, f64::max),
        })
    }

    /// Returns the ends of these cells and others.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Returns whether all cells are the same.
    pub(super) fn are_one(self) -> bool {
        self.low >= self.high
    }
}

/// Returns the power of two that brings a number of this size near 1; a size of 0 gives any.
pub(super) fn scale_near_one(size: f64) -> f64 {
    let exponent = (size.to_bits() >> 52) & 0x7ff;
    f64::from_bits((2046 - exponent.clamp(1, 2045)) << 52)
}

/// Returns a number of rows as a float.
pub(super) fn count(rows: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no memory holds 2^53 rows")]
    let count = rows as f64;
    count
}
