//! What the client asked for beyond the plan, and what we did unasked (KAM practice, S4 step 8).

use serde::{Deserialize, Serialize};

use crate::quantity::{ActionId, Date, EntityId, PersonId};
use crate::vocabulary::entity;

/// A request of the client, or a gesture of ours.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Request>))]
pub struct Request {
    /// The id, unique among the requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// Which of the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<RequestKind>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The contact who asked, or to whom it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<PersonId>,
    /// What.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The action that follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_id: Option<ActionId>,
}

entity!(Request, Request: id);

/// A request of the client, or a gesture of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum RequestKind {
    Request,
    Gesture,
}
