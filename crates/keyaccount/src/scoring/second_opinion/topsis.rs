//! TOPSIS: near to the best of everything and far from the worst.

use serde::Serialize;

use super::chunks::{BLOCK, beside, check_length, chunks_of, run};
use super::extremes::Measured;
use super::held_back::held_back_by;
use super::ranks::Ranked;
use super::{RankError, TopsisOptions, TopsisScaling, resolution};
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::{Better, DecisionTable};

/// The accounts by their closeness to the best, higher is better.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TopsisAnswer {
    /// How columns were made comparable.
    pub scaling: TopsisScaling,
    /// The number of accounts that stand at the best and at the worst at once, because all are equal in every criterion
    /// with weight; their closeness is 0 over 0 and counts as 0.5.
    pub undecided_rows: usize,
    /// The accounts, best first.
    pub rows: Vec<TopsisRow>,
}

/// Where one account stands between the best and the worst.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TopsisRow {
    /// The account.
    pub account_id: AccountId,
    /// The distance to the worst over the sum of both distances, between 0 and 1.
    pub closeness: f64,
    /// The distance D+ to the best of every criterion.
    pub distance_to_best: f64,
    /// The distance D- to the worst of every criterion.
    pub distance_to_worst: f64,
    /// The criteria that are farthest from the best; none where the account is best in all.
    pub held_back_by: Vec<CriterionId>,
    /// The criteria with weight, by id.
    pub criteria: Vec<TopsisPart>,
}

/// What one criterion adds to the two distances.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TopsisPart {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The number that was compared.
    pub cell: f64,
    /// The weighted, scaled way to the best; the squares of all add up to the square of D+.
    pub gap_to_best: f64,
    /// The weighted, scaled way to the worst; the squares of all add up to the square of D-.
    pub gap_to_worst: f64,
}

/// What happened on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TopsisSummary {
    /// The rows whose two distances are both 0, so that their closeness counts as 0.5.
    pub undecided_rows: usize,
}

/// Writes the closeness of each row, between 0 (worst in everything) and 1 (best in everything).
///
/// Formula: `D- / (D+ + D-)`, where D+ and D- are the Euclidean distances of `w r` to the best and to the worst of each
/// column, w a part of 1, and `r` is scaled as [`TopsisScaling`] says. A constant column adds nothing; where every column
/// is constant, 0 over 0 counts as 0.5 and the summary says so. Source: Hwang and Yoon, *Multiple Attribute Decision
/// Making*, 1981.
///
/// # Errors
///
/// [`RankError`] when `closeness` is not as long as the table, for a cell that is not a finite number, for a column
/// whose largest cell is beyond 1e150 or below 1e-150 in size, for a cell outside 0 to 1 with fixed anchors. `closeness`
/// is then untouched.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::second_opinion::{TopsisScaling, topsis};
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "risk".try_into()?, better: Better::Lower, weight: 1.0.try_into()?, values: &[1.0, 2.0, 5.0] },
///     TableColumn { criterion_id: "height".try_into()?, better: Better::Higher, weight: 1.0.try_into()?,
///                   values: &[3000.0, 3750.0, 4500.0] },
/// ])?;
/// let mut closeness = [0.0; 3];
/// topsis(&table, TopsisScaling::MinMax, &mut closeness)?;
/// assert_eq!(closeness.map(|closeness| (closeness * 1000.0).round()), [500.0, 617.0, 500.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn topsis(
    table: &DecisionTable<'_>,
    scaling: TopsisScaling,
    closeness: &mut [f64],
) -> Result<TopsisSummary, RankError> {
    check_length("closeness", table.rows(), closeness)?;
    let axes = axes(table, scaling)?;
    let undecided = run(chunks_of(closeness), |(start, chunk)| {
        write_closeness(&axes, start, chunk)
    });
    let undecided_rows = undecided.into_iter().sum();
    Ok(TopsisSummary { undecided_rows })
}

