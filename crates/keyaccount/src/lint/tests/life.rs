//! The rules about the life of an account (KA-851 to KA-858) at their borders.

use serde_json::{Value, json};

use super::edits::{at_gate, named, set, today, told};
use super::{as_of, patched, patched_within};
use crate::lint::{Gate, Mode, Options, ParameterValue, Reason, Severity};

/// Replaces what is stated of the life of the account and of its history.
fn lifecycle(value: Value) -> Vec<Value> {
    vec![set("/account/lifecycle", value), set("/history", json!([]))]
}

/// The entries of a history by command and state after, each a day later; then what the rule about histories says.
fn history(entries: &[(&str, &str)], edits: &[Value]) -> Vec<String> {
    let entries = entries.iter().enumerate().map(|(index, (command, to))| {
        json!({"seq": index + 1, "command": command, "to": to, "effective_on": format!("2025-01-{:02}", index + 1)})
    });
    let mut all = vec![set("/history", entries.collect::<Value>())];
    all.extend(edits.iter().cloned());
    let report = patched(&json!(all), &today());
    let own = report.findings.iter().filter(|finding| finding.code == "KA-851");
    own.map(|finding| format!("{} {}", finding.path, finding.message_id))
        .collect()
}

const TO_EXECUTION: &[(&str, &str)] = &[
    ("nominate", "candidate"),
    ("start_evaluation", "selection"),
    ("select", "strategy"),
    ("launch", "execution"),
];

#[test]
fn a_history_follows_the_table() {
    assert_eq!(history(TO_EXECUTION, &[]), [""; 0]);
    assert_eq!(history(&[], &[]), [""; 0]);
    // The case of the catalogue: candidate, then execution.
    assert_eq!(
        history(&[("nominate", "candidate"), ("launch", "execution")], &[]),
        ["/history/1/command KA-851.not-allowed"]
    );
    assert_eq!(
        history(
            &[("nominate", "candidate"), ("start_evaluation", "execution")],
            &[]
        ),
        ["/history/1/to KA-851.target"]
    );
    assert_eq!(
        history(&[("nominate", "candidate"), ("lunch", "execution")], &[]),
        ["/history/1/command KA-851.unknown-command"]
    );
    assert_eq!(
        history(&TO_EXECUTION[..3], &[]),
        ["/account/lifecycle/state KA-851.end"]
    );
    let from = json!({"op": "add", "path": "/history/2/from", "value": "candidate"});
    let found = history(TO_EXECUTION, &[from]);
    assert!(
        found.contains(&"/history/2/from KA-851.from".to_owned()),
        "{found:?}"
    );
}

#[test]
fn numbers_and_days_of_a_history_go_forward() {
    assert_eq!(
        history(TO_EXECUTION, &[set("/history/3/seq", json!(5))]),
        ["/history/3/seq KA-851.number"]
    );
    let earlier = set("/history/2/effective_on", json!("2024-12-31"));
    assert_eq!(
        history(TO_EXECUTION, std::slice::from_ref(&earlier)),
        ["/history/2/effective_on KA-851.backdated"]
    );
    let marked = json!({"op": "add", "path": "/history/2/backdated", "value": true});
    assert_eq!(history(TO_EXECUTION, &[earlier, marked]), [""; 0]);
    let same_day = set("/history/2/effective_on", json!("2025-01-02"));
    assert_eq!(history(TO_EXECUTION, &[same_day]), [""; 0]);
}

#[test]
fn an_unlawful_history_stops_every_gate() {
    let edits = json!([set("/history/9/effective_on", json!("2026-04-14"))]);
    for gate in Gate::ALL {
        let options = at_gate(gate);
        let report = patched(&edits, &options);
        assert_eq!(
            named(&report, "KA-851"),
            told("KA-851", Severity::Error, "backdated"),
            "{gate:?}"
        );
        assert!(!report.passed);
    }
}

