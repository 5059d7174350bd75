//! The rules about the nine steps of a plan (KA-101 to KA-116) at their borders.

use serde_json::{Value, json};

use super::{
    as_of, findings_of, not_evaluated, patched, patched_within, replaced, severities, with_parameter,
};
use crate::lint::{Applicability, Edit, Gate, Level, Mode, Options, ParameterValue, Reason, Severity};
use crate::quantity::Date;

const DAY: &str = "2026-09-30";

fn on_day() -> Options {
    as_of(DAY)
}

fn at(gate: Gate) -> Options {
    Options {
        mode: Mode::Gate(gate),
        ..on_day()
    }
}

/// Returns one patch out of several.
fn all(patches: &[Value]) -> Value {
    patches
        .iter()
        .flat_map(|patch| patch.as_array().unwrap().clone())
        .collect()
}

fn removed(path: &str) -> Value {
    json!([{"op": "remove", "path": path}])
}

fn state(state: &str, plan_status: &str) -> Value {
    json!([{"op": "replace", "path": "/account/lifecycle/state", "value": state},
           {"op": "replace", "path": "/plan/status", "value": plan_status}])
}

#[test]
fn a_profile_is_complete_when_every_field_is_answered() {
    let cases = [
        ("/account/size", json!({"band": "large"}), 0),
        ("/account/size", json!({}), 1),
        ("/account/size", json!({"state": "not_applicable"}), 0),
        ("/account/industry", json!(" "), 1),
        ("/account/industry", json!({"state": "unknown"}), 1),
        ("/account/locations", json!([]), 1),
        ("/account/locations", json!([" "]), 1),
        ("/account/locations", json!(["Zwolle"]), 0),
    ];
    for (path, value, expected) in cases {
        let found = severities("KA-101", &replaced(path, value.clone()), &on_day());
        assert_eq!(found, vec![Severity::Warning; expected], "{path} {value}");
    }
    let edits = all(&[removed("/account/size"), removed("/account/locations")]);
    let report = patched(&edits, &on_day());
    let finding = findings_of(&report, "KA-101")[0];
    assert_eq!(
        finding.message,
        "The profile of \"Halvorn Dairy Group\" lacks size, locations."
    );
    assert_eq!(
        (finding.path.as_str(), finding.related.len()),
        ("/account/size", 1)
    );
    let report = patched_within(&edits, &json!([]), &on_day());
    assert_eq!(findings_of(&report, "KA-101").len(), 0, "the portfolio says it");
    let fewer = ParameterValue::Texts(vec!["industry".to_owned()]);
    let options = with_parameter("KA-101", "required_profile_fields", fewer);
    assert_eq!(severities("KA-101", &edits, &options), []);
}

#[test]
fn a_timeline_needs_a_date_and_a_text() {
    let cases = [
        (json!([{"date": "2014-03-01", "text": "first pilot line"}]), 0),
        (json!([{"date": "2014-03-01"}]), 1),
        (json!([{"text": "first pilot line"}]), 1),
        (json!([]), 1),
    ];
    for (milestones, expected) in cases {
        let found = severities(
            "KA-102",
            &replaced("/account/milestones", milestones.clone()),
            &on_day(),
        );
        assert_eq!(found, vec![Severity::Info; expected], "{milestones}");
    }
}

#[test]
fn no_need_at_all_is_an_error_and_one_kind_alone_a_warning() {
    let none = replaced("/needs", json!([]));
    assert_eq!(severities("KA-103", &none, &on_day()), [Severity::Error]);
    let in_state = |name: &str, status: &str| {
        severities("KA-103", &all(&[none.clone(), state(name, status)]), &on_day())
    };
    assert_eq!(in_state("strategy", "draft"), [Severity::Info]);
    assert_eq!(in_state("strategy", "in_review"), [Severity::Error]);
    assert_eq!(in_state("selection", "draft"), []);
    let only = |kind: &str| {
        let need = json!([{"id": "N1", "kind": kind, "statement": "one meeting a month"}]);
        severities("KA-103", &replaced("/needs", need), &on_day())
    };
    assert_eq!(only("product"), [Severity::Warning]);
    assert_eq!(only("relationship"), [Severity::Warning]);
}

