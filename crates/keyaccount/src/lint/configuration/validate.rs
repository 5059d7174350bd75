//! Whether a configuration says what can be meant.

use std::collections::BTreeMap;

use super::document::{Configuration, RuleSettings};
use super::error::{OptionsError, SettingPlace};
use super::rule_setting::RuleSetting;
use crate::document::{nearest, pointer};
use crate::lint::RULESET;
use crate::lint::parameter::{Parameter, ParameterDefault, ParameterValue, Parameters};
use crate::lint::rule::Rule;
use crate::lint::rules::RULES;
use crate::lint::severity::Level;

/// Checks everything that a configuration says against the rules, apart from locks, which depend on other layers.
///
/// # Errors
///
/// The first [`OptionsError`]: version, ruleset, selection, then settings, each section in ascending order.
pub(in crate::lint) fn validate(
    settings: &Configuration,
    layer: Option<&str>,
    path: &str,
) -> Result<(), OptionsError> {
    let scope = Scope { layer, path };
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
) -> Result<(), OptionsError> {
    let scope = Scope {
        layer: None,
        path: "",
    };
    for (selector, &level) in levels {
        let place = || scope.at(&["levels", selector]);
        let rule = selected(selector).ok_or_else(|| unknown_rule(place(), selector))?;
        if rule.code == selector && rule.locked && level < Level::from(rule.severity) {
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
        let rule = selected(code)
            .filter(|rule| rule.code == code)
            .ok_or_else(|| unknown_rule(place(None), code))?;
        for (name, value) in values {
            check_parameter(rule, name, value, &place)?;
        }
    }
    Ok(())
}

/// Where the settings stand.
struct Scope<'a> {
    layer: Option<&'a str>,
    path: &'a str,
}

impl Scope<'_> {
    fn at(&self, steps: &[&str]) -> SettingPlace {
        SettingPlace {
            layer: self.layer.map(str::to_owned),
            path: format!("{}{}", self.path, pointer::of(steps)),
        }
    }

    fn selection(&self, settings: &Configuration) -> Result<(), OptionsError> {
        let selection = &settings.select;
        for (list, selectors) in [("enable", &selection.enable), ("disable", &selection.disable)] {
            for (index, selector) in selectors.iter().enumerate() {
                let place = || self.at(&["select", list, &index.to_string()]);
                let rule = selected(selector).ok_or_else(|| unknown_rule(place(), selector))?;
                if list == "disable" && rule.code == selector && rule.locked {
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
            let rule = selected(selector).ok_or_else(|| unknown_rule(at(None), selector))?;
            if rule.code == selector {
                rule_setting(rule, setting, &at)?;
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

/// Returns a rule that the selector fits, the first by code; nothing where it fits none.
fn selected(selector: &str) -> Option<&'static Rule> {
    let fits = |rule: &&&Rule| selector.starts_with("KA-") && rule.code.starts_with(selector);
    RULES.iter().find(fits).copied()
}

pub(in crate::lint) fn unknown_rule(place: SettingPlace, selector: &str) -> OptionsError {
    OptionsError::UnknownRule {
        place,
        suggestion: nearest(selector, RULES.iter().map(|rule| rule.code)),
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
            code: rule.code,
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
