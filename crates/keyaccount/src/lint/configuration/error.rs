//! Why the linter could not be configured.

use std::borrow::Cow;
use std::fmt;

use crate::fault::Fault;
use crate::lint::organisation::OrganisationFault;

/// Where a setting stands: in a layer, in the plan, or in the call itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingPlace {
    /// The name of the layer; nothing for the call itself.
    pub layer: Option<String>,
    /// The JSON Pointer of the setting within the options.
    pub path: String,
}

impl fmt::Display for SettingPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.layer {
            Some(layer) => write!(formatter, "layer `{layer}`"),
            None => formatter.write_str("the call"),
        }
    }
}

/// Why the linter could not be configured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OptionsError {
    /// A code or beginning of a code fits no rule.
    #[error("a rule must be named by its code or the beginning of it (got `{selector}` in {place})")]
    UnknownRule {
        /// Where.
        place: SettingPlace,
        /// The code as given.
        selector: String,
        /// The code that was probably meant.
        suggestion: Option<String>,
    },
    /// A rule has no parameter of that name.
    #[error("rule {code} has no parameter `{name}` (in {place})")]
    UnknownParameter {
        /// Where.
        place: SettingPlace,
        /// The rule.
        code: Cow<'static, str>,
        /// The name as given.
        name: String,
        /// The name that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// The beginning of a code sets something that only a code can set.
    #[error("`{name}` must be set for one rule by its whole code (got `{selector}` in {place})")]
    NotForPrefix {
        /// Where.
        place: SettingPlace,
        /// The beginning of codes.
        selector: String,
        /// What it tries to set.
        name: String,
    },
    /// A parameter has a value of the wrong kind.
    #[error("parameter `{name}` of rule {code} must be {expected} (got {found} in {place})")]
    ParameterKind {
        /// Where.
        place: SettingPlace,
        /// The rule.
        code: &'static str,
        /// The parameter.
        name: &'static str,
        /// The kind that it takes.
        expected: String,
        /// The kind that was given.
        found: &'static str,
    },
    /// A word is none that the rule knows.
    #[error("parameter `{name}` of rule {code} must hold only known words (got `{word}` in {place})")]
    UnknownWord {
        /// Where.
        place: SettingPlace,
        /// The rule.
        code: &'static str,
        /// The parameter.
        name: &'static str,
        /// The word as given.
        word: String,
        /// The word that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A rule that cannot be lowered is lowered.
    #[error("rule {code} cannot be silenced or lowered (in {place})")]
    Locked {
        /// Where.
        place: SettingPlace,
        /// The rule.
        code: &'static str,
    },
    /// One layer says two things about the same rules.
    #[error("`{selector}` must be switched on or off, not both (in {place})")]
    Contradiction {
        /// Where.
        place: SettingPlace,
        /// The code or beginning of codes.
        selector: String,
    },
    /// A layer loosens what an earlier one locked.
    #[error(
        "`{key}` of rule {code} is locked by layer `{locked_by}` and must not be loosened (got {found} after {locked} in {place})"
    )]
    Loosened {
        /// Where.
        place: SettingPlace,
        /// The rule.
        code: Cow<'static, str>,
        /// The level or the parameter.
        key: String,
        /// The layer that locked it.
        locked_by: String,
        /// The value that was locked.
        locked: String,
        /// The looser value.
        found: String,
    },
    /// The document is of a version that this library does not read.
    #[error("the version of a configuration must be 1 (got {found} in {place})")]
    UnknownVersion {
        /// Where.
        place: SettingPlace,
        /// The version as given.
        found: u32,
    },
    /// The rules of that version are not known to this library.
    #[error("ruleset must be one that this library knows: {known} (got `{found}` in {place})")]
    UnknownRuleset {
        /// Where.
        place: SettingPlace,
        /// The version as given.
        found: String,
        /// The version that is known.
        known: &'static str,
    },
    /// The weekend takes the whole week.
    #[error("weekend must leave at least one day of the week for work (in {place})")]
    NoWorkingDay {
        /// Where.
        place: SettingPlace,
    },
    /// A configuration builds upon one that was not given.
    #[error("a configuration must extend one that is given (got `{name}` in {place})")]
    UnknownBase {
        /// Where.
        place: SettingPlace,
        /// The name as given.
        name: String,
        /// The name that was probably meant.
        suggestion: Option<String>,
    },
    /// A configuration builds upon itself.
    #[error("a configuration must not extend itself (got `{name}` in {place})")]
    CircularBase {
        /// Where.
        place: SettingPlace,
        /// The name of the configuration that comes round again.
        name: String,
    },
    /// A rule of the organisation makes no sense.
    #[error("{fault} (in {place})")]
    Organisation {
        /// Where.
        place: SettingPlace,
        /// Why.
        fault: OrganisationFault,
    },
}

