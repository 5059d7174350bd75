//! What a caller asks of the linter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::baseline::Baseline;
use super::configuration::{self, Layer, OptionsError, Source};
use super::gate::Mode;
use super::parameter::Parameters;
use super::severity::{Level, Severity};
use crate::plan::Suppression;
use crate::quantity::Date;

/// What a caller asks of the linter.
///
/// Every field may be left out: the default judges every rule at its own level, without a date.
///
/// # Examples
///
/// ```
/// use keyaccount::lint::{Gate, Mode, Options};
///
/// let options: Options = keyaccount::document::read(
///     r#"{"as_of": "2026-09-30", "mode": "gate:G2-launch", "levels": {"KA-7": "error", "KA-702": "hint"},
///         "parameters": {"KA-401": {"live_days": 90}}}"#)?;
/// assert_eq!((options.mode, options.fail_on), (Mode::Gate(Gate::G2Launch), None));
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Options {
    /// The day on which the plan is judged; without it rules about time are listed as not evaluated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// For whom the report is made: `editor`, `ci` or a gate such as `gate:G2-launch`.
    #[serde(default)]
    pub mode: Mode,
    /// The mildest severity that makes the report fail; as the configuration says where absent, else error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fail_on: Option<Severity>,
    /// Levels by rule code (`KA-205`) or by the beginning of codes (`KA-2`); the longest that fits decides. They win over every
    /// configuration.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<String, Level>,
    /// Parameters by rule code, then by name. They win over every configuration.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, Parameters>,
    /// Configurations, the least important first: of the organisation, of a unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub configuration: Vec<Layer>,
    /// Configurations that others may extend by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<Layer>,
    /// Suppressions that stand beside the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suppressions: Vec<Suppression>,
    /// The findings that were there when checking began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
}

impl Options {
    /// Returns the configurations in the order in which they count, once everything that they and the options say has been
    /// found to name rules, parameters and words that exist.
    ///
    /// # Errors
    ///
    /// The first [`OptionsError`], apart from locks, which depend on the account.
    pub(super) fn sources(&self) -> Result<Vec<Source<'_>>, OptionsError> {
        let sources = configuration::sources(&self.configuration, &self.bases)?;
        let own = configuration::own_codes(&sources)?;
        for source in &sources {
            if let Source::Document { name, path, settings } = source {
                configuration::validate(settings, Some(name), path, &own)?;
            }
        }
        configuration::validate_call(&self.levels, &self.parameters, &own)?;
        drop(own);
        Ok(sources)
    }
}
