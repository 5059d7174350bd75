//! Which weight is meant.

use serde::{Deserialize, Serialize};

use super::model::ScoreModel;
use crate::document::nearest;
use crate::quantity::{CriterionId, GroupId};

/// Which weight is meant: that of a criterion, or that of a group where groups have weights.
///
/// In JSON: `{"criterion": "growth"}` or `{"group": "harmony"}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum WeightOf {
    /// The weight of a criterion, compared with those of its group, or with all where groups have no weights.
    Criterion(CriterionId),
    /// The weight of a group among the groups.
    Group(GroupId),
}

impl WeightOf {
    /// Returns the id, whatever it belongs to.
    pub fn id(&self) -> &str {
        match self {
            Self::Criterion(id) => id.as_str(),
            Self::Group(id) => id.as_str(),
        }
    }

    /// Returns the word for what has the weight.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Criterion(_) => "criterion",
            Self::Group(_) => "group",
        }
    }

    /// Returns the one id of `model` of the same kind that is nearly the same.
    pub(super) fn nearest_in(&self, model: &ScoreModel) -> Option<String> {
        let found = match self {
            Self::Criterion(id) => nearest(
                id.as_str(),
                model.criteria.iter().map(|criterion| criterion.id.as_str()),
            ),
            Self::Group(id) => nearest(id.as_str(), model.groups.iter().map(|group| group.id.as_str())),
        };
        found.map(str::to_owned)
    }
}
