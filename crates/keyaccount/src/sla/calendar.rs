//! When service is given.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, EntityId, OutOfRange};
use crate::vocabulary::{entity, required};

/// The hours of a week in which service is given, and the dates on which it is not.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Calendar>))]
pub struct Calendar {
    /// The id, unique among the calendars of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The zone of its hours, by its IANA name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The shifts of a week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opening: Vec<Opening>,
    /// Dates without service.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub closed_on: BTreeSet<Date>,
    /// What a closed date closes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_rule: Option<ClosedRule>,
}

entity!(Calendar, Calendar: id);

impl Calendar {
    /// Returns whether service is given at the same times, whatever the two are called: the same shifts in the same order.
    pub(crate) fn has_hours_of(&self, other: &Self) -> bool {
        self.opening == other.opening
            && self.closed_on == other.closed_on
            && self.closed_rule == other.closed_rule
            && self.time_zone == other.time_zone
    }
}

/// A shift that begins on each of some days of the week.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Opening>))]
pub struct Opening {
    /// The days on which it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<BTreeSet<Weekday>>,
    /// When it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<TimeOfDay>,
    /// When it ends; not after the beginning means on the next day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<TimeOfDay>,
}

required!(Opening: days, from, to);

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Weekday {
    /// Returns the day of the week of `date`.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::quantity::Date;
    /// use keyaccount::sla::Weekday;
    ///
    /// assert_eq!(Weekday::of(Date::new(2026, 1, 31).unwrap()), Weekday::Sat);
    /// ```
    pub fn of(date: Date) -> Self {
        match date.iso_weekday() {
            1 => Self::Mon,
            2 => Self::Tue,
            3 => Self::Wed,
            4 => Self::Thu,
            5 => Self::Fri,
            6 => Self::Sat,
            _ => Self::Sun,
        }
    }
}

/// What a closed date closes: the date from midnight to midnight, or the shifts that begin on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum ClosedRule {
    Date,
    Shift,
}

/// A time on the clock of a day, `00:00` to `24:00`, seconds optional.
///
/// # Examples
///
/// ```
/// use keyaccount::sla::TimeOfDay;
///
/// let closing: TimeOfDay = "18:30".parse()?;
/// assert_eq!(closing.seconds(), 66_600);
/// assert_eq!("24:00".parse::<TimeOfDay>()?.to_string(), "24:00");
/// assert_eq!("25:00".parse::<TimeOfDay>().unwrap_err().to_string(),
///            "time of day must be written HH:MM, 00:00 to 24:00 (got 25:00)");
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String", extend("pattern" = "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$")))]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    /// Returns the seconds since midnight, 0 to 86 400.
    pub fn seconds(self) -> u32 {
        self.0
    }
}

impl FromStr for TimeOfDay {
    type Err = OutOfRange;

    fn from_str(text: &str) -> Result<Self, OutOfRange> {
        seconds(text)
            .filter(|seconds| *seconds <= 86_400)
            .map(Self)
            .ok_or_else(|| {
                let found: String = text.chars().take(60).collect();
                OutOfRange::new("time of day", "written HH:MM, 00:00 to 24:00", found)
            })
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = OutOfRange;

    fn try_from(text: String) -> Result<Self, OutOfRange> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        write!(formatter, "{hours:02}:{minutes:02}")?;
        if seconds > 0 {
            write!(formatter, ":{seconds:02}")?;
        }
        Ok(())
    }
}

/// Returns the seconds since midnight that `HH:MM` or `HH:MM:SS` writes.
fn seconds(text: &str) -> Option<u32> {
    let mut parts = text.split(':').map(two_digits);
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next().unwrap_or(Some(0))?;
    let complete = parts.next().is_none() && minutes < 60 && seconds < 60;
    complete.then_some(hours * 3600 + minutes * 60 + seconds)
}

fn two_digits(text: &str) -> Option<u32> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
