//! The rules about single actions, KA-305 and KA-315 to KA-323, on both sides of each border.

use serde_json::{Value, json};

use super::edits::{DAY, add, at_gate, found, remove, today, unjudged};
use super::{patched, with_parameter};
use crate::lint::{Gate, Options, ParameterValue, Reason, Severity};

#[test]
fn ka_305_wants_a_date_for_what_is_open() {
    let undated = |status: &str| {
        let edits = json!([remove("/actions/20/due_on"), add("/actions/20/status", status)]);
        found("KA-305", &edits, &today()).len()
    };
    for status in ["planned", "in_progress", "blocked"] {
        assert_eq!(undated(status), 1, "{status}");
    }
    for status in ["done", "cancelled"] {
        assert_eq!(undated(status), 0, "{status}");
    }
    let standard = json!([remove("/actions/20/due_on"), add("/account/tier", "standard")]);
    assert_eq!(found("KA-305", &standard, &today()), []);
}

#[test]
fn ka_305_stops_a_launch_in_the_first_92_days_only() {
    // The plan begins on 2026-01-01; its 92nd day is 2026-04-02.
    let starting = |start: Value| json!([remove("/actions/20/due_on"), start]);
    let start = |date: &str| starting(add("/actions/20/start_on", date));
    let place = "/actions/20/due_on".to_owned();
    for gate in [Gate::G2Approve, Gate::G2Launch] {
        let first = found("KA-305", &start("2026-04-02"), &at_gate(gate));
        assert_eq!(first, [(place.clone(), Severity::Error)]);
        assert_eq!(found("KA-305", &start("2026-04-03"), &at_gate(gate)), []);
        let unknown = found(
            "KA-305",
            &starting(remove("/actions/20/start_on")),
            &at_gate(gate),
        );
        assert_eq!(unknown, [(place.clone(), Severity::Error)]);
    }
    assert_eq!(
        found("KA-305", &start("2026-04-03"), &today()),
        [(place, Severity::Warning)]
    );
    assert!(
        patched(&start("2026-04-03"), &today()).findings[0]
            .gates
            .is_empty()
    );
    assert_eq!(
        patched(&start("2026-04-02"), &today()).findings[0].gates,
        [Gate::G2Approve, Gate::G2Launch]
    );
}

#[test]
fn ka_315_takes_the_earliest_of_the_objectives() {
    // A27 serves O3, due on 2027-03-31; O11 is due on 2027-05-31.
    let due = |date: &str, more: &[Value]| {
        let mut edits = vec![add("/actions/20/due_on", date)];
        edits.extend_from_slice(more);
        found("KA-315", &Value::from(edits), &today()).len()
    };
    let both = add("/actions/20/serves", json!(["objective:O11", "objective:O3"]));
    assert_eq!(due("2027-03-31", &[]), 0);
    assert_eq!(due("2027-04-01", &[]), 1);
    assert_eq!(due("2027-04-01", std::slice::from_ref(&both)), 1);
    assert_eq!(
        due("2027-06-01", &[both.clone(), add("/objectives/2/status", "met")]),
        1
    );
    assert_eq!(due("2027-05-31", &[both, add("/objectives/2/status", "met")]), 0);
    assert_eq!(due("2027-04-01", &[add("/objectives/2/status", "dropped")]), 0);
    assert_eq!(due("2027-04-01", &[remove("/objectives/2/due_on")]), 0);
    for status in ["done", "cancelled"] {
        assert_eq!(
            due("2027-04-01", &[add("/actions/20/status", status)]),
            0,
            "{status}"
        );
    }
    assert_eq!(due("2027-04-01", &[add("/account/tier", "standard")]), 1);
}

#[test]
fn ka_316_knows_what_lists_an_action() {
    // A31 serves O2 and stands in no list.
    let orphan = |more: &[Value]| {
        let mut edits = vec![add("/actions/24/serves", json!([]))];
        edits.extend_from_slice(more);
        found("KA-316", &Value::from(edits), &today()).len()
    };
    assert_eq!(orphan(&[]), 1);
    assert_eq!(orphan(&[add("/commitments/0/action_ids", json!(["A31"]))]), 0);
    assert_eq!(
        orphan(&[add("/risks/0/mitigation_action_ids", json!(["A31"]))]),
        0
    );
    assert_eq!(
        orphan(&[add("/governance/reviews/0/action_ids", json!(["A31"]))]),
        0
    );
    assert_eq!(orphan(&[add("/own_changes/0/action_ids", json!(["A31"]))]), 0);
    assert_eq!(orphan(&[add("/actions/24/serves", json!(["contact:C1"]))]), 0);
    for status in ["done", "cancelled"] {
        assert_eq!(orphan(&[add("/actions/24/status", status)]), 0, "{status}");
    }
    assert_eq!(orphan(&[add("/account/tier", "incubator")]), 0);
}

