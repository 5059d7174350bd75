//! Why a score model cannot be used.

use std::fmt;

use crate::fault::Fault;

/// Why a score model cannot be used; paths are relative to the model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// There is no criterion, or there are too many.
    #[error("a model must have 1 to {most} criteria (got {found})")]
    CriterionCount {
        /// The most criteria that a model may have.
        most: usize,
        /// The number of criteria.
        found: usize,
    },
    /// Two entities of one kind share an id.
    #[error("the id of a {kind} must be unique (got `{id}` twice)")]
    DuplicateId {
        /// The place of the second.
        path: String,
        /// What shares the id.
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// An id leads nowhere.
    #[error("the model has no {kind} `{id}`, which {user} names")]
    UnknownId {
        /// The place of the reference.
        path: String,
        /// What is looked for.
        kind: &'static str,
        /// The id.
        id: String,
        /// Who refers to it, as text.
        user: String,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// A value is not what its field needs.
    #[error("{what}{} must be {expected} (got {found})", of(.owner.as_deref()))]
    Value {
        /// The place of the value.
        path: String,
        /// What the value is.
        what: &'static str,
        /// The id of the criterion or gate that has it, nothing for the model itself.
        owner: Option<String>,
        /// What it must be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// All weights that count together are zero.
    #[error("the weights of {of} must not all be zero")]
    WeightsAllZero {
        /// The place of the list.
        path: String,
        /// Which weights.
        of: String,
    },
    /// Shares do not add up to 1.
    #[error("the shares of {of} must add up to 1 (got {sum})")]
    SharesSum {
        /// The place of the list.
        path: String,
        /// Which shares.
        of: String,
        /// Their sum.
        sum: String,
    },
    /// Only some groups have a weight.
    #[error("either every group has a weight or none (`{group_id}` has none)")]
    GroupWithoutWeight {
        /// The place of the group.
        path: String,
        /// The group.
        group_id: String,
    },
    /// A group with a weight has no criterion.
    #[error("a group with a weight must have a criterion (`{group_id}` has none)")]
    GroupWithoutCriterion {
        /// The place of the group.
        path: String,
        /// The group.
        group_id: String,
    },
    /// A criterion belongs to no group although the groups have weights.
    #[error("a criterion must belong to a group where groups have weights (`{criterion_id}` does not)")]
    CriterionWithoutGroup {
        /// The place of the criterion.
        path: String,
        /// The criterion.
        criterion_id: String,
    },
    /// A criterion has neither a unit nor a rubric, or both.
    #[error("a criterion must have either a unit or a rubric (`{criterion_id}` has {found})")]
    UnitOrRubric {
        /// The place of the criterion.
        path: String,
        /// The criterion.
        criterion_id: String,
        /// What it has.
        found: &'static str,
    },
    /// The bands leave a part of the scale out.
    #[error("bands must cover the scale without a gap ({found})")]
    BandGap {
        /// The place of the band after the gap, or of the last band.
        path: String,
        /// Where the gap is.
        found: String,
    },
    /// Two bands share a part of the scale.
    #[error("bands must not overlap ({found})")]
    BandOverlap {
        /// The place of the band.
        path: String,
        /// Where they overlap.
        found: String,
    },
}

impl ModelError {
    pub(super) fn value(
        path: String,
        what: &'static str,
        expected: impl fmt::Display,
        found: impl fmt::Display,
    ) -> Self {
        Self::Value {
            path,
            what,
            owner: None,
            expected: expected.to_string(),
            found: found.to_string(),
        }
    }

    /// Returns the same error with the id of the criterion or gate that it is about, where it names none yet.
    pub(super) fn about(mut self, id: &str) -> Self {
        if let Self::Value { owner, .. } = &mut self {
            owner.get_or_insert_with(|| id.to_owned());
        }
        self
    }
}

fn of(owner: Option<&str>) -> String {
    owner.map_or_else(String::new, |id| format!(" of `{id}`"))
}

impl Fault for ModelError {
    fn code(&self) -> &'static str {
        match self {
            Self::CriterionCount { .. } => "criterion_count",
            Self::DuplicateId { .. } => "duplicate_id",
            Self::UnknownId { .. } => "unknown_id",
            Self::Value { .. } => "model_value",
            Self::WeightsAllZero { .. } => "weights_all_zero",
            Self::SharesSum { .. } => "shares_sum",
            Self::GroupWithoutWeight { .. } => "group_without_weight",
            Self::GroupWithoutCriterion { .. } => "group_without_criterion",
            Self::CriterionWithoutGroup { .. } => "criterion_without_group",
            Self::UnitOrRubric { .. } => "unit_or_rubric",
            Self::BandGap { .. } => "band_gap",
            Self::BandOverlap { .. } => "band_overlap",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::CriterionCount { .. } => "/criteria".to_owned(),
            Self::DuplicateId { path, .. }
            | Self::UnknownId { path, .. }
            | Self::Value { path, .. }
            | Self::WeightsAllZero { path, .. }
            | Self::SharesSum { path, .. }
            | Self::GroupWithoutWeight { path, .. }
            | Self::GroupWithoutCriterion { path, .. }
            | Self::CriterionWithoutGroup { path, .. }
            | Self::UnitOrRubric { path, .. }
            | Self::BandGap { path, .. }
            | Self::BandOverlap { path, .. } => path.clone(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::CriterionCount { found, .. } => Some(found.to_string()),
            Self::DuplicateId { id, .. } | Self::UnknownId { id, .. } => Some(id.clone()),
            Self::Value { found, .. } | Self::BandGap { found, .. } | Self::BandOverlap { found, .. } => {
                Some(found.clone())
            }
            Self::SharesSum { sum, .. } => Some(sum.clone()),
            _ => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::CriterionCount { most, .. } => Some(format!("1 to {most}")),
            Self::Value { expected, .. } => Some(expected.clone()),
            Self::SharesSum { .. } => Some("1, within 1e-9".to_owned()),
            Self::BandGap { .. } | Self::BandOverlap { .. } => {
                Some("each band begins where the one before ends, from end to end of the scale".to_owned())
            }
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownId {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            Self::SharesSum { .. } => {
                Some("say `weights: points`, or set `rescale` to divide the shares by their sum".to_owned())
            }
            _ => None,
        }
    }
}
