//! The rules about actions that wait for each other, KA-308 to KA-313, on both sides of each border.

use serde_json::{Value, json};

use super::edits::{DAY, add, at_gate, found, remove, today, unjudged};
use super::{as_of, faultless, patch, patched, with_parameter};
use crate::lint::{FixOptions, FixScope, Gate, Options, ParameterValue, Reason, Severity, fix};

/// Returns edits after which A20, planned and without ties of its own, waits for A19 with the given dates.
fn linked(link: &Value, before: [&str; 2], after: [&str; 2]) -> Vec<Value> {
    vec![
        add("/actions/12/start_on", before[0]),
        add("/actions/12/due_on", before[1]),
        add("/actions/13/start_on", after[0]),
        add("/actions/13/due_on", after[1]),
        add("/actions/13/depends_on", json!([link])),
    ]
}

fn link(kind: &str, lag_days: i32) -> Value {
    json!({"id": "A19", "kind": kind, "lag_days": lag_days})
}

fn clashes(edits: &[Value], options: &Options) -> usize {
    found("KA-308", &Value::from(edits.to_vec()), options).len()
}

#[test]
fn ka_308_judges_each_kind_of_link_at_its_border() {
    // A19 runs from 10 to 20 November; the first date of A20 is judged by its start, the second by its end.
    let before = ["2026-11-10", "2026-11-20"];
    let cases = [
        ("finish_to_start", 0, "2026-11-20", "2026-12-31", 0),
        ("finish_to_start", 0, "2026-11-19", "2026-12-31", 1),
        ("finish_to_start", 3, "2026-11-23", "2026-12-31", 0),
        ("finish_to_start", 3, "2026-11-22", "2026-12-31", 1),
        ("finish_to_start", -5, "2026-11-15", "2026-12-31", 0),
        ("finish_to_start", -5, "2026-11-14", "2026-12-31", 1),
        ("start_to_start", 2, "2026-11-12", "2026-12-31", 0),
        ("start_to_start", 2, "2026-11-11", "2026-12-31", 1),
        ("finish_to_finish", 1, "2026-10-12", "2026-11-21", 0),
        ("finish_to_finish", 1, "2026-10-12", "2026-11-20", 1),
        ("start_to_finish", 1, "2026-10-12", "2026-11-11", 0),
        ("start_to_finish", 1, "2026-10-12", "2026-11-10", 1),
    ];
    for (kind, lag, start, due, expected) in cases {
        let edits = linked(&link(kind, lag), before, [start, due]);
        assert_eq!(clashes(&edits, &today()), expected, "{kind} {lag} {start} {due}");
    }
    let edits = linked(&json!({"id": "A19"}), before, ["2026-11-19", "2026-12-31"]);
    assert_eq!(clashes(&edits, &today()), 1, "finish to start unless given");
    let next_day = with_parameter("KA-308", "same_day_ok", ParameterValue::Flag(false));
    for (start, expected) in [("2026-11-20", 1), ("2026-11-21", 0)] {
        let edits = linked(&link("finish_to_start", 0), before, [start, "2026-12-31"]);
        assert_eq!(clashes(&edits, &next_day), expected, "{start}");
    }
}

#[test]
fn ka_308_counts_working_days_where_it_is_told_to() {
    let working = ParameterValue::Text("working".to_owned());
    let working = with_parameter("KA-308", "calendar", working);
    // From Friday 13 November two days: Sunday, or Tuesday.
    let edits = linked(
        &link("finish_to_start", 2),
        ["2026-11-02", "2026-11-13"],
        ["2026-11-16", "2026-12-18"],
    );
    assert_eq!(clashes(&edits, &today()), 0);
    assert_eq!(clashes(&edits, &working), 1);
    let report = patched(&Value::from(edits), &working);
    let moved = &report.findings[0].fixes[0].edits;
    let values: Vec<&str> = moved
        .iter()
        .filter_map(|edit| Some(edit.value.as_ref()?.as_str()))
        .collect();
    assert_eq!(
        values,
        [
            "\"2026-11-16\"",
            "\"2026-11-17\"",
            "\"2026-12-18\"",
            "\"2026-12-21\""
        ]
    );
}

