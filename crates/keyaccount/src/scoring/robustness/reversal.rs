//! Does leaving one account out swap others?

use crate::fault::Fault;
use crate::scoring::rank_correlation::{RankCorrelationError, Ranking, discordant_pairs};
use crate::scoring::{DecisionTable, TableColumn, TableError};

/// The most rows that are left out in turn: each costs a whole run of the method.
const MOST_ROWS: usize = 2000;

/// The most swapped pairs that are named for each row left out; all are counted.
const NAMED_SWAPS: usize = 10;

/// What leaving each row out does to the order of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankReversal {
    /// The number of rows that were left out in turn.
    pub rows: usize,
    /// The rows whose absence swaps others, ascending.
    pub reversals: Vec<Reversal>,
}

/// What leaving one row out does to the order of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversal {
    /// The row that was left out.
    pub left_out_row: usize,
    /// The pairs of other rows whose order turns round; pairs that tie before or after do not count.
    pub swapped_pairs: u64,
    /// The first ten of these pairs from the top: the row that was ahead, and the row that is ahead then.
    pub swaps: Vec<(usize, usize)>,
    /// Where another row leads without it: the row that led among the others before, and the row that leads then.
    pub leader_change: Option<(usize, usize)>,
}

/// Why a rank reversal test cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RankReversalError<E> {
    /// The method could not score the table, or the table without one row.
    #[error("{error}")]
    Method {
        /// What the method says.
        error: E,
        /// The row that was left out, where the table lacked one.
        left_out_row: Option<usize>,
    },
    /// A table without one row is no table.
    #[error(transparent)]
    Table(TableError),
    /// The scores do not rank the rows.
    #[error(transparent)]
    Scores(RankCorrelationError),
    /// There are too many rows.
    #[error("a rank reversal test takes at most {most} accounts (got {found})")]
    TooManyRows {
        /// The most rows.
        most: usize,
        /// The rows of the table.
        found: usize,
    },
}

/// Leaves each row out in turn and returns what that does to the order of the others; `score` gives the scores of a table, where
/// higher is better, and scores at most `resolution` apart count as equal.
///
/// Methods that scale by the data at hand can swap two rows because a third one leaves. The headline score, a weighted sum on
/// fixed anchors, cannot. Source: Belton and Gear, *On a short-coming of Saaty's method of analytic hierarchies*, Omega 11, 1983;
/// the test after Wang and Triantaphyllou, *Ranking irregularities when evaluating alternatives by using some ELECTRE
/// methods*, Omega 36, 2008.
///
/// # Errors
///
/// [`RankReversalError`]: what the method reports, scores that are not finite or too few, more than 2,000 rows.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn, rank_reversal};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "growth".try_into()?, better: Better::Higher, weight: 1.0.try_into()?, values: &[7.0, 9.0, 5.0] },
/// ])?;
/// let sum = |table: &DecisionTable<'_>| -> Result<Vec<f64>, std::convert::Infallible> {
///     Ok(table.columns()[0].values.to_vec())
/// };
/// assert!(rank_reversal(&table, 0.0, sum)?.reversals.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rank_reversal<E>(
    table: &DecisionTable<'_>,
    resolution: f64,
    score: impl Fn(&DecisionTable<'_>) -> Result<Vec<f64>, E>,
) -> Result<RankReversal, RankReversalError<E>> {
    let rows = table.rows();
    if rows > MOST_ROWS {
        let most = MOST_ROWS;
        return Err(RankReversalError::TooManyRows { most, found: rows });
    }
    let ranking = |scores: &[f64]| -> Result<Ranking, RankReversalError<E>> {
        Ranking::from_scores(&levelled(scores, resolution)).map_err(RankReversalError::Scores)
    };
    let all = score(table).map_err(|error| RankReversalError::Method {
        error,
        left_out_row: None,
    })?;
    let mut columns = vec![Vec::with_capacity(rows); table.columns().len()];
    let mut reversals = Vec::new();
    for left_out in 0..rows {
        for (values, column) in columns.iter_mut().zip(table.columns()) {
            values.clear();
            values.extend(others(column.values, left_out));
        }
        let smaller = table
            .columns()
            .iter()
            .zip(&columns)
            .map(|(column, values)| TableColumn {
                criterion_id: column.criterion_id.clone(),
                better: column.better,
                weight: column.weight,
                values,
            });
        let smaller = DecisionTable::new(smaller.collect()).map_err(RankReversalError::Table)?;
        let before = ranking(&others(&all, left_out).collect::<Vec<f64>>())?;
        let after = score(&smaller).map_err(|error| RankReversalError::Method {
            error,
            left_out_row: Some(left_out),
        })?;
        let after = ranking(&after)?;
        let swapped_pairs = discordant_pairs(&before, &after).map_err(RankReversalError::Scores)?;
        if swapped_pairs > 0 {
            reversals.push(Reversal {
                left_out_row: left_out,
                swapped_pairs,
                swaps: swaps(&before, &after, left_out),
                leader_change: leader_change(&before, &after, left_out),
            });
        }
    }
    Ok(RankReversal { rows, reversals })
}

