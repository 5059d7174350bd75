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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::quantity::add_days;

    /// The vectors of plan-and-lifecycle.md 3.6.
    #[test]
    fn months_of_the_vectors() {
        for (start, end, months) in [
            ("2026-01-01", "2028-12-31", 36),
            ("2026-04-01", "2031-03-31", 60),
            ("2026-04-01", "2029-03-30", 35),
            ("2026-01-31", "2026-02-27", 1),
            ("2024-02-29", "2025-02-27", 12),
            ("2026-05-15", "2026-05-15", 0),
            ("9999-12-01", "9999-12-31", 0),
        ] {
            let period = Period::new(start.parse().unwrap(), end.parse().unwrap()).unwrap();
            assert_eq!(period.months(), months, "{start} to {end}");
        }
    }

    #[test]
    fn the_wire_form_is_checked() {
        let text = r#"{"start":"2026-01-01","end":"2026-12-31"}"#;
        let period: Period = serde_json::from_str(text).unwrap();
        assert_eq!(period.days(), 365);
        assert_eq!(serde_json::to_string(&period).unwrap(), text);
        for text in [
            r#"{"start":"2026-01-01"}"#,
            r#"{"start":"2026-01-01","end":"2025-12-31"}"#,
            r#"{"start":"2026-01-01","end":"2026-12-31","note":"x"}"#,
        ] {
            assert!(serde_json::from_str::<Period>(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn months_are_the_largest_number_that_fits(
            year in 1900..2100_i32, month in 1..=12_u32, day in 1..=31_u32, days in 0..2000_i64,
        ) {
            let Some(start) = Date::new(year, month, day) else { return Ok(()); };
            let end = add_days(start, days).unwrap();
            let period = Period::new(start, end).unwrap();
            let after = add_days(end, 1).unwrap();
            let fits = |months: &i32| add_months(start, *months).unwrap() <= after;
            let slowly = (0..100).take_while(fits).last().unwrap();
            prop_assert_eq!(period.months(), slowly);
            prop_assert_eq!(period.days(), days + 1);
            prop_assert!(period.contains(start) && period.contains(end) && !period.contains(after));
            prop_assert!(Period::new(end, start).is_err() || days == 0);
        }
    }
}
