//! Why accounts cannot be placed in a grid.

use std::fmt;

use crate::fault::Fault;
use crate::quantity::{AccountId, Currency, Money};
use crate::scoring::ScoreError;

/// Why accounts cannot be placed in a grid; paths are relative to the request, `/grid`, `/accounts` and `/details`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MatrixError {
    /// Neither or both kinds of grid are given.
    #[error("there must be either a `grid` or the name of a `ready_grid`")]
    NotOneGrid,
    /// No ready grid has this name.
    #[error("there is no ready grid called `{name}`")]
    UnknownGrid {
        /// The name as given.
        name: String,
        /// The one name that is nearly the same.
        nearest: Option<String>,
    },
    /// A value of the grid is not what its field needs.
    #[error("{what} must be {expected} (got {found})")]
    Value {
        /// The place of the value.
        path: String,
        /// What the value is.
        what: &'static str,
        /// What it must be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// A cut does not lie above the one before it.
    #[error("the cuts of an axis must ascend ({found})")]
    CutOrder {
        /// The place of the cut.
        path: String,
        /// The two cuts with their levels.
        found: String,
    },
    /// Two entities of one kind share an id.
    #[error("the id of {kind} must be unique (got `{id}` twice)")]
    DuplicateId {
        /// The place of the second.
        path: String,
        /// What shares the id.
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// An id leads nowhere.
    #[error("there is no {kind} `{id}`")]
    UnknownId {
        /// The place of the reference.
        path: String,
        /// What is looked for.
        kind: &'static str,
        /// The id.
        id: String,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// A pair of levels belongs to no cell.
    #[error("the cells must cover every pair of levels (`{horizontal}` with `{vertical}` belongs to none)")]
    CellGap {
        /// The level of the horizontal axis.
        horizontal: String,
        /// The level of the vertical axis.
        vertical: String,
    },
    /// A pair of levels belongs to two cells.
    #[error("cells must not overlap (`{horizontal}` with `{vertical}` belongs to {owners})")]
    CellOverlap {
        /// The place of the second.
        path: String,
        /// The level of the horizontal axis.
        horizontal: String,
        /// The level of the vertical axis.
        vertical: String,
        /// The two cells.
        owners: String,
    },
    /// An axis asks for a second model, and there is none.
    #[error("the {axis} axis measures a second model, and none is given")]
    NoSecondModel {
        /// The axis.
        axis: &'static str,
    },
    /// A second model is given, and no axis asks for it.
    #[error("a second model is given, and no axis measures it")]
    SecondModelUnused,
    /// The revenue of an account is below 0.
    #[error("the revenue of account `{account_id}` must be at least 0 (got {found})")]
    NegativeRevenue {
        /// The index in the details.
        index: usize,
        /// The account.
        account_id: AccountId,
        /// Its revenue.
        found: Money,
    },
    /// Two amounts are in different currencies.
    #[error("amounts must share one currency (got {expected} and {found}, account `{account_id}`)")]
    Currencies {
        /// The index of the second in the details.
        index: usize,
        /// The account of the second.
        account_id: AccountId,
        /// The currency of the first amount.
        expected: Currency,
        /// The currency of the second.
        found: Currency,
    },
    /// A sum needs more digits than an amount holds.
    #[error("the sum of the revenue must have at most 28 digits")]
    Overflow,
    /// The accounts cannot be scored.
    #[error(transparent)]
    Scores(ScoreError),
    /// What is expected of the accounts cannot be scored.
    #[error(transparent)]
    Forecasts(ScoreError),
}

impl MatrixError {
    pub(super) fn value(
        path: String,
        what: &'static str,
        expected: impl fmt::Display,
        found: impl fmt::Display,
    ) -> Self {
        Self::Value {
            path,
            what,
            expected: expected.to_string(),
            found: found.to_string(),
        }
    }
}

impl Fault for MatrixError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotOneGrid => "grid_missing",
            Self::UnknownGrid { .. } => "unknown_grid",
            Self::Value { .. } => "grid_value",
            Self::CutOrder { .. } => "cut_order",
            Self::DuplicateId { .. } => "duplicate_id",
            Self::UnknownId { .. } => "unknown_id",
            Self::CellGap { .. } => "cell_gap",
            Self::CellOverlap { .. } => "cell_overlap",
            Self::NoSecondModel { .. } => "no_second_model",
            Self::SecondModelUnused => "second_model_unused",
            Self::NegativeRevenue { .. } => "negative_revenue",
            Self::Currencies { .. } => "currencies_differ",
            Self::Overflow => "overflow",
            Self::Scores(error) | Self::Forecasts(error) => error.code(),
        }
    }

    fn path(&self) -> String {
        match self {
            Self::UnknownGrid { .. } => "/ready_grid".to_owned(),
            Self::Value { path, .. }
            | Self::CutOrder { path, .. }
            | Self::DuplicateId { path, .. }
            | Self::UnknownId { path, .. }
            | Self::CellOverlap { path, .. } => path.clone(),
            Self::CellGap { .. } => "/grid/cells".to_owned(),
            Self::NoSecondModel { axis } => format!("/grid/{axis}/measure"),
            Self::NegativeRevenue { index, .. } | Self::Currencies { index, .. } => {
                format!("/details/{index}/revenue")
            }
            Self::Overflow => "/details".to_owned(),
            Self::NotOneGrid | Self::SecondModelUnused => String::new(),
            Self::Scores(error) => format!("/accounts{}", error.path()),
            Self::Forecasts(error) => {
                format!(
                    "/details{}",
                    error.path().replacen("/facts/", "/forecast/facts/", 1)
                )
            }
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::UnknownGrid { name, .. } => Some(name.clone()),
            Self::Value { found, .. } | Self::CutOrder { found, .. } => Some(found.clone()),
            Self::DuplicateId { id, .. } | Self::UnknownId { id, .. } => Some(id.clone()),
            Self::NegativeRevenue { found, .. } => Some(found.to_string()),
            Self::Currencies { found, .. } => Some(found.to_string()),
            Self::Scores(error) | Self::Forecasts(error) => error.found(),
            _ => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Value { expected, .. } => Some(expected.clone()),
            Self::NegativeRevenue { .. } => Some("an amount of at least 0".to_owned()),
            Self::Currencies { expected, .. } => Some(expected.to_string()),
            Self::Scores(error) | Self::Forecasts(error) => error.expected(),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownId {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            Self::UnknownGrid {
                nearest: Some(nearest),
                ..
            } => Some(format!("the nearest known grid is `{nearest}`")),
            Self::NotOneGrid | Self::UnknownGrid { .. } => {
                let names: Vec<&str> = super::ready::READY.iter().map(|grid| grid.id).collect();
                Some(format!("the ready grids are {}", names.join(", ")))
            }
            Self::Scores(error) | Self::Forecasts(error) => error.help(),
            _ => None,
        }
    }
}
