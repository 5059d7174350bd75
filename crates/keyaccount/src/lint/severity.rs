//! How serious a finding is, what kind of fault it is, and how configuration speaks of it.

use serde::{Deserialize, Serialize};

/// How serious a finding is, mildest first: hint, info, warning, error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum Severity {
    Hint,
    Info,
    Warning,
    Error,
}

impl Severity {
    /// Every severity, mildest first.
    pub const ALL: [Self; 4] = [Self::Hint, Self::Info, Self::Warning, Self::Error];

    /// Returns the word that documents use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What configuration asks of a rule: silent, one of the severities, or `forbid`, an error that nothing may lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
#[cfg_attr(feature = "schema", schemars(rename = "RuleLevel"))]
pub enum Level {
    Off,
    Hint,
    Info,
    Warning,
    Error,
    Forbid,
}

impl Level {
    /// Returns the severity of findings at this level, or nothing when the rule is off.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::lint::{Level, Severity};
    ///
    /// assert_eq!(Level::Forbid.severity(), Some(Severity::Error));
    /// assert_eq!(Level::Off.severity(), None);
    /// ```
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Hint => Some(Severity::Hint),
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error | Self::Forbid => Some(Severity::Error),
        }
    }
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Hint => Self::Hint,
            Severity::Info => Self::Info,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

/// What kind of fault a finding is.
///
/// *Invalid* cannot be read as what it should be, *inconsistent* contradicts itself, *missing* is not there yet, *risky* is
/// there and endangers the aim, *stale* was right once. A form shows the first two at once and *missing* after submit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum Nature {
    Invalid,
    Inconsistent,
    Missing,
    Risky,
    Stale,
}

impl Nature {
    /// Every nature, in the order of reports.
    pub const ALL: [Self; 5] = [
        Self::Invalid,
        Self::Inconsistent,
        Self::Missing,
        Self::Risky,
        Self::Stale,
    ];
}

/// The set that a rule belongs to: *core* was built first, *recommended* completes the default set, *strict* is opt-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum Profile {
    Core,
    Recommended,
    Strict,
}
