//! Why a portfolio cannot be used.

use crate::document::ReadError;
use crate::fault::Fault;
use crate::quantity::{Currency, Date, Money};
use crate::vocabulary::{EntityKind, Figure};

/// What is wrong with a portfolio, and where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PortfolioError {
    /// The text is not JSON, is over a bound, or has a value of the wrong type.
    #[error(transparent)]
    Unreadable(ReadError),
    /// A required key is absent.
    #[error("`{key}` must be present")]
    Missing {
        /// The JSON Pointer of the absent key.
        path: String,
        /// The key.
        key: &'static str,
    },
    /// Two entities of one kind share an id.
    #[error("ids of kind {} must be unique (got `{id}` at {first} as well)", kind.as_str())]
    DuplicateId {
        /// The JSON Pointer of the second entity's id.
        path: String,
        /// The JSON Pointer of the first entity's id.
        first: String,
        /// What the entities are.
        kind: EntityKind,
        /// The id.
        id: String,
    },
    /// A reference points to no entity of the right kind.
    #[error("reference must point to an id of kind {} (got `{id}`)", kind.as_str())]
    Dangling {
        /// The JSON Pointer of the reference.
        path: String,
        /// What it should point to.
        kind: EntityKind,
        /// The id that nothing carries.
        id: String,
    },
    /// An amount is below zero where none can be.
    #[error("amount must be at least 0 (got {amount})")]
    Negative {
        /// The JSON Pointer of the amount.
        path: String,
        /// The amount.
        amount: Money,
    },
    /// An exchange rate is not above zero.
    #[error("exchange rate must be above 0 (got {})", rate.get())]
    Rate {
        /// The JSON Pointer of the rate.
        path: String,
        /// The rate.
        rate: Figure,
    },
    /// Amounts in another currency cannot be added to the others.
    #[error("amounts in {from} must have a dated exchange rate to {to} (got none)")]
    NoExchangeRate {
        /// The JSON Pointer of the first such amount.
        path: String,
        /// The currency of the amount.
        from: Currency,
        /// The currency of the organisation.
        to: Currency,
    },
    /// A span ends before it starts.
    #[error("the last day must not come before the first (got {start} to {end})")]
    DateOrder {
        /// The JSON Pointer of the last day.
        path: String,
        /// The first day.
        start: Date,
        /// The last day.
        end: Date,
    },
    /// Accounts own each other in a circle.
    #[error(
        "an account must not own itself, directly or through others (got {})",
        in_a_row(ids)
    )]
    ParentCycle {
        /// The JSON Pointer of the first account's parent in the order of the document.
        path: String,
        /// The accounts of the circle, each followed by its parent.
        ids: Vec<String>,
    },
}

impl Fault for PortfolioError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(error) => error.code(),
            Self::Missing { .. } => "missing_field",
            Self::DuplicateId { .. } => "duplicate_id",
            Self::Dangling { .. } => "dangling_reference",
            Self::Negative { .. } => "negative_amount",
            Self::Rate { .. } => "exchange_rate_not_positive",
            Self::NoExchangeRate { .. } => "no_exchange_rate",
            Self::DateOrder { .. } => "date_order",
            Self::ParentCycle { .. } => "parent_cycle",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Unreadable(error) => error.path(),
            Self::Missing { path, .. }
            | Self::DuplicateId { path, .. }
            | Self::Dangling { path, .. }
            | Self::Negative { path, .. }
            | Self::Rate { path, .. }
            | Self::NoExchangeRate { path, .. }
            | Self::DateOrder { path, .. }
            | Self::ParentCycle { path, .. } => path.clone(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::Unreadable(error) => error.found(),
            Self::Missing { .. } => None,
            Self::DuplicateId { id, .. } | Self::Dangling { id, .. } => Some(id.clone()),
            Self::Negative { amount, .. } => Some(amount.to_string()),
            Self::Rate { rate, .. } => Some(rate.get().to_string()),
            Self::NoExchangeRate { from, .. } => Some(from.to_string()),
            Self::DateOrder { end, .. } => Some(end.to_string()),
            Self::ParentCycle { ids, .. } => Some(in_a_row(ids)),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Unreadable(error) => error.expected(),
            Self::Missing { .. } => Some("a value".to_owned()),
            Self::DuplicateId { .. } => Some("an id that stands once".to_owned()),
            Self::Dangling { kind, .. } => Some(format!("the id of an entity of kind {}", kind.as_str())),
            Self::Negative { .. } => Some("an amount of at least 0".to_owned()),
            Self::Rate { .. } => Some("a number above 0".to_owned()),
            Self::NoExchangeRate { to, .. } => Some(to.to_string()),
            Self::DateOrder { start, .. } => Some(format!("a day not before {start}")),
            Self::ParentCycle { .. } => Some("a parent further up".to_owned()),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Unreadable(error) => error.help(),
            Self::NoExchangeRate { from, to, .. } => {
                Some(format!("add an entry to `exchange_rates` from {from} to {to}"))
            }
            _ => None,
        }
    }
}

/// Returns the ids in backticks with arrows between them, cut after ten.
fn in_a_row(ids: &[String]) -> String {
    let mut row: Vec<String> = ids.iter().take(10).map(|id| format!("`{id}`")).collect();
    if ids.len() > row.len() {
        row.push("…".to_owned());
    }
    row.join(" -> ")
}
