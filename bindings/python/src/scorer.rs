//! A score model over the columns of a table.

use keyaccount::document;
use keyaccount::scoring::{ChosenModel, CompiledModel, RowScores, rank_columns, top_rows};
use keyaccount_wire::{ModelStamp, Provenance, WireError};
use pyo3::prelude::*;

use crate::arrow::{Batches, Numbers};
use crate::raise;
use crate::scored::{Wanted, joined};
use crate::slices::{Counts, Slices};

/// A score model that scores tables.
#[pyclass(frozen, module = "keyaccount._core")]
#[derive(Debug)]
pub(crate) struct Scorer {
    chosen: ChosenModel,
}

#[pymethods]
impl Scorer {
    /// Compiles a model, given as JSON text or by the name of a ready one.
    #[new]
    #[pyo3(signature = (model, ready_model))]
    fn new(model: Option<&str>, ready_model: Option<&str>) -> PyResult<Self> {
        let own = model
            .map(document::read)
            .transpose()
            .map_err(|fault| raise::exception(WireError::below("/model", &fault)))?;
        let chosen = ChosenModel::new(own, ready_model).map_err(|fault| raise::exception(fault.into()))?;
        Ok(Self { chosen })
    }

    /// The ids of the criteria, in the order of the model.
    #[getter]
    fn criterion_ids(&self) -> Vec<String> {
        self.model().criterion_ids().map(ToString::to_string).collect()
    }

    /// The JSON text of what the scores are computed with.
    #[getter]
    fn provenance(&self) -> PyResult<String> {
        let provenance = Provenance::of_library().with_model(ModelStamp::of(&self.chosen));
        serde_json::to_string(&provenance)
            .map_err(|error| raise::exception(WireError::new("answer_unwritable", "", error.to_string())))
    }

    /// Returns the names of the columns that `score` adds, in order.
    #[pyo3(signature = (*, coverage, interval, contributions, rank))]
    fn added(&self, coverage: bool, interval: bool, contributions: bool, rank: bool) -> Vec<String> {
        self.wanted(coverage, interval, contributions)
            .names(self.model(), rank)
    }

    /// Scores every row and returns the new columns with what was counted: rows, rows without a score, rows with an
    /// absent value, values beyond an anchor, and per criterion nulls and NaN.
    ///
    /// `columns` gives, per criterion in the order of the model, the index of its column; a criterion without one is
    /// missing in every row. `progress` is called with the number of rows done; `False` stops.
    #[pyo3(signature = (numbers, columns, *, coverage, interval, contributions, rank, progress))]
    #[expect(clippy::too_many_arguments, reason = "Python names them")]
    #[expect(clippy::fn_params_excessive_bools, reason = "Python names them")]
    fn score(
        &self,
        py: Python<'_>,
        numbers: &Numbers,
        columns: Vec<Option<usize>>,
        coverage: bool,
        interval: bool,
        contributions: bool,
        rank: bool,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<(Batches, Counts)> {
        let wanted = self.wanted(coverage, interval, contributions);
        let mut slices = Slices::new(self.model(), numbers, &columns);
        let chunks = slices.score(py, wanted, progress.as_ref())?;
        let batches = py.detach(|| {
            let ranks = rank.then(|| rank_columns(&self.row_scores(&joined(&chunks))).ranks);
            let names = wanted.names(self.model(), rank);
            Batches::new(&names, chunks, ranks.as_deref())
        });
        Ok((batches?, slices.counts()))
    }

    /// Returns the `places` best rows and those that tie with the last of them, best first, with their ranks, the number
    /// of rows that tie at the line, and what was counted in all rows.
    #[pyo3(signature = (numbers, columns, places, *, progress))]
    fn top(
        &self,
        py: Python<'_>,
        numbers: &Numbers,
        columns: Vec<Option<usize>>,
        places: usize,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<(Vec<usize>, Vec<u32>, usize, Counts)> {
        let wanted = self.wanted(false, false, false);
        let mut slices = Slices::new(self.model(), numbers, &columns);
        let chunks = slices.score(py, wanted, progress.as_ref())?;
        let top = py.detach(|| top_rows(&self.row_scores(&joined(&chunks)), places));
        Ok((top.rows, top.ranks, top.tied_at_line, slices.counts()))
    }
}

impl Scorer {
    fn model(&self) -> &CompiledModel {
        &self.chosen.compiled
    }

    fn wanted(&self, coverage: bool, interval: bool, contributions: bool) -> Wanted {
        Wanted {
            gates: !self.chosen.model.gates.is_empty(),
            coverage,
            interval,
            contributions,
        }
    }

    fn row_scores<'a>(&self, (final_scores, excluded): &'a (Vec<f64>, Vec<bool>)) -> RowScores<'a> {
        RowScores {
            final_scores,
            excluded: Some(excluded),
            tolerance: self.model().tie_span(),
        }
    }
}
