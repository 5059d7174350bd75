//! Columns for the methods that look at all rows together: each in one piece, and none with a missing cell.

use std::borrow::Cow;

use arrow_array::{Array as _, Float64Array};

use crate::arrow::Numbers;

/// What was absent: the rows, those left out, and per criterion nulls and NaN.
pub(crate) type Absent = (usize, usize, Vec<(usize, usize)>);

/// One column per criterion; a cell that is null or NaN is NaN.
pub(crate) struct Cells<'a> {
    columns: Vec<Cow<'a, [f64]>>,
    names: Vec<Option<&'a str>>,
    nulls: Vec<usize>,
}

/// The rows that have a value in every column.
pub(crate) struct Kept {
    /// The number of each in the table.
    pub(crate) rows: Vec<usize>,
    columns: Vec<Vec<f64>>,
}

impl<'a> Cells<'a> {
    /// Reads one column per criterion; `columns` counts through the columns of all parts of the table.
    ///
    /// A column in one piece and without nulls is not copied.
    pub(crate) fn new(parts: &[&'a Numbers], columns: &[usize]) -> Self {
        let all: Vec<(&'a Numbers, usize)> = parts
            .iter()
            .flat_map(|&part| (0..part.width()).map(move |column| (part, column)))
            .collect();
        let mut cells = Self {
            columns: Vec::with_capacity(columns.len()),
            names: Vec::with_capacity(columns.len()),
            nulls: Vec::with_capacity(columns.len()),
        };
        for (part, column) in columns.iter().filter_map(|&column| all.get(column)) {
            let (joined, nulls) = joined(part, *column);
            cells.columns.push(joined);
            cells.names.push(part.name(*column));
            cells.nulls.push(nulls);
        }
        cells
    }

    /// Returns the columns.
    pub(crate) fn columns(&self) -> Vec<&[f64]> {
        self.columns.iter().map(AsRef::as_ref).collect()
    }

    /// Returns the number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.len())
    }

    /// Returns the name of the column of a criterion.
    pub(crate) fn name(&self, criterion: usize) -> Option<&'a str> {
        self.names.get(criterion).copied().flatten()
    }

    /// Returns whether any cell is null.
    pub(crate) fn has_null(&self) -> bool {
        self.nulls.iter().any(|&nulls| nulls > 0)
    }

    /// Returns the criterion and the row of the first missing cell, by column, then by row.
    pub(crate) fn first_missing(&self) -> Option<(usize, usize)> {
        let first = |index: usize| Some((index, self.missing_in(index)?));
        (0..self.columns.len()).find_map(first)
    }

    /// Returns the row of the first missing cell of a criterion.
    pub(crate) fn missing_in(&self, criterion: usize) -> Option<usize> {
        self.columns.get(criterion)?.iter().position(|cell| cell.is_nan())
    }

    /// Returns the rows without a missing cell.
    pub(crate) fn kept(&self) -> Kept {
        let mut whole = vec![true; self.rows()];
        for column in &self.columns {
            for (whole, cell) in whole.iter_mut().zip(column.iter()) {
                *whole &= !cell.is_nan();
            }
        }
        let rows = whole.iter().enumerate().filter(|(_, whole)| **whole);
        let rows: Vec<usize> = rows.map(|(row, _)| row).collect();
        let of_column = |column: &Cow<'_, [f64]>| {
            let cells = rows.iter().filter_map(|&row| column.get(row).copied());
            cells.collect()
        };
        Kept {
            columns: self.columns.iter().map(of_column).collect(),
            rows,
        }
    }

    /// Returns what is absent where only the rows of `kept` are looked at; without them, nothing is.
    pub(crate) fn absent(&self, kept: Option<&Kept>) -> Absent {
        let Some(kept) = kept else {
            return (self.rows(), 0, vec![(0, 0); self.columns.len()]);
        };
        let counts = self.columns.iter().zip(&self.nulls).map(|(column, &nulls)| {
            let missing = column.iter().filter(|cell| cell.is_nan()).count();
            (nulls, missing - nulls)
        });
        (self.rows(), self.rows() - kept.rows.len(), counts.collect())
    }
}

impl Kept {
    /// Returns the columns.
    pub(crate) fn columns(&self) -> Vec<&[f64]> {
        self.columns.iter().map(Vec::as_slice).collect()
    }

    /// Returns a column of all rows, with `absent` in those that are left out.
    pub(crate) fn spread<T: Copy>(&self, cells: &[T], absent: T, rows: usize) -> Vec<T> {
        let mut spread = vec![absent; rows];
        for (&row, &cell) in self.rows.iter().zip(cells) {
            if let Some(place) = spread.get_mut(row) {
                *place = cell;
            }
        }
        spread
    }
}

/// Returns a column in one piece, with NaN for null, and the number of its nulls.
fn joined(numbers: &Numbers, column: usize) -> (Cow<'_, [f64]>, usize) {
    let chunks = numbers.chunks().iter().filter_map(|chunk| chunk.get(column));
    let chunks: Vec<&Float64Array> = chunks.filter(|chunk| !chunk.is_empty()).collect();
    let nulls = chunks.iter().map(|chunk| chunk.null_count()).sum();
    if let ([chunk], 0) = (chunks.as_slice(), nulls) {
        return (Cow::Borrowed(chunk.values()), 0);
    }
    let mut cells = Vec::with_capacity(chunks.iter().map(|chunk| chunk.len()).sum());
    for chunk in chunks {
        if chunk.null_count() == 0 {
            cells.extend_from_slice(chunk.values());
        } else {
            cells.extend(chunk.iter().map(|cell| cell.unwrap_or(f64::NAN)));
        }
    }
    (Cow::Owned(cells), nulls)
}
