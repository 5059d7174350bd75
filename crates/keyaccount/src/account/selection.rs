//! How an account was selected, or why not.

use serde::{Deserialize, Serialize};

use crate::quantity::{CriterionId, Date, ModelId, PersonId, Score, Share};
use crate::vocabulary::required;

/// The scores and the decision by which an account became a key account, or did not.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Selection {
    /// The criteria that were used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria_set: Option<CriteriaSet>,
    /// The score on each criterion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<CriterionScore>,
    /// The weighted total as it was reported; derived from the scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Score>,
    /// The total from which accounts were selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Score>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// Who decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by_id: Option<PersonId>,
    /// When the account was last scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_scored_on: Option<Date>,
}

/// The id and version of the criteria of a selection.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<CriteriaSet>))]
pub struct CriteriaSet {
    /// The id of the score model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ModelId>,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
}

required!(CriteriaSet: id, version);

/// The score of an account on one criterion.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<CriterionScore>))]
pub struct CriterionScore {
    /// The criterion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion_id: Option<CriterionId>,
    /// The score, 1 to 10 unless the criteria say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Score>,
    /// The weight of the criterion as a share of all weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Share>,
    /// What the score rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

required!(CriterionScore: criterion_id);
