//! What may go wrong, and what we do then.

use serde::{Deserialize, Serialize};

use crate::quantity::{ActionId, Date, Money, PersonId, RiskId};
use crate::vocabulary::{Rating, entity};

/// A risk: cause, event and effect, how likely and how bad, and the answer to it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Risk>))]
pub struct Risk {
    /// The id, unique among the risks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<RiskId>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<RiskCategory>,
    /// What brings it about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What may happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// What that would do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// How likely it is, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<Rating>,
    /// How bad it would be, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Rating>,
    /// Probability times impact as it was reported; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    /// What we do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<RiskResponse>,
    /// Who accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_by_id: Option<PersonId>,
    /// When it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_on: Option<Date>,
    /// The actions that make it smaller.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mitigation_action_ids: Vec<ActionId>,
    /// What we do when it happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contingency: Option<Contingency>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    /// When it was first named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_on: Option<Date>,
    /// When it was last looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<Date>,
    /// What remains of it after the mitigation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual: Option<Residual>,
    /// How it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<RiskStatus>,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_on: Option<Date>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// Why it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing_note: Option<String>,
}

entity!(Risk, Risk: id, category, status);

impl Risk {
    /// Returns probability times impact, 1 to 25, nothing while either is absent.
    pub fn rated_score(&self) -> Option<u32> {
        Some(u32::from(self.probability?.get()) * u32::from(self.impact?.get()))
    }
}

/// What a risk is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum RiskCategory {
    Defection,
    Concentration,
    Supply,
    Delivery,
    Relationship,
    Financial,
    Conflict,
    Regulatory,
    Competitor,
    People,
    Other,
}

/// What we do about a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum RiskResponse {
    Avoid,
    Reduce,
    Transfer,
    Share,
    Accept,
}

/// What we do when a risk happens.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Contingency {
    /// What anybody could observe when it happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<String>,
    /// What is done then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    /// What it may cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
    /// When it was started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub triggered_on: Option<Date>,
}

/// What remains of a risk.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Residual {
    /// How likely it still is, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<Rating>,
    /// How bad it would still be, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Rating>,
}

/// How a risk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum RiskStatus {
    Open,
    Occurred,
    Closed,
}