impl OptionsError {
    /// Returns where the setting stands.
    pub fn place(&self) -> &SettingPlace {
        match self {
            Self::UnknownRule { place, .. }
            | Self::UnknownParameter { place, .. }
            | Self::NotForPrefix { place, .. }
            | Self::ParameterKind { place, .. }
            | Self::UnknownWord { place, .. }
            | Self::Locked { place, .. }
            | Self::Contradiction { place, .. }
            | Self::Loosened { place, .. }
            | Self::UnknownVersion { place, .. }
            | Self::UnknownRuleset { place, .. }
            | Self::NoWorkingDay { place }
            | Self::UnknownBase { place, .. }
            | Self::CircularBase { place, .. }
            | Self::Organisation { place, .. } => place,
        }
    }
}

impl Fault for OptionsError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownRule { .. } => "unknown_rule",
            Self::UnknownParameter { .. } => "unknown_parameter",
            Self::NotForPrefix { .. } => "not_for_prefix",
            Self::ParameterKind { .. } => "wrong_type",
            Self::UnknownWord { .. } => "unknown_value",
            Self::Locked { .. } => "rule_locked",
            Self::Contradiction { .. } => "contradiction",
            Self::Loosened { .. } => "rule_loosened",
            Self::UnknownVersion { .. } => "unknown_version",
            Self::UnknownRuleset { .. } => "unknown_ruleset",
            Self::NoWorkingDay { .. } => "no_working_day",
            Self::UnknownBase { .. } => "unknown_base",
            Self::CircularBase { .. } => "circular_base",
            Self::Organisation { fault, .. } => fault.code(),
        }
    }

    fn path(&self) -> String {
        self.place().path.clone()
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::UnknownRule { selector, .. }
            | Self::NotForPrefix { selector, .. }
            | Self::Contradiction { selector, .. } => Some(selector.clone()),
            Self::UnknownParameter { name, .. }
            | Self::UnknownBase { name, .. }
            | Self::CircularBase { name, .. } => Some(name.clone()),
            Self::ParameterKind { found, .. } => Some((*found).to_owned()),
            Self::UnknownWord { word, .. } => Some(word.clone()),
            Self::Loosened { found, .. } | Self::UnknownRuleset { found, .. } => Some(found.clone()),
            Self::UnknownVersion { found, .. } => Some(found.to_string()),
            Self::Organisation { fault, .. } => fault.found(),
            Self::Locked { .. } | Self::NoWorkingDay { .. } => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::ParameterKind { expected, .. } => Some(expected.clone()),
            Self::UnknownRuleset { known, .. } => Some((*known).to_owned()),
            Self::UnknownVersion { .. } => Some("1".to_owned()),
            Self::NoWorkingDay { .. } => Some("at most six days of the week".to_owned()),
            Self::Organisation { fault, .. } => fault.expected(),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        let suggestion = match self {
            Self::UnknownParameter { suggestion, .. } | Self::UnknownWord { suggestion, .. } => *suggestion,
            Self::UnknownRule { suggestion, .. } | Self::UnknownBase { suggestion, .. } => {
                suggestion.as_deref()
            }
            _ => None,
        };
        suggestion.map(|name| format!("did you mean `{name}`"))
    }
}
