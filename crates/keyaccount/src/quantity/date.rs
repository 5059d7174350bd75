//! Civil dates and the arithmetic that plans need.
//!
//! A date is a day in the organisation's calendar, without a time or a zone. Dates count in days; months are added
//! from an anchor, never one after the other, because a chain of clamped months drifts.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::OutOfRange;

/// A civil date: a day of the Gregorian calendar from 0001-01-01 to 9999-12-31.
///
/// Its one written form is `YYYY-MM-DD`; signs, missing zeros, times and offsets are refused. The years are those that
/// this form can write and that Python's `datetime.date` and SQL dates can hold.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Date;
///
/// let launch: Date = "2026-01-31".parse()?;
/// assert_eq!(Some(launch), Date::new(2026, 1, 31));
/// assert_eq!(launch.to_string(), "2026-01-31");
/// assert_eq!("2026-1-31".parse::<Date>().unwrap_err().to_string(),
///            "date must be a day of the calendar, written YYYY-MM-DD (got 2026-1-31)");
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date")))]
pub struct Date(NaiveDate);

impl Date {
    /// The first day of the calendar, 0001-01-01.
    pub const MIN: Self = match NaiveDate::from_ymd_opt(1, 1, 1) {
        Some(date) => Self(date),
        None => Self(NaiveDate::MIN),
    };

    /// The last day of the calendar, 9999-12-31.
    pub const MAX: Self = match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(date) => Self(date),
        None => Self(NaiveDate::MAX),
    };

    /// Returns the day `day` of the month `month` of `year`, or nothing where the calendar has no such day.
    ///
    /// Years run from 1 to 9999, months from 1 to 12, days from 1 to 31.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::try_from(NaiveDate::from_ymd_opt(year, month, day)?).ok()
    }

    /// Returns the year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Returns the month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Returns the day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// Returns the day of the week, 1 (Monday) to 7 (Sunday), as ISO 8601 numbers them.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::quantity::Date;
    ///
    /// assert_eq!(Date::new(2026, 1, 31).unwrap().iso_weekday(), 6);
    /// ```
    pub fn iso_weekday(self) -> u32 {
        self.0.weekday().number_from_monday()
    }

    /// Returns the date in the type of chrono.
    pub fn to_naive(self) -> NaiveDate {
        self.0
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = OutOfRange;

    fn try_from(date: NaiveDate) -> Result<Self, OutOfRange> {
        if (1..=9999).contains(&date.year()) {
            return Ok(Self(date));
        }
        Err(OutOfRange::new("date", "in the years 1 to 9999", date))
    }
}

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl FromStr for Date {
    type Err = OutOfRange;

    fn from_str(text: &str) -> Result<Self, OutOfRange> {
        parse(text).ok_or_else(|| {
            let found: String = text.chars().take(60).collect();
            OutOfRange::new("date", "a day of the calendar, written YYYY-MM-DD", found)
        })
    }
}

impl TryFrom<String> for Date {
    type Error = OutOfRange;

    fn try_from(text: String) -> Result<Self, OutOfRange> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Reads `YYYY-MM-DD` by its ten characters: chrono's own reader also takes `+2026-1-1` and white space.
fn parse(text: &str) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |number, digit| {
            let value = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
            Some(number * 10 + value)
        })
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    Date::new(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

/// Returns the date `months` after `date` (before, when negative), clamped to the last day of a shorter month.
///
/// Neither associative nor invertible: 31 January plus 1 plus 1 months is 28 March, plus 2 is 31 March. Count from the
/// anchor each time. Nothing past the years 1 to 9999.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::{Date, add_months};
///
/// let anchor = Date::new(2025, 11, 30).unwrap();
/// assert_eq!(add_months(anchor, 3), Date::new(2026, 2, 28));
/// assert_eq!(add_months(anchor, 6), Date::new(2026, 5, 30));
/// ```
pub fn add_months(date: Date, months: i32) -> Option<Date> {
    let count = Months::new(months.unsigned_abs());
    let moved = if months < 0 {
        date.0.checked_sub_months(count)
    } else {
        date.0.checked_add_months(count)
    };
    Date::try_from(moved?).ok()
}

/// Returns the date `days` after `date` (before, when negative), or nothing past the years 1 to 9999.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::{Date, add_days};
///
/// let date = Date::new(2026, 2, 28).unwrap();
/// assert_eq!(add_days(date, 1), Date::new(2026, 3, 1));
/// assert_eq!(add_days(date, -59), Date::new(2025, 12, 31));
/// ```
pub fn add_days(date: Date, days: i64) -> Option<Date> {
    let count = Days::new(days.unsigned_abs());
    let moved = if days < 0 {
        date.0.checked_sub_days(count)
    } else {
        date.0.checked_add_days(count)
    };
    Date::try_from(moved?).ok()
}

/// Returns the days from `earlier` to `later`, negative when `later` comes first.
///
/// "Older than N days" is strict (`days_between(date, as_of) > N`); "within N days" includes day N.
pub fn days_between(earlier: Date, later: Date) -> i64 {
    (later.0 - earlier.0).num_days()
}

/// Returns the days from 0001-01-01, a Monday, to `date`.
pub(crate) fn day_number(date: Date) -> i64 {
    i64::from(date.0.num_days_from_ce()) - 1
}

/// Returns the date that is `number` days after 0001-01-01, or nothing past the years 1 to 9999.
pub(crate) fn date_of_day_number(number: i64) -> Option<Date> {
    let days = i32::try_from(number.checked_add(1)?).ok()?;
    Date::try_from(NaiveDate::from_num_days_from_ce_opt(days)?).ok()
}

/// Returns the months of the calendar from the month of `earlier` to the month of `later`, days ignored.
pub(crate) fn calendar_months_between(earlier: Date, later: Date) -> i32 {
    let month = |date: Date| date.year() * 12 + date.0.month0().cast_signed();
    month(later) - month(earlier)
}

#[cfg(test)]
mod tests;
