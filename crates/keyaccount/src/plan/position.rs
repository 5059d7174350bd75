//! Where we stand at the account before the plan begins.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, EntityId};
use crate::vocabulary::{Reference, entity};

/// The analysis of the position: strengths, weaknesses, opportunities and threats, and the trends behind them.
///
/// Competitors are part of the account.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Position {
    /// In one sentence: the field of play, the value given, how, and what we get for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charter: Option<String>,
    /// When it was last looked through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Strengths, weaknesses, opportunities and threats.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<PositionItem>,
    /// What is changing around the account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trends: Vec<Trend>,
}

/// A strength, weakness, opportunity or threat.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<PositionItem>))]
pub struct PositionItem {
    /// The id, unique among the items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// Which of the four.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PositionKind>,
    /// In whose eyes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub viewpoint: Option<Viewpoint>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The objectives, actions and risks that draw on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<Reference>,
}

entity!(PositionItem, PositionItem: id, kind, statement);

/// Which of the four parts of the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum PositionKind {
    Strength,
    Weakness,
    Opportunity,
    Threat,
}

/// In whose eyes a statement holds: ours, or the client's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Viewpoint {
    Us,
    Client,
}

/// A change around the account.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Trend>))]
pub struct Trend {
    /// The id, unique among the trends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What is changing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// Where that is known from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// When it was last looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The objectives, actions and risks that draw on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<Reference>,
}

entity!(Trend, Trend: id, statement);
