//! Worst-of: an account is as good as its weakest criterion.

use serde::Serialize;

use super::chunks::{BLOCK, CHUNK, beside, check_length, run, starts};
use super::extremes::{not_a_value, weighted};
use super::ranks::Ranked;
use super::{RankError, resolution};
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::{Better, DecisionTable};

/// The accounts by their weakest criteria, higher is better.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorstOfAnswer {
    /// The accounts, best first.
    pub rows: Vec<WorstOfRow>,
}

/// The weakest criterion of one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorstOfRow {
    /// The account.
    pub account_id: AccountId,
    /// The lowest value between 0 (worst anchor) and 1 (best anchor) over the criteria with weight.
    pub worst_value: f64,
    /// The criteria with this value, by id.
    pub held_back_by: Vec<CriterionId>,
    /// The lowest value of the other criteria: what would be the verdict once those are mended; nothing where there
    /// are no others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_worst_value: Option<f64>,
}

/// Writes the lowest value of each row over the criteria with weight, and the index of the first column that has it.
///
/// The cells are values between 0 and 1 of value functions. Weights do not grade here: a criterion counts or does not.
/// A column where lower is better counts 1 less the cell. Source: the worst-of verdict that users of account health ask
/// for beside a score (scoring notes, sections 3 and 7.4); in decision theory the maximin rule (Wald 1950).
///
/// # Errors
///
/// [`RankError`] when a slice is not as long as the table, or for a cell outside 0 to 1; the slices are then half written.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::second_opinion::worst_of;
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "growth".try_into()?, better: Better::Higher, weight: 3.0.try_into()?, values: &[0.9, 0.4] },
///     TableColumn { criterion_id: "harmony".try_into()?, better: Better::Higher, weight: 1.0.try_into()?, values: &[0.2, 0.5] },
/// ])?;
/// let (mut values, mut columns) = ([0.0; 2], [0; 2]);
/// worst_of(&table, &mut values, &mut columns)?;
/// assert_eq!((values, columns), ([0.2, 0.4], [1, 0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn worst_of(table: &DecisionTable<'_>, values: &mut [f64], columns: &mut [u32]) -> Result<(), RankError> {
    check_length("values", table.rows(), values)?;
    check_length("columns", table.rows(), columns)?;
    let weighted = weighted(table);
    let chunks = values.chunks_mut(CHUNK).zip(columns.chunks_mut(CHUNK));
    let within = run(starts().zip(chunks).collect(), |(start, (values, columns))| {
        let mut start = start;
        let mut all_within = true;
        for (values, columns) in values.chunks_mut(BLOCK).zip(columns.chunks_mut(BLOCK)) {
            values.fill(f64::INFINITY);
            for &(index, column, _) in &weighted {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                let (from, sign) = from_worst(column.better);
                let cells = beside(column.values, start, values);
                for ((value, worst), &cell) in values.iter_mut().zip(&mut *columns).zip(cells) {
                    // NaN is not within.
                    all_within &= (0.0..=1.0).contains(&cell);
                    let cell = from + sign * cell;
                    let lower = cell < *value;
                    *value = if lower { cell } else { *value };
                    *worst = if lower { index } else { *worst };
                }
            }
            start += values.len();
        }
        all_within
    });
    if within.into_iter().all(|within| within) {
        return Ok(());
    }
    let outside = weighted.iter().find(|(_, column, _)| {
        let all_within = column.values.iter().all(|cell| (0.0..=1.0).contains(cell));
        !all_within
    });
    outside.map_or(Ok(()), |(_, column, _)| Err(not_a_value(column)))
}

pub(super) fn opinion(
    table: &DecisionTable<'_>,
    account_ids: &[AccountId],
) -> Result<(Ranked, WorstOfAnswer), RankError> {
    let (mut values, mut columns) = (vec![0.0; table.rows()], vec![0; table.rows()]);
    worst_of(table, &mut values, &mut columns)?;
    let weighted = weighted(table);
    let ranked = Ranked::new(values, Better::Higher, resolution(weighted.len()));
    let row = |&row: &usize| {
        let worst_value = ranked.score(row);
        let values = weighted.iter().map(|(_, column, _)| {
            let (from, sign) = from_worst(column.better);
            let cell = column.values.get(row).copied().unwrap_or_default();
            (&column.criterion_id, from + sign * cell)
        });
        let (worst, others): (Vec<_>, Vec<_>) =
            values.partition(|(_, value)| *value <= worst_value + ranked.resolution);
        Some(WorstOfRow {
            account_id: account_ids.get(row)?.clone(),
            worst_value,
            held_back_by: worst.into_iter().map(|(id, _)| id.clone()).collect(),
            next_worst_value: others.into_iter().map(|(_, value)| value).reduce(f64::min),
        })
    };
    let rows = ranked.order.iter().filter_map(row).collect();
    Ok((ranked, WorstOfAnswer { rows }))
}

/// Returns the start and the sign that make of a cell the value where higher is better.
fn from_worst(better: Better) -> (f64, f64) {
    match better {
        Better::Higher => (0.0, 1.0),
        Better::Lower => (1.0, -1.0),
    }
}