#[test]
fn a_declined_need_needs_no_cause() {
    // The sixth need was declined.
    assert_eq!(severities("KA-104", &removed("/needs/5/cause"), &on_day()), []);
    assert_eq!(
        severities("KA-104", &removed("/needs/4/cause"), &on_day()),
        [Severity::Info]
    );
    let placeholder = patched(&replaced("/needs/4/cause", json!("tbd")), &on_day());
    assert_eq!(findings_of(&placeholder, "KA-104").len(), 0);
}

#[test]
fn an_audience_is_who_they_are_and_what_they_want() {
    let cases = [
        (
            json!([{"id": "G1", "name": "bakeries", "wants": ["constant moisture"]}]),
            0,
        ),
        (json!([{"id": "G1", "name": "bakeries", "wants": [" "]}]), 1),
        (json!([{"id": "G1", "name": "bakeries"}]), 1),
        (json!([{"id": "G1", "wants": ["constant moisture"]}]), 1),
    ];
    for (audience, expected) in cases {
        let found = severities("KA-105", &replaced("/audience", audience.clone()), &on_day());
        assert_eq!(found, vec![Severity::Warning; expected], "{audience}");
    }
    let empty = replaced("/audience", json!([]));
    assert_eq!(
        severities("KA-105", &empty, &at(Gate::G2Approve)),
        [Severity::Warning]
    );
    for (path, value) in [
        ("/account/orientation", "supplier"),
        ("/account/tier", "incubator"),
    ] {
        let edits = all(&[empty.clone(), replaced(path, json!(value))]);
        assert_eq!(severities("KA-105", &edits, &on_day()), [], "{value}");
    }
}

#[test]
fn a_manager_is_there_on_the_day() {
    let manager = |start: &str, end: Option<&str>| {
        let mut member = json!({"id": "T1", "name": "Key account manager", "role": "key_account_manager", "start_on": start});
        if let Some(end) = end {
            member["end_on"] = end.into();
        }
        replaced("/team/0", member)
    };
    let found = |edits: &[Value], options: &Options| severities("KA-106", &all(edits), options).len();
    assert_eq!(found(&[manager("2026-09-30", Some("2026-09-30"))], &on_day()), 0);
    assert_eq!(found(&[manager("2026-01-01", Some("2026-09-29"))], &on_day()), 1);
    assert_eq!(found(&[manager("2026-10-01", None)], &on_day()), 1);
    // Selected 14 or 15 days ago.
    let decided = |date: &str| {
        all(&[
            state("strategy", "in_review"),
            replaced("/account/selection/decided_on", json!(date)),
        ])
    };
    let later = manager("2026-10-14", None);
    assert_eq!(found(&[later.clone(), decided("2026-09-16")], &on_day()), 0);
    assert_eq!(found(&[later.clone(), decided("2026-09-15")], &on_day()), 1);
    assert_eq!(
        found(&[later.clone(), decided("2026-09-16")], &at(Gate::G2Approve)),
        1
    );
    // At the gate of selection a manager who starts in 14 days will do.
    let selecting = state("selection", "draft");
    assert_eq!(found(&[later, selecting.clone()], &at(Gate::G1)), 0);
    assert_eq!(
        found(&[manager("2026-10-15", None), selecting.clone()], &at(Gate::G1)),
        1
    );
    assert_eq!(found(&[manager("2026-10-15", None), selecting], &on_day()), 0);
    assert_eq!(
        found(
            &[manager("2026-10-15", None), state("deselected", "closed")],
            &on_day()
        ),
        0
    );
}

#[test]
fn lists_of_value_adds_and_client_objectives_are_counted() {
    for (code, section, parameter) in [
        ("KA-107", "value_adds", "min_value_adds"),
        ("KA-113", "client_objectives", "min_client_objectives"),
    ] {
        let plan = super::faultless();
        let entries = plan[section].as_array().unwrap();
        let path = format!("/{section}");
        let only = |count: usize| replaced(&path, json!(entries[..count]));
        assert_eq!(severities(code, &only(0), &on_day()), [Severity::Warning]);
        assert_eq!(severities(code, &only(1), &on_day()), []);
        let two = with_parameter(code, parameter, ParameterValue::Number(2.0));
        assert_eq!(severities(code, &only(1), &two), [Severity::Warning]);
        assert_eq!(severities(code, &only(2), &two), []);
        assert_eq!(severities(code, &only(0), &at(Gate::G2Launch)), [Severity::Error]);
        let incubator = all(&[only(0), replaced("/account/tier", json!("incubator"))]);
        assert_eq!(severities(code, &incubator, &on_day()), []);
    }
}

