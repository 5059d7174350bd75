//! When reviews are due: slots that are counted from an anchor.
//!
//! A [`Schedule`] is the rhythm; [`Schedule::as_of`] holds it against a log of what happened and answers for one day
//! which slots were held, missed or cancelled and what is due next. Nothing is stored between two days: the same log
//! gives the same answer.

mod as_of;
mod cadence;
mod grid;
mod log;
mod period_change;
mod slot;
mod slot_period;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod walk;

pub use as_of::ScheduleAsOf;
pub use cadence::{CadenceGap, cadence_schedule, review_log};
pub use grid::{Anchor, MonthEnd};
pub use log::{AdHocDue, ReviewLog};
pub use period_change::PeriodChange;
pub use slot::{DueReason, NextDue, Slot, SlotStatus};
pub use slot_period::SlotPeriod;

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, Period, add_days};

use super::{BusinessDays, Roll};
use grid::Grid;

/// A rhythm of reviews: slot k lies k periods after the anchor, whatever happened before.
///
/// Each slot has a **window**, from `early_days` before it up to `early_days` before the next one, so that windows divide
/// time without gap or overlap. A review serves the slot in whose window it was held: held a little before the slot it
/// serves it early, held long after it serves it late, and held shortly before the next slot it serves that one. The
/// first review in a window serves the slot, a second one serves none. A slot whose window closes unserved is missed.
/// `early_days` is 30, or a third of the period where that is less ([`SlotPeriod::early_days`]).
///
/// Source: house design. Counting each slot from the anchor avoids two faults of schedulers that chain months: the drift
/// to the 28th, and the loss of February (public issues of several finance programs).
///
/// # Examples
///
/// ```
/// use keyaccount::lifecycle::{Anchor, Schedule, SlotPeriod};
/// use keyaccount::quantity::Date;
/// use keyaccount::vocabulary::RhythmUnit;
///
/// let launched_on = Date::new(2026, 1, 31).unwrap();
/// let quarterly = Schedule::new(Anchor::launch(launched_on), SlotPeriod::new(3, RhythmUnit::Months)?);
/// assert_eq!(quarterly.slot_on(1), Date::new(2026, 4, 30));
/// assert_eq!(quarterly.slot_on(2), Date::new(2026, 7, 31));
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The day from which slots are counted.
    pub anchor: Anchor,
    /// The time from one slot to the next.
    pub period: SlotPeriod,
    /// Whether slots stay at the end of the month where the anchor is one.
    pub month_end: MonthEnd,
    /// What the next slot is counted from.
    pub mode: ScheduleMode,
    /// For how many days after a slot it is due and not yet overdue; never more than a third of the period
    /// ([`Schedule::effective_grace_days`]).
    pub grace_days: u32,
    /// Where the due date of a slot goes that falls on a closed day; the slot keeps its own.
    pub roll: Roll,
    /// Which days are closed.
    pub business_days: BusinessDays,
}

/// What the next slot is counted from.
///
/// `fixed`: from the anchor; a late review does not move what follows. `floating`: from the last review that was held,
/// whether early or late; the slot stays open until then and is never missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum ScheduleMode {
    #[default]
    Fixed,
    Floating,
}

impl Schedule {
    /// The days after a slot in which it is due and not yet overdue, where the schedule does not say otherwise.
    ///
    /// House default.
    pub const GRACE_DAYS: u32 = 14;

    /// Returns the fixed schedule that counts `period` from `anchor`, with months clamped, days as they fall and
    /// [`Schedule::GRACE_DAYS`].
    pub fn new(anchor: Anchor, period: SlotPeriod) -> Self {
        Self {
            anchor,
            period,
            month_end: MonthEnd::default(),
            mode: ScheduleMode::default(),
            grace_days: Self::GRACE_DAYS,
            roll: Roll::default(),
            business_days: BusinessDays::default(),
        }
    }

    /// Returns the day of slot `number`, before any roll; nothing before the first slot and past the year 9999.
    ///
    /// With a launch as anchor the first number is 1, with a first review it is 0.
    pub fn slot_on(&self, number: u64) -> Option<Date> {
        self.grid().slot_on(number)
    }

    /// Returns the days in which a review serves slot `number`, or nothing where there is no such slot.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::lifecycle::{Anchor, Schedule, SlotPeriod};
    /// use keyaccount::quantity::Date;
    /// use keyaccount::vocabulary::RhythmUnit;
    ///
    /// let first_review = Date::new(2026, 7, 15).unwrap();
    /// let quarterly = Schedule::new(Anchor::first_review(first_review), SlotPeriod::new(3, RhythmUnit::Months)?);
    /// let window = quarterly.window(0).unwrap();
    /// assert_eq!(Some(window.start()), Date::new(2026, 6, 15));
    /// assert_eq!(Some(window.end()), Date::new(2026, 9, 14));
    /// # Ok::<(), keyaccount::quantity::OutOfRange>(())
    /// ```
    pub fn window(&self, number: u64) -> Option<Period> {
        let early_days = self.period.early_days();
        let opens_on = add_days(self.slot_on(number)?, -early_days).unwrap_or(Date::MIN);
        let last_day = number
            .checked_add(1)
            .and_then(|next| self.slot_on(next))
            .and_then(|next| add_days(next, -early_days - 1))
            .unwrap_or(Date::MAX);
        Period::new(opens_on, last_day).ok()
    }

    /// Returns the days after a slot in which it is due and not yet overdue: `grace_days`, or a third of the period where
    /// that is less.
    pub fn effective_grace_days(&self) -> i64 {
        self.period.at_most_a_third(i64::from(self.grace_days))
    }

    /// Returns the schedule as it stands on `as_of` after what `log` says happened until then.
    ///
    /// What lies after `as_of` is not looked at, save the day on which a hold that lasts is to end.
    pub fn as_of(&self, as_of: Date, log: &ReviewLog) -> ScheduleAsOf<'_> {
        ScheduleAsOf::new(self, as_of, log)
    }

    fn grid(&self) -> Grid {
        Grid {
            anchor: self.anchor,
            period: self.period,
            month_end: self.month_end,
        }
    }
}
