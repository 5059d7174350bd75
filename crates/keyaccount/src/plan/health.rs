//! How well the relationship is, over time.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, EntityId};
use crate::vocabulary::{Percent, entity};

/// The readings of the health of the relationship.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Health {
    /// The readings, in the order of their dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<HealthReading>,
}

/// The health on one day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<HealthReading>))]
pub struct HealthReading {
    /// The id, unique among the readings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// The day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The score, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Percent>,
    /// What the score is made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<HealthPart>,
    /// The band as it was reported; derived from the scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<HealthBand>,
}

entity!(HealthReading, HealthReading: id);

/// A part of a health score.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct HealthPart {
    /// What it measures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The score, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Percent>,
}

/// The band of a health score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum HealthBand {
    Green,
    Amber,
    Red,
}
