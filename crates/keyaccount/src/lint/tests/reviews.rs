//! The rules about reviews and health (KA-801 to KA-804, KA-808) at their borders.

use serde_json::{Value, json};

use super::edits::{DAY, at_gate, named, set, today, told};
use super::{as_of, patched};
use crate::lint::{Gate, Reason, Report, Severity};

fn quarterly() -> Value {
    json!([{"id": "CD1", "kind": "refinement", "every": 3, "unit": "months", "anchor_on": "2026-01-15"}])
}

/// Refinements held on these days, and what else is changed, on a day.
fn refinements(cadences: Value, held: &[&str], edits: &[Value], day: &str) -> Report {
    let reviews = held
        .iter()
        .enumerate()
        .map(|(index, day)| json!({"id": format!("X{index}"), "kind": "refinement", "held_on": day, "no_change_note": "none"}));
    let mut all = vec![
        set("/governance/cadences", cadences),
        set("/governance/reviews", reviews.collect::<Value>()),
    ];
    all.extend(edits.iter().cloned());
    patched(&json!(all), &as_of(day))
}

#[test]
fn a_review_is_late_after_fourteen_days_and_an_error_after_the_second() {
    // Slots from the launch on 2026-01-15: 04-15, 07-15, 10-15.
    for (held, day, expected) in [
        (vec!["2026-04-15", "2026-07-15"], DAY, vec![]),
        (vec!["2026-04-15"], "2026-07-29", vec![]),
        (
            vec!["2026-04-15"],
            "2026-07-30",
            told("KA-801", Severity::Warning, "one"),
        ),
        (
            vec!["2026-04-15"],
            "2026-10-29",
            told("KA-801", Severity::Warning, "one"),
        ),
        (
            vec!["2026-04-15"],
            "2026-10-30",
            told("KA-801", Severity::Error, "several"),
        ),
        (vec![], DAY, told("KA-801", Severity::Error, "several")),
        // Held 26 days early, it serves 10-15; 07-15 was missed, and the row of missed ones is over.
        (vec!["2026-04-15", "2026-09-19"], DAY, vec![]),
    ] {
        let report = refinements(quarterly(), &held, &[], day);
        assert_eq!(named(&report, "KA-801"), expected, "{held:?} on {day}");
    }
    let report = refinements(quarterly(), &["2026-04-15"], &[], DAY);
    let message = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-801")
        .map(|finding| finding.message.as_str());
    assert_eq!(message, Some("The refinement due on 2026-07-15 was not held."));
}

#[test]
fn the_case_of_the_catalogue_is_late() {
    let first =
        json!([{"id": "CD1", "kind": "refinement", "every": 3, "unit": "months", "anchor_on": "2026-01-31"}]);
    let report = refinements(first.clone(), &[], &[], "2026-03-15");
    assert_eq!(named(&report, "KA-801"), told("KA-801", Severity::Warning, "one"));
    let report = refinements(first, &["2026-02-05"], &[], "2026-03-15");
    assert_eq!(named(&report, "KA-801"), []);
}

#[test]
fn a_hold_cancels_slots_and_nothing_is_due_on_hold_or_on_the_way_out() {
    let hold = |state: &str| {
        vec![
            set("/account/lifecycle/state", json!(state)),
            json!({"op": "add", "path": "/account/lifecycle/hold",
                   "value": {"since": "2026-07-01", "until": "2026-08-20", "resume_to": "execution"}}),
            set("/history", json!([])),
        ]
    };
    let at = |edits: &[Value]| named(&refinements(quarterly(), &["2026-04-15"], edits, DAY), "KA-801");
    assert_eq!(at(&[]).len(), 1);
    assert_eq!(at(&hold("execution")), [], "07-15 lies within the hold");
    for state in ["on_hold", "exiting", "strategy", "deselected"] {
        assert_eq!(
            at(&[
                set("/account/lifecycle/state", json!(state)),
                set("/history", json!([]))
            ]),
            [],
            "{state}"
        );
    }
}

