//! A table scored slice by slice, so that Python may speak in between.

use std::ops::Range;

use arrow_array::{Array as _, Float64Array};
use keyaccount::scoring::{ColumnSummary, Columns, CompiledModel, ScoreError, score_columns};
use keyaccount_wire::WireError;
use pyo3::prelude::*;

use crate::arrow::{Numbers, rows_of};
use crate::raise;
use crate::scored::{Scored, Wanted};

/// The rows after which Python may speak.
const SLICE: usize = 65_536;
/// The code of the state of a missing value.
const MISSING: u8 = 1;

/// What was counted: rows, rows without a score, rows with an absent value, values beyond an anchor, and per criterion in
/// the order of the model nulls and NaN.
pub(crate) type Counts = (usize, usize, usize, usize, Vec<(usize, usize)>);

/// The criteria of a model with their columns in a table, and what was counted so far.
pub(crate) struct Slices<'a> {
    model: &'a CompiledModel,
    numbers: &'a Numbers,
    /// The index of the column of each criterion, nothing where it is missing in every row.
    columns: &'a [Option<usize>],
    summary: ColumnSummary,
    /// The nulls and the NaN of each criterion.
    absent: Vec<(usize, usize)>,
    rows_done: usize,
    /// Room for the states of a slice, and the cells of a criterion without a column.
    states: Vec<Vec<u8>>,
    nothing: Vec<f64>,
}

impl<'a> Slices<'a> {
    pub(crate) fn new(model: &'a CompiledModel, numbers: &'a Numbers, columns: &'a [Option<usize>]) -> Self {
        Self {
            model,
            numbers,
            columns,
            summary: ColumnSummary::default(),
            absent: vec![(0, 0); columns.len()],
            rows_done: 0,
            states: vec![Vec::new(); columns.len()],
            nothing: vec![0.0; if columns.contains(&None) { SLICE } else { 0 }],
        }
    }

    /// Scores all rows and returns the new columns of every chunk.
    pub(crate) fn score(
        &mut self,
        py: Python<'_>,
        wanted: Wanted,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<Scored>> {
        let mut chunks = Vec::new();
        for chunk in self.numbers.chunks() {
            let rows = rows_of(chunk);
            let mut scored = Scored::new(self.model, wanted, rows);
            for start in (0..rows).step_by(SLICE) {
                let slice = start..rows.min(start + SLICE);
                py.detach(|| self.score_slice(chunk, &slice, &mut scored))
                    .map_err(raise::exception)?;
                py.check_signals()?;
                if let Some(progress) = progress {
                    let answer = progress.call1((self.rows_done,))?;
                    if answer.extract::<bool>().is_ok_and(|goes_on| !goes_on) {
                        let message = format!("scoring was stopped after {} rows", self.rows_done);
                        return Err(raise::exception(WireError::new("stopped", "", message)));
                    }
                }
            }
            chunks.push(scored);
        }
        Ok(chunks)
    }

    pub(crate) fn counts(self) -> Counts {
        let summary = self.summary;
        let (unscored, partial) = (summary.unscored_rows, summary.partial_rows);
        (
            self.rows_done,
            unscored,
            partial,
            summary.clipped_values,
            self.absent,
        )
    }

    fn score_slice(
        &mut self,
        chunk: &[Float64Array],
        rows: &Range<usize>,
        scored: &mut Scored,
    ) -> Result<(), WireError> {
        let arrays: Vec<Option<&Float64Array>> =
            self.columns.iter().map(|column| chunk.get((*column)?)).collect();
        let is_whole = |array: &Option<&Float64Array>| array.is_some_and(|array| array.null_count() == 0);
        let quick = arrays
            .iter()
            .all(is_whole)
            .then(|| self.score_cells(&arrays, None, rows, scored));
        let summary = match quick {
            // Most tables have no NaN: the kernel, which refuses it, is the quickest way to find one.
            None | Some(Err(ScoreError::NotFinite { .. })) => {
                self.note_absent(&arrays, rows);
                let states: Vec<&[u8]> = self.states.iter().map(Vec::as_slice).collect();
                self.score_cells(&arrays, Some(&states), rows, scored)
            }
            Some(done) => done,
        };
        self.summary += summary.map_err(|error| self.fault(error))?;
        self.rows_done += rows.len();
        Ok(())
    }

    fn score_cells<'b>(
        &'b self,
        arrays: &[Option<&'b Float64Array>],
        states: Option<&[&[u8]]>,
        rows: &Range<usize>,
        scored: &mut Scored,
    ) -> Result<ColumnSummary, ScoreError> {
        let cells = |array: &Option<&'b Float64Array>| match array {
            Some(array) => array.values().get(rows.clone()),
            None => self.nothing.get(..rows.len()),
        };
        let values: Vec<&[f64]> = arrays.iter().filter_map(cells).collect();
        let columns = Columns {
            values: &values,
            states,
        };
        score_columns(self.model, &columns, scored.outputs(rows))
    }

    /// Writes and counts the states of a slice: null and NaN are missing.
    fn note_absent(&mut self, arrays: &[Option<&Float64Array>], rows: &Range<usize>) {
        for ((states, counts), array) in self.states.iter_mut().zip(&mut self.absent).zip(arrays) {
            states.clear();
            let Some(array) = array else {
                states.resize(rows.len(), MISSING);
                continue;
            };
            let values = array.values().get(rows.clone()).unwrap_or_default();
            states.extend(
                values
                    .iter()
                    .map(|value| if value.is_nan() { MISSING } else { 0 }),
            );
            let mut nans: usize = states.iter().map(|state| usize::from(*state)).sum();
            if let Some(nulls) = array.nulls() {
                let nulls = nulls.slice(rows.start, rows.len());
                let mut next = 0;
                for (start, end) in nulls.valid_slices().chain([(rows.len(), rows.len())]) {
                    for state in states.get_mut(next..start).unwrap_or_default() {
                        // What stands in a cell without a value is not counted, even where it is NaN.
                        nans -= usize::from(*state);
                        *state = MISSING;
                    }
                    next = end;
                }
                counts.0 += nulls.null_count();
            }
            counts.1 += nans;
        }
    }

    /// Returns an error of the current slice with its place in the table.
    fn fault(&self, error: ScoreError) -> WireError {
        let id = error.criterion_id().map(ToString::to_string);
        let index = self
            .model
            .criterion_ids()
            .position(|known| Some(known) == error.criterion_id());
        let column = index
            .and_then(|index| self.columns.get(index).copied().flatten())
            .and_then(|column| self.numbers.name(column));
        let fault = WireError::below("/frame", &error.with_rows_from(self.rows_done));
        raise::of_column(fault, id.as_deref(), column)
    }
}
