//! Mends a plan's text: applies the fixes of its findings, pass by pass, until nothing more is to be mended.

mod choice;
mod overlap;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use self::choice::Choice;
use self::overlap::Touched;
use super::check;
use super::finding::{Applicability, Edit, EntityRef, Finding, Fix, Status};
use super::options::Options;
use super::report::Report;
use crate::document::Document;
use crate::document::patch::{Draft, EditOperation};
use crate::plan::PlanView;
use crate::portfolio::Portfolio;

pub use choice::{FixError, FixOptions, FixScope};

/// The most passes over one plan. Source: plan-and-lifecycle note, section 2.7.
const MAX_PASSES: u32 = 10;

/// A plan's text after its fixes, and what was done.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FixOutcome {
    /// The text of the plan, byte for byte as it is to be written; every byte outside the edited values is as it was.
    pub text: String,
    /// Whether the text is another than before.
    pub changed: bool,
    /// How many passes changed the text, at most 10.
    pub passes: u32,
    /// The fixes that were applied, pass by pass, in a pass in the order of the document.
    pub applied: Vec<AppliedFix>,
    /// The fixes that the report below still offers, in its order, with the reason why they were not applied.
    pub not_applied: Vec<UnappliedFix>,
    /// What the linter says about the new text.
    pub report: Report,
}

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppliedFix {
    /// The code of the rule.
    pub code: Cow<'static, str>,
    /// What the fix did, in the imperative.
    pub title: String,
    /// How much thought it needed.
    pub applicability: Applicability,
    /// The entity that was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityRef>,
    /// The JSON Pointer of the finding in the text before the pass.
    pub path: String,
    /// The fingerprint of the finding.
    pub fingerprint: String,
    /// The number of the pass, from 1.
    pub pass: u32,
}

/// A fix that was not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnappliedFix {
    /// The code of the rule.
    pub code: Cow<'static, str>,
    /// What the fix would do, in the imperative.
    pub title: String,
    /// How much thought it needs.
    pub applicability: Applicability,
    /// The entity that is judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityRef>,
    /// The JSON Pointer of the finding.
    pub path: String,
    /// The fingerprint of the finding.
    pub fingerprint: String,
    /// Why it was not applied.
    pub reason: UnappliedReason,
}

/// Why a fix was not applied.
///
/// *Manual*: it is advice. *Unsafe*: only safe fixes were asked for. *Not chosen*: its rule or finding was not asked for.
/// *Set aside*: its finding is suppressed or in the baseline. *Stale*: it does not fit the text. *No effect*: it was
/// applied and its finding came back. *Too many passes*: the most passes were over before its turn came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum UnappliedReason {
    Manual,
    Unsafe,
    NotChosen,
    SetAside,
    Stale,
    NoEffect,
    TooManyPasses,
}

/// Returns the text of a plan after the fixes of its findings, and what was done.
///
/// In a pass the plan is checked and of each finding one fix is applied: the preferred one, else the first. Fixes that
/// overlap are not combined; the first in the document is applied, the others wait for the next pass. Passes
/// go on until nothing is left to apply, at most 10. A fix is applied as a whole or not at all: where a value is not the one
/// that it was made for, it changes nothing. Fixes of suppressed and baselined findings are left alone.
///
/// Applying it again changes nothing more, unless passes ran out.
///
/// # Errors
///
/// [`FixError`] when the text is no JSON object, or the options or the choice name what does not exist.
///
/// # Examples
///
/// ```
/// use keyaccount::lint::{self, FixOptions, FixScope, Options};
///
/// let plan = "{\n  \"id\": \"P1\",\n  \"objectivs\": []\n}\n";
/// let safe = lint::fix(plan, None, &Options::default(), &FixOptions::default())?;
/// assert!(!safe.changed);
///
/// let all = FixOptions { scope: FixScope::Unsafe, ..FixOptions::default() };
/// let mended = lint::fix(plan, None, &Options::default(), &all)?;
/// assert_eq!(mended.text, "{\n  \"id\": \"P1\",\n  \"objectives\": []\n}\n");
/// assert_eq!(mended.applied[0].title, "Rename \"objectivs\" to \"objectives\"");
/// # Ok::<(), keyaccount::lint::FixError>(())
/// ```
pub fn fix(
    text: &str,
    portfolio: Option<&Portfolio>,
    options: &Options,
    fix_options: &FixOptions,
) -> Result<FixOutcome, FixError> {
    let choice = Choice::of(fix_options)?;
    let mut current = text.to_owned();
    let mut report = checked(&current, portfolio, options)?;
    let mut past = Past::default();
    let (mut applied, mut passes) = (Vec::new(), 0);
    for pass in 1..=MAX_PASSES {
        let candidates = candidates(&report, &choice, &past);
        if candidates.is_empty() {
            break;
        }
        let mended = mend(&current, &candidates)?;
        for (candidate, fate) in candidates.iter().zip(&mended.fates) {
            past.note(candidate, *fate);
            if *fate == UnappliedReason::NoEffect {
                applied.push(candidate.applied(pass));
            }
        }
        if mended.text != current {
            current = mended.text;
            passes = pass;
            report = checked(&current, portfolio, options)?;
        }
    }
    Ok(FixOutcome {
        changed: current != text,
        text: current,
        passes,
        applied,
        not_applied: not_applied(&report, &choice, &past),
        report,
    })
}