#[test]
fn ka_308_counts_the_working_days_of_the_configuration() {
    let edits = linked(
        &link("finish_to_start", 2),
        ["2026-11-02", "2026-11-13"],
        ["2026-11-18", "2026-12-18"],
    );
    // From Friday 13 November two working days: Tuesday, with a free Monday Wednesday, with a free Tuesday too Thursday.
    for (holidays, expected) in [
        (json!([]), 0),
        (json!(["2026-11-16"]), 0),
        (json!(["2026-11-16", "2026-11-17"]), 1),
    ] {
        let settings =
            json!({"rules": {"KA-308": {"calendar": "working"}}, "calendar": {"holidays": holidays}});
        let layer = json!({"name": "organisation", "settings": settings}).to_string();
        let options = Options {
            configuration: vec![crate::document::read(&layer).unwrap()],
            ..today()
        };
        assert_eq!(clashes(&edits, &options), expected, "{settings}");
    }
}

#[test]
fn ka_308_takes_the_day_on_which_it_was_done() {
    let dates = (["2026-08-10", "2026-11-20"], ["2026-11-18", "2026-12-31"]);
    let done = |more: &[Value]| {
        let mut edits = linked(&link("finish_to_start", 0), dates.0, dates.1);
        edits.extend([add("/actions/12/status", "done"), add("/actions/12/done_on", DAY)]);
        edits.extend_from_slice(more);
        clashes(&edits, &today())
    };
    assert_eq!(
        clashes(&linked(&link("finish_to_start", 0), dates.0, dates.1), &today()),
        1
    );
    assert_eq!(done(&[]), 0);
    let early = add("/actions/13/start_on", "2026-09-29");
    assert_eq!(done(std::slice::from_ref(&early)), 1);
    assert_eq!(
        done(&[early.clone(), add("/actions/13/status", "done")]),
        0,
        "both are history"
    );
    assert_eq!(done(&[early, add("/actions/12/status", "cancelled")]), 0);
    assert_eq!(done(&[remove("/actions/13/start_on")]), 0);
}

#[test]
fn ka_308_moves_what_waits_and_keeps_its_duration() {
    let dates = (["2026-10-12", "2026-11-20"], ["2026-11-16", "2026-12-07"]);
    let edits = linked(&link("finish_to_start", 0), dates.0, dates.1);
    let mut plan = faultless();
    patch::apply(&mut plan, &Value::from(edits));
    let all = FixOptions {
        scope: FixScope::Unsafe,
        ..FixOptions::default()
    };
    let outcome = fix(&plan.to_string(), None, &today(), &all).unwrap();
    let mended: Value = serde_json::from_str(&outcome.text).unwrap();
    // Four days are missing; 21 days between start and end stay.
    assert_eq!(mended["actions"][13]["start_on"], "2026-11-20");
    assert_eq!(mended["actions"][13]["due_on"], "2026-12-11");
    assert!(
        outcome
            .report
            .findings
            .iter()
            .all(|finding| finding.code != "KA-308")
    );
    let begun = linked(&link("finish_to_start", 0), dates.0, dates.1).into_iter();
    let begun: Vec<Value> = begun.chain([add("/actions/13/status", "in_progress")]).collect();
    let report = patched(&Value::from(begun), &today());
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-308")
        .unwrap();
    assert_eq!(finding.fixes, [], "what has begun cannot be moved");
}

