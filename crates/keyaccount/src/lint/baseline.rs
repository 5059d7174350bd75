//! Findings that were there when checking began: counted, shown, and allowed to shrink only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::RULESET;
use super::configuration::OnChange;
use super::finding::{Finding, SetAside, SetAsideBy, Status, Value};
use super::gate::Mode;
use super::report::Report;
use super::rule::Scope;
use super::rules::RULES;
use super::severity::Nature;
use crate::quantity::{Date, is_blank};
use crate::vocabulary::Reference;

/// The findings that a report may have without failing, because they were there when checking began.
///
/// A finding stays in the baseline while its fingerprint is the same and what was measured has not become worse. Entries
/// that match nothing any more are listed, so that the file can shrink; it grows only with a reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "LintBaseline"))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Baseline {
    /// The version of the document: 1.
    pub schema: u32,
    /// The version of the rules that found the entries.
    pub ruleset: String,
    /// The day on which the baseline was last changed, as its caller said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The findings, by fingerprint in ascending order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<BaselineEntry>,
}

/// A finding of the baseline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct BaselineEntry {
    /// The fingerprint of the finding.
    pub fingerprint: String,
    /// The id of the plan, or of the portfolio, that is judged; entries of other documents are left alone.
    pub document_id: String,
    /// The code of its rule.
    pub code: String,
    /// The revision of the rule; another one explains a jump in counts.
    pub revision: u32,
    /// The entity that is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<Reference>,
    /// The day on which the finding came into the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_seen_on: Option<Date>,
    /// Why it was accepted, where it was added later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The hash of the facts that were judged.
    pub content_hash: String,
    /// The number that was measured, where one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<f64>,
}

/// What a baseline made of a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BaselineOutcome {
    /// The number of findings that the baseline holds.
    pub matched: usize,
    /// The entries about this document that match no finding any more, by fingerprint; they should be removed.
    pub unmatched: Vec<BaselineEntry>,
    /// The entries whose finding is reported all the same, by fingerprint, with the reason.
    pub reported: Vec<Reported>,
    /// Whether entries that match nothing make the report fail.
    pub strict: bool,
}

/// An entry of the baseline whose finding is reported all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "BaselineReported"))]
pub struct Reported {
    /// The fingerprint.
    pub fingerprint: String,
    /// The code of its rule.
    pub code: String,
    /// Why it is reported.
    pub reason: ReportedReason,
}

/// Why a finding of the baseline is reported all the same: what was measured became worse, the facts changed, or its rule is
/// one that no baseline can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "BaselineReportedReason"))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum ReportedReason {
    Worse,
    Changed,
    NotAllowed,
}

impl Baseline {
    /// Returns the baseline that holds every active finding of the report that a baseline may hold.
    ///
    /// It cannot hold findings of nature invalid, nor those that nothing may lower.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document::Document;
    /// use keyaccount::lint::{self, Baseline, Options};
    /// use keyaccount::plan::PlanView;
    ///
    /// let document = Document::parse(r#"{"schema": "keyaccount/plan/1", "id": "P1", "currency": "EUR",
    ///   "account": {"id": "A1", "name": "Kestrel (invented)", "orientation": "customer", "tier": "key"},
    ///   "plan": {"period": {"start": "2026-01-01", "end": "2028-12-31"}, "version": 1, "status": "in_review"}}"#)?;
    /// let plan = PlanView::read(document.root())?;
    /// let mut options = Options { as_of: Some("2026-09-30".parse()?), ..Options::default() };
    /// let first = lint::check(&plan, None, &options)?;
    /// options.baseline = Some(Baseline::of(&first));
    /// let second = lint::check(&plan, None, &options)?;
    /// assert!(!first.passed && second.passed);
    /// assert_eq!(second.findings.len(), first.findings.len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(report: &Report) -> Self {
        Self::empty().with(report, None)
    }

    /// Returns the baseline that holds nothing.
    pub fn empty() -> Self {
        Self {
            schema: 1,
            ruleset: RULESET.to_owned(),
            as_of: None,
            entries: Vec::new(),
        }
    }

    /// Returns the baseline without the entries that match nothing in the report; `report` was made with this baseline.
    #[must_use]
    pub fn pruned(mut self, report: &Report) -> Self {
        let unmatched = report.baseline.iter().flat_map(|outcome| &outcome.unmatched);
        let unmatched: Vec<&str> = unmatched.map(|entry| entry.fingerprint.as_str()).collect();
        self.entries
            .retain(|entry| !unmatched.contains(&entry.fingerprint.as_str()));
        self.as_of = report.as_of;
        self
    }

    /// Returns the baseline with the active findings of the report as well; nothing where the reason is blank.
    #[must_use]
    pub fn accepting(self, report: &Report, reason: &str) -> Option<Self> {
        (!is_blank(reason)).then(|| self.with(report, Some(reason)))
    }

    fn with(mut self, report: &Report, reason: Option<&str>) -> Self {
        let mut entries: BTreeMap<String, BaselineEntry> = self
            .entries
            .into_iter()
            .map(|entry| (entry.fingerprint.clone(), entry))
            .collect();
        // What a plan's report says about the portfolio belongs to the baseline of the portfolio.
        let own = if report.mode == Mode::Portfolio {
            Scope::Portfolio
        } else {
            Scope::Plan
        };
        let active = report.findings.iter().filter(|finding| {
            finding.status == Status::Active && finding.document == own && may_be_held(finding)
        });
        for finding in active {
            let entity = finding.entity.as_ref();
            let entity =
                entity.and_then(|entity| Reference::try_from(format!("{}:{}", entity.kind, entity.id)).ok());
            let entry = BaselineEntry {
                fingerprint: finding.fingerprint.clone(),
                document_id: report.input.document_id.clone().unwrap_or_default(),
                code: finding.code.to_string(),
                revision: revision(&finding.code),
                entity,
                first_seen_on: report.as_of,
                reason: reason.map(str::to_owned),
                content_hash: finding.content_hash.clone(),
                observed: observed(finding),
            };
            entries.insert(finding.fingerprint.clone(), entry);
        }
        self.entries = entries.into_values().collect();
        self.as_of = report.as_of;
        self
    }
}

