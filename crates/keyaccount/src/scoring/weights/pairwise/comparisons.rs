//! Comparisons that were read and checked.

use super::{PairwiseComparison, PairwiseComparisons};
use crate::quantity::CriterionId;
use crate::scoring::shown::shown;
use crate::scoring::weights::WeightsError;
use crate::scoring::weights::criteria::Criteria;

/// The most criteria that can be compared in pairs; a hundred have 4,950 pairs.
const MAX_CRITERIA: usize = 100;

/// The least and the most that one criterion may be over another; beyond that nobody compares, and products stay
/// finite.
const TIMES: std::ops::RangeInclusive<f64> = 0.01..=100.0;

/// Comparisons by id ascending: connected, positive, reciprocal.
#[derive(Debug, Clone)]
pub(in crate::scoring::weights) struct Compared {
    /// How many times as important the criterion of the row is as that of the column; 1 on the diagonal.
    pub(super) times: Vec<Vec<Option<f64>>>,
    /// The logarithms, each exactly the negative of its mirror image.
    pub(super) logs: Vec<Vec<Option<f64>>>,
    /// The number of pairs that were compared.
    pub(super) number: u32,
}

impl Compared {
    /// Returns the comparisons at `path`.
    pub(in crate::scoring::weights) fn new(
        criteria: &Criteria<'_>,
        comparisons: &PairwiseComparisons,
        path: &str,
    ) -> Result<Self, WeightsError> {
        let found = criteria.len();
        if found > MAX_CRITERIA {
            return Err(WeightsError::CriterionCount {
                path: path.to_owned(),
                most: MAX_CRITERIA,
                found,
            });
        }
        let limit = comparisons.consistency_limit;
        if !limit.is_finite() || limit < 0.0 {
            return Err(WeightsError::ConsistencyLimit {
                path: format!("{path}/consistency_limit"),
                found: shown(limit),
            });
        }
        let mut compared = Self {
            times: blank(found, 1.0),
            logs: blank(found, 0.0),
            number: 0,
        };
        let lists = (comparisons.judgements.as_slice(), comparisons.matrix.as_slice());
        match lists {
            (judgements, []) => {
                compared.read_judgements(criteria, judgements, &format!("{path}/judgements"))?;
            }
            ([], matrix) => compared.read_matrix(criteria, matrix, &format!("{path}/matrix"))?,
            _ => {
                return Err(WeightsError::NotOneForm {
                    path: path.to_owned(),
                });
            }
        }
        compared.check_connected(criteria, path)?;
        Ok(compared)
    }

    /// Returns the number of criteria.
    pub(super) fn len(&self) -> usize {
        self.times.len()
    }

    /// Returns the first pair that was not compared, by id.
    pub(super) fn first_gap(&self) -> Option<(usize, usize)> {
        self.times.iter().enumerate().find_map(|(row, times)| {
            let column = times.iter().position(Option::is_none)?;
            Some((row, column))
        })
    }

    fn read_judgements(
        &mut self,
        criteria: &Criteria<'_>,
        judgements: &[PairwiseComparison],
        path: &str,
    ) -> Result<(), WeightsError> {
        for (index, judgement) in judgements.iter().enumerate() {
            let here = format!("{path}/{index}");
            let row = criteria.place(&judgement.criterion_id, &format!("{here}/criterion_id"))?;
            let column =
                criteria.place(&judgement.over_criterion_id, &format!("{here}/over_criterion_id"))?;
            let (criterion_id, over_criterion_id) = (&judgement.criterion_id, &judgement.over_criterion_id);
            if row == column {
                return Err(WeightsError::ComparedWithItself {
                    path: here,
                    criterion_id: criterion_id.clone(),
                });
            }
            check_times(judgement.times, criterion_id, over_criterion_id, || {
                format!("{here}/times")
            })?;
            if !self.set(row, column, judgement.times) {
                return Err(WeightsError::ComparedTwice {
                    path: here,
                    criterion_id: criterion_id.clone(),
                    over_criterion_id: over_criterion_id.clone(),
                });
            }
        }
        Ok(())
    }

