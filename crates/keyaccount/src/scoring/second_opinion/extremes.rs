//! The first pass over a table: lowest, highest, sum of squares, and whether every cell is a number.

use super::RankError;
use super::chunks::{CHUNK, run, starts};
use crate::scoring::shown::shown;
use crate::scoring::{Better, CellPlace, DecisionTable, TableColumn};

/// What the largest cell of a column may be in size, where it is not 0: its square is then neither 0 nor infinite.
const SMALLEST: f64 = 1e-150;
const LARGEST: f64 = 1e150;

/// The running figures that are kept side by side, so that one addition need not wait for another.
const LANES: usize = 8;

/// A criterion with weight, and what the first pass found in its column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured<'a> {
    pub(super) column: &'a TableColumn<'a>,
    /// The part of the weight, above 0.
    pub(super) share: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) squares: f64,
}

impl<'a> Measured<'a> {
    /// Returns the criteria with weight; the figures of a table without rows are 0.
    pub(super) fn columns(table: &'a DecisionTable<'a>) -> Result<Vec<Self>, RankError> {
        let weighted = weighted(table);
        let chunks = table.rows().div_ceil(CHUNK);
        let jobs = weighted
            .iter()
            .flat_map(|&(_, column, _)| starts().take(chunks).map(|start| (start, column.values)));
        let figures = run(jobs.collect(), |(start, cells): (usize, &[f64])| {
            let end = cells.len().min(start + CHUNK);
            Figures::of(cells.get(start..end).unwrap_or_default())
        });
        // Chunks come column by column; a table without rows has none.
        let mut of_column = figures.chunks(chunks.max(1));
        weighted
            .iter()
            .map(|&(_, column, share)| {
                let total = of_column.next().unwrap_or_default().iter().copied();
                let Figures { low, high, squares } = total.reduce(Figures::and).unwrap_or_default();
                let measured = Self {
                    column,
                    share,
                    low,
                    high,
                    squares,
                };
                measured.check(table)?;
                Ok(measured)
            })
            .collect()
    }

    /// Returns the best and the worst cell.
    pub(super) fn best_and_worst(&self) -> (f64, f64) {
        match self.column.better {
            Better::Higher => (self.high, self.low),
            Better::Lower => (self.low, self.high),
        }
    }

    /// Checks that every cell is above 0.
    pub(super) fn check_positive(&self) -> Result<(), RankError> {
        let Some((place, found)) = self.first(|cell| cell <= 0.0).filter(|_| self.low <= 0.0) else {
            return Ok(());
        };
        let criterion_id = self.column.criterion_id.clone();
        Err(RankError::NotPositive {
            place,
            criterion_id,
            found,
        })
    }

    /// Checks that every cell is a value between 0 and 1.
    pub(super) fn check_values(&self) -> Result<(), RankError> {
        if self.low >= 0.0 && self.high <= 1.0 {
            return Ok(());
        }
        Err(not_a_value(self.column))
    }

    fn check(&self, table: &DecisionTable<'_>) -> Result<(), RankError> {
        let size = self.low.abs().max(self.high.abs());
        let normal = size <= 0.0 || (SMALLEST..=LARGEST).contains(&size);
        if normal && self.squares.is_finite() {
            return Ok(());
        }
        if let Some(error) = table.first_not_finite() {
            return Err(error.into());
        }
        let (place, found) = self
            .first(|cell| cell.abs() >= size)
            .unwrap_or((CellPlace::Row(0), String::new()));
        let criterion_id = self.column.criterion_id.clone();
        Err(RankError::TooExtreme {
            place,
            criterion_id,
            found,
        })
    }

    fn first(&self, is_meant: impl Fn(f64) -> bool) -> Option<(CellPlace, String)> {
        let row = self.column.values.iter().position(|&cell| is_meant(cell))?;
        Some((
            CellPlace::Row(row),
            self.column.values.get(row).copied().map(shown)?,
        ))
    }
}

/// Returns the criteria with weight: the index, the column, the part of the weight.
pub(super) fn weighted<'a>(table: &'a DecisionTable<'a>) -> Vec<(usize, &'a TableColumn<'a>, f64)> {
    let columns = table.columns().iter().zip(table.shares()).enumerate();
    columns
        .filter(|(_, (_, share))| **share > 0.0)
        .map(|(index, (column, share))| (index, column, *share))
        .collect()
}

/// Returns the error of the first cell that is no value between 0 and 1; the caller knows that there is one.
pub(super) fn not_a_value(column: &TableColumn<'_>) -> RankError {
    let within = |cell: &f64| (0.0..=1.0).contains(cell);
    let row = column
        .values
        .iter()
        .position(|cell| !within(cell))
        .unwrap_or_default();
    RankError::NotAValue {
        place: CellPlace::Row(row),
        criterion_id: column.criterion_id.clone(),
        found: column.values.get(row).copied().map(shown).unwrap_or_default(),
    }
}

/// What a stretch of cells comes to. A NaN or an infinite cell makes the squares NaN or infinite.
#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    low: f64,
    high: f64,
    squares: f64,
}

impl Figures {
    fn of(cells: &[f64]) -> Self {
        let mut low = [f64::INFINITY; LANES];
        let mut high = [f64::NEG_INFINITY; LANES];
        let mut squares = [0.0; LANES];
        let (full, rest) = cells.as_chunks::<LANES>();
        let mut add = |cells: &[f64]| {
            let lanes = low.iter_mut().zip(&mut high).zip(&mut squares);
            for (((low, high), squares), &cell) in lanes.zip(cells) {
                *low = if cell < *low { cell } else { *low };
                *high = if cell > *high { cell } else { *high };
                *squares += cell * cell;
            }
        };
        for cells in full {
            add(cells);
        }
        add(rest);
        Self {
            low: low.into_iter().fold(f64::INFINITY, f64::min),
            high: high.into_iter().fold(f64::NEG_INFINITY, f64::max),
            squares: squares.into_iter().sum(),
        }
    }

    fn and(self, after: Self) -> Self {
        Self {
            low: self.low.min(after.low),
            high: self.high.max(after.high),
            squares: self.squares + after.squares,
        }
    }
}
