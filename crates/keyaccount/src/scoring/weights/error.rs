//! Why there are no weights.

use crate::fault::Fault;
use crate::quantity::{CriterionId, PersonId};

/// Why there are no weights; paths are those of a request that holds the list of criteria as `criterion_ids` beside the
/// fields of [`JudgedWeights`](super::JudgedWeights).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// There is no criterion, or there are too many.
    #[error("there must be 1 to {most} criteria (got {found})")]
    CriterionCount {
        /// The place of the list, or of the method that takes fewer.
        path: String,
        /// The most criteria that can be weighed.
        most: usize,
        /// The number of criteria.
        found: usize,
    },
    /// A criterion is listed twice.
    #[error("every criterion must be listed once (got `{criterion_id}` twice)")]
    DuplicateCriterion {
        /// The place of the second.
        path: String,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// A judgement is about a criterion that is not weighed.
    #[error("there is no criterion `{criterion_id}` to weigh")]
    UnknownCriterion {
        /// The place of the id.
        path: String,
        /// The id that leads nowhere.
        criterion_id: CriterionId,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// A judgement says nothing about a criterion.
    #[error("the {what} of `{criterion_id}` must be given (got none)")]
    MissingCriterion {
        /// The place of the list.
        path: String,
        /// What is missing.
        what: &'static str,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// A number is not what the method needs.
    #[error("the {what} of `{criterion_id}` must be {expected} (got {found})")]
    Value {
        /// The place of the number.
        path: String,
        /// What the number is.
        what: &'static str,
        /// The criterion.
        criterion_id: CriterionId,
        /// What it must be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// All numbers are zero.
    #[error("the {what} of some criterion must be above 0 (got 0 for all)")]
    AllZero {
        /// The place of the list.
        path: String,
        /// What the numbers are.
        what: &'static str,
    },
    /// The numbers are too large to add.
    #[error("the {what} of all criteria must add up to a finite number (got {found})")]
    Sum {
        /// The place of the list.
        path: String,
        /// What the numbers are.
        what: &'static str,
        /// The sum as text.
        found: String,
    },
    /// Shares do not add up to 1.
    #[error("the shares of the criteria must add up to 1 (got {found})")]
    SharesSum {
        /// The place of the list.
        path: String,
        /// The sum as text.
        found: String,
    },
    /// Comparisons are given as a list and as a matrix.
    #[error("comparisons must be given either as `judgements` or as a `matrix` (got both)")]
    NotOneForm {
        /// The place of the comparisons.
        path: String,
    },
    /// A matrix has not one row and one column per criterion.
    #[error("the matrix must have {expected} {what}, one per criterion (got {found})")]
    MatrixShape {
        /// The place of the matrix or of the row.
        path: String,
        /// Rows or numbers in a row.
        what: &'static str,
        /// The number of criteria.
        expected: usize,
        /// The number of rows or numbers.
        found: usize,
    },
    /// A comparison is out of range.
    #[error("`{criterion_id}` over `{over_criterion_id}` must be between 0.01 and 100 (got {found})")]
    Times {
        /// The place of the number.
        path: String,
        /// The criterion.
        criterion_id: CriterionId,
        /// The criterion that it is compared with.
        over_criterion_id: CriterionId,
        /// The number as text.
        found: String,
    },
    /// A number on the diagonal of a matrix is not 1.
    #[error("`{criterion_id}` over itself must be 1 (got {found})")]
    Diagonal {
        /// The place of the number.
        path: String,
        /// The criterion.
        criterion_id: CriterionId,
        /// The number as text.
        found: String,
    },
    /// The two numbers of a pair contradict each other.
    #[error(
        "`{criterion_id}` over `{over_criterion_id}` must be the reciprocal of `{over_criterion_id}` over \
         `{criterion_id}` (got {times} and {back})"
    )]
    NotReciprocal {
        /// The place of the first number.
        path: String,
        /// The criterion.
        criterion_id: CriterionId,
        /// The criterion that it is compared with.
        over_criterion_id: CriterionId,
        /// The number as text.
        times: String,
        /// The number of the other direction as text.
        back: String,
    },
    /// A pair is compared twice.
    #[error("`{criterion_id}` and `{over_criterion_id}` must be compared once (got a second comparison)")]
    ComparedTwice {
        /// The place of the second comparison.
        path: String,
        /// The criterion.
        criterion_id: CriterionId,
        /// The criterion that it is compared with.
        over_criterion_id: CriterionId,
    },
    /// A criterion is compared with itself.
    #[error("`{criterion_id}` must be compared with another criterion (got itself)")]
    ComparedWithItself {
        /// The place of the comparison.
        path: String,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// Two criteria are not linked by any chain of comparisons.
    #[error(
        "comparisons must link all criteria (no chain of comparisons leads from `{criterion_id}` to \
         `{apart_criterion_id}`)"
    )]
    NotConnected {
        /// The place of the comparisons.
        path: String,
        /// The first criterion by id.
        criterion_id: CriterionId,
        /// The first criterion by id that it is not linked with.
        apart_criterion_id: CriterionId,
    },
    /// A method that needs every comparison lacks one.
    #[error(
        "the column mean needs every comparison (`{criterion_id}` and `{over_criterion_id}` are not compared)"
    )]
    NotCompared {
        /// The place of the comparisons.
        path: String,
        /// The criterion.
        criterion_id: CriterionId,
        /// The criterion that it is not compared with.
        over_criterion_id: CriterionId,
    },
    /// The limit of the consistency ratio is no limit.
    #[error("`consistency_limit` must be a finite number of at least 0 (got {found})")]
    ConsistencyLimit {
        /// The place of the limit.
        path: String,
        /// The limit as text.
        found: String,
    },
    /// Neither or both of a method and raters are given.
    #[error("there must be either a `method` or `raters`")]
    NotOneSource,
    /// There are too many raters.
    #[error("there must be at most {most} raters (got {found})")]
    RaterCount {
        /// The most raters.
        most: usize,
        /// The number of raters.
        found: usize,
    },
    /// Two raters share an id.
    #[error("the id of a rater must be unique (got `{rater_id}` twice)")]
    DuplicateRater {
        /// The place of the second.
        path: String,
        /// The id.
        rater_id: PersonId,
    },
    /// The combination gives every criterion 0.
    #[error("the combination of the raters must be above 0 for some criterion (got 0 for all)")]
    CombinedZero,
}