#[test]
fn operational_meetings_are_no_reviews_and_every_rhythm_is_judged_by_itself() {
    let cadence = |kind: &str| json!({"id": kind, "kind": kind, "every": 3, "unit": "months", "anchor_on": "2026-01-15"});
    let report = refinements(
        json!([cadence("operational")]),
        &[],
        &[set("/plan/next_review_on", json!("2026-12-01"))],
        DAY,
    );
    assert_eq!(named(&report, "KA-801"), []);
    let all = json!([
        cadence("refinement"),
        cadence("joint_review"),
        cadence("executive")
    ]);
    let report = refinements(all, &["2026-04-15", "2026-07-15"], &[], DAY);
    assert_eq!(named(&report, "KA-801").len(), 2);
}

#[test]
fn without_a_rhythm_the_stated_day_counts() {
    let at = |next: &str, held: &str| {
        let edits = [set("/plan/next_review_on", json!(next))];
        named(&refinements(json!([]), &[held], &edits, DAY), "KA-801")
    };
    assert_eq!(at("2026-09-16", "2026-07-15"), []);
    assert_eq!(
        at("2026-09-15", "2026-07-15"),
        told("KA-801", Severity::Warning, "stated")
    );
    // 30 days before 2026-09-15 is 2026-08-16.
    assert_eq!(at("2026-09-15", "2026-08-16"), []);
    assert_eq!(at("2026-09-15", "2026-08-15").len(), 1);
}

#[test]
fn a_rhythm_that_begins_on_no_day_is_not_evaluated() {
    let cadences = json!([{"id": "CD1", "kind": "refinement", "every": 3, "unit": "months"}]);
    let edits = [
        json!({"op": "remove", "path": "/plan/launched_on"}),
        json!({"op": "remove", "path": "/account/lifecycle/launched_on"}),
    ];
    let report = refinements(cadences, &[], &edits, DAY);
    let own = report
        .not_evaluated
        .iter()
        .find(|entry| entry.code == "KA-801")
        .unwrap();
    assert_eq!(own.reason, Reason::InputMissing);
    assert_eq!(own.missing_inputs, ["/governance/cadences/0/anchor_on"]);
}

#[test]
fn a_review_that_cannot_be_read_is_not_counted_as_missing() {
    let edits = json!([set("/governance/reviews/1/held_on", json!("in July"))]);
    let report = patched(&edits, &today());
    assert_eq!(named(&report, "KA-801"), []);
    assert!(report.not_evaluated.iter().any(|entry| entry.code == "KA-801"));
}

/// Returns whether refining in this rhythm is too slow for the tier.
fn too_slow(tier: &str, every: u32, unit: &str) -> bool {
    let cadences =
        json!([{"id": "CD1", "kind": "refinement", "every": every, "unit": unit, "anchor_on": "2026-01-15"}]);
    let report = refinements(cadences, &[], &[set("/account/tier", json!(tier))], DAY);
    !named(&report, "KA-802").is_empty()
}

#[test]
fn a_quarter_is_at_most_ninety_two_days() {
    for (tier, every, unit, expected) in [
        ("strategic", 3, "months", false),
        ("strategic", 4, "months", true),
        ("key", 13, "weeks", false),
        ("key", 14, "weeks", true),
        ("key", 92, "days", false),
        ("key", 93, "days", true),
        ("incubator", 6, "months", false),
        ("incubator", 7, "months", true),
        ("incubator", 184, "days", false),
        ("incubator", 185, "days", true),
        // Not among the tiers of the rule.
        ("standard", 24, "months", false),
    ] {
        assert_eq!(too_slow(tier, every, unit), expected, "{tier} {every} {unit}");
    }
}

#[test]
fn the_tightest_refinement_counts_and_comes_with_a_fix() {
    let two = json!([
        {"id": "CD1", "kind": "refinement", "every": 6, "unit": "months", "anchor_on": "2026-01-15"},
        {"id": "CD2", "kind": "refinement", "every": 3, "unit": "months", "anchor_on": "2026-01-15"},
        {"id": "CD3", "kind": "joint_review", "every": 24, "unit": "months", "anchor_on": "2026-01-15"}]);
    assert_eq!(named(&refinements(two, &[], &[], DAY), "KA-802"), []);
    let slow =
        json!([{"id": "CD1", "kind": "refinement", "every": 20, "unit": "weeks", "anchor_on": "2026-01-15"}]);
    let report = refinements(slow, &[], &[], DAY);
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-802")
        .unwrap();
    let edits = serde_json::to_value(&finding.fixes[0].edits).unwrap();
    assert_eq!(
        edits,
        json!([
        {"op": "test", "path": "/governance/cadences/0/every", "value": 20},
        {"op": "test", "path": "/governance/cadences/0/unit", "value": "weeks"},
        {"op": "replace", "path": "/governance/cadences/0/every", "value": 3},
        {"op": "replace", "path": "/governance/cadences/0/unit", "value": "months"}])
    );
    assert_eq!(
        named(&refinements(json!([]), &[], &[], DAY), "KA-802"),
        [],
        "no rhythm is no slow one"
    );
}

