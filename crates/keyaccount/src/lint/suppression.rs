//! Findings that somebody has set aside for a while, and whether they may be.
//!
//! A suppression fails towards reporting: whatever is wrong with it, it hides nothing. What it does hide stays in the report,
//! with the reason. Gates take no notice of suppressions.

use std::collections::BTreeSet;

use serde::Serialize;

use super::context::days;
use super::finding::{Finding, SetAside, SetAsideBy, Status};
use super::parameter::ParameterValue;
use super::plan_run::Outcome;
use super::rule::Rule;
use super::rules::RULES;
use super::settings::Settings;
use super::severity::{Level, Severity};
use crate::document::pointer;
use crate::plan::{PlanView, Suppression, SuppressionTarget};
use crate::quantity::Date;

/// Where a suppression stands: in the plan, or beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum SuppressionOrigin {
    InSource,
    External,
}

/// A suppression that has been looked at.
#[derive(Debug)]
pub(super) struct JudgedSuppression<'a> {
    pub(super) origin: SuppressionOrigin,
    /// The position in its list.
    pub(super) index: usize,
    pub(super) suppression: &'a Suppression,
    pub(super) verdict: Verdict,
}

/// What is to be thought of a suppression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It hides what it is aimed at.
    Valid,
    /// A part of it cannot be read, which is reported there; it hides nothing.
    Unreadable,
    /// It lacks something; it hides nothing.
    Invalid(Complaint),
    /// Its last day is over; it hides nothing.
    Expired,
    /// Whether its last day is over cannot be said without a day of evaluation; it hides nothing.
    Undecided,
}

/// What is wrong with a suppression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    /// The field that is at fault.
    pub(super) field: &'static str,
    /// The name of the sentence.
    pub(super) message_id: &'static str,
    /// What is wrong, as the end of a sentence.
    pub(super) wrong: String,
    /// The next step.
    pub(super) help: String,
}

impl Complaint {
    fn new(field: &'static str, message_id: &'static str, wrong: impl Into<String>, help: &str) -> Self {
        Self {
            field,
            message_id,
            wrong: wrong.into(),
            help: help.to_owned(),
        }
    }
}

impl JudgedSuppression<'_> {
    /// Returns the place of a field in the plan; a suppression beside the plan has the place that it would have there.
    pub(super) fn place(&self, field: Option<&str>) -> String {
        let section = match self.origin {
            SuppressionOrigin::InSource => pointer::of(&["suppressions", &self.index.to_string()]),
            SuppressionOrigin::External => pointer::of(&["suppressions"]),
        };
        match field {
            Some(field) if self.origin == SuppressionOrigin::InSource => format!("{section}/{field}"),
            _ => section,
        }
    }

    /// Returns what tells it from the others: what it is aimed at.
    pub(super) fn aim(&self) -> String {
        let code = self.suppression.code.as_deref().unwrap_or("?");
        let target = match &self.suppression.target {
            Some(SuppressionTarget::Entity(reference)) => String::from(reference.clone()),
            Some(SuppressionTarget::Path(pattern)) => pattern.clone(),
            Some(SuppressionTarget::Document(_)) => "document".to_owned(),
            None => "?".to_owned(),
        };
        format!("{code} at {target}")
    }

    /// Returns whether the finding is what it is aimed at.
    fn matches(&self, finding: &Finding) -> bool {
        let suppression = self.suppression;
        let is_meant = suppression
            .fingerprint
            .as_ref()
            .is_none_or(|fingerprint| *fingerprint == finding.fingerprint);
        let is_there = match &suppression.target {
            Some(SuppressionTarget::Entity(reference)) => finding
                .entity
                .as_ref()
                .is_some_and(|entity| entity.kind == reference.prefix() && entity.id == reference.id()),
            Some(SuppressionTarget::Path(pattern)) => matches_path(pattern, &finding.path),
            Some(SuppressionTarget::Document(whole)) => *whole,
            None => false,
        };
        suppression.code.as_deref() == Some(finding.code.as_ref()) && is_meant && is_there
    }
}

/// Returns the suppressions in the plan and those beside it, each with a verdict.
pub(super) fn judge<'a>(
    view: &'a PlanView<'_>,
    external: &'a [Suppression],
    settings: &Settings,
    as_of: Option<Date>,
) -> Vec<JudgedSuppression<'a>> {
    let unreadable: BTreeSet<&str> = view
        .problems
        .iter()
        .filter_map(|problem| problem.pointer.strip_prefix("/suppressions/")?.split('/').next())
        .collect();
    let own = view.plan.suppressions.iter().enumerate();
    let own = own.map(|(index, suppression)| (SuppressionOrigin::InSource, index, suppression));
    let external = external.iter().enumerate();
    let external = external.map(|(index, suppression)| (SuppressionOrigin::External, index, suppression));
    own.chain(external)
        .map(|(origin, index, suppression)| {
            let is_unreadable =
                origin == SuppressionOrigin::InSource && unreadable.contains(index.to_string().as_str());
            let verdict = if is_unreadable {
                Verdict::Unreadable
            } else {
                verdict(suppression, settings, as_of)
            };
            JudgedSuppression {
                origin,
                index,
                suppression,
                verdict,
            }
        })
        .collect()
}

