//! The columns that a score model adds to a chunk of a table.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Float64Array, UInt32Array};
use arrow_buffer::NullBuffer;
use keyaccount::scoring::{CompiledModel, ScoredColumns};

/// What the caller wants to see beside the scores.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// Final scores and exclusion, which only a model with gates makes.
    pub(crate) gates: bool,
    pub(crate) coverage: bool,
    pub(crate) interval: bool,
    pub(crate) contributions: bool,
}

/// The new columns of a chunk; a column that nobody wants has no rows.
#[derive(Debug)]
pub(crate) struct Scored {
    wanted: Wanted,
    scores: Vec<f64>,
    final_scores: Vec<f64>,
    excluded: Vec<bool>,
    known_shares: Vec<f64>,
    lows: Vec<f64>,
    highs: Vec<f64>,
    contributions: Vec<Vec<f64>>,
}

impl Wanted {
    /// Returns the names of the new columns, in the order of [`Scored::arrays`].
    pub(crate) fn names(self, model: &CompiledModel, rank: bool) -> Vec<String> {
        let mut names = vec!["score".to_owned()];
        let mut add = |wanted: bool, more: &[&str]| {
            names.extend(more.iter().filter(|_| wanted).map(ToString::to_string));
        };
        add(self.gates, &["final_score", "excluded"]);
        add(self.coverage, &["known_share"]);
        add(self.interval, &["low", "high"]);
        add(rank, &["rank"]);
        if self.contributions {
            names.extend(model.criterion_ids().map(|id| format!("points_{id}")));
        }
        names
    }
}

impl Scored {
    /// Returns the columns with room for `rows` rows.
    pub(crate) fn new(model: &CompiledModel, wanted: Wanted, rows: usize) -> Self {
        let room = |wanted: bool| vec![0.0; if wanted { rows } else { 0 }];
        let criteria = if wanted.contributions {
            model.criterion_ids().count()
        } else {
            0
        };
        Self {
            wanted,
            scores: room(true),
            final_scores: room(wanted.gates),
            excluded: vec![false; if wanted.gates { rows } else { 0 }],
            known_shares: room(wanted.coverage),
            lows: room(wanted.interval),
            highs: room(wanted.interval),
            contributions: vec![room(true); criteria],
        }
    }

    /// Returns the cells of some rows, to be written.
    pub(crate) fn outputs(&mut self, rows: &Range<usize>) -> ScoredColumns<'_> {
        let contributions = self.contributions.iter_mut();
        ScoredColumns {
            scores: self.scores.get_mut(rows.clone()).unwrap_or_default(),
            final_scores: self.final_scores.get_mut(rows.clone()),
            excluded: self.excluded.get_mut(rows.clone()),
            known_shares: self.known_shares.get_mut(rows.clone()),
            lows: self.lows.get_mut(rows.clone()),
            highs: self.highs.get_mut(rows.clone()),
            contributions: contributions
                .filter_map(|column| column.get_mut(rows.clone()))
                .collect(),
        }
    }

    /// Returns the number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.scores.len()
    }

    /// Returns the columns as Arrow arrays, which take them over without a copy; NaN becomes null, rank 0 too.
    pub(crate) fn arrays(self, ranks: Option<&[u32]>) -> Vec<ArrayRef> {
        let mut arrays = vec![array(self.scores)];
        if self.wanted.gates {
            arrays.push(array(self.final_scores));
            arrays.push(Arc::new(BooleanArray::from(self.excluded)));
        }
        if self.wanted.coverage {
            arrays.push(array(self.known_shares));
        }
        if self.wanted.interval {
            arrays.extend([self.lows, self.highs].map(array));
        }
        if let Some(ranks) = ranks {
            arrays.push(rank_array(ranks));
        }
        arrays.extend(self.contributions.into_iter().map(array));
        arrays
    }
}

/// Returns the final scores of all chunks and whether gates exclude the rows, which none does without gates.
pub(crate) fn joined(chunks: &[Scored]) -> (Vec<f64>, Vec<bool>) {
    let final_scores = chunks.iter().flat_map(|chunk| {
        let last = if chunk.wanted.gates {
            &chunk.final_scores
        } else {
            &chunk.scores
        };
        last.iter().copied()
    });
    let excluded = chunks.iter().flat_map(|chunk| chunk.excluded.iter().copied());
    (final_scores.collect(), excluded.collect())
}

/// Returns ranks as an Arrow array; 0 becomes null.
pub(crate) fn rank_array(ranks: &[u32]) -> ArrayRef {
    let ranked = ranks.iter().map(|&rank| (rank > 0).then_some(rank));
    Arc::new(ranked.collect::<UInt32Array>())
}

/// Returns cells as an Arrow array, which takes them over without a copy; NaN becomes null.
pub(crate) fn array(cells: Vec<f64>) -> ArrayRef {
    let nulls = cells
        .iter()
        .any(|cell| cell.is_nan())
        .then(|| cells.iter().map(|cell| !cell.is_nan()).collect::<NullBuffer>());
    Arc::new(Float64Array::new(cells.into(), nulls))
}
