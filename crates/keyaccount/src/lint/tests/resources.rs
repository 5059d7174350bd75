//! The rules about budgets and costs, each at its borders.

use serde_json::{Value, json};

use super::{as_of, has, not_evaluated, patched, patched_within, said, with_parameter};
use crate::lint::{Gate, Mode, Options, ParameterValue, Reason, Severity};

const DAY: &str = "2026-09-30";

fn set(path: &str, value: impl Into<Value>) -> Value {
    json!({"op": "replace", "path": path, "value": value.into()})
}

fn add(path: &str, value: impl Into<Value>) -> Value {
    json!({"op": "add", "path": path, "value": value.into()})
}

fn remove(path: &str) -> Value {
    json!({"op": "remove", "path": path})
}

fn euros(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

fn judged(edits: &Value, code: &str) -> Vec<(Severity, String)> {
    said(&patched(edits, &as_of(DAY)), code)
}

fn fires(edits: &Value, code: &str) -> bool {
    has(&patched(edits, &as_of(DAY)), code)
}

#[test]
fn cost_or_effort_needs_a_budget_or_a_line() {
    let bare = |actions: Value, value_adds: Value| {
        json!([
            remove("/resources/budgets"),
            remove("/resources/lines"),
            set("/actions", actions),
            set("/value_adds", value_adds)
        ])
    };
    let action = |key: &str, value: Value| {
        let mut action = json!({"id": "A1", "title": "x", "status": "planned"});
        action[key] = value;
        json!([action])
    };
    let cancelled = json!([{"id": "A1", "title": "x", "status": "cancelled", "cost": euros("5")}]);
    let value_add =
        |cost: &str| json!([{"id": "V1", "kind": "support", "statement": "x", "cost": euros(cost)}]);
    let cases = [
        (bare(json!([]), json!([])), false),
        (bare(action("cost", euros("0.01")), json!([])), true),
        (bare(action("cost", euros("0")), json!([])), false),
        (bare(action("effort_days", json!(0.5)), json!([])), true),
        (bare(action("effort_days", json!(0)), json!([])), false),
        (bare(cancelled, json!([])), false),
        (bare(json!([]), value_add("1")), true),
        (bare(json!([]), value_add("0.00")), false),
        (json!([remove("/resources/lines")]), false),
        (json!([remove("/resources/budgets")]), false),
        (
            json!([remove("/resources"), set("/account/tier", "incubator")]),
            false,
        ),
    ];
    for (edits, expected) in cases {
        assert_eq!(fires(&edits, "KA-551"), expected, "{edits}");
    }
    let sentence = "The plan has neither a budget nor resources, yet carries cost or effort (actions: 1, value-adds: 1).";
    let both = bare(action("cost", euros("1")), value_add("1"));
    assert_eq!(
        judged(&both, "KA-551"),
        [(Severity::Warning, sentence.to_owned())]
    );
}

// What the faultless plan costs, by hand. In 2026: actions 24 000 + 9 000 + 6 000 + 8 000 + 4 500 + 7 000 + 12 000 + 3 000,
// value-adds 18 000 + 5 000 + 3 000: 99 500. In 2027: actions 61 000 + 6 000 + 5 000 USD at 0.92 + 22 000 + 14 000 + 5 000,
// value-adds 6 000 + 4 000, a reward 5 000: 127 600. In 2028: a reward 6 000. Together 233 100.

#[test]
fn the_costs_of_a_period_fit_into_its_budget() {
    let budget =
        |index: usize, amount: &str| set(&format!("/resources/budgets/{index}/amount/amount"), amount);
    for (index, enough, short) in [
        (0, "99500", "99499.99"),
        (1, "127600", "127599.99"),
        (2, "6000", "5999.99"),
    ] {
        assert!(!fires(&json!([budget(index, enough)]), "KA-552"), "{enough}");
        assert!(fires(&json!([budget(index, short)]), "KA-552"), "{short}");
    }
    let sentence = "Costs of 99500 EUR are planned from 2026-01-01 to 2026-12-31; the budget is 80000 EUR.";
    let short = json!([budget(0, "80000")]);
    assert_eq!(judged(&short, "KA-552"), [(Severity::Error, sentence.to_owned())]);
    let tolerant = with_parameter("KA-552", "tolerance_ratio", ParameterValue::Number(0.25));
    // 79 600 * 1.25 = 99 500
    assert!(!has(&patched(&json!([budget(0, "79600")]), &tolerant), "KA-552"));
    assert!(has(
        &patched(&json!([budget(0, "79599.99")]), &tolerant),
        "KA-552"
    ));
    assert!(fires(
        &json!([budget(0, "80000"), set("/account/tier", "standard")]),
        "KA-552"
    ));
}

#[test]
fn costs_fall_on_their_days() {
    let exact = set("/resources/budgets/0/amount/amount", "99500");
    let cost = |cost: &str, due: &str| {
        add(
            "/actions/-",
            json!({"id": "A40", "title": "x", "status": "planned", "due_on": due, "cost": euros(cost)}),
        )
    };
    assert!(fires(&json!([exact, cost("1", "2026-12-31")]), "KA-552"));
    assert!(!fires(&json!([exact, cost("1", "2027-01-01")]), "KA-552"));
    assert!(!fires(&json!([exact, cost("1", "2025-12-31")]), "KA-552"));
    let over = |start: &str, end: &str, amount: &str| {
        json!([
            set("/resources/budgets/0/amount/amount", amount),
            add(
                "/value_adds/-",
                json!({"id": "V40", "kind": "support", "statement": "x", "cost": euros("300"),
                                           "cost_period": {"start": start, "end": end}})
            )
        ])
    };
    // Ten of thirty days lie in 2026: 100 of 300.
    let (start, end) = ("2026-12-22", "2027-01-20");
    assert!(!fires(&over(start, end, "99600"), "KA-552"));
    assert!(fires(&over(start, end, "99599.99"), "KA-552"));
    // Without a period of its own over the whole plan: 1 096 days, 365 of them in 2026; 1 096 * 365 / 1 096 = 365.
    let whole = |amount: &str| {
        json!([
            set("/resources/budgets/0/amount/amount", amount),
            add("/rewards/-", json!({"id": "RW40", "cost": euros("1096")}))
        ])
    };
    assert!(!fires(&whole("99865"), "KA-552"));
    assert!(fires(&whole("99864.99"), "KA-552"));
}

#[test]
fn budgets_that_overlap_are_one() {
    // 99 500 in 2026: 60 000 for the year and as much for its second half are enough together.
    let half = |amount: &str, start: &str| {
        json!([
            set("/resources/budgets/0/amount/amount", "60000"),
            add(
                "/resources/budgets/-",
                json!({"id": "BU40", "period": {"start": start, "end": "2026-12-31"},
                   "amount": euros(amount), "approved_by_id": "B1", "approved_on": "2026-06-30"})
            )
        ])
    };
    assert!(!fires(&half("39500", "2026-07-01"), "KA-552"));
    let report = patched(&half("39499", "2026-07-01"), &as_of(DAY));
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-552")
        .unwrap();
    assert_eq!(finding.path, "/resources/budgets/0/amount");
    assert_eq!(finding.entity.as_ref().unwrap().id, "BU1");
    assert_eq!(finding.related[0].path, "/resources/budgets/3/amount");
    assert_eq!(
        finding.message,
        "Costs of 99500 EUR are planned from 2026-01-01 to 2026-12-31; the budget is 99499 EUR."
    );
}

#[test]
fn what_is_open_is_said_and_the_rest_is_judged() {
    let undated = add(
        "/actions/-",
        json!({"id": "A40", "title": "x", "status": "planned", "cost": euros("9")}),
    );
    let report = patched(&json!([undated]), &as_of(DAY));
    assert!(!has(&report, "KA-552"));
    let place = vec!["/actions/27/due_on".to_owned()];
    assert_eq!(not_evaluated(&report, "KA-552"), [(Reason::InputMissing, place)]);
    let report = patched(
        &json!([undated, set("/resources/budgets/0/amount/amount", "90000")]),
        &as_of(DAY),
    );
    assert!(has(&report, "KA-552"), "too much without it");
    let pounds = json!([set("/actions/9/cost/currency", "GBP")]);
    let report = patched(&pounds, &as_of(DAY));
    let place = vec!["/actions/9/cost".to_owned()];
    assert_eq!(
        not_evaluated(&report, "KA-552"),
        [(Reason::RateMissing, place.clone())]
    );
    assert_eq!(not_evaluated(&report, "KA-555"), [(Reason::RateMissing, place)]);
    let unsaid = patched(&json!([remove("/resources/budgets/1/amount")]), &as_of(DAY));
    let place = vec!["/resources/budgets/1/amount".to_owned()];
    assert_eq!(not_evaluated(&unsaid, "KA-552"), [(Reason::InputMissing, place)]);
    assert_eq!(
        not_evaluated(
            &patched(&json!([remove("/resources/budgets")]), &as_of(DAY)),
            "KA-552"
        ),
        []
    );
}

#[test]
fn budgets_and_lines_are_approved_by_somebody_on_some_day() {
    let (by, on) = (
        remove("/resources/budgets/0/approved_by_id"),
        remove("/resources/budgets/0/approved_on"),
    );
    let line = remove("/resources/lines/3/approved_on");
    let warning = |sentence: &str| vec![(Severity::Warning, sentence.to_owned())];
    let cases = [
        (json!([by]), "Budget \"BU1\" over 120000 EUR has no approver."),
        (
            json!([on]),
            "Budget \"BU1\" over 120000 EUR has no date of approval.",
        ),
        (
            json!([by, on]),
            "Budget \"BU1\" over 120000 EUR has neither approver nor date of approval.",
        ),
        (
            json!([line]),
            "Line \"engineer hours\" over 50000 EUR has no date of approval.",
        ),
    ];
    for (edits, sentence) in cases {
        assert_eq!(judged(&edits, "KA-554"), warning(sentence), "{edits}");
    }
    assert!(!fires(&json!([by, set("/account/tier", "incubator")]), "KA-554"));
    assert!(!fires(
        &json!([by, set("/resources/budgets/0/amount/amount", "0")]),
        "KA-554"
    ));
    let gate = Options {
        mode: Mode::Gate(Gate::G2Approve),
        ..as_of(DAY)
    };
    assert_eq!(
        said(&patched(&json!([by]), &gate), "KA-554")[0].0,
        Severity::Error
    );
    let unsaid = patched(&json!([by, remove("/resources/budgets/0/amount")]), &as_of(DAY));
    let place = vec!["/resources/budgets/0/amount".to_owned()];
    assert_eq!(not_evaluated(&unsaid, "KA-554"), [(Reason::InputMissing, place)]);
    // Two lines of one name: two findings that can be told apart.
    let both = json!([line, remove("/resources/lines/0/approved_on")]);
    let report = patched(&both, &as_of(DAY));
    let fingerprints: Vec<&str> = report
        .findings
        .iter()
        .map(|finding| finding.fingerprint.as_str())
        .collect();
    assert!(fingerprints.len() == 2 && fingerprints[0] != fingerprints[1]);
}

#[test]
fn a_limit_for_approval_is_in_the_currency_of_the_plan() {
    let by = remove("/resources/budgets/0/approved_by_id");
    let amount = |amount: &str, currency: &str| {
        let amount = json!({"amount": amount, "currency": currency});
        json!([by, set("/resources/budgets/0/amount", amount)])
    };
    let limit = with_parameter("KA-554", "min_amount", ParameterValue::Number(920.0));
    let cases = [
        ("920", "EUR", false),
        ("920.01", "EUR", true),
        ("1000", "USD", false),
        ("1000.01", "USD", true),
    ];
    for (value, currency, expected) in cases {
        let report = patched(&amount(value, currency), &limit);
        assert_eq!(has(&report, "KA-554"), expected, "{value} {currency}");
    }
    let place = vec!["/resources/budgets/0/amount".to_owned()];
    let report = patched(&amount("5000", "GBP"), &limit);
    assert_eq!(not_evaluated(&report, "KA-554"), [(Reason::RateMissing, place)]);
    assert!(fires(&amount("1", "GBP"), "KA-554"), "above zero in any currency");
}

#[test]
fn margin_covers_cost_over_the_horizon() {
    let margin = |amount: &str| set("/resources/expected_incremental_margin/0/amount/amount", amount);
    assert!(!fires(&json!([margin("233100")]), "KA-555"));
    let sentence = "The plan costs 233100.00 EUR and should add a gross margin of 200000 EUR: 0.86 for each 1 spent, where at least 1 is wanted.";
    assert_eq!(
        judged(&json!([margin("200000")]), "KA-555"),
        [(Severity::Warning, sentence.to_owned())]
    );
    let double = with_parameter("KA-555", "min_return", ParameterValue::Number(2.0));
    assert!(!has(&patched(&json!([margin("466200")]), &double), "KA-555"));
    assert!(has(&patched(&json!([margin("466199.99")]), &double), "KA-555"));
    // Of the 2 191 days of the margin 1 096 lie within the plan: 233 100 * 2 191 / 1 096 = 465 987.3...
    let longer = |amount: &str| {
        json!([
            margin(amount),
            set(
                "/resources/expected_incremental_margin/0/period/end",
                "2031-12-31"
            )
        ])
    };
    assert!(!fires(&longer("465988"), "KA-555"));
    assert!(fires(&longer("465987"), "KA-555"));
    for exempt in [
        set("/account/orientation", "supplier"),
        set("/account/tier", "incubator"),
    ] {
        assert!(!fires(&json!([margin("1"), exempt]), "KA-555"), "{exempt}");
    }
    let undated = add(
        "/actions/-",
        json!({"id": "A40", "title": "x", "status": "planned", "cost": euros("0.01")}),
    );
    assert!(
        fires(&json!([margin("233100"), undated]), "KA-555"),
        "counts in full"
    );
}

#[test]
fn margin_that_lies_ahead_is_worth_less() {
    // One cost of 1 000 on the first day of the plan; a margin of 1 100 on the same day of the next year, 365 days later.
    let edits = |margin: &str| {
        json!([
            set("/value_adds", json!([])),
            set("/rewards", json!([])),
            set(
                "/actions",
                json!([{"id": "A1", "title": "x", "status": "planned", "due_on": "2026-01-01", "cost": euros("1000")}])
            ),
            set(
                "/resources/expected_incremental_margin/0",
                json!({
                "period": {"start": "2027-01-01", "end": "2027-01-01"}, "amount": euros(margin)})
            )
        ])
    };
    let discount = with_parameter("KA-555", "annual_discount", ParameterValue::Number(0.25));
    assert!(!fires(&edits("1000"), "KA-555"));
    assert!(has(&patched(&edits("1249.99"), &discount), "KA-555"));
    assert!(!has(&patched(&edits("1250.01"), &discount), "KA-555"));
}

#[test]
fn a_return_needs_both_sides() {
    let margin = "/resources/expected_incremental_margin";
    let report = patched(&json!([remove(margin)]), &as_of(DAY));
    assert_eq!(
        not_evaluated(&report, "KA-555"),
        [(Reason::InputMissing, vec![margin.to_owned()])]
    );
    let amount = format!("{margin}/0/amount");
    let report = patched(&json!([remove(&amount)]), &as_of(DAY));
    assert_eq!(
        not_evaluated(&report, "KA-555"),
        [(Reason::InputMissing, vec![amount])]
    );
    let free = json!([
        set("/actions", json!([])),
        set("/value_adds", json!([])),
        set("/rewards", json!([]))
    ]);
    let report = patched(&free, &as_of(DAY));
    assert!(!has(&report, "KA-555"));
    assert!(!not_evaluated(&report, "KA-555").is_empty());
}

#[test]
fn serving_costs_less_than_four_fifths_of_the_margin() {
    let account = |cost: &str, margin: &str| {
        json!([
            set("/account/cost_to_serve", euros(cost)),
            set("/account/gross_margin", euros(margin))
        ])
    };
    let high =
        "Serving \"Halvorn Dairy Group\" costs 80.00 EUR, which is 0.8 of its gross margin of 100.00 EUR.";
    let loss = |margin: &str| {
        format!(
            "\"Halvorn Dairy Group\" loses money: serving it costs 100.00 EUR, and its gross margin is {margin} EUR."
        )
    };
    let cases = [
        ("79.99", "100.00", None),
        ("80.00", "100.00", Some(high.to_owned())),
        ("100.00", "100.00", Some(loss("100.00"))),
        ("100.00", "0", Some(loss("0"))),
        ("0", "0", None),
    ];
    for (cost, margin, sentence) in cases {
        let expected: Vec<_> = sentence
            .map(|sentence| (Severity::Warning, sentence))
            .into_iter()
            .collect();
        assert_eq!(
            judged(&account(cost, margin), "KA-556"),
            expected,
            "{cost} {margin}"
        );
    }
    for exempt in [
        set("/account/orientation", "supplier"),
        set("/account/tier", "incubator"),
    ] {
        let edits = account("100", "100");
        assert!(!fires(&json!([edits[0], edits[1], exempt]), "KA-556"), "{exempt}");
    }
}

#[test]
fn the_cost_to_serve_is_judged_where_both_figures_are_known() {
    let cost = "/account/cost_to_serve";
    let report = patched(&json!([remove(cost)]), &as_of(DAY));
    assert_eq!(
        not_evaluated(&report, "KA-556"),
        [(Reason::InputMissing, vec![cost.to_owned()])]
    );
    let report = patched(
        &json!([set(cost, json!({"state": "not_applicable"}))]),
        &as_of(DAY),
    );
    assert_eq!(
        (has(&report, "KA-556"), not_evaluated(&report, "KA-556")),
        (false, vec![])
    );
    // The portfolio knows what the plan leaves out.
    let high = json!([set("/accounts/0/cost_to_serve", euros("2276320"))]);
    assert!(has(
        &patched_within(&json!([remove(cost)]), &high, &as_of(DAY)),
        "KA-556"
    ));
    assert!(!has(&patched_within(&json!([]), &high, &as_of(DAY)), "KA-556"));
    let pounds = json!([set(cost, json!({"amount": "1", "currency": "GBP"}))]);
    let report = patched(&pounds, &as_of(DAY));
    assert_eq!(
        not_evaluated(&report, "KA-556"),
        [(Reason::RateMissing, vec![cost.to_owned()])]
    );
}
