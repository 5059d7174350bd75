//! What the sources say about each rule, taken together.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::document::{CalendarSettings, Configuration, RuleSettings};
use super::error::{OptionsError, SettingPlace};
use super::layers::Source;
use super::validate::{self, word};
use crate::account::{LifecycleState, Orientation, Tier};
use crate::document::{canonical, pointer};
use crate::lint::options::Options;
use crate::lint::parameter::{Parameter, ParameterValue, Parameters, Stricter};
use crate::lint::rule::Rule;
use crate::lint::settings::Setting;
use crate::lint::severity::{Level, Profile};

/// The account for which settings are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::lint) struct Subject {
    pub(in crate::lint) orientation: Option<Orientation>,
    pub(in crate::lint) tier: Option<Tier>,
    pub(in crate::lint) state: Option<LifecycleState>,
}

/// Returns the setting of each of `rules` for accounts like `subject`, in their order.
///
/// `block` is the configuration within the plan. Everything has been validated but the locks.
///
/// # Errors
///
/// [`OptionsError::Loosened`] where a layer loosens what an earlier one locked.
pub(in crate::lint) fn resolve(
    rules: impl Iterator<Item = &'static Rule>,
    sources: &[Source<'_>],
    block: Option<&Configuration>,
    options: &Options,
    subject: Subject,
) -> Result<Vec<Setting>, OptionsError> {
    let layers = layers(sources, block, options, subject);
    let preview = sources.iter().rev().find_map(Source::preview).unwrap_or(false);
    rules
        .map(|rule| Merging::new(rule, options, subject.tier).run(&layers, preview))
        .collect()
}

/// Returns the days on which nobody works, weekend and holidays each as the last source says that names them.
pub(in crate::lint) fn calendar(sources: &[Source<'_>], block: Option<&Configuration>) -> CalendarSettings {
    let documents = sources.iter().filter_map(Source::settings).chain(block);
    let calendars = documents.filter_map(|document| document.calendar.as_ref());
    calendars.fold(CalendarSettings::default(), |earlier, later| CalendarSettings {
        weekend: later.weekend.clone().or(earlier.weekend),
        holidays: later.holidays.clone().or(earlier.holidays),
    })
}

/// Returns what each source says in the order in which it counts: those of `sources` first, in their order, then the block in
/// the plan, where there is one, then the call.
pub(super) fn layers<'a>(
    sources: &[Source<'a>],
    block: Option<&'a Configuration>,
    options: &'a Options,
    subject: Subject,
) -> Vec<Said<'a>> {
    let mut layers: Vec<Said<'a>> = sources
        .iter()
        .map(|source| Said::of_source(source, subject))
        .collect();
    layers.extend(block.map(|block| Said::of_document("plan", "/lint", block, subject)));
    layers.push(Said::of_call(options));
    layers
}

impl Source<'_> {
    fn preview(&self) -> Option<bool> {
        self.settings()?.preview
    }

    /// Returns the configuration, nothing for a set of rules of the library.
    pub(in crate::lint) fn settings(&self) -> Option<&Configuration> {
        match self {
            Self::Document { settings, .. } => Some(settings),
            Self::Profile(_) => None,
        }
    }
}

/// What one source says, in the order in which it counts.
pub(super) struct Said<'a> {
    /// The layer; nothing for the call itself.
    pub(super) layer: Option<&'a str>,
    profile: Option<Profile>,
    pub(super) statements: Vec<Statement<'a>>,
}

/// What one source says about the rules that a selector fits.
pub(super) struct Statement<'a> {
    pub(super) selector: &'a str,
    pub(super) path: String,
    pub(super) level: Option<LevelStatement>,
    pub(super) locked: bool,
    parameters: Cow<'a, Parameters>,
}

/// What is said about a level.
#[derive(Debug, Clone, Copy)]
pub(super) enum LevelStatement {
    Set(Level),
    /// On, at the level that the rule declares, unless it is on already.
    Enable,
}

impl<'a> Said<'a> {
    fn of_source(source: &Source<'a>, subject: Subject) -> Self {
        match source {
            Source::Profile(profile) => Self {
                layer: None,
                profile: Some(*profile),
                statements: Vec::new(),
            },
            Source::Document { name, path, settings } => Self::of_document(name, path, settings, subject),
        }
    }

