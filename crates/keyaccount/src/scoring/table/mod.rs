//! Accounts by criteria as a bare table, for the methods that look at all accounts together.
//!
//! The headline score never needs it. Second opinions, weights from the data, dominance and robustness do: they compare
//! columns with each other. Whoever has columns makes a [`DecisionTable`] of them without a copy; whoever has scored
//! documents makes an [`AccountTable`], which says which accounts it had to leave out and why.

mod accounts;
mod decision;
mod error;
mod place;

pub use accounts::{AccountTable, LeftOut, LeftOutReason, TableBasis};
pub use decision::{Better, DecisionTable, TableColumn};
pub use error::TableError;
pub use place::CellPlace;
