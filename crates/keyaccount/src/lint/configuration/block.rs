//! The settings that a plan carries itself.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::document::{Configuration, RuleSettings, Selection};
use super::error::OptionsError;
use super::validate::validate;
use crate::document;
use crate::fault::Fault;
use crate::plan::Plan;

/// What is wrong with the settings that a plan carries; they do not count then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lint) struct BlockFault {
    pub(in crate::lint) pointer: String,
    /// The code of the fault.
    pub(in crate::lint) code: &'static str,
    pub(in crate::lint) message: String,
    pub(in crate::lint) help: Option<String>,
}

/// What a plan may say: it may switch rules on and off and set them, for itself.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Block {
    select: Selection,
    rules: RuleSettings,
}

/// Returns the settings that the plan carries, nothing where it carries none; `own` are the codes of the organisation's rules.
///
/// # Errors
///
/// [`BlockFault`] where they cannot be read or name what does not exist.
pub(in crate::lint) fn block_of(
    plan: &Plan,
    own: &BTreeSet<&str>,
) -> Result<Option<Configuration>, BlockFault> {
    let Some(text) = &plan.lint else {
        return Ok(None);
    };
    let block: Block = document::read(text.as_str()).map_err(|error| BlockFault {
        pointer: format!("/lint{}", error.path()),
        code: error.code(),
        message: error.to_string(),
        help: error.help(),
    })?;
    let configuration = Configuration {
        select: block.select,
        rules: block.rules,
        ..Configuration::default()
    };
    validate(&configuration, Some("plan"), "/lint", own).map_err(|error| BlockFault::from(&error))?;
    Ok(Some(configuration))
}

impl From<&OptionsError> for BlockFault {
    fn from(error: &OptionsError) -> Self {
        Self {
            pointer: error.path(),
            code: error.code(),
            message: error.to_string(),
            help: error.help(),
        }
    }
}
