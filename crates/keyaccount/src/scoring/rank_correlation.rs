//! How much do two rankings of the same accounts agree?
//!
//! Every coefficient here works on ranks: a [`Ranking`] turns scores into ranks first, tied ones into the mean of their
//! places. (Pearson's correlation of raw scores, which some libraries call Spearman's, is another number.)

use std::cmp::Ordering;

use super::table::Better;
use crate::fault::Fault;

#[cfg(test)]
mod tests;

/// Why two rankings have no correlation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RankCorrelationError {
    /// A number to rank by is NaN or infinite.
    #[error("a number to rank by must be finite (got {found} at {index})")]
    NotFinite {
        /// The place in the list, counted from 0.
        index: usize,
        /// The number as text.
        found: String,
    },
    /// The rankings are of different lists.
    #[error("two rankings must be of the same length (got {left} and {right})")]
    Lengths {
        /// The length of the first.
        left: usize,
        /// The length of the second.
        right: usize,
    },
    /// There is nothing to put into an order.
    #[error("a rank correlation needs at least 2 ranks (got {found})")]
    TooFew {
        /// The number of ranks.
        found: usize,
    },
    /// A ranking does not rank: all are tied.
    #[error("the {which} ranking must not be one single tie")]
    AllTied {
        /// Which ranking, `first` or `second`.
        which: &'static str,
    },
}

impl Fault for RankCorrelationError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFinite { .. } => "not_finite",
            Self::Lengths { .. } => "ranking_lengths",
            Self::TooFew { .. } => "too_few_ranks",
            Self::AllTied { .. } => "all_tied",
        }
    }
}

/// The places of a list of accounts, 1 for the best; tied accounts have the mean of the places that they fill.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    ranks: Vec<f64>,
}

impl Ranking {
    /// Returns the ranking by scores, where higher is better.
    ///
    /// # Errors
    ///
    /// [`RankCorrelationError::NotFinite`].
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::scoring::Ranking;
    ///
    /// assert_eq!(Ranking::from_scores(&[7.0, 9.5, 7.0, 2.0])?.ranks(), [2.5, 1.0, 2.5, 4.0]);
    /// # Ok::<(), keyaccount::scoring::RankCorrelationError>(())
    /// ```
    pub fn from_scores(scores: &[f64]) -> Result<Self, RankCorrelationError> {
        Self::checked(scores, Better::Higher)
    }

    /// Returns the ranking by ranks, where lower is better; ranks with gaps, such as 1, 1, 3, become means of places.
    ///
    /// # Errors
    ///
    /// [`RankCorrelationError::NotFinite`].
    pub fn from_ranks(ranks: &[f64]) -> Result<Self, RankCorrelationError> {
        Self::checked(ranks, Better::Lower)
    }

    /// Returns the ranks, in the order of the list.
    pub fn ranks(&self) -> &[f64] {
        &self.ranks
    }

    fn checked(numbers: &[f64], better: Better) -> Result<Self, RankCorrelationError> {
        if let Some(index) = numbers.iter().position(|number| !number.is_finite()) {
            let found = numbers.get(index).map(f64::to_string).unwrap_or_default();
            return Err(RankCorrelationError::NotFinite { index, found });
        }
        Ok(Self::by(numbers, better))
    }

    /// Returns the ranking by numbers that are finite.
    pub(super) fn by(numbers: &[f64], better: Better) -> Self {
        let compare = |left: f64, right: f64| -> Ordering {
            match better {
                Better::Higher => right.total_cmp(&left),
                Better::Lower => left.total_cmp(&right),
            }
        };
        // Adding 0 makes the two zeros one.
        let mut order: Vec<(f64, usize)> = numbers
            .iter()
            .enumerate()
            .map(|(index, number)| (number + 0.0, index))
            .collect();
        order.sort_by(|left, right| compare(left.0, right.0).then(left.1.cmp(&right.1)));
        let mut ranks = vec![0.0; numbers.len()];
        let mut before = 0;
        for tied in order.chunk_by(|left, right| left.0.to_bits() == right.0.to_bits()) {
            let place = count(before) + f64::midpoint(count(tied.len()), 1.0);
            for &(_, index) in tied {
                if let Some(rank) = ranks.get_mut(index) {
                    *rank = place;
                }
            }
            before += tied.len();
        }
        Self { ranks }
    }

    fn is_one_tie(&self) -> bool {
        self.ranks
            .first()
            .is_none_or(|first| self.ranks.iter().all(|rank| rank.to_bits() == first.to_bits()))
    }
}

