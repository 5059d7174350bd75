//! Each check at its border.

use super::*;
use crate::lint::{Measure, Nature, Severity};

/// What a check says about a value.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    Holds,
    Fails,
    Unclear,
}
use Said::{Fails, Holds, Unclear};

/// Returns what a check of the field `x_v` says where it has this value; the entry has more fields to compare with.
fn said(check: &Value, value: &Value) -> Said {
    let mut check = check.clone();
    check["field"] = json!("x_v");
    let mut action = json!({"id": "A1", "x_other": "2026-09-30", "x_word": "gold", "x_list": [1]});
    if !value.is_null() {
        action["x_v"] = value.clone();
    }
    let plan = json!({"id": "P1", "plan": {"period": {"start": "2026-01-01", "end": "2026-12-31"}},
                      "team": [{"id": "T1"}], "needs": [{"id": "N1"}], "actions": [action]});
    let report = judged(&plan, &rule("ORG-1", &json!([check])));
    match (own(&report).len(), unclear(&report).len()) {
        (0, 0) => Holds,
        (1, 0) => Fails,
        (0, 1) => Unclear,
        other => panic!("{other:?}: {check}"),
    }
}

/// A check, and what it says about values.
type Cases = Vec<(Value, Vec<(Value, Said)>)>;

fn assert_said(cases: Cases) {
    for (check, cases) in cases {
        for (value, expected) in cases {
            assert_eq!(said(&check, &value), expected, "{check} of {value}");
        }
    }
}

#[test]
fn presence_and_words_at_their_borders() {
    let absent = Value::Null;
    assert_said(vec![
        (
            json!({"check": "present"}),
            vec![
                (absent.clone(), Fails),
                (json!(" "), Fails),
                (json!([]), Fails),
                (json!({}), Fails),
                (json!({"state": "unknown"}), Fails),
                (json!({"state": "not_applicable"}), Holds),
                (json!({"state": "unknown", "more": 1}), Holds),
                (json!(false), Holds),
                (json!(0), Holds),
                (json!("x"), Holds),
            ],
        ),
        (
            json!({"check": "absent"}),
            vec![
                (absent.clone(), Holds),
                (json!(" "), Holds),
                (json!(0), Fails),
                (json!("x"), Fails),
            ],
        ),
        (
            json!({"check": "one_of", "values": ["gold", 1, true]}),
            vec![
                (absent.clone(), Holds),
                (json!("gold"), Holds),
                (json!("Gold"), Fails),
                (json!("1"), Fails),
                (json!(1.0), Holds),
                (json!(true), Holds),
                (json!(["gold", 1]), Holds),
                (json!(["gold", 2]), Fails),
                (json!({"a": 1}), Unclear),
                (json!({"state": "unknown"}), Holds),
            ],
        ),
        (
            json!({"check": "pattern", "pattern": "^CC-\\d{4}$"}),
            vec![
                (absent.clone(), Holds),
                (json!("CC-1234"), Holds),
                (json!("CC-12345"), Fails),
                (json!("x CC-1234"), Fails),
                (json!(1234), Unclear),
                (json!("x".repeat(10_000)), Fails),
                (json!("x".repeat(10_001)), Unclear),
            ],
        ),
    ]);
}

#[test]
fn numbers_and_lengths_at_their_borders() {
    let absent = Value::Null;
    assert_said(vec![
        (
            json!({"check": "min", "min": "0.1"}),
            vec![
                (absent.clone(), Holds),
                (json!(0.1), Holds),
                (json!("0.10"), Holds),
                (json!(0.09), Fails),
                (json!("soon"), Unclear),
                (json!([1]), Unclear),
            ],
        ),
        (
            json!({"check": "max", "max": 5}),
            vec![
                (json!(5), Holds),
                (json!(5.000_001), Fails),
                (json!(-9), Holds),
                (json!(true), Unclear),
            ],
        ),
        (
            json!({"check": "length", "min": 2, "max": 3}),
            vec![
                (absent.clone(), Holds),
                (json!("é"), Fails),
                (json!("éé"), Holds),
                (json!("ééé"), Holds),
                (json!("éééé"), Fails),
                (json!(22), Unclear),
            ],
        ),
        (
            json!({"check": "count", "min": 1, "max": 2}),
            vec![
                (absent.clone(), Holds),
                (json!([]), Fails),
                (json!([1]), Holds),
                (json!([1, 2, 3]), Fails),
                (json!("x"), Unclear),
            ],
        ),
    ]);
}

