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
