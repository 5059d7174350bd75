//! Why spread cannot be measured.

use crate::document::pointer;
use crate::fault::Fault;
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::shown::shown;
use crate::scoring::{CellPlace, TableColumn, TableError};

/// Why spread cannot be measured; the path of a cell is relative to its account, or to the columns by criterion and row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DataWeightError {
    /// A cell is negative where shares of a sum are taken.
    #[error("`{criterion_id}` must be at least 0 for entropy weights (got {found}, {place})")]
    NegativeCell {
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// Where the cell is.
        place: CellPlace,
        /// The value as text.
        found: String,
    },
    /// A cell is zero or negative where logarithms are taken.
    #[error("`{criterion_id}` must be above 0 for MEREC weights (got {found}, {place})")]
    NotPositiveCell {
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// Where the cell is.
        place: CellPlace,
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
    /// Returns the account of the cell, where the error is about a cell of an account.
    pub fn account_id(&self) -> Option<&AccountId> {
        match self {
            Self::NegativeCell { place, .. } | Self::NotPositiveCell { place, .. } => place.account_id(),
            Self::MeanZero { .. } | Self::Table(_) => None,
        }
    }

    /// Returns the error with the account that stands in the row of the cell.
    pub(super) fn of_account(mut self, account_ids: &[AccountId]) -> Self {
        if let Self::NegativeCell { place, .. } | Self::NotPositiveCell { place, .. } = &mut self {
            place.name_account(account_ids);
        }
        self
    }

    /// Returns the criterion of the column that the error is about.
    pub fn criterion_id(&self) -> Option<&CriterionId> {
        match self {
            Self::NegativeCell { criterion_id, .. }
            | Self::NotPositiveCell { criterion_id, .. }
            | Self::MeanZero { criterion_id, .. } => Some(criterion_id),
            Self::Table(error) => error.cell_criterion_id(),
        }
    }

    /// Returns the error with the number that `numbers` gives the row of its cell, for a table of some rows of a larger one.
    #[must_use]
    pub fn with_row_numbers(mut self, numbers: &[usize]) -> Self {
        if let Self::Table(error) = self {
            return Self::Table(error.with_row_numbers(numbers));
        }
        if let Self::NegativeCell { place, .. } | Self::NotPositiveCell { place, .. } = &mut self {
            place.number_row(numbers);
        }
        self
    }

    /// Returns the error of the first cell of `column` that is not finite or does not pass; `refuse` makes the second.
    pub(super) fn of_cell(
        column: &TableColumn<'_>,
        passes: impl Fn(f64) -> bool,
        refuse: impl FnOnce(CriterionId, CellPlace, String) -> Self,
    ) -> Option<Self> {
        let refused = |value: &f64| !(value.is_finite() && passes(*value));
        let row = column.values.iter().position(refused)?;
        let found = *column.values.get(row)?;
        if found.is_finite() {
            return Some(refuse(
                column.criterion_id.clone(),
                CellPlace::Row(row),
                shown(found),
            ));
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
        match self {
            Self::NegativeCell {
                criterion_id, place, ..
            }
            | Self::NotPositiveCell {
                criterion_id, place, ..
            } => place.pointer(criterion_id),
            Self::MeanZero { criterion_id, .. } => pointer::of(&[criterion_id.as_str()]),
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
