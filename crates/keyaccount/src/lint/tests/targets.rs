//! The rules about the targets and the time of objectives and of the plan, on both sides of each border.

use serde_json::{Value, json};

use super::edits::{DAY, add, at_gate, found, judge, remove, today, unjudged};
use super::{patched, with_parameter};
use crate::lint::{Gate, ParameterValue, Reason, Severity};

#[test]
fn ka_207_compares_exactly() {
    let objective = |direction: &str, baseline: &str, target: &str| {
        json!([
            add("/objectives/0/metric/direction", direction),
            add("/objectives/0/baseline/value", baseline),
            add("/objectives/0/target/value", target)
        ])
    };
    let cases = [
        ("up, as the catalogue has it", objective("up", "8.1", "7.9"), true),
        ("up, equal", objective("up", "8.1", "8.10"), true),
        ("up, above", objective("up", "7.9", "8.1"), false),
        ("down, equal", objective("down", "4", "4"), true),
        ("down, above", objective("down", "4", "4.01"), true),
        ("down, below", objective("down", "4", "3.99"), false),
        ("hold, equal", objective("hold", "100", "100"), false),
        ("hold, at the tolerance", objective("hold", "11", "11.22"), false),
        ("hold, beyond it", objective("hold", "11", "11.2200001"), true),
        ("hold, below", objective("hold", "11", "10.77"), true),
        ("hold, below zero", objective("hold", "-50", "-51"), false),
        ("hold at zero", objective("hold", "0", "0.02"), false),
        ("hold at zero, beyond", objective("hold", "0", "-0.021"), true),
        ("establish", objective("establish", "4", "1"), false),
    ];
    judge("KA-207", &today(), cases);
    let mut wrong = objective("up", "8.1", "7.9");
    assert_eq!(
        found("KA-207", &wrong, &at_gate(Gate::G5)),
        [("/objectives/0/target/value".to_owned(), Severity::Error)]
    );
    let strict = with_parameter("KA-207", "hold_tolerance", ParameterValue::Number(0.01));
    assert_eq!(
        found("KA-207", &objective("hold", "11", "11.12"), &strict).len(),
        1
    );
    wrong
        .as_array_mut()
        .unwrap()
        .push(add("/objectives/0/status", "dropped"));
    judge("KA-207", &today(), [("dropped", wrong, false)]);
}

#[test]
fn ka_208_doubts_targets_of_objectives_that_are_not_on_track() {
    // Without a current value nobody knows whether it is on track.
    let objective = |unit: &str, baseline: &str, target: &str, due_on: &str| {
        json!([
            remove("/objectives/0/current"),
            add("/objectives/0/metric/unit", unit),
            add("/objectives/0/baseline/value", baseline),
            add("/objectives/0/target/value", target),
            add("/objectives/0/due_on", due_on)
        ])
    };
    let wallet = |unit: &str, target: &str| {
        json!([
            remove("/objectives/0/current"),
            add(
                "/objectives/0/metric",
                json!({"name": "Share of wallet, meters", "unit": unit})
            ),
            add("/objectives/0/baseline/value", target),
            add("/objectives/0/target/value", target)
        ])
    };
    let year = "2026-12-31";
    let cases = [
        (
            "ninefold in a year",
            objective("EUR", "100000", "900000", year),
            true,
        ),
        (
            "half more in a year",
            objective("EUR", "100000", "150000", year),
            false,
        ),
        (
            "doubled in a year",
            objective("EUR", "100000", "200000", year),
            false,
        ),
        (
            "a little more than doubled",
            objective("EUR", "100000", "200001", year),
            true,
        ),
        (
            "fourfold in two years",
            objective("EUR", "100000", "400000", "2027-12-31"),
            false,
        ),
        ("small money", objective("EUR", "9999", "90000", year), false),
        (
            "at the least money",
            objective("EUR", "10000", "90000", year),
            true,
        ),
        ("few plants", objective("plants", "1", "9", year), true),
        ("from nothing", objective("plants", "0", "9", year), false),
        (
            "less than a month",
            objective("plants", "1", "9", "2026-01-29"),
            false,
        ),
        (
            "all that the account spends",
            objective("EUR a year", "15000000", "18500000", year),
            false,
        ),
        (
            "more than it spends",
            objective("EUR a year", "15000000", "18500000.01", year),
            true,
        ),
        (
            "in another currency",
            objective("USD a year", "15000000", "19000000", year),
            false,
        ),
        (
            "in millions",
            objective("EUR million", "15000000", "19000000", year),
            false,
        ),
        ("the whole wallet", wallet("share", "1"), false),
        ("more than the wallet", wallet("share", "1.01"), true),
        ("the wallet in percent", wallet("%", "100"), false),
        ("more than that", wallet("%", "100.5"), true),
    ];
    judge("KA-208", &today(), cases);
    let on_track = json!([add("/objectives/0/target/value", "18500001")]);
    judge("KA-208", &today(), [("on track", on_track, false)]);
    assert_eq!(
        found("KA-208", &wallet("%", "101"), &today()),
        [("/objectives/0/target/value".to_owned(), Severity::Info)]
    );
}