    fn read_matrix(
        &mut self,
        criteria: &Criteria<'_>,
        matrix: &[Vec<f64>],
        path: &str,
    ) -> Result<(), WeightsError> {
        let shape = |path: String, what: &'static str, found: usize| {
            let expected = criteria.len();
            let wrong = WeightsError::MatrixShape {
                path,
                what,
                expected,
                found,
            };
            if found == expected { Ok(()) } else { Err(wrong) }
        };
        shape(path.to_owned(), "rows", matrix.len())?;
        for (index, row) in matrix.iter().enumerate() {
            shape(format!("{path}/{index}"), "numbers in each row", row.len())?;
        }
        let given = criteria.in_given_order(0..criteria.len());
        for (index, (row, &(criterion_id, place))) in matrix.iter().zip(&given).enumerate() {
            let cell = |index: usize, over: usize| format!("{path}/{index}/{over}");
            for (over_index, (&times, &(over_criterion_id, over_place))) in
                row.iter().zip(&given).take(index).enumerate()
            {
                let mirrored = matrix.get(over_index).and_then(|row| row.get(index));
                let back = mirrored.copied().unwrap_or_default();
                check_times(back, over_criterion_id, criterion_id, || cell(over_index, index))?;
                check_times(times, criterion_id, over_criterion_id, || cell(index, over_index))?;
                if !are_reciprocal(times.max(back), times.min(back)) {
                    return Err(WeightsError::NotReciprocal {
                        path: cell(index, over_index),
                        criterion_id: criterion_id.clone(),
                        over_criterion_id: over_criterion_id.clone(),
                        times: shown(times),
                        back: shown(back),
                    });
                }
                if times > back {
                    self.set(place, over_place, times);
                } else {
                    self.set(over_place, place, back);
                }
            }
            let itself = row.get(index).copied().unwrap_or_default();
            if itself.is_nan() || (itself - 1.0).abs() > 1e-12 {
                return Err(WeightsError::Diagonal {
                    path: cell(index, index),
                    criterion_id: criterion_id.clone(),
                    found: shown(itself),
                });
            }
        }
        Ok(())
    }

    /// Sets a comparison and its mirror image; returns false, and changes nothing, where the pair was compared before.
    fn set(&mut self, row: usize, column: usize, times: f64) -> bool {
        let log = libm::log(times);
        if self.times.get(row).and_then(|row| row.get(column)) != Some(&None) {
            return false;
        }
        for (row, column, times, log) in [(row, column, times, log), (column, row, 1.0 / times, -log)] {
            if let Some(slot) = self.times.get_mut(row).and_then(|row| row.get_mut(column)) {
                *slot = Some(times);
            }
            if let Some(slot) = self.logs.get_mut(row).and_then(|row| row.get_mut(column)) {
                *slot = Some(log);
            }
        }
        self.number += 1;
        true
    }

    fn check_connected(&self, criteria: &Criteria<'_>, path: &str) -> Result<(), WeightsError> {
        let mut reached = vec![false; self.len()];
        let mut next = vec![0];
        while let Some(row) = next.pop() {
            let Some(slot) = reached.get_mut(row).filter(|reached| !**reached) else {
                continue;
            };
            *slot = true;
            let compared = self.times.get(row).into_iter().flatten().enumerate();
            next.extend(compared.filter_map(|(column, times)| times.map(|_| column)));
        }
        let mut ids = criteria.ids().zip(reached);
        let first = ids.next();
        let (Some((criterion_id, _)), Some((apart, _))) = (first, ids.find(|(_, reached)| !reached)) else {
            return Ok(());
        };
        Err(WeightsError::NotConnected {
            path: path.to_owned(),
            criterion_id: criterion_id.clone(),
            apart_criterion_id: apart.clone(),
        })
    }
}

/// Returns a square of blanks with `diagonal` on the diagonal.
fn blank(size: usize, diagonal: f64) -> Vec<Vec<Option<f64>>> {
    let row = |at: usize| {
        (0..size)
            .map(|column| (column == at).then_some(diagonal))
            .collect()
    };
    (0..size).map(row).collect()
}

/// Returns whether the smaller number is the reciprocal of the larger one, rounded to two decimals or better: half a unit
/// of the second decimal, and never more than 5 percent.
fn are_reciprocal(larger: f64, smaller: f64) -> bool {
    let reciprocal = 1.0 / larger;
    let rounding = (0.005_f64).min(0.05 * reciprocal) + 1e-12;
    larger >= 1.0 && (smaller - reciprocal).abs() <= rounding
}

fn check_times(
    times: f64,
    criterion_id: &CriterionId,
    over_criterion_id: &CriterionId,
    path: impl Fn() -> String,
) -> Result<(), WeightsError> {
    if TIMES.contains(&times) {
        return Ok(());
    }
    Err(WeightsError::Times {
        path: path(),
        criterion_id: criterion_id.clone(),
        over_criterion_id: over_criterion_id.clone(),
        found: shown(times),
    })
}