#[test]
fn ids_and_other_fields_at_their_borders() {
    let absent = Value::Null;
    assert_said(vec![
        (
            json!({"check": "ref_exists", "kind": "member"}),
            vec![
                (absent.clone(), Holds),
                (json!("T1"), Holds),
                (json!("member:T1"), Holds),
                (json!("N1"), Fails),
                (json!("need:N1"), Fails),
                (json!(["T1", "T2"]), Fails),
                (json!([1]), Unclear),
            ],
        ),
        (
            json!({"check": "ref_exists"}),
            vec![
                (json!("N1"), Holds),
                (json!("need:N1"), Holds),
                (json!("need:T1"), Fails),
                (json!("X9"), Fails),
            ],
        ),
        (
            json!({"check": "equals_field", "of": "x_word"}),
            vec![
                (absent.clone(), Holds),
                (json!("gold"), Holds),
                (json!("silver"), Fails),
                (json!([1]), Unclear),
            ],
        ),
        (
            json!({"check": "equals_field", "of": "x_none"}),
            vec![(json!("gold"), Holds)],
        ),
        (
            json!({"check": "equals_field", "of": "x_list"}),
            vec![(json!("gold"), Unclear)],
        ),
        (
            json!({"check": "equals_field", "of": "/plan/period/end"}),
            vec![(json!("2026-12-31"), Holds), (json!("2026-12-30"), Fails)],
        ),
    ]);
}

#[test]
fn days_at_their_borders() {
    let absent = Value::Null;
    assert_said(vec![
        (
            json!({"check": "date_before", "of": "x_other"}),
            vec![
                (absent.clone(), Holds),
                (json!("2026-09-29"), Holds),
                (json!("2026-09-30"), Fails),
                (json!("soon"), Unclear),
            ],
        ),
        (
            json!({"check": "date_before", "of": "x_word"}),
            vec![(json!("2026-09-29"), Unclear)],
        ),
        (
            json!({"check": "date_after", "of": "/plan/period/start"}),
            vec![(json!("2026-01-02"), Holds), (json!("2026-01-01"), Fails)],
        ),
        // 180 days after 2026-09-30 is 2027-03-29, 180 before is 2026-04-03.
        (
            json!({"check": "within_days", "of": "as_of", "max": 180}),
            vec![
                (absent.clone(), Holds),
                (json!("2027-03-29"), Holds),
                (json!("2027-03-30"), Fails),
                (json!("2026-04-03"), Holds),
                (json!("2026-04-02"), Fails),
            ],
        ),
        (
            json!({"check": "within_days", "of": "x_other", "min": 0, "max": 1}),
            vec![
                (json!("2026-09-29"), Fails),
                (json!("2026-09-30"), Holds),
                (json!("2026-10-01"), Holds),
                (json!("2026-10-02"), Fails),
            ],
        ),
    ]);
}

#[test]
fn a_value_that_stands_twice_is_told_at_the_second() {
    let plan = json!({"actions": [{"id": "A1", "x_no": 7}, {"id": "A2"}, {"id": "A3", "x_no": 7.0}, {"id": "A4", "x_no": "7"},
                                  {"id": "A5", "x_no": [1]}]});
    let report = judged(
        &plan,
        &rule("ORG-1", &json!([{"field": "x_no", "check": "unique"}])),
    );
    assert_eq!(paths(&report), ["/actions/2/x_no"]);
    let finding = own(&report)[0];
    assert_eq!(finding.message, "Action A3 breaks a rule of the house.");
    assert_eq!(finding.related[0].path, "/actions/0/x_no");
    assert_eq!(
        unclear(&report),
        [(Reason::InputUnreadable, ["/actions/4/x_no".to_owned()].as_slice())]
    );
}

#[test]
fn a_sum_is_exact_and_is_judged_as_a_whole() {
    let plan = |last: &str| {
        json!({"actions": [{"id": "A1", "cost": {"amount": "0.1", "currency": "EUR"}},
                           {"id": "A2", "cost": {"amount": 0.2, "currency": "EUR"}}, {"id": "A3"},
                           {"id": "A4", "cost": {"amount": last, "currency": "EUR"}}]})
    };
    let rule = rule(
        "ORG-1",
        &json!([{"field": "cost/amount", "check": "sum_at_most", "max": 0.3}]),
    );
    assert_eq!(paths(&judged(&plan("0.0"), &rule)), [""; 0]);
    let report = judged(&plan("0.001"), &rule);
    assert_eq!(paths(&report), ["/actions"]);
    assert_eq!(
        own(&report)[0].observed,
        Some(Measure {
            value: 0.301.into(),
            unit: None
        })
    );
    assert_eq!(
        own(&report)[0].message,
        "Action (not stated) breaks a rule of the house."
    );
    let unreadable = judged(&plan("much"), &rule);
    assert_eq!(paths(&unreadable), [""; 0]);
    assert_eq!(
        unclear(&unreadable),
        [(
            Reason::InputUnreadable,
            ["/actions/3/cost/amount".to_owned()].as_slice()
        )]
    );
}

