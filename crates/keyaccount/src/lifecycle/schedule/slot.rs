//! One slot of a schedule on one day.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, days_between};

/// A slot as it stands on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The number, counted from the anchor.
    pub number: u64,
    /// The day of the slot; no roll moves it.
    pub on: Date,
    /// The day on which the review is due: the slot, moved to a business day where the schedule says so.
    pub due_on: Date,
    /// Where it stands.
    pub status: SlotStatus,
    /// The day of the review that serves it.
    pub held_on: Option<Date>,
}

impl Slot {
    /// Returns how many days after the slot its review was held, negative when before; nothing where none serves it.
    pub fn days_late(&self) -> Option<i64> {
        Some(days_between(self.on, self.held_on?))
    }
}

/// Where a slot stands.
///
/// Open ones by the day: `upcoming` more than `early_days` before the slot; `due_soon` from then to the day before; `due`
/// on the day and up to `grace_days` after it; `overdue` from then until the window closes. Closed ones: `held` when a
/// review serves it, `missed` when its window closed without one, `cancelled` when it lies in a hold. Held and missed
/// are final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum SlotStatus {
    Upcoming,
    DueSoon,
    Due,
    Overdue,
    Held,
    Missed,
    Cancelled,
}

impl SlotStatus {
    /// Returns whether a review can still serve the slot.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Upcoming | Self::DueSoon | Self::Due | Self::Overdue)
    }
}

/// When the next review is due, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextDue {
    /// The day; no roll moves it.
    pub on: Date,
    /// The day, moved to a business day where the schedule says so.
    pub due_on: Date,
    /// What makes it due.
    pub reason: DueReason,
}

/// What makes a review due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueReason {
    /// The slot of this number, the earliest open one.
    Slot(u64),
    /// A hold ended, and work resumes with a review within 30 days.
    AfterHold,
    /// A due date outside the rhythm.
    AdHoc,
}
