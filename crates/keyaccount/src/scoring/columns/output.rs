//! The columns that come out.

use std::ops::AddAssign;
use std::slice::ChunksMut;

use super::input::{check_count, check_length};
use crate::scoring::{CompiledModel, ScoreError};

/// The columns to be written, one cell per row each; what is left out costs nothing.
///
/// A slice, an array or a vector of scores stands for the scores alone.
#[derive(Debug, Default)]
pub struct ScoredColumns<'a> {
    /// The scores before the caps of gates; NaN where no criterion counts. Its length is the number of rows.
    pub scores: &'a mut [f64],
    /// The scores after the caps of gates; NaN where there is no score.
    pub final_scores: Option<&'a mut [f64]>,
    /// Whether a gate excludes the row from the ranking.
    pub excluded: Option<&'a mut [bool]>,
    /// The coverage: the share of the weight with a known value, between 0 and 1.
    pub known_shares: Option<&'a mut [f64]>,
    /// The final scores with every open fact at its worst; NaN where no criterion can ever count.
    pub lows: Option<&'a mut [f64]>,
    /// The final scores with every open fact at its best; NaN where no criterion can ever count.
    pub highs: Option<&'a mut [f64]>,
    /// The contributions in points, one column per criterion in the order of the model: with the lower end of the scale
    /// they add up to the score, bit for bit. Empty where nobody reads them.
    pub contributions: Vec<&'a mut [f64]>,
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

impl<'a> From<&'a mut [f64]> for ScoredColumns<'a> {
    fn from(scores: &'a mut [f64]) -> Self {
        Self {
            scores,
            ..Self::default()
        }
    }
}

impl<'a> From<&'a mut Vec<f64>> for ScoredColumns<'a> {
    fn from(scores: &'a mut Vec<f64>) -> Self {
        scores.as_mut_slice().into()
    }
}

impl<'a, const ROWS: usize> From<&'a mut [f64; ROWS]> for ScoredColumns<'a> {
    fn from(scores: &'a mut [f64; ROWS]) -> Self {
        scores.as_mut_slice().into()
    }
}

impl AddAssign for ColumnSummary {
    fn add_assign(&mut self, other: Self) {
        self.unscored_rows += other.unscored_rows;
        self.partial_rows += other.partial_rows;
        self.clipped_values += other.clipped_values;
    }
}

impl<'a> ScoredColumns<'a> {
    /// Checks that every column has a cell per row.
    pub(super) fn check(&self, model: &CompiledModel) -> Result<(), ScoreError> {
        let expected = self.scores.len();
        let lengths = [
            ("final_scores", self.final_scores.as_deref().map(<[_]>::len)),
            ("excluded", self.excluded.as_deref().map(<[_]>::len)),
            ("known_shares", self.known_shares.as_deref().map(<[_]>::len)),
            ("lows", self.lows.as_deref().map(<[_]>::len)),
            ("highs", self.highs.as_deref().map(<[_]>::len)),
        ];
        for (what, found) in lengths {
            if let Some(found) = found.filter(|found| *found != expected) {
                return Err(ScoreError::OutputLength {
                    what,
                    expected,
                    found,
                });
            }
        }
        if self.contributions.is_empty() {
            return Ok(());
        }
        let criteria = &model.model.criteria;
        check_count("contributions", criteria.len(), self.contributions.len())?;
        criteria
            .iter()
            .zip(&self.contributions)
            .try_for_each(|(criterion, column)| {
                check_length("contributions", criterion, expected, column.len())
            })
    }

    /// Returns the columns cut into runs of `rows` rows, in order; the last run may be shorter.
    pub(super) fn runs(self, rows: usize) -> impl Iterator<Item = ScoredColumns<'a>> {
        let mut final_scores = Runs::of(self.final_scores, rows);
        let mut excluded = Runs::of(self.excluded, rows);
        let mut known_shares = Runs::of(self.known_shares, rows);
        let mut lows = Runs::of(self.lows, rows);
        let mut highs = Runs::of(self.highs, rows);
        let mut contributions: Vec<_> = self
            .contributions
            .into_iter()
            .map(|column| column.chunks_mut(rows))
            .collect();
        self.scores.chunks_mut(rows).map(move |scores| ScoredColumns {
            scores,
            final_scores: final_scores.next(),
            excluded: excluded.next(),
            known_shares: known_shares.next(),
            lows: lows.next(),
            highs: highs.next(),
            contributions: contributions.iter_mut().filter_map(Iterator::next).collect(),
        })
    }
}

/// A column cut into runs, where there is one.
struct Runs<'a, T>(Option<ChunksMut<'a, T>>);

impl<'a, T> Runs<'a, T> {
    fn of(column: Option<&'a mut [T]>, rows: usize) -> Self {
        Self(column.map(|column| column.chunks_mut(rows)))
    }

    fn next(&mut self) -> Option<&'a mut [T]> {
        self.0.as_mut()?.next()
    }
}