/// Marks the findings that valid suppressions hide, and returns the positions of those suppressions that hid something.
pub(super) fn apply(suppressions: &[JudgedSuppression<'_>], findings: &mut [Finding]) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    for (position, judged) in suppressions.iter().enumerate() {
        if judged.verdict != Verdict::Valid {
            continue;
        }
        for finding in findings.iter_mut().filter(|finding| judged.matches(finding)) {
            used.insert(position);
            if finding.status != Status::Active {
                continue;
            }
            finding.status = Status::Suppressed;
            finding.gates.clear();
            finding.set_aside = Some(SetAside {
                by: match judged.origin {
                    SuppressionOrigin::InSource => SetAsideBy::InSource,
                    SuppressionOrigin::External => SetAsideBy::External,
                },
                reason: judged.suppression.reason.clone(),
                expires_on: judged.suppression.expires_on,
                approved_by_id: judged
                    .suppression
                    .approved_by_id
                    .as_ref()
                    .map(ToString::to_string),
                first_seen_on: None,
            });
        }
    }
    used
}

/// Returns the valid suppressions that hid nothing although their rules were evaluated in full.
pub(super) fn unused<'s, 'a>(
    suppressions: &'s [JudgedSuppression<'a>],
    used: &BTreeSet<usize>,
    outcomes: &[&Outcome],
) -> Vec<&'s JudgedSuppression<'a>> {
    let was_evaluated = |code: &str| {
        let mut ran = outcomes.iter().flat_map(|outcome| &outcome.rules_run);
        let mut in_doubt = outcomes.iter().flat_map(|outcome| &outcome.not_evaluated);
        ran.any(|run| run.code == code) && !in_doubt.any(|entry| entry.code == code)
    };
    let unused = suppressions.iter().enumerate().filter(|(position, judged)| {
        let code = judged.suppression.code.as_deref().unwrap_or_default();
        judged.verdict == Verdict::Valid && !used.contains(position) && was_evaluated(code)
    });
    unused.map(|(_, judged)| judged).collect()
}

fn verdict(suppression: &Suppression, settings: &Settings, as_of: Option<Date>) -> Verdict {
    if let Some(complaint) = complaint(suppression, settings, as_of) {
        return Verdict::Invalid(complaint);
    }
    match (suppression.expires_on, as_of) {
        (Some(_), None) => Verdict::Undecided,
        (Some(last), Some(as_of)) if as_of > last => Verdict::Expired,
        _ => Verdict::Valid,
    }
}

/// Returns what is wrong with the suppression, the first by field.
fn complaint(suppression: &Suppression, settings: &Settings, as_of: Option<Date>) -> Option<Complaint> {
    let severity = match aimed_at(suppression, settings) {
        Ok(severity) => severity,
        Err(complaint) => return Some(complaint),
    };
    no_target(suppression)
        .or_else(|| no_reason(suppression, settings))
        .or_else(|| no_last_day(suppression, severity, settings, as_of))
        .or_else(|| no_approver(suppression, severity, settings))
}

/// Returns the severity of the rule that is meant.
fn aimed_at(suppression: &Suppression, settings: &Settings) -> Result<Severity, Complaint> {
    let code = suppression.code.as_deref().unwrap_or_default();
    let Some(rule) = RULES.iter().copied().find(|rule| rule.code == code) else {
        let mut own = settings.organisation().iter();
        let found = format!("no rule has the code \"{code}\"");
        return match own.find(|own| own.rule.code == code).map(|own| own.level) {
            None => Err(Complaint::new(
                "code",
                "unknown-code",
                found,
                "Name the code of a rule.",
            )),
            Some(Level::Forbid) => Err(locked_rule()),
            // A rule that is off has no severity; what is asked of a warning is asked of it.
            Some(level) => Ok(level.severity().unwrap_or(Severity::Warning)),
        };
    };
    let level = settings
        .setting(rule.code)
        .map_or(Level::Off, |setting| setting.level);
    if !may_be_suppressed(rule, level) {
        return Err(locked_rule());
    }
    Ok(level.severity().unwrap_or(rule.severity))
}

fn locked_rule() -> Complaint {
    let found = "this rule cannot be suppressed";
    Complaint::new("code", "locked-rule", found, "Mend the fault itself.")
}