/// Marks the active findings that the baseline holds.
pub(super) fn apply(
    baseline: &Baseline,
    document_id: &str,
    findings: &mut [Finding],
    on_change: OnChange,
    strict: bool,
) -> BaselineOutcome {
    let entries: BTreeMap<&str, &BaselineEntry> = baseline
        .entries
        .iter()
        .map(|entry| (entry.fingerprint.as_str(), entry))
        .collect();
    let mut outcome = BaselineOutcome {
        matched: 0,
        unmatched: Vec::new(),
        reported: Vec::new(),
        strict,
    };
    let mut seen: Vec<&str> = Vec::new();
    for finding in findings.iter_mut() {
        let Some(entry) = entries.get(finding.fingerprint.as_str()) else {
            continue;
        };
        seen.push(&entry.fingerprint);
        if finding.status != Status::Active {
            continue;
        }
        if let Some(reason) = reported(finding, entry, on_change) {
            outcome.reported.push(Reported {
                fingerprint: entry.fingerprint.clone(),
                code: entry.code.clone(),
                reason,
            });
            continue;
        }
        outcome.matched = outcome.matched.saturating_add(1);
        finding.status = Status::Baselined;
        finding.gates.clear();
        finding.set_aside = Some(SetAside {
            by: SetAsideBy::Baseline,
            reason: entry.reason.clone(),
            expires_on: None,
            approved_by_id: None,
            first_seen_on: entry.first_seen_on,
        });
    }
    seen.sort_unstable();
    let unmatched = entries.iter().filter(|(fingerprint, entry)| {
        entry.document_id == document_id && seen.binary_search(fingerprint).is_err()
    });
    outcome.unmatched = unmatched.map(|(_, entry)| (*entry).clone()).collect();
    outcome
        .reported
        .sort_by(|left, right| left.fingerprint.cmp(&right.fingerprint));
    outcome
}

/// Returns why the finding is reported although the baseline holds it.
fn reported(finding: &Finding, entry: &BaselineEntry, on_change: OnChange) -> Option<ReportedReason> {
    if !may_be_held(finding) {
        return Some(ReportedReason::NotAllowed);
    }
    if on_change == OnChange::Report && finding.content_hash != entry.content_hash {
        return Some(ReportedReason::Changed);
    }
    let (before, now) = (entry.observed?, observed(finding)?);
    let worse = match finding.expected.as_ref()?.op {
        "<=" | "<" => now > before,
        ">=" | ">" => now < before,
        _ => false,
    };
    worse.then_some(ReportedReason::Worse)
}

/// Returns whether a baseline may hold the finding.
fn may_be_held(finding: &Finding) -> bool {
    finding.nature != Nature::Invalid && !finding.is_forbidden
}

fn revision(code: &str) -> u32 {
    RULES
        .iter()
        .find(|rule| rule.code == code)
        .map_or(1, |rule| rule.revision)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "measured integers are counts and days, far below 2^53"
)]
fn observed(finding: &Finding) -> Option<f64> {
    match finding.observed.as_ref()?.value {
        Value::Number(number) => Some(number),
        Value::Integer(number) => Some(number as f64),
        _ => None,
    }
}
