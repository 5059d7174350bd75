//! Why ratings cannot be combined.

use crate::fault::Fault;
use crate::quantity::{AccountId, CriterionId, PersonId};

/// Why ratings cannot be combined; paths are relative to the panel, that of a criterion listed twice to the request that
/// holds the list as `criterion_ids`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RatingsError {
    /// There is no rater, or there are too many.
    #[error("a panel must have 1 to {most} raters (got {found})")]
    RaterCount {
        /// The most raters.
        most: usize,
        /// The number of raters.
        found: usize,
    },
    /// Two raters share an id.
    #[error("the id of a rater must be unique (got `{rater_id}` twice)")]
    DuplicateRater {
        /// The index of the second.
        index: usize,
        /// The id.
        rater_id: PersonId,
    },
    /// A criterion that may be rated is listed twice.
    #[error("every criterion must be listed once (got `{criterion_id}` twice)")]
    DuplicateCriterion {
        /// The index of the second.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// A rating is by nobody of the panel.
    #[error("the panel has no rater `{rater_id}` (account `{account_id}`, criterion `{criterion_id}`)")]
    UnknownRater {
        /// The index of the rating.
        index: usize,
        /// The id that leads nowhere.
        rater_id: PersonId,
        /// The account.
        account_id: AccountId,
        /// The criterion.
        criterion_id: CriterionId,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// A rating is of a criterion that is not rated.
    #[error("there is no criterion `{criterion_id}` to rate (account `{account_id}`, rater `{rater_id}`)")]
    UnknownCriterion {
        /// The index of the rating.
        index: usize,
        /// The rater.
        rater_id: PersonId,
        /// The account.
        account_id: AccountId,
        /// The id that leads nowhere.
        criterion_id: CriterionId,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// A rater rates the same thing twice.
    #[error("`{rater_id}` must rate `{criterion_id}` of account `{account_id}` once (got a second rating)")]
    DuplicateRating {
        /// The index of the second.
        index: usize,
        /// The rater.
        rater_id: PersonId,
        /// The account.
        account_id: AccountId,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// A rating lies off the scale.
    #[error(
        "the rating of `{criterion_id}` by `{rater_id}` must be {expected} (got {found}, account `{account_id}`)"
    )]
    OffScale {
        /// The index of the rating.
        index: usize,
        /// The rater.
        rater_id: PersonId,
        /// The account.
        account_id: AccountId,
        /// The criterion.
        criterion_id: CriterionId,
        /// The scale as text.
        expected: String,
        /// The rating as text.
        found: String,
    },
    /// The limit of disagreement is no distance.
    #[error("`disagreement_limit` must be a finite number of at least 0 (got {found})")]
    DisagreementLimit {
        /// The limit as text.
        found: String,
    },
}

impl Fault for RatingsError {
    fn code(&self) -> &'static str {
        match self {
            Self::RaterCount { .. } => "rater_count",
            Self::DuplicateRater { .. } => "duplicate_rater",
            Self::DuplicateCriterion { .. } => "duplicate_id",
            Self::UnknownRater { .. } => "unknown_rater",
            Self::UnknownCriterion { .. } => "unknown_criterion",
            Self::DuplicateRating { .. } => "duplicate_rating",
            Self::OffScale { .. } => "rating_off_scale",
            Self::DisagreementLimit { .. } => "disagreement_limit",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::RaterCount { .. } => "/raters".to_owned(),
            Self::DuplicateRater { index, .. } => format!("/raters/{index}/id"),
            Self::DuplicateCriterion { index, .. } => format!("/criterion_ids/{index}"),
            Self::UnknownRater { index, .. } => format!("/ratings/{index}/rater_id"),
            Self::UnknownCriterion { index, .. } => format!("/ratings/{index}/criterion_id"),
            Self::DuplicateRating { index, .. } => format!("/ratings/{index}"),
            Self::OffScale { index, .. } => format!("/ratings/{index}/value"),
            Self::DisagreementLimit { .. } => "/disagreement_limit".to_owned(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::RaterCount { found, .. } => Some(found.to_string()),
            Self::DuplicateRater { rater_id, .. } | Self::UnknownRater { rater_id, .. } => {
                Some(rater_id.to_string())
            }
            Self::UnknownCriterion { criterion_id, .. } | Self::DuplicateCriterion { criterion_id, .. } => {
                Some(criterion_id.to_string())
            }
            Self::DuplicateRating { .. } => None,
            Self::OffScale { found, .. } | Self::DisagreementLimit { found } => Some(found.clone()),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::RaterCount { most, .. } => Some(format!("1 to {most}")),
            Self::OffScale { expected, .. } => Some(expected.clone()),
            Self::DisagreementLimit { .. } => Some("a finite number of at least 0".to_owned()),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownRater {
                nearest: Some(nearest),
                ..
            }
            | Self::UnknownCriterion {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            _ => None,
        }
    }
}
