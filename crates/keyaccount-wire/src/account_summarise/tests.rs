use keyaccount::quantity::{Datum, decimal};
use serde_json::Value;

use super::*;
use crate::call;

const LINES: &str = r#"{
    "as_of": "2026-06-30",
    "currency": "EUR",
    "columns": {
        "account": ["A1", "A1", " B2", "C3"],
        "date": ["2025-03-01", "2026-03-01", "2026-04-01", "2026-07-01"],
        "revenue": ["80.00", 100, 300.005, "1"],
        "cost": [1, {"state": "unknown"}, "2.5", 1],
        "order": ["o1", "o2", "o3", "o4"]
    }
}"#;

fn answer(request: &str) -> Value {
    let text = call(AccountSummarise::NAME, request).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Every figure by hand; the row of an account without a figure says why.
#[test]
fn a_row_says_what_its_lines_add_up_to() {
    let reply = answer(LINES);
    assert_eq!(reply["provenance"]["as_of"], "2026-06-30");
    let expected = serde_json::json!({
        "id": "A1",
        "revenue_last_12_months": {"amount": "100.00", "currency": "EUR"},
        "revenue_previous_12_months": {"amount": "80.00", "currency": "EUR"},
        "revenue_growth_ratio": 0.25,
        // 100000 / 400005 thousandths.
        "revenue_share": 0.249_996_875_039_062,
        "gross_margin_last_12_months": {"state": "missing"},
        "gross_margin_ratio": {"state": "missing"},
        "cost_coverage_share": 0.0,
        "order_count": 1,
        "category_count": {"state": "missing"},
        "line_count": 1,
        "first_order_date": "2025-03-01",
        "last_order_date": "2026-03-01",
        "days_since_last_order": 121,
        "undefined": [
            {"field": "gross_margin_last_12_months", "reason": "not_complete"},
            {"field": "gross_margin_ratio", "reason": "not_complete"},
            {"field": "category_count", "reason": "not_given"}
        ]
    });
    assert_eq!(reply["answer"]["accounts"][1], expected);
    assert_eq!(reply["answer"]["accounts"][0]["id"], "B2");
    assert_eq!(reply["answer"]["accounts"].as_array().unwrap().len(), 2);
    let totals = &reply["answer"]["totals"];
    assert_eq!(totals["lines_after_as_of"], 1);
    assert_eq!(totals["last_12_months"]["revenue"]["amount"], "400.005");
    assert_eq!(
        totals["last_12_months"]["period"],
        serde_json::json!({"start": "2025-07-01", "end": "2026-06-30"})
    );
}

#[test]
fn an_amount_means_the_same_as_text_and_as_a_number() {
    let lines = |amount: &str| {
        let columns = format!(
            r#"{{"account": ["A"], "date": ["2026-01-01"], "revenue": [{amount}], "cost": [{amount}]}}"#
        );
        call(
            AccountSummarise::NAME,
            &format!(r#"{{"as_of": "2026-06-30", "currency": "EUR", "columns": {columns}}}"#),
        )
        .unwrap()
    };
    // As a float, the number would lose its last digits.
    let long = "12345678901234567890.12345678";
    assert_eq!(lines(long), lines(&format!("\"{long}\"")));
    assert!(lines(long).contains(long));
}

#[test]
fn a_request_made_in_rust_gives_the_same_answer() {
    let request = Request {
        as_of: "2026-06-30".parse().unwrap(),
        currency: "EUR".parse().unwrap(),
        columns: TransactionColumns {
            account: ["A1", "A1", " B2", "C3"].into_iter().collect(),
            date: ["2025-03-01", "2026-03-01", "2026-04-01", "2026-07-01"]
                .map(|day| day.parse().unwrap())
                .into(),
            revenue: ["80.00", "100", "300.005", "1"]
                .map(|amount| decimal::parse(amount).unwrap())
                .into(),
            cost: Some(vec![
                Datum::Value(1.into()),
                Datum::Unknown,
                Datum::Value(decimal::parse("2.5").unwrap()),
                Datum::Value(1.into()),
            ]),
            order: Some(["o1", "o2", "o3", "o4"].into_iter().collect()),
            category: None,
        },
    };
    let reply = AccountSummarise::run(request).unwrap();
    assert_eq!(
        serde_json::to_string(&reply).unwrap(),
        call(AccountSummarise::NAME, LINES).unwrap()
    );
}

#[test]
fn errors_name_the_place_in_the_request() {
    let with = |from: &str, to: &str| {
        assert!(LINES.contains(from), "{from}");
        call(AccountSummarise::NAME, &LINES.replacen(from, to, 1)).unwrap_err()
    };
    let cases = [
        (
            with("\"2025-03-01\", ", ""),
            "/columns/date",
            "`date` must have as many rows as `account`, 4 (got 3)",
        ),
        (
            with("\"A1\", \"A1\"", "\"A1\", \"\""),
            "/columns/account/1",
            "`account` in row 2: id must be 1 to 200 visible characters (got \"\")",
        ),
        (
            with("2026-06-30", "0001-06-30"),
            "/as_of",
            "`as_of` must lie at least 24 months after the start of the calendar (got 0001-06-30)",
        ),
        (
            with("80.00", "79228162514264337593543950335"),
            "/columns/revenue",
            "the sums of `revenue` must have at most 28 digits",
        ),
    ];
    for (error, path, message) in cases {
        assert_eq!((error.path.as_str(), error.message.as_str()), (path, message));
    }
    let places = [
        (with("\"EUR\"", "\"EURO\""), "/currency"),
        (with("\"80.00\"", "\"80,00\""), "/columns/revenue/0"),
        (with("100,", "null,"), "/columns/revenue/1"),
        (with("\"2.5\"", "null"), "/columns/cost/2"),
        (with("\"2.5\"", "{\"state\": \"lost\"}"), "/columns/cost/2/state"),
        (with("2026-03-01", "2026-02-30"), "/columns/date/1"),
        (with("\" B2\"", "7"), "/columns/account/2"),
        (with("\"order\"", "\"orders\""), "/columns/orders"),
        (with("[\"o1\", \"o2\", \"o3\", \"o4\"]", "null"), "/columns/order"),
        (
            with("[1, {\"state\": \"unknown\"}, \"2.5\", 1]", "null"),
            "/columns/cost",
        ),
    ];
    for (error, path) in places {
        assert_eq!(error.path, path, "{}", error.message);
    }
}
