//! What is known about the weights, and what is asked.

use serde::{Deserialize, Serialize};

use super::RankReversalError;
use crate::fault::Fault;
use crate::quantity::{AccountId, CriterionId, GroupId};
use crate::scoring::WeightOf;
use crate::scoring::second_opinion::{RankError, RankMethod};

/// The most samples of one answer.
pub(super) const MOST_SAMPLES: u32 = 1_000_000;

/// The most ranks of one answer.
pub(super) const MOST_RANKS: u32 = 50;

/// The largest seed: whole numbers up to 2^53 pass through every host unchanged.
pub(super) const MOST_SEED: u64 = 9_007_199_254_740_992;

/// What is asked about the robustness of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct RobustnessQuestion {
    /// What is known about the weights.
    pub weights: WeightUncertainty,
    /// The number of samples, 1 to 1,000,000; 10,000 unless stated, which keeps the standard error of every share below 0.005
    /// (Tervonen and Lahdelma, *Implementing stochastic multicriteria acceptability analysis*, European Journal of Operational
    /// Research 178, 2007, recommend 10,000).
    pub samples: u32,
    /// Where the random numbers start, at most 2^53; the same seed gives the same answer.
    pub seed: u64,
    /// The number of ranks whose acceptability is answered, 1 to 50; 10 unless stated (house default).
    pub ranks: u32,
    /// The number of best accounts whose acceptability as a set is answered, at least 1.
    pub top: Option<u32>,
    /// What counts for facts still open.
    pub open_facts: OpenFacts,
    /// The second opinion whose order is tested by leaving each account out in turn; at most 2,000 accounts, 400 with the
    /// Gaussian function of PROMETHEE.
    pub second_opinion: Option<RankMethod>,
}

impl RobustnessQuestion {
    /// Returns the question with all defaults.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::scoring::{RobustnessQuestion, WeightUncertainty};
    ///
    /// let question = RobustnessQuestion::new(WeightUncertainty::Any);
    /// assert_eq!((question.samples, question.seed, question.ranks), (10_000, 0, 10));
    /// ```
    pub fn new(weights: WeightUncertainty) -> Self {
        Self {
            weights,
            samples: 10_000,
            seed: 0,
            ranks: 10,
            top: None,
            open_facts: OpenFacts::default(),
            second_opinion: None,
        }
    }
}

/// What is known about the weights.
///
/// In JSON: `"any"`: nothing is known. `{"ranges": [...]}`: each share lies in its range. `{"order": {...}}`: only the order of
/// importance is known. `{"around": {"percent": 20}}`: each share lies within 20 percent of what the model gives it.
///
/// Shares are those among the weights that are compared with each other: of all criteria, or, where groups have weights,
/// of the criteria of one group and of the groups among themselves, each set drawn for itself. Within what is known, all shares
/// are equally likely (uniform over the set of possible shares), as SMAA assumes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum WeightUncertainty {
    Any,
    Ranges(Vec<WeightRange>),
    Order(ImportanceOrder),
    Around(WeightMargin),
}

/// The range of one share, ends included; a weight without a range may take any share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct WeightRange {
    /// The weight.
    pub weight_of: WeightOf,
    /// The lowest share, between 0 and 1.
    pub low: f64,
    /// The highest share, between 0 and 1.
    pub high: f64,
}

/// An order of importance: the most important first, equally important ones together.
///
/// Where groups have weights, the criteria of a group are compared in the order in which they stand here, and groups among
/// themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct ImportanceOrder {
    /// The criteria, each once.
    pub criteria: Vec<Vec<CriterionId>>,
    /// The groups, each once; only where groups have weights.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Vec<GroupId>>,
}

/// How far a share may lie from what the model gives it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct WeightMargin {
    /// The percent of the share, up and down, between 0 and 100.
    pub percent: f64,
}

/// What counts for facts that are missing or unknown.
///
/// `by_policy` counts what the model says; `uniform` draws a raw value for each, all between the worst and the best anchor
/// equally likely, and independently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum OpenFacts {
    #[default]
    ByPolicy,
    Uniform,
}

