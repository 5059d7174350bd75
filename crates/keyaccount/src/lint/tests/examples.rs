//! The faultless plan and its portfolio as documents: readable, large enough, and of one mind.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{FAULTLESS, as_of, faultless};
use crate::document::Document;
use crate::lint::places::nodes_at;
use crate::lint::{Gate, Mode, Options, check};
use crate::plan::PlanView;
use crate::plan::references::ENTITY_PLACES;
use crate::portfolio::Portfolio;

/// The portfolio in which the account of the faultless plan lives.
const PORTFOLIO: &str = include_str!("../examples/faultless-portfolio.json");

const DAY: &str = "2026-09-30";

fn portfolio() -> Value {
    serde_json::from_str(PORTFOLIO).unwrap()
}

#[test]
fn the_faultless_plan_can_be_read_to_the_last_field() {
    let document = Document::parse(FAULTLESS).unwrap();
    let view = PlanView::read(document.root()).unwrap();
    assert_eq!(view.problems, []);
    assert_eq!(view.incomplete, []);
    let with_id = |place: &str| {
        let entities = nodes_at(document.root(), place);
        let named = entities.iter().filter(|entity| entity.get("id").is_some());
        named.count()
    };
    let entities: usize = ENTITY_PLACES.iter().map(|entity| with_id(entity.place)).sum();
    assert!(entities >= 140, "{entities} entities");
}

#[test]
fn the_faultless_plan_has_entities_of_every_kind_that_a_plan_alone_holds() {
    let document = Document::parse(FAULTLESS).unwrap();
    for entity in ENTITY_PLACES {
        // Agreements of the account are those that no plan promises; this plan promises all of them.
        let elsewhere = entity.place.starts_with("/account/agreements");
        assert!(
            elsewhere || !nodes_at(document.root(), entity.place).is_empty(),
            "{}",
            entity.place
        );
    }
}

#[test]
fn the_portfolio_has_no_fault() {
    let portfolio: Portfolio = crate::document::read(PORTFOLIO).unwrap();
    assert_eq!(portfolio.faults(), []);
    assert_eq!(portfolio.as_of.map(|date| date.to_string()).as_deref(), Some(DAY));
}

#[test]
fn the_portfolio_holds_the_faultless_plan_as_it_is() {
    assert_eq!(portfolio()["plans"][0], faultless());
}

#[test]
fn plan_and_portfolio_say_the_same_about_the_account() {
    let (plan, portfolio) = (faultless(), portfolio());
    let accounts = portfolio["accounts"].as_array().unwrap();
    let account = accounts
        .iter()
        .find(|account| account["id"] == plan["account"]["id"])
        .unwrap();
    for (key, value) in plan["account"].as_object().unwrap() {
        if let Some(other) = account.get(key) {
            assert_eq!(value, other, "{key}");
        }
    }
}

#[test]
fn every_plan_of_the_portfolio_is_clean_in_it() {
    let portfolio = Portfolio::read(PORTFOLIO).unwrap();
    let modes = || {
        [Mode::Editor, Mode::Ci]
            .into_iter()
            .chain(Gate::ALL.map(Mode::Gate))
    };
    for plan in &portfolio.plans {
        let document = Document::parse(plan.as_str()).unwrap();
        let view = PlanView::read(document.root()).unwrap();
        for mode in modes() {
            let options = Options { mode, ..as_of(DAY) };
            let report = check(&view, Some(&portfolio), &options).unwrap();
            assert_eq!(report.findings, [], "{mode}");
            assert_eq!(report.not_evaluated, [], "{mode}");
        }
    }
}

/// For each example plan the codes that are found in it.
const EXAMPLE_FINDINGS: &str = include_str!("example_findings.json");

#[test]
fn the_example_plans_have_exactly_the_findings_that_are_listed_beside_them() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/examples/plans");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
    let expected: BTreeMap<String, BTreeSet<String>> = serde_json::from_str(EXAMPLE_FINDINGS).unwrap();
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let plans = files.filter(|name| name != "README.md");
    assert_eq!(
        plans.collect::<BTreeSet<_>>(),
        expected.keys().cloned().collect::<BTreeSet<_>>()
    );
    for (name, expected) in expected {
        let text = read(&name);
        let document = Document::parse(&text).unwrap();
        let view = PlanView::read(document.root()).unwrap();
        let options = Options {
            as_of: view.plan.as_of,
            ..Options::default()
        };
        let report = check(&view, None, &options).unwrap();
        let found: BTreeSet<&str> = report
            .findings
            .iter()
            .map(|finding| finding.code.as_ref())
            .collect();
        let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
        assert_eq!(found, expected, "{name}: {:#?}", report.findings);
    }
}
