//! Rows of columns in the order of a second opinion.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::compromise::CompromiseRows;
use super::order::{Measures, OnTheWay, measures};
use super::rank_accounts::{bounds_of, constant_criterion_ids};
use super::ranks::competition_ranks;
use super::{RankError, RankMethod, RankWeight, SpotisBounds, VikorHalf};
use crate::quantity::CriterionId;
use crate::scoring::model::Outside;
use crate::scoring::second_opinion::promethee::incomparable_rows;
use crate::scoring::shown::shown;
use crate::scoring::value_function::Curve;
use crate::scoring::{Better, CellPlace, ColumnCriteria, DecisionTable, TableBasis, TableError};

/// What a second opinion says of the rows of columns.
#[derive(Debug, Clone, PartialEq)]
pub struct RowOpinion {
    /// The measures under the names of [`RankMethod::measure_names`], one number per row; the last is the one that ranks.
    pub measures: Vec<(&'static str, Vec<f64>)>,
    /// What the method says of the rows together.
    pub findings: RowFindings,
}

/// What a second opinion says of all rows together; rows are counted from 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowFindings {
    /// Whether higher or lower measures are better in this method.
    pub better: Better,
    /// The difference of measures that means nothing, rounding apart; ties are judged with it.
    pub resolution: f64,
    /// What each criterion weighs, by id.
    pub weights: Vec<RankWeight>,
    /// The criteria with weight in which two or more rows are all equal, so that they tell none of them apart.
    pub constant_criterion_ids: Vec<CriterionId>,
    /// TOPSIS: the rows that stand at the best and at the worst at once, whose closeness counts as 0.5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undecided_rows: Option<usize>,
    /// VIKOR: the halves of Q that were left out, because all rows are equal in them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped_halves: Option<Vec<VikorHalf>>,
    /// VIKOR: the rows that the method proposes, and why; nothing where there are no rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compromise: Option<CompromiseRows>,
    /// SPOTIS: the cells beyond an anchor that counted as the anchor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clipped_cells: Option<usize>,
    /// PROMETHEE I: the pairs of rows that it refuses to order, the one with the higher net flow first; nothing for more
    /// than 200 rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomparable: Option<Vec<(usize, usize)>>,
}

/// Returns what `method` says of the rows of `columns`, one column per criterion in the order of [`ColumnCriteria::ids`].
///
/// The measures are those of [`rank_accounts`](super::rank_accounts()) for the same accounts in ascending order of their
/// ids, to the last bit. A method that compares the values of value functions takes a criterion with anchors on the
/// straight line between them, and the cells of a criterion without anchors as such values. SPOTIS measures between the
/// anchors. The other methods do not look at anchors, read the columns where they lie, and copy nothing.
///
/// # Errors
///
/// [`RankError`] when there is not one column per criterion, for a cell that the method cannot use or that lies beyond
/// anchors which reject it, and for an expected point or a preference function that does not fit the criteria.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::ColumnCriteria;
/// use keyaccount::scoring::second_opinion::{RankMethod, VikorOptions, rank_rows};
///
/// let criteria = ColumnCriteria::new(document::read(r#"{
///     "height": {"better": "higher", "weight": 1}, "risk": {"better": "lower", "weight": 1}}"#)?)?;
/// let columns: [&[f64]; 2] = [&[3000.0, 3750.0, 4500.0], &[1.0, 2.0, 5.0]];
/// let opinion = rank_rows(&criteria, &columns, &RankMethod::Vikor(VikorOptions::default()))?;
/// assert_eq!(opinion.measures[2], ("q", vec![1.0, 0.0, 1.0]));
/// assert_eq!(opinion.ranks(), [2, 1, 2]);
/// assert_eq!(opinion.findings.compromise.map(|compromise| compromise.rows), Some(vec![1]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rank_rows(
    criteria: &ColumnCriteria,
    columns: &[&[f64]],
    method: &RankMethod,
) -> Result<RowOpinion, RankError> {
    // Checks the shape; the table that is read may hold other cells.
    criteria.table(columns)?;
    let basis = method.basis();
    let cells = cells(criteria, columns, basis)?;
    let table = criteria.table_on(basis, cells.iter().map(AsRef::as_ref))?;
    let Measures {
        columns: measures,
        better,
        resolution,
        on_the_way,
    } = measures(&table, method, |options| {
        let anchored = anchored(criteria)?;
        bounds_of(&anchored, &table, options)
    })?;
    let weights = table.columns().iter().zip(table.shares());
    let mut findings = RowFindings {
        better,
        resolution,
        weights: weights
            .map(|(column, &share)| RankWeight {
                criterion_id: column.criterion_id.clone(),
                share,
            })
            .collect(),
        constant_criterion_ids: constant_criterion_ids(&table),
        undecided_rows: None,
        dropped_halves: None,
        compromise: None,
        clipped_cells: None,
        incomparable: None,
    };
    match (on_the_way, measures.as_slice()) {
        (OnTheWay::Topsis(summary), _) => findings.undecided_rows = Some(summary.undecided_rows),
        (OnTheWay::Vikor(summary), [(_, s), (_, r), (_, q)]) => {
            let dropped = summary.dropped_halves();
            findings.dropped_halves = Some(if q.is_empty() { Vec::new() } else { dropped });
            findings.compromise = summary.compromise(s, r, q);
        }
        (OnTheWay::Spotis(summary), _) => {
            if summary.clipped_cells > 0 {
                check_anchors(criteria, &table)?;
            }
            findings.clipped_cells = Some(summary.clipped_cells);
        }
        (OnTheWay::Promethee, [(_, positive), (_, negative), (_, net)]) => {
            findings.incomparable = incomparable_rows(positive, negative, net, resolution);
        }
        _ => {}
    }
    Ok(RowOpinion { measures, findings })
}

