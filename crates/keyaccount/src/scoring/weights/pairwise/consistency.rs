//! How much comparisons contradict each other, and where most.

use super::PairwiseComparisons;
use super::comparisons::Compared;
use super::priorities::quotients;
use crate::scoring::rater_spread::{count, mean};
use crate::scoring::weights::criteria::Criteria;
use crate::scoring::weights::{ComparisonConsistency, InconsistentComparison, RatioAbsence};

/// A gap up to this factor is rounding.
const ROUNDING: f64 = 1e-9;

/// Returns how consistent the comparisons are with the weights whose logarithms are `logs`, by id ascending.
///
/// The eigenvalue is the mean over the rows of `(A w)_i / w_i`, which is the principal eigenvalue where w is the principal
/// eigenvector, never below n, and n exactly where nothing contradicts, whatever made the weights. A pair that was not
/// compared counts as the weights say (Harker 1987).
pub(in crate::scoring::weights) fn consistency(
    criteria: &Criteria<'_>,
    compared: &Compared,
    comparisons: &PairwiseComparisons,
    logs: &[f64],
) -> ComparisonConsistency {
    let quotients = quotients(compared, logs);
    let number = count(&quotients);
    let rows: Vec<f64> = quotients.iter().map(|row| row.iter().sum()).collect();
    let lambda_max = mean(&rows).unwrap_or_default().max(number);
    let consistency_index = if number > 2.0 {
        (lambda_max - number) / (number - 1.0)
    } else {
        0.0
    };
    let criteria_number = u32::try_from(compared.len()).unwrap_or(u32::MAX);
    let random_index = comparisons.random_index.random_index(criteria_number);
    let is_complete = compared.first_gap().is_none();
    let (consistency_ratio, ratio_absence) = match random_index {
        _ if !is_complete => (None, Some(RatioAbsence::Incomplete)),
        None => (None, Some(RatioAbsence::BeyondTable)),
        Some(index) if index > 0.0 => (Some(consistency_index / index), None),
        Some(_) => (Some(0.0), None),
    };
    ComparisonConsistency {
        comparisons: compared.number,
        comparisons_possible: criteria_number * criteria_number.saturating_sub(1) / 2,
        lambda_max,
        consistency_index,
        random_index_table: comparisons.random_index,
        random_index: random_index.filter(|_| is_complete),
        consistency_ratio,
        ratio_absence,
        consistency_limit: comparisons.consistency_limit,
        within_limit: consistency_ratio.map(|ratio| ratio <= comparisons.consistency_limit),
        most_inconsistent: most_inconsistent(criteria, compared, &quotients, logs),
    }
}

/// Returns the comparison that lies farthest from the quotient of the weights; the first by id where several do.
fn most_inconsistent(
    criteria: &Criteria<'_>,
    compared: &Compared,
    quotients: &[Vec<f64>],
    logs: &[f64],
) -> Option<InconsistentComparison> {
    let mut most: Option<(f64, usize, usize)> = None;
    for (row, (quotients, times)) in quotients.iter().zip(&compared.times).enumerate() {
        for (column, (&quotient, times)) in quotients.iter().zip(times).enumerate() {
            let Some(times) = *times else { continue };
            // Each pair is looked at once, from the side that was judged more important.
            if row == column || times < 1.0 || (column < row && times <= 1.0) {
                continue;
            }
            let gap = quotient.max(1.0 / quotient);
            if most.is_none_or(|(most, _, _)| gap > most * (1.0 + ROUNDING)) {
                most = Some((gap, row, column));
            }
        }
    }
    let (gap_factor, row, column) = most.filter(|&(gap, _, _)| gap > 1.0 + ROUNDING)?;
    let log = |place: usize| logs.get(place).copied();
    Some(InconsistentComparison {
        criterion_id: criteria.ids().nth(row)?.clone(),
        over_criterion_id: criteria.ids().nth(column)?.clone(),
        times: (*compared.times.get(row)?.get(column)?)?,
        consistent_times: libm::exp(log(row)? - log(column)?),
        gap_factor,
    })
}
