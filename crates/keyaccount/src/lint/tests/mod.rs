//! The linter as a whole: the registry, the pages, the faultless plan and its single faults.

mod actions;
mod borders;
mod configuration;
mod contacts;
mod cycles;
mod dependencies;
mod edits;
mod examples;
mod governance;
mod hygiene;
mod laws;
mod laws_of_documents;
mod life;
mod monotony;
mod nine_steps;
mod objectives;
mod patch;
mod portfolio_balance;
mod portfolio_people;
mod portfolio_selection;
mod promises;
mod registry;
mod resources;
mod reviews;
mod risks;
mod roadmap_score;
mod service_levels;
mod set_aside;
mod small_portfolio;
mod stored_values;
mod targets;
mod team;
mod value_proposition;

#[cfg(feature = "schema")]
mod pages;

use serde_json::{Value, json};

use super::{
    Finding, Options, OptionsError, ParameterValue, RULES, Reason, Report, Severity, Status, check,
    check_portfolio,
};
use crate::document::Document;
use crate::plan::PlanView;
use crate::portfolio::Portfolio;

/// A realistic strategic plan in which no rule finds anything.
const FAULTLESS: &str = include_str!("../examples/faultless.json");

/// The portfolio in which the account of that plan stands; no rule finds anything there either.
const FAULTLESS_PORTFOLIO: &str = include_str!("../examples/faultless-portfolio.json");

fn faultless() -> Value {
    serde_json::from_str(FAULTLESS).unwrap()
}

fn faultless_portfolio() -> Value {
    serde_json::from_str(FAULTLESS_PORTFOLIO).unwrap()
}

fn as_of(date: &str) -> Options {
    Options {
        as_of: Some(date.parse().unwrap()),
        ..Options::default()
    }
}

fn check_text(plan: &str, options: &Options) -> Result<Report, OptionsError> {
    let document = Document::parse(plan).unwrap();
    let view = PlanView::read(document.root()).unwrap();
    check(&view, None, options)
}

fn report(plan: &str, options: &Options) -> Report {
    check_text(plan, options).unwrap()
}

/// Returns the report on a plan whose account stands in a portfolio.
fn report_within(plan: &str, portfolio: &str, options: &Options) -> Report {
    let document = Document::parse(plan).unwrap();
    let view = PlanView::read(document.root()).unwrap();
    let portfolio = Portfolio::read(portfolio).unwrap_or_else(|error| panic!("{error}"));
    check(&view, Some(&portfolio), options).unwrap()
}

/// Returns the report on the portfolio of the faultless plan after a JSON Patch.
fn patched_portfolio(edits: &Value, options: &Options) -> Report {
    let mut portfolio = faultless_portfolio();
    patch::apply(&mut portfolio, edits);
    let portfolio = Portfolio::read(&portfolio.to_string()).unwrap_or_else(|error| panic!("{error}"));
    check_portfolio(&portfolio, options).unwrap()
}

/// Returns the report on the faultless plan after a JSON Patch.
fn patched(edits: &Value, options: &Options) -> Report {
    let mut plan = faultless();
    patch::apply(&mut plan, edits);
    report(&plan.to_string(), options)
}

/// Returns the report on the faultless plan within its portfolio, after a JSON Patch on each.
fn patched_within(plan_edits: &Value, portfolio_edits: &Value, options: &Options) -> Report {
    let (mut plan, mut portfolio) = (faultless(), faultless_portfolio());
    patch::apply(&mut plan, plan_edits);
    patch::apply(&mut portfolio, portfolio_edits);
    report_within(&plan.to_string(), &portfolio.to_string(), options)
}

/// Returns the options of the day on which the faultless plan is judged, with one parameter of a rule set.
fn with_parameter(code: &str, name: &str, value: ParameterValue) -> Options {
    let parameters = [(name.to_owned(), value)].into();
    Options {
        parameters: [(code.to_owned(), parameters)].into(),
        ..as_of("2026-09-30")
    }
}

/// Returns the JSON Patch that writes another value at `path`.
fn replaced(path: &str, value: impl Into<Value>) -> Value {
    json!([{"op": "replace", "path": path, "value": value.into()}])
}

/// Returns the findings of one rule.
fn findings_of<'r>(report: &'r Report, code: &str) -> Vec<&'r Finding> {
    let findings = report.findings.iter();
    findings.filter(|finding| finding.code == code).collect()
}

/// Returns the severities in which a rule finds fault with the faultless plan after a JSON Patch.
fn severities(code: &str, edits: &Value, options: &Options) -> Vec<Severity> {
    let report = patched(edits, options);
    let findings = findings_of(&report, code);
    findings.iter().map(|finding| finding.severity).collect()
}

/// Returns why a rule could not be evaluated, and where.
fn not_evaluated(report: &Report, code: &str) -> Vec<(Reason, Vec<String>)> {
    let entries = report.not_evaluated.iter().filter(|entry| entry.code == code);
    entries
        .map(|entry| (entry.reason, entry.missing_inputs.clone()))
        .collect()
}

/// Returns the codes of the findings that count.
fn codes(report: &Report) -> Vec<&'static str> {
    let active = report
        .findings
        .iter()
        .filter(|finding| finding.status == Status::Active);
    active.map(|finding| known_code(&finding.code)).collect()
}

/// Returns the code of a rule of the library.
fn known_code(code: &str) -> &'static str {
    let known = RULES.iter().find(|rule| rule.code == code);
    known.map_or("not a rule of the library", |rule| rule.code)
}

fn has(report: &Report, code: &str) -> bool {
    codes(report).contains(&code)
}

/// Returns what a rule said, with the severities.
fn said(report: &Report, code: &str) -> Vec<(Severity, String)> {
    let findings = findings_of(report, code).into_iter();
    findings
        .map(|finding| (finding.severity, finding.message.clone()))
        .collect()
}