#[test]
fn ka_210_holds_dates_to_the_plan() {
    let date = |field: &str, date: &str| json!([add(&format!("/objectives/0/{field}"), date)]);
    let cases = [
        ("starts with the plan", date("start_on", "2026-01-01"), false),
        ("starts before", date("start_on", "2025-12-31"), true),
        ("ends with the plan", date("due_on", "2028-12-31"), false),
        ("ends after", date("due_on", "2029-01-01"), true),
        (
            "both",
            json!([
                add("/objectives/0/start_on", "2029-01-01"),
                add("/objectives/0/status", "dropped")
            ]),
            false,
        ),
    ];
    judge("KA-210", &today(), cases);
    let slack = with_parameter("KA-210", "slack_days", ParameterValue::Number(1.0));
    judge("KA-210", &slack, [("a day", date("due_on", "2029-01-01"), false)]);
    judge(
        "KA-210",
        &slack,
        [("two days", date("due_on", "2029-01-02"), true)],
    );
    let reversed = json!([add("/plan/period/end", "2025-06-30")]);
    for code in ["KA-210", "KA-215"] {
        assert_eq!(found(code, &reversed, &today()), []);
        let expected = (Reason::InputFaulty, vec!["/plan/period".to_owned()]);
        assert_eq!(unjudged(code, &reversed, &today()), [expected]);
    }
}

#[test]
fn ka_215_counts_whole_months_per_tier() {
    let plan = |tier: &str, end: &str| json!([add("/account/tier", tier), add("/plan/period/end", end)]);
    let cases = [
        ("36", plan("strategic", "2028-12-31"), false),
        ("35", plan("strategic", "2028-12-30"), true),
        ("60", plan("key", "2030-12-31"), false),
        ("60 and some days", plan("key", "2031-01-30"), false),
        ("61", plan("key", "2031-01-31"), true),
        ("a year", plan("key", "2026-12-31"), true),
        ("incubator of 11", plan("incubator", "2026-12-30"), true),
        ("incubator of 12", plan("incubator", "2026-12-31"), false),
        ("incubator of 36", plan("incubator", "2028-12-31"), false),
        ("incubator of 37", plan("incubator", "2029-01-31"), true),
        ("standard", plan("standard", "2026-03-31"), false),
    ];
    judge("KA-215", &today(), cases);
    assert_eq!(
        found("KA-215", &plan("key", "2028-12-30"), &at_gate(Gate::G2Launch)),
        [("/plan/period".to_owned(), Severity::Warning)]
    );
}

