//! Where is the account in its life as a key account, what may follow, and when is the next review due?
//!
//! [`TRANSITIONS`] is the table of what leads from one state to another; [`allowed`] and [`transition`] read it, and
//! [`replay`] holds a history against it. [`Schedule`] calculates the slots of a rhythm of reviews, which slot a review
//! serves, and what is due. Calculations only: nothing here knows the rules that judge a plan by them.
//!
//! # What is out of scope
//!
//! Guards and effects of a transition come with the operation that decides; the table names commands, states and targets.

mod command;
mod standing;
mod transition;

mod hold;

mod history;

mod business_day;

mod schedule;

pub use business_day::{BusinessDays, Roll};
pub use command::CommandKind;
pub use history::{HistoryFault, HistoryFaultKind, Replay, replay};
pub use hold::HoldInterval;
pub use schedule::{
    AdHocDue, Anchor, CadenceGap, DueReason, MonthEnd, NextDue, PeriodChange, ReviewLog, Schedule,
    ScheduleAsOf, ScheduleMode, Slot, SlotPeriod, SlotStatus, cadence_schedule, review_log,
};
pub use standing::Standing;
pub use transition::{
    LONG_HOLD_DAYS, Step, TRANSITIONS, Target, Transition, TransitionError, allowed, transition,
};
