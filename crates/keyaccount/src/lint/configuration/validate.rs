//! Whether a configuration says what can be meant.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::document::{Configuration, RuleSettings};
use super::error::{OptionsError, SettingPlace};
use super::rule_setting::RuleSetting;
use crate::document::{nearest, pointer};
use crate::lint::RULESET;
use crate::lint::organisation;
use crate::lint::parameter::{Parameter, ParameterDefault, ParameterValue, Parameters};
use crate::lint::rule::Rule;
use crate::lint::rules::RULES;
use crate::lint::severity::Level;

/// Checks everything that a configuration says against the rules, apart from locks, which depend on other layers.
///
/// `own` are the codes of the rules that all configurations together define.
///
/// # Errors
///
/// The first [`OptionsError`]: version, ruleset, calendar, rules of the organisation, selection, then settings, each section in ascending
/// order.
pub(in crate::lint) fn validate(
    settings: &Configuration,
    layer: Option<&str>,
    path: &str,
    own: &BTreeSet<&str>,
) -> Result<(), OptionsError> {
    let scope = Scope { layer, path, own };
    if let Some(found) = settings.schema.filter(|&version| version != 1) {
        return Err(OptionsError::UnknownVersion {
            place: scope.at(&["schema"]),
            found,
        });
    }
    if let Some(found) = settings.ruleset.as_ref().filter(|ruleset| *ruleset != RULESET) {
        return Err(OptionsError::UnknownRuleset {
            place: scope.at(&["ruleset"]),
            found: found.clone(),
            known: RULESET,
        });
    }
    let weekend = settings
        .calendar
        .as_ref()
        .and_then(|calendar| calendar.weekend.as_ref());
    if weekend.is_some_and(|weekend| weekend.len() == 7) {
        return Err(OptionsError::NoWorkingDay {
            place: scope.at(&["calendar", "weekend"]),
        });
    }
    organisation::validate(&settings.custom).map_err(|(steps, fault)| {
        let steps = steps.iter().map(String::as_str);
        OptionsError::Organisation {
            place: scope.at(&["custom"].into_iter().chain(steps).collect::<Vec<_>>()),
            fault,
        }
    })?;
    scope.selection(settings)?;
    scope.rules(&settings.rules, &["rules"])?;
    for (orientation, section) in &settings.orientation {
        scope.rules(&section.rules, &["orientation", &word(orientation), "rules"])?;
    }
    for (tier, section) in &settings.tier {
        scope.rules(&section.rules, &["tier", &word(tier), "rules"])?;
    }
    for (state, section) in &settings.state {
        scope.rules(&section.rules, &["state", &word(state), "rules"])?;
    }
    Ok(())
}

/// Checks the levels and parameters of the call itself.
///
/// # Errors
///
/// The first [`OptionsError`], levels before parameters, each in ascending order.
pub(in crate::lint) fn validate_call(
    levels: &BTreeMap<String, Level>,
    parameters: &BTreeMap<String, Parameters>,
    own: &BTreeSet<&str>,
) -> Result<(), OptionsError> {
    let scope = Scope {
        layer: None,
        path: "",
        own,
    };
    for (selector, &level) in levels {
        let place = || scope.at(&["levels", selector]);
        if let Selected::Library(rule) = scope.selected(selector, &place)?
            && rule.code == selector
            && rule.locked
            && level < Level::from(rule.severity)
        {
            return Err(OptionsError::Locked {
                place: place(),
                code: rule.code,
            });
        }
    }
    for (code, values) in parameters {
        let place = |name: Option<&str>| {
            let steps = ["parameters", code].into_iter().chain(name);
            scope.at(&steps.collect::<Vec<_>>())
        };
        match scope.selected(code, &|| place(None))? {
            Selected::Library(rule) if rule.code == code => {
                for (name, value) in values {
                    check_parameter(rule, name, value, &place)?;
                }
            }
            Selected::Organisation if own.contains(code.as_str()) => {
                no_parameters(code, values, &place)?;
            }
            _ => return Err(unknown_rule(place(None), code, own)),
        }
    }
    Ok(())
}