#[test]
fn one_promise_of_any_sort_is_a_commitment() {
    let nothing = all(&[
        replaced("/actions", json!([])),
        replaced("/commitments", json!([])),
        replaced("/sla", json!([])),
    ]);
    assert_eq!(severities("KA-108", &nothing, &on_day()), [Severity::Warning]);
    let action = |status: &str| json!([{"id": "A1", "title": "Audit of the lines", "status": status}]);
    let metric = json!([{"id": "SL1", "metrics": [{"id": "M1", "name": "Mail", "kind": "first_response"}]}]);
    let cases = [
        (replaced("/actions", action("done")), 0),
        (replaced("/actions", action("cancelled")), 1),
        (replaced("/commitments", json!([{"id": "CM1"}])), 0),
        (replaced("/sla", metric.clone()), 0),
        (replaced("/sla", json!([{"id": "SL1"}])), 1),
        (
            json!([{"op": "add", "path": "/account/agreements", "value": metric}]),
            0,
        ),
    ];
    for (addition, expected) in cases {
        let edits = all(&[nothing.clone(), addition.clone()]);
        assert_eq!(
            severities("KA-108", &edits, &on_day()).len(),
            expected,
            "{addition}"
        );
    }
}

#[test]
fn a_kick_off_may_be_late_for_thirty_days() {
    let lacking = removed("/kickoff/held_on");
    let launched = |date: &str| {
        let edits = all(&[lacking.clone(), replaced("/plan/launched_on", json!(date))]);
        severities("KA-109", &edits, &on_day())
    };
    assert_eq!(launched("2026-08-31"), [Severity::Warning]);
    assert_eq!(launched("2026-08-30"), [Severity::Error]);
    let in_state = |name: &str, status: &str| {
        severities("KA-109", &all(&[lacking.clone(), state(name, status)]), &on_day())
    };
    assert_eq!(in_state("strategy", "draft"), [Severity::Info]);
    assert_eq!(in_state("strategy", "approved"), [Severity::Warning]);
    assert_eq!(in_state("on_hold", "approved"), [Severity::Warning]);
    assert_eq!(severities("KA-109", &lacking, &at(Gate::G2Approve)), []);
    assert_eq!(
        severities("KA-109", &lacking, &at(Gate::G2Launch)),
        [Severity::Error]
    );
    let unconfirmed = removed("/kickoff/confirmed_on");
    let options = with_parameter(
        "KA-109",
        "require_client_confirmation",
        ParameterValue::Flag(false),
    );
    assert_eq!(severities("KA-109", &unconfirmed, &options), []);
    let report = patched(&removed("/kickoff"), &on_day());
    assert_eq!(
        findings_of(&report, "KA-109")[0].message,
        "The kick-off with \"Halvorn Dairy Group\" lacks a date, somebody of the client, the client's confirmation."
    );
}

#[test]
fn requests_are_missed_after_a_quarter_in_execution() {
    let options = Options {
        levels: [("KA-110".to_owned(), Level::Hint)].into(),
        ..on_day()
    };
    let none = removed("/requests");
    let since = |date: &str| all(&[none.clone(), replaced("/account/lifecycle/since", json!(date))]);
    assert_eq!(
        severities("KA-110", &since("2026-06-30"), &options),
        [Severity::Hint]
    );
    assert_eq!(severities("KA-110", &since("2026-07-01"), &options), []);
    assert_eq!(
        severities("KA-110", &none, &on_day()),
        [],
        "strict rules are off by default"
    );
    assert_eq!(
        severities(
            "KA-110",
            &all(&[none.clone(), state("review", "approved")]),
            &options
        ),
        []
    );
    let report = patched(&all(&[none, removed("/account/lifecycle/since")]), &options);
    let place = vec!["/account/lifecycle/since".to_owned()];
    assert_eq!(not_evaluated(&report, "KA-110"), [(Reason::InputMissing, place)]);
}

