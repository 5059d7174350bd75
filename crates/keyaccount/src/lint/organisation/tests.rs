//! Rules of an organisation: what each check says, how layers merge, and what is refused.

mod checks;
mod faults;
mod laws;
mod layers;

use serde_json::{Value, json};

use crate::document::{Document, read};
use crate::lint::{Finding, Layer, Options, OptionsError, Reason, Report, check};
use crate::plan::PlanView;

fn layer(name: &str, settings: &Value) -> Layer {
    Layer {
        name: name.to_owned(),
        settings: read(&settings.to_string()).unwrap_or_else(|error| panic!("{settings}: {error}")),
    }
}

/// Returns a rule about the actions of a plan with these checks.
fn rule(code: &str, then: &Value) -> Value {
    json!({"code": code, "name": "house-rule", "level": "warning", "given": "/actions/*", "then": then,
           "message": "Action {id} breaks a rule of the house.", "help": "Mend it."})
}

/// Returns the options with these layers, on 2026-09-30.
fn options(layers: &[(&str, Value)]) -> Options {
    Options {
        as_of: "2026-09-30".parse().ok(),
        configuration: layers
            .iter()
            .map(|(name, settings)| layer(name, settings))
            .collect(),
        ..Options::default()
    }
}

fn try_report(plan: &Value, options: &Options) -> Result<Report, OptionsError> {
    let document = Document::parse(&plan.to_string()).unwrap();
    check(&PlanView::read(document.root()).unwrap(), None, options)
}

fn report(plan: &Value, options: &Options) -> Report {
    try_report(plan, options).unwrap()
}

/// Returns the report on a plan by one rule of the organisation.
fn judged(plan: &Value, rule: &Value) -> Report {
    report(plan, &options(&[("organisation", json!({"custom": [rule]}))]))
}

/// Returns the findings of the organisation's rules.
fn own(report: &Report) -> Vec<&Finding> {
    let findings = report.findings.iter();
    findings
        .filter(|finding| finding.code.starts_with("ORG-"))
        .collect()
}

fn paths(report: &Report) -> Vec<&str> {
    own(report)
        .into_iter()
        .map(|finding| finding.path.as_str())
        .collect()
}

/// Returns what the rules of the organisation could not judge.
fn unclear(report: &Report) -> Vec<(Reason, &[String])> {
    let entries = report
        .not_evaluated
        .iter()
        .filter(|entry| entry.code.starts_with("ORG-"));
    entries
        .map(|entry| (entry.reason, entry.missing_inputs.as_slice()))
        .collect()
}
