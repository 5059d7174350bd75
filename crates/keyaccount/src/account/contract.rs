//! The contracts with an account.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, EntityId, Money, Period};
use crate::vocabulary::entity;

/// A contract, from its first to its last day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Contract>))]
pub struct Contract {
    /// The id, unique among the contracts of the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last day; absent where the contract runs until notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// How many days before the end notice must be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_days: Option<u32>,
    /// Whether it renews itself when nobody gives notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auto_renew: Option<bool>,
    /// What it is worth in a year, averaged over its term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annual_value: Option<Money>,
    /// When it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_on: Option<Date>,
    /// The contract that follows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor_id: Option<EntityId>,
}

entity!(Contract, Contract: id);

impl Contract {
    /// Returns the days of the contract, nothing when an end is absent or comes before the start.
    pub fn period(&self) -> Option<Period> {
        Period::new(self.start?, self.end?).ok()
    }
}
