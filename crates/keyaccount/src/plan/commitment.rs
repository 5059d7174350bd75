//! What each side has promised the other (KAM practice, S4 step 6).

use serde::{Deserialize, Serialize};

use crate::quantity::{ActionId, Date, EntityId, PersonId};
use crate::vocabulary::{Reference, entity};

/// A promise of one side to the other.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Commitment>))]
pub struct Commitment {
    /// The id, unique among the commitments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// Whose promise it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<Promiser>,
    /// What was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Who answers for it, on the side that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    /// The contact to whom, or by whom, it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<PersonId>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_on: Option<Date>,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// How it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<CommitmentStatus>,
    /// When it was kept, broken or released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// Who takes it over when key status ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transferred_to_id: Option<PersonId>,
    /// The actions that keep it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub action_ids: Vec<ActionId>,
    /// The value-adds, needs, objectives, metrics and risks that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<Reference>,
}

entity!(Commitment, Commitment: id);

impl Commitment {
    /// Returns whether it still waits to be kept: neither kept nor broken nor released. One without a status does.
    pub fn is_open(&self) -> bool {
        matches!(self.status, None | Some(CommitmentStatus::Open))
    }
}

/// Whose promise a commitment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Promiser {
    Us,
    Client,
}

/// How a commitment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum CommitmentStatus {
    Open,
    Kept,
    Broken,
    Released,
}
