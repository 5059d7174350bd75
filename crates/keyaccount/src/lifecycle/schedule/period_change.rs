//! What becomes of a schedule when its period changes.

use super::{AdHocDue, Anchor, Schedule, ScheduleAsOf, SlotPeriod};

/// A schedule after a change of its period, as with a new tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodChange {
    /// The new schedule, to be held against a log of what happens after the day of the change (and the holds before).
    pub schedule: Schedule,
    /// The due date that the old schedule leaves behind, to be added to that log.
    pub ad_hoc: Option<AdHocDue>,
}

impl ScheduleAsOf<'_> {
    /// Returns the schedule with `period` from this day on.
    ///
    /// A shorter period begins at once: slots are counted from the day of the change, and what was due before the first
    /// of them stays due. A longer one waits: what was due stays due, and new slots are counted from that day. A period
    /// of the same length changes nothing. Where nothing was due, slots are counted from the day of the change. Mode,
    /// grace and business days stay. Source: house design.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::lifecycle::{Anchor, ReviewLog, Schedule, SlotPeriod};
    /// use keyaccount::quantity::Date;
    /// use keyaccount::vocabulary::RhythmUnit::Months;
    ///
    /// let day = |month, day| Date::new(2026, month, day).unwrap();
    /// let half_yearly = Schedule::new(Anchor::launch(day(1, 15)), SlotPeriod::new(6, Months)?);
    /// let quarterly = half_yearly.as_of(day(3, 1), &ReviewLog::default()).change_period(SlotPeriod::new(3, Months)?);
    /// assert_eq!(quarterly.schedule.slot_on(1), Some(day(6, 1)));
    /// assert_eq!(quarterly.ad_hoc, None);
    /// # Ok::<(), keyaccount::quantity::OutOfRange>(())
    /// ```
    pub fn change_period(&self, period: SlotPeriod) -> PeriodChange {
        let old = self.schedule();
        let mut schedule = Schedule {
            period,
            ..old.clone()
        };
        let is_longer = period.is_longer_than(old.period);
        let is_shorter = old.period.is_longer_than(period);
        if !is_longer && !is_shorter {
            return PeriodChange {
                schedule,
                ad_hoc: None,
            };
        }
        let due_on = self.next_due().map(|due| due.on);
        schedule.anchor = Anchor::launch(due_on.filter(|_| is_longer).unwrap_or(self.as_of()));
        let first = schedule.slot_on(1);
        let ad_hoc = due_on
            .filter(|due_on| first.is_none_or(|first| *due_on < first))
            .map(|due_on| AdHocDue {
                raised_on: self.as_of(),
                due_on,
            });
        PeriodChange { schedule, ad_hoc }
    }
}