#[test]
fn circles_and_what_waits_for_them_are_not_judged() {
    // A1 waits for A2, which waits for A1, and A19 waits for A2, before which it starts.
    let edits = json!([
        add("/actions/0/depends_on", json!([{"id": "A2"}])),
        add("/actions/12/depends_on", json!([{"id": "A2"}])),
        add("/actions/12/status", "in_progress"),
        add("/actions/12/due_on", "2026-09-29"),
        add("/actions/0/due_on", "2026-09-29"),
    ]);
    for code in ["KA-308", "KA-312", "KA-313"] {
        assert_eq!(found(code, &edits, &today()), [], "{code}");
    }
    let overdue: Vec<Severity> = found("KA-311", &edits, &today())
        .into_iter()
        .map(|(_, severity)| severity)
        .collect();
    assert_eq!(overdue, [Severity::Warning; 2]);
    let places = |code: &str| {
        let unjudged = unjudged(code, &edits, &today());
        assert!(
            unjudged
                .iter()
                .all(|(reason, _)| *reason == Reason::DependencyCycle),
            "{code}"
        );
        unjudged
            .into_iter()
            .flat_map(|(_, places)| places)
            .collect::<Vec<_>>()
    };
    let place = |index: u32| format!("/actions/{index}/depends_on");
    assert_eq!(places("KA-308"), [place(0), place(1), place(12)]);
    assert_eq!(places("KA-311"), [place(0), place(12)]);
    assert_eq!(places("KA-312"), [place(0), place(12)]);
    assert_eq!(
        places("KA-313"),
        [place(0), place(1)],
        "the two that serve an objective"
    );
}

#[test]
fn ka_311_is_late_from_the_next_day_and_grave_after_thirty() {
    let due = |date: &str| json!([add("/actions/8/due_on", date)]);
    let cases = [
        (DAY, None),
        ("2026-09-29", Some(Severity::Warning)),
        ("2026-08-31", Some(Severity::Warning)),
        ("2026-08-30", Some(Severity::Error)),
    ];
    let severity = |edits: &Value, options: &Options| {
        let found = found("KA-311", edits, options);
        found.first().map(|(_, severity)| *severity)
    };
    for (date, expected) in cases {
        assert_eq!(severity(&due(date), &today()), expected, "{date}");
    }
    for status in ["done", "cancelled"] {
        let edits = json!([
            add("/actions/8/due_on", "2026-08-30"),
            add("/actions/8/status", status)
        ]);
        assert_eq!(severity(&edits, &today()), None, "{status}");
    }
    let grace = with_parameter("KA-311", "grace_days", ParameterValue::Number(1.0));
    assert_eq!(severity(&due("2026-09-29"), &grace), None);
    assert_eq!(severity(&due("2026-09-28"), &grace), Some(Severity::Warning));
    let standard = json!([
        add("/actions/8/due_on", "2026-08-30"),
        add("/account/tier", "standard")
    ]);
    assert_eq!(severity(&standard, &today()), Some(Severity::Error));
}

#[test]
fn ka_311_is_grave_where_a_deadline_moves_with_it() {
    // A15 stands at 80 %; all other actions can be done within 290 days.
    let lasting = |days: u32| {
        json!([
            add("/actions/8/due_on", "2026-09-29"),
            add("/actions/8/duration_days", days)
        ])
    };
    let severity = |days: u32| found("KA-311", &lasting(days), &today())[0].1;
    assert_eq!(severity(1_000), Severity::Warning);
    assert_eq!(severity(2_000), Severity::Error);
    let report = patched(&lasting(2_000), &today());
    assert_eq!(
        report.findings[0].message,
        "Action \"Spare meters stored in Zwolle\" was due on 2026-09-29 (days late: 1), and a deadline moves with it."
    );
}

#[test]
fn ka_312_looks_at_links_from_finish_to_start() {
    // A16 waits for A3, which is in progress.
    let begun = |status: &str, kind: &str, before: &str| {
        let edits = json!([
            add("/actions/9/status", status),
            add("/actions/9/depends_on", json!([{"id": "A3", "kind": kind}])),
            add("/actions/2/status", before)
        ]);
        found("KA-312", &edits, &today()).len()
    };
    let finish_to_start = "finish_to_start";
    assert_eq!(begun("planned", finish_to_start, "planned"), 0);
    assert_eq!(begun("blocked", finish_to_start, "planned"), 0);
    assert_eq!(begun("in_progress", finish_to_start, "planned"), 1);
    assert_eq!(begun("in_progress", finish_to_start, "in_progress"), 1);
    assert_eq!(begun("done", finish_to_start, "blocked"), 1);
    assert_eq!(begun("in_progress", finish_to_start, "done"), 0);
    assert_eq!(begun("in_progress", finish_to_start, "cancelled"), 0);
    for kind in ["start_to_start", "finish_to_finish", "start_to_finish"] {
        assert_eq!(begun("in_progress", kind, "planned"), 0, "{kind}");
    }
}