fn no_target(suppression: &Suppression) -> Option<Complaint> {
    let is_aimed = match &suppression.target {
        Some(SuppressionTarget::Entity(reference)) => reference.kind().is_some(),
        Some(SuppressionTarget::Path(pattern)) => pattern.is_empty() || pattern.starts_with('/'),
        Some(SuppressionTarget::Document(whole)) => *whole,
        None => false,
    };
    let help = "Give a target: an entity as kind:id, a path, or the whole document.";
    (!is_aimed).then(|| Complaint::new("target", "no-target", "it does not say what is meant", help))
}

fn no_reason(suppression: &Suppression, settings: &Settings) -> Option<Complaint> {
    let characters = suppression
        .reason
        .as_deref()
        .unwrap_or_default()
        .trim()
        .chars()
        .count();
    let least = settings.number("KA-091", "min_reason_chars");
    let is_short = f64::from(u32::try_from(characters).unwrap_or(u32::MAX)) < least;
    let found = format!("its reason has {characters} characters of at least {least}");
    let help = "Say in a sentence why the finding is set aside.";
    is_short.then(|| Complaint::new("reason", "no-reason", found, help))
}

fn no_last_day(
    suppression: &Suppression,
    severity: Severity,
    settings: &Settings,
    as_of: Option<Date>,
) -> Option<Complaint> {
    let Some(last) = suppression.expires_on else {
        let help = "Say until which day the finding is set aside.";
        return is_required(settings, "expiry_required_from", severity)
            .then(|| Complaint::new("expires_on", "no-expiry", "it has no last day", help));
    };
    let most = settings.number("KA-091", "max_days");
    let days = days(suppression.created_on.or(as_of)?, last);
    let found = format!("it runs for {days} days of at most {most}");
    let help = format!("End it at most {most} days after it was set.");
    (days > most).then(|| Complaint::new("expires_on", "too-long", found, &help))
}

fn no_approver(suppression: &Suppression, severity: Severity, settings: &Settings) -> Option<Complaint> {
    let is_lacking =
        suppression.approved_by_id.is_none() && is_required(settings, "approver_required_from", severity);
    let help = "Name the person who approved that the finding is set aside.";
    is_lacking.then(|| Complaint::new("approved_by_id", "no-approver", "nobody has approved it", help))
}

/// Returns whether what the parameter speaks of is required for findings of `severity`.
fn is_required(settings: &Settings, name: &str, severity: Severity) -> bool {
    let parameters = settings.setting("KA-091").map(|setting| &setting.parameters);
    match parameters.and_then(|parameters| parameters.get(name)) {
        Some(ParameterValue::Text(word)) => Severity::ALL
            .into_iter()
            .find(|severity| severity.as_str() == word)
            .is_some_and(|from| severity >= from),
        _ => false,
    }
}

/// Returns whether findings of the rule may be set aside: not where nothing may lower it, and not notices about suppressions.
pub(super) fn may_be_suppressed(rule: &Rule, level: Level) -> bool {
    !rule.locked && level != Level::Forbid && !matches!(rule.code, "KA-092" | "KA-093")
}

/// Returns whether the pattern describes the place: `*` stands for one step, `**` for any number of them.
fn matches_path(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    // reached[i]: the steps of the pattern so far describe the first i steps of the path.
    let mut reached = vec![false; path.len().saturating_add(1)];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for step in pattern {
        let mut next = vec![false; reached.len()];
        let mut any = false;
        for (position, next) in next.iter_mut().enumerate() {
            let here = reached.get(position).copied().unwrap_or(false);
            let before = position
                .checked_sub(1)
                .and_then(|before| Some((reached.get(before).copied()?, *path.get(before)?)));
            if step == "**" {
                any |= here;
                *next = any;
            } else {
                *next =
                    before.is_some_and(|(is_reached, found)| is_reached && (step == "*" || step == found));
            }
        }
        reached = next;
    }
    reached.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::matches_path;

    #[test]
    fn stars_stand_for_steps() {
        for (pattern, path) in [
            ("/actions/*/due_on", "/actions/3/due_on"),
            ("/actions/**", "/actions/3/due_on"),
            ("/actions/**", "/actions"),
            ("/**/due_on", "/actions/3/due_on"),
            ("/**", ""),
            ("", ""),
            ("/risks", "/risks"),
        ] {
            assert!(matches_path(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("/actions/*", "/actions/3/due_on"),
            ("/actions/*/due_on", "/actions/due_on"),
            ("/risk", "/risks"),
            ("", "/risks"),
            ("/**/due_on", "/actions/3/start_on"),
        ] {
            assert!(!matches_path(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn many_double_stars_take_no_time() {
        let pattern = "/**".repeat(2_000);
        assert!(!matches_path(&format!("{pattern}/x"), "/actions/3/due_on"));
    }
}
