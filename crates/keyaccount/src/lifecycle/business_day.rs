//! Which days are worked on, and where a date goes that is not.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, add_days};
use crate::sla::Weekday;

/// Where a date goes that falls on a closed day.
///
/// `none`: nowhere. `following`: to the next open day. `preceding`: to the one before. `modified_following`: to the next
/// open day, unless it lies in the next month; then to the one before.
///
/// Source: the business day conventions of the ISDA Definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum Roll {
    #[default]
    None,
    Following,
    Preceding,
    ModifiedFollowing,
}

/// The days on which nobody works: some days of every week, and single dates.
///
/// By default every day is open: weekends and holidays differ from country to country, so they are data.
///
/// # Examples
///
/// ```
/// use keyaccount::lifecycle::{BusinessDays, Roll};
/// use keyaccount::quantity::Date;
/// use keyaccount::sla::Weekday;
///
/// let days = BusinessDays { weekend: [Weekday::Sat, Weekday::Sun].into(), ..BusinessDays::default() };
/// let saturday = Date::new(2026, 1, 31).unwrap();
/// assert_eq!(days.roll(saturday, Roll::Following), Date::new(2026, 2, 2).unwrap());
/// assert_eq!(days.roll(saturday, Roll::ModifiedFollowing), Date::new(2026, 1, 30).unwrap());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BusinessDays {
    /// The closed days of every week.
    pub weekend: BTreeSet<Weekday>,
    /// The single closed dates.
    pub closed_on: BTreeSet<Date>,
}

impl BusinessDays {
    /// Returns whether `date` is worked on.
    pub fn is_open(&self, date: Date) -> bool {
        !self.weekend.contains(&Weekday::of(date)) && !self.closed_on.contains(&date)
    }

    /// Returns `date`, or where `roll` moves it to from a closed day.
    ///
    /// The date stays where it is when there is no open day to go to: all seven days of the week are closed, or the
    /// calendar (the years 1 to 9999) ends before.
    pub fn roll(&self, date: Date, roll: Roll) -> Date {
        let moved = match roll {
            Roll::None => None,
            Roll::Following => self.nearest(date, 1),
            Roll::Preceding => self.nearest(date, -1),
            Roll::ModifiedFollowing => self
                .nearest(date, 1)
                .filter(|next| next.month() == date.month())
                .or_else(|| self.nearest(date, -1)),
        };
        moved.unwrap_or(date)
    }

    /// Returns the first open day from `date` on in steps of `step_days`.
    ///
    /// Every week has an open day of the week, so that the search is over after as many weeks as there are closed dates.
    fn nearest(&self, date: Date, step_days: i64) -> Option<Date> {
        if self.weekend.len() == 7 {
            return None;
        }
        std::iter::successors(Some(date), |day| add_days(*day, step_days)).find(|day| self.is_open(*day))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn weekdays_without(closed_on: &[&str]) -> BusinessDays {
        BusinessDays {
            weekend: [Weekday::Sat, Weekday::Sun].into(),
            closed_on: closed_on.iter().map(|text| day(text)).collect(),
        }
    }

    /// By hand from the calendar of 2026: 1 May is a Friday, 31 October a Saturday, 25 December a Friday.
    #[test]
    fn each_convention_by_hand() {
        let days = weekdays_without(&["2026-05-01", "2026-12-25"]);
        for (date, following, preceding, modified) in [
            ("2026-04-30", "2026-04-30", "2026-04-30", "2026-04-30"),
            ("2026-05-01", "2026-05-04", "2026-04-30", "2026-05-04"),
            ("2026-10-31", "2026-11-02", "2026-10-30", "2026-10-30"),
            ("2026-12-25", "2026-12-28", "2026-12-24", "2026-12-28"),
            ("2026-02-28", "2026-03-02", "2026-02-27", "2026-02-27"),
        ] {
            assert_eq!(days.roll(day(date), Roll::None), day(date));
            assert_eq!(days.roll(day(date), Roll::Following), day(following));
            assert_eq!(days.roll(day(date), Roll::Preceding), day(preceding));
            assert_eq!(days.roll(day(date), Roll::ModifiedFollowing), day(modified));
        }
    }

    #[test]
    fn without_an_open_day_the_date_stays() {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let never = BusinessDays {
            weekend: [Mon, Tue, Wed, Thu, Fri, Sat, Sun].into(),
            closed_on: BTreeSet::new(),
        };
        assert_eq!(never.roll(day("2026-05-01"), Roll::Following), day("2026-05-01"));
        let end = weekdays_without(&["9999-12-31"]);
        assert_eq!(end.roll(day("9999-12-31"), Roll::Following), day("9999-12-31"));
        assert_eq!(
            end.roll(day("9999-12-31"), Roll::ModifiedFollowing),
            day("9999-12-30")
        );
        let start = weekdays_without(&["0001-01-01"]);
        assert_eq!(start.roll(day("0001-01-01"), Roll::Preceding), day("0001-01-01"));
    }

    proptest! {
        #[test]
        fn no_open_day_lies_between(offset in 0..4000_i64, closed in prop::collection::btree_set(0..4000_i64, 0..40)) {
            let first = day("2020-01-01");
            let days = BusinessDays {
                closed_on: closed.into_iter().map(|day| add_days(first, day).unwrap()).collect(),
                ..weekdays_without(&[])
            };
            let date = add_days(first, offset).unwrap();
            let (next, before) = (days.roll(date, Roll::Following), days.roll(date, Roll::Preceding));
            prop_assert!(days.is_open(next) && days.is_open(before) && before <= date && date <= next);
            prop_assert_eq!(before == date, days.is_open(date));
            let mut between = before;
            while let Some(day) = add_days(between, 1).filter(|day| *day < next) {
                prop_assert!(!days.is_open(day));
                between = day;
            }
            let modified = days.roll(date, Roll::ModifiedFollowing);
            prop_assert_eq!(modified, if next.month() == date.month() { next } else { before });
        }
    }
}