#[test]
fn ka_313_speaks_of_missed_and_of_near_deadlines() {
    // A4 takes 117 days, then A26; O11 is due in 243 days, its last day included.
    let lasting = |days: u32| json!([add("/actions/19/duration_days", days)]);
    let severity = |days: u32, options: &Options| {
        let found = found("KA-313", &lasting(days), options);
        found.first().map(|(_, severity)| *severity)
    };
    let cases = [
        (121, None),
        (122, Some(Severity::Info)),
        (127, Some(Severity::Info)),
        (128, Some(Severity::Error)),
    ];
    for (days, expected) in cases {
        assert_eq!(severity(days, &today()), expected, "{days}");
    }
    let gate = at_gate(Gate::G2Launch);
    assert_eq!(severity(127, &gate), Some(Severity::Info));
    assert_eq!(severity(128, &gate), Some(Severity::Error));
    assert!(patched(&lasting(127), &gate).findings[0].gates.is_empty());
    let none = with_parameter("KA-313", "near_days", ParameterValue::Number(-1.0));
    assert_eq!(severity(127, &none), None);
    let report = patched(&lasting(134), &today());
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-313")
        .unwrap();
    assert_eq!(
        finding.message,
        "The actions for objective \"Keep all eleven plants under the frame contract after June 2027\" end on 2027-06-07 \
         at the earliest, after it is due on 2027-05-31 (days late: 7): A4 -> A26."
    );
    let related: Vec<&str> = finding.related.iter().map(|place| place.path.as_str()).collect();
    assert_eq!(related, ["/actions/3", "/actions/19"]);
}

#[test]
fn ka_313_is_silent_about_what_is_over() {
    let over = |more: &[Value]| {
        let mut edits = vec![add("/actions/19/duration_days", 200)];
        edits.extend_from_slice(more);
        found("KA-313", &Value::from(edits), &today()).len()
    };
    assert_eq!(over(&[]), 1);
    assert_eq!(over(&[add("/objectives/3/status", "met")]), 0);
    assert_eq!(over(&[remove("/objectives/3/due_on")]), 0);
    let late = json!([
        add("/objectives/3/due_on", "2026-08-31"),
        add("/actions/18/status", "done"),
        add("/actions/18/done_on", DAY),
        add("/actions/19/status", "done"),
        add("/actions/19/done_on", DAY)
    ]);
    assert_eq!(found("KA-313", &late, &today()), [], "all its actions are done");
}

#[test]
fn the_vector_of_the_notes_is_seven_days_late() {
    // Durations A10 B20 C5 D15 E8 F10 with all four kinds of links and lags; the project ends on day 47, the deadline on day 40.
    let action = |id: &str, days: u32, depends_on: Value| {
        json!({"id": id, "title": id, "status": "planned", "duration_days": days,
               "depends_on": depends_on, "serves": ["objective:O1"]})
    };
    let plan = json!({
        "account": {"tier": "key"},
        "objectives": [{"id": "O1", "title": "Aim", "kind": "growth", "status": "active", "due_on": "2026-02-09"}],
        "actions": [
            action("A", 10, json!([])),
            action("B", 20, json!([{"id": "A"}])),
            action("C", 5, json!([{"id": "A"}])),
            action("D", 15, json!([{"id": "B"}, {"id": "C", "lag_days": 5}])),
            action("E", 8, json!([{"id": "C", "kind": "start_to_start", "lag_days": 3}])),
            action("F", 10, json!([{"id": "E"}, {"id": "D", "kind": "finish_to_finish", "lag_days": 2}]))
        ]
    });
    let report = super::report(&plan.to_string(), &as_of("2026-01-01"));
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-313")
        .unwrap();
    assert!(
        finding.message.ends_with("(days late: 7): A -> B -> D -> F."),
        "{}",
        finding.message
    );
}
