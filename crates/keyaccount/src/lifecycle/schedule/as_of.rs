//! A schedule as it stands on one day.

use std::collections::BTreeMap;

use crate::lifecycle::HoldInterval;
use crate::quantity::{Date, add_days, days_between};

use super::grid::{Grid, moved_within_calendar};
use super::{AdHocDue, Anchor, DueReason, NextDue, ReviewLog, Schedule, ScheduleMode, Slot, SlotStatus};

/// A schedule as it stands on one day, made by [`Schedule::as_of`].
///
/// **Holds.** A slot from the first to the last day of a hold is cancelled, unless a review served it while nobody knew
/// that the hold would last until then; a review on a day on which the slot was cancelled does not serve it. When the hold ends a review is due within 30 days, or on the first slot after the end where that is earlier. As
/// long as a hold lasts its planned end counts, or the day itself where the planned end has passed; without a planned
/// end every slot from the first day on is cancelled and nothing more is due.
///
/// **Floating.** Slots are counted from the last review that was held; those before it are history and not listed.
///
/// # Examples
///
/// ```
/// use keyaccount::lifecycle::{Anchor, ReviewLog, Schedule, SlotPeriod, SlotStatus};
/// use keyaccount::quantity::Date;
/// use keyaccount::vocabulary::RhythmUnit;
///
/// let day = |month, day| Date::new(2026, month, day).unwrap();
/// let quarterly = Schedule::new(Anchor::first_review(day(7, 15)), SlotPeriod::new(3, RhythmUnit::Months)?);
/// let log = ReviewLog { held: vec![day(9, 20)], ..ReviewLog::default() };
/// let september = quarterly.as_of(day(9, 30), &log);
/// assert_eq!(september.slot(0).unwrap().status, SlotStatus::Missed);
/// assert_eq!(september.slot(1).unwrap().held_on, Some(day(9, 20)));
/// assert_eq!(september.next_due().unwrap().on, Date::new(2027, 1, 15).unwrap());
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone)]
pub struct ScheduleAsOf<'a> {
    schedule: &'a Schedule,
    grid: Grid,
    as_of: Date,
    early_days: i64,
    last_held_on: Option<Date>,
    /// In order, without overlaps.
    pauses: Vec<Pause>,
    served: BTreeMap<u64, Date>,
    /// The due dates outside the rhythm that no review satisfied, in order.
    unsatisfied: Vec<(Date, DueReason)>,
}

/// A hold with its last day as it is known on one day.
#[derive(Debug, Clone, Copy)]
struct Pause {
    hold: HoldInterval,
    /// The last day, absent where nobody can say.
    end: Option<Date>,
}

impl Pause {
    fn known_on(hold: HoldInterval, day: Date) -> Self {
        Self {
            hold,
            end: hold.ends_on(day),
        }
    }

    fn contains(self, date: Date) -> bool {
        self.hold.since <= date && self.end.is_none_or(|end| date <= end)
    }
}

impl<'a> ScheduleAsOf<'a> {
    /// Within how many days after a hold a review is due. Source: house default.
    pub const AFTER_HOLD_DAYS: i64 = 30;

    pub(super) fn new(schedule: &'a Schedule, as_of: Date, log: &ReviewLog) -> Self {
        let mut held: Vec<Date> = log.held.iter().copied().filter(|day| *day <= as_of).collect();
        held.sort_unstable();
        let last_held_on = held.last().copied();
        let mut grid = schedule.grid();
        if schedule.mode == ScheduleMode::Floating
            && let Some(last) = last_held_on
        {
            grid.anchor = Anchor::launch(last);
            held.clear();
        }
        let mut this = Self {
            schedule,
            grid,
            as_of,
            early_days: schedule.period.early_days(),
            last_held_on,
            pauses: pauses(log, as_of),
            served: BTreeMap::new(),
            unsatisfied: Vec::new(),
        };
        for day in held {
            this.serve(day);
        }
        this.unsatisfied = this.unsatisfied(&log.ad_hoc);
        this
    }

