//! MEREC: how much the alternatives change when a criterion is taken away.

use super::answer::Measured;
use super::chunks::{Ends, count, each_chunk};
use super::{DataWeightError, MerecMeasure, SpreadMeasure};
use crate::scoring::{Better, DecisionTable, TableColumn, TableError};

/// The rows whose logarithms are kept side by side.
const TILE: usize = 256;

/// The changes that are multiplied before one logarithm is taken of all.
const TOGETHER: usize = 16;

/// Returns the removal effect of each column.
pub(super) fn measures(table: &DecisionTable<'_>) -> Result<Vec<Measured>, DataWeightError> {
    let ranges = table
        .columns()
        .iter()
        .map(Range::of)
        .collect::<Result<Vec<_>, _>>()?;
    let mut effects = vec![0.0; ranges.len()];
    each_chunk(
        table.rows(),
        |rows| {
            let mut effects = vec![0.0; ranges.len()];
            let mut logs = vec![0.0; ranges.len() * TILE];
            for start in rows.clone().step_by(TILE) {
                let tile = start..rows.end.min(start + TILE);
                add_tile(&ranges, tile, &mut logs, &mut effects);
            }
            effects
        },
        |chunk| {
            for (effect, of_chunk) in effects.iter_mut().zip(chunk) {
                *effect += of_chunk;
            }
        },
    );
    let measured = ranges
        .iter()
        .zip(effects)
        .map(|(range, removal_effect)| Measured {
            measure: SpreadMeasure::Merec(MerecMeasure { removal_effect }),
            constant: range.ends.are_one(),
        });
    Ok(measured.collect())
}

/// A column with its ends.
struct Range<'a> {
    column: &'a TableColumn<'a>,
    ends: Ends,
}

impl<'a> Range<'a> {
    fn of(column: &'a TableColumn<'a>) -> Result<Self, DataWeightError> {
        if let Some(ends) = Ends::of(column.values).filter(|ends| ends.low > 0.0) {
            return Ok(Self { column, ends });
        }
        let refused = DataWeightError::of_cell(
            column,
            |value| value > 0.0,
            |criterion_id, place, found| DataWeightError::NotPositiveCell {
                criterion_id,
                place,
                found,
            },
        );
        Err(refused.unwrap_or(DataWeightError::Table(TableError::NoColumn)))
    }

    /// Returns |ln n| of a cell: of the ratio to the lowest cell for a benefit, to the highest for a cost.
    fn log(&self, value: f64) -> f64 {
        let (larger, smaller) = match self.column.better {
            Better::Higher => (value, self.ends.low),
            Better::Lower => (self.ends.high, value),
        };
        let surplus = (larger - smaller) / smaller;
        if surplus.is_finite() {
            libm::log1p(surplus)
        } else {
            libm::log(larger) - libm::log(smaller)
        }
    }
}

/// Adds the effects of some rows.
///
/// With A = 1 + the mean of the logarithms and a = the part of one criterion in it, the effect of its removal is
/// `ln A - ln(A - a) = ln(1 + a / (A - a))`. The logarithm of a product of several such terms is taken at once, with 1
/// kept apart so that small effects keep their digits.
fn add_tile(ranges: &[Range<'_>], rows: std::ops::Range<usize>, logs: &mut [f64], effects: &mut [f64]) {
    let criteria = count(ranges.len());
    let mut sums = [1.0; TILE];
    for (range, logs) in ranges.iter().zip(logs.chunks_exact_mut(TILE)) {
        let values = range.column.values.get(rows.clone()).unwrap_or_default();
        for ((log, sum), &value) in logs.iter_mut().zip(&mut sums).zip(values) {
            *log = range.log(value) / criteria;
            *sum += *log;
        }
    }
    for (effect, logs) in effects.iter_mut().zip(logs.chunks_exact(TILE)) {
        let logs = logs.get(..rows.len()).unwrap_or_default();
        for (logs, sums) in logs.chunks(TOGETHER).zip(sums.chunks(TOGETHER)) {
            let mut product = 0.0;
            for (log, sum) in logs.iter().zip(sums) {
                let change = log / (sum - log);
                product += change + product * change;
            }
            *effect += libm::log1p(product);
        }
    }
}
