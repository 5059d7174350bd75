//! What a caller asks of the linter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::gate::Mode;
use super::parameter::{Parameter, ParameterValue, Parameters};
use super::rule::Rule;
use super::rules::RULES;
use super::severity::{Level, Severity};
use crate::document::{nearest, pointer};
use crate::fault::Fault;
use crate::quantity::Date;

/// What a caller asks of the linter.
///
/// Every field may be left out: the default judges every rule at its own level, without a date.
///
/// # Examples
///
/// ```
/// use keyaccount::lint::{Gate, Mode, Options, Severity};
///
/// let options: Options = keyaccount::document::read(
///     r#"{"as_of": "2026-09-30", "mode": "gate:G2-launch", "levels": {"KA-7": "error", "KA-702": "hint"},
///         "parameters": {"KA-401": {"live_days": 90}}}"#)?;
/// assert_eq!((options.mode, options.fail_on), (Mode::Gate(Gate::G2Launch), Severity::Error));
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Options {
    /// The day on which the plan is judged; without it rules about time are listed as not evaluated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// For whom the report is made: `editor`, `ci` or a gate such as `gate:G2-launch`.
    #[serde(default)]
    pub mode: Mode,
    /// The mildest severity that makes the report fail.
    #[serde(default = "error")]
    pub fail_on: Severity,
    /// Levels by rule code (`KA-205`) or by the beginning of codes (`KA-2`); the longest that fits decides.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<String, Level>,
    /// Parameters by rule code, then by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, Parameters>,
}

fn error() -> Severity {
    Severity::Error
}

impl Default for Options {
    fn default() -> Self {
        Self {
            as_of: None,
            mode: Mode::default(),
            fail_on: error(),
            levels: BTreeMap::new(),
            parameters: BTreeMap::new(),
        }
    }
}

/// A rule as configured for one run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setting {
    /// The level after configuration.
    pub(super) level: Level,
    /// Every parameter of the rule with its value.
    pub(super) parameters: Parameters,
}

impl Options {
    /// Returns whether every selector, parameter name and parameter kind is known.
    ///
    /// # Errors
    ///
    /// The first [`OptionsError`], selectors in ascending order.
    pub(super) fn validate(&self) -> Result<(), OptionsError> {
        for (selector, &level) in &self.levels {
            let mut selected = RULES
                .iter()
                .filter(|rule| rule.code.starts_with(selector.as_str()))
                .peekable();
            if selected.peek().is_none() || !selector.starts_with("KA-") {
                return Err(unknown_rule("levels", selector));
            }
            if let Some(rule) = selected.find(|rule| rule.locked && level < Level::from(rule.severity))
                && rule.code == selector
            {
                return Err(OptionsError::Locked { code: rule.code });
            }
        }
        for (code, parameters) in &self.parameters {
            let Some(rule) = RULES.iter().find(|rule| rule.code == code) else {
                return Err(unknown_rule("parameters", code));
            };
            for (name, value) in parameters {
                check_parameter(rule, name, value)?;
            }
        }
        Ok(())
    }

    /// Returns how `rule` is configured.
    pub(super) fn setting(&self, rule: &Rule) -> Setting {
        // The map is in ascending order, so among selectors that fit the last is the longest.
        let selected = self
            .levels
            .iter()
            .rfind(|(selector, _)| rule.code.starts_with(selector.as_str()));
        let level = match selected {
            Some((_, &level)) if !rule.locked || level >= Level::from(rule.severity) => level,
            _ => Level::from(rule.severity),
        };
        let given = self.parameters.get(rule.code);
        let value = |name: &str, default| {
            given
                .and_then(|given| given.get(name))
                .cloned()
                .unwrap_or_else(|| ParameterValue::from(default))
        };
        let parameters = rule.parameters.iter();
        let parameters = parameters.map(|parameter| {
            (
                parameter.name.to_owned(),
                value(parameter.name, parameter.default),
            )
        });
        Setting {
            level,
            parameters: parameters.collect(),
        }
    }
}

