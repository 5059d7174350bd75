//! Which accounts are beaten whatever the weights, and which stand on the efficient frontier?
//!
//! A row *dominates* another when it is at least as good on every criterion and better on one; it dominates *strictly* when
//! it is better on every criterion. Equal rows do not dominate each other. The rows that no row dominates are the efficient
//! frontier (Pareto frontier; Keeney and Raiffa, *Decisions with Multiple Objectives*, 1976, section 3.2). A dominated row can
//! lead under no weights, a strictly dominated one not even share the lead.

use std::cmp::Ordering;

use super::{DecisionTable, TableError};

#[cfg(test)]
mod tests;

/// Which rows of a table dominate which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dominance {
    /// The rows that no row dominates, ascending.
    pub frontier: Vec<usize>,
    /// The other rows, ascending, each with a row of the frontier that dominates it.
    pub dominated: Vec<DominatedRow>,
}

/// A row that another dominates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DominatedRow {
    /// The row.
    pub row: usize,
    /// A row of the frontier that dominates it; one that does so strictly, where there is one.
    pub by_row: usize,
    /// Whether that row is better on every criterion.
    pub strictly: bool,
}

/// Returns the efficient frontier of a table and, for every other row, a row that dominates it.
///
/// Weights play no part: criteria of weight 0 count like the others. Rows are compared with the frontier found so far, best
/// sum first, since a row with the smaller sum dominates nothing; with few rows on the frontier that is far less than one
/// look at each pair (sort-filter skyline; Chomicki and others, ICDE 2003). No rows give an empty frontier.
///
/// # Errors
///
/// [`TableError::NotFinite`].
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn, dominance};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "growth".try_into()?, better: Better::Higher, weight: 3.0.try_into()?, values: &[7.0, 9.0, 5.0] },
///     TableColumn { criterion_id: "effort".try_into()?, better: Better::Lower, weight: 1.0.try_into()?, values: &[20.0, 80.0, 30.0] },
/// ])?;
/// let found = dominance(&table)?;
/// assert_eq!(found.frontier, [0, 1]);
/// assert_eq!((found.dominated[0].row, found.dominated[0].by_row, found.dominated[0].strictly), (2, 0, true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dominance(table: &DecisionTable<'_>) -> Result<Dominance, TableError> {
    if let Some(error) = table.first_not_finite() {
        return Err(error);
    }
    let width = table.columns().len();
    let mut rows = vec![0.0; table.rows().saturating_mul(width)];
    for (place, column) in table.columns().iter().enumerate() {
        let sign = column.better.sign();
        for (row, value) in rows.chunks_exact_mut(width).zip(column.values) {
            if let Some(cell) = row.get_mut(place) {
                // Adding 0 makes the two zeros one.
                *cell = sign * value + 0.0;
            }
        }
    }
    let ranges = Ranges {
        low: &rows,
        high: &rows,
        width,
    };
    Ok(ranges.dominance())
}

/// Rows of ranges: what each cell is at least and at most, where higher is better. One row dominates another when it does so
/// whatever the cells turn out to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranges<'a> {
    /// The lower ends, row by row.
    pub(super) low: &'a [f64],
    /// The upper ends, row by row.
    pub(super) high: &'a [f64],
    /// The cells of a row, at least 1.
    pub(super) width: usize,
}

impl Ranges<'_> {
    /// Returns which rows dominate which, whatever the cells turn out to be.
    pub(super) fn dominance(&self) -> Dominance {
        let ends = self
            .low
            .chunks_exact(self.width)
            .zip(self.high.chunks_exact(self.width));
        let mut order: Vec<Row<'_>> = ends
            .enumerate()
            .map(|(place, (low, high))| Row {
                place,
                sum: low.iter().sum(),
                low,
                high,
            })
            .collect();
        // Rounding may make unequal sums equal, never turn them; the cells then decide, so that a row comes after all
        // that dominate it.
        order.sort_by(|left, right| {
            let sums = right.sum.total_cmp(&left.sum);
            sums.then_with(|| lexicographic(right.low, left.low))
                .then(left.place.cmp(&right.place))
        });
        let mut frontier: Vec<(usize, &[f64])> = Vec::new();
        let mut dominated = Vec::new();
        for Row {
            place: row,
            low,
            high,
            ..
        } in order
        {
            let mut found: Option<DominatedRow> = None;
            for &(by_row, by_low) in &frontier {
                match relation(by_low, high) {
                    Relation::Strict => {
                        found = Some(DominatedRow {
                            row,
                            by_row,
                            strictly: true,
                        });
                        break;
                    }
                    Relation::Weak if found.is_none() => {
                        found = Some(DominatedRow {
                            row,
                            by_row,
                            strictly: false,
                        });
                    }
                    Relation::Weak | Relation::None => {}
                }
            }
            match found {
                Some(found) => dominated.push(found),
                None => frontier.push((row, low)),
            }
        }
        let mut frontier: Vec<usize> = frontier.into_iter().map(|(row, _)| row).collect();
        frontier.sort_unstable();
        dominated.sort_unstable_by_key(|found| found.row);
        Dominance { frontier, dominated }
    }

    /// Returns, for each row, whether some row dominates it for some values of the cells.
    pub(super) fn possibly_dominated(&self) -> Vec<bool> {
        let highs = || self.high.chunks_exact(self.width).enumerate();
        let lows = self.low.chunks_exact(self.width).enumerate();
        lows.map(|(row, low)| highs().any(|(by, high)| by != row && relation(high, low) != Relation::None))
            .collect()
    }
}

/// A row with the sum that it is sorted by.
struct Row<'a> {
    place: usize,
    sum: f64,
    low: &'a [f64],
    high: &'a [f64],
}

/// How one row stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    None,
    Weak,
    Strict,
}

fn relation(upper: &[f64], lower: &[f64]) -> Relation {
    let (mut any, mut all) = (false, true);
    for (upper, lower) in upper.iter().zip(lower) {
        if upper < lower {
            return Relation::None;
        }
        any |= upper > lower;
        all &= upper > lower;
    }
    match (any, all) {
        (true, true) => Relation::Strict,
        (true, false) => Relation::Weak,
        _ => Relation::None,
    }
}

fn lexicographic(left: &[f64], right: &[f64]) -> Ordering {
    let cells = left.iter().zip(right).map(|(left, right)| left.total_cmp(right));
    cells.fold(Ordering::Equal, Ordering::then)
}
