//! Why the loss of accounts could not be computed.

use crate::fault::Fault;
use crate::quantity::{AccountId, Currency, Money};

/// Why the loss of accounts could not be computed.
///
/// Rows count from 0, as in paths.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LossImpactError {
    /// The list of accounts that leave is empty.
    #[error("`leaving` must name at least one account")]
    NobodyLeaves,
    /// An account that leaves is none of the portfolio.
    #[error("there is no account `{id}` in the portfolio")]
    Unknown {
        /// The place in `leaving`.
        row: usize,
        /// The unknown id.
        id: AccountId,
        /// The known id that was probably meant.
        nearest: Option<String>,
    },
    /// An id stands twice in a list.
    #[error("`{list}` must name account `{id}` once")]
    Repeated {
        /// The name of the list.
        list: &'static str,
        /// The second place.
        row: usize,
        /// The id.
        id: AccountId,
    },
    /// The revenue of an account is below 0.
    #[error("the annual revenue of account `{id}` must be at least 0 (got {found})")]
    NegativeRevenue {
        /// The place in the list of accounts.
        row: usize,
        /// The account.
        id: AccountId,
        /// Its revenue.
        found: Money,
    },
    /// The hours of an account are negative or not finite.
    #[error("the hours per year of account `{id}` must be a finite number of at least 0 (got {found})")]
    Hours {
        /// The place in the list of accounts.
        row: usize,
        /// The account.
        id: AccountId,
        /// Its hours.
        found: String,
    },
    /// Two amounts are in different currencies.
    #[error("amounts must share one currency (got {expected} and {found})")]
    Currencies {
        /// The place of the second.
        path: String,
        /// The currency of the first amount.
        expected: Currency,
        /// The currency of the second.
        found: Currency,
    },
    /// A sum needs more digits than an amount holds.
    #[error("amounts must add up to at most 28 digits")]
    Overflow,
}

impl Fault for LossImpactError {
    fn code(&self) -> &'static str {
        match self {
            Self::NobodyLeaves => "nobody_leaves",
            Self::Unknown { .. } => "unknown_account",
            Self::Repeated { .. } => "repeated_id",
            Self::NegativeRevenue { .. } => "negative_amount",
            Self::Hours { .. } => "hours_out_of_range",
            Self::Currencies { .. } => "currencies_differ",
            Self::Overflow => "sum_too_long",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::NobodyLeaves => "/leaving".to_owned(),
            Self::Unknown { row, .. }
            | Self::Repeated {
                list: "leaving", row, ..
            } => format!("/leaving/{row}"),
            Self::Repeated { list, row, .. } => format!("/{list}/{row}/id"),
            Self::NegativeRevenue { row, .. } => format!("/accounts/{row}/annual_revenue"),
            Self::Hours { row, .. } => format!("/accounts/{row}/hours_per_year"),
            Self::Currencies { path, .. } => path.clone(),
            Self::Overflow => "/accounts".to_owned(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::NobodyLeaves | Self::Overflow => None,
            Self::Unknown { id, .. } | Self::Repeated { id, .. } => Some(id.to_string()),
            Self::NegativeRevenue { found, .. } => Some(found.to_string()),
            Self::Hours { found, .. } => Some(found.clone()),
            Self::Currencies { found, .. } => Some(found.to_string()),
        }
    }

    fn expected(&self) -> Option<String> {
        let expected = match self {
            Self::NobodyLeaves => "at least one id",
            Self::Unknown { .. } => "the id of an account of the portfolio",
            Self::Repeated { .. } => "each id once",
            Self::NegativeRevenue { .. } => "an amount of at least 0",
            Self::Hours { .. } => "a finite number of at least 0",
            Self::Currencies { expected, .. } => expected.code(),
            Self::Overflow => return None,
        };
        Some(expected.to_owned())
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Unknown {
                nearest: Some(nearest),
                ..
            } => Some(format!("the nearest known id is `{nearest}`")),
            _ => None,
        }
    }
}
