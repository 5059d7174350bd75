//! The order of scored rows, with ties.

use crate::scoring::descent::{descent, score_of};
use crate::scoring::ranking::tied;

/// Final scores to be ranked, one per row.
#[derive(Debug, Clone, Copy)]
pub struct RowScores<'a> {
    /// The final scores in points; a row whose score is not a finite number is not ranked.
    pub final_scores: &'a [f64],
    /// Whether a gate excludes the row, which is then not ranked; a row beyond the end of the list is not excluded.
    pub excluded: Option<&'a [bool]>,
    /// The difference in points up to which scores are tied, measured from the best of the tied, at least 0 (what is less
    /// counts as 0):
    /// [`CompiledModel::tie_span`](crate::scoring::CompiledModel::tie_span) for the ties of the model.
    pub tolerance: f64,
}

/// The ranks of rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowRanks {
    /// The rank of every row: 1, 1, 3 where two tie for the first; 0 for a row that is not ranked.
    pub ranks: Vec<u32>,
    /// The ties, best first.
    pub ties: Vec<RowTie>,
}

/// Rows that share a rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowTie {
    /// The rank that they share.
    pub rank: u32,
    /// The number of rows.
    pub rows: usize,
    /// The points from the best to the last of them; at most the tolerance.
    pub spread: f64,
}

/// A ranked row; a better one is less, and among equal scores the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    descent: u64,
    pub(super) row: usize,
}

/// Returns the rank of every row, as [`CompiledModel::score`](crate::scoring::CompiledModel::score) ranks documents.
///
/// Competition ranking (1, 1, 3): the best row not yet ranked leads a group, and every row at most `tolerance` below
/// the leader belongs to it. All rows are sorted; where only the best are wanted, [`top_rows`](super::top_rows) is
/// quicker.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::{RowScores, rank_columns};
///
/// let scores = RowScores { final_scores: &[5.0, 7.0, f64::NAN, 7.0], excluded: None, tolerance: 0.0 };
/// let ranked = rank_columns(&scores);
/// assert_eq!(ranked.ranks, [3, 1, 0, 1]);
/// assert_eq!((ranked.ties[0].rank, ranked.ties[0].rows), (1, 2));
/// ```
pub fn rank_columns(scores: &RowScores<'_>) -> RowRanks {
    let mut standings: Vec<Standing> = scores.standings(|_| true).collect();
    sort(&mut standings);
    let mut ranks = vec![0; scores.final_scores.len()];
    let mut ties = Vec::new();
    for (rank, group) in groups(&standings, scores.span()) {
        for standing in group {
            if let Some(slot) = ranks.get_mut(standing.row) {
                *slot = rank;
            }
        }
        if let [first, .., last] = group {
            ties.push(RowTie {
                rank,
                rows: group.len(),
                spread: first.score() - last.score(),
            });
        }
    }
    RowRanks { ranks, ties }
}

impl RowScores<'_> {
    /// Returns the ranked rows with a score that is wanted, in the order given.
    pub(super) fn standings(&self, wanted: impl Fn(f64) -> bool) -> impl Iterator<Item = Standing> {
        let rows = self.final_scores.iter().enumerate();
        let ranked = rows.filter(move |&(row, &score)| wanted(score) && self.is_ranked(row, score));
        ranked.map(|(row, &score)| Standing::new(row, score))
    }

    pub(super) fn span(&self) -> f64 {
        self.tolerance.max(0.0)
    }

    pub(super) fn is_ranked(&self, row: usize, score: f64) -> bool {
        let excluded = self.excluded.and_then(|excluded| excluded.get(row));
        score.is_finite() && excluded != Some(&true)
    }
}

impl Standing {
    fn new(row: usize, score: f64) -> Self {
        Self {
            descent: descent(score),
            row,
        }
    }

    pub(super) fn score(self) -> f64 {
        score_of(self.descent)
    }
}

/// Sorts the rows best first; no two are equal, so that any way of sorting gives the same order.
#[cfg(not(feature = "parallel"))]
pub(super) fn sort(standings: &mut [Standing]) {
    standings.sort_unstable();
}

/// Sorts the rows best first, on the threads of the current pool; no two are equal, so that any way of sorting gives
/// the same order.
#[cfg(feature = "parallel")]
pub(super) fn sort(standings: &mut [Standing]) {
    use rayon::slice::ParallelSliceMut;

    standings.par_sort_unstable();
}

/// Returns the groups of tied rows with their ranks, best first.
pub(super) fn groups(standings: &[Standing], tolerance: f64) -> impl Iterator<Item = (u32, &[Standing])> {
    let mut rest = standings;
    let mut rank = 1_u32;
    std::iter::from_fn(move || {
        let length = tied(rest.iter().map(|standing| standing.score()), tolerance);
        let (group, after) = rest.split_at_checked(length)?;
        let here = rank;
        rank = rank.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
        rest = after;
        (!group.is_empty()).then_some((here, group))
    })
}
