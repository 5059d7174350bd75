//! Why columns make no table.

use crate::document::pointer;
use crate::fault::Fault;
use crate::quantity::CriterionId;

/// Why columns make no table; paths are relative to the list of columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// There is no column.
    #[error("a table must have at least one column (got none)")]
    NoColumn,
    /// Two columns are of one criterion.
    #[error("the columns must be of different criteria (got `{criterion_id}` twice)")]
    DuplicateCriterion {
        /// The index of the second.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// There are more or fewer columns than criteria.
    #[error("there must be one column per criterion: {expected} (got {found})")]
    ColumnCount {
        /// The number of criteria.
        expected: usize,
        /// The number of columns.
        found: usize,
    },
    /// A column is shorter or longer than the first.
    #[error("the column of `{criterion_id}` must have {expected} rows (got {found})")]
    ColumnLength {
        /// The index of the column.
        index: usize,
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// The number of rows of the first column.
        expected: usize,
        /// The number of rows of the column.
        found: usize,
    },
    /// The weights give no shares.
    #[error("the weights must add up to a finite number above 0 (got {found})")]
    WeightSum {
        /// The sum as text.
        found: String,
    },
    /// A cell is NaN or infinite.
    #[error("`{criterion_id}` must be a finite number (got {found}, row {row})")]
    NotFinite {
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// The row, counted from 0.
        row: usize,
        /// The value as text.
        found: String,
    },
}

impl TableError {
    /// Returns the criterion of the cell, where the error is about a cell.
    pub(in crate::scoring) fn cell_criterion_id(&self) -> Option<&CriterionId> {
        match self {
            Self::NotFinite { criterion_id, .. } => Some(criterion_id),
            _ => None,
        }
    }

    /// Returns the error with the number that `numbers` gives the row of its cell.
    pub(in crate::scoring) fn with_row_numbers(mut self, numbers: &[usize]) -> Self {
        if let Self::NotFinite { row, .. } = &mut self {
            *row = numbers.get(*row).copied().unwrap_or(*row);
        }
        self
    }
}

impl Fault for TableError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoColumn => "no_column",
            Self::DuplicateCriterion { .. } => "duplicate_id",
            Self::ColumnCount { .. } => "column_count",
            Self::ColumnLength { .. } => "column_length",
            Self::WeightSum { .. } => "weight_sum",
            Self::NotFinite { .. } => "not_finite",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::NoColumn | Self::ColumnCount { .. } | Self::WeightSum { .. } => String::new(),
            Self::DuplicateCriterion { index, .. } | Self::ColumnLength { index, .. } => format!("/{index}"),
            Self::NotFinite {
                criterion_id, row, ..
            } => pointer::of(&[criterion_id.as_str(), &row.to_string()]),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::NoColumn => Some("0".to_owned()),
            Self::DuplicateCriterion { criterion_id, .. } => Some(criterion_id.to_string()),
            Self::ColumnCount { found, .. } | Self::ColumnLength { found, .. } => Some(found.to_string()),
            Self::WeightSum { found } | Self::NotFinite { found, .. } => Some(found.clone()),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::NoColumn => Some("at least one column".to_owned()),
            Self::DuplicateCriterion { .. } => None,
            Self::ColumnCount { expected, .. } | Self::ColumnLength { expected, .. } => {
                Some(expected.to_string())
            }
            Self::WeightSum { .. } => Some("a finite number above 0".to_owned()),
            Self::NotFinite { .. } => Some("a finite number".to_owned()),
        }
    }

    fn help(&self) -> Option<String> {
        None
    }
}
