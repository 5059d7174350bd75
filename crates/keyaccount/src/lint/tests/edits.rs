//! Short words for JSON Patches, and tables of what they make a rule find.

use serde_json::{Value, json};

use super::{as_of, findings_of, not_evaluated, patched, severities};
use crate::lint::{Gate, Mode, Options, ParameterValue, Reason, Report, Severity};

/// The day on which the faultless plan is judged.
pub(super) const DAY: &str = "2026-09-30";

pub(super) const NOTHING: &[Severity] = &[];
pub(super) const HINT: &[Severity] = &[Severity::Hint];
pub(super) const INFO: &[Severity] = &[Severity::Info];
pub(super) const WARNING: &[Severity] = &[Severity::Warning];
pub(super) const ERROR: &[Severity] = &[Severity::Error];

pub(super) fn set(path: &str, value: impl Into<Value>) -> Value {
    json!({"op": "replace", "path": path, "value": value.into()})
}

pub(super) fn add(path: &str, value: impl Into<Value>) -> Value {
    json!({"op": "add", "path": path, "value": value.into()})
}

pub(super) fn remove(path: &str) -> Value {
    json!({"op": "remove", "path": path})
}

pub(super) fn tier(tier: &str) -> Value {
    set("/account/tier", tier)
}

pub(super) fn today() -> Options {
    as_of(DAY)
}

pub(super) fn at_gate(gate: Gate) -> Options {
    Options {
        mode: Mode::Gate(gate),
        ..today()
    }
}

pub(super) fn with_parameter(code: &str, name: &str, value: ParameterValue) -> Options {
    let parameters = [(name.to_owned(), value)].into();
    Options {
        parameters: [(code.to_owned(), parameters)].into(),
        ..today()
    }
}

/// Returns the severities and the names of the sentences of the findings of one rule.
pub(super) fn named(report: &Report, code: &str) -> Vec<(Severity, String)> {
    let findings = findings_of(report, code).into_iter();
    findings
        .map(|finding| (finding.severity, finding.message_id.clone()))
        .collect()
}

/// Returns what [`named`] returns where a rule says one sentence.
pub(super) fn told(code: &str, severity: Severity, name: &str) -> Vec<(Severity, String)> {
    vec![(severity, format!("{code}.{name}"))]
}

/// Asserts in which severities a rule finds fault with the faultless plan after each patch.
pub(super) fn assert_table<const N: usize>(code: &str, table: [(Value, &[Severity]); N]) {
    for (edits, expected) in table {
        assert_eq!(severities(code, &edits, &today()), expected, "{code}: {edits}");
    }
}

/// Asserts that a rule says nothing about the faultless plan after a patch, for want of the input at `place`.
pub(super) fn assert_not_evaluated(code: &str, edits: &Value, reason: Reason, place: &str) {
    let report = patched(edits, &today());
    assert_eq!(severities(code, edits, &today()), NOTHING, "{edits}");
    assert_eq!(
        not_evaluated(&report, code),
        [(reason, vec![place.to_owned()])],
        "{edits}"
    );
}

/// Returns what a rule finds in the faultless plan after a patch: places and severities, in the order of the report.
pub(super) fn found(code: &str, edits: &Value, options: &Options) -> Vec<(String, Severity)> {
    let report = patched(edits, options);
    let findings = findings_of(&report, code).into_iter();
    findings
        .map(|finding| (finding.path.clone(), finding.severity))
        .collect()
}

/// Returns what a rule could not judge there: why, and where.
pub(super) fn unjudged(code: &str, edits: &Value, options: &Options) -> Vec<(Reason, Vec<String>)> {
    not_evaluated(&patched(edits, options), code)
}

/// Asserts for each case, edits of the faultless plan, that the rule finds one fault there, or none.
pub(super) fn judge<const N: usize>(code: &str, options: &Options, cases: [(&'static str, Value, bool); N]) {
    for (name, edits, is_fault) in cases {
        let found = found(code, &edits, options);
        assert_eq!(found.len(), usize::from(is_fault), "{code} {name}: {found:?}");
    }
}
