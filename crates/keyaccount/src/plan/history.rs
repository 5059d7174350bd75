//! What happened to the account before, as far as the plan repeats it.
//!
//! The history is a document of its own, because it begins before any plan; this is an excerpt.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::account::LifecycleState;
use crate::quantity::{Date, PersonId};

/// One event in the life of the account.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct HistoryEntry {
    /// The place in the history, counted from 1 without a gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// The command that was carried out, such as `launch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The state before, absent for the first event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<LifecycleState>,
    /// The state after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<LifecycleState>,
    /// The day on which it took effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Date>,
    /// The instant at which it was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date-time")))]
    pub recorded_at: Option<DateTime<Utc>>,
    /// Whether it was written down with a day before that of the event before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backdated: Option<bool>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_id: Option<PersonId>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
