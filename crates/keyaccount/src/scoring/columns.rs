//! Scores of accounts that come as columns, without the explanation.

use super::criterion::{Prepared, refused};
use super::kernel::{contribution, sum_units};
use super::model::Criterion;
use super::score_error::Place;
use super::value_function::on_line;
use super::{AbsencePolicy, CompiledModel, ScoreError, grid};
use crate::quantity::State;

/// The rows that are scored together: their sums stay in the first level of the cache.
const BLOCK: usize = 1024;

/// The facts of many accounts: one slice per criterion, in the order of the model.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// The raw values; where the state is not a value, anything may stand.
    pub values: &'a [&'a [f64]],
    /// The states: 0 value, 1 missing, 2 unknown, 3 not applicable; without them every cell is a value.
    pub states: Option<&'a [&'a [u8]]>,
}

/// What happened to the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ColumnSummary {
    /// The rows without a score, whose place in the answer holds NaN.
    pub unscored_rows: usize,
    /// The rows with an absent value.
    pub partial_rows: usize,
    /// The values beyond an anchor that counted as the anchor.
    pub clipped_values: usize,
}

/// Writes the score of every row to `scores`, equal to the last bit to [`CompiledModel::score`] (field `score`, before
/// the caps of gates), and returns what happened on the way.
///
/// A row in which no criterion counts gets NaN and is counted. Rows are scored in blocks of 1,024; nothing is allocated
/// per row.
///
/// # Errors
///
/// [`ScoreError`] when columns are too many, too few, too short or too long, and as for documents, with the row counted
/// from 0. NaN in a cell that is a value is an error: it means missing in frames only. `scores` is then half written.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::{Columns, CompiledModel, score_columns};
///
/// let model = CompiledModel::compile(&document::read(r#"{
///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "One criterion", "weights": "points",
///     "criteria": [{"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 1,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "worst"}]}"#)?)?;
/// let mut scores = [0.0; 3];
/// let columns = Columns { values: &[&[0.0, 10.0, f64::NAN]], states: Some(&[&[0, 0, 1]]) };
/// score_columns(&model, &columns, &mut scores)?;
/// assert_eq!(scores, [1.0, 5.5, 1.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn score_columns(
    model: &CompiledModel,
    columns: &Columns<'_>,
    scores: &mut [f64],
) -> Result<ColumnSummary, ScoreError> {
    let criteria = model.columns(columns, scores.len())?;
    let mut summary = ColumnSummary::default();
    let mut partial = [false; BLOCK];
    let mut values = vec![None; criteria.len()];
    let mut spread = model.spread.clone();
    let mut start = 0;
    for block in scores.chunks_mut(BLOCK) {
        block.fill(model.base_units);
        partial.fill(false);
        let mut any_partial = false;
        for column in &criteria {
            any_partial |= column.add_to(block, &mut partial, start, &mut summary)?;
        }
        if any_partial {
            for (offset, (score, _)) in block
                .iter_mut()
                .zip(&partial)
                .enumerate()
                .filter(|(_, (_, partial))| **partial)
            {
                let row = start + offset;
                for (value, column) in values.iter_mut().zip(&criteria) {
                    *value = column.value_of(row)?;
                }
                summary.partial_rows += 1;
                let sum = sum_units(&model.weighting, &values, &mut spread);
                summary.unscored_rows += usize::from(sum.is_none());
                *score = sum.map_or(f64::NAN, |sum| model.base_units + sum);
            }
        }
        for score in &mut *block {
            *score = grid::points(*score);
        }
        start += block.len();
    }
    Ok(summary)
}

/// A criterion with its column.
struct Column<'a> {
    prepared: &'a Prepared,
    criterion: &'a Criterion,
    units_at_best: f64,
    values: &'a [f64],
    states: Option<&'a [u8]>,
}

