//! What happened to a rhythm of reviews.

use crate::lifecycle::HoldInterval;
use crate::quantity::Date;

/// The reviews that were held, the holds, and the due dates outside the rhythm; the order does not matter.
///
/// The close of a review that a cycle or a trigger opened counts as a review held on that day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewLog {
    /// The days on which reviews were held.
    pub held: Vec<Date>,
    /// When work paused.
    pub holds: Vec<HoldInterval>,
    /// Due dates outside the rhythm, such as those of triggers.
    pub ad_hoc: Vec<AdHocDue>,
}

/// A due date outside the rhythm.
///
/// Any review that is held on the day on which it was raised or later satisfies it, whichever slot the review serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AdHocDue {
    /// The day on which it was raised; before, it does not exist.
    pub raised_on: Date,
    /// The day on which the review is due.
    pub due_on: Date,
}
