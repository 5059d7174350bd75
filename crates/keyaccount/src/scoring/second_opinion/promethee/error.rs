//! Why flows cannot be computed.

use crate::fault::Fault;
use crate::quantity::CriterionId;
use crate::scoring::TableError;

/// Why flows cannot be computed; paths are relative to the settings, or to the columns by criterion and row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrometheeError {
    /// A preference function is for a criterion that the table does not have.
    #[error("the table has no criterion `{criterion_id}` to judge with a preference function")]
    UnknownCriterion {
        /// The index in the list of preferences.
        index: usize,
        /// The id that leads nowhere.
        criterion_id: CriterionId,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// Two preference functions are for one criterion.
    #[error("a criterion must have one preference function (got two for `{criterion_id}`)")]
    DuplicateCriterion {
        /// The index of the second.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// A threshold is out of range.
    #[error("{name} of `{criterion_id}` must be {expected} (got {found})")]
    Threshold {
        /// The index in the list of preferences.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
        /// The place of the threshold in the function.
        field: &'static str,
        /// What the threshold is called.
        name: &'static str,
        /// What would have been right.
        expected: String,
        /// The threshold as text.
        found: String,
    },
    /// A column that is judged by the Gaussian function has too many different values.
    #[error(
        "a column that is judged by the gaussian function must have at most {limit} different values \
         (got {found}, `{criterion_id}`)"
    )]
    GaussianValues {
        /// The index in the list of preferences.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
        /// The most different values.
        limit: usize,
        /// The number of different values.
        found: usize,
    },
    /// There are more alternatives than can be numbered.
    #[error("there must be at most {limit} alternatives (got {found})")]
    RowCount {
        /// The most alternatives.
        limit: u32,
        /// The number of alternatives.
        found: usize,
    },
    /// The table itself is at fault.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl Fault for PrometheeError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCriterion { .. } => "unknown_criterion",
            Self::DuplicateCriterion { .. } => "duplicate_id",
            Self::Threshold { .. } => "preference_threshold",
            Self::GaussianValues { .. } => "gaussian_values",
            Self::RowCount { .. } => "row_count",
            Self::Table(error) => error.code(),
        }
    }

    fn path(&self) -> String {
        match self {
            Self::UnknownCriterion { index, .. } | Self::DuplicateCriterion { index, .. } => {
                format!("/preferences/{index}/criterion_id")
            }
            Self::Threshold { index, field, .. } => format!("/preferences/{index}/function/{field}"),
            Self::GaussianValues { index, .. } => format!("/preferences/{index}/function/gaussian"),
            Self::RowCount { .. } => String::new(),
            Self::Table(error) => error.path(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::UnknownCriterion { criterion_id, .. } | Self::DuplicateCriterion { criterion_id, .. } => {
                Some(criterion_id.to_string())
            }
            Self::Threshold { found, .. } => Some(found.clone()),
            Self::GaussianValues { found, .. } | Self::RowCount { found, .. } => Some(found.to_string()),
            Self::Table(error) => error.found(),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Threshold { expected, .. } => Some(expected.clone()),
            Self::GaussianValues { limit, .. } => Some(format!("at most {limit}")),
            Self::RowCount { limit, .. } => Some(format!("at most {limit}")),
            Self::Table(error) => error.expected(),
            Self::UnknownCriterion { .. } | Self::DuplicateCriterion { .. } => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownCriterion {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            Self::GaussianValues { .. } => {
                Some("round the values, or use `linear`, which has no such limit".to_owned())
            }
            Self::Table(error) => error.help(),
            _ => None,
        }
    }
}
