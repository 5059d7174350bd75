//! Who on our side knows whom on theirs.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, PersonId, Weight};
use crate::vocabulary::{Degree, Rhythm, required};

/// The line between one of our members and one contact.
///
/// The pair is its identity: a document holds at most one tie for two people.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Tie>))]
pub struct Tie {
    /// The member on our side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<PersonId>,
    /// The contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<PersonId>,
    /// The last time the two spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_on: Option<Date>,
    /// The next time that is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_on: Option<Date>,
    /// How strong the tie is felt to be, 0 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Degree>,
    /// How often the two mean to speak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<Rhythm>,
    /// What passed between them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interactions: Vec<Interaction>,
}

required!(Tie: member_id, contact_id);

/// Something that passed between two people.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Interaction>))]
pub struct Interaction {
    /// The day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// In which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<InteractionKind>,
    /// From whom it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// How much it counts against others, 1 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// A note, or where to find one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

required!(Interaction: on);

/// In which way two people met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum InteractionKind {
    Meeting,
    SiteVisit,
    Call,
    VideoCall,
    Email,
    Message,
    Event,
    Workshop,
}

/// From whom an interaction came: from us, from them, from both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
#[cfg_attr(feature = "schema", schemars(rename = "InteractionDirection"))]
pub enum Direction {
    Outbound,
    Inbound,
    Mutual,
}
