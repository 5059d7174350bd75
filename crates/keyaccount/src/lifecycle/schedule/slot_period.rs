//! The time from one slot to the next.

use crate::quantity::OutOfRange;
use crate::vocabulary::{Rhythm, RhythmUnit};

/// The time from one slot to the next: a number of days, weeks or months, at least 1.
///
/// # Examples
///
/// ```
/// use keyaccount::lifecycle::SlotPeriod;
/// use keyaccount::vocabulary::RhythmUnit::{Days, Months, Weeks};
///
/// let quarter = SlotPeriod::new(3, Months)?;
/// assert_eq!(quarter.early_days(), 30);
/// assert_eq!(SlotPeriod::new(2, Weeks)?.early_days(), 4);
/// assert!(quarter.is_longer_than(SlotPeriod::new(13, Weeks)?));
/// assert_eq!(SlotPeriod::new(0, Days).unwrap_err().to_string(),
///            "period from slot to slot must be at least 1 (got 0)");
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SlotPeriod {
    every: u32,
    unit: RhythmUnit,
}

impl SlotPeriod {
    /// The most days before a slot from which on a review serves it. Source: house default.
    pub const EARLY_DAYS: i64 = 30;

    /// Returns the period of `every` units.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`] when `every` is 0.
    pub fn new(every: u32, unit: RhythmUnit) -> Result<Self, OutOfRange> {
        if every == 0 {
            return Err(OutOfRange::new("period from slot to slot", "at least 1", every));
        }
        Ok(Self { every, unit })
    }

    /// Returns the period of a rhythm, or nothing where the rhythm is incomplete or counts 0 units.
    pub fn of(rhythm: &Rhythm) -> Option<Self> {
        Self::new(rhythm.every?, rhythm.unit?).ok()
    }

    /// Returns how many units it takes, at least 1.
    pub fn every(self) -> u32 {
        self.every
    }

    /// Returns the unit.
    pub fn unit(self) -> RhythmUnit {
        self.unit
    }

    /// Returns from how many days before a slot on a review serves it: [`SlotPeriod::EARLY_DAYS`], or a third of the
    /// period where that is less, rounded down; a month counts 31 days.
    pub fn early_days(self) -> i64 {
        self.at_most_a_third(Self::EARLY_DAYS)
    }

    /// Returns whether it is longer than `other` on average: 4,800 months have 146,097 days (400 years of the calendar).
    ///
    /// So 3 months are longer than 91 days and shorter than 92.
    pub fn is_longer_than(self, other: Self) -> bool {
        self.mean_length() > other.mean_length()
    }

    /// Returns `limit_days`, or a third of the period where that is less.
    pub(super) fn at_most_a_third(self, limit_days: i64) -> i64 {
        let days = u64::from(self.every) * self.unit.longest_days();
        i64::try_from(days / 3).map_or(limit_days, |third| third.min(limit_days))
    }

    /// The mean length, in days divided by 4,800.
    fn mean_length(self) -> u64 {
        let unit = match self.unit {
            RhythmUnit::Days => 4_800,
            RhythmUnit::Weeks => 33_600,
            RhythmUnit::Months => 146_097,
        };
        u64::from(self.every) * unit
    }
}

#[cfg(test)]
mod tests {
    use super::RhythmUnit::{Days, Months, Weeks};
    use super::*;

    fn period(every: u32, unit: RhythmUnit) -> SlotPeriod {
        SlotPeriod::new(every, unit).unwrap()
    }

    #[test]
    fn windows_scale_with_the_period() {
        for (every, unit, early_days) in [
            (1, Days, 0),
            (3, Days, 1),
            (1, Weeks, 2),
            (2, Weeks, 4),
            (12, Weeks, 28),
            (13, Weeks, 30),
            (1, Months, 10),
            (2, Months, 20),
            (3, Months, 30),
            (12, Months, 30),
            (u32::MAX, Months, 30),
        ] {
            assert_eq!(period(every, unit).early_days(), early_days, "{every} {unit:?}");
        }
        assert_eq!(period(1, Months).at_most_a_third(14), 10);
        assert_eq!(period(3, Months).at_most_a_third(14), 14);
    }

    #[test]
    fn the_longer_of_two_units() {
        for (shorter, longer) in [
            (period(91, Days), period(3, Months)),
            (period(3, Months), period(92, Days)),
            (period(4, Weeks), period(1, Months)),
            (period(1, Months), period(31, Days)),
            (period(365, Days), period(12, Months)),
            (period(12, Months), period(366, Days)),
            (period(52, Weeks), period(12, Months)),
        ] {
            assert!(longer.is_longer_than(shorter) && !shorter.is_longer_than(longer));
        }
        let (week, days) = (period(1, Weeks), period(7, Days));
        assert!(!week.is_longer_than(days) && !days.is_longer_than(week));
    }

    #[test]
    fn an_incomplete_rhythm_has_no_period() {
        let rhythm = |every, unit| Rhythm { every, unit };
        assert_eq!(
            SlotPeriod::of(&rhythm(Some(3), Some(Months))),
            Some(period(3, Months))
        );
        assert_eq!(SlotPeriod::of(&rhythm(Some(0), Some(Months))), None);
        assert_eq!(SlotPeriod::of(&rhythm(None, Some(Months))), None);
        assert_eq!(SlotPeriod::of(&rhythm(Some(3), None)), None);
    }
}