/// What the rule about holds says of a hold.
fn hold(hold: &Value) -> Vec<(Severity, String)> {
    let edits = lifecycle(json!({"state": "on_hold", "hold": hold}));
    named(&patched(&json!(edits), &today()), "KA-853")
}

#[test]
fn a_hold_has_an_end_and_lasts_half_a_year_at_most() {
    let warning = |name: &str| told("KA-853", Severity::Warning, name);
    assert_eq!(hold(&json!({"since": "2026-08-21", "until": "2026-11-01"})), []);
    // 184 days before 2026-09-30 is 2026-03-30.
    assert_eq!(hold(&json!({"since": "2026-03-30", "until": "2026-11-01"})), []);
    assert_eq!(
        hold(&json!({"since": "2026-03-29", "until": "2026-11-01"})),
        warning("too-long")
    );
    assert_eq!(hold(&json!({"since": "2026-03-29"})), warning("no-end"));
    assert_eq!(hold(&json!({})), warning("no-dates"));
    let since_of_state =
        lifecycle(json!({"state": "on_hold", "since": "2026-03-29", "hold": {"until": "2026-11-01"}}));
    assert_eq!(
        named(&patched(&json!(since_of_state), &today()), "KA-853"),
        warning("too-long")
    );
    let running = lifecycle(json!({"state": "execution", "hold": {"since": "2025-01-01"}}));
    assert_eq!(named(&patched(&json!(running), &today()), "KA-853"), []);
    let unknown = lifecycle(json!({"state": "on_hold", "hold": {"until": "2026-11-01"}}));
    let report = patched(&json!(unknown), &today());
    let own = report
        .not_evaluated
        .iter()
        .find(|entry| entry.code == "KA-853")
        .unwrap();
    assert_eq!(
        (own.reason, own.missing_inputs.as_slice()),
        (
            Reason::InputMissing,
            ["/account/lifecycle/hold/since".to_owned()].as_slice()
        )
    );
}

/// What the rule about exits says, with the open commitments of ours taken over and what else is changed.
fn exit(state: &str, exit: &Value, edits: &[Value], options: &Options) -> Vec<String> {
    let mut all = lifecycle(json!({"state": state, "exit": exit}));
    for index in [0, 2, 5] {
        all.push(
            json!({"op": "add", "path": format!("/commitments/{index}/transferred_to_id"), "value": "B12"}),
        );
    }
    all.extend(edits.iter().cloned());
    let report = patched(&json!(all), options);
    let own = report.findings.iter().filter(|finding| finding.code == "KA-856");
    let mut paths: Vec<String> = own.map(|finding| finding.path.clone()).collect();
    paths.sort();
    paths
}

fn orderly() -> Value {
    json!({"outcome": "to_standard", "reason": "sold", "told_on": "2026-09-10", "new_owner_id": "B12"})
}

#[test]
fn an_exit_is_orderly_when_nothing_is_left_open() {
    let day = today();
    for state in ["exiting", "deselected"] {
        assert_eq!(exit(state, &orderly(), &[], &day), [""; 0], "{state}");
        assert_eq!(
            exit(
                state,
                &json!({"outcome": "to_standard", "reason": " "}),
                &[],
                &day
            ),
            [
                "/account/lifecycle/exit/new_owner_id",
                "/account/lifecycle/exit/reason",
                "/account/lifecycle/exit/told_on"
            ],
            "{state}"
        );
    }
    for outcome in ["lost", "ended", "withdrawn", "not_selected"] {
        assert_eq!(
            exit("deselected", &json!({"outcome": outcome}), &[], &day),
            [""; 0],
            "{outcome}"
        );
    }
    assert_eq!(exit("execution", &json!({}), &[], &day), [""; 0]);
}

