//! The way of blocks through the criteria.

use super::BLOCK;
use super::block::Block;
use super::gates::GateColumn;
use super::input::{Column, Columns};
use super::output::{ColumnSummary, ScoredColumns};
use crate::scoring::{CompiledModel, ScoreError};

/// The rows that one thread scores in one go.
#[cfg(feature = "parallel")]
const RUN: usize = 16 * BLOCK;

/// A model with the columns that it scores.
#[derive(Debug)]
pub(super) struct Kernel<'a> {
    pub(super) model: &'a CompiledModel,
    /// The columns in canonical order.
    pub(super) columns: Vec<Column<'a>>,
    pub(super) gates: Vec<GateColumn<'a>>,
}

impl<'a> Kernel<'a> {
    pub(super) fn new(
        model: &'a CompiledModel,
        columns: &Columns<'a>,
        rows: usize,
    ) -> Result<Self, ScoreError> {
        let columns = columns.of(model, rows)?;
        let gates = model.model.gates.iter().zip(&model.gates);
        let gates = gates.filter_map(|(gate, prepared)| {
            let column = columns
                .iter()
                .find(|column| column.prepared.index == prepared.criterion)?;
            Some(GateColumn {
                gate,
                values: column.values,
                states: column.states,
                cap_units: prepared.cap_units,
            })
        });
        Ok(Self {
            model,
            gates: gates.collect(),
            columns,
        })
    }

    /// Scores all rows on this thread.
    #[cfg(not(feature = "parallel"))]
    pub(super) fn score(&self, outputs: ScoredColumns<'_>) -> Result<ColumnSummary, ScoreError> {
        self.score_run(0, outputs)
    }

    /// Scores all rows on the threads of the current pool; no number depends on how the rows are shared out.
    #[cfg(feature = "parallel")]
    pub(super) fn score(&self, outputs: ScoredColumns<'_>) -> Result<ColumnSummary, ScoreError> {
        use rayon::prelude::*;

        if outputs.scores.len() <= RUN || rayon::current_num_threads() == 1 {
            return self.score_run(0, outputs);
        }
        let runs: Vec<ScoredColumns<'_>> = outputs.runs(RUN).collect();
        runs.into_par_iter()
            .enumerate()
            .map(|(index, run)| self.score_run(index * RUN, run))
            .try_reduce(ColumnSummary::default, |mut left, right| {
                left += right;
                Ok(left)
            })
    }

    /// Returns the first fault by column in the order of the model, then by row.
    pub(super) fn first_fault(&self) -> Option<ScoreError> {
        // Found index by index, not sorted: a sort would take four kilobytes of the browser package.
        (0..self.columns.len()).find_map(|index| {
            let mut columns = self.columns.iter();
            let column = columns.find(|column| column.prepared.index == index)?;
            column.check(0..column.values.len()).err()
        })
    }

    /// Scores the rows of `outputs`, the first of which is row `start`.
    fn score_run(&self, start: usize, outputs: ScoredColumns<'_>) -> Result<ColumnSummary, ScoreError> {
        let mut summary = ColumnSummary::default();
        let mut block = Block::new(self);
        for (index, outputs) in outputs.runs(BLOCK).enumerate() {
            summary += block.score(self, start + index * BLOCK, outputs)?;
        }
        Ok(summary)
    }
}
