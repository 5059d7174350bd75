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
    let (mut beaten_low, mut beaten_high) = (0, 0);
    let (mut level_low, mut level_high) = (0, 0);
    let values: Vec<f64> = sorted.iter().map(|cell| cell.value()).collect();
    let total = 2.0 * (others + 1.0);
    for (cell, &value) in sorted.iter().zip(&values) {
        advance(&mut beaten_low, &values, |other| value - other > low);
        advance(&mut beaten_high, &values, |other| value - other > high);
        advance(&mut level_low, &values, |other| other - value <= low);
        advance(&mut level_high, &values, |other| other - value <= high);
        let positive = count(beaten_low) + count(beaten_high);
        let negative = total - (count(level_low) + count(level_high));
        flows.put(cell.row, 0.5 * positive / others, 0.5 * negative / others);
    }
}

/// Moves on while the value there passes.
#[inline]
fn advance(place: &mut usize, values: &[f64], passes: impl Fn(f64) -> bool) {
    while values.get(*place).is_some_and(|&value| passes(value)) {
        *place += 1;
    }
}

/// Returns a number of rows, at most 2^32, as a float.
pub(super) fn count(rows: usize) -> f64 {
    u32::try_from(rows).map_or(f64::from(u32::MAX), f64::from)
}
