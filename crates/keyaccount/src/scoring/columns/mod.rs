//! Scores of accounts that come as columns: the numbers of the explanation without its words.
//!
//! Blocks of 1,024 rows pass through all criteria before the next block is looked at, so that the sums stay in the first
//! level of the cache and every cell is read from memory once. Rows in which every cell is a value need no branch; the
//! others are scored again one by one, by the same functions as documents.

mod block;
mod gates;
mod input;
mod kernel;
mod output;
mod partial;
mod rank;
mod spreads;
#[cfg(test)]
mod tests;
mod top;

pub use input::Columns;
pub use output::{ColumnSummary, ScoredColumns};
pub use rank::{RowRanks, RowScores, RowTie, rank_columns};
pub use top::{TopRows, top_rows};

use super::{CompiledModel, ScoreError};
use kernel::Kernel;

/// The rows that are scored together.
const BLOCK: usize = 1024;

/// Writes the score of every row, and whatever else `outputs` has room for, and returns what happened on the way.
///
/// Every number equals that of [`CompiledModel::score`] to the last bit, on any number of threads (feature `parallel`:
/// blocks are shared out over the rayon pool of the caller). A row in which no criterion counts gets NaN and is counted.
/// Nothing is allocated per row.
///
/// # Errors
///
/// [`ScoreError`] when columns are too many, too few, too short or too long, and as for documents, with the row counted
/// from 0: the first by column in the order of the model, then by row. NaN in a cell that is a value is an error: it
/// means missing in frames only. `outputs` are then half written.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::{Columns, CompiledModel, ScoredColumns, score_columns};
///
/// let model = CompiledModel::compile(&document::read(r#"{
///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "One criterion", "weights": "points",
///     "criteria": [{"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 1,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "worst"}]}"#)?)?;
/// let columns = Columns { values: &[&[0.0, 10.0, f64::NAN]], states: Some(&[&[0, 0, 1]]) };
/// let mut scores = [0.0; 3];
/// score_columns(&model, &columns, &mut scores)?;
/// assert_eq!(scores, [1.0, 5.5, 1.0]);
///
/// let (mut highs, mut known_shares) = ([0.0; 3], [0.0; 3]);
/// let outputs = ScoredColumns {
///     scores: &mut scores,
///     highs: Some(&mut highs),
///     known_shares: Some(&mut known_shares),
///     ..ScoredColumns::default()
/// };
/// score_columns(&model, &columns, outputs)?;
/// assert_eq!((highs, known_shares), ([1.0, 5.5, 10.0], [1.0, 1.0, 0.0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn score_columns<'a>(
    model: &CompiledModel,
    columns: &Columns<'_>,
    outputs: impl Into<ScoredColumns<'a>>,
) -> Result<ColumnSummary, ScoreError> {
    let outputs = outputs.into();
    outputs.check(model)?;
    let kernel = Kernel::new(model, columns, outputs.scores.len())?;
    // Blocks stop at the first fault that they meet; which one is named must not depend on blocks or threads.
    kernel
        .score(outputs)
        .map_err(|met| kernel.first_fault().unwrap_or(met))
}
