//! Why a selection cannot be made.

use crate::fault::Fault;
use crate::quantity::{AccountId, Currency};

/// Why a selection cannot be made; paths are relative to the request, `/policy`, `/needs` and `/incumbents`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectionError {
    /// There is no limit at all.
    #[error("a selection must have `top`, `threshold` or `resources` (got none of them)")]
    NoLimit,
    /// No account may be selected.
    #[error("`top` must be at least 1 (got 0)")]
    TopZero,
    /// No score reaches, or every score reaches, the threshold.
    #[error("`threshold` must be {expected} (got {found})")]
    ThresholdOffScale {
        /// The threshold as text.
        found: String,
        /// The scale as text.
        expected: String,
    },
    /// Incumbents have a line to leave by, and nobody has one to come in by.
    #[error("`exit_threshold` must go with `threshold`, the line to come in (got none)")]
    NoEntryThreshold,
    /// The line to leave by lies above the line to come in.
    #[error("`exit_threshold` must be {expected} (got {found})")]
    ExitThreshold {
        /// The exit threshold as text.
        found: String,
        /// What it may be.
        expected: String,
    },
    /// A dwell has no length.
    #[error("`{field}` must be at least 1 (got 0)")]
    DwellZero {
        /// Which dwell.
        field: &'static str,
    },
    /// Resources are limited without a limit.
    #[error("`resources` must have `hours_per_year`, `budget_per_year` or both (got neither)")]
    NoResource,
    /// A limit of hours or money is negative or not finite.
    #[error("`{field}` must be at least 0 (got {found})")]
    NegativeLimit {
        /// The field of the limit.
        field: &'static str,
        /// The limit as text.
        found: String,
    },
    /// Resources are limited, and no account says what it needs of them.
    #[error("`resources` must go with what the accounts need of them (got no account with a known need)")]
    NeedsMissing,
    /// A sum of costs needs more digits than an amount holds.
    #[error("the sum of the costs must have at most 28 digits")]
    Overflow,
    /// An account is none of those scored.
    #[error("there is no account `{account_id}` among those scored")]
    UnknownAccount {
        /// `needs` or `incumbents`.
        list: &'static str,
        /// The index in the list.
        index: usize,
        /// The id that leads nowhere.
        account_id: AccountId,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// An account stands twice in a list.
    #[error("`{list}` must name account `{account_id}` once")]
    DuplicateAccount {
        /// `needs` or `incumbents`.
        list: &'static str,
        /// The index of the second.
        index: usize,
        /// The id.
        account_id: AccountId,
    },
    /// A need is negative or not finite.
    #[error("`{field}` of account `{account_id}` must be at least 0 (got {found})")]
    NegativeNeed {
        /// The index in the needs.
        index: usize,
        /// The field.
        field: &'static str,
        /// The account.
        account_id: AccountId,
        /// The need as text.
        found: String,
    },
    /// A cost is in another currency than the budget.
    #[error(
        "the cost of account `{account_id}` must be in the currency of the budget, {expected} (got {found})"
    )]
    Currencies {
        /// The index in the needs.
        index: usize,
        /// The account.
        account_id: AccountId,
        /// The currency of the budget.
        expected: Currency,
        /// The currency of the cost.
        found: Currency,
    },
}

impl Fault for SelectionError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoLimit => "no_limit",
            Self::TopZero => "top_zero",
            Self::ThresholdOffScale { .. } => "threshold_off_scale",
            Self::NoEntryThreshold => "no_entry_threshold",
            Self::ExitThreshold { .. } => "exit_threshold",
            Self::DwellZero { .. } => "dwell_zero",
            Self::NoResource => "no_resource",
            Self::NegativeLimit { .. } => "negative_limit",
            Self::NeedsMissing => "needs_missing",
            Self::Overflow => "overflow",
            Self::UnknownAccount { .. } => "unknown_account",
            Self::DuplicateAccount { .. } => "duplicate_account",
            Self::NegativeNeed { .. } => "negative_need",
            Self::Currencies { .. } => "currencies_differ",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::NoLimit => "/policy".to_owned(),
            Self::TopZero => "/policy/top".to_owned(),
            Self::ThresholdOffScale { .. } => "/policy/threshold".to_owned(),
            Self::NoEntryThreshold | Self::ExitThreshold { .. } => {
                "/policy/incumbents/exit_threshold".to_owned()
            }
            Self::DwellZero { field } => format!("/policy/incumbents/{field}"),
            Self::NegativeLimit { field, .. } => format!("/policy/resources/{field}"),
            Self::NoResource | Self::NeedsMissing | Self::Overflow => "/policy/resources".to_owned(),
            Self::UnknownAccount { list, index, .. } | Self::DuplicateAccount { list, index, .. } => {
                format!("/{list}/{index}/account_id")
            }
            Self::NegativeNeed { index, field, .. } => format!("/needs/{index}/{field}"),
            Self::Currencies { index, .. } => format!("/needs/{index}/cost_per_year"),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::TopZero | Self::DwellZero { .. } => Some("0".to_owned()),
            Self::ThresholdOffScale { found, .. }
            | Self::ExitThreshold { found, .. }
            | Self::NegativeLimit { found, .. }
            | Self::NegativeNeed { found, .. } => Some(found.clone()),
            Self::UnknownAccount { account_id, .. } | Self::DuplicateAccount { account_id, .. } => {
                Some(account_id.to_string())
            }
            Self::Currencies { found, .. } => Some(found.to_string()),
            Self::NoLimit
            | Self::NoEntryThreshold
            | Self::NoResource
            | Self::NeedsMissing
            | Self::Overflow => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::NoLimit => Some("`top`, `threshold` or `resources`".to_owned()),
            Self::TopZero | Self::DwellZero { .. } => Some("at least 1".to_owned()),
            Self::ThresholdOffScale { expected, .. } | Self::ExitThreshold { expected, .. } => {
                Some(expected.clone())
            }
            Self::NoEntryThreshold => Some("a `threshold`".to_owned()),
            Self::NoResource => Some("`hours_per_year`, `budget_per_year` or both".to_owned()),
            Self::NegativeLimit { .. } | Self::NegativeNeed { .. } => Some("at least 0".to_owned()),
            Self::Currencies { expected, .. } => Some(expected.to_string()),
            Self::NeedsMissing
            | Self::Overflow
            | Self::UnknownAccount { .. }
            | Self::DuplicateAccount { .. } => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::NeedsMissing => {
                Some("give `hours_per_year` or `cost_per_year` of the accounts in `needs`".to_owned())
            }
            Self::UnknownAccount {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            _ => None,
        }
    }
}