/// Returns what KA-318 says about A31 with these fields: the field, the severity and the new percentage of its fix.
fn contradiction(fields: &Value, options: &Options) -> Option<(String, Severity, Option<String>)> {
    let mut action = json!({"id": "A31", "title": "Data link", "serves": ["objective:O2"]});
    action
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    let edits = json!([{"op": "replace", "path": "/actions/24", "value": action}]);
    let report = patched(&edits, options);
    let mut own = report.findings.iter().filter(|finding| finding.code == "KA-318");
    let finding = own.next()?;
    assert_eq!(own.count(), 0, "one finding per action");
    let edits = finding.fixes.first().map(|fix| &fix.edits);
    Some((
        finding.path.trim_start_matches("/actions/24/").to_owned(),
        finding.severity,
        edits.and_then(|edits| Some(edits.last()?.value.as_ref()?.as_str().to_owned())),
    ))
}

#[test]
fn ka_318_knows_each_contradiction() {
    let fix = |percent: &str| Some(percent.to_owned());
    let (percent, error) = ("percent", Severity::Error);
    let cases = [
        (
            json!({"status": "done", "percent": 80}),
            Some((percent, error, fix("100"))),
        ),
        (
            json!({"status": "done", "percent": 99, "done_on": DAY}),
            Some((percent, error, fix("100"))),
        ),
        (json!({"status": "done", "percent": 100, "done_on": DAY}), None),
        (json!({"status": "done", "done_on": DAY}), None),
        (
            json!({"status": "done", "percent": 100}),
            Some(("done_on", error, None)),
        ),
        (
            json!({"status": "in_progress", "percent": 100}),
            Some((percent, error, None)),
        ),
        (json!({"status": "in_progress", "percent": 99}), None),
        (json!({"status": "in_progress", "percent": 0}), None),
        (
            json!({"status": "cancelled", "percent": 100}),
            Some((percent, error, None)),
        ),
        (json!({"status": "cancelled", "percent": 40}), None),
        (
            json!({"status": "planned", "percent": 1}),
            Some((percent, error, fix("0"))),
        ),
        (
            json!({"status": "planned", "percent": 100}),
            Some((percent, error, fix("0"))),
        ),
        (json!({"status": "planned", "percent": 0}), None),
        (
            json!({"status": "blocked", "percent": 40}),
            Some(("blocked_reason", Severity::Warning, None)),
        ),
        (
            json!({"status": "blocked", "blocked_reason": " "}),
            Some(("blocked_reason", Severity::Warning, None)),
        ),
        (
            json!({"status": "blocked", "blocked_reason": "winter stop"}),
            None,
        ),
    ];
    for (fields, expected) in cases {
        let expected = expected.map(|(field, severity, fix)| (field.to_owned(), severity, fix));
        assert_eq!(contradiction(&fields, &today()), expected, "{fields}");
    }
}

#[test]
fn ka_318_wants_evidence_where_it_is_told_to_and_lets_blocked_actions_through_gates() {
    let evident = with_parameter("KA-318", "require_evidence", ParameterValue::Flag(true));
    let done = |evidence: Value| json!({"status": "done", "done_on": DAY, "evidence": evidence});
    let place = contradiction(&done(json!([" "])), &evident).map(|(field, ..)| field);
    assert_eq!(place.as_deref(), Some("evidence"));
    assert_eq!(contradiction(&done(json!(["minutes"])), &evident), None);
    assert_eq!(contradiction(&done(json!([])), &today()), None);
    let severity =
        |fields: &Value, gate| contradiction(fields, &at_gate(gate)).map(|(_, severity, _)| severity);
    for gate in Gate::ALL {
        assert_eq!(
            severity(&json!({"status": "blocked"}), gate),
            Some(Severity::Warning)
        );
        assert_eq!(
            severity(&json!({"status": "planned", "percent": 5}), gate),
            Some(Severity::Error)
        );
    }
}

/// Returns as many open actions as there are names, each with one accountable person, and a done one.
fn held_by(people: &[&str]) -> Value {
    let action = |(number, person): (usize, &&str)| {
        json!({"id": format!("X{number}"), "title": "x", "status": "planned", "due_on": DAY,
               "assignments": [{"person_id": person, "part": "accountable"}, {"person_id": "T1", "part": "responsible"}]})
    };
    let done = json!({"id": "Y", "title": "y", "status": "done", "assignments": [{"person_id": "T1", "part": "accountable"}]});
    let actions: Vec<Value> = people.iter().enumerate().map(action).chain([done]).collect();
    json!([add("/actions", actions)])
}

