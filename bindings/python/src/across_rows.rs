//! The methods that look at all rows of a table together: second opinions, and weights from the data.

use std::collections::BTreeMap;

use arrow_array::ArrayRef;
use keyaccount::document;
use keyaccount::quantity::{CriterionId, State};
use keyaccount::scoring::data_weights::{DataWeightError, DataWeightMethod, data_weights};
use keyaccount::scoring::second_opinion::{RankError, RankMethod, RowOpinion, rank_rows};
use keyaccount::scoring::{ColumnCriteria, ColumnCriterion, Place, ScoreError};
use keyaccount_wire::{Provenance, WireError};
use pyo3::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::arrow::{Batches, Numbers};
use crate::cells::{Absent, Cells, Kept};
use crate::raise;
use crate::scored::{array, rank_array};

/// The criteria of a table whose rows are compared with each other.
#[pyclass(frozen, module = "keyaccount._core")]
#[derive(Debug)]
pub(crate) struct Criteria {
    criteria: ColumnCriteria,
    ids: Vec<CriterionId>,
}

#[pymethods]
impl Criteria {
    /// Checks criteria, given as the JSON text of an object by id.
    #[new]
    fn new(criteria: &str) -> PyResult<Self> {
        let read: BTreeMap<CriterionId, ColumnCriterion> = read(criteria, "/criteria")?;
        let criteria = ColumnCriteria::new(read)
            .map_err(|fault| raise::exception(WireError::below("/criteria", &fault)))?;
        let ids = criteria.ids().cloned().collect();
        Ok(Self { criteria, ids })
    }

    /// The ids of the criteria, in ascending order.
    #[getter]
    fn ids(&self) -> Vec<String> {
        self.ids.iter().map(ToString::to_string).collect()
    }

    /// The JSON text of what is computed with.
    #[getter]
    #[expect(clippy::unused_self, reason = "Python asks the object")]
    fn provenance(&self) -> PyResult<String> {
        written(&Provenance::of_library())
    }

    /// Returns the names of the columns that `rank` adds with a method, given as JSON text, in order.
    #[pyo3(signature = (method, *, rank))]
    #[expect(clippy::unused_self, reason = "Python asks the object")]
    fn added(&self, method: &str, rank: bool) -> PyResult<Vec<&'static str>> {
        let method: RankMethod = read(method, "/method")?;
        let names = method.measure_names().iter().copied();
        Ok(names.chain(rank.then_some("rank")).collect())
    }

    /// Ranks every row and returns the new columns, what was absent, and the JSON text of what the method says of all
    /// rows together. Absent are counted: rows, rows left out, and per criterion nulls and NaN.
    ///
    /// `columns` gives, per criterion in the order of the ids, the index of its column among those of all parts.
    #[pyo3(signature = (parts, columns, method, *, leave_out, rank))]
    #[expect(clippy::needless_pass_by_value, reason = "Python hands them over")]
    fn rank(
        &self,
        py: Python<'_>,
        parts: Vec<Py<Numbers>>,
        columns: Vec<usize>,
        method: &str,
        leave_out: bool,
        rank: bool,
    ) -> PyResult<(Batches, Absent, String)> {
        let method: RankMethod = read(method, "/method")?;
        let parts: Vec<&Numbers> = parts.iter().map(Py::get).collect();
        py.detach(|| {
            let cells = Cells::new(&parts, &columns);
            let (opinion, kept) = self.over(&cells, leave_out, |columns| {
                rank_rows(&self.criteria, columns, &method).map_err(Failure::Rank)
            })?;
            let mut findings = opinion.findings.clone();
            if let Some(kept) = &kept {
                findings = findings.with_row_numbers(&kept.rows);
            }
            let absent = cells.absent(kept.as_ref());
            let batches = Batches::in_one_piece(new_columns(opinion, kept.as_ref(), cells.rows(), rank))?;
            Ok((batches, absent, written(&findings)?))
        })
    }

    /// Returns what was absent, as `rank` counts it, and the JSON text of the weights that the data suggest.
    #[pyo3(signature = (parts, columns, method, *, leave_out))]
    #[expect(clippy::needless_pass_by_value, reason = "Python hands them over")]
    fn data_weights(
        &self,
        py: Python<'_>,
        parts: Vec<Py<Numbers>>,
        columns: Vec<usize>,
        method: &str,
        leave_out: bool,
    ) -> PyResult<(Absent, String)> {
        let method: DataWeightMethod = read(method, "/method")?;
        let parts: Vec<&Numbers> = parts.iter().map(Py::get).collect();
        py.detach(|| {
            let cells = Cells::new(&parts, &columns);
            let (weights, kept) = self.over(&cells, leave_out, |columns| {
                let table = self.criteria.table(columns);
                let table = table.map_err(|error| Failure::Weights(error.into()))?;
                data_weights(&table, method).map_err(Failure::Weights)
            })?;
            Ok((cells.absent(kept.as_ref()), written(&weights)?))
        })
    }
}

