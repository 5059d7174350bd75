//! What tiers are drawn from beyond today's scores.

use serde::{Deserialize, Serialize};

use crate::account::Tier;
use crate::quantity::{AccountId, Datum};

/// What is known of an account from earlier periods; an account that is not listed is judged on today's score alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct TierHistory {
    /// The account.
    pub account_id: AccountId,
    /// Where it stood before the first of `scores`, or before today where there are none. Without it the first score
    /// decides by itself: an account starts in the highest tier whose `promote_at` it reaches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<PreviousTier>,
    /// The final scores of the earlier periods, the oldest first; today's score follows them. An entry without a value
    /// breaks a row of periods and changes nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<Datum<f64>>,
}

/// The tier of an account and how close it was to leaving it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct PreviousTier {
    /// The tier.
    pub tier: Tier,
    /// The periods in a row, up to the last one, at or above the line into the next tier up; 0 unless stated.
    #[serde(default)]
    pub periods_above: u32,
    /// The periods in a row, up to the last one, below the line out of this tier; 0 unless stated.
    #[serde(default)]
    pub periods_below: u32,
}