/// Returns Spearman's rank correlation, between -1 (reversed) and 1 (the same order).
///
/// Formula: Pearson's correlation of the ranks, tied ranks averaged; without ties `1 - 6 sum d^2 / (n (n^2 - 1))`. Source:
/// Spearman, *The proof and measurement of association between two things*, American Journal of Psychology 15, 1904;
/// with ties Kendall, *Rank Correlation Methods*, 1948, chapter 3.
///
/// # Errors
///
/// [`RankCorrelationError`] for rankings of different length, of fewer than 2, or in which all are tied.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::{Ranking, spearman};
///
/// let today = Ranking::from_scores(&[9.1, 7.4, 7.0, 3.2])?;
/// let last_year = Ranking::from_ranks(&[2.0, 1.0, 3.0, 4.0])?;
/// assert_eq!(spearman(&today, &last_year)?, 0.8);
/// # Ok::<(), keyaccount::scoring::RankCorrelationError>(())
/// ```
pub fn spearman(first: &Ranking, second: &Ranking) -> Result<f64, RankCorrelationError> {
    let pairs = checked(first, second)?;
    // Ranks add up to n (n + 1) / 2, ties included, so that their mean needs no sum.
    let mean = f64::midpoint(count(first.ranks.len()), 1.0);
    let (mut product, mut squares, mut other_squares) = (0.0, 0.0, 0.0);
    for (left, right) in pairs {
        let (left, right) = (left - mean, right - mean);
        product += left * right;
        squares += left * left;
        other_squares += right * right;
    }
    Ok((product / (squares * other_squares).sqrt()).clamp(-1.0, 1.0))
}

/// Returns Kendall's tau-b, between -1 (reversed) and 1 (the same order), ties corrected.
///
/// Formula: `(C - D) / sqrt((P - T1) (P - T2))` with C concordant and D discordant of all P pairs, T1 and T2 pairs tied in the
/// first and in the second ranking. Source: Kendall, *The treatment of ties in ranking problems*, Biometrika 33, 1945; in
/// O(n log n) after Knight, Journal of the American Statistical Association 61, 1966.
///
/// # Errors
///
/// [`RankCorrelationError`] for rankings of different length, of fewer than 2, or in which all are tied.
pub fn kendall_tau_b(first: &Ranking, second: &Ranking) -> Result<f64, RankCorrelationError> {
    let pairs = PairCounts::of(checked(first, second)?.collect());
    let counted = |number: u64| count_u64(number);
    let untied = [pairs.tied_first, pairs.tied_second].map(|tied| counted(pairs.all - tied));
    let concordant = pairs.all + pairs.tied_both - pairs.tied_first - pairs.tied_second - pairs.discordant;
    let excess = counted(concordant) - counted(pairs.discordant);
    let [first, second] = untied;
    Ok((excess / (first * second).sqrt()).clamp(-1.0, 1.0))
}

/// Returns the weighted rank correlation of Pinto da Costa and Soares, in which differences at the top count more.
///
/// Formula: `1 - 6 sum (R - Q)^2 ((n - R + 1) + (n - Q + 1)) / (n^4 + n^3 - n^2 - n)`, from -1 (reversed) to 1 (the same order),
/// the same both ways. Tied ranks are averaged, which the paper leaves open (house default). Source: Pinto da Costa and
/// Soares, *A weighted rank measure of correlation*, Australian and New Zealand Journal of Statistics 47, 2005.
///
/// # Errors
///
/// [`RankCorrelationError`] for rankings of different length, of fewer than 2, or in which all are tied.
pub fn weighted_spearman(first: &Ranking, second: &Ranking) -> Result<f64, RankCorrelationError> {
    let pairs = checked(first, second)?;
    let n = count(first.ranks.len());
    let sum: f64 = pairs
        .map(|(left, right)| (left - right) * (left - right) * ((n - left + 1.0) + (n - right + 1.0)))
        .sum();
    Ok(1.0 - 6.0 * sum / (n * (n + 1.0) * (n * n - 1.0)))
}

/// Returns the WS coefficient of rankings similarity, above 0 and at most 1 (the same order); `reference` is the ranking that the
/// other is judged by, and the two cannot be exchanged.
///
/// Formula: `1 - sum 2^(-R) |R - Q| / max(|R - 1|, |R - n|)` over the ranks R of the reference and Q of the other. Tied ranks are
/// averaged, which the paper leaves open (house default). Source: Sałabun and Urbaniak, *A new coefficient of rankings
/// similarity in decision-making problems*, ICCS 2020.
///
/// # Errors
///
/// [`RankCorrelationError`] for rankings of different length, of fewer than 2, or in which all are tied.
pub fn ws_similarity(reference: &Ranking, other: &Ranking) -> Result<f64, RankCorrelationError> {
    let pairs = checked(reference, other)?;
    let n = count(reference.ranks.len());
    let loss: f64 = pairs
        .map(|(rank, other)| libm::exp2(-rank) * (rank - other).abs() / (rank - 1.0).max(n - rank))
        .sum();
    Ok(1.0 - loss)
}

