//! Where serving this account collides with serving another.

use serde::{Deserialize, Serialize};

use crate::quantity::{AccountId, Date, EntityId, PersonId};
use crate::vocabulary::{Reference, entity};

/// A conflict of interest, and how it is handled.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Conflict>))]
pub struct Conflict {
    /// The id, unique among the conflicts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What sort of conflict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ConflictKind>,
    /// The other account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_account_id: Option<AccountId>,
    /// What must not happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restriction: Option<String>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// When those concerned were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosed_on: Option<Date>,
    /// Whether separate people and information keep the two apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barrier: Option<bool>,
    /// When those concerned consented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent_on: Option<Date>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    /// When it was last looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<Date>,
    /// When it is to be looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_review_on: Option<Date>,
    /// The risks and actions that draw on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<Reference>,
}

entity!(Conflict, Conflict: id, kind);

/// What sort of conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum ConflictKind {
    Competitor,
    Exclusivity,
    Confidentiality,
    Channel,
}