#[test]
fn ka_216_measures_the_gaps_of_an_objective() {
    let milestones = |dates: &[&str]| {
        let milestones: Vec<Value> = dates.iter().map(|date| json!({"date": date})).collect();
        add("/objectives/0/milestones", milestones)
    };
    let yearly = ["2026-12-31", "2027-12-31"];
    // From 2026-01-15 to 2028-06-30.
    let cases = [
        ("none", json!([milestones(&[])]), true),
        (
            "exactly a year",
            json!([milestones(&["2027-01-15", "2028-01-15"])]),
            false,
        ),
        (
            "a year and a day",
            json!([milestones(&["2027-01-16", "2028-01-15"])]),
            true,
        ),
        (
            "in any order",
            json!([milestones(&["2027-12-31", "2026-12-31"])]),
            false,
        ),
        (
            "a year to the due date",
            json!([milestones(&["2027-01-15", "2027-06-30"])]),
            false,
        ),
        (
            "more than that",
            json!([milestones(&["2027-01-15", "2027-06-29"])]),
            true,
        ),
        (
            "without a day",
            json!([add(
                "/objectives/0/milestones",
                json!([{"value": 1}, {"date": "2027-01-15"}])
            )]),
            true,
        ),
        (
            "after the due date",
            json!([milestones(&["2027-01-15", "2028-07-01"])]),
            true,
        ),
        (
            "begins with the plan",
            json!([
                remove("/objectives/0/start_on"),
                milestones(&["2027-01-01", "2027-12-31"])
            ]),
            false,
        ),
        (
            "a day after the plan",
            json!([
                remove("/objectives/0/start_on"),
                milestones(&["2027-01-02", "2027-12-31"])
            ]),
            true,
        ),
        (
            "without a due date up to the last milestone",
            json!([remove("/objectives/0/due_on"), milestones(&yearly)]),
            false,
        ),
        (
            "met",
            json!([milestones(&[]), add("/objectives/0/status", "met")]),
            false,
        ),
        (
            "incubator",
            json!([milestones(&[]), add("/account/tier", "incubator")]),
            false,
        ),
    ];
    judge("KA-216", &today(), cases);
    let report = patched(&json!([milestones(&["2027-01-16", "2028-01-15"])]), &today());
    assert_eq!(
        report.findings[0].message,
        "Objective \"Equip the powder plants\" has no milestone between 2026-01-15 and 2027-01-16; at most 12 months should pass."
    );
}

#[test]
fn ka_221_is_a_warning_and_above_twice_the_slip_an_error() {
    // 100 of 200 days have passed: half the way is expected.
    let objective = |current: Value, status: &str| {
        json!([
            add("/objectives/0/baseline/value", "0"),
            add("/objectives/0/target/value", "100"),
            add("/objectives/0/milestones", json!([])),
            add("/objectives/0/start_on", "2026-06-22"),
            add("/objectives/0/due_on", "2027-01-08"),
            add("/objectives/0/current", current),
            add("/objectives/0/status", status)
        ])
    };
    let measured = |value: &str, date: &str| json!({"value": value, "as_of": date});
    let severity = |current: Value, status: &str| {
        let found = found("KA-221", &objective(current, status), &today());
        found.first().map(|(_, severity)| *severity)
    };
    let cases = [
        ("35", None),
        ("34.99", Some(Severity::Warning)),
        ("20", Some(Severity::Warning)),
        ("19.99", Some(Severity::Error)),
    ];
    for (value, expected) in cases {
        assert_eq!(severity(measured(value, DAY), "active"), expected, "{value}");
    }
    assert_eq!(severity(measured("0", DAY), "draft"), None);
    assert_eq!(severity(measured("0", DAY), "missed"), None);
    // 2026-06-22 is 100 days before.
    assert_eq!(
        severity(measured("0", "2026-06-22"), "active"),
        Some(Severity::Error)
    );
    let unjudged = |current: Value| unjudged("KA-221", &objective(current, "active"), &today());
    let entry = |reason, field: &str| vec![(reason, vec![format!("/objectives/0/current/{field}")])];
    assert_eq!(
        unjudged(measured("0", "2026-06-21")),
        entry(Reason::InputStale, "as_of")
    );
    assert_eq!(
        unjudged(json!({"value": "0"})),
        entry(Reason::InputMissing, "as_of")
    );
    assert_eq!(unjudged(json!({})), entry(Reason::InputMissing, "value"));
    assert_eq!(unjudged(measured("0", DAY)), []);
    let report = patched(&objective(measured("19", DAY), "active"), &today());
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-221")
        .unwrap();
    assert_eq!(
        finding.message,
        "Objective \"Equip the powder plants\" has come 19 % of its way, and 50 % were expected by now."
    );
}
