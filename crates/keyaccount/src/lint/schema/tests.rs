//! The schema of a configuration and its reader are of one mind.

mod validator;

use serde_json::{Value, json};

use self::validator::{complaints, references};
use super::*;
use crate::account::Tier;
use crate::document::{Document, read};
use crate::lint::{Layer, Options, check};
use crate::plan::PlanView;

/// The configuration that the documentation shows.
const EXAMPLE: &str = include_str!("../../../../../docs/examples/configuration/keyaccount.toml");

fn example() -> Value {
    let table: toml::Table = EXAMPLE.parse().unwrap();
    serde_json::to_value(table).unwrap()
}

/// Returns what the reader says: nothing where it takes the configuration.
fn refusal(configuration: &Value) -> Option<String> {
    let settings = match read(&configuration.to_string()) {
        Ok(settings) => settings,
        Err(error) => return Some(error.to_string()),
    };
    let layer = Layer {
        name: "organisation".to_owned(),
        settings,
    };
    let options = Options {
        configuration: vec![layer],
        ..Options::default()
    };
    let plan = Document::parse("{}").unwrap();
    let view = PlanView::read(plan.root()).unwrap();
    check(&view, None, &options).err().map(|error| error.to_string())
}

#[test]
fn the_documented_example_reads_and_validates() {
    assert_eq!(refusal(&example()), None);
    assert_eq!(complaints(&configuration_schema(), &example()), [""; 0]);
}

/// The same configuration in the other notation.
#[test]
fn the_example_has_the_same_shape_in_json() {
    let twin = json!({
        "schema": 1, "ruleset": "2026.1", "extends": ["keyaccount:recommended"], "fail_on": "error", "preview": false,
        "select": {"enable": ["KA-110"], "disable": ["KA-105"]},
        "rules": {
            "KA-2": {"level": "warning"}, "KA-205": {"level": "error"},
            "KA-652": {"level": "error", "standard_response_hours": 24, "key_response_hours": 8},
            "KA-112": {"min_score": 0.85, "locked": true}, "KA-004": {"extend_external_prefixes": ["erp:"]},
            "ORG-013": {"level": "hint"}},
        "tier": {"strategic": {"rules": {"KA-401": {"live_days": 90}}}},
        "state": {"strategy": {"rules": {"KA-7": {"level": "info"}}}},
        "orientation": {"supplier": {"rules": {"KA-702": {"supplier_categories": ["supply", "delivery"]}}}},
        "mode": {"editor": {"severity": {"missing": "info"}}},
        "calendar": {"weekend": ["sat", "sun"],
                     "holidays": ["2026-12-25", "2027-01-01"]},
        "baseline": {"file": "plan-baseline.json", "strict": true, "on_change": "keep_unless_worse"},
        "suppressions": {"min_reason_chars": 20, "max_days": 120},
        "custom": [
            {"code": "ORG-012", "name": "gxp-owner-missing", "level": "warning", "given": "/actions/*",
             "when": {"field": "tags", "contains": "gxp"},
             "then": [{"field": "x_quality_owner_id", "check": "present"},
                      {"field": "x_quality_owner_id", "check": "ref_exists", "kind": "member"},
                      {"field": "due_on", "check": "within_days", "of": "as_of", "max": 180}],
             "message": "Action {id} touches GxP and breaks the rule for such work: a quality owner of the team, done within 180 days.",
             "help": "Name the responsible quality person, or plan the work nearer."},
            {"code": "ORG-013", "name": "cost-centre-unclear", "level": "info", "nature": "invalid",
             "given": "/resources/lines/*",
             "then": [{"field": "x_cost_centre", "check": "pattern", "pattern": "^CC-[0-9]{4}$"}],
             "message": "The cost centre {x_cost_centre} of a resource line is none of ours.",
             "help": "Write CC- and the four digits of the cost centre."}]});
    assert_eq!(example(), twin);
}

