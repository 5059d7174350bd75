//! What the client itself wants to reach.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, EntityId, PersonId};
use crate::vocabulary::entity;

/// An objective of the client.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<ClientObjective>))]
pub struct ClientObjective {
    /// The id, unique among the objectives of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What the client wants to reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// How the client measures it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Date>,
    /// The contact who owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<PersonId>,
    /// When the client last confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
    /// The contact who confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by_id: Option<PersonId>,
}

entity!(ClientObjective, ClientObjective: id, statement);
