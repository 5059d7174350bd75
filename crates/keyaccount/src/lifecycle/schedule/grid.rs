//! The days on which slots lie.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, add_days, add_months, calendar_months_between, days_between};
use crate::vocabulary::RhythmUnit;

use super::SlotPeriod;

/// The day from which slots are counted, and the number of the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Anchor {
    on: Date,
    first_number: u64,
}

impl Anchor {
    /// Returns the anchor of a launch: slot 1 lies one period after it.
    pub fn launch(on: Date) -> Self {
        Self { on, first_number: 1 }
    }

    /// Returns the anchor of a chosen first review: slot 0 lies on it.
    pub fn first_review(on: Date) -> Self {
        Self { on, first_number: 0 }
    }

    /// Returns the day from which slots are counted.
    pub fn on(self) -> Date {
        self.on
    }

    /// Returns the number of the first slot.
    pub fn first_number(self) -> u64 {
        self.first_number
    }
}

/// What becomes of slots when the anchor is the last day of its month.
///
/// `clamp`: they keep the day of the anchor and shrink where the month is shorter (30 November, 28 February, 30 May).
/// `stick`: they stay at the end of the month (30 November, 28 February, 31 May). Only months are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum MonthEnd {
    #[default]
    Clamp,
    Stick,
}

/// The slots of a schedule as bare days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) anchor: Anchor,
    pub(super) period: SlotPeriod,
    pub(super) month_end: MonthEnd,
}

impl Grid {
    /// Returns the day of slot `number`; nothing before the first and past the year 9999.
    pub(super) fn slot_on(self, number: u64) -> Option<Date> {
        if number < self.anchor.first_number {
            return None;
        }
        self.place(i64::try_from(number).ok()?)
    }

    /// Returns the number of the last slot on or before `date`; nothing where the first one comes later.
    pub(super) fn number_at(self, date: Date) -> Option<u64> {
        let every = i64::from(self.period.every());
        let rounds = if let Some(days) = self.days_per_unit() {
            days_between(self.anchor.on, date).div_euclid(every * days)
        } else {
            let months = i64::from(calendar_months_between(self.anchor.on, date));
            let rounds = months.div_euclid(every);
            // The slot lies in the month of `date` or before it, perhaps later in that month.
            rounds - i64::from(self.place(rounds)? > date)
        };
        let number = u64::try_from(rounds).ok()?;
        (number >= self.anchor.first_number).then_some(number)
    }

    /// Returns the number of the first slot on or after `date`.
    pub(super) fn number_from(self, date: Date) -> u64 {
        add_days(date, -1).map_or(self.anchor.first_number, |before| self.number_after(before))
    }

    /// Returns the number of the first slot after `date`.
    pub(super) fn number_after(self, date: Date) -> u64 {
        self.number_at(date)
            .map_or(self.anchor.first_number, |number| number + 1)
    }

    /// Returns the same slots without those on or before `day`.
    pub(super) fn beginning_after(self, day: Date) -> Self {
        let first_number = self.number_after(day);
        Self {
            anchor: Anchor {
                first_number,
                ..self.anchor
            },
            ..self
        }
    }

    fn place(self, rounds: i64) -> Option<Date> {
        let units = rounds.checked_mul(i64::from(self.period.every()))?;
        let anchor = self.anchor.on;
        if let Some(days) = self.days_per_unit() {
            return add_days(anchor, units.checked_mul(days)?);
        }
        let months = i32::try_from(units).ok()?;
        if self.month_end == MonthEnd::Clamp || !is_month_end(anchor) {
            return add_months(anchor, months);
        }
        // Counted from a month of 31 days, every month ends on its own last day.
        let january = Date::new(anchor.year(), 1, 31)?;
        add_months(january, months.checked_add(anchor.month().cast_signed() - 1)?)
    }

    /// Returns the days of a unit of fixed length, nothing for months.
    fn days_per_unit(self) -> Option<i64> {
        match self.period.unit() {
            RhythmUnit::Days => Some(1),
            RhythmUnit::Weeks => Some(7),
            RhythmUnit::Months => None,
        }
    }
}

/// Returns `date` moved by `days`, to the end of the calendar where it would leave it.
pub(super) fn moved_within_calendar(date: Date, days: i64) -> Date {
    add_days(date, days).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

fn is_month_end(date: Date) -> bool {
    add_days(date, 1).is_none_or(|next| next.day() == 1)
}
