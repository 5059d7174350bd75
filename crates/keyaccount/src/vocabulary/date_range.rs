//! A span of days as somebody wrote it.

use serde::{Deserialize, Serialize};

use super::required;
use crate::quantity::{Date, Period};

/// The first and the last day of a span, both included, in the order in which they were written.
///
/// A draft may lack an end or have both the wrong way round, which is a finding; [`DateRange::period`] gives the
/// checked form.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<DateRange>))]
pub struct DateRange {
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
}

required!(DateRange: start, end);

impl DateRange {
    /// Returns the days from start to end, nothing when one is absent or the end comes first.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::vocabulary::DateRange;
    ///
    /// let written: DateRange = serde_json::from_str(r#"{"start": "2026-01-01", "end": "2028-12-31"}"#)?;
    /// assert_eq!(written.period().map(|period| period.months()), Some(36));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn period(&self) -> Option<Period> {
        Period::new(self.start?, self.end?).ok()
    }
}

impl From<Period> for DateRange {
    fn from(period: Period) -> Self {
        Self {
            start: Some(period.start()),
            end: Some(period.end()),
        }
    }
}
