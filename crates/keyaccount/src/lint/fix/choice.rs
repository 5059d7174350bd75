//! Which fixes are to be applied.

use serde::{Deserialize, Serialize};

use crate::document::{ReadError, nearest};
use crate::fault::Fault;
use crate::lint::configuration::OptionsError;
use crate::lint::finding::Finding;
use crate::lint::rules::RULES;

/// Which fixes are to be applied; the default is every safe one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FixOptions {
    /// How much thought the fixes may need.
    pub scope: FixScope,
    /// The rules whose fixes are applied, by code (`KA-002`) or by the beginning of codes (`KA-0`); every rule where empty.
    pub codes: Vec<String>,
    /// The findings whose fixes are applied, by fingerprint; every finding where empty.
    pub fingerprints: Vec<String>,
}

/// How much thought the fixes to be applied may need: *safe* none; *unsafe* takes those along that change what the plan says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum FixScope {
    #[default]
    Safe,
    Unsafe,
}

/// Why the fixes of a plan cannot be applied.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FixError {
    /// The text is no JSON object, or is over a bound, before the fixes or after them.
    #[error(transparent)]
    Document(#[from] ReadError),
    /// The options of the linter name what does not exist.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// A code or beginning of a code fits no rule.
    #[error("a rule must be named by its code or the beginning of it (got `{selector}`)")]
    UnknownRule {
        /// The position among the codes.
        position: usize,
        /// The code as given.
        selector: String,
        /// The nearest code.
        suggestion: Option<&'static str>,
    },
}

impl Fault for FixError {
    fn code(&self) -> &'static str {
        match self {
            Self::Document(error) => error.code(),
            Self::Options(error) => error.code(),
            Self::UnknownRule { .. } => "unknown_rule",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Document(error) => error.path(),
            Self::Options(error) => error.path(),
            Self::UnknownRule { position, .. } => format!("/codes/{position}"),
        }
    }

    fn line_and_column(&self) -> Option<(usize, usize)> {
        match self {
            Self::Document(error) => error.line_and_column(),
            _ => None,
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::Document(error) => error.found(),
            Self::Options(error) => error.found(),
            Self::UnknownRule { selector, .. } => Some(selector.clone()),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Document(error) => error.expected(),
            Self::Options(error) => error.expected(),
            Self::UnknownRule { .. } => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Document(error) => error.help(),
            Self::Options(error) => error.help(),
            Self::UnknownRule { suggestion, .. } => {
                suggestion.map(|code| format!("the nearest known rule is `{code}`"))
            }
        }
    }
}

/// The fixes that are asked for, checked.
pub(super) struct Choice<'o>(&'o FixOptions);

impl<'o> Choice<'o> {
    pub(super) fn of(options: &'o FixOptions) -> Result<Self, FixError> {
        for (position, selector) in options.codes.iter().enumerate() {
            let known = RULES.iter().any(|rule| rule.code.starts_with(selector.as_str()));
            if !known || !selector.starts_with("KA-") {
                return Err(FixError::UnknownRule {
                    position,
                    selector: selector.chars().take(60).collect(),
                    suggestion: nearest(selector, RULES.iter().map(|rule| rule.code)),
                });
            }
        }
        Ok(Self(options))
    }

    pub(super) fn allows_unsafe(&self) -> bool {
        self.0.scope == FixScope::Unsafe
    }

    pub(super) fn includes(&self, finding: &Finding) -> bool {
        let FixOptions {
            codes, fingerprints, ..
        } = self.0;
        let code = codes.is_empty() || codes.iter().any(|code| finding.code.starts_with(code.as_str()));
        code && (fingerprints.is_empty() || fingerprints.contains(&finding.fingerprint))
    }
}
