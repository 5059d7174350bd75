//! SPOTIS: how far an account is from the expected point, inside bounds that were declared beforehand.

use serde::Serialize;

use super::chunks::{BLOCK, beside, check_length, chunks_of, run};
use super::extremes::weighted;
use super::held_back::held_back_by;
use super::ranks::Ranked;
use super::{RankError, resolution};
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::shown::shown;
use crate::scoring::{Better, DecisionTable, TableColumn};

/// The accounts by their distance from the expected point, lower is better.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpotisAnswer {
    /// The accounts, best first.
    pub rows: Vec<SpotisRow>,
}

/// How far one account is from the expected point.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpotisRow {
    /// The account.
    pub account_id: AccountId,
    /// The sum of the distances of the criteria, between 0 and 1.
    pub distance: f64,
    /// The criteria that are farthest from what is expected; none where the account is at the expected point.
    pub held_back_by: Vec<CriterionId>,
    /// The criteria with weight, by id.
    pub criteria: Vec<SpotisPart>,
}

/// The distance in one criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpotisPart {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The number that was compared.
    pub cell: f64,
    /// What is expected: the best bound unless stated.
    pub expected: f64,
    /// The weight times the way to the expected value as a part of the way between the bounds.
    pub distance: f64,
    /// Whether the cell lies beyond a bound and counts as the bound.
    pub clipped: bool,
}

/// The bounds of a criterion and the value that is expected of the right row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpotisBounds {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
    /// The expected value, between the bounds; the best bound is the ideal point of the source.
    pub expected: f64,
}

/// What happened on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SpotisSummary {
    /// The cells beyond a bound that counted as the bound.
    pub clipped_cells: usize,
}

/// Writes the distance of each row from the expected point, between 0 and 1, lower is better.
///
/// Formula: the sum of `w |x - s| / (high - low)` with the expected value s and w a part of 1. A cell beyond a bound
/// counts as the bound and is counted. No row changes the distance of another. Where s is the better bound this is 1 less
/// the weighted sum on fixed anchors. Source: Dezert, Tchamova, Han and Tacnet, "The SPOTIS rank reversal free method for
/// multi-criteria decision-making support", *FUSION* 2020; clipping is a house default, the source asks for wider bounds.
///
/// # Errors
///
/// [`RankError`] when there is not one pair of bounds per column, when bounds are equal or not finite or the expected
/// value is not between them, when `distances` is not as long as the table, for a cell that is not a finite number;
/// `distances` is then half written.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::second_opinion::{SpotisBounds, spotis};
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "growth".try_into()?, better: Better::Higher, weight: 1.0.try_into()?, values: &[20.0, 5.0] },
/// ])?;
/// let mut distances = [0.0; 2];
/// spotis(&table, &[SpotisBounds { low: 0.0, high: 20.0, expected: 15.0 }], &mut distances)?;
/// assert_eq!(distances, [0.25, 0.5]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn spotis(
    table: &DecisionTable<'_>,
    bounds: &[SpotisBounds],
    distances: &mut [f64],
) -> Result<SpotisSummary, RankError> {
    check_length("distances", table.rows(), distances)?;
    let axes = axes(table, bounds)?;
    let clipped = run(chunks_of(distances), |(start, chunk)| {
        write_distances(&axes, start, chunk)
    });
    let mut summary = SpotisSummary::default();
    for clipped in clipped {
        let Some(clipped) = clipped else {
            return table
                .first_not_finite()
                .map_or(Ok(summary), |error| Err(error.into()));
        };
        summary.clipped_cells += clipped;
    }
    Ok(summary)
}

pub(super) fn opinion(
    table: &DecisionTable<'_>,
    account_ids: &[AccountId],
    bounds: &[SpotisBounds],
) -> Result<(Ranked, SpotisAnswer), RankError> {
    let mut distances = vec![0.0; table.rows()];
    spotis(table, bounds, &mut distances)?;
    let axes = axes(table, bounds)?;
    let ranked = Ranked::new(distances, Better::Lower, resolution(axes.len()));
    let row = |&row: &usize| {
        let part = |axis: &Axis<'_>| {
            let cell = axis.cells.get(row).copied().unwrap_or_default();
            SpotisPart {
                criterion_id: axis.criterion_id.clone(),
                cell,
                expected: axis.bounds.expected,
                distance: axis.distance(cell),
                clipped: !axis.holds(cell),
            }
        };
        let criteria: Vec<SpotisPart> = axes.iter().map(part).collect();
        let shortfalls = criteria.iter().map(|part| (&part.criterion_id, part.distance));
        Some(SpotisRow {
            account_id: account_ids.get(row)?.clone(),
            distance: ranked.score(row),
            held_back_by: held_back_by(shortfalls, ranked.resolution),
            criteria,
        })
    };
    let rows = ranked.order.iter().filter_map(row).collect();
    Ok((ranked, SpotisAnswer { rows }))
}

/// A criterion with weight.
#[derive(Debug, Clone, Copy)]
struct Axis<'a> {
    criterion_id: &'a CriterionId,
    cells: &'a [f64],
    bounds: SpotisBounds,
    /// The weight over the way between the bounds.
    factor: f64,
}

impl Axis<'_> {
    fn distance(&self, cell: f64) -> f64 {
        self.factor * (cell.clamp(self.bounds.low, self.bounds.high) - self.bounds.expected).abs()
    }

    fn holds(&self, cell: f64) -> bool {
        (self.bounds.low..=self.bounds.high).contains(&cell)
    }
}

fn axes<'a>(table: &'a DecisionTable<'a>, bounds: &[SpotisBounds]) -> Result<Vec<Axis<'a>>, RankError> {
    let (expected, found) = (table.columns().len(), bounds.len());
    if expected != found {
        return Err(RankError::BoundsCount { expected, found });
    }
    for (index, (column, bounds)) in table.columns().iter().zip(bounds).enumerate() {
        let SpotisBounds { low, high, expected } = *bounds;
        let range = high - low;
        // NaN fails each of the three.
        if !(range.is_normal() && low < high && (low..=high).contains(&expected)) {
            return Err(RankError::Bounds {
                index,
                criterion_id: column.criterion_id.clone(),
                found: format!("{} to {}, {} expected", shown(low), shown(high), shown(expected)),
            });
        }
    }
    let axis = |(index, column, share): (usize, &'a TableColumn<'a>, f64)| {
        let bounds = bounds.get(index).copied()?;
        Some(Axis {
            criterion_id: &column.criterion_id,
            cells: column.values,
            factor: share / (bounds.high - bounds.low),
            bounds,
        })
    };
    Ok(weighted(table).into_iter().filter_map(axis).collect())
}

/// Writes the distances of the rows from `start` on and returns the number of clipped cells; nothing where a cell is not
/// a finite number.
fn write_distances(axes: &[Axis<'_>], start: usize, chunk: &mut [f64]) -> Option<usize> {
    let mut start = start;
    let mut clipped = 0;
    for block in chunk.chunks_mut(BLOCK) {
        block.fill(0.0);
        for axis in axes {
            let cells = beside(axis.cells, start, block);
            let mut all_within = true;
            for (distance, &cell) in block.iter_mut().zip(cells) {
                all_within &= axis.holds(cell);
                *distance += axis.distance(cell);
            }
            // A NaN is not within; the second look tells it from a cell that is clipped.
            if !all_within {
                if cells.iter().any(|cell| !cell.is_finite()) {
                    return None;
                }
                clipped += cells.iter().filter(|&&cell| !axis.holds(cell)).count();
            }
        }
        start += block.len();
    }
    Some(clipped)
}
