//! The order of numbers, with shared ranks.

use crate::scoring::Better;
use crate::scoring::descent::descent;
use crate::scoring::ranking::tied;

/// Rows in order, with a rank for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetitionRanks {
    /// The rows, best first; rows that share a rank in ascending order.
    pub order: Vec<usize>,
    /// The rank of each row, from 1.
    pub ranks: Vec<u32>,
}

/// Returns the competition ranks (1, 1, 3) of a column of scores.
///
/// The best row not yet ranked leads a group, and every row at most `tolerance` from the *leader* shares its rank, so
/// that a chain of small differences cannot tie the first to the last. A NaN ranks last and shares its rank with no
/// other row. It sorts: n log n, which takes longer than the scores themselves.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::Better;
/// use keyaccount::scoring::second_opinion::competition_ranks;
///
/// let ranked = competition_ranks(&[0.2, 0.9, 0.2, 0.1], Better::Higher, 0.0);
/// assert_eq!(ranked.ranks, [2, 1, 2, 4]);
/// assert_eq!(ranked.order, [1, 0, 2, 3]);
/// ```
pub fn competition_ranks(scores: &[f64], better: Better, tolerance: f64) -> CompetitionRanks {
    let mut keyed: Vec<(u64, usize)> = scores
        .iter()
        .enumerate()
        .map(|(row, &score)| (key(score, better), row))
        .collect();
    sort(&mut keyed);
    let mut order: Vec<usize> = keyed.into_iter().map(|(_, row)| row).collect();
    let mut ranks = vec![0; scores.len()];
    let score = |row: usize| scores.get(row).copied().unwrap_or_default();
    let mut rest = order.as_mut_slice();
    let mut rank = 1_u32;
    while !rest.is_empty() {
        let length = tied(rest.iter().map(|&row| score(row)), tolerance);
        let (group, after) = rest.split_at_mut(length);
        group.sort_unstable();
        for &row in &*group {
            if let Some(place) = ranks.get_mut(row) {
                *place = rank;
            }
        }
        rank = rank.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
        rest = after;
    }
    CompetitionRanks { order, ranks }
}

/// Returns the difference between two scores from 0 to 1 that means nothing, for a table of `criteria` columns:
/// (k + 8) 2^-50.
///
/// Each of the k terms of a score is off by a few units of the last place, 2^-53 at 1, and so is what they are scaled
/// by. House default, a few times above what the sums of random tables differ by when their columns change places.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::second_opinion::resolution;
///
/// assert!(0.1 + 0.2 - 0.3 > 0.0 && 0.1 + 0.2 - 0.3 < resolution(3));
/// ```
pub fn resolution(criteria: usize) -> f64 {
    const TWO_TO_50: f64 = 1_125_899_906_842_624.0;
    (f64::from(u32::try_from(criteria).unwrap_or(u32::MAX)) + 8.0) / TWO_TO_50
}

/// Scores with their order.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    pub(super) scores: Vec<f64>,
    pub(super) better: Better,
    /// The difference of scores that means nothing.
    pub(super) resolution: f64,
    pub(super) order: Vec<usize>,
    pub(super) ranks: Vec<u32>,
}

impl Ranked {
    pub(super) fn new(scores: Vec<f64>, better: Better, resolution: f64) -> Self {
        let CompetitionRanks { order, ranks } = competition_ranks(&scores, better, resolution);
        Self {
            scores,
            better,
            resolution,
            order,
            ranks,
        }
    }

    pub(super) fn score(&self, row: usize) -> f64 {
        self.scores.get(row).copied().unwrap_or_default()
    }

    pub(super) fn rank(&self, row: usize) -> u32 {
        self.ranks.get(row).copied().unwrap_or_default()
    }

    /// Returns the rows of each rank, best first.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[usize]> {
        self.order
            .chunk_by(|&left, &right| self.rank(left) == self.rank(right))
    }
}

/// Returns a number that is lower for a better score.
fn key(score: f64, better: Better) -> u64 {
    if score.is_nan() {
        return u64::MAX;
    }
    match better {
        Better::Higher => descent(score),
        Better::Lower => descent(-score),
    }
}

#[cfg(not(feature = "parallel"))]
fn sort(keyed: &mut [(u64, usize)]) {
    keyed.sort_unstable();
}

/// No two entries are equal, so that any sort gives the same order.
#[cfg(feature = "parallel")]
fn sort(keyed: &mut [(u64, usize)]) {
    use rayon::slice::ParallelSliceMut;

    keyed.par_sort_unstable();
}