#[test]
fn a_slow_rhythm_stops_the_approval() {
    let edits = json!([set("/governance/cadences/0/every", json!(4))]);
    for (gate, expected) in [(Gate::G2Approve, 1), (Gate::G2Launch, 1), (Gate::G4, 0)] {
        let options = at_gate(gate);
        let found = named(&patched(&edits, &options), "KA-802");
        assert_eq!(found.len(), expected, "{gate:?}");
        assert!(found.iter().all(|(severity, _)| *severity == Severity::Error));
    }
}

/// One review of a kind with a contact, on a day; then what the rule about joint reviews says.
fn joint(tier: &str, kind: &str, contact: &str, held: &str) -> Vec<(Severity, String)> {
    let review = json!([{"id": "X", "kind": kind, "held_on": held, "client_attendee_ids": [contact], "no_change_note": "none"}]);
    let edits = json!([
        set("/governance/reviews", review),
        set("/account/tier", json!(tier))
    ]);
    named(&patched(&edits, &today()), "KA-803")
}

#[test]
fn the_leadership_of_the_client_is_met_every_six_or_twelve_months() {
    let late = told("KA-803", Severity::Warning, "last");
    assert_eq!(joint("strategic", "joint_review", "C1", "2026-03-30"), []);
    assert_eq!(joint("strategic", "joint_review", "C1", "2026-03-29"), late);
    assert_eq!(joint("key", "joint_review", "C1", "2025-09-30"), []);
    assert_eq!(joint("key", "joint_review", "C1", "2025-09-29"), late);
    assert_eq!(joint("incubator", "joint_review", "C1", "2024-01-01"), []);
    // C3 is a manager, C2 a director, C5 works at the plant.
    let never = told("KA-803", Severity::Warning, "never");
    assert_eq!(joint("strategic", "refinement", "C3", "2026-09-01"), []);
    assert_eq!(joint("strategic", "cycle_review", "C2", "2026-09-01"), []);
    assert_eq!(joint("strategic", "joint_review", "C5", "2026-09-01"), never);
    assert_eq!(joint("strategic", "operational", "C1", "2026-09-01"), never);
    // The key account was launched eight months ago.
    assert_eq!(joint("key", "joint_review", "C5", "2026-09-01"), []);
}

#[test]
fn what_a_review_leaves_behind() {
    let at = |change: Value| {
        let mut review = json!({"id": "X", "kind": "refinement", "held_on": "2026-09-01"});
        for (key, value) in change.as_object().unwrap() {
            review[key] = value.clone();
        }
        named(
            &patched(
                &json!([{"op": "add", "path": "/governance/reviews/-", "value": review}]),
                &today(),
            ),
            "KA-804",
        )
    };
    assert_eq!(at(json!({})), told("KA-804", Severity::Warning, "nothing"));
    assert_eq!(at(json!({"no_change_note": " "})).len(), 1);
    assert_eq!(at(json!({"lessons": ["ask earlier"]})).len(), 1);
    for outcome in [
        json!({"decision_ids": ["D11"]}),
        json!({"action_ids": ["A1"]}),
        json!({"plan_version_after": 4}),
        json!({"no_change_note": "all is well"}),
    ] {
        assert_eq!(at(outcome.clone()), [], "{outcome}");
    }
    let served = json!([
        {"op": "add", "path": "/governance/reviews/-", "value": {"id": "X", "kind": "refinement", "held_on": "2026-09-01"}},
        {"op": "add", "path": "/actions/0/serves/-", "value": "review:X"}]);
    assert_eq!(named(&patched(&served, &today()), "KA-804"), []);
    let planned = json!([{"op": "add", "path": "/governance/reviews/-", "value": {"id": "X", "kind": "refinement", "planned_on": "2026-12-01"}}]);
    assert_eq!(named(&patched(&planned, &today()), "KA-804"), []);
}

