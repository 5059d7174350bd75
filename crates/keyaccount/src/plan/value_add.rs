//! How the account is served differently (KAM practice, S4 step 5).

use serde::{Deserialize, Serialize};

use crate::quantity::{EntityId, Money};
use crate::vocabulary::{DateRange, Figure, entity};

/// Something that the account gets and others do not.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<ValueAdd>))]
pub struct ValueAdd {
    /// The id, unique among the value-adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What sort of thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ValueAddKind>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// Whether it goes beyond the standard offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond_standard: Option<bool>,
    /// The entry of the standard catalogue that it equals, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue_entry_id: Option<EntityId>,
    /// The needs that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub need_ids: Vec<EntityId>,
    /// The objectives of the client that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub client_objective_ids: Vec<EntityId>,
    /// What it costs us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// The days over which that cost falls, the whole plan unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_period: Option<DateRange>,
    /// What it is worth to the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benefit: Option<Benefit>,
}

entity!(ValueAdd, ValueAdd: id, kind, statement);

/// What sort of thing a value-add is (KAM practice, S4 step 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum ValueAddKind {
    Support,
    Security,
    ProductUpdate,
    LoyaltyReward,
    Integration,
    Training,
    Insight,
    Process,
    Price,
    Other,
}

/// What a value-add is worth to the client.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Benefit {
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Figure>,
    /// Of what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}