    fn of_document(layer: &'a str, path: &str, settings: &'a Configuration, subject: Subject) -> Self {
        let mut statements = Vec::new();
        let select = &settings.select;
        for (list, selectors, level) in [
            ("enable", &select.enable, LevelStatement::Enable),
            ("disable", &select.disable, LevelStatement::Set(Level::Off)),
        ] {
            statements.extend(selectors.iter().enumerate().map(|(index, selector)| Statement {
                selector,
                path: format!("{path}/select/{list}/{index}"),
                level: Some(level),
                locked: false,
                parameters: Cow::Owned(Parameters::new()),
            }));
        }
        if let Some(suppressions) = &settings.suppressions {
            statements.push(Statement {
                selector: "KA-091",
                path: format!("{path}/suppressions"),
                level: None,
                locked: false,
                parameters: Cow::Owned(suppressions.parameters()),
            });
        }
        statements.extend(rules(&settings.rules, &format!("{path}/rules")));
        // The sort is stable: what selects comes before what sets.
        statements.sort_by_key(|statement| statement.selector.len());
        let orientation = subject
            .orientation
            .and_then(|of| Some((word(&of), settings.orientation.get(&of)?)));
        let tier = subject
            .tier
            .and_then(|of| Some((word(&of), settings.tier.get(&of)?)));
        let state = subject
            .state
            .and_then(|of| Some((word(&of), settings.state.get(&of)?)));
        for (dimension, section) in [("orientation", orientation), ("tier", tier), ("state", state)] {
            let Some((of, section)) = section else { continue };
            let mut own: Vec<_> = rules(&section.rules, &format!("{path}/{dimension}/{of}/rules")).collect();
            own.sort_by_key(|statement| statement.selector.len());
            statements.extend(own);
        }
        Self {
            layer: Some(layer),
            profile: None,
            statements,
        }
    }

    fn of_call(options: &'a Options) -> Self {
        // Selectors are in ascending order, so those that fit one rule come shortest first.
        let levels = options.levels.iter().map(|(selector, &level)| Statement {
            selector,
            path: pointer::of(&["levels", selector]),
            level: Some(LevelStatement::Set(level)),
            locked: false,
            parameters: Cow::Owned(Parameters::new()),
        });
        let parameters = options.parameters.iter().map(|(code, parameters)| Statement {
            selector: code,
            path: pointer::of(&["parameters", code]),
            level: None,
            locked: false,
            parameters: Cow::Borrowed(parameters),
        });
        Self {
            layer: None,
            profile: None,
            statements: levels.chain(parameters).collect(),
        }
    }
}

fn rules<'a>(settings: &'a RuleSettings, path: &str) -> impl Iterator<Item = Statement<'a>> {
    settings.0.iter().map(move |(selector, setting)| Statement {
        selector,
        path: format!("{path}{}", pointer::of(&[selector])),
        level: setting.level.map(LevelStatement::Set),
        locked: setting.locked == Some(true),
        parameters: Cow::Borrowed(&setting.parameters),
    })
}

/// The setting of one rule while sources are being merged.
struct Merging {
    rule: &'static Rule,
    setting: Setting,
    /// Whether a source named the rule by its whole code when it set the level.
    is_raised_by_code: bool,
    lock: Option<Lock>,
}

/// What a layer locked.
struct Lock {
    layer: String,
    level: Level,
    /// The parameters where the whole rule is locked, nothing where only the level is, by `forbid`.
    parameters: Option<Parameters>,
}

impl Merging {
    fn new(rule: &'static Rule, options: &Options, tier: Option<Tier>) -> Self {
        let parameters = rule.parameters.iter();
        let parameters = parameters
            .filter_map(|parameter| Some((parameter.name.to_owned(), parameter.default.value(tier)?)));
        Self {
            rule,
            setting: Setting {
                level: rule.default_level(options.mode),
                level_from: None,
                parameters: parameters.collect(),
                parameters_from: BTreeMap::new(),
            },
            is_raised_by_code: false,
            lock: None,
        }
    }