#[test]
fn the_next_review_lies_ahead_or_is_today() {
    let review = |kind: &str, field: &str, date: &str| json!({"id": "RV1", "kind": kind, field: date});
    let with = |next: Option<&str>, reviews: Value| {
        let date = match next {
            Some(date) => replaced("/plan/next_review_on", json!(date)),
            None => removed("/plan/next_review_on"),
        };
        all(&[date, replaced("/governance/reviews", reviews)])
    };
    let cases = [
        (with(Some("2026-09-30"), json!([])), 0),
        (with(Some("2026-09-29"), json!([])), 1),
        (with(None, json!([])), 1),
        (
            with(None, json!([review("refinement", "planned_on", "2026-09-30")])),
            0,
        ),
        (
            with(None, json!([review("refinement", "planned_on", "2026-09-29")])),
            1,
        ),
        (
            with(None, json!([review("refinement", "slot_on", "2026-10-15")])),
            1,
        ),
        (
            with(None, json!([review("operational", "planned_on", "2026-10-15")])),
            1,
        ),
    ];
    for (edits, expected) in cases {
        let found = severities("KA-111", &edits, &on_day());
        assert_eq!(found, vec![Severity::Error; expected], "{edits}");
    }
    let none = with(None, json!([]));
    let in_state = |name: &str, status: &str| {
        severities("KA-111", &all(&[none.clone(), state(name, status)]), &on_day())
    };
    assert_eq!(in_state("review", "approved"), [Severity::Error]);
    assert_eq!(in_state("strategy", "in_review"), [Severity::Warning]);
    assert_eq!(in_state("strategy", "draft"), [Severity::Info]);
    for name in ["on_hold", "exiting", "deselected"] {
        assert_eq!(in_state(name, "approved"), [], "{name}");
    }
    assert_eq!(severities("KA-111", &none, &at(Gate::G2Approve)), []);
    assert_eq!(
        severities("KA-111", &none, &at(Gate::G2Launch)),
        [Severity::Error]
    );
}

#[test]
fn a_position_is_seen_from_inside_and_from_outside() {
    let item = |kind: &str| json!({"id": "P1", "kind": kind, "statement": "as they told us in May"});
    let trend = json!({"id": "TR1", "statement": "water use becomes a licence condition"});
    let cases = [
        (json!([item("strength"), item("threat")]), json!([]), 0),
        (json!([item("weakness")]), json!([trend]), 0),
        (json!([item("strength"), item("weakness")]), json!([]), 1),
        (json!([item("opportunity")]), json!([trend]), 1),
        (json!([]), json!([]), 1),
    ];
    for (items, trends, expected) in cases {
        let edits = all(&[
            replaced("/position/items", items.clone()),
            replaced("/position/trends", trends),
        ]);
        let found = severities("KA-114", &edits, &on_day());
        assert_eq!(found, vec![Severity::Info; expected], "{items}");
    }
}

#[test]
fn a_selection_says_how_why_when_and_by_whom() {
    let cases = [
        ("/account/selection/scores", "scores on criteria"),
        ("/account/selection/rationale", "a written rationale"),
        ("/account/selection/decided_on", "the day of the decision"),
        ("/account/selection/decided_by_id", "who decided"),
    ];
    for (path, name) in cases {
        let report = patched(&removed(path), &on_day());
        let finding = findings_of(&report, "KA-116")[0];
        assert_eq!(
            finding.message,
            format!("The selection of \"Halvorn Dairy Group\" lacks {name}.")
        );
        assert_eq!(
            (finding.path.as_str(), finding.severity),
            (path, Severity::Warning)
        );
    }
    let selecting = all(&[removed("/account/selection/scores"), state("selection", "draft")]);
    assert_eq!(severities("KA-116", &selecting, &on_day()), []);
    assert_eq!(severities("KA-116", &selecting, &at(Gate::G1)), [Severity::Error]);
    let only_scores = ParameterValue::Texts(vec!["scores".to_owned()]);
    let options = with_parameter("KA-116", "require", only_scores);
    assert_eq!(
        severities("KA-116", &removed("/account/selection/rationale"), &options),
        []
    );
}

#[test]
fn the_rhythm_proposes_the_next_review_and_nobody_is_bound_by_it() {
    let ahead = all(&[
        removed("/plan/next_review_on"),
        removed("/governance/reviews/15"),
        removed("/governance/reviews/14"),
        removed("/governance/reviews/13"),
        removed("/governance/reviews/11"),
    ]);
    let report = patched(&ahead, &on_day());
    let fix = &findings_of(&report, "KA-111")[0].fixes[0];
    assert_eq!(fix.applicability, Applicability::Unsafe);
    let next: Date = "2026-10-15".parse().unwrap();
    assert_eq!(fix.edits, [Edit::add("/plan/next_review_on", next)]);
    let without_rhythm = all(&[ahead, removed("/governance/cadences")]);
    let report = patched(&without_rhythm, &on_day());
    assert_eq!(findings_of(&report, "KA-111")[0].fixes, []);
}