#[test]
fn what_the_reader_refuses_the_schema_refuses_too() {
    let schema = configuration_schema();
    for near_miss in [
        json!({"schema": 2}),
        json!({"ruleset": "2025.1"}),
        json!({"rule": {}}),
        json!({"fail_on": "forbid"}),
        json!({"rules": {"KA-999": {"level": "error"}}}),
        json!({"rules": {"KA-88": {"level": "error"}}}),
        json!({"rules": {"KA-6": {"level": "error", "locked": true}}}),
        json!({"rules": {"KA-652": {"level": "fatal"}}}),
        json!({"rules": {"KA-652": {"key_response_days": 1}}}),
        json!({"rules": {"KA-652": {"key_response_hours": "8"}}}),
        json!({"rules": {"KA-112": {"weights": [1, 1]}}}),
        json!({"rules": {"KA-702": {"categories": ["defect"]}}}),
        json!({"rules": {"KA-702": {"extend_categories": "defection"}}}),
        json!({"rules": {"KA-091": {"expiry_required_from": "never"}}}),
        json!({"rules": {"KA-001": {"level": "warning"}}}),
        json!({"select": {"enable": ["KA-9999"]}}),
        json!({"tier": {"gold": {"rules": {}}}}),
        json!({"tier": {"key": {"KA-205": {}}}}),
        json!({"orientation": {"partner": {}}}),
        json!({"state": {"running": {}}}),
        json!({"mode": {"gate": {}}}),
        json!({"mode": {"ci": {"severity": {"absent": "info"}}}}),
        json!({"calendar": {"weekend": ["saturday"]}}),
        json!({"baseline": {"on_change": "ignore"}}),
        json!({"suppressions": {"max_days": -1}}),
        json!({"custom": [{"code": "KA-900", "name": "n", "level": "error", "given": "", "then": [{"field": "a", "check": "present"}],
                           "message": "m", "help": "h"}]}),
        json!({"custom": [{"code": "ORG-1", "name": "n", "level": "error", "given": "", "then": [{"field": "a", "check": "exists"}],
                           "message": "m", "help": "h"}]}),
        json!({"custom": [{"code": "ORG-1", "name": "n", "level": "error", "given": "", "then": []}]}),
    ] {
        assert!(refusal(&near_miss).is_some(), "the reader takes {near_miss}");
        assert!(
            !complaints(&schema, &near_miss).is_empty(),
            "the schema takes {near_miss}"
        );
    }
}

#[test]
fn what_the_reader_takes_the_schema_takes_too() {
    let schema = configuration_schema();
    for configuration in [
        json!({}),
        json!({"x_note": "ours"}),
        json!({"rules": {"KA-": {"level": "hint"}}}),
        json!({"rules": {"KA-001": {"level": "forbid"}}}),
        json!({"rules": {"KA-112": {"weights": [1, 1, 1, 1, 1, 2, 1, 1, 1.5]}}}),
    ] {
        assert_eq!(refusal(&configuration), None, "{configuration}");
        assert_eq!(complaints(&schema, &configuration), [""; 0], "{configuration}");
    }
    // Every rule with every parameter at its default.
    for rule in RULES {
        let parameters = rule.parameters.iter();
        let values = parameters.filter_map(|parameter| {
            let value = parameter.default.value(Some(Tier::Key))?;
            Some((parameter.name.to_owned(), json!(value)))
        });
        let mut setting: Map<String, Value> = values.collect();
        setting.insert("locked".to_owned(), json!(true));
        let configuration = json!({"rules": {rule.code: setting}});
        assert_eq!(refusal(&configuration), None, "{configuration}");
        assert_eq!(complaints(&schema, &configuration), [""; 0], "{configuration}");
    }
}

#[test]
fn every_rule_is_there_with_its_parameters() {
    let schema = configuration_schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    for reference in references(&schema) {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(schema.pointer(pointer).is_some(), "{reference}");
    }
    for rule in RULES {
        let own = &schema["$defs"][rule.code];
        assert_eq!(own["title"], rule.name);
        for parameter in rule.parameters {
            let description = own["properties"][parameter.name]["description"].as_str().unwrap();
            assert!(
                description.ends_with(&format!("Source: {}.", parameter.source)),
                "{description}"
            );
        }
    }
    let days = schema["$defs"]["KA-401"]["properties"]["live_days"]["description"]
        .as_str()
        .unwrap();
    assert!(days.contains("(unit: days)"), "{days}");
}
