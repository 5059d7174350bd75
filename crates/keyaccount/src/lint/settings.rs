//! The rules as configured for one run.

use std::collections::BTreeMap;

use super::configuration::{
    self, CalendarSettings, Configuration, OptionsError, OrganisationSetting, Source, Subject,
};
use super::context::number;
use super::options::Options;
use super::parameter::Parameters;
use super::rule::Rule;
use super::rules::RULES;
use super::severity::Level;
use crate::account::Tier;

/// A rule as configured for one run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setting {
    /// The level after configuration.
    pub(super) level: Level,
    /// The layer that set the level; nothing for the default.
    pub(super) level_from: Option<String>,
    /// Every parameter of the rule with its value.
    pub(super) parameters: Parameters,
    /// The layers that set parameters, by the name of the parameter.
    pub(super) parameters_from: BTreeMap<String, String>,
}

/// Every rule as configured for accounts of one kind.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// In the order of [`RULES`].
    by_rule: Vec<Setting>,
    /// By code in ascending order.
    organisation: Vec<OrganisationSetting>,
    calendar: CalendarSettings,
}

impl Settings {
    /// Returns the settings for accounts like `subject`.
    ///
    /// # Errors
    ///
    /// [`OptionsError::Loosened`] where a layer loosens what an earlier one locked.
    pub(super) fn resolve(
        sources: &[Source<'_>],
        block: Option<&Configuration>,
        options: &Options,
        subject: Subject,
    ) -> Result<Self, OptionsError> {
        let by_rule = configuration::resolve(RULES.iter().copied(), sources, block, options, subject)?;
        let organisation = configuration::organisation_rules(sources, block, options, subject)?;
        Ok(Self {
            by_rule,
            organisation,
            calendar: configuration::calendar(sources, block),
        })
    }

    /// Returns the rules with their settings, by code in ascending order.
    pub(super) fn rules(&self) -> impl Iterator<Item = (&'static Rule, &Setting)> {
        RULES.iter().copied().zip(&self.by_rule)
    }

    /// Returns the setting of a rule, nothing for a code that no rule has.
    pub(super) fn setting(&self, code: &str) -> Option<&Setting> {
        let index = RULES.binary_search_by(|rule| rule.code.cmp(code)).ok()?;
        self.by_rule.get(index)
    }

    /// Returns the rules of the organisation with their levels, by code in ascending order.
    pub(super) fn organisation(&self) -> &[OrganisationSetting] {
        &self.organisation
    }

    /// Returns the days on which nobody works, as far as configuration says.
    pub(super) fn calendar(&self) -> &CalendarSettings {
        &self.calendar
    }

    /// Returns the number that a parameter of a rule is set to, else not a number.
    pub(super) fn number(&self, code: &str, name: &str) -> f64 {
        self.setting(code)
            .map_or(f64::NAN, |setting| number(&setting.parameters, name))
    }
}

/// The rules about portfolios, as configured for the accounts of each tier.
#[derive(Debug)]
pub(super) struct SettingsByTier {
    by_tier: Vec<(Option<Tier>, BTreeMap<&'static str, Setting>)>,
    nothing: Parameters,
}

impl SettingsByTier {
    /// Returns the settings for every tier, and for the portfolio as a whole.
    ///
    /// # Errors
    ///
    /// As [`Settings::resolve`].
    pub(super) fn resolve(sources: &[Source<'_>], options: &Options) -> Result<Self, OptionsError> {
        let rules = || {
            RULES
                .iter()
                .copied()
                .filter(|rule| rule.check_portfolio.is_some())
        };
        let tiers = Tier::ALL.into_iter().map(Some).chain([None]);
        let resolved = tiers.map(|tier| {
            let subject = Subject {
                tier,
                ..Subject::default()
            };
            let settings = configuration::resolve(rules(), sources, None, options, subject)?;
            Ok((tier, rules().map(|rule| rule.code).zip(settings).collect()))
        });
        Ok(Self {
            by_tier: resolved.collect::<Result<_, _>>()?,
            nothing: Parameters::new(),
        })
    }

    /// Returns the setting of a rule for accounts of `tier`, or for the portfolio as a whole.
    pub(super) fn setting(&self, code: &str, tier: Option<Tier>) -> Option<&Setting> {
        let (_, settings) = self.by_tier.iter().find(|(of, _)| *of == tier)?;
        settings.get(code)
    }

    /// Returns the parameters of a rule for accounts of `tier`, or for the portfolio as a whole.
    pub(super) fn parameters(&self, code: &str, tier: Option<Tier>) -> &Parameters {
        self.setting(code, tier)
            .map_or(&self.nothing, |setting| &setting.parameters)
    }
}