#[test]
fn commitments_of_ours_and_agreements_find_an_end() {
    let day = today();
    let at = |edits: &[Value]| exit("exiting", &orderly(), edits, &day);
    let open = json!({"op": "remove", "path": "/commitments/0/transferred_to_id"});
    assert_eq!(
        at(std::slice::from_ref(&open)),
        ["/commitments/0/transferred_to_id"]
    );
    assert_eq!(
        at(&[open.clone(), set("/commitments/0/status", json!("released"))]),
        [""; 0]
    );
    assert_eq!(
        at(&[open, set("/commitments/0/made_by", json!("client"))]),
        [""; 0]
    );
    let endless = json!({"op": "remove", "path": "/sla/0/to"});
    assert_eq!(at(std::slice::from_ref(&endless)), ["/sla/0/to"]);
    assert_eq!(
        at(&[
            endless,
            json!({"op": "add", "path": "/sla/0/successor_id", "value": "crm:STD"})
        ]),
        [""; 0]
    );
}

#[test]
fn what_an_exit_needs_can_be_set_and_stops_its_gate() {
    let parameters = [("require".to_owned(), ParameterValue::Texts(vec!["reason".into()]))];
    let options = Options {
        parameters: [("KA-856".to_owned(), parameters.into())].into(),
        mode: Mode::Gate(Gate::G6),
        ..today()
    };
    assert_eq!(
        exit("exiting", &json!({}), &[], &options),
        ["/account/lifecycle/exit/reason"]
    );
}

/// What the rule about the next cycle says of a plan that ends on a day, with changes of the plan and of its portfolio.
fn over(end: &str, plan: &[Value], portfolio: &[Value]) -> Vec<(Severity, String)> {
    let mut all = vec![set("/plan/period", json!({"start": "2023-01-01", "end": end}))];
    all.extend(plan.iter().cloned());
    named(
        &patched_within(&json!(all), &json!(portfolio), &today()),
        "KA-857",
    )
}

#[test]
fn the_next_plan_is_there_thirty_days_after_the_last_day() {
    let error = told("KA-857", Severity::Error, "no-plan");
    assert_eq!(over("2026-08-31", &[], &[]), []);
    assert_eq!(over("2026-08-30", &[], &[]), error);
    for (state, expected) in [
        ("review", &error[..]),
        ("strategy", &[]),
        ("on_hold", &[]),
        ("exiting", &[]),
    ] {
        assert_eq!(
            over(
                "2026-08-30",
                &[
                    set("/account/lifecycle/state", json!(state)),
                    set("/history", json!([]))
                ],
                &[]
            ),
            expected,
            "{state}"
        );
    }
    for status in ["superseded", "closed"] {
        assert_eq!(
            over("2026-08-30", &[set("/plan/status", json!(status))], &[]),
            [],
            "{status}"
        );
    }
    assert_eq!(
        over("2026-08-30", &[set("/account/tier", json!("standard"))], &[]),
        []
    );
    assert_eq!(
        over(
            "2026-08-30",
            &[json!({"op": "add", "path": "/plan/successor_id", "value": "crm:2"})],
            &[]
        ),
        []
    );
}

#[test]
fn a_later_plan_is_found_in_the_portfolio() {
    let error = told("KA-857", Severity::Error, "no-plan");
    let plan = |account: &str, header: Value| {
        let plan = json!({"schema": "keyaccount/plan/1", "id": "P-NEXT", "account": {"id": account}, "plan": header});
        over(
            "2026-08-30",
            &[],
            &[json!({"op": "add", "path": "/plans/-", "value": plan})],
        )
    };
    assert_eq!(plan("A01", json!({"predecessor_id": "P-HALVORN-1"})), []);
    assert_eq!(plan("A01", json!({"cycle": 2})), []);
    assert_eq!(
        plan(
            "A01",
            json!({"period": {"start": "2026-10-01", "end": "2029-09-30"}})
        ),
        []
    );
    assert_eq!(plan("A02", json!({"cycle": 2})), error);
    assert_eq!(
        plan(
            "A01",
            json!({"cycle": 1, "period": {"start": "2020-01-01", "end": "2022-12-31"}})
        ),
        error
    );
}

