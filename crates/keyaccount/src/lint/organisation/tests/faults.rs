//! Rules that make no sense are refused, with the place.

use super::*;
use crate::fault::Fault;

/// Returns the code, the place and the text of the error for a rule after an edit.
fn refusal(edit: impl Fn(&mut Value)) -> (&'static str, String, String) {
    let mut rule = rule("ORG-7", &json!([{"field": "due_on", "check": "present"}]));
    edit(&mut rule);
    let settings = json!({"custom": [rule]});
    let error = try_report(&json!({}), &options(&[("house", settings)])).unwrap_err();
    let path = error.path().replace("/configuration/0/settings/custom/0", "");
    (error.code(), path, error.to_string())
}

#[test]
fn each_fault_names_its_place() {
    let table: Vec<(&str, Value, &str, &str, &str)> = vec![
        (
            "/code",
            json!("KA-900"),
            "organisation_code",
            "/code",
            "the code of an organisation rule must be ORG- and one to six digits (got `KA-900`) (in layer `house`)",
        ),
        (
            "/code",
            json!("ORG-"),
            "organisation_code",
            "/code",
            "the code of an organisation rule must be ORG- and one to six digits (got `ORG-`) (in layer `house`)",
        ),
        (
            "/code",
            json!("ORG-1234567"),
            "organisation_code",
            "/code",
            "the code of an organisation rule must be ORG- and one to six digits (got `ORG-1234567`) (in layer `house`)",
        ),
        (
            "/help",
            json!(" "),
            "blank_text",
            "/help",
            "`help` must say something (in layer `house`)",
        ),
        (
            "/given",
            json!("actions/*"),
            "organisation_place",
            "/given",
            "`given` must be a JSON Pointer, with * for every entry of a list (got `actions/*`) (in layer `house`)",
        ),
        (
            "/given",
            json!("/a".repeat(17)),
            "too_many",
            "/given",
            "there must be at most 16 steps in `given` (got 17) (in layer `house`)",
        ),
        (
            "/then",
            json!([]),
            "no_check",
            "/then",
            "a rule must have at least one check (in layer `house`)",
        ),
        (
            "/then",
            Value::Array(vec![json!({"field": "a", "check": "present"}); 33]),
            "too_many",
            "/then",
            "there must be at most 32 checks in a rule (got 33) (in layer `house`)",
        ),
        (
            "/then/0/field",
            json!("/due_on"),
            "organisation_field",
            "/then/0/field",
            "a field must be the keys that lead to it, with / between them (got `/due_on`) (in layer `house`)",
        ),
        (
            "/then/0/max",
            json!(3),
            "unknown_argument",
            "/then/0/max",
            "check `present` takes no `max` (in layer `house`)",
        ),
        (
            "/then/0/check",
            json!("within_days"),
            "missing_argument",
            "/then/0/check",
            "check `within_days` must have of and max (in layer `house`)",
        ),
        (
            "/then/0",
            json!({"field": "a", "check": "length", "min": 3, "max": 2}),
            "limits_crossed",
            "/then/0/min",
            "`min` must be at most `max` (got 3 above 2) (in layer `house`)",
        ),
        (
            "/then/0",
            json!({"field": "a", "check": "date_after", "of": "/plan/*/start"}),
            "organisation_field",
            "/then/0/of",
            "a field must be the keys that lead to it, with / between them (got `/plan/*/start`) (in layer `house`)",
        ),
        (
            "/then/0",
            json!({"field": "a", "check": "pattern", "pattern": "a".repeat(201)}),
            "too_many",
            "/then/0/pattern",
            "there must be at most 200 characters in a pattern (got 201) (in layer `house`)",
        ),
        (
            "/message",
            json!("Action {} is wrong."),
            "organisation_placeholder",
            "/message",
            "a placeholder must be a field in braces (got `{}`) (in layer `house`)",
        ),
        (
            "/when",
            json!({"field": "a", "equals": 1, "present": true}),
            "organisation_condition",
            "/when/field",
            "a condition must say one of equals, one_of, contains, present and absent (got 2) (in layer `house`)",
        ),
        (
            "/when",
            json!({"field": "a", "present": false}),
            "organisation_condition",
            "/when/field",
            "a condition must say one of equals, one_of, contains, present and absent (got 0) (in layer `house`)",
        ),
    ];
    for (pointer, value, code, path, message) in table {
        let found = refusal(|rule| {
            let (parent, last) = pointer.rsplit_once('/').unwrap();
            match rule.pointer_mut(parent).unwrap() {
                Value::Array(items) => items[last.parse::<usize>().unwrap()] = value.clone(),
                parent => parent[last] = value.clone(),
            }
        });
        assert_eq!(
            (found.0, found.1.as_str(), found.2.as_str()),
            (code, path, message),
            "{pointer} {value}"
        );
    }
}

#[test]
fn a_pattern_must_be_linear_and_small() {
    for pattern in ["(", "(?=a)", r"(a)\1", "((a{100}){100}){100}", "\\p{Greek}"] {
        let (code, path, _) =
            refusal(|rule| rule["then"][0] = json!({"field": "a", "check": "pattern", "pattern": pattern}));
        assert_eq!(
            (code, path.as_str()),
            ("organisation_pattern", "/then/0/pattern"),
            "{pattern}"
        );
    }
}

#[test]
fn a_code_stands_once_in_a_layer_and_there_are_at_most_256() {
    let rules = |codes: std::ops::Range<u32>| -> Value {
        let rule = |code| {
            rule(
                &format!("ORG-{code}"),
                &json!([{"field": "a", "check": "present"}]),
            )
        };
        codes.map(rule).collect()
    };
    let twice = json!([rules(5..6)[0], rules(5..6)[0]]);
    let error = try_report(&json!({}), &options(&[("house", json!({"custom": twice}))])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "each code must stand once in a configuration (got `ORG-5` twice) (in layer `house`)"
    );
    assert_eq!(error.path(), "/configuration/0/settings/custom/1/code");
    let layers = |first, second| {
        options(&[
            ("a", json!({"custom": rules(0..first)})),
            ("b", json!({"custom": rules(200..second)})),
        ])
    };
    assert!(try_report(&json!({}), &layers(200, 256)).is_ok());
    assert!(try_report(&json!({}), &layers(256, 256)).is_ok());
    let error = try_report(&json!({}), &layers(200, 257)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there must be at most 256 organisation rules (got 257) (in layer `b`)"
    );
    assert_eq!(error.path(), "/configuration/1/settings/custom");
}
