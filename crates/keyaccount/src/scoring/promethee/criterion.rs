//! The flows of one criterion by itself, by sorting.
//!
//! Once the alternatives are sorted, those that one alternative beats by more than a threshold are the first so many,
//! and those that beat it are the last so many; both numbers only grow from one alternative to the next. One walk with a
//! few pointers therefore replaces all pairs: n log n for the sort, n for the walk. Source: Calders and Van Assche 2018,
//! "PROMETHEE is not quadratic: an O(qn log(n)) algorithm", Omega 76 (arXiv 1603.00091).

use super::preference::Shape;
use super::{gaussian, ramp};
use crate::scoring::TableColumn;

/// The flows of every alternative on one criterion, each between 0 and 1.
pub(super) struct CriterionFlows {
    pub(super) positive: Vec<f64>,
    pub(super) negative: Vec<f64>,
}

/// A row of a column in order of its value, where higher is better.
#[derive(Clone, Copy)]
pub(super) struct Sorted {
    /// The value as a whole number with the same order.
    key: i64,
    pub(super) row: u32,
}

/// Why one criterion has no flows.
pub(super) enum NoFlows {
    /// A cell is NaN or infinite.
    NotFinite,
    /// There are so many different values, too many for the Gaussian function.
    GaussianValues(usize),
}

/// The part of the largest value of a column up to which a difference is that of the decimals: 2^-50.
///
/// Two decimals and their threshold are each off by half a unit in the last place (2^-53 of the value), their difference
/// by another one; 2^-50 covers the sum.
const DECIMAL_SLACK: f64 = 8.881_784_197_001_252e-16;

/// Returns the flows of a column; `others` is the number of rows less one, at most 2^32.
pub(super) fn flows(column: &TableColumn<'_>, shape: Shape, others: f64) -> Result<CriterionFlows, NoFlows> {
    let sorted = sorted(column).ok_or(NoFlows::NotFinite)?;
    let mut flows = CriterionFlows {
        positive: vec![0.0; sorted.len()],
        negative: vec![0.0; sorted.len()],
    };
    if sorted.len() < 2 {
        return Ok(flows);
    }
    match shape {
        Shape::Steps { low, high } => steps(&sorted, low, high, others, &mut flows),
        Shape::Ramp { low, high } => ramp::ramp(&sorted, low, high, others, &mut flows),
        Shape::Gaussian { inflection } => {
            gaussian::gaussian(&sorted, inflection, others, &mut flows).map_err(NoFlows::GaussianValues)?;
        }
    }
    Ok(flows)
}

impl CriterionFlows {
    /// Writes the flows of one row.
    pub(super) fn put(&mut self, row: u32, positive: f64, negative: f64) {
        let Ok(row) = usize::try_from(row) else { return };
        if let (Some(plus), Some(minus)) = (self.positive.get_mut(row), self.negative.get_mut(row)) {
            (*plus, *minus) = (positive, negative);
        }
    }
}

impl Sorted {
    fn new(value: f64, row: u32) -> Self {
        // Adding 0 turns -0 into 0, so that the two are one value.
        let key = flipped((value + 0.0).to_bits().cast_signed());
        Self { key, row }
    }

    pub(super) fn value(self) -> f64 {
        f64::from_bits(flipped(self.key).cast_unsigned())
    }
}

/// Turns the bits of a float into a whole number with the same order, and back.
fn flipped(bits: i64) -> i64 {
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// Returns the rows from the worst to the best, nothing where a cell is not finite.
fn sorted(column: &TableColumn<'_>) -> Option<Vec<Sorted>> {
    let sign = column.better.sign();
    let mut all_finite = true;
    let mut sorted: Vec<Sorted> = column
        .values
        .iter()
        .zip(0_u32..)
        .map(|(value, row)| {
            all_finite &= value.is_finite();
            Sorted::new(value * sign, row)
        })
        .collect();
    // The order of equal values does not matter: they have equal flows.
    sorted.sort_unstable_by_key(|cell| cell.key);
    all_finite.then_some(sorted)
}

/// Counts: a step is half a preference beyond `low` and the other half beyond `high`.
fn steps(sorted: &[Sorted], low: f64, high: f64, others: f64, flows: &mut CriterionFlows) {
    let ends = [sorted.first(), sorted.last()];
    let largest = ends
        .iter()
        .flatten()
        .map(|cell| cell.value().abs())
        .fold(0.0, f64::max);
    let slack = |threshold: f64| {
        if threshold > 0.0 {
            threshold + largest * DECIMAL_SLACK
        } else {
            0.0
        }
    };
    let (low, high) = (slack(low), slack(high));
    let (mut beaten_low, mut beaten_high) = (Pointer::default(), Pointer::default());
    let (mut level_low, mut level_high) = (Pointer::default(), Pointer::default());
    let total = 2.0 * (others + 1.0);
    for cell in sorted {
        let value = cell.value();
        beaten_low.advance(sorted, |other| value - other > low);
        beaten_high.advance(sorted, |other| value - other > high);
        level_low.advance(sorted, |other| other - value <= low);
        level_high.advance(sorted, |other| other - value <= high);
        let positive = beaten_low.count() + beaten_high.count();
        let negative = total - (level_low.count() + level_high.count());
        flows.put(cell.row, 0.5 * positive / others, 0.5 * negative / others);
    }
}

/// A place in a sorted column that only moves on.
#[derive(Clone, Copy, Default)]
pub(super) struct Pointer {
    at: usize,
    count: u32,
}

impl Pointer {
    /// Moves on while the value there passes.
    #[inline]
    pub(super) fn advance(&mut self, sorted: &[Sorted], passes: impl Fn(f64) -> bool) {
        while sorted.get(self.at).is_some_and(|cell| passes(cell.value())) {
            self.at += 1;
            self.count += 1;
        }
    }

    /// Returns what stands beside the cells that were passed since it was at `before`.
    pub(super) fn passed<T>(self, before: Self, beside: &[T]) -> &[T] {
        beside.get(before.at..self.at).unwrap_or_default()
    }

    /// Returns the number of cells before it.
    pub(super) fn count(self) -> f64 {
        f64::from(self.count)
    }
}
