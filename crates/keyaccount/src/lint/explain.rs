//! How a rule would judge an account, and who decided so.

use serde::Serialize;

use super::configuration::{self, OptionsError, SettingPlace, Subject};
use super::gate::Gate;
use super::options::Options;
use super::parameter::{ParameterValue, Stricter};
use super::rule::{Rule, Scope};
use super::rules::RULES;
use super::settings::Settings;
use super::severity::{Level, Nature, Profile, Severity};
use crate::account::{LifecycleState, Orientation, Tier};

/// How a rule would judge an account, and which layer decided so.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleExplanation {
    /// The code.
    pub code: &'static str,
    /// The name.
    pub name: &'static str,
    /// The document that it judges.
    pub scope: Scope,
    /// The kind of fault.
    pub nature: Nature,
    /// The set that it belongs to.
    pub profile: Profile,
    /// The severity that it declares.
    pub severity: Severity,
    /// The tiers whose accounts it judges; empty for all.
    pub tiers: Vec<Tier>,
    /// Whether it judges customers only.
    pub customers_only: bool,
    /// The gates that it stops.
    pub gates: Vec<Gate>,
    /// The level for the account.
    pub level: Level,
    /// The layer that set the level; absent where the rule did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_from: Option<String>,
    /// The parameters with their values for the account, in the order in which the rule declares them.
    pub parameters: Vec<ParameterExplanation>,
    /// The page of the rule, relative to the documentation.
    pub docs_url: String,
}

/// What a parameter is set to, and who set it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ParameterExplanation {
    /// The name.
    pub name: &'static str,
    /// What it does.
    pub meaning: &'static str,
    /// The value; absent where the default depends on the tier and names none for this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ParameterValue>,
    /// The value where configuration says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<ParameterValue>,
    /// The layer that set it; absent where the rule did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Which values are stricter; a locked rule lets later layers go that way only.
    pub stricter: Stricter,
    /// Where the default comes from.
    pub source: &'static str,
}

/// The account for which a rule is explained; what is not said is taken from no section of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExplainedAccount {
    /// Customer or supplier; a customer unless given.
    pub orientation: Option<Orientation>,
    /// The tier.
    pub tier: Option<Tier>,
    /// Where it is in its life.
    pub state: Option<LifecycleState>,
}

/// Returns how the rule with this code would judge an account, and which layer decided so.
///
/// # Errors
///
/// [`OptionsError`] when there is no such rule, or the options cannot be used.
///
/// # Examples
///
/// ```
/// use keyaccount::account::Tier;
/// use keyaccount::lint::{self, ExplainedAccount, Layer, Options, ParameterValue};
///
/// let organisation: Layer = keyaccount::document::read(
///     r#"{"name": "organisation", "settings": {"tier": {"strategic": {"rules": {"KA-652": {"key_response_hours": 8}}}}}}"#)?;
/// let options = Options { configuration: vec![organisation], ..Options::default() };
/// let account = ExplainedAccount { tier: Some(Tier::Strategic), ..ExplainedAccount::default() };
/// let rule = lint::explain("KA-652", &options, account)?;
/// let limit = &rule.parameters[1];
/// assert_eq!((limit.name, limit.value.clone()), ("key_response_hours", Some(ParameterValue::Number(8.0))));
/// assert_eq!(limit.from.as_deref(), Some("organisation"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain(
    code: &str,
    options: &Options,
    account: ExplainedAccount,
) -> Result<RuleExplanation, OptionsError> {
    let Some(rule) = RULES.iter().copied().find(|rule| rule.code == code) else {
        let place = SettingPlace {
            layer: None,
            path: "/code".to_owned(),
        };
        let sources = configuration::sources(&options.configuration, &options.bases)?;
        let own = configuration::own_codes(&sources)?;
        return Err(configuration::unknown_rule(place, code, &own));
    };
    let sources = options.sources()?;
    let subject = Subject {
        orientation: Some(account.orientation.unwrap_or(Orientation::Customer)),
        tier: account.tier,
        state: account.state,
    };
    let settings = Settings::resolve(&sources, None, options, subject)?;
    let setting = settings.setting(rule.code);
    let blocked = rule.gates.iter().filter(|entry| entry.blocks);
    Ok(RuleExplanation {
        code: rule.code,
        name: rule.name,
        scope: rule.scope(),
        nature: rule.nature,
        profile: rule.profile,
        severity: rule.severity,
        tiers: rule.tiers.to_vec(),
        customers_only: rule.customers_only,
        gates: blocked.map(|entry| entry.gate).collect(),
        level: setting.map_or(Level::Off, |setting| setting.level),
        level_from: setting.and_then(|setting| setting.level_from.clone()),
        parameters: parameters(rule, &settings, account.tier),
        docs_url: format!("rules/{}", rule.code),
    })
}

fn parameters(rule: &Rule, settings: &Settings, tier: Option<Tier>) -> Vec<ParameterExplanation> {
    let setting = settings.setting(rule.code);
    let parameters = rule.parameters.iter().map(|parameter| ParameterExplanation {
        name: parameter.name,
        meaning: parameter.meaning,
        value: setting.and_then(|setting| setting.parameters.get(parameter.name).cloned()),
        default: parameter.default.value(tier),
        from: setting.and_then(|setting| setting.parameters_from.get(parameter.name).cloned()),
        stricter: parameter.stricter,
        source: parameter.source,
    });
    parameters.collect()
}