/// Where the settings stand.
struct Scope<'a> {
    layer: Option<&'a str>,
    path: &'a str,
    /// The codes of the organisation's rules.
    own: &'a BTreeSet<&'a str>,
}

/// What a selector fits: rules of the library, of which this is the first by code, or rules of the organisation.
enum Selected {
    Library(&'static Rule),
    Organisation,
}

impl Scope<'_> {
    fn at(&self, steps: &[&str]) -> SettingPlace {
        SettingPlace {
            layer: self.layer.map(str::to_owned),
            path: format!("{}{}", self.path, pointer::of(steps)),
        }
    }

    /// Returns what the selector fits.
    ///
    /// # Errors
    ///
    /// [`OptionsError::UnknownRule`] where it fits none.
    fn selected(&self, selector: &str, place: &dyn Fn() -> SettingPlace) -> Result<Selected, OptionsError> {
        let library = || RULES.iter().find(|rule| rule.code.starts_with(selector));
        let found = if selector.starts_with("KA-") {
            library().map(|rule| Selected::Library(rule))
        } else {
            let is_own =
                selector.starts_with("ORG-") && self.own.iter().any(|code| code.starts_with(selector));
            is_own.then_some(Selected::Organisation)
        };
        found.ok_or_else(|| unknown_rule(place(), selector, self.own))
    }

    fn selection(&self, settings: &Configuration) -> Result<(), OptionsError> {
        let selection = &settings.select;
        for (list, selectors) in [("enable", &selection.enable), ("disable", &selection.disable)] {
            for (index, selector) in selectors.iter().enumerate() {
                let place = || self.at(&["select", list, &index.to_string()]);
                if let Selected::Library(rule) = self.selected(selector, &place)?
                    && list == "disable"
                    && rule.code == selector
                    && rule.locked
                {
                    return Err(OptionsError::Locked {
                        place: place(),
                        code: rule.code,
                    });
                }
            }
        }
        for (index, selector) in selection.disable.iter().enumerate() {
            let is_on = |setting: &RuleSetting| setting.level.is_some_and(|level| level != Level::Off);
            let contradicted =
                selection.enable.contains(selector) || settings.rules.0.get(selector).is_some_and(is_on);
            if contradicted {
                return Err(OptionsError::Contradiction {
                    place: self.at(&["select", "disable", &index.to_string()]),
                    selector: selector.clone(),
                });
            }
        }
        for (index, selector) in selection.enable.iter().enumerate() {
            let is_off = |setting: &RuleSetting| setting.level == Some(Level::Off);
            if settings.rules.0.get(selector).is_some_and(is_off) {
                return Err(OptionsError::Contradiction {
                    place: self.at(&["select", "enable", &index.to_string()]),
                    selector: selector.clone(),
                });
            }
        }
        Ok(())
    }

    fn rules(&self, rules: &RuleSettings, steps: &[&str]) -> Result<(), OptionsError> {
        for (selector, setting) in &rules.0 {
            let at = |name: Option<&str>| {
                let steps = steps.iter().copied().chain([selector.as_str()]).chain(name);
                self.at(&steps.collect::<Vec<_>>())
            };
            let selected = self.selected(selector, &|| at(None))?;
            if let Selected::Library(rule) = selected
                && rule.code == selector
            {
                rule_setting(rule, setting, &at)?;
            } else if self.own.contains(selector.as_str()) {
                no_parameters(selector, &setting.parameters, &at)?;
            } else if let Some(name) = beyond_level(setting) {
                return Err(OptionsError::NotForPrefix {
                    place: at(Some(name)),
                    selector: selector.clone(),
                    name: name.to_owned(),
                });
            }
        }
        Ok(())
    }
}