fn check_parameter(rule: &Rule, name: &str, value: &ParameterValue) -> Result<(), OptionsError> {
    let Some(parameter) = rule.parameters.iter().find(|parameter| parameter.name == name) else {
        let names = rule.parameters.iter().map(|parameter| parameter.name);
        let (code, name) = (rule.code, name.to_owned());
        return Err(OptionsError::UnknownParameter {
            code,
            suggestion: nearest(&name, names),
            name,
        });
    };
    let default = ParameterValue::from(parameter.default);
    if default.same_kind(value) {
        return check_words(rule, parameter, value);
    }
    Err(OptionsError::ParameterKind {
        code: rule.code,
        name: parameter.name,
        expected: default.kind(),
        found: value.kind(),
    })
}

fn check_words(rule: &Rule, parameter: &Parameter, value: &ParameterValue) -> Result<(), OptionsError> {
    let ParameterValue::Texts(texts) = value else {
        return Ok(());
    };
    let unknown = texts
        .iter()
        .find(|text| !parameter.choices.contains(&text.as_str()));
    match unknown.filter(|_| !parameter.choices.is_empty()) {
        None => Ok(()),
        Some(word) => Err(OptionsError::UnknownWord {
            code: rule.code,
            name: parameter.name,
            suggestion: nearest(word, parameter.choices.iter().copied()),
            word: word.clone(),
        }),
    }
}

fn unknown_rule(field: &'static str, selector: &str) -> OptionsError {
    let codes = RULES.iter().map(|rule| rule.code);
    OptionsError::UnknownRule {
        field,
        suggestion: nearest(selector, codes),
        selector: selector.to_owned(),
    }
}

/// Why the linter could not be configured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OptionsError {
    /// A code or beginning of a code fits no rule.
    #[error("a rule must be named by its code or the beginning of it (got `{selector}`)")]
    UnknownRule {
        /// The field of the options.
        field: &'static str,
        /// The code as given.
        selector: String,
        /// The code that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A rule has no parameter of that name.
    #[error("rule {code} has no parameter `{name}`")]
    UnknownParameter {
        /// The rule.
        code: &'static str,
        /// The name as given.
        name: String,
        /// The name that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A parameter has a value of the wrong kind.
    #[error("parameter `{name}` of rule {code} must be {expected} (got {found})")]
    ParameterKind {
        /// The rule.
        code: &'static str,
        /// The parameter.
        name: &'static str,
        /// The kind that it takes.
        expected: &'static str,
        /// The kind that was given.
        found: &'static str,
    },
    /// A list of words holds one that the rule does not know.
    #[error("parameter `{name}` of rule {code} must hold only known words (got `{word}`)")]
    UnknownWord {
        /// The rule.
        code: &'static str,
        /// The parameter.
        name: &'static str,
        /// The word as given.
        word: String,
        /// The word that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A rule that cannot be lowered was to be lowered.
    #[error("rule {code} cannot be silenced or lowered")]
    Locked {
        /// The rule.
        code: &'static str,
    },
}

impl Fault for OptionsError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownRule { .. } => "unknown_rule",
            Self::UnknownParameter { .. } => "unknown_parameter",
            Self::ParameterKind { .. } => "wrong_type",
            Self::UnknownWord { .. } => "unknown_value",
            Self::Locked { .. } => "rule_locked",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::UnknownRule { field, selector, .. } => pointer::of(&[field, selector]),
            Self::UnknownParameter { code, name, .. } => pointer::of(&["parameters", code, name]),
            Self::ParameterKind { code, name, .. } | Self::UnknownWord { code, name, .. } => {
                format!("/parameters/{code}/{name}")
            }
            Self::Locked { code } => format!("/levels/{code}"),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::UnknownRule { selector, .. } => Some(selector.clone()),
            Self::UnknownParameter { name, .. } => Some(name.clone()),
            Self::ParameterKind { found, .. } => Some((*found).to_owned()),
            Self::UnknownWord { word, .. } => Some(word.clone()),
            Self::Locked { .. } => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::ParameterKind { expected, .. } => Some((*expected).to_owned()),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownRule {
                suggestion: Some(name),
                ..
            }
            | Self::UnknownParameter {
                suggestion: Some(name),
                ..
            }
            | Self::UnknownWord {
                suggestion: Some(name),
                ..
            } => Some(format!("did you mean `{name}`")),
            _ => None,
        }
    }
}
