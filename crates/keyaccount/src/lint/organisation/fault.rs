//! Why an organisation rule makes no sense.

/// Why an organisation rule makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OrganisationFault {
    /// The code is none of an organisation rule.
    #[error("the code of an organisation rule must be ORG- and one to six digits (got `{found}`)")]
    Code {
        /// The code as given.
        found: String,
    },
    /// One layer has two rules with the same code.
    #[error("each code must stand once in a configuration (got `{found}` twice)")]
    CodeTwice {
        /// The code.
        found: String,
    },
    /// A text says nothing.
    #[error("`{name}` must say something")]
    Blank {
        /// The key.
        name: &'static str,
    },
    /// There is more of something than a run may cost.
    #[error("there must be at most {most} {what} (got {found})")]
    TooMany {
        /// What is counted.
        what: &'static str,
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// A rule checks nothing.
    #[error("a rule must have at least one check")]
    NoCheck,
    /// `given` leads nowhere.
    #[error("`given` must be a JSON Pointer, with * for every entry of a list (got `{found}`)")]
    Given {
        /// The text as given.
        found: String,
    },
    /// A field is none.
    #[error("a field must be the keys that lead to it, with / between them (got `{found}`)")]
    Field {
        /// The text as given.
        found: String,
    },
    /// A condition says nothing, or several things.
    #[error("a condition must say one of equals, one_of, contains, present and absent (got {found})")]
    Condition {
        /// How many of them it says.
        found: usize,
    },
    /// A check is given something that it does not take.
    #[error("check `{check}` takes no `{name}`")]
    UnknownArgument {
        /// The check.
        check: &'static str,
        /// The key.
        name: &'static str,
    },
    /// A check lacks something that it takes.
    #[error("check `{check}` must have {names}")]
    MissingArgument {
        /// The check.
        check: &'static str,
        /// The key, or several.
        names: &'static str,
    },
    /// The least is more than the most.
    #[error("`min` must be at most `max` (got {found} above {most})")]
    Crossed {
        /// The least.
        found: String,
        /// The most.
        most: String,
    },
    /// A pattern cannot be compiled, or would cost too much.
    #[error(
        "a pattern must be a regular expression without look-around and back-references (got `{found}`: {reason})"
    )]
    Pattern {
        /// The pattern.
        found: String,
        /// What the engine says.
        reason: String,
    },
    /// A placeholder of a message names no field.
    #[error("a placeholder must be a field in braces (got `{found}`)")]
    Placeholder {
        /// The placeholder, or what follows an open brace.
        found: String,
    },
}

impl OrganisationFault {
    /// Returns the stable name of the kind of fault.
    pub(in crate::lint) fn code(&self) -> &'static str {
        match self {
            Self::Code { .. } => "organisation_code",
            Self::CodeTwice { .. } => "organisation_code_twice",
            Self::Blank { .. } => "blank_text",
            Self::TooMany { .. } => "too_many",
            Self::NoCheck => "no_check",
            Self::Given { .. } => "organisation_place",
            Self::Field { .. } => "organisation_field",
            Self::Condition { .. } => "organisation_condition",
            Self::UnknownArgument { .. } => "unknown_argument",
            Self::MissingArgument { .. } => "missing_argument",
            Self::Crossed { .. } => "limits_crossed",
            Self::Pattern { .. } => "organisation_pattern",
            Self::Placeholder { .. } => "organisation_placeholder",
        }
    }

    /// Returns the offending value.
    pub(in crate::lint) fn found(&self) -> Option<String> {
        match self {
            Self::Code { found }
            | Self::CodeTwice { found }
            | Self::Given { found }
            | Self::Field { found }
            | Self::Crossed { found, .. }
            | Self::Pattern { found, .. }
            | Self::Placeholder { found } => Some(found.clone()),
            Self::TooMany { found, .. } | Self::Condition { found } => Some(found.to_string()),
            Self::UnknownArgument { name, .. } => Some((*name).to_owned()),
            Self::Blank { .. } | Self::NoCheck | Self::MissingArgument { .. } => None,
        }
    }

    /// Returns what would have been right.
    pub(in crate::lint) fn expected(&self) -> Option<String> {
        match self {
            Self::Code { .. } => Some("ORG- and one to six digits".to_owned()),
            Self::TooMany { most, .. } => Some(format!("at most {most}")),
            Self::MissingArgument { names, .. } => Some((*names).to_owned()),
            Self::Crossed { most, .. } => Some(format!("at most {most}")),
            _ => None,
        }
    }
}