    /// Returns the schedule.
    pub fn schedule(&self) -> &'a Schedule {
        self.schedule
    }

    /// Returns the day for which this is said.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Returns the day of the last review that was held, whether it serves a slot or not.
    pub fn last_held_on(&self) -> Option<Date> {
        self.last_held_on
    }

    /// Returns when the next review is due: on the earliest open slot, or on an earlier due date outside the rhythm.
    ///
    /// It may lie in the past, when it is overdue. On one day the slot comes first. Nothing in a hold whose end nobody
    /// knows, and at the end of the calendar.
    pub fn next_due(&self) -> Option<NextDue> {
        let slot = self
            .first_open()
            .and_then(|number| Some((self.grid.slot_on(number)?, DueReason::Slot(number))));
        let (on, reason) = slot.into_iter().chain(self.unsatisfied.first().copied()).min()?;
        Some(NextDue {
            on,
            due_on: self.rolled(on),
            reason,
        })
    }

    /// Returns the number of slots after the last one served that are past their grace and not cancelled, those counted
    /// that were missed.
    ///
    /// It counts rounds without a review: 1 is late, 2 or more is neglect.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::lifecycle::{Anchor, ReviewLog, Schedule, SlotPeriod};
    /// use keyaccount::quantity::Date;
    /// use keyaccount::vocabulary::RhythmUnit;
    ///
    /// let day = |month, day| Date::new(2026, month, day).unwrap();
    /// let quarterly = Schedule::new(Anchor::first_review(day(1, 31)), SlotPeriod::new(3, RhythmUnit::Months)?);
    /// assert_eq!(quarterly.as_of(day(2, 14), &ReviewLog::default()).overdue_slots(), 0);
    /// assert_eq!(quarterly.as_of(day(2, 15), &ReviewLog::default()).overdue_slots(), 1);
    /// assert_eq!(quarterly.as_of(day(6, 1), &ReviewLog::default()).overdue_slots(), 2);
    /// # Ok::<(), keyaccount::quantity::OutOfRange>(())
    /// ```
    pub fn overdue_slots(&self) -> u64 {
        let first = match self.served.last_key_value() {
            Some((number, _)) => number + 1,
            None => self.grid.anchor.first_number(),
        };
        let grace_days = self.schedule.effective_grace_days();
        let Some(past) = add_days(self.as_of, -grace_days - 1) else {
            return 0;
        };
        let end = self.grid.number_after(past);
        let cancelled = self.pauses.iter().map(|pause| {
            let from = self.grid.number_from(pause.hold.since).max(first);
            let to = pause
                .end
                .map_or(end, |last| self.grid.number_after(last).min(end));
            to.saturating_sub(from)
        });
        end.saturating_sub(first).saturating_sub(cancelled.sum())
    }

    /// Returns slot `number`, or nothing where there is none.
    pub fn slot(&self, number: u64) -> Option<Slot> {
        let on = self.grid.slot_on(number)?;
        Some(Slot {
            number,
            on,
            due_on: self.rolled(on),
            status: self.status(number, on),
            held_on: self.served.get(&number).copied(),
        })
    }

    /// Returns the slots from `from` to `to`, both included, in order.
    ///
    /// Slots are made one by one as they are asked for; the first costs no more than the last.
    pub fn slots_between(&self, from: Date, to: Date) -> impl Iterator<Item = Slot> + '_ {
        (self.grid.number_from(from)..)
            .map_while(|number| self.slot(number))
            .take_while(move |slot| slot.on <= to)
    }

    /// Returns the slot that a review held on `held_on` serves, or nothing where it serves none.
    ///
    /// None is served by a second review in one window, by one in the window of a cancelled slot, and by one before the
    /// first window. Nothing in a floating schedule, where every review serves what is due.
    pub fn slot_served_on(&self, held_on: Date) -> Option<Slot> {
        let number = self.window_at(held_on)?;
        self.slot(number).filter(|slot| slot.held_on == Some(held_on))
    }

    /// Returns the number of the slot in whose window `date` lies.
    fn window_at(&self, date: Date) -> Option<u64> {
        self.grid.number_at(moved_within_calendar(date, self.early_days))
    }

    fn serve(&mut self, held_on: Date) {
        let Some(number) = self.window_at(held_on) else {
            return;
        };
        let Some(slot) = self.grid.slot_on(number) else {
            return;
        };
        // The last hold that had begun by then; those before it were over.
        let is_cancelled = self
            .last_begun(slot.min(held_on))
            .is_some_and(|pause| Pause::known_on(pause.hold, held_on).contains(slot));
        if !is_cancelled {
            self.served.entry(number).or_insert(held_on);
        }
    }

    fn status(&self, number: u64, on: Date) -> SlotStatus {
        if self.served.contains_key(&number) {
            return SlotStatus::Held;
        }
        if self.pause_of(on).is_some() {
            return SlotStatus::Cancelled;
        }
        let is_fixed = self.schedule.mode == ScheduleMode::Fixed;
        if is_fixed && self.window_at(self.as_of).is_some_and(|current| number < current) {
            return SlotStatus::Missed;
        }
        let days_after = days_between(on, self.as_of);
        if days_after < -self.early_days {
            SlotStatus::Upcoming
        } else if days_after < 0 {
            SlotStatus::DueSoon
        } else if days_after <= self.schedule.effective_grace_days() {
            SlotStatus::Due
        } else {
            SlotStatus::Overdue
        }
    }

    /// Returns the number of the earliest slot that a review can still serve.
    fn first_open(&self) -> Option<u64> {
        let first = self.grid.anchor.first_number();
        let mut number = match self.schedule.mode {
            ScheduleMode::Fixed => self.window_at(self.as_of).unwrap_or(first),
            ScheduleMode::Floating => first,
        };
        loop {
            let on = self.grid.slot_on(number)?;
            number = match self.pause_of(on) {
                _ if self.served.contains_key(&number) => number + 1,
                Some(pause) => self.grid.number_after(pause.end?),
                None => return Some(number),
            };
        }
    }

    /// Returns the due dates outside the rhythm that no review satisfied and no hold cancelled, in order.
    fn unsatisfied(&self, ad_hoc: &[AdHocDue]) -> Vec<(Date, DueReason)> {
        let after_holds = self.pauses.iter().filter_map(|pause| {
            let raised_on = pause.end?;
            let due_on = moved_within_calendar(raised_on, Self::AFTER_HOLD_DAYS);
            Some((AdHocDue { raised_on, due_on }, DueReason::AfterHold))
        });
        let raised = ad_hoc
            .iter()
            .filter(|due| due.raised_on <= self.as_of)
            .map(|due| (*due, DueReason::AdHoc));
        let mut unsatisfied: Vec<_> = after_holds
            .chain(raised)
            .filter(|(due, _)| self.last_held_on.is_none_or(|held| held < due.raised_on))
            .map(|(due, reason)| (due.due_on, reason))
            .filter(|(on, _)| self.pause_of(*on).is_none())
            .collect();
        unsatisfied.sort_unstable();
        unsatisfied
    }

    fn pause_of(&self, date: Date) -> Option<Pause> {
        self.last_begun(date).filter(|pause| pause.contains(date))
    }

    /// Returns the last hold that began on or before `date`.
    fn last_begun(&self, date: Date) -> Option<Pause> {
        let after = self.pauses.partition_point(|pause| pause.hold.since <= date);
        self.pauses.get(after.checked_sub(1)?).copied()
    }

    fn rolled(&self, date: Date) -> Date {
        self.schedule.business_days.roll(date, self.schedule.roll)
    }
}

/// Returns the holds that have begun on `as_of`, in order; overlapping ones are one.
fn pauses(log: &ReviewLog, as_of: Date) -> Vec<Pause> {
    let mut begun: Vec<Pause> = log
        .holds
        .iter()
        .filter(|hold| hold.since <= as_of)
        .map(|hold| Pause::known_on(*hold, as_of))
        .filter(|pause| pause.contains(pause.hold.since))
        .collect();
    begun.sort_unstable_by_key(|pause| pause.hold);
    let mut pauses: Vec<Pause> = Vec::with_capacity(begun.len());
    for pause in begun {
        match pauses.last_mut() {
            Some(last) if last.contains(pause.hold.since) => {
                let later =
                    |one: Option<Date>, other| one.zip(other).map(|(one, other): (Date, _)| one.max(other));
                last.end = later(last.end, pause.end);
                last.hold.until = later(last.hold.until, pause.hold.until);
                last.hold.resumed_on = later(last.hold.resumed_on, pause.hold.resumed_on);
            }
            _ => pauses.push(pause),
        }
    }
    pauses
}
