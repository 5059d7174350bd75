//! Counting days: every one, or those on which work is done.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::quantity::{Date, date_of_day_number, day_number};
use crate::sla::Weekday;

/// Which days count: `"calendar"` for every day, or `{"working": {...}}` for working days.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum DayCount {
    #[default]
    Calendar,
    Working(WorkingDays),
}

/// The days on which work is done: all but the weekend and single dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkingDays {
    /// The days of the week without work; Saturday and Sunday unless given, and at most six.
    pub weekend: BTreeSet<Weekday>,
    /// Dates without work.
    pub closed_on: BTreeSet<Date>,
}

impl Default for WorkingDays {
    fn default() -> Self {
        Self {
            weekend: BTreeSet::from([Weekday::Sat, Weekday::Sun]),
            closed_on: BTreeSet::new(),
        }
    }
}

/// Why days cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DayCountError {
    /// The weekend takes the whole week.
    #[error("weekend must leave at least one day of the week for work")]
    NoWorkingDay,
}

impl Fault for DayCountError {
    fn code(&self) -> &'static str {
        "no_working_day"
    }

    fn path(&self) -> String {
        "/working/weekend".to_owned()
    }

    fn expected(&self) -> Option<String> {
        Some("at most six days of the week".to_owned())
    }
}

/// Dates as days counted from a day: 0 is that day, or the first day from then on that counts.
///
/// # Examples
///
/// ```
/// use keyaccount::plan::critical_path::{DayCount, DayScale, WorkingDays};
///
/// // 2026-10-02 is a Friday, and Saturday 3 October a holiday as well.
/// let working = DayCount::Working(WorkingDays { closed_on: ["2026-10-05".parse()?].into(), ..WorkingDays::default() });
/// let scale = DayScale::new(&working, "2026-10-02".parse()?)?;
/// assert_eq!(scale.start_of("2026-10-06".parse()?), 1);
/// assert_eq!(scale.end_of("2026-10-06".parse()?), 2);
/// assert_eq!(scale.date_of(1), Some("2026-10-06".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayScale {
    working: Option<Week>,
    zero: i64,
}

impl DayScale {
    /// Returns the scale on which `day` is day 0.
    ///
    /// # Errors
    ///
    /// [`DayCountError::NoWorkingDay`].
    pub fn new(count: &DayCount, day: Date) -> Result<Self, DayCountError> {
        let working = match count {
            DayCount::Calendar => None,
            DayCount::Working(days) => Some(Week::of(days)?),
        };
        let zero = days_up_to(working.as_ref(), day_number(day));
        Ok(Self { working, zero })
    }

    /// Returns the day on which work begins that begins on `date`; the next day that counts where `date` does not.
    pub fn start_of(&self, date: Date) -> i64 {
        days_up_to(self.working.as_ref(), day_number(date)) - self.zero
    }

    /// Returns the day after the work that ends with `date`: the days up to and with it are before.
    pub fn end_of(&self, date: Date) -> i64 {
        days_up_to(self.working.as_ref(), day_number(date).saturating_add(1)) - self.zero
    }

    /// Returns the date of a day, or nothing past the years 1 to 9999.
    pub fn date_of(&self, day: i64) -> Option<Date> {
        let wanted = self.zero.checked_add(day)?;
        let Some(week) = &self.working else {
            return date_of_day_number(wanted);
        };
        // The last day number before which as many days count: it counts itself.
        let (mut low, mut high) = (0, LAST_DAY + 1);
        while low < high {
            let middle = i64::midpoint(low, high);
            if week.days_up_to(middle + 1) > wanted {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let is_wanted = low <= LAST_DAY && week.days_up_to(low) == wanted;
        is_wanted.then(|| date_of_day_number(low)).flatten()
    }
}

/// The number of the day 9999-12-31.
const LAST_DAY: i64 = 3_652_058;

fn days_up_to(working: Option<&Week>, number: i64) -> i64 {
    working.map_or(number, |week| week.days_up_to(number))
}

/// The working days of a week and the dates that break them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Week {
    /// How many days count before each day of the week, from Monday.
    before: [i64; 7],
    /// How many days of a week count, at least one.
    length: i64,
    /// The closed dates on days that would count, as day numbers, ascending.
    closed: Vec<i64>,
}

impl Week {
    fn of(days: &WorkingDays) -> Result<Self, DayCountError> {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let is_open = [Mon, Tue, Wed, Thu, Fri, Sat, Sun].map(|day| !days.weekend.contains(&day));
        let mut length = 0;
        let before = is_open.map(|is_open| {
            let before = length;
            length += i64::from(is_open);
            before
        });
        if length == 0 {
            return Err(DayCountError::NoWorkingDay);
        }
        let is_working = |number: &i64| {
            let weekday = usize::try_from(number.rem_euclid(7)).ok();
            weekday.and_then(|weekday| is_open.get(weekday)) == Some(&true)
        };
        Ok(Self {
            before,
            length,
            closed: days
                .closed_on
                .iter()
                .map(|&date| day_number(date))
                .filter(is_working)
                .collect(),
        })
    }

    /// Returns how many days count from day number 0, a Monday, up to but without `number`.
    fn days_up_to(&self, number: i64) -> i64 {
        let weekday = usize::try_from(number.rem_euclid(7)).ok();
        let rest = weekday.and_then(|weekday| self.before.get(weekday)).copied();
        let closed = self.closed.partition_point(|&closed| closed < number);
        let closed = i64::try_from(closed).unwrap_or(i64::MAX);
        number.div_euclid(7) * self.length + rest.unwrap_or(0) - closed
    }
}
