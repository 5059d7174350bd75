//! People who are neither contacts nor members of the team.

use serde::{Deserialize, Serialize};

use crate::quantity::PersonId;
use crate::vocabulary::entity;

/// Another person or body named in the plan: an approver, the board, an adviser.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<OtherPerson>))]
pub struct OtherPerson {
    /// The id, unique among the people of all sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PersonId>,
    /// The name, of a person or of a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the person or body is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// The company, where it is not ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The address for mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

entity!(OtherPerson, OtherPerson: id, name);
