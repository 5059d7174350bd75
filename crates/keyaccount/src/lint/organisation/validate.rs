//! Whether organisation rules say what can be meant.

use std::collections::BTreeSet;

use regex_lite::{Regex, RegexBuilder};

use super::document::{AS_OF, CheckKind, OrganisationCheck, OrganisationCondition, OrganisationRule};
use super::fault::OrganisationFault;
use super::{field, message};
use crate::document::pointer;
use crate::quantity::is_blank;

/// The most rules of all configurations of a run together. This and the other bounds: house defaults.
pub(in crate::lint) const MOST_RULES: usize = 256;

/// The most checks of one rule.
const MOST_CHECKS: usize = 32;

/// The most values of one list.
const MOST_VALUES: usize = 256;

/// The most steps of `given`.
const MOST_STEPS: usize = 16;

/// The most characters of a pattern.
const MOST_PATTERN_CHARACTERS: usize = 200;

/// The most bytes that a compiled pattern takes, so that a text is matched in a bounded number of steps for each character.
const MOST_PATTERN_BYTES: usize = 32 << 10;

/// A fault with the steps that lead to it from the list of rules.
pub(in crate::lint) type Placed = (Vec<String>, OrganisationFault);

/// Checks the rules of one configuration.
///
/// # Errors
///
/// The first fault in the order of the document.
pub(in crate::lint) fn validate(rules: &[OrganisationRule]) -> Result<(), Placed> {
    at_most(MOST_RULES, "organisation rules", rules.len()).map_err(|fault| (Vec::new(), fault))?;
    let mut seen = BTreeSet::new();
    for (position, rule) in rules.iter().enumerate() {
        let below = |(steps, fault): (Vec<&str>, OrganisationFault)| {
            let steps = steps.into_iter().map(str::to_owned);
            ([position.to_string()].into_iter().chain(steps).collect(), fault)
        };
        if !seen.insert(rule.code.as_str()) {
            let found = rule.code.clone();
            return Err(below((vec!["code"], OrganisationFault::CodeTwice { found })));
        }
        self::rule(rule).map_err(below)?;
        for (number, check) in rule.then.iter().enumerate() {
            let number = number.to_string();
            self::check(check).map_err(|(name, fault)| below((vec!["then", &number, name], fault)))?;
        }
    }
    Ok(())
}

/// Returns the compiled pattern.
///
/// # Errors
///
/// [`OrganisationFault`] where it is too long, cannot be compiled, or would cost too much.
pub(super) fn compiled(pattern: &str) -> Result<Regex, OrganisationFault> {
    at_most(
        MOST_PATTERN_CHARACTERS,
        "characters in a pattern",
        pattern.chars().count(),
    )?;
    let built = RegexBuilder::new(pattern)
        .size_limit(MOST_PATTERN_BYTES)
        .nest_limit(16)
        .build();
    built.map_err(|error| OrganisationFault::Pattern {
        found: pattern.to_owned(),
        reason: error.to_string(),
    })
}

fn rule(rule: &OrganisationRule) -> Result<(), (Vec<&'static str>, OrganisationFault)> {
    let at = |name: &'static str| move |fault| (vec![name], fault);
    code(&rule.code).map_err(at("code"))?;
    for (name, text) in [
        ("name", &rule.name),
        ("message", &rule.message),
        ("help", &rule.help),
    ] {
        if is_blank(text) {
            return Err(at(name)(OrganisationFault::Blank { name }));
        }
    }
    given(&rule.given).map_err(at("given"))?;
    if let Some(condition) = &rule.when {
        self::condition(condition).map_err(|(name, fault)| (vec!["when", name], fault))?;
    }
    if rule.then.is_empty() {
        return Err(at("then")(OrganisationFault::NoCheck));
    }
    at_most(MOST_CHECKS, "checks in a rule", rule.then.len()).map_err(at("then"))?;
    message::check(&rule.message).map_err(at("message"))
}

fn code(code: &str) -> Result<(), OrganisationFault> {
    let digits = code.strip_prefix("ORG-").unwrap_or_default();
    if (1..=6).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Ok(());
    }
    let found = code.chars().take(60).collect();
    Err(OrganisationFault::Code { found })
}

fn given(given: &str) -> Result<(), OrganisationFault> {
    let steps = pointer::steps(given).map(Iterator::count);
    let is_plain = !given.contains('~') && !given.split('/').skip(1).any(str::is_empty);
    match steps.filter(|_| is_plain) {
        Some(steps) => at_most(MOST_STEPS, "steps in `given`", steps),
        None => Err(OrganisationFault::Given {
            found: given.chars().take(60).collect(),
        }),
    }
}