impl Fault for WeightsError {
    fn code(&self) -> &'static str {
        match self {
            Self::CriterionCount { .. } => "criterion_count",
            Self::DuplicateCriterion { .. } => "duplicate_id",
            Self::UnknownCriterion { .. } => "unknown_criterion",
            Self::MissingCriterion { .. } => "weight_missing",
            Self::Value { .. } => "weight_value",
            Self::AllZero { .. } | Self::CombinedZero => "weights_all_zero",
            Self::Sum { .. } => "weight_sum",
            Self::SharesSum { .. } => "shares_sum",
            Self::NotOneForm { .. } => "comparison_form",
            Self::MatrixShape { .. } => "matrix_shape",
            Self::Times { .. } | Self::Diagonal { .. } => "comparison_value",
            Self::NotReciprocal { .. } => "not_reciprocal",
            Self::ComparedTwice { .. } => "compared_twice",
            Self::ComparedWithItself { .. } => "compared_with_itself",
            Self::NotConnected { .. } => "comparisons_not_connected",
            Self::NotCompared { .. } => "comparison_missing",
            Self::ConsistencyLimit { .. } => "consistency_limit",
            Self::NotOneSource => "weight_source",
            Self::RaterCount { .. } => "rater_count",
            Self::DuplicateRater { .. } => "duplicate_rater",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::CriterionCount { path, .. }
            | Self::DuplicateCriterion { path, .. }
            | Self::UnknownCriterion { path, .. }
            | Self::MissingCriterion { path, .. }
            | Self::Value { path, .. }
            | Self::AllZero { path, .. }
            | Self::Sum { path, .. }
            | Self::SharesSum { path, .. }
            | Self::NotOneForm { path }
            | Self::MatrixShape { path, .. }
            | Self::Times { path, .. }
            | Self::Diagonal { path, .. }
            | Self::NotReciprocal { path, .. }
            | Self::ComparedTwice { path, .. }
            | Self::ComparedWithItself { path, .. }
            | Self::NotConnected { path, .. }
            | Self::NotCompared { path, .. }
            | Self::ConsistencyLimit { path, .. }
            | Self::DuplicateRater { path, .. } => path.clone(),
            Self::NotOneSource => String::new(),
            Self::RaterCount { .. } | Self::CombinedZero => "/raters".to_owned(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::CriterionCount { found, .. }
            | Self::RaterCount { found, .. }
            | Self::MatrixShape { found, .. } => Some(found.to_string()),
            Self::DuplicateCriterion { criterion_id, .. }
            | Self::UnknownCriterion { criterion_id, .. }
            | Self::ComparedWithItself { criterion_id, .. } => Some(criterion_id.to_string()),
            Self::Value { found, .. }
            | Self::Sum { found, .. }
            | Self::SharesSum { found, .. }
            | Self::ConsistencyLimit { found, .. }
            | Self::Times { found, .. }
            | Self::Diagonal { found, .. } => Some(found.clone()),
            Self::NotReciprocal { times, .. } => Some(times.clone()),
            Self::DuplicateRater { rater_id, .. } => Some(rater_id.to_string()),
            _ => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::CriterionCount { most, .. } => Some(format!("1 to {most}")),
            Self::RaterCount { most, .. } => Some(format!("at most {most}")),
            Self::MatrixShape { expected, .. } => Some(expected.to_string()),
            Self::Value { expected, .. } => Some(expected.clone()),
            Self::SharesSum { .. } => Some("1, within 1e-9".to_owned()),
            Self::Times { .. } => Some("between 0.01 and 100".to_owned()),
            Self::Diagonal { .. } => Some("1".to_owned()),
            Self::NotReciprocal { back, .. } => Some(format!("1 / {back}")),
            Self::ConsistencyLimit { .. } => Some("a finite number of at least 0".to_owned()),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownCriterion {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            Self::MissingCriterion { what, .. } if *what != "rank" => {
                Some("a criterion that counts nothing has 0".to_owned())
            }
            Self::SharesSum { .. } => {
                Some("use `points`, or set `rescale` to divide the shares by their sum".to_owned())
            }
            Self::NotReciprocal { .. } => {
                Some("leave one of the two out by writing a list of `judgements`".to_owned())
            }
            Self::NotConnected {
                criterion_id,
                apart_criterion_id,
                ..
            } => Some(format!("compare `{criterion_id}` with `{apart_criterion_id}`")),
            Self::NotCompared { .. } => {
                Some("`eigenvector` and `row_geometric_mean` do without some comparisons".to_owned())
            }
            Self::CombinedZero => {
                Some("`mean` keeps every criterion that any rater gives a weight".to_owned())
            }
            _ => None,
        }
    }
}