#[test]
fn a_condition_chooses_the_entries() {
    let plan = json!({"actions": [
        {"id": "A1", "status": "planned", "tags": ["gxp", "pilot"]}, {"id": "A2", "status": "done", "tags": []},
        {"id": "A3", "title": "gxp audit"}, {"id": "A4", "status": "blocked", "tags": ["GXP"]}]});
    let chosen = |condition: Value| {
        let mut rule = rule("ORG-1", &json!([{"field": "x_owner", "check": "present"}]));
        rule["when"] = condition;
        let report = judged(&plan, &rule);
        let ids = own(&report)
            .into_iter()
            .map(|finding| finding.entity.as_ref().unwrap().id.clone());
        ids.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(chosen(json!({"field": "status", "equals": "done"})), "A2");
    assert_eq!(
        chosen(json!({"field": "status", "one_of": ["done", "blocked"]})),
        "A2 A4"
    );
    assert_eq!(chosen(json!({"field": "tags", "contains": "gxp"})), "A1");
    assert_eq!(chosen(json!({"field": "title", "contains": "gxp"})), "A3");
    assert_eq!(chosen(json!({"field": "status", "present": true})), "A1 A2 A4");
    assert_eq!(chosen(json!({"field": "tags", "absent": true})), "A2 A3");
}

#[test]
fn the_finding_has_the_shape_of_any_other() {
    let plan = json!({"id": "P1", "actions": [{"id": "A1", "title": "Validate", "status": "planned", "tags": ["gxp"],
                                                "due_on": "2027-06-01"}]});
    let mut rule = rule(
        "ORG-012",
        &json!([{"field": "x_quality_owner_id", "check": "present"},
                {"field": "due_on", "check": "within_days", "of": "as_of", "max": 180}]),
    );
    rule["when"] = json!({"field": "tags", "contains": "gxp"});
    let report = judged(&plan, &rule);
    let found: Vec<_> = own(&report)
        .into_iter()
        .map(|finding| {
            (
                finding.path.as_str(),
                finding.exists,
                finding.nature,
                finding.message_id.as_str(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (
                "/actions/0/x_quality_owner_id",
                false,
                Nature::Missing,
                "ORG-012.present"
            ),
            ("/actions/0/due_on", true, Nature::Risky, "ORG-012.within_days"),
        ]
    );
    let late = own(&report)[1];
    // From 2026-09-30 to 2027-06-01: 31 + 30 + 31 + 31 + 28 + 31 + 30 + 31 + 1 = 244.
    assert_eq!(
        late.observed.as_ref().map(|measure| &measure.value),
        Some(&244.0.into())
    );
    assert_eq!(
        late.expected.as_ref().map(|limit| (limit.op, limit.unit)),
        Some(("<=", Some("days")))
    );
    assert_eq!(
        (late.severity, late.anchor.as_str()),
        (Severity::Warning, "/actions/0/due_on")
    );
    assert_eq!(
        late.entity
            .as_ref()
            .map(|entity| (entity.kind, entity.id.as_str())),
        Some(("action", "A1"))
    );
    assert!(late.fingerprint.starts_with("v1:") && !late.content_hash.is_empty());
    assert!(report.rules_run.iter().any(|run| run.code == "ORG-012"));
    // In a draft what is missing is shown as info, as with any rule.
    assert_eq!(own(&report)[0].severity, Severity::Info);
}

#[test]
fn places_of_ones_own_and_the_plan_as_a_whole_are_judged_too() {
    let plan =
        json!({"id": "P1", "x_projects": [{"id": "Q2", "phase": "x"}, {"id": "Q1"}, {"name": "no id"}, {}]});
    let mut projects = rule("ORG-1", &json!([{"field": "sponsor", "check": "present"}]));
    projects["given"] = json!("/x_projects/*");
    let report = judged(&plan, &projects);
    assert_eq!(paths(&report).len(), 4);
    let mut prints: Vec<_> = own(&report)
        .into_iter()
        .map(|finding| &finding.fingerprint)
        .collect();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), 4);
    let mut whole = rule(
        "ORG-2",
        &json!([{"field": "x_region", "check": "one_of", "values": ["north"]}]),
    );
    whole["given"] = json!("");
    let mut plan = plan;
    plan["x_region"] = json!("south");
    assert_eq!(paths(&judged(&plan, &whole)), ["/x_region"]);
}

#[test]
fn without_a_day_a_rule_about_days_is_listed() {
    let rule = rule(
        "ORG-1",
        &json!([{"field": "due_on", "check": "date_after", "of": "as_of"}, {"field": "x_owner", "check": "present"}]),
    );
    let without_day = Options {
        as_of: None,
        ..options(&[("organisation", json!({"custom": [rule]}))])
    };
    let report = report(
        &json!({"actions": [{"id": "A1", "due_on": "2020-01-01"}]}),
        &without_day,
    );
    assert_eq!(paths(&report), [""; 0]);
    assert_eq!(unclear(&report), [(Reason::EvaluationDateMissing, [].as_slice())]);
    assert!(!report.rules_run.iter().any(|run| run.code == "ORG-1"));
}
