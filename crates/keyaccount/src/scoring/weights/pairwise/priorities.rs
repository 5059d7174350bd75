//! From comparisons to weights.

use super::PriorityMethod;
use super::comparisons::Compared;
use super::linear::solve;
use crate::quantity::CriterionId;
use crate::scoring::rater_spread::{count, mean};
use crate::scoring::weights::WeightsError;
use crate::scoring::weights::criteria::Criteria;

/// The most steps of the search for the eigenvector; it converges quadratically, so that a dozen are many.
const MAX_STEPS: usize = 100;

/// Returns the natural logarithm of the weight of each criterion, by id ascending, up to a constant.
///
/// The sources stand at [`PriorityMethod`].
pub(in crate::scoring::weights) fn priorities(
    criteria: &Criteria<'_>,
    compared: &Compared,
    method: PriorityMethod,
    path: &str,
) -> Result<Vec<f64>, WeightsError> {
    match method {
        PriorityMethod::RowGeometricMean => Ok(least_squares(compared)),
        PriorityMethod::Eigenvector => Ok(eigenvector(compared)),
        PriorityMethod::ColumnMean => {
            let id = |place: usize| criteria.ids().nth(place).cloned();
            let gap = compared.first_gap().map(|(row, column)| (id(row), id(column)));
            if let Some((Some(criterion_id), Some(over_criterion_id))) = gap {
                return Err(incomplete(path, criterion_id, over_criterion_id));
            }
            Ok(column_mean(compared))
        }
    }
}

/// Returns the logarithms of the weights with the least squared error of the logarithms of all comparisons.
///
/// They solve L y = b, with the Laplacian L of the graph of comparisons and the row sums b of the logarithms. With all
/// pairs compared they are the row means. Else the first criterion is held at 0, which takes its row and column away and
/// leaves an M-matrix.
fn least_squares(compared: &Compared) -> Vec<f64> {
    if compared.first_gap().is_none() {
        let row_mean = |row: &Vec<Option<f64>>| {
            let logs: Vec<f64> = row.iter().copied().flatten().collect();
            mean(&logs).unwrap_or_default()
        };
        return compared.logs.iter().map(row_mean).collect();
    }
    let equation = |(index, row): (usize, &Vec<Option<f64>>)| {
        let others: Vec<f64> = row.iter().copied().flatten().collect();
        let mut equation: Vec<f64> = row
            .iter()
            .map(|log| if log.is_some() { -1.0 } else { 0.0 })
            .chain([others.iter().sum()])
            .collect();
        if let Some(slot) = equation.get_mut(index) {
            *slot = count(&others) - 1.0;
        }
        equation.remove(0);
        equation
    };
    let mut equations: Vec<Vec<f64>> = compared.logs.iter().enumerate().skip(1).map(equation).collect();
    std::iter::once(0.0)
        .chain(solve(&mut equations, f64::MIN_POSITIVE))
        .collect()
}

/// Returns the logarithms of the principal eigenvector.
///
/// Each comparison is first divided by what the least squares say, so that comparisons without contradiction become
/// ones, and weights that differ by many orders of magnitude do no harm. The eigenvector of what is left is found by
/// Noda's inverse iteration (Noda 1971): the highest quotient of the product and the vector bounds the eigenvalue from
/// above, and solving with it keeps every entry positive.
fn eigenvector(compared: &Compared) -> Vec<f64> {
    let start = least_squares(compared);
    let matrix = quotients(compared, &start);
    let size = count(&matrix);
    let mut vector = vec![1.0; matrix.len()];
    for _ in 0..MAX_STEPS {
        let ratios = || {
            matrix
                .iter()
                .zip(&vector)
                .map(|(row, own)| dot(row, &vector) / own)
        };
        let (low, high) = ratios().fold((f64::INFINITY, 0.0_f64), |(low, high), ratio| {
            (low.min(ratio), high.max(ratio))
        });
        if high - low <= size * f64::EPSILON * 4.0 * high {
            break;
        }
        let mut equations: Vec<Vec<f64>> = matrix
            .iter()
            .zip(&vector)
            .enumerate()
            .map(|(index, (row, &right))| {
                let mut equation: Vec<f64> = row.iter().map(|entry| -entry).chain([right]).collect();
                if let Some(slot) = equation.get_mut(index) {
                    *slot += high;
                }
                equation
            })
            .collect();
        let solution = solve(&mut equations, high * f64::EPSILON);
        let most = solution.iter().copied().fold(0.0, f64::max);
        for (slot, entry) in vector.iter_mut().zip(solution) {
            *slot = (entry / most).max(f64::MIN_POSITIVE);
        }
    }
    start
        .iter()
        .zip(vector)
        .map(|(log, entry)| log + libm::log(entry))
        .collect()
}

/// Returns each comparison over the quotient of the weights whose logarithms are `logs`: ones where nothing contradicts.
///
/// A pair that was not compared is 0 and adds 1 to the diagonal of its row, as if it were as the weights say.
pub(super) fn quotients(compared: &Compared, logs: &[f64]) -> Vec<Vec<f64>> {
    let row = |(index, (row, own)): (usize, (&Vec<Option<f64>>, &f64))| {
        let mut gaps = 0.0;
        let mut quotients: Vec<f64> = row
            .iter()
            .zip(logs)
            .map(|(log, other)| {
                gaps += if log.is_some() { 0.0 } else { 1.0 };
                log.map_or(0.0, |log| libm::exp(log + other - own))
            })
            .collect();
        if let Some(slot) = quotients.get_mut(index) {
            *slot = 1.0 + gaps;
        }
        quotients
    };
    compared.logs.iter().zip(logs).enumerate().map(row).collect()
}

/// Returns the logarithms of the row means after each column was divided by its sum.
fn column_mean(compared: &Compared) -> Vec<f64> {
    let mut sums = vec![0.0; compared.len()];
    for row in &compared.times {
        for (sum, times) in sums.iter_mut().zip(row) {
            *sum += times.unwrap_or_default();
        }
    }
    let row_mean = |row: &Vec<Option<f64>>| {
        let parts = row
            .iter()
            .zip(&sums)
            .map(|(times, sum)| times.unwrap_or_default() / sum);
        libm::log(parts.sum::<f64>())
    };
    compared.times.iter().map(row_mean).collect()
}

fn dot(row: &[f64], vector: &[f64]) -> f64 {
    row.iter().zip(vector).map(|(left, right)| left * right).sum()
}

fn incomplete(path: &str, criterion_id: CriterionId, over_criterion_id: CriterionId) -> WeightsError {
    WeightsError::NotCompared {
        path: path.to_owned(),
        criterion_id,
        over_criterion_id,
    }
}
