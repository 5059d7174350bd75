//! Stored documents of every version: what was written once is read for ever.

use keyaccount::document::Document;
use keyaccount::plan::{Plan, PlanView};
use keyaccount::portfolio::Portfolio;
use keyaccount::stakeholder::{BuyingRole, Level};

const PLAN_1: &str = include_str!("documents/plan-1.json");
const PORTFOLIO_1: &str = include_str!("documents/portfolio-1.json");

#[test]
fn the_stored_plan_is_read_without_a_fault() {
    let document = Document::parse(PLAN_1).unwrap();
    let view = PlanView::read(document.root()).unwrap();
    assert_eq!(view.problems, []);
    assert_eq!(view.incomplete, []);

    // What was typed, digit for digit.
    let plan = &view.plan;
    let annual_value = plan.account.annual_value.value().unwrap();
    assert_eq!(annual_value.to_string(), "1250000.10 EUR");
    assert_eq!(plan.plan.period.as_ref().unwrap().period().unwrap().months(), 36);
    let baseline = plan.objectives[0].baseline.as_ref().unwrap();
    assert_eq!(baseline.value.unwrap().get().to_string(), "12");
    assert_eq!(plan.risks[0].rated_score(), Some(15));

    // Old words mean the new ones.
    let former = &plan.stakeholders[1];
    assert_eq!(former.level.value(), Some(&Level::CSuite));
    assert_eq!(
        (former.power_rating(), former.stance_value()),
        (Some(4), Some(-1))
    );
    assert!(former.roles.contains(&BuyingRole::Decider) && former.roles.contains(&BuyingRole::Buyer));

    let again: Plan = keyaccount::document::read(&serde_json::to_string(plan).unwrap()).unwrap();
    assert_eq!(again, view.plan);
}

#[test]
fn the_stored_portfolio_is_read_and_keeps_the_bytes_of_its_plans() {
    let portfolio = Portfolio::read(PORTFOLIO_1).unwrap();
    assert_eq!(portfolio.accounts.len(), 2);
    let plan = r#"{"schema": "keyaccount/plan/1", "id": "PL1",   "account": {"id": "A1"}, "share": 0.40}"#;
    assert_eq!(portfolio.plans[0].as_str(), plan);
    let text = serde_json::to_string(&portfolio).unwrap();
    assert!(text.contains(plan));
    assert_eq!(Portfolio::read(&text).unwrap(), portfolio);
}

/// The stored plan says something in every section, so that no section can change its form unnoticed.
#[cfg(feature = "schema")]
#[test]
fn the_stored_plan_has_every_section() {
    let document = Document::parse(PLAN_1).unwrap();
    let schema = schemars::schema_for!(Plan).to_value();
    let sections = schema["properties"].as_object().unwrap();
    assert!(sections.len() > 30);
    for section in sections.keys() {
        assert!(document.root().get(section).is_some(), "{section}");
    }
}