#[test]
fn a_listed_plan_that_cannot_be_looked_at_may_be_the_next_one() {
    let listed = |id: &str| set("/account/plan_ids", json!(["P-HALVORN-1", id]));
    let error = told("KA-857", Severity::Error, "no-plan");
    let edits = |ids: &[Value]| {
        let mut all = vec![set(
            "/plan/period",
            json!({"start": "2023-01-01", "end": "2026-08-30"}),
        )];
        all.extend(ids.iter().cloned());
        named(&patched(&json!(all), &today()), "KA-857")
    };
    assert_eq!(edits(&[]), error);
    assert_eq!(edits(&[listed("crm:2")]), []);
    let predecessor = json!({"op": "add", "path": "/plan/predecessor_id", "value": "crm:0"});
    assert_eq!(edits(&[listed("crm:0"), predecessor]), error);
}

#[test]
fn accounts_are_scored_every_year() {
    let at = |last: &str, state: &str| {
        let edits = json!([
            set("/account/selection/last_scored_on", json!(last)),
            set("/account/lifecycle/state", json!(state)),
            set("/history", json!([]))
        ]);
        named(&patched(&edits, &today()), "KA-858")
    };
    let due = told("KA-858", Severity::Info, "months");
    assert_eq!(at("2025-09-30", "execution"), []);
    assert_eq!(at("2025-09-29", "execution"), due);
    for (state, expected) in [
        ("strategy", &due[..]),
        ("review", &due),
        ("on_hold", &due),
        ("candidate", &[]),
        ("selection", &[]),
        ("exiting", &[]),
        ("deselected", &[]),
    ] {
        assert_eq!(at("2024-01-01", state), expected, "{state}");
    }
    let report = patched(
        &json!([{"op": "remove", "path": "/account/selection/last_scored_on"}]),
        &today(),
    );
    let own = report
        .not_evaluated
        .iter()
        .find(|entry| entry.code == "KA-858")
        .unwrap();
    assert_eq!(
        (own.reason, own.missing_inputs.as_slice()),
        (
            Reason::InputMissing,
            ["/account/selection/last_scored_on".to_owned()].as_slice()
        )
    );
}

#[test]
fn the_close_of_a_review_asks_for_new_scores_and_shows_that_the_plan_is_over() {
    let edits = json!([
        set("/account/selection/last_scored_on", json!("2025-09-29")),
        set(
            "/plan/period",
            json!({"start": "2023-01-01", "end": "2026-08-30"})
        )
    ]);
    let options = at_gate(Gate::G4);
    let report = patched(&edits, &options);
    assert_eq!(
        named(&report, "KA-858"),
        told("KA-858", Severity::Error, "months")
    );
    assert_eq!(
        named(&report, "KA-857"),
        told("KA-857", Severity::Warning, "no-plan")
    );
}

#[test]
fn a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() {
    let at = |last: &str, day: &str| {
        let edits = json!([set("/account/selection/last_scored_on", json!(last))]);
        let parameters = [("max_months".to_owned(), ParameterValue::Number(1.0))];
        let options = Options {
            parameters: [("KA-858".to_owned(), parameters.into())].into(),
            ..as_of(day)
        };
        !named(&patched(&edits, &options), "KA-858").is_empty()
    };
    for (last, day, expected) in [
        ("2026-01-31", "2026-02-28", false),
        ("2026-01-31", "2026-03-01", true),
        ("2026-02-28", "2026-03-28", false),
        ("2026-02-28", "2026-03-29", true),
        ("2026-08-31", "2026-09-30", false),
        ("2026-08-30", "2026-09-30", false),
        ("2026-08-29", "2026-09-30", true),
        ("2026-10-15", "2026-09-30", false),
    ] {
        assert_eq!(at(last, day), expected, "{last} on {day}");
    }
}