impl CompiledModel {
    /// Returns the criteria in canonical order with their columns.
    fn columns<'a>(&'a self, columns: &Columns<'a>, rows: usize) -> Result<Vec<Column<'a>>, ScoreError> {
        let expected = self.criteria.len();
        let counts = [
            ("values", Some(columns.values.len())),
            ("states", columns.states.map(<[_]>::len)),
        ];
        for (what, found) in counts {
            if let Some(found) = found.filter(|found| *found != expected) {
                return Err(ScoreError::ColumnCount {
                    what,
                    expected,
                    found,
                });
            }
        }
        let mut criteria = Vec::with_capacity(expected);
        for (prepared, spread) in self.criteria.iter().zip(&self.spread) {
            let (Some(criterion), Some(values)) = (
                self.model.criteria.get(prepared.index),
                columns.values.get(prepared.index),
            ) else {
                continue;
            };
            let states = columns
                .states
                .and_then(|states| states.get(prepared.index))
                .copied();
            for (what, found) in [("values", Some(values.len())), ("states", states.map(<[_]>::len))] {
                if let Some(found) = found.filter(|found| *found != rows) {
                    let criterion_id = criterion.id.clone();
                    return Err(ScoreError::ColumnLength {
                        what,
                        criterion_id,
                        expected: rows,
                        found,
                    });
                }
            }
            let units_at_best = spread.units;
            criteria.push(Column {
                prepared,
                criterion,
                units_at_best,
                values,
                states,
            });
        }
        Ok(criteria)
    }
}

impl Column<'_> {
    /// Adds the contributions to a block of sums, marks the rows with an absent value, and returns whether there is one.
    fn add_to(
        &self,
        sums: &mut [f64],
        partial: &mut [bool; BLOCK],
        start: usize,
        summary: &mut ColumnSummary,
    ) -> Result<bool, ScoreError> {
        let end = start + sums.len();
        let values = self.values.get(start..end).unwrap_or_default();
        let states = self.states.and_then(|states| states.get(start..end));
        let is_value = |offset: usize| states.is_none_or(|states| states.get(offset) == Some(&0));
        let (low, high) = (self.prepared.curve.low, self.prepared.curve.high);
        let within = |raw: f64| low <= raw && raw <= high;
        let mut any_absent = false;
        let all_within = match states {
            None => values.iter().fold(true, |all, &raw| all & within(raw)),
            Some(states) => {
                for (partial, &state) in partial.iter_mut().zip(states) {
                    *partial |= state != 0;
                    any_absent |= state != 0;
                }
                let cells = values.iter().zip(states);
                cells.fold(true, |all, (&raw, &state)| all & ((state != 0) | within(raw)))
            }
        };
        // A NaN is not within; the second look names the row.
        if !all_within {
            for (offset, &raw) in values.iter().enumerate().filter(|(offset, _)| is_value(*offset)) {
                summary.clipped_values += usize::from(self.check(raw, start + offset)?);
            }
        }
        // Rows with an absent value get a number that means nothing here, and their own sum later.
        self.add_values(sums, values);
        Ok(any_absent)
    }

    fn add_values(&self, sums: &mut [f64], values: &[f64]) {
        let curve = &self.prepared.curve;
        if let Some((worst, best)) = curve.line() {
            for (sum, raw) in sums.iter_mut().zip(values) {
                *sum += contribution(
                    self.units_at_best,
                    on_line(raw.clamp(curve.low, curve.high), worst, best),
                );
            }
            return;
        }
        for (sum, &raw) in sums.iter_mut().zip(values) {
            *sum += contribution(self.units_at_best, curve.value_at(raw));
        }
    }

    fn check(&self, raw: f64, row: usize) -> Result<bool, ScoreError> {
        self.prepared.check(self.criterion, raw, || Place::Row(row))
    }

    /// Returns the value of a row between 0 and 1, nothing where the criterion is left out.
    fn value_of(&self, row: usize) -> Result<Option<f64>, ScoreError> {
        let code = self
            .states
            .and_then(|states| states.get(row))
            .copied()
            .unwrap_or_default();
        let Some(state) = state_of(code) else {
            let criterion_id = self.criterion.id.clone();
            return Err(ScoreError::StateCode {
                place: Place::Row(row),
                criterion_id,
                found: code,
            });
        };
        match self.prepared.rule(state) {
            None => Ok(self.values.get(row).map(|&raw| self.prepared.curve.value_at(raw))),
            Some(rule) if rule.policy == AbsencePolicy::Refuse => {
                Err(refused(self.criterion, state, Place::Row(row)))
            }
            Some(rule) => Ok(rule.value),
        }
    }
}

fn state_of(code: u8) -> Option<State> {
    match code {
        0 => Some(State::Value),
        1 => Some(State::Missing),
        2 => Some(State::Unknown),
        3 => Some(State::NotApplicable),
        _ => None,
    }
}
