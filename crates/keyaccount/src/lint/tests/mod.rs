//! The linter as a whole: the registry, the pages, the faultless plan and its single faults.

mod borders;
mod configuration;
mod cycles;
mod examples;
mod laws;
mod patch;
mod registry;
mod set_aside;

#[cfg(feature = "schema")]
mod pages;

use serde_json::Value;

use super::{Options, OptionsError, Report, Status, check};
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

/// Returns the report on the faultless plan after a JSON Patch.
fn patched(edits: &Value, options: &Options) -> Report {
    let mut plan = faultless();
    patch::apply(&mut plan, edits);
    report(&plan.to_string(), options)
}

/// Returns the codes of the findings that count.
fn codes(report: &Report) -> Vec<&'static str> {
    let active = report
        .findings
        .iter()
        .filter(|finding| finding.status == Status::Active);
    active.map(|finding| finding.code).collect()
}