fn condition(condition: &OrganisationCondition) -> Result<(), (&'static str, OrganisationFault)> {
    is_field(&condition.field).map_err(|fault| ("field", fault))?;
    let said = [
        condition.equals.is_some(),
        condition.one_of.is_some(),
        condition.contains.is_some(),
        condition.present == Some(true),
        condition.absent == Some(true),
    ];
    let found = said.into_iter().filter(|said| *said).count();
    if found != 1 || condition.present == Some(false) || condition.absent == Some(false) {
        return Err(("field", OrganisationFault::Condition { found }));
    }
    let values = condition.one_of.as_ref().map_or(0, Vec::len);
    at_most(MOST_VALUES, "values", values).map_err(|fault| ("one_of", fault))
}

fn check(check: &OrganisationCheck) -> Result<(), (&'static str, OrganisationFault)> {
    is_field(&check.field).map_err(|fault| ("field", fault))?;
    arguments(check)?;
    if let Some(pattern) = &check.pattern {
        compiled(pattern).map_err(|fault| ("pattern", fault))?;
    }
    let values = check.values.as_ref().map_or(0, Vec::len);
    at_most(MOST_VALUES, "values", values).map_err(|fault| ("values", fault))?;
    if let Some(of) = check.of.as_deref().filter(|of| *of != AS_OF) {
        let is_place =
            of.starts_with('/') && pointer::steps(of).is_some() && !of.split('/').any(|step| step == "*");
        if !is_place {
            is_field(of).map_err(|fault| ("of", fault))?;
        }
    }
    match (check.min, check.max) {
        (Some(min), Some(max)) if min > max => {
            let (found, most) = (min.get().to_string(), max.get().to_string());
            Err(("min", OrganisationFault::Crossed { found, most }))
        }
        _ => Ok(()),
    }
}

/// Checks that a check has what it takes, and nothing else.
fn arguments(check: &OrganisationCheck) -> Result<(), (&'static str, OrganisationFault)> {
    let kind = check.check;
    let taken: &[&str] = match kind {
        CheckKind::Present | CheckKind::Absent | CheckKind::Unique => &[],
        CheckKind::OneOf => &["values"],
        CheckKind::Pattern => &["pattern"],
        CheckKind::Min => &["min"],
        CheckKind::Max | CheckKind::SumAtMost => &["max"],
        CheckKind::Length | CheckKind::Count => &["min", "max"],
        CheckKind::RefExists => &["kind"],
        CheckKind::EqualsField | CheckKind::DateBefore | CheckKind::DateAfter => &["of"],
        CheckKind::WithinDays => &["of", "min", "max"],
    };
    let given = [
        ("values", check.values.is_some()),
        ("pattern", check.pattern.is_some()),
        ("min", check.min.is_some()),
        ("max", check.max.is_some()),
        ("of", check.of.is_some()),
        ("kind", check.kind.is_some()),
    ];
    let word = kind.as_str();
    let mut surplus = given
        .iter()
        .filter(|(name, is_given)| *is_given && !taken.contains(name));
    if let Some((name, _)) = surplus.next() {
        return Err((name, OrganisationFault::UnknownArgument { check: word, name }));
    }
    let missing = match kind {
        CheckKind::Length | CheckKind::Count if check.min.is_none() && check.max.is_none() => {
            Some("min or max")
        }
        CheckKind::WithinDays if check.of.is_none() || check.max.is_none() => Some("of and max"),
        CheckKind::OneOf if check.values.is_none() => Some("values"),
        CheckKind::Pattern if check.pattern.is_none() => Some("pattern"),
        CheckKind::Min if check.min.is_none() => Some("min"),
        CheckKind::Max | CheckKind::SumAtMost if check.max.is_none() => Some("max"),
        CheckKind::EqualsField | CheckKind::DateBefore | CheckKind::DateAfter if check.of.is_none() => {
            Some("of")
        }
        _ => None,
    };
    match missing {
        Some(names) => Err(("check", OrganisationFault::MissingArgument { check: word, names })),
        None => Ok(()),
    }
}

fn is_field(text: &str) -> Result<(), OrganisationFault> {
    if field::is_field(text) {
        return Ok(());
    }
    let found = text.chars().take(60).collect();
    Err(OrganisationFault::Field { found })
}

fn at_most(most: usize, what: &'static str, found: usize) -> Result<(), OrganisationFault> {
    if found <= most {
        return Ok(());
    }
    Err(OrganisationFault::TooMany { what, most, found })
}