fn checked(text: &str, portfolio: Option<&Portfolio>, options: &Options) -> Result<Report, FixError> {
    let document = Document::parse(text)?;
    let view = PlanView::read(document.root())?;
    Ok(check(&view, portfolio, options)?)
}

/// A fix and the finding that it mends.
#[derive(Debug, Clone, Copy)]
struct Candidate<'r> {
    finding: &'r Finding,
    fix: &'r Fix,
}

impl Candidate<'_> {
    fn applied(&self, pass: u32) -> AppliedFix {
        AppliedFix {
            code: self.finding.code.clone(),
            title: self.fix.title.clone(),
            applicability: self.fix.applicability,
            entity: self.finding.entity.clone(),
            path: self.finding.path.clone(),
            fingerprint: self.finding.fingerprint.clone(),
            pass,
        }
    }

    fn unapplied(&self, reason: UnappliedReason) -> UnappliedFix {
        UnappliedFix {
            code: self.finding.code.clone(),
            title: self.fix.title.clone(),
            applicability: self.fix.applicability,
            entity: self.finding.entity.clone(),
            path: self.finding.path.clone(),
            fingerprint: self.finding.fingerprint.clone(),
            reason,
        }
    }
}

/// What became of the fixes that were tried, by the fingerprint of their findings.
#[derive(Debug, Default)]
struct Past(BTreeMap<String, Vec<(Vec<Edit>, UnappliedReason)>>);

impl Past {
    fn note(&mut self, candidate: &Candidate<'_>, fate: UnappliedReason) {
        let tried = self.0.entry(candidate.finding.fingerprint.clone()).or_default();
        tried.push((candidate.fix.edits.clone(), fate));
    }

    /// Returns what became of the same edits for the same finding, where they were tried.
    fn fate(&self, candidate: &Candidate<'_>) -> Option<UnappliedReason> {
        let tried = self.0.get(&candidate.finding.fingerprint)?;
        let same = tried.iter().find(|(edits, _)| *edits == candidate.fix.edits);
        same.map(|(_, fate)| *fate)
    }
}

/// Returns why a fix must not be applied, where it must not.
fn refusal(candidate: &Candidate<'_>, choice: &Choice<'_>, past: &Past) -> Option<UnappliedReason> {
    let Candidate { finding, fix } = candidate;
    if finding.status != Status::Active {
        return Some(UnappliedReason::SetAside);
    }
    if fix.applicability == Applicability::Manual || fix.edits.is_empty() {
        return Some(UnappliedReason::Manual);
    }
    if !choice.includes(finding) {
        return Some(UnappliedReason::NotChosen);
    }
    if fix.applicability == Applicability::Unsafe && !choice.allows_unsafe() {
        return Some(UnappliedReason::Unsafe);
    }
    past.fate(candidate)
}

/// Returns the fixes of one pass, at most one of each finding, none of which overlap, in the order of the document.
fn candidates<'r>(report: &'r Report, choice: &Choice<'_>, past: &Past) -> Vec<Candidate<'r>> {
    let mut touched = Touched::default();
    let mut candidates = Vec::new();
    for finding in &report.findings {
        let fixes = finding.fixes.iter().map(|fix| Candidate { finding, fix });
        let mut open: Vec<Candidate<'_>> = fixes
            .filter(|candidate| refusal(candidate, choice, past).is_none())
            .collect();
        open.sort_by_key(|candidate| !candidate.fix.preferred);
        if let Some(candidate) = open.first()
            && touched.admits(&candidate.fix.edits)
        {
            touched.add(&candidate.fix.edits);
            candidates.push(*candidate);
        }
    }
    candidates
}

/// A text after a pass, and what became of each fix: stale, or applied (and so without effect, should its finding return).
struct Mended {
    text: String,
    fates: Vec<UnappliedReason>,
}

/// Applies the fixes, the last in the document first, so that those before find their positions.
fn mend(text: &str, candidates: &[Candidate<'_>]) -> Result<Mended, FixError> {
    let mut fates = vec![UnappliedReason::NoEffect; candidates.len()];
    loop {
        let mut draft = Draft::of(text)?;
        let mut broken = None;
        for (position, candidate) in candidates.iter().enumerate().rev() {
            let Some(fate) = fates
                .get_mut(position)
                .filter(|fate| **fate == UnappliedReason::NoEffect)
            else {
                continue;
            };
            let mut changes = false;
            for edit in &candidate.fix.edits {
                changes |= edit.op == EditOperation::Move;
                if draft.take(edit).is_err() {
                    *fate = UnappliedReason::Stale;
                    broken = changes.then_some(position);
                    break;
                }
                changes |= edit.op != EditOperation::Test;
            }
            if broken.is_some() {
                break;
            }
        }
        // A fix that failed half-way has spoilt the draft: begin again without it.
        if broken.is_none() {
            let text = draft.finish()?;
            return Ok(Mended { text, fates });
        }
    }
}

/// Returns the fixes that the last report still offers, with the reasons.
fn not_applied(report: &Report, choice: &Choice<'_>, past: &Past) -> Vec<UnappliedFix> {
    let mut left = Vec::new();
    for finding in &report.findings {
        for fix in &finding.fixes {
            let candidate = Candidate { finding, fix };
            let reason = refusal(&candidate, choice, past).unwrap_or(UnappliedReason::TooManyPasses);
            left.push(candidate.unapplied(reason));
        }
    }
    left
}

#[cfg(test)]
mod tests;
