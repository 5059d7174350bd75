//! The flows of one criterion under the Gaussian curve, pair by pair of different values.

use super::criterion::{CriterionFlows, Sorted};

/// The most different values in a column that is judged by the Gaussian function.
///
/// There is no shortcut past all pairs of values here, unlike for the other functions; equal values are counted once, so
/// that a rating from 1 to 10 may have any number of rows. House default: 10,000 values are 50 million pairs, about a
/// second.
pub const GAUSSIAN_VALUE_LIMIT: usize = 10_000;

/// A value with the number of rows that have it.
struct Distinct {
    value: f64,
    rows: f64,
    positive: f64,
    negative: f64,
}

/// Writes the flows under the curve that turns at `inflection`, or returns the number of values where it is too high.
pub(super) fn gaussian(
    sorted: &[Sorted],
    inflection: f64,
    others: f64,
    flows: &mut CriterionFlows,
) -> Result<(), usize> {
    let equal = |left: &Sorted, right: &Sorted| left.value().total_cmp(&right.value()).is_eq();
    let mut distinct: Vec<Distinct> = Vec::new();
    let mut found = 0_usize;
    for rows in sorted.chunk_by(equal) {
        found += 1;
        if found <= GAUSSIAN_VALUE_LIMIT {
            distinct.push(Distinct {
                value: rows.first().map(|cell| cell.value()).unwrap_or_default(),
                rows: rows.iter().map(|_| 1.0).sum(),
                positive: 0.0,
                negative: 0.0,
            });
        }
    }
    if found > GAUSSIAN_VALUE_LIMIT {
        return Err(found);
    }
    let mut rest = distinct.as_mut_slice();
    while let Some((worse, better)) = rest.split_first_mut() {
        for other in &mut *better {
            let distance = (other.value - worse.value) / inflection;
            // 1 - exp(x) without losing the small differences.
            let preference = -libm::expm1(-0.5 * distance * distance);
            other.positive += worse.rows * preference;
            worse.negative += other.rows * preference;
        }
        rest = better;
    }
    for (rows, of) in sorted.chunk_by(equal).zip(&distinct) {
        for cell in rows {
            flows.put(cell.row, of.positive / others, of.negative / others);
        }
    }
    Ok(())
}
