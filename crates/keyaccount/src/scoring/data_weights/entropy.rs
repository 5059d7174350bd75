//! Entropy: how unevenly a column is spread over its rows.

use super::answer::Measured;
use super::chunks::{BLOCK, Ends, count, each_chunk, scale_near_one, sum_of};
use super::{DataWeightError, EntropyMeasure, SpreadMeasure};
use crate::scoring::{DecisionTable, TableColumn};

/// Below this divergence the sums of the one pass have lost digits, and a second look at the column finds them.
///
/// The difference of the two sums is off by about 1e-14, so that ten digits remain here. A column is as even as this
/// where its cells lie within about 2 % of their mean.
const SECOND_LOOK: f64 = 1e-4;

/// Returns the divergence of each column.
pub(super) fn measures(table: &DecisionTable<'_>) -> Result<Vec<Measured>, DataWeightError> {
    table.columns().iter().map(measured).collect()
}

fn measured(column: &TableColumn<'_>) -> Result<Measured, DataWeightError> {
    let Some(sums) = Sums::of(column.values) else {
        let refused = DataWeightError::of_cell(
            column,
            |value| value >= 0.0,
            |criterion_id, place, found| DataWeightError::NegativeCell {
                criterion_id,
                place,
                found,
            },
        );
        return Err(refused.unwrap_or(DataWeightError::Table(crate::scoring::TableError::NoColumn)));
    };
    let constant = sums.ends.are_one();
    let divergence = if constant {
        0.0
    } else {
        divergence(column.values, &sums)
    };
    let (entropy, divergence) = (1.0 - divergence, divergence);
    Ok(Measured {
        measure: SpreadMeasure::Entropy(EntropyMeasure { entropy, divergence }),
        constant,
    })
}

/// What one pass over a column finds.
struct Sums {
    sum: f64,
    /// The sum of x ln x.
    sum_with_log: f64,
    ends: Ends,
}

impl Sums {
    /// Returns the sums, nothing where a cell is negative or not finite.
    fn of(values: &[f64]) -> Option<Self> {
        let mut total = Some(Self::EMPTY);
        each_chunk(
            values.len(),
            |rows| {
                let chunk = values.get(rows).unwrap_or_default();
                let blocks = chunk.chunks(BLOCK).map(Self::of_block);
                blocks.reduce(|total, block| Some(total?.and(&block?)))?
            },
            |chunk| total = total.take().zip(chunk).map(|(total, chunk)| total.and(&chunk)),
        );
        total
    }

    const EMPTY: Self = Self {
        sum: 0.0,
        sum_with_log: 0.0,
        ends: Ends::NONE,
    };

    fn of_block(values: &[f64]) -> Option<Self> {
        let ends = Ends::of(values).filter(|ends| ends.low >= 0.0)?;
        let terms = values.iter().map(|&value| {
            if value > 0.0 {
                value * libm::log(value)
            } else {
                0.0
            }
        });
        Some(Self {
            sum: sum_of(values, values, |value, _| value),
            sum_with_log: terms.sum(),
            ends,
        })
    }

    fn and(&self, other: &Self) -> Self {
        Self {
            sum: self.sum + other.sum,
            sum_with_log: self.sum_with_log + other.sum_with_log,
            ends: self.ends.and(other.ends),
        }
    }
}

/// Returns 1 - E of a column that is not constant, between 0 and 1.
///
/// With S the sum of the column, `1 - E = ln n - (ln S - (sum x ln x) / S)`, divided by `ln n`.
fn divergence(values: &[f64], sums: &Sums) -> f64 {
    let rows = count(values.len());
    let log_rows = libm::log(rows);
    let quick = (sums.sum_with_log / sums.sum - libm::log(sums.sum / rows)) / log_rows;
    // Sums beyond the floats, or in their last digits, are not to be trusted either.
    let safe = sums.ends.high < 1e290 && sums.sum > 1e-290;
    let divergence = if safe && quick > SECOND_LOOK {
        quick
    } else {
        second_look(values, sums, rows) / log_rows
    };
    divergence.clamp(0.0, 1.0)
}

/// Returns (1 - E) ln n as the mean of `(1 + d) ln(1 + d) - d`, where d is the distance of a cell from the mean, in means.
///
/// Every term is at least 0, so nothing cancels, and the mean need not be exact: its error enters squared.
fn second_look(values: &[f64], sums: &Sums, rows: f64) -> f64 {
    let scale = scale_near_one(sums.ends.high);
    let origin = sums.ends.low * scale;
    let mean = origin + total(values, |value| value * scale - origin) / rows;
    total(values, |value| surplus((value * scale - mean) / mean)) / rows
}

/// Returns (1 + d) ln(1 + d) - d for d of at least -1.
fn surplus(d: f64) -> f64 {
    if d <= -1.0 {
        return 1.0;
    }
    if d.abs() > 1e-3 {
        return (1.0 + d) * libm::log1p(d) - d;
    }
    // The first terms of the series, d^2/2 - d^3/6 + d^4/12 - d^5/20 + d^6/30, where the difference would lose digits.
    d * d * (1.0 / 2.0 + d * (-1.0 / 6.0 + d * (1.0 / 12.0 + d * (-1.0 / 20.0 + d / 30.0))))
}

fn total(values: &[f64], term: impl Fn(f64) -> f64 + Sync) -> f64 {
    let mut total = 0.0;
    each_chunk(
        values.len(),
        |rows| {
            let chunk = values.get(rows).unwrap_or_default();
            let blocks = chunk.chunks(BLOCK);
            let sums = blocks.map(|block| block.iter().map(|&value| term(value)).sum::<f64>());
            sums.sum::<f64>()
        },
        |chunk| total += chunk,
    );
    total
}