impl RowOpinion {
    /// Returns the rank of each row, 1, 1, 3 where two tie for the first. It sorts, which takes longer than most methods.
    pub fn ranks(&self) -> Vec<u32> {
        let measure = self.measures.last().map_or(&[][..], |(_, measure)| measure);
        competition_ranks(measure, self.findings.better, self.findings.resolution).ranks
    }
}

impl RowFindings {
    /// Returns the findings with the numbers that `numbers` gives the rows, for a table of some rows of a larger one.
    #[must_use]
    pub fn with_row_numbers(mut self, numbers: &[usize]) -> Self {
        let renumber = |row: &mut usize| *row = numbers.get(*row).copied().unwrap_or(*row);
        if let Some(compromise) = &mut self.compromise {
            compromise.rows.iter_mut().for_each(renumber);
        }
        for (row, other) in self.incomparable.iter_mut().flatten() {
            renumber(row);
            renumber(other);
        }
        self
    }
}

/// Returns the cells that a method reads: the columns themselves, or the values that anchors make of them.
fn cells<'a>(
    criteria: &ColumnCriteria,
    columns: &[&'a [f64]],
    basis: TableBasis,
) -> Result<Vec<Cow<'a, [f64]>>, RankError> {
    let columns = criteria.checked().iter().zip(columns);
    columns
        .map(|(criterion, &column)| {
            let Some(curve) = criterion.curve.as_ref().filter(|_| basis == TableBasis::Values) else {
                return Ok(Cow::Borrowed(column));
            };
            check_cells(&criterion.id, curve, criterion.outside, column)?;
            Ok(column.iter().map(|&cell| curve.value_at(cell)).collect())
        })
        .collect()
}

/// Returns the anchors of each criterion that has some, with the best one expected; those with weight must have some.
fn anchored(criteria: &ColumnCriteria) -> Result<BTreeMap<&CriterionId, SpotisBounds>, RankError> {
    let mut anchored = BTreeMap::new();
    for (index, criterion) in criteria.checked().iter().enumerate() {
        if let Some((worst, best)) = criterion.curve.as_ref().and_then(Curve::line) {
            let bounds = SpotisBounds {
                low: worst.min(best),
                high: worst.max(best),
                expected: best,
            };
            anchored.insert(&criterion.id, bounds);
        } else if criteria.has_weight(index) {
            let criterion_id = criterion.id.clone();
            return Err(RankError::AnchorsMissing { criterion_id });
        }
    }
    Ok(anchored)
}

/// Checks that no cell of a criterion with weight lies beyond anchors that reject it.
fn check_anchors(criteria: &ColumnCriteria, table: &DecisionTable<'_>) -> Result<(), RankError> {
    let columns = criteria.checked().iter().zip(table.columns()).zip(table.shares());
    for ((criterion, column), _) in columns.filter(|(_, share)| **share > 0.0) {
        if let Some(curve) = &criterion.curve {
            check_cells(&criterion.id, curve, criterion.outside, column.values)?;
        }
    }
    Ok(())
}

fn check_cells(id: &CriterionId, curve: &Curve, outside: Outside, cells: &[f64]) -> Result<(), RankError> {
    let passes = |cell: &f64| {
        (curve.low..=curve.high).contains(cell) || (outside == Outside::Clip && cell.is_finite())
    };
    let Some(row) = cells.iter().position(|cell| !passes(cell)) else {
        return Ok(());
    };
    let found = cells.get(row).copied().unwrap_or_default();
    let criterion_id = id.clone();
    if !found.is_finite() {
        let found = found.to_string();
        return Err(TableError::NotFinite {
            criterion_id,
            row,
            found,
        }
        .into());
    }
    Err(RankError::OutsideAnchors {
        place: CellPlace::Row(row),
        criterion_id,
        expected: format!("between {}", curve.ends()),
        found: shown(found),
    })
}
