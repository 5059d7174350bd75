//! Changes on our own side that touch the client (KAM practice, S4 step 9).

use serde::{Deserialize, Serialize};

use crate::quantity::{ActionId, Date, EntityId, PersonId};
use crate::vocabulary::entity;

/// A change of our tools, people or products.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<OwnChange>))]
pub struct OwnChange {
    /// The id, unique among our changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OwnChangeKind>,
    /// How it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it takes effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Date>,
    /// Whether the client will notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touches_client: Option<bool>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    /// The contacts whom it touches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contact_ids: Vec<PersonId>,
    /// When the client was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_on: Option<Date>,
    /// Who tells the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by_id: Option<PersonId>,
    /// The actions that tell or help the client.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub action_ids: Vec<ActionId>,
}

entity!(OwnChange, OwnChange: id);

/// What changes on our side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum OwnChangeKind {
    Tool,
    Team,
    Product,
    Process,
    Report,
    Price,
    Other,
}
