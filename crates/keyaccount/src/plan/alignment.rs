//! How the plan was agreed with the client (KAM practice, S3 and S4 step 7).

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, PersonId};

/// How the client learned that it is a key account, what differs, and what is expected in return.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Expectations {
    /// When the client was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_on: Option<Date>,
    /// Who told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_id: Option<PersonId>,
    /// In which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// What differs from standard service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differences: Option<String>,
    /// What we expect in return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_in_return: Option<String>,
    /// When the client acknowledged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_on: Option<Date>,
    /// The contact who acknowledged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_by_id: Option<PersonId>,
}

/// The meeting that opens the plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Kickoff {
    /// When it was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_on: Option<Date>,
    /// The contacts who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub client_attendee_ids: Vec<PersonId>,
    /// The members who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub our_attendee_ids: Vec<PersonId>,
    /// When the client confirmed what was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
    /// The contact who confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by_id: Option<PersonId>,
    /// What was left open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_questions: Vec<String>,
}
