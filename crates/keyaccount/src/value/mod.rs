//! What an account is worth, and how much of the whole hangs on it.
//!
//! [`summarise`] turns transaction lines into one row per account; [`concentration`] says how unevenly revenue is
//! spread over accounts. Recurring revenue, lifetime value and forecasts are out of scope here.

mod account_row;
mod concentration;
mod concentration_limit;
mod exact_sum;
mod summarise;
mod tally;
mod text_column;
mod transactions;
mod undefined;
mod windows;

pub use account_row::{AccountRow, AccountSummary, OrderBasis, SummaryTotals, WindowTotals};
pub use concentration::{
    AccountAmount, Concentration, ConcentrationError, MajorAccount, TopShare, concentration,
};
pub use concentration_limit::{CONCENTRATION_LIMITS, ConcentrationLimit, ConcentrationMeasure, LimitReading};
pub use summarise::{SummariseError, summarise};
pub use text_column::TextColumn;
pub use transactions::TransactionColumns;
pub use undefined::{Undefined, UndefinedReason};

pub(crate) use exact_sum::{Grid, count_to_f64, quotient, ratio};
pub(crate) use undefined::settle;