#[test]
fn ka_321_looks_at_shares_of_at_least_eight() {
    let people = |mine: usize, others: usize| {
        let mut people = vec!["T1"; mine];
        people.extend(vec!["T2"; others]);
        held_by(&people)
    };
    let cases = [
        (6, 4, 0),
        (7, 3, 1),
        (9, 6, 0),
        (7, 0, 0),
        (8, 0, 1),
        (5, 3, 1),
        (0, 0, 0),
    ];
    for (mine, others, expected) in cases {
        let found = found("KA-321", &people(mine, others), &today());
        assert_eq!(found.len(), expected, "{mine} of {}", mine + others);
    }
    let report = patched(&people(9, 1), &today());
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-321")
        .unwrap();
    assert_eq!(
        finding.message,
        "\"Key account manager, food\" is accountable for 9 of 10 open actions; 60 % is the most for one person."
    );
    let mut incubator = people(9, 1);
    incubator
        .as_array_mut()
        .unwrap()
        .push(add("/account/tier", "incubator"));
    assert_eq!(found("KA-321", &incubator, &today()), []);
}

/// Returns edits after which nothing is open but one action and one commitment with these dates.
fn only(action: Option<&str>, commitment: Option<&str>) -> Vec<Value> {
    let mut edits = vec![
        add(
            "/actions",
            json!([{"id": "A1", "title": "x", "status": "planned"}]),
        ),
        add(
            "/commitments",
            json!([{"id": "CM1", "made_by": "us", "text": "x", "status": "open"}]),
        ),
    ];
    for (section, status, date) in [
        ("actions", "cancelled", action),
        ("commitments", "kept", commitment),
    ] {
        edits.push(match date {
            Some(date) => add(&format!("/{section}/0/due_on"), date),
            None => add(&format!("/{section}/0/status"), status),
        });
    }
    edits
}

#[test]
fn ka_323_looks_92_days_ahead() {
    let empty = |action, commitment| found("KA-323", &Value::from(only(action, commitment)), &today()).len();
    assert_eq!(empty(None, None), 1);
    // 2026-12-31 is 92 days ahead.
    for (date, expected) in [("2026-09-29", 1), (DAY, 0), ("2026-12-31", 0), ("2027-01-01", 1)] {
        assert_eq!(empty(Some(date), None), expected, "action due {date}");
        assert_eq!(empty(None, Some(date)), expected, "commitment due {date}");
    }
    let report = patched(
        &Value::from(only(Some("2027-04-30"), Some("2027-02-01"))),
        &today(),
    );
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-323")
        .unwrap();
    assert_eq!(
        finding.message,
        "Nothing that is open is due in the next 92 days; the next date is 2027-02-01."
    );
}

#[test]
fn ka_323_judges_execution_and_the_launch() {
    let state = |state: &str, options: &Options| {
        let mut edits = only(Some("2027-04-30"), None);
        edits.push(add("/account/lifecycle/state", state));
        let found = found("KA-323", &Value::from(edits), options);
        found.first().map(|(_, severity)| *severity)
    };
    assert_eq!(state("execution", &today()), Some(Severity::Warning));
    assert_eq!(state("strategy", &today()), None);
    assert_eq!(state("review", &today()), None);
    assert_eq!(
        state("strategy", &at_gate(Gate::G2Approve)),
        Some(Severity::Error)
    );
    assert_eq!(state("strategy", &at_gate(Gate::G2Launch)), Some(Severity::Error));
    let mut incubator = only(None, None);
    incubator.push(add("/account/tier", "incubator"));
    assert_eq!(found("KA-323", &Value::from(incubator), &today()), []);
}

#[test]
fn ka_323_does_not_guess_when_undated_things_are_due() {
    let mut edits = only(Some("2027-04-30"), Some("2027-04-30"));
    edits.push(remove("/commitments/0/due_on"));
    let edits = Value::from(edits);
    assert_eq!(found("KA-323", &edits, &today()), []);
    let place = vec!["/commitments/0/due_on".to_owned()];
    assert_eq!(
        unjudged("KA-323", &edits, &today()),
        [(Reason::InputMissing, place)]
    );
    let mut dated = only(Some("2026-10-30"), Some("2027-04-30"));
    dated.push(remove("/commitments/0/due_on"));
    assert_eq!(unjudged("KA-323", &Value::from(dated), &today()), []);
}