    fn run(mut self, layers: &[Said<'_>], preview: bool) -> Result<Setting, OptionsError> {
        for layer in layers {
            if let Some(profile) = layer.profile {
                self.profile(profile);
            }
            let fits = |statement: &&Statement<'_>| self.rule.code.starts_with(statement.selector);
            let statements: Vec<&Statement<'_>> = layer.statements.iter().filter(fits).collect();
            for statement in &statements {
                self.apply(statement, layer.layer);
                self.keeps_lock(statement, layer.layer)?;
            }
            self.lock(&statements, layer.layer);
        }
        let rule = self.rule;
        if rule.preview && !(preview && self.is_raised_by_code) {
            self.setting.level = Level::Off;
        }
        if rule.locked {
            self.setting.level = self.setting.level.max(Level::from(rule.severity));
        }
        Ok(self.setting)
    }

    fn profile(&mut self, profile: Profile) {
        let declared = Level::from(self.rule.severity);
        let level = match (profile, self.rule.profile) {
            (Profile::Core, Profile::Recommended | Profile::Strict)
            | (Profile::Recommended, Profile::Strict) => Level::Off,
            (Profile::Strict, Profile::Strict) => declared,
            _ => return,
        };
        self.setting.level = level;
    }

    fn apply(&mut self, statement: &Statement<'_>, layer: Option<&str>) {
        let from = || layer.unwrap_or("call").to_owned();
        let level = match statement.level {
            Some(LevelStatement::Set(level)) => Some(level),
            Some(LevelStatement::Enable) if self.setting.level == Level::Off => {
                Some(Level::from(self.rule.severity))
            }
            _ => None,
        };
        if let Some(level) = level {
            self.setting.level = level;
            self.setting.level_from = Some(from());
            self.is_raised_by_code |= statement.selector == self.rule.code;
        }
        for (name, value) in statement.parameters.as_ref() {
            let Some((parameter, appends)) = validate::parameter(self.rule, name) else {
                continue;
            };
            let name = parameter.name.to_owned();
            match (appends, self.setting.parameters.get_mut(&name), value) {
                (true, Some(ParameterValue::Texts(known)), ParameterValue::Texts(more)) => {
                    known.extend(more.iter().cloned());
                }
                _ => {
                    self.setting.parameters.insert(name.clone(), value.clone());
                }
            }
            self.setting.parameters_from.insert(name, from());
        }
    }

    /// Checks that what an earlier layer locked has not been loosened.
    fn keeps_lock(&self, statement: &Statement<'_>, layer: Option<&str>) -> Result<(), OptionsError> {
        let Some(lock) = &self.lock else { return Ok(()) };
        let loosened = |key: &str, locked: String, found: String| OptionsError::Loosened {
            place: SettingPlace {
                layer: layer.map(str::to_owned),
                path: statement.path.clone(),
            },
            code: Cow::Borrowed(self.rule.code),
            key: key.to_owned(),
            locked_by: lock.layer.clone(),
            locked,
            found,
        };
        if self.setting.level < lock.level {
            return Err(loosened("level", text(&lock.level), text(&self.setting.level)));
        }
        let Some(parameters) = &lock.parameters else {
            return Ok(());
        };
        for parameter in self.rule.parameters {
            let values = parameters
                .get(parameter.name)
                .zip(self.setting.parameters.get(parameter.name));
            if let Some((locked, found)) =
                values.filter(|(locked, found)| is_looser(parameter, locked, found))
            {
                return Err(loosened(parameter.name, text(locked), text(found)));
            }
        }
        Ok(())
    }

    /// Locks what the layer, now that all of it has been said, wants locked.
    fn lock(&mut self, statements: &[&Statement<'_>], layer: Option<&str>) {
        let is_locked = statements.iter().any(|statement| statement.locked);
        let forbids = self.setting.level == Level::Forbid && self.lock.is_none();
        if !is_locked && !forbids {
            return;
        }
        let Some(layer) = layer else { return };
        let earlier = self.lock.take().and_then(|lock| lock.parameters);
        self.lock = Some(Lock {
            layer: layer.to_owned(),
            level: self.setting.level,
            parameters: if is_locked {
                Some(self.setting.parameters.clone())
            } else {
                earlier
            },
        });
    }
}

/// Returns whether `found` may lead to fewer findings than `locked`.
fn is_looser(parameter: &Parameter, locked: &ParameterValue, found: &ParameterValue) -> bool {
    match (parameter.stricter, locked, found) {
        (Stricter::Smaller, ParameterValue::Number(locked), ParameterValue::Number(found)) => found > locked,
        (Stricter::Larger, ParameterValue::Number(locked), ParameterValue::Number(found)) => found < locked,
        _ => locked != found,
    }
}

/// Returns a value as configuration writes it.
pub(super) fn text(value: &impl serde::Serialize) -> String {
    canonical::text(value).replace('"', "")
}
