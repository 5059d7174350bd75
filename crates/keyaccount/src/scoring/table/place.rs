//! Where a cell stands.

use std::fmt;

use crate::document::pointer;
use crate::quantity::{AccountId, CriterionId};

/// Where a cell stands: in a row of columns, counted from 0, or in an account of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellPlace {
    /// A row of columns.
    Row(usize),
    /// An account of a document.
    Account(AccountId),
}

impl CellPlace {
    /// Returns the account, where the place is in one.
    pub fn account_id(&self) -> Option<&AccountId> {
        match self {
            Self::Account(id) => Some(id),
            Self::Row(_) => None,
        }
    }

    /// Returns where the cell of a criterion stands: in the columns, or in the facts of its account.
    pub(in crate::scoring) fn pointer(&self, criterion_id: &CriterionId) -> String {
        match self {
            Self::Row(row) => pointer::of(&[criterion_id.as_str(), &row.to_string()]),
            Self::Account(_) => pointer::of(&["facts", criterion_id.as_str()]),
        }
    }

    /// Turns a row into the account that stands in it, where there is one.
    pub(in crate::scoring) fn name_account(&mut self, account_ids: &[AccountId]) {
        if let Self::Row(row) = self
            && let Some(id) = account_ids.get(*row)
        {
            *self = Self::Account(id.clone());
        }
    }

    /// Gives a row the number that stands for it in `numbers`, where there is one.
    pub(in crate::scoring) fn number_row(&mut self, numbers: &[usize]) {
        if let Self::Row(row) = self
            && let Some(&number) = numbers.get(*row)
        {
            *row = number;
        }
    }
}

impl fmt::Display for CellPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(row) => write!(formatter, "row {row}"),
            Self::Account(id) => write!(formatter, "account `{id}`"),
        }
    }
}
