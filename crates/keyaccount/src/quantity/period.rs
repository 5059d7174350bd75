//! A span of days.

use serde::{Deserialize, Serialize};

use super::date::{Date, add_months, calendar_months_between, days_between};

/// The days from `start` to `end`, both included.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::{Date, Period};
///
/// let day = |y, m, d| Date::new(y, m, d).unwrap();
/// let plan = Period::new(day(2026, 1, 1), day(2028, 12, 31))?;
/// assert_eq!(plan.months(), 36);
/// assert!(plan.contains(day(2028, 12, 31)));
/// # Ok::<(), keyaccount::quantity::PeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "Ends"))]
pub struct Period {
    start: Date,
    end: Date,
}

/// The first and the last day of a period, both included.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Period"))]
struct Ends {
    start: Date,
    end: Date,
}

impl Period {
    /// Returns the period from `start` to `end`.
    ///
    /// # Errors
    ///
    /// [`PeriodError`] when `end` comes before `start`.
    pub fn new(start: Date, end: Date) -> Result<Self, PeriodError> {
        if end < start {
            return Err(PeriodError { start, end });
        }
        Ok(Self { start, end })
    }

    /// Returns the first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// Returns the last day.
    pub fn end(self) -> Date {
        self.end
    }

    /// Returns the number of days, at least 1.
    pub fn days(self) -> i64 {
        days_between(self.start, self.end) + 1
    }

    /// Returns whether `date` is one of the days.
    pub fn contains(self, date: Date) -> bool {
        (self.start..=self.end).contains(&date)
    }

    /// Returns the whole months: the largest n with `add_months(start, n)` at most one day after the end.
    pub fn months(self) -> i32 {
        let fits = |months: i32| {
            add_months(self.start, months).is_some_and(|date| days_between(self.end, date) <= 1)
        };
        let upper = calendar_months_between(self.start, self.end) + 1;
        [upper, upper - 1]
            .into_iter()
            .find(|&months| fits(months))
            .unwrap_or(upper - 2)
    }
}

impl TryFrom<Ends> for Period {
    type Error = PeriodError;

    fn try_from(ends: Ends) -> Result<Self, PeriodError> {
        Self::new(ends.start, ends.end)
    }
}

impl From<Period> for Ends {
    fn from(period: Period) -> Self {
        Self {
            start: period.start,
            end: period.end,
        }
    }
}

/// A period whose end comes before its start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the end of a period must not come before its start (got {start} to {end})")]
pub struct PeriodError {
    start: Date,
    end: Date,
}
