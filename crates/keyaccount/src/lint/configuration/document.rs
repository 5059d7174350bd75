//! The configuration document.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::rule_setting::RuleSetting;
use crate::account::{LifecycleState, Orientation, Tier};
use crate::lint::organisation::OrganisationRule;
use crate::lint::parameter::{ParameterValue, Parameters};
use crate::lint::severity::{Nature, Severity};
use crate::quantity::Date;
use crate::sla::Weekday;
use crate::vocabulary::is_default;

/// How an organisation, or a part of it, wants plans to be judged.
///
/// Every field may be left out. TOML and JSON have the same shape; the library reads JSON.
///
/// # Examples
///
/// ```
/// use keyaccount::lint::{Configuration, Level};
///
/// let configuration: Configuration = keyaccount::document::read(
///     r#"{"schema": 1, "extends": ["keyaccount:recommended"], "fail_on": "warning",
///         "rules": {"KA-652": {"level": "error", "key_response_hours": 8}},
///         "tier": {"strategic": {"rules": {"KA-402": {"min_contacts": 7}}}}}"#)?;
/// assert_eq!(configuration.rules.0["KA-652"].level, Some(Level::Error));
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "LintConfiguration"))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Configuration {
    /// The version of the document: 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<u32>,
    /// The version of the rules whose defaults are meant, such as `2026.1`; newer rules stay off until they are raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruleset: Option<String>,
    /// The configurations that this one builds upon, the least important first: `keyaccount:core`, `keyaccount:recommended`,
    /// `keyaccount:strict`, or the name of another configuration.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extends: Vec<String>,
    /// The mildest severity that makes a report fail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fail_on: Option<Severity>,
    /// Whether rules that may still change can be raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<bool>,
    /// Rules to switch on and off.
    #[serde(default, skip_serializing_if = "is_default")]
    pub select: Selection,
    /// Settings for every account.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rules: RuleSettings,
    /// Settings for customers or for suppliers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub orientation: BTreeMap<Orientation, Section>,
    /// Settings for the accounts of a tier.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tier: BTreeMap<Tier, Section>,
    /// Settings for accounts in a state of their life.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub state: BTreeMap<LifecycleState, Section>,
    /// Caps on severities, by the mode of the report.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mode: BTreeMap<CappedMode, ModeSettings>,
    /// The days on which nobody works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarSettings>,
    /// How the baseline is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineSettings>,
    /// What a suppression must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppressions: Option<SuppressionSettings>,
    /// Rules of the organisation's own, at most 256.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custom: Vec<OrganisationRule>,
}

/// Rules to switch on and off, by code or by the beginning of codes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RuleSelection"))]
pub struct Selection {
    /// Rules that are off by default, to be on at the level that they declare.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enable: Vec<String>,
    /// Rules to be off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disable: Vec<String>,
}

/// Settings by the code of a rule (`KA-652`, `ORG-012`) or the beginning of codes (`KA-6`).
///
/// A code sets the level, the lock and the parameters of its rule, the beginning of codes the level alone. Rules of the
/// organisation's own have no parameters.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleSettings(pub BTreeMap<String, RuleSetting>);

/// Settings for some accounts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RuleSection"))]
pub struct Section {
    /// The settings.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rules: RuleSettings,
}

/// A mode whose severities configuration may cap; those of a gate it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum CappedMode {
    Editor,
    Ci,
    Portfolio,
}

/// What a mode shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ModeSettings {
    /// The gravest severity in which findings of a nature are shown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub severity: BTreeMap<Nature, Severity>,
}

/// The days on which nobody works, for rules that count working days.
///
/// What it does not say is taken from the working calendar that the portfolio names; without one, Saturday and Sunday are free.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalendarSettings {
    /// The days of the week on which nobody works, at most six.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekend: Option<BTreeSet<Weekday>>,
    /// The other days on which nobody works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holidays: Option<BTreeSet<Date>>,
}

/// How the baseline is used.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BaselineSettings {
    /// The file, for programs that read files; relative to that of the configuration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Whether entries that match nothing any more make the report fail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strict: Option<bool>,
    /// What happens when the facts behind a finding change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_change: Option<OnChange>,
}

/// What happens to a finding of the baseline when the facts behind it change: it stays there unless it has become worse, or it
/// is reported again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum OnChange {
    #[default]
    KeepUnlessWorse,
    Report,
}

/// What a suppression must have: another way to write two parameters of KA-091.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SuppressionSettings {
    /// The letters that a reason must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_reason_chars: Option<u32>,
    /// The longest time that a suppression may run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_days: Option<u32>,
}

impl SuppressionSettings {
    /// Returns the parameters of KA-091 that are meant.
    pub(super) fn parameters(&self) -> Parameters {
        let given = [
            ("min_reason_chars", self.min_reason_chars),
            ("max_days", self.max_days),
        ];
        let given = given.into_iter().filter_map(|(name, value)| Some((name, value?)));
        given
            .map(|(name, value)| (name.to_owned(), ParameterValue::Number(f64::from(value))))
            .collect()
    }
}