/// Returns the pairs of accounts that the two rankings order oppositely, neither of them tied.
///
/// # Errors
///
/// [`RankCorrelationError::Lengths`] for rankings of different length.
pub(super) fn discordant_pairs(first: &Ranking, second: &Ranking) -> Result<u64, RankCorrelationError> {
    check_lengths(first, second)?;
    Ok(PairCounts::of(
        first
            .ranks
            .iter()
            .copied()
            .zip(second.ranks.iter().copied())
            .collect(),
    )
    .discordant)
}

pub(super) fn check_lengths(first: &Ranking, second: &Ranking) -> Result<(), RankCorrelationError> {
    let (left, right) = (first.ranks.len(), second.ranks.len());
    if left == right {
        return Ok(());
    }
    Err(RankCorrelationError::Lengths { left, right })
}

/// Returns the ranks in pairs.
fn checked<'a>(
    first: &'a Ranking,
    second: &'a Ranking,
) -> Result<impl Iterator<Item = (f64, f64)> + 'a, RankCorrelationError> {
    check_lengths(first, second)?;
    let found = first.ranks.len();
    if found < 2 {
        return Err(RankCorrelationError::TooFew { found });
    }
    for (which, ranking) in [("first", first), ("second", second)] {
        if ranking.is_one_tie() {
            return Err(RankCorrelationError::AllTied { which });
        }
    }
    Ok(first.ranks.iter().copied().zip(second.ranks.iter().copied()))
}

/// The pairs of a list by what two rankings make of them.
#[derive(Debug, Clone, Copy, Default)]
struct PairCounts {
    all: u64,
    tied_first: u64,
    tied_second: u64,
    tied_both: u64,
    discordant: u64,
}

impl PairCounts {
    /// Sorted by the first ranking (then the second), a pair is discordant where the second falls.
    fn of(mut ranks: Vec<(f64, f64)>) -> Self {
        ranks.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.1.total_cmp(&right.1)));
        let same = |left: f64, right: f64| left.to_bits() == right.to_bits();
        let tied_first = tied(
            ranks
                .chunk_by(|left, right| same(left.0, right.0))
                .map(<[_]>::len),
        );
        let tied_both = tied(
            ranks
                .chunk_by(|left, right| same(left.0, right.0) && same(left.1, right.1))
                .map(<[_]>::len),
        );
        let mut second: Vec<f64> = ranks.iter().map(|pair| pair.1).collect();
        let mut scratch = second.clone();
        let discordant = sort_counting(&mut second, &mut scratch);
        Self {
            all: tied(std::iter::once(ranks.len())),
            tied_first,
            tied_second: tied(second.chunk_by(|left, right| same(*left, *right)).map(<[_]>::len)),
            tied_both,
            discordant,
        }
    }
}

/// Returns the number of pairs inside groups of these lengths.
fn tied(lengths: impl Iterator<Item = usize>) -> u64 {
    lengths
        .map(|length| u64::try_from(length).unwrap_or(u64::MAX))
        .map(|length| length.saturating_mul(length.saturating_sub(1)) / 2)
        .sum()
}

/// Sorts `values` ascending and returns the number of pairs that stood in falling order.
fn sort_counting(values: &mut [f64], scratch: &mut [f64]) -> u64 {
    let middle = values.len() / 2;
    if middle == 0 {
        return 0;
    }
    let (left, right) = values.split_at_mut(middle);
    let (left_scratch, right_scratch) = scratch.split_at_mut(middle);
    let mut falling = sort_counting(left, left_scratch) + sort_counting(right, right_scratch);
    let (mut left, mut right) = (&*left, &*right);
    for slot in scratch.iter_mut() {
        match (left.split_first(), right.split_first()) {
            (Some((&first, rest)), Some((&second, _))) if first <= second => (*slot, left) = (first, rest),
            (_, Some((&second, rest))) => {
                falling += u64::try_from(left.len()).unwrap_or(u64::MAX);
                (*slot, right) = (second, rest);
            }
            (Some((&first, rest)), None) => (*slot, left) = (first, rest),
            (None, None) => {}
        }
    }
    values.copy_from_slice(scratch);
    falling
}

fn count(number: usize) -> f64 {
    count_u64(u64::try_from(number).unwrap_or(u64::MAX))
}

/// Returns a whole number as a float, exactly up to 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "a list of 2^26 accounts has fewer than 2^53 pairs"
)]
fn count_u64(number: u64) -> f64 {
    number as f64
}
