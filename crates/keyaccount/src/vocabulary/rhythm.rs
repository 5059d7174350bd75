//! How often something is meant to happen.

use serde::{Deserialize, Serialize};

use super::required;

/// A rhythm such as every 2 weeks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Rhythm>))]
pub struct Rhythm {
    /// How many units lie between one time and the next, at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<u32>,
    /// The unit that is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<RhythmUnit>,
}

required!(Rhythm: every, unit);

/// The unit of a rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum RhythmUnit {
    Days,
    Weeks,
    Months,
}

impl RhythmUnit {
    /// Returns the word for the unit on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
        }
    }

    /// Returns the longest that one unit takes, in days: 1, 7 or 31.
    pub(crate) fn longest_days(self) -> u64 {
        match self {
            Self::Days => 1,
            Self::Weeks => 7,
            Self::Months => 31,
        }
    }
}

impl Rhythm {
    /// Returns the longest that one round takes, in days: a month counts 31, so that no month is ever late.
    ///
    /// Nothing when either part is absent.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::vocabulary::Rhythm;
    ///
    /// let fortnight: Rhythm = serde_json::from_str(r#"{"every": 2, "unit": "weeks"}"#)?;
    /// assert_eq!(fortnight.days(), Some(14));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn days(&self) -> Option<u64> {
        Some(u64::from(self.every?) * self.unit?.longest_days())
    }
}
