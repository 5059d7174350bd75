//! Accounts that are key today: a line of their own, and time before anything changes.

use serde::{Deserialize, Serialize};

use crate::quantity::{AccountId, Score};

/// How accounts that are key today stay or leave; `threshold` is then the line to come in.
///
/// An account between the two lines keeps the side on which it is, so that a score that wavers around one line changes
/// nothing (Schmitt trigger with dwell, relations notes C.7).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct IncumbentRule {
    /// The lowest final score with which a key account stays; at most `threshold`.
    pub exit_threshold: Score,
    /// How long a side is kept after a change, whatever the score; no time unless stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dwell: Option<Dwell>,
    /// What a gate that excludes a key account does before that time is over.
    #[serde(default)]
    pub gate_during_dwell: GateDuringDwell,
}

/// How long a side is kept after a change, in periods of selection or in days.
///
/// In JSON: `{"periods": 2}` or `{"days": 180}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "comments on variants would split the schema's enum")]
pub enum Dwell {
    Periods(u32),
    Days(u32),
}

/// What a gate does to a key account that may not change yet.
///
/// `leaves` lets the gate act at once, since no strength and no agreement makes up for it; `stays` waits until the time is
/// over. `leaves` unless stated (gates come first, house default).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum GateDuringDwell {
    #[default]
    Leaves,
    Stays,
}

/// Which side an account is on today, and for how long; an account that is not listed is not key and never was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Incumbency {
    /// The account.
    pub account_id: AccountId,
    /// Whether it is key today.
    pub is_key: bool,
    /// The time since it came in or left, in the unit of the dwell; leave it out where no change is on record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unchanged_for: Option<u32>,
}

impl Dwell {
    fn length(self) -> u32 {
        match self {
            Self::Periods(length) | Self::Days(length) => length,
        }
    }
}

impl IncumbentRule {
    /// Returns whether the last change is so recent that nothing may change.
    pub(super) fn holds(&self, incumbency: Option<&Incumbency>) -> bool {
        let unchanged_for = incumbency.and_then(|incumbency| incumbency.unchanged_for);
        let dwell = self.dwell.map(Dwell::length);
        matches!((unchanged_for, dwell), (Some(unchanged), Some(dwell)) if unchanged < dwell)
    }
}
