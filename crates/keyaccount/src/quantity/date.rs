//! Civil dates and the arithmetic that plans need.
//!
//! A date is a day in the organisation's calendar, without a time or a zone. Dates count in days; months are added
//! from an anchor, never one after the other, because a chain of clamped months drifts.

/// A civil date: a day of the proleptic Gregorian calendar.
pub use chrono::NaiveDate as Date;
use chrono::{Datelike, Months};

/// Returns the date `months` after `date` (before, when negative), clamped to the last day of a shorter month.
///
/// Neither associative nor invertible: 31 January plus 1 plus 1 months is 28 March, plus 2 is 31 March. Count from the
/// anchor each time. Nothing past the ends of the calendar (years -262143 and 262142).
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::{Date, add_months};
///
/// let anchor = Date::from_ymd_opt(2025, 11, 30).unwrap();
/// assert_eq!(add_months(anchor, 3), Date::from_ymd_opt(2026, 2, 28));
/// assert_eq!(add_months(anchor, 6), Date::from_ymd_opt(2026, 5, 30));
/// ```
pub fn add_months(date: Date, months: i32) -> Option<Date> {
    let count = Months::new(months.unsigned_abs());
    if months < 0 {
        date.checked_sub_months(count)
    } else {
        date.checked_add_months(count)
    }
}

/// Returns the days from `earlier` to `later`, negative when `later` comes first.
///
/// "Older than N days" is strict (`days_between(date, as_of) > N`); "within N days" includes day N.
pub fn days_between(earlier: Date, later: Date) -> i64 {
    (later - earlier).num_days()
}

/// Returns the months of the calendar from the month of `earlier` to the month of `later`, days ignored.
pub(crate) fn calendar_months_between(earlier: Date, later: Date) -> i32 {
    let month = |date: Date| date.year() * 12 + date.month0().cast_signed();
    month(later) - month(earlier)
}
