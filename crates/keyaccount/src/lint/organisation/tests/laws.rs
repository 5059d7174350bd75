//! Laws: no input breaks a run, rules do not disturb each other, order does not matter.

use proptest::prelude::*;

use super::*;

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-zA-Z0-9 :.-]{0,12}".prop_map(Value::from),
        Just(json!("2026-09-30")),
        Just(json!({"state": "unknown"})),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[abix_]{1,3}", inner, 0..4).prop_map(|members| json!(members)),
        ]
    })
}

/// One rule with every check, about the field `x`.
fn everything() -> Value {
    let checks = json!([
        {"field": "x", "check": "present"}, {"field": "x", "check": "absent"},
        {"field": "x", "check": "one_of", "values": ["a", 1]}, {"field": "x", "check": "pattern", "pattern": "(a*)*b"},
        {"field": "x", "check": "min", "min": 3}, {"field": "x", "check": "max", "max": 3},
        {"field": "x", "check": "length", "max": 3}, {"field": "x", "check": "count", "min": 2},
        {"field": "x", "check": "unique"}, {"field": "x", "check": "ref_exists"},
        {"field": "x", "check": "equals_field", "of": "b"}, {"field": "x", "check": "date_before", "of": "as_of"},
        {"field": "x", "check": "date_after", "of": "/as_of"}, {"field": "x/x", "check": "within_days", "of": "a", "max": 9},
        {"field": "x", "check": "sum_at_most", "max": 10}]);
    let mut rule = rule("ORG-1", &checks);
    rule["given"] = json!("/x_any/*");
    rule["message"] = json!("{id} {x} {x/x}");
    rule
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_value_can_be_judged(values in proptest::collection::vec(value(), 0..6)) {
        let plan = json!({"as_of": "2026-01-01", "x_any": values});
        let report = judged(&plan, &everything());
        for finding in own(&report) {
            prop_assert!(finding.path.starts_with("/x_any"));
            prop_assert!(finding.fingerprint.starts_with("v1:"));
        }
    }

    /// What two rules find together is what each finds alone, and nothing of the library's changes.
    #[test]
    fn rules_do_not_disturb_each_other(texts in proptest::collection::vec("[a-d]{0,3}", 0..6)) {
        let actions: Vec<Value> = texts.iter().enumerate()
            .map(|(at, text)| json!({"id": format!("A{at}"), "title": text, "status": "planned"}))
            .collect();
        let plan = json!({"id": "P1", "actions": actions});
        let short = rule("ORG-1", &json!([{"field": "title", "check": "length", "max": 2}]));
        let same = rule("ORG-2", &json!([{"field": "title", "check": "unique"}]));
        let prints = |rules: &[&Value]| {
            let report = report(&plan, &options(&[("house", json!({"custom": rules}))]));
            let mut prints: Vec<String> = report.findings.iter().map(|finding| finding.fingerprint.clone()).collect();
            prints.sort();
            prints
        };
        let alone = [prints(&[&short]), prints(&[&same])];
        let mut together = prints(&[&same, &short]);
        together.extend(prints(&[]));
        together.sort();
        let mut sum = alone.concat();
        sum.sort();
        prop_assert_eq!(together, sum);
    }

    /// An oracle: which titles of at most four letters have a length outside 2 to 3, by hand.
    #[test]
    fn lengths_are_counted_in_characters(texts in proptest::collection::vec("[aé𝄞]{0,4}", 0..8)) {
        let entries: Vec<Value> = texts.iter().map(|text| json!({"x": text})).collect();
        let mut rule = rule("ORG-1", &json!([{"field": "x", "check": "length", "min": 2, "max": 3}]));
        rule["given"] = json!("/x_any/*");
        let report = judged(&json!({"x_any": entries}), &rule);
        let expected: Vec<String> = texts.iter().enumerate()
            .filter(|(_, text)| matches!(text.chars().count(), 1 | 4))
            .map(|(at, _)| format!("/x_any/{at}/x"))
            .collect();
        prop_assert_eq!(paths(&report), expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn a_pattern_that_would_explode_elsewhere_is_quick() {
    let mut rule = rule(
        "ORG-1",
        &json!([{"field": "x", "check": "pattern", "pattern": "^(a+)+$"}]),
    );
    rule["given"] = json!("/x_any/*");
    let entries = vec![json!({"x": format!("{}!", "a".repeat(5_000))}); 20];
    assert_eq!(paths(&judged(&json!({"x_any": entries}), &rule)).len(), 20);
}
