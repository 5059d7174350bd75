//! The rules of the organisation, as all sources together have them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::document::Configuration;
use super::error::{OptionsError, SettingPlace};
use super::layers::Source;
use super::merge::{LevelStatement, Said, Subject, layers, text};
use crate::lint::options::Options;
use crate::lint::organisation::{MOST_RULES, OrganisationFault, OrganisationRule};
use crate::lint::severity::Level;

/// A rule of the organisation as configured for one run.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::lint) struct OrganisationSetting {
    /// The rule as the last layer that has it says.
    pub(in crate::lint) rule: OrganisationRule,
    /// The level after configuration.
    pub(in crate::lint) level: Level,
}

/// Returns the codes of the rules that the sources define.
///
/// # Errors
///
/// [`OptionsError::Organisation`] where there are more than a run may have.
pub(in crate::lint) fn own_codes<'a>(sources: &'a [Source<'_>]) -> Result<BTreeSet<&'a str>, OptionsError> {
    let mut codes = BTreeSet::new();
    for source in sources {
        let Source::Document { name, path, settings } = source else {
            continue;
        };
        codes.extend(settings.custom.iter().map(|rule| rule.code.as_str()));
        if codes.len() > MOST_RULES {
            return Err(OptionsError::Organisation {
                place: SettingPlace {
                    layer: Some((*name).to_owned()),
                    path: format!("{path}/custom"),
                },
                fault: OrganisationFault::TooMany {
                    what: "organisation rules",
                    most: MOST_RULES,
                    found: codes.len(),
                },
            });
        }
    }
    Ok(codes)
}

/// Returns the rules of the organisation for accounts like `subject`, by code in ascending order.
///
/// A later layer replaces a rule as a whole; what earlier ones said about its level is forgotten then.
///
/// # Errors
///
/// [`OptionsError::Loosened`] where a layer loosens or replaces what an earlier one locked.
pub(in crate::lint) fn organisation_rules(
    sources: &[Source<'_>],
    block: Option<&Configuration>,
    options: &Options,
    subject: Subject,
) -> Result<Vec<OrganisationSetting>, OptionsError> {
    let layers = layers(sources, block, options, subject);
    let mut merged: BTreeMap<&str, Merging<'_>> = BTreeMap::new();
    for (position, layer) in layers.iter().enumerate() {
        if let Some(Source::Document { name, path, settings }) = sources.get(position) {
            for (number, rule) in settings.custom.iter().enumerate() {
                let place = || SettingPlace {
                    layer: Some((*name).to_owned()),
                    path: format!("{path}/custom/{number}"),
                };
                let earlier = merged.remove(rule.code.as_str());
                let merging = Merging::replacing(earlier, rule, &place)?;
                merged.insert(&rule.code, merging);
            }
        }
        for merging in merged.values_mut() {
            merging.apply(layer)?;
        }
    }
    let settings = merged.into_values().map(|merging| OrganisationSetting {
        rule: merging.rule.clone(),
        level: merging.level,
    });
    Ok(settings.collect())
}

/// A rule while sources are being merged.
struct Merging<'a> {
    rule: &'a OrganisationRule,
    level: Level,
    /// The layer that locked the level, and where.
    lock: Option<(String, Level)>,
}

impl<'a> Merging<'a> {
    fn replacing(
        earlier: Option<Self>,
        rule: &'a OrganisationRule,
        place: &dyn Fn() -> SettingPlace,
    ) -> Result<Self, OptionsError> {
        if let Some((locked_by, _)) = earlier.and_then(|earlier| earlier.lock) {
            return Err(OptionsError::Loosened {
                place: place(),
                code: Cow::Owned(rule.code.clone()),
                key: "custom".to_owned(),
                locked: format!("the rule of {locked_by}"),
                locked_by,
                found: "another rule".to_owned(),
            });
        }
        Ok(Self {
            rule,
            level: rule.level,
            lock: None,
        })
    }

    fn apply(&mut self, layer: &Said<'_>) -> Result<(), OptionsError> {
        let mut is_locked = false;
        let fits = layer
            .statements
            .iter()
            .filter(|statement| self.rule.code.starts_with(statement.selector));
        for statement in fits {
            is_locked |= statement.locked;
            self.level = match statement.level {
                Some(LevelStatement::Set(level)) => level,
                Some(LevelStatement::Enable) if self.level == Level::Off => match self.rule.level {
                    Level::Off => Level::Warning,
                    declared => declared,
                },
                _ => continue,
            };
            if let Some((locked_by, locked)) = self.lock.as_ref().filter(|(_, locked)| self.level < *locked) {
                return Err(OptionsError::Loosened {
                    place: SettingPlace {
                        layer: layer.layer.map(str::to_owned),
                        path: statement.path.clone(),
                    },
                    code: Cow::Owned(self.rule.code.clone()),
                    key: "level".to_owned(),
                    locked_by: locked_by.clone(),
                    locked: text(locked),
                    found: text(&self.level),
                });
            }
        }
        let forbids = self.level == Level::Forbid && self.lock.is_none();
        if let Some(layer) = layer.layer.filter(|_| is_locked || forbids) {
            self.lock = Some((layer.to_owned(), self.level));
        }
        Ok(())
    }
}