impl<E: Fault + 'static> Fault for RankReversalError<E> {
    fn code(&self) -> &'static str {
        match self {
            Self::Method { error, .. } => error.code(),
            Self::Table(error) => error.code(),
            Self::Scores(error) => error.code(),
            Self::TooManyRows { .. } => "too_many_accounts",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Method { error, .. } => error.path(),
            _ => String::new(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::Method { error, .. } => error.found(),
            Self::Table(error) => error.found(),
            Self::Scores(error) => error.found(),
            Self::TooManyRows { found, .. } => Some(found.to_string()),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Method { error, .. } => error.expected(),
            Self::Table(error) => error.expected(),
            Self::Scores(error) => error.expected(),
            Self::TooManyRows { most, .. } => Some(format!("at most {most}")),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Method { error, .. } => error.help(),
            _ => None,
        }
    }
}

fn others(values: &[f64], left_out: usize) -> impl Iterator<Item = f64> {
    let rest = values.iter().enumerate().filter(move |(row, _)| *row != left_out);
    rest.map(|(_, value)| *value)
}

/// Returns the scores with each group that lies within `resolution` of its best at that best.
fn levelled(scores: &[f64], resolution: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    let score = |row: usize| scores.get(row).copied().unwrap_or_default();
    order.sort_by(|left, right| score(*right).total_cmp(&score(*left)));
    let mut levelled = scores.to_vec();
    let mut best = f64::INFINITY;
    for row in order {
        if best - score(row) > resolution || best == f64::INFINITY {
            best = score(row);
        }
        if let Some(level) = levelled.get_mut(row) {
            *level = best;
        }
    }
    levelled
}

/// Returns the first pairs whose order turns round, by the order before: the row that was ahead, then the one that is.
fn swaps(before: &Ranking, after: &Ranking, left_out: usize) -> Vec<(usize, usize)> {
    let mut places: Vec<(f64, usize, f64)> = before
        .ranks()
        .iter()
        .zip(after.ranks())
        .enumerate()
        .map(|(place, (before, after))| (*before, place, *after))
        .collect();
    places.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
    // The best rank after among all from here on: a place that it does not beat has no pair, and is not looked at again.
    let mut best_from_here = vec![f64::INFINITY; places.len()];
    let mut best = f64::INFINITY;
    for (slot, (.., after)) in best_from_here.iter_mut().zip(&places).rev() {
        best = best.min(*after);
        *slot = best;
    }
    let mut swaps = Vec::new();
    for (index, &(before, place, after)) in places.iter().enumerate() {
        if best_from_here.get(index).is_none_or(|best| *best >= after) {
            continue;
        }
        let behind = places
            .iter()
            .skip(index + 1)
            .filter(|other| other.0 > before && other.2 < after);
        swaps.extend(behind.map(|other| (row(place, left_out), row(other.1, left_out))));
        if swaps.len() >= NAMED_SWAPS {
            break;
        }
    }
    swaps.truncate(NAMED_SWAPS);
    swaps
}

/// Returns the row of a place in the table without one row.
fn row(place: usize, left_out: usize) -> usize {
    if place < left_out { place } else { place + 1 }
}

/// Returns the first row that led alone or tied before and does not after, with the first that leads then.
fn leader_change(before: &Ranking, after: &Ranking, left_out: usize) -> Option<(usize, usize)> {
    let leaders = |ranking: &Ranking| -> Vec<usize> {
        let best = ranking.ranks().iter().copied().fold(f64::INFINITY, f64::min);
        let ranks = ranking.ranks().iter().enumerate();
        ranks
            .filter(|(_, rank)| **rank <= best)
            .map(|(place, _)| place)
            .collect()
    };
    let (before, after) = (leaders(before), leaders(after));
    let lost = before.iter().find(|place| !after.contains(place))?;
    let won = after.iter().find(|place| !before.contains(place))?;
    Some((row(*lost, left_out), row(*won, left_out)))
}
