//! Why spread cannot be measured.

use crate::fault::Fault;
use crate::quantity::CriterionId;
use crate::scoring::shown::shown;
use crate::scoring::{TableColumn, TableError};

/// Why spread cannot be measured; paths are relative to the columns by criterion and row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DataWeightError {
    /// A cell is negative where shares of a sum are taken.
    #[error("`{criterion_id}` must be at least 0 for entropy weights (got {found}, row {row})")]
    NegativeCell {
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// The row, counted from 0.
        row: usize,
        /// The value as text.
        found: String,
    },
    /// A cell is zero or negative where logarithms are taken.
    #[error("`{criterion_id}` must be above 0 for MEREC weights (got {found}, row {row})")]
    NotPositiveCell {
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// The row, counted from 0.
        row: usize,
        /// The value as text.
        found: String,
    },
    /// The mean of a column is 0 where it is divided by.
    #[error("`{criterion_id}` must have a mean other than 0 for a coefficient of variation (got {found})")]
    MeanZero {
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// The mean as text.
        found: String,
    },
    /// The table itself is at fault.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl DataWeightError {
    /// Returns the error of the first cell of `column` that is not finite or does not pass; `refuse` makes the second.
    pub(super) fn of_cell(
        column: &TableColumn<'_>,
        passes: impl Fn(f64) -> bool,
        refuse: impl FnOnce(CriterionId, usize, String) -> Self,
    ) -> Option<Self> {
        let refused = |value: &f64| !(value.is_finite() && passes(*value));
        let row = column.values.iter().position(refused)?;
        let found = *column.values.get(row)?;
        if found.is_finite() {
            return Some(refuse(column.criterion_id.clone(), row, shown(found)));
        }
        column.first_not_finite().map(Self::Table)
    }
}

impl Fault for DataWeightError {
    fn code(&self) -> &'static str {
        match self {
            Self::NegativeCell { .. } => "negative_cell",
            Self::NotPositiveCell { .. } => "not_positive_cell",
            Self::MeanZero { .. } => "mean_zero",
            Self::Table(error) => error.code(),
        }
    }

    fn path(&self) -> String {
        let token = |id: &CriterionId| id.as_str().replace('~', "~0").replace('/', "~1");
        match self {
            Self::NegativeCell {
                criterion_id, row, ..
            }
            | Self::NotPositiveCell {
                criterion_id, row, ..
            } => format!("/{}/{row}", token(criterion_id)),
            Self::MeanZero { criterion_id, .. } => format!("/{}", token(criterion_id)),
            Self::Table(error) => error.path(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::NegativeCell { found, .. }
            | Self::NotPositiveCell { found, .. }
            | Self::MeanZero { found, .. } => Some(found.clone()),
            Self::Table(error) => error.found(),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::NegativeCell { .. } => Some("at least 0".to_owned()),
            Self::NotPositiveCell { .. } => Some("above 0".to_owned()),
            Self::MeanZero { .. } => Some("a mean other than 0".to_owned()),
            Self::Table(error) => error.expected(),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::NegativeCell { .. } | Self::NotPositiveCell { .. } => {
                Some("`critic` and `standard_deviation` take any number".to_owned())
            }
            Self::MeanZero { .. } => Some("`normalised` needs no mean".to_owned()),
            Self::Table(error) => error.help(),
        }
    }
}
