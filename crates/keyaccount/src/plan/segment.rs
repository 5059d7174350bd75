//! The client's own audience (KAM practice, S4 step 3).

use serde::{Deserialize, Serialize};

use crate::quantity::EntityId;
use crate::vocabulary::entity;

/// A group of the client's own customers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Segment>))]
pub struct Segment {
    /// The id, unique among the segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// Who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What they want.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<String>,
    /// How we know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

entity!(Segment, Segment: id);
