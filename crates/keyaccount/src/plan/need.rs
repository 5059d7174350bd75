//! What the client needs (KAM practice, S4 step 2).

use serde::{Deserialize, Serialize};

use super::CadenceKind;
use crate::quantity::{Date, EntityId, PersonId};
use crate::vocabulary::{Rating, Rhythm, entity};

/// Something that the client needs, and the pain behind it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Need>))]
pub struct Need {
    /// The id, unique among the needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// Whether it concerns what we deliver or how we deal with each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<NeedKind>,
    /// What is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The pain behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// How much it matters to the client, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Rating>,
    /// How we know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<NeedSource>,
    /// When the client last confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
    /// The contact who confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by_id: Option<PersonId>,
    /// The rhythm of contact that the client asks for, where that is the need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_rhythm: Option<RequestedRhythm>,
    /// The decision not to serve it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined: Option<Declined>,
}

entity!(Need, Need: id, kind, statement);

/// Whether a need concerns a product or service, or the relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum NeedKind {
    Product,
    Relationship,
}

/// How a need is known.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct NeedSource {
    /// In which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<NeedSourceKind>,
    /// The contact who told us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<PersonId>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

/// In which way a need became known; an assumption is our own guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum NeedSourceKind {
    Contact,
    Observation,
    Data,
    Assumption,
}

/// A rhythm of contact that the client asks for.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct RequestedRhythm {
    /// The kind of contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CadenceKind>,
    /// How often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<Rhythm>,
}

/// The decision not to serve a need.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Declined {
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_id: Option<PersonId>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
}
