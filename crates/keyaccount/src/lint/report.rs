//! What the linter says about a plan.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::baseline::BaselineOutcome;
use super::finding::{Finding, Status};
use super::gate::Mode;
use super::parameter::ParameterValue;
use super::severity::{Level, Nature, Severity};
use super::state::JudgedState;
use crate::quantity::Date;

/// What the linter says about a plan.
///
/// *Passed* means that no active finding is at or above `fail_on`, and that a strict baseline has shrunk with its findings. It does not mean that every rule could be evaluated: read
/// `not_evaluated` beside it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "CheckReport"))]
pub struct Report {
    /// The version of this shape.
    pub schema_version: u32,
    /// The day on which the plan was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The plan that was judged.
    pub input: Input,
    /// For whom the report was made.
    pub mode: Mode,
    /// Where the account is in its life, which decides how *missing* counts; absent for a portfolio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<JudgedState>,
    /// Whether no finding is at or above `fail_on`.
    pub passed: bool,
    /// The mildest severity that makes a report fail.
    pub fail_on: Severity,
    /// How many findings there are.
    pub summary: Summary,
    /// What the baseline made of the findings, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineOutcome>,
    /// The findings: in the order of the document, then by code.
    pub findings: Vec<Finding>,
    /// The rules that could not be evaluated, with the reason.
    pub not_evaluated: Vec<NotEvaluated>,
    /// The rules that were run, by code, with what they were configured to.
    pub rules_run: Vec<RuleRun>,
}

impl Report {
    /// Returns whether a suppression hides nothing because something is wrong with it (KA-091).
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::lint::{self, Options};
    /// use keyaccount::{document::Document, plan::PlanView};
    ///
    /// let document = Document::parse(r#"{"suppressions": [{"code": "KA-504", "reason": "later"}]}"#)?;
    /// let plan = PlanView::read(document.root())?;
    /// assert!(lint::check(&plan, None, &Options::default())?.has_invalid_suppression());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn has_invalid_suppression(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.code == "KA-091" && finding.status == Status::Active)
    }
}

/// The plan that was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Input {
    /// The id of the plan, absent where the plan has none that can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_id: Option<String>,
    /// The version of the plan, absent where it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The SHA-256 of the plan's text without white space between values, or of the portfolio in canonical form; it changes
    /// whenever the text says something else.
    pub content_hash: String,
}

/// How many findings there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Active findings per severity, every severity listed, mildest first.
    pub by_severity: Vec<SeverityCount>,
    /// Active findings per nature, every nature listed.
    pub by_nature: Vec<NatureCount>,
    /// Findings that a suppression sets aside.
    pub suppressed: usize,
    /// Findings that the baseline holds.
    pub baselined: usize,
    /// Rules that were run.
    pub rules_run: usize,
    /// Rules that could not be evaluated somewhere.
    pub rules_not_evaluated: usize,
}

/// The number of findings of one severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeverityCount {
    /// The severity.
    pub severity: Severity,
    /// The number of findings.
    pub count: usize,
}

/// The number of findings of one nature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NatureCount {
    /// The nature.
    pub nature: Nature,
    /// The number of findings.
    pub count: usize,
}

impl Summary {
    pub(super) fn of(findings: &[Finding], rules_run: usize, not_evaluated: &[NotEvaluated]) -> Self {
        let count =
            |wanted: &dyn Fn(&Finding) -> bool| findings.iter().filter(|&finding| wanted(finding)).count();
        let severity_count = |severity| SeverityCount {
            severity,
            count: count(&|finding| finding.status == Status::Active && finding.severity == severity),
        };
        let nature_count = |nature| NatureCount {
            nature,
            count: count(&|finding| finding.status == Status::Active && finding.nature == nature),
        };
        Self {
            by_severity: Severity::ALL.map(severity_count).to_vec(),
            by_nature: Nature::ALL.map(nature_count).to_vec(),
            suppressed: count(&|finding| finding.status == Status::Suppressed),
            baselined: count(&|finding| finding.status == Status::Baselined),
            rules_run,
            rules_not_evaluated: not_evaluated.len(),
        }
    }

    /// Returns the number of findings of `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.by_severity
            .iter()
            .find(|entry| entry.severity == severity)
            .map_or(0, |entry| entry.count)
    }
}

/// A rule that could not be evaluated, everywhere or in places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotEvaluated {
    /// The rule's code.
    pub code: Cow<'static, str>,
    /// Why.
    pub reason: Reason,
    /// The places that could not be read, as JSON Pointers.
    pub missing_inputs: Vec<String>,
}

/// Why a rule was not evaluated.
///
/// An input cannot be read, another rule finds fault with it, a required one is absent, is too old, or lies in an amount for
/// which no rate is known; the actions depend on each other in a circle; no date or no portfolio was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
#[cfg_attr(feature = "schema", schemars(rename = "NotEvaluatedReason"))]
pub enum Reason {
    InputUnreadable,
    InputFaulty,
    InputMissing,
    InputStale,
    RateMissing,
    DependencyCycle,
    EvaluationDateMissing,
    PortfolioMissing,
}

/// A rule that was run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleRun {
    /// The rule's code.
    pub code: Cow<'static, str>,
    /// The level after configuration.
    pub level: Level,
    /// The parameters with their values.
    pub params: BTreeMap<String, ParameterValue>,
}
