//! Accounts by criteria as a bare table, for the methods that look at all accounts together.
//!
//! The headline score never needs it. Second opinions, weights from the data, dominance and robustness do: they compare
//! columns with each other. Whoever has columns makes a [`DecisionTable`] of them without a copy, with [`ColumnCriteria`]
//! where the criteria come as a document; whoever has scored
//! documents makes an [`AccountTable`], which says which accounts it had to leave out and why.

mod accounts;
mod criteria;
mod decision;
mod error;
mod place;

pub use accounts::{AccountTable, LeftOut, LeftOutReason, TableBasis};
pub use criteria::{ColumnCriteria, ColumnCriterion};
pub use decision::{Better, DecisionTable, TableColumn};
pub use error::TableError;
pub use place::CellPlace;
