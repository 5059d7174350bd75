//! Laws of the linter (plan-and-lifecycle note, section 2.16, with the limits of ruling 15).

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{as_of, codes, faultless, patch, report};
use crate::document::Document;
use crate::lint::{Options, Report, check};
use crate::plan::PlanView;

const DAY: &str = "2026-09-30";

/// Faults that can be put into the faultless plan one by one or together.
fn faults() -> Vec<Value> {
    vec![
        json!([{"op": "replace", "path": "/objectives/1/kind", "value": "grwth"}]),
        json!([{"op": "add", "path": "/risks/0/colour", "value": 1}]),
        json!([{"op": "add", "path": "/needs/-", "value": {
            "id": "N1", "kind": "product", "statement": "spare parts", "cause": "a pump stood still",
            "confirmed_on": "2026-07-14", "confirmed_by_id": "C2"}}]),
        json!([{"op": "replace", "path": "/objectives/1/owner_id", "value": "T9"}]),
        json!([{"op": "replace", "path": "/risks/1/raised_on", "value": "2026-09-30"},
               {"op": "add", "path": "/risks/1/closed_on", "value": "2026-09-01"}]),
        json!([{"op": "remove", "path": "/objectives/2/judge_id"}]),
        json!([{"op": "remove", "path": "/objectives/2/due_on"}]),
        json!([{"op": "replace", "path": "/actions/3/assignments", "value": []}]),
        json!([{"op": "add", "path": "/actions/3/depends_on", "value": [{"id": "A4"}]}]),
        json!([{"op": "replace", "path": "/stakeholders/0/roles", "value": []}]),
        json!([{"op": "replace", "path": "/sla/0/metrics/0/targets/0/value", "value": 30}]),
        json!([{"op": "remove", "path": "/risks/0/contingency"}]),
    ]
}

fn with(chosen: &[bool]) -> Value {
    let mut plan = faultless();
    for (edits, _) in faults().iter().zip(chosen).filter(|(_, chosen)| **chosen) {
        patch::apply(&mut plan, edits);
    }
    plan
}

fn fingerprints(report: &Report) -> BTreeSet<String> {
    report
        .findings
        .iter()
        .map(|finding| finding.fingerprint.clone())
        .collect()
}

fn chosen() -> impl Strategy<Value = Vec<bool>> {
    prop::collection::vec(any::<bool>(), faults().len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn each_fault_gives_one_finding_whatever_the_others(chosen in chosen()) {
        let report = report(&with(&chosen).to_string(), &as_of(DAY));
        let expected = chosen.iter().filter(|chosen| **chosen).count();
        prop_assert_eq!(report.findings.len(), expected, "{:#?}", report.findings);
        prop_assert_eq!(fingerprints(&report).len(), expected);
    }

    #[test]
    fn white_space_changes_neither_findings_nor_the_hash(chosen in chosen()) {
        let plan = with(&chosen);
        let compact = report(&plan.to_string(), &as_of(DAY));
        let pretty = report(&serde_json::to_string_pretty(&plan).unwrap(), &as_of(DAY));
        prop_assert_eq!(compact, pretty);
    }

    #[test]
    fn a_finding_points_to_a_place_or_names_the_nearest(chosen in chosen()) {
        let plan = with(&chosen);
        for finding in report(&plan.to_string(), &as_of(DAY)).findings {
            prop_assert!(plan.pointer(&finding.anchor).is_some(), "{}", finding.anchor);
            prop_assert_eq!(plan.pointer(&finding.path).is_some(), finding.exists);
            prop_assert!(finding.path.starts_with(&finding.anchor));
        }
    }

    #[test]
    fn any_json_object_can_be_checked(text in any_json(), date in any::<bool>()) {
        let document = Document::parse(&text).unwrap();
        if let Ok(view) = PlanView::read(document.root()) {
            let options = if date { as_of(DAY) } else { Options::default() };
            let report = check(&view, None, &options).unwrap();
            prop_assert!(codes(&report).contains(&"KA-001"), "no such object is a whole plan");
        }
    }
}

/// Objects that look a little like plans, with values of every kind in every place.
fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "A1",
            "T1",
            "2026-01-01",
            "active",
            "draft",
            "decider",
            "risk:R1",
            "O1"
        ])
        .prop_map(Value::from),
    ];
    let keys = prop::sample::select(vec![
        "id",
        "plan",
        "status",
        "account",
        "tier",
        "objectives",
        "actions",
        "depends_on",
        "assignments",
        "links",
        "team",
        "stakeholders",
        "risks",
        "contingency",
        "sla",
        "metrics",
        "targets",
        "due_on",
        "start_on",
        "roles",
        "x_own",
        "metric",
    ]);
    let value = leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(keys.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    value.prop_map(|value| match value {
        Value::Object(_) => value.to_string(),
        other => {
            json!({"objectives": other.clone(), "actions": other.clone(), "stakeholders": other}).to_string()
        }
    })
}