/// Readings by day and score, with reviews and what serves the reading R1; then what the rule about red health says.
fn health(readings: &[(&str, u8)], reviews: Value, edits: &[Value]) -> Vec<(Severity, String)> {
    let readings: Vec<Value> = readings
        .iter()
        .enumerate()
        .map(|(index, (day, score))| json!({"id": format!("R{index}"), "as_of": day, "score": score}))
        .collect();
    let mut all = vec![
        set("/health/readings", json!(readings)),
        set("/governance/reviews", reviews),
    ];
    all.extend(edits.iter().cloned());
    named(&patched(&json!(all), &today()), "KA-808")
}

#[test]
fn red_asks_for_a_review_in_fourteen_days_and_an_action() {
    let red = [("2026-08-01", 60), ("2026-09-01", 39)];
    let review = |field: &str, day: &str| json!([{"id": "X", "kind": "executive", field: day, "no_change_note": "none"}]);
    let action = [json!({"op": "add", "path": "/actions/0/serves/-", "value": "health_reading:R1"})];
    let error = |name: &str| told("KA-808", Severity::Error, name);
    assert_eq!(health(&red, json!([]), &[]), error("red"));
    assert_eq!(health(&red, json!([]), &action), error("red"));
    assert_eq!(health(&red, review("held_on", "2026-09-15"), &[]), error("red"));
    assert_eq!(health(&red, review("held_on", "2026-09-15"), &action), []);
    assert_eq!(health(&red, review("planned_on", "2026-09-15"), &action), []);
    assert_eq!(
        health(&red, review("held_on", "2026-09-16"), &action),
        error("red")
    );
    assert_eq!(
        health(&red, review("held_on", "2026-08-31"), &action),
        error("red"),
        "before the alarm"
    );
    // The review answers the reading with an action.
    let answer = json!([{"id": "X", "kind": "executive", "held_on": "2026-09-02", "responds_to": ["health_reading:R1"], "action_ids": ["A1"]}]);
    assert_eq!(health(&red, answer, &[]), []);
    let cancelled = [action[0].clone(), set("/actions/0/status", json!("cancelled"))];
    assert_eq!(
        health(&red, review("held_on", "2026-09-02"), &cancelled),
        error("red")
    );
}

#[test]
fn red_lasts_until_two_readings_are_well() {
    let at = |last: &[(&'static str, u8)]| {
        let mut readings = vec![("2026-06-01", 39)];
        readings.extend_from_slice(last);
        health(&readings, json!([]), &[])
    };
    assert_eq!(at(&[("2026-07-15", 50)]).len(), 1);
    assert_eq!(at(&[("2026-07-15", 50), ("2026-08-20", 50)]), []);
    assert_eq!(at(&[("2026-07-15", 50), ("2026-08-20", 44)]).len(), 1);
}

#[test]
fn a_fall_of_fifteen_points_in_thirty_days_is_an_alarm_until_it_is_over() {
    let fall = told("KA-808", Severity::Error, "fall");
    assert_eq!(
        health(&[("2026-08-31", 90), ("2026-09-30", 75)], json!([]), &[]),
        fall
    );
    assert_eq!(
        health(&[("2026-08-31", 90), ("2026-09-30", 76)], json!([]), &[]),
        []
    );
    assert_eq!(
        health(&[("2026-08-30", 90), ("2026-09-30", 75)], json!([]), &[]),
        [],
        "31 days"
    );
    assert_eq!(
        health(
            &[("2026-09-01", 90), ("2026-09-10", 75), ("2026-09-20", 80)],
            json!([]),
            &[]
        ),
        []
    );
    // The alarm is the first reading of the fall: a review 14 days after it is in time.
    let review = json!([{"id": "X", "kind": "executive", "held_on": "2026-09-24", "no_change_note": "none"}]);
    let action = [json!({"op": "add", "path": "/actions/0/serves/-", "value": "health_reading:R1"})];
    let readings = [("2026-09-01", 90), ("2026-09-10", 75), ("2026-09-28", 74)];
    assert_eq!(health(&readings, review, &action), []);
    // What has not been measured yet is no alarm.
    assert_eq!(
        health(&[("2026-09-20", 90), ("2026-10-01", 20)], json!([]), &[]),
        []
    );
}