/// Why the robustness of an order cannot be told; paths are relative to the question, that of a cell to its account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RobustnessError {
    /// A number of the question is out of its range.
    #[error("`{field}` must be {expected} (got {found})")]
    Number {
        /// The field of the question.
        field: &'static str,
        /// What it must be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// A weight belongs to nothing in the model.
    #[error("the model has no {kind} `{id}`")]
    UnknownWeight {
        /// The place in the question.
        path: String,
        /// A criterion or a group.
        kind: &'static str,
        /// The id that leads nowhere.
        id: String,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// A weight is named twice.
    #[error("each {kind} must stand once (got `{id}` twice)")]
    NamedTwice {
        /// The place of the second.
        path: String,
        /// A criterion or a group.
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// An order leaves out a weight.
    #[error("the order must name each {kind} (`{id}` is missing)")]
    NotInOrder {
        /// The place of the list.
        path: &'static str,
        /// A criterion or a group.
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// The weight of a group is named where groups have none.
    #[error("the groups of the model have no weights (got `{id}`)")]
    GroupsUnweighted {
        /// The place in the question.
        path: String,
        /// The group.
        id: String,
    },
    /// A range is no range of shares.
    #[error("the range of `{id}` must be low to high between 0 and 1 (got {found})")]
    Range {
        /// The place of the range.
        path: String,
        /// The criterion or group.
        id: String,
        /// The range as text.
        found: String,
    },
    /// No shares lie in the ranges and add up to 1.
    #[error("the ranges of {of} must leave room for shares that add up to 1 (got {found})")]
    NoRoom {
        /// Which weights.
        of: String,
        /// What the ends add up to.
        found: String,
    },
    /// The ranges leave so little room that drawing shares takes too long.
    #[error(
        "the ranges of {of} must be wide enough to draw from (got fewer than 1 of {tries} draws in them)"
    )]
    TooNarrow {
        /// Which weights.
        of: String,
        /// The mean number of draws that is given up at.
        tries: u64,
    },
    /// There is more to compute than is reasonable.
    #[error("there must be at most {most} steps: samples times accounts times criteria (got {found})")]
    TooMuchWork {
        /// The most steps.
        most: u64,
        /// The steps asked for.
        found: u64,
    },
    /// The second opinion cannot be formed, or not so often.
    #[error(transparent)]
    SecondOpinion(#[from] RankReversalError<RankError>),
}

impl RobustnessError {
    /// Returns the account of the cell, where the error is about a cell of an account.
    pub fn account_id(&self) -> Option<&AccountId> {
        match self {
            Self::SecondOpinion(RankReversalError::Method { error, .. }) => error.account_id(),
            _ => None,
        }
    }
}

impl Fault for RobustnessError {
    fn code(&self) -> &'static str {
        match self {
            Self::Number { .. } => "number_out_of_range",
            Self::UnknownWeight { .. } => "unknown_weight",
            Self::NamedTwice { .. } => "duplicate_weight",
            Self::NotInOrder { .. } => "not_in_order",
            Self::GroupsUnweighted { .. } => "groups_unweighted",
            Self::Range { .. } => "weight_range",
            Self::NoRoom { .. } => "no_room_for_weights",
            Self::TooNarrow { .. } => "ranges_too_narrow",
            Self::TooMuchWork { .. } => "too_much_work",
            Self::SecondOpinion(error) => error.code(),
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Number { field, .. } if *field == "percent" => "/weights/around/percent".to_owned(),
            Self::Number { field, .. } => format!("/{field}"),
            Self::UnknownWeight { path, .. }
            | Self::NamedTwice { path, .. }
            | Self::GroupsUnweighted { path, .. }
            | Self::Range { path, .. } => path.clone(),
            Self::NotInOrder { path, .. } => (*path).to_owned(),
            Self::NoRoom { .. } | Self::TooNarrow { .. } => "/weights".to_owned(),
            Self::TooMuchWork { .. } => "/samples".to_owned(),
            Self::SecondOpinion(error) if self.account_id().is_some() => error.path(),
            Self::SecondOpinion(error) => format!("/second_opinion{}", error.path()),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::Number { found, .. } | Self::Range { found, .. } | Self::NoRoom { found, .. } => {
                Some(found.clone())
            }
            Self::UnknownWeight { id, .. }
            | Self::NamedTwice { id, .. }
            | Self::GroupsUnweighted { id, .. } => Some(id.clone()),
            Self::TooMuchWork { found, .. } => Some(found.to_string()),
            Self::NotInOrder { .. } | Self::TooNarrow { .. } => None,
            Self::SecondOpinion(error) => error.found(),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Number { expected, .. } => Some(expected.clone()),
            Self::Range { .. } => Some("low to high between 0 and 1".to_owned()),
            Self::NoRoom { .. } => {
                Some("lower ends of at most 1 and upper ends of at least 1 in all".to_owned())
            }
            Self::TooMuchWork { most, .. } => Some(format!("at most {most}")),
            Self::SecondOpinion(error) => error.expected(),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownWeight {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            Self::TooNarrow { .. } => Some("widen the ranges, or leave some of them out".to_owned()),
            Self::TooMuchWork { .. } => Some("ask for fewer samples or fewer accounts".to_owned()),
            Self::SecondOpinion(error) => error.help(),
            _ => None,
        }
    }
}