/// Checks that nothing but the level and the lock of a rule of the organisation is set.
fn no_parameters(
    code: &str,
    parameters: &Parameters,
    at: &dyn Fn(Option<&str>) -> SettingPlace,
) -> Result<(), OptionsError> {
    match parameters.keys().next() {
        None => Ok(()),
        Some(name) => Err(OptionsError::UnknownParameter {
            place: at(Some(name)),
            code: Cow::Owned(code.to_owned()),
            name: name.clone(),
            suggestion: None,
        }),
    }
}

/// Checks what is said about one rule; `at` gives the place of the setting, or of what stands in it.
fn rule_setting(
    rule: &'static Rule,
    setting: &RuleSetting,
    at: &dyn Fn(Option<&str>) -> SettingPlace,
) -> Result<(), OptionsError> {
    let lowered = setting
        .level
        .is_some_and(|level| level < Level::from(rule.severity));
    if rule.locked && lowered {
        return Err(OptionsError::Locked {
            place: at(Some("level")),
            code: rule.code,
        });
    }
    for (name, value) in &setting.parameters {
        check_parameter(rule, name, value, at)?;
    }
    Ok(())
}

pub(in crate::lint) fn unknown_rule(
    place: SettingPlace,
    selector: &str,
    own: &BTreeSet<&str>,
) -> OptionsError {
    let known = RULES.iter().map(|rule| rule.code).chain(own.iter().copied());
    OptionsError::UnknownRule {
        place,
        suggestion: nearest(selector, known).map(str::to_owned),
        selector: selector.to_owned(),
    }
}

/// Returns the parameter that `name` sets, and whether it appends to what was there.
pub(super) fn parameter<'r>(rule: &'r Rule, name: &str) -> Option<(&'r Parameter, bool)> {
    let known = |name: &str| rule.parameters.iter().find(|parameter| parameter.name == name);
    let appended = || {
        let parameter = known(name.strip_prefix("extend_")?)?;
        matches!(parameter.default, ParameterDefault::Texts(_)).then_some((parameter, true))
    };
    known(name).map(|parameter| (parameter, false)).or_else(appended)
}

fn check_parameter(
    rule: &'static Rule,
    name: &str,
    value: &ParameterValue,
    at: &dyn Fn(Option<&str>) -> SettingPlace,
) -> Result<(), OptionsError> {
    let Some((parameter, _)) = parameter(rule, name) else {
        return Err(OptionsError::UnknownParameter {
            place: at(Some(name)),
            code: Cow::Borrowed(rule.code),
            suggestion: suggestion(rule, name),
            name: name.to_owned(),
        });
    };
    if !parameter.default.accepts(value) {
        return Err(OptionsError::ParameterKind {
            place: at(Some(name)),
            code: rule.code,
            name: parameter.name,
            expected: parameter.default.kind(),
            found: value.kind(),
        });
    }
    let unknown = value
        .words()
        .iter()
        .find(|word| !parameter.choices.contains(&word.as_str()));
    match unknown.filter(|_| !parameter.choices.is_empty()) {
        None => Ok(()),
        Some(word) => Err(OptionsError::UnknownWord {
            place: at(Some(name)),
            code: rule.code,
            name: parameter.name,
            suggestion: nearest(word, parameter.choices.iter().copied()),
            word: word.clone(),
        }),
    }
}

/// Returns the parameter that was probably meant: one spelt alike, else one that differs in its unit alone.
fn suggestion(rule: &'static Rule, name: &str) -> Option<&'static str> {
    let names = || rule.parameters.iter().map(|parameter| parameter.name);
    let stem = |name: &'static str| name.rsplit_once('_').map_or(name, |(stem, _)| stem);
    let meant = name.rsplit_once('_').map_or(name, |(meant, _)| meant);
    nearest(name, names()).or_else(|| names().find(|known| stem(known) == meant))
}

/// Returns what a setting says beyond a level.
fn beyond_level(setting: &RuleSetting) -> Option<&str> {
    let locked = setting.locked.map(|_| "locked");
    locked.or_else(|| setting.parameters.keys().next().map(String::as_str))
}

/// Returns a word of a vocabulary as configuration writes it.
pub(super) fn word(word: &impl serde::Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}
