//! What is asked, and why it may not be answered.

use serde::{Deserialize, Serialize};

use crate::document::nearest;
use crate::fault::Fault;
use crate::quantity::AccountId;
use crate::scoring::ScoreAnswer;

/// What is asked beside the lead.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SensitivityQuestion {
    /// The number of best accounts whose set is looked at, at least 1.
    pub top: Option<u32>,
    /// Two accounts whose order is looked at.
    pub pair: Option<AccountPair>,
    /// The points up to which a margin is a close call; 2 percent of the length of the scale unless stated (house default:
    /// less than two rating points on a criterion with a tenth of the weight).
    pub close_call_points: Option<f64>,
    /// Whether to test ratings one step up and down, and by which step.
    pub one_point: Option<RatingStep>,
}

/// Two accounts, in any order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct AccountPair {
    /// One account.
    pub account_id: AccountId,
    /// The other account.
    pub other_account_id: AccountId,
}

/// A step of a rating.
///
/// `rating_point` is one point up or down, `rubric_level` the next level with a sentence of its own; neither leaves the
/// anchors. Criteria with a rubric are rated; criteria with a unit are measured, and stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum RatingStep {
    RatingPoint,
    RubricLevel,
}

/// Why the sensitivity of an order cannot be told; paths are relative to the question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SensitivityError {
    /// No account may be in.
    #[error("`top` must be at least 1 (got 0)")]
    TopZero,
    /// A margin is negative, not finite, or longer than the scale.
    #[error("`close_call_points` must be between 0 and {most}, the length of the scale (got {found})")]
    CloseCallPoints {
        /// The length of the scale as text.
        most: String,
        /// The points as text.
        found: String,
    },
    /// An account of the pair is not among the accounts.
    #[error("there is no account `{account_id}`")]
    UnknownAccount {
        /// The place in the question.
        path: &'static str,
        /// The id that leads nowhere.
        account_id: AccountId,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// An account of the pair has no place in the order.
    #[error("account `{account_id}` must be ranked (it has no score, or a gate excludes it)")]
    NotRanked {
        /// The place in the question.
        path: &'static str,
        /// The account.
        account_id: AccountId,
    },
    /// The pair is one account.
    #[error("the accounts of a pair must differ (got `{account_id}` twice)")]
    SameAccount {
        /// The account.
        account_id: AccountId,
    },
    /// There is more to compare than is reasonable.
    #[error(
        "there must be at most {most} comparisons: accounts times accounts in `top` times weights (got {found})"
    )]
    TooMuchWork {
        /// The most comparisons.
        most: usize,
        /// The comparisons asked for.
        found: usize,
    },
}

impl SensitivityError {
    /// Returns the error of an id that no ranked account has.
    pub(super) fn not_ranked(path: &'static str, account_id: &AccountId, scores: &ScoreAnswer) -> Self {
        let mut ids = scores.accounts.iter().map(|account| &account.account_id);
        let account_id = account_id.clone();
        if ids.any(|known| *known == account_id) {
            return Self::NotRanked { path, account_id };
        }
        let ids = scores.accounts.iter().map(|account| account.account_id.as_str());
        let nearest = nearest(account_id.as_str(), ids).map(str::to_owned);
        Self::UnknownAccount {
            path,
            account_id,
            nearest,
        }
    }
}

impl Fault for SensitivityError {
    fn code(&self) -> &'static str {
        match self {
            Self::TopZero => "top_zero",
            Self::CloseCallPoints { .. } => "close_call_points",
            Self::UnknownAccount { .. } => "unknown_account",
            Self::NotRanked { .. } => "not_ranked",
            Self::SameAccount { .. } => "same_account",
            Self::TooMuchWork { .. } => "too_much_work",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::TopZero => "/top".to_owned(),
            Self::CloseCallPoints { .. } => "/close_call_points".to_owned(),
            Self::UnknownAccount { path, .. } | Self::NotRanked { path, .. } => (*path).to_owned(),
            Self::SameAccount { .. } => "/pair/other_account_id".to_owned(),
            Self::TooMuchWork { .. } => "/accounts".to_owned(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::TopZero => Some("0".to_owned()),
            Self::CloseCallPoints { found, .. } => Some(found.clone()),
            Self::UnknownAccount { account_id, .. }
            | Self::NotRanked { account_id, .. }
            | Self::SameAccount { account_id } => Some(account_id.to_string()),
            Self::TooMuchWork { found, .. } => Some(found.to_string()),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::TopZero => Some("at least 1".to_owned()),
            Self::CloseCallPoints { most, .. } => Some(format!("between 0 and {most}")),
            Self::TooMuchWork { most, .. } => Some(format!("at most {most}")),
            Self::UnknownAccount { .. } | Self::NotRanked { .. } | Self::SameAccount { .. } => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownAccount {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            Self::TooMuchWork { .. } => {
                Some("ask for fewer accounts in `top`, or for fewer accounts".to_owned())
            }
            _ => None,
        }
    }
}
