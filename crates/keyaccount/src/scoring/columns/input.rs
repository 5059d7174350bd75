//! The columns that come in, each with its criterion.

use std::ops::Range;

use crate::quantity::{Datum, State};
use crate::scoring::criterion::{Prepared, refused};
use crate::scoring::model::Criterion;
use crate::scoring::score_error::Place;
use crate::scoring::{AbsencePolicy, CompiledModel, ScoreError};

/// The facts of many accounts: one slice per criterion, in the order of the model.
///
/// Columns have no dates, so that nothing is carried forward here: whoever fills them puts the last known value where
/// it is not too old. A cell that is missing falls to the policy of the criterion, as in a document without earlier facts.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// The raw values; where the state is not a value, anything may stand.
    pub values: &'a [&'a [f64]],
    /// The states: 0 value, 1 missing, 2 unknown, 3 not applicable; without them every cell is a value.
    pub states: Option<&'a [&'a [u8]]>,
}

/// A criterion with its column.
#[derive(Debug)]
pub(super) struct Column<'a> {
    pub(super) prepared: &'a Prepared,
    /// The points at the best value where all criteria count, in grid units.
    pub(super) units_at_best: f64,
    pub(super) values: &'a [f64],
    pub(super) states: Option<&'a [u8]>,
    criterion: &'a Criterion,
}

/// What a row has for a criterion.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) state: State,
    /// The value between 0 and 1, nothing where the criterion is left out.
    pub(super) value: Option<f64>,
}

impl<'a> Columns<'a> {
    /// Returns the criteria in canonical order with their columns of `rows` cells.
    pub(super) fn of(&self, model: &'a CompiledModel, rows: usize) -> Result<Vec<Column<'a>>, ScoreError> {
        let expected = model.criteria.len();
        check_count("values", expected, self.values.len())?;
        check_count("states", expected, self.states.map_or(expected, <[_]>::len))?;
        let mut columns = Vec::with_capacity(expected);
        for (prepared, spread) in model.criteria.iter().zip(&model.spread) {
            let (Some(criterion), Some(&values)) = (
                model.model.criteria.get(prepared.index),
                self.values.get(prepared.index),
            ) else {
                continue;
            };
            let states = self.states.and_then(|states| states.get(prepared.index)).copied();
            check_length("values", criterion, rows, values.len())?;
            check_length("states", criterion, rows, states.map_or(rows, <[_]>::len))?;
            columns.push(Column {
                prepared,
                units_at_best: spread.units,
                values,
                states,
                criterion,
            });
        }
        Ok(columns)
    }
}

impl Column<'_> {
    /// Checks every cell of `rows` and returns the number of values beyond an anchor.
    pub(super) fn check(&self, rows: Range<usize>) -> Result<usize, ScoreError> {
        let mut clipped = 0;
        for (offset, &raw) in self
            .values
            .get(rows.clone())
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            let row = rows.start + offset;
            match self.state(row)? {
                State::Value => {
                    let place = || Place::Row(row);
                    clipped += usize::from(self.prepared.check(self.criterion, raw, place)?);
                }
                absent => self.stand_in(absent, row).map(drop)?,
            }
        }
        Ok(clipped)
    }

    /// Returns what a row has; a value is taken as it is, unchecked.
    pub(super) fn cell(&self, row: usize) -> Result<Cell, ScoreError> {
        let state = self.state(row)?;
        let value = match state {
            State::Value => self.values.get(row).map(|&raw| self.prepared.curve.value_at(raw)),
            absent => self.stand_in(absent, row)?,
        };
        Ok(Cell { state, value })
    }

    fn state(&self, row: usize) -> Result<State, ScoreError> {
        let code = self
            .states
            .and_then(|states| states.get(row))
            .copied()
            .unwrap_or_default();
        state_of(code).ok_or_else(|| ScoreError::StateCode {
            place: Place::Row(row),
            criterion_id: self.criterion.id.clone(),
            found: code,
        })
    }

    /// Returns the value that stands in for an absent one, nothing where the criterion is left out.
    fn stand_in(&self, state: State, row: usize) -> Result<Option<f64>, ScoreError> {
        match self.prepared.rule(state) {
            Some(rule) if rule.policy != AbsencePolicy::Refuse => Ok(rule.value),
            _ => Err(refused(self.criterion, state, Place::Row(row))),
        }
    }
}

/// Returns what a cell says; a code that stands for nothing was refused before.
pub(super) fn fact(raw: f64, code: u8) -> Datum<f64> {
    match state_of(code) {
        Some(State::Value) => Datum::Value(raw),
        Some(State::Unknown) => Datum::Unknown,
        Some(State::NotApplicable) => Datum::NotApplicable,
        Some(State::Missing) | None => Datum::Missing,
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

/// Checks that there is one column per criterion.
pub(super) fn check_count(what: &'static str, expected: usize, found: usize) -> Result<(), ScoreError> {
    if found == expected {
        return Ok(());
    }
    Err(ScoreError::ColumnCount {
        what,
        expected,
        found,
    })
}

/// Checks that the column of a criterion has a cell per row.
pub(super) fn check_length(
    what: &'static str,
    criterion: &Criterion,
    expected: usize,
    found: usize,
) -> Result<(), ScoreError> {
    if found == expected {
        return Ok(());
    }
    Err(ScoreError::ColumnLength {
        what,
        criterion_id: criterion.id.clone(),
        expected,
        found,
    })
}