pub(super) fn opinion(
    table: &DecisionTable<'_>,
    account_ids: &[AccountId],
    options: TopsisOptions,
) -> Result<(Ranked, TopsisAnswer), RankError> {
    let scaling = options.scaling;
    let mut closeness = vec![0.0; table.rows()];
    let TopsisSummary { undecided_rows } = topsis(table, scaling, &mut closeness)?;
    let axes = axes(table, scaling)?;
    let ranked = Ranked::new(closeness, Better::Higher, resolution(axes.len()));
    let row = |&row: &usize| {
        let (mut to_best, mut to_worst) = (0.0, 0.0);
        let parts = axes.iter().map(|axis| {
            let cell = axis.cells.get(row).copied().unwrap_or_default();
            let (best_gap, worst_gap) = axis.gaps(cell);
            to_best += best_gap * best_gap;
            to_worst += worst_gap * worst_gap;
            TopsisPart {
                criterion_id: axis.criterion_id.clone(),
                cell,
                gap_to_best: best_gap.abs(),
                gap_to_worst: worst_gap.abs(),
            }
        });
        let criteria: Vec<TopsisPart> = parts.collect();
        let shortfalls = criteria.iter().map(|part| (&part.criterion_id, part.gap_to_best));
        Some(TopsisRow {
            account_id: account_ids.get(row)?.clone(),
            closeness: ranked.score(row),
            distance_to_best: to_best.sqrt(),
            distance_to_worst: to_worst.sqrt(),
            held_back_by: held_back_by(shortfalls, ranked.resolution),
            criteria,
        })
    };
    let rows = ranked.order.iter().filter_map(row).collect();
    let answer = TopsisAnswer {
        scaling,
        undecided_rows,
        rows,
    };
    Ok((ranked, answer))
}

/// A criterion with weight as an axis of the space in which distances are measured.
#[derive(Debug, Clone, Copy)]
struct Axis<'a> {
    criterion_id: &'a CriterionId,
    cells: &'a [f64],
    best: f64,
    worst: f64,
    /// What a difference of cells is multiplied by: the weight over the norm or the range.
    factor: f64,
}

impl Axis<'_> {
    /// Returns the way to the best and to the worst, one of them negative or 0.
    fn gaps(&self, cell: f64) -> (f64, f64) {
        // Differences before factors: equal cells are exactly 0 apart.
        (
            self.factor * (cell - self.best),
            self.factor * (cell - self.worst),
        )
    }
}

fn axes<'a>(table: &'a DecisionTable<'a>, scaling: TopsisScaling) -> Result<Vec<Axis<'a>>, RankError> {
    let axis = |measured: Measured<'a>| {
        let (mut best, mut worst) = measured.best_and_worst();
        let length = match scaling {
            TopsisScaling::Vector => measured.squares.sqrt(),
            TopsisScaling::MinMax => measured.high - measured.low,
            TopsisScaling::Anchors => {
                measured.check_values()?;
                (best, worst) = match measured.column.better {
                    Better::Higher => (1.0, 0.0),
                    Better::Lower => (0.0, 1.0),
                };
                1.0
            }
        };
        Ok(Axis {
            criterion_id: &measured.column.criterion_id,
            cells: measured.column.values,
            best,
            worst,
            // A column of zeros has no norm, a constant one no range: they tell no rows apart.
            factor: if length > 0.0 {
                measured.share / length
            } else {
                0.0
            },
        })
    };
    Measured::columns(table)?.into_iter().map(axis).collect()
}

/// Writes the closeness of the rows from `start` on and returns how many are undecided.
fn write_closeness(axes: &[Axis<'_>], start: usize, chunk: &mut [f64]) -> usize {
    let mut start = start;
    let mut undecided = 0;
    let mut to_worst = [0.0; BLOCK];
    for to_best in chunk.chunks_mut(BLOCK) {
        to_best.fill(0.0);
        to_worst.fill(0.0);
        for axis in axes {
            let cells = beside(axis.cells, start, to_best);
            for ((to_best, to_worst), &cell) in to_best.iter_mut().zip(&mut to_worst).zip(cells) {
                let (best_gap, worst_gap) = axis.gaps(cell);
                *to_best += best_gap * best_gap;
                *to_worst += worst_gap * worst_gap;
            }
        }
        for (closeness, to_worst) in to_best.iter_mut().zip(&to_worst) {
            let (to_best, to_worst) = (closeness.sqrt(), to_worst.sqrt());
            let both = to_best + to_worst;
            *closeness = if both > 0.0 { to_worst / both } else { 0.5 };
            undecided += usize::from(both <= 0.0);
        }
        start += to_best.len();
    }
    undecided
}
