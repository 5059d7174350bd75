//! What the client gets for staying or growing (KAM practice, S4 step 6).

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, EntityId, Money};
use crate::vocabulary::{DateRange, Reference, entity};

/// A reward, when it is due, and the choice that it offers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Reward>))]
pub struct Reward {
    /// The id, unique among the rewards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What is rewarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<RewardTrigger>,
    /// What the client may choose from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<RewardOption>,
    /// The value-adds, needs and objectives that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<Reference>,
    /// What it costs us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// The days over which that cost falls, the whole plan unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_period: Option<DateRange>,
    /// When the client was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_on: Option<Date>,
}

entity!(Reward, Reward: id);

/// When a reward is due.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct RewardTrigger {
    /// What makes it due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<RewardTriggerKind>,
    /// After how many months, at what volume, on what day, by what event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What makes a reward due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum RewardTriggerKind {
    AfterMonths,
    Volume,
    Date,
    Event,
}

/// One thing that the client may choose.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct RewardOption {
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// How much of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}