impl Criteria {
    /// Does the work over all rows, or over those without a missing cell, which are then returned as well.
    fn over<T>(
        &self,
        cells: &Cells<'_>,
        leave_out: bool,
        work: impl Fn(&[&[f64]]) -> Result<T, Failure>,
    ) -> PyResult<(T, Option<Kept>)> {
        // No method looks for NaN where there is no weight.
        let unseen = |index: usize| !self.criteria.has_weight(index) && cells.missing_in(index).is_some();
        if !cells.has_null() && !(0..self.ids.len()).any(unseen) {
            // Most tables have no NaN: the method, which refuses it, is the quickest way to find one.
            match work(&cells.columns()) {
                Ok(done) => return Ok((done, None)),
                Err(failure) if cells.first_missing().is_none() => {
                    return Err(self.raised(failure, cells));
                }
                Err(_) => {}
            }
        }
        if let Some((criterion, row)) = cells.first_missing().filter(|_| !leave_out) {
            return Err(self.refused(criterion, row, cells));
        }
        let kept = cells.kept();
        match work(&kept.columns()) {
            Ok(done) => Ok((done, Some(kept))),
            Err(failure) => Err(self.raised(failure.with_row_numbers(&kept.rows), cells)),
        }
    }

    fn raised(&self, failure: Failure, cells: &Cells<'_>) -> PyErr {
        let error = match &failure {
            Failure::Rank(error) if error.cell_criterion_id().is_none() => WireError::below("/method", error),
            Failure::Rank(error) => WireError::below("/frame", error),
            Failure::Weights(error) => WireError::below("/frame", error),
        };
        let id = failure.criterion_id();
        let index = self.ids.iter().position(|known| Some(known) == id);
        let column = index.and_then(|index| cells.name(index));
        raise::exception(raise::of_column(error, id.map(CriterionId::as_str), column))
    }

    fn refused(&self, criterion: usize, row: usize, cells: &Cells<'_>) -> PyErr {
        let Some(criterion_id) = self.ids.get(criterion) else {
            return raise::exception(WireError::new("value_refused", "/frame", "a cell is missing"));
        };
        let error = ScoreError::Refused {
            place: Place::Row(row),
            criterion_id: criterion_id.clone(),
            state: State::Missing,
        };
        let mut error = WireError::below("/frame", &error);
        error.help = Some("`missing=\"leave_out\"` compares the other rows".to_owned());
        let column = cells.name(criterion);
        raise::exception(raise::of_column(error, Some(criterion_id.as_str()), column))
    }
}

/// Why the rows could not be compared.
enum Failure {
    Rank(RankError),
    Weights(DataWeightError),
}

impl Failure {
    fn criterion_id(&self) -> Option<&CriterionId> {
        match self {
            Self::Rank(error) => error.cell_criterion_id(),
            Self::Weights(error) => error.criterion_id(),
        }
    }

    fn with_row_numbers(self, numbers: &[usize]) -> Self {
        match self {
            Self::Rank(error) => Self::Rank(error.with_row_numbers(numbers)),
            Self::Weights(error) => Self::Weights(error.with_row_numbers(numbers)),
        }
    }
}

/// Returns the measures of all rows and, where wanted, their ranks; null in the rows that are left out.
fn new_columns(
    opinion: RowOpinion,
    kept: Option<&Kept>,
    rows: usize,
    rank: bool,
) -> Vec<(&'static str, ArrayRef)> {
    let ranks = rank.then(|| opinion.ranks()).map(|ranks| match kept {
        Some(kept) => kept.spread(&ranks, 0, rows),
        None => ranks,
    });
    let measures = opinion.measures.into_iter().map(|(name, cells)| match kept {
        Some(kept) => (name, array(kept.spread(&cells, f64::NAN, rows))),
        None => (name, array(cells)),
    });
    let ranks = ranks.map(|ranks| ("rank", rank_array(&ranks)));
    measures.chain(ranks).collect()
}

fn read<T: DeserializeOwned>(text: &str, path: &str) -> PyResult<T> {
    document::read(text).map_err(|fault| raise::exception(WireError::below(path, &fault)))
}

fn written(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value)
        .map_err(|error| raise::exception(WireError::new("answer_unwritable", "", error.to_string())))
}
