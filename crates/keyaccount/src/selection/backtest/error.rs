//! Why a backtest cannot be made.

use crate::fault::Fault;
use crate::quantity::{AccountId, Currency};

/// Why a backtest cannot be made; paths are relative to the request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BacktestError {
    /// A period is named twice.
    #[error("the periods must differ (got `{period}` twice)")]
    DuplicatePeriod {
        /// The index of the second.
        index: usize,
        /// The name.
        period: String,
    },
    /// A period is none of those listed.
    #[error("there is no period `{period}` among those listed")]
    UnknownPeriod {
        /// The place of the name.
        path: String,
        /// The name.
        period: String,
        /// The one name that is nearly the same.
        nearest: Option<String>,
    },
    /// The period that is to be held against a selection is not listed.
    #[error("there must be {horizon} later periods after `{period}` (got {found})")]
    NoLaterPeriod {
        /// The index of the selection.
        index: usize,
        /// The period of the selection.
        period: String,
        /// How many there must be.
        horizon: u32,
        /// How many there are.
        found: usize,
    },
    /// The horizon has no length.
    #[error("`horizon_periods` must be at least 1 (got 0)")]
    HorizonZero,
    /// A number is NaN or infinite.
    #[error("{what} must be a finite number (got {found})")]
    NotFinite {
        /// The place of the number.
        path: String,
        /// What it is.
        what: &'static str,
        /// The number as text.
        found: String,
    },
    /// An account has no margin in any period.
    #[error("account `{account_id}` must have a margin in some period (got none)")]
    UnknownAccount {
        /// The place of the account.
        path: String,
        /// The account.
        account_id: AccountId,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// An account stands twice where it may stand once.
    #[error("`{list}` must name account `{account_id}` once")]
    DuplicateAccount {
        /// The place of the second.
        path: String,
        /// The list.
        list: &'static str,
        /// The account.
        account_id: AccountId,
    },
    /// An account has two margins in one period.
    #[error("account `{account_id}` must have one margin in period `{period}` (got two)")]
    DuplicateMargin {
        /// The index of the second.
        index: usize,
        /// The account.
        account_id: AccountId,
        /// The period.
        period: String,
    },
    /// Two amounts are in different currencies.
    #[error("amounts must share one currency (got {expected} and {found}, account `{account_id}`)")]
    Currencies {
        /// The index of the second.
        index: usize,
        /// The account of the second.
        account_id: AccountId,
        /// The currency of the first amount.
        expected: Currency,
        /// The currency of the second.
        found: Currency,
    },
    /// A sum or a median needs more digits than an amount holds.
    #[error("sums of margins must have at most 28 digits")]
    Overflow,
}

impl Fault for BacktestError {
    fn code(&self) -> &'static str {
        match self {
            Self::DuplicatePeriod { .. } => "duplicate_period",
            Self::UnknownPeriod { .. } => "unknown_period",
            Self::NoLaterPeriod { .. } => "no_later_period",
            Self::HorizonZero => "horizon_zero",
            Self::NotFinite { .. } => "not_finite",
            Self::UnknownAccount { .. } => "unknown_account",
            Self::DuplicateAccount { .. } => "duplicate_account",
            Self::DuplicateMargin { .. } => "duplicate_margin",
            Self::Currencies { .. } => "currencies_differ",
            Self::Overflow => "overflow",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::DuplicatePeriod { index, .. } => format!("/periods/{index}"),
            Self::NoLaterPeriod { index, .. } => format!("/selections/{index}/period"),
            Self::HorizonZero => "/policy/horizon_periods".to_owned(),
            Self::UnknownPeriod { path, .. }
            | Self::NotFinite { path, .. }
            | Self::UnknownAccount { path, .. }
            | Self::DuplicateAccount { path, .. } => path.clone(),
            Self::DuplicateMargin { index, .. } => format!("/margins/{index}"),
            Self::Currencies { index, .. } => format!("/margins/{index}/margin"),
            Self::Overflow => "/margins".to_owned(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::DuplicatePeriod { period, .. } | Self::UnknownPeriod { period, .. } => Some(period.clone()),
            Self::NoLaterPeriod { found, .. } => Some(found.to_string()),
            Self::HorizonZero => Some("0".to_owned()),
            Self::NotFinite { found, .. } => Some(found.clone()),
            Self::UnknownAccount { account_id, .. }
            | Self::DuplicateAccount { account_id, .. }
            | Self::DuplicateMargin { account_id, .. } => Some(account_id.to_string()),
            Self::Currencies { found, .. } => Some(found.to_string()),
            Self::Overflow => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::NoLaterPeriod { horizon, .. } => Some(format!("{horizon} later periods")),
            Self::HorizonZero => Some("at least 1".to_owned()),
            Self::NotFinite { .. } => Some("a finite number".to_owned()),
            Self::Currencies { expected, .. } => Some(expected.to_string()),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownPeriod {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known period")),
            Self::UnknownAccount {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            _ => None,
        }
    }
}
