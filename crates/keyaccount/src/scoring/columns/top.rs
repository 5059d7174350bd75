//! The best rows without sorting all of them.

use super::rank::{RowScores, Standing, groups, sort};

/// The room beyond the places wanted in which candidates gather before the worst of them go.
const SPARE: usize = 1024;

/// The best rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopRows {
    /// The rows: by score, the highest first, then by row.
    pub rows: Vec<usize>,
    /// The rank of each of `rows`: 1, 1, 3 where two tie for the first.
    pub ranks: Vec<u32>,
    /// The number of rows that share the last rank where they are more than the places left for them, else 0.
    pub tied_at_line: usize,
}

/// Returns the rows whose rank is at most `places`: as many rows, and all that tie with the last of them.
///
/// The ranks are those of [`rank_columns`](super::rank_columns). With fewer ranked rows than places, all of them are
/// returned. Time grows with the number of rows and with the rows returned, not with the sorting of all.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::{RowScores, top_rows};
///
/// let scores = RowScores { final_scores: &[5.0, 7.0, f64::NAN, 9.0, 7.0], excluded: None, tolerance: 0.0 };
/// let top = top_rows(&scores, 2);
/// assert_eq!((top.rows, top.ranks, top.tied_at_line), (vec![3, 1, 4], vec![1, 2, 2], 2));
/// ```
pub fn top_rows(scores: &RowScores<'_>, places: usize) -> TopRows {
    if places == 0 {
        return TopRows::default();
    }
    let tolerance = scores.span();
    // Whoever ties with the leader of the last group is as near to the line, which is not above the leader.
    let line = line(scores, places);
    let candidates = scores.standings(|score| line.is_none_or(|line| line - score <= tolerance));
    let mut best: Vec<Standing> = candidates.collect();
    sort(&mut best);
    let mut top = TopRows::default();
    for (rank, group) in groups(&best, tolerance) {
        if top.rows.len() >= places {
            break;
        }
        top.rows.extend(group.iter().map(|standing| standing.row));
        top.ranks.resize(top.rows.len(), rank);
        top.tied_at_line = if top.rows.len() > places { group.len() } else { 0 };
    }
    top
}

/// Returns the score of the last of `places` rows, nothing where there are not as many.
fn line(scores: &RowScores<'_>, places: usize) -> Option<f64> {
    let last = places.checked_sub(1)?;
    let room = places.saturating_add(places.max(SPARE));
    let mut best: Vec<f64> = Vec::new();
    let mut bar = f64::NEG_INFINITY;
    for (row, &score) in scores.final_scores.iter().enumerate() {
        if score > bar && scores.is_ranked(row, score) {
            best.push(score);
            if best.len() >= room {
                bar = nth_best(&mut best, last)?;
                best.truncate(places);
            }
        }
    }
    nth_best(&mut best, last)
}

/// Moves the best scores to the front, and returns the one at `index` counted from the best.
fn nth_best(scores: &mut [f64], index: usize) -> Option<f64> {
    if index >= scores.len() {
        return None;
    }
    let (_, found, _) = scores.select_nth_unstable_by(index, |left, right| right.total_cmp(left));
    Some(*found)
}
