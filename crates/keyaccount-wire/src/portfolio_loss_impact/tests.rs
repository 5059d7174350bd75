use serde_json::{Value, json};

use super::*;
use crate::call;

const LOSS: &str = r#"{
    "accounts": [
        {
            "id": "global",
            "annual_revenue": {"amount": "400000.00", "currency": "EUR"},
            "annual_gross_margin": {"amount": 100000, "currency": "EUR"},
            "hours_per_year": 620
        },
        {"id": "local", "annual_revenue": {"amount": "50000.00", "currency": "EUR"}},
        {"id": "others", "annual_revenue": {"amount": "550000.00", "currency": "EUR"}, "hours_per_year": {"state": "unknown"}}
    ],
    "leaving": ["global"],
    "annual_profit": {"amount": "120000", "currency": "EUR"}
}"#;

/// 40 % of 1,000,000 leaves: 400,000 of the remaining 600,000 must be found, ten months of the profit are gone.
#[test]
fn the_loss_of_forty_percent() {
    let text = call(PortfolioLossImpact::NAME, LOSS).unwrap();
    let reply: Value = serde_json::from_str(&text).unwrap();
    let answer = &reply["answer"];
    assert_eq!(answer["leaving"][0]["id"], "global");
    let sum = |amount: &str, count: u64| json!({"amount": {"amount": amount, "currency": "EUR"}, "known_count": count, "account_count": count});
    assert_eq!(answer["revenue_lost"], sum("400000.00", 1));
    assert_eq!(answer["revenue_remaining"], sum("600000.00", 2));
    assert_eq!(answer["share_lost"], json!(0.4));
    assert_eq!(answer["replacement_growth_ratio"], json!(2.0 / 3.0));
    assert_eq!(answer["months_of_profit_lost"], json!(10.0));
    assert_eq!(
        answer["hours_freed"],
        json!({"hours": 620.0, "known_count": 1, "account_count": 1})
    );
    // 0.4^2 + 0.05^2 + 0.55^2, and (5^2 + 55^2) / 60^2.
    assert_eq!(answer["concentration"]["before"]["hhi"], json!(0.465));
    assert_eq!(answer["concentration"]["after"]["hhi"], json!(3050.0 / 3600.0));
    assert_eq!(answer.get("notes"), None, "the spread becomes less even here");
}

#[test]
fn errors_name_the_place_in_the_request() {
    let with = |from: &str, to: &str| {
        assert!(LOSS.contains(from), "{from}");
        call(PortfolioLossImpact::NAME, &LOSS.replacen(from, to, 1)).unwrap_err()
    };
    let unknown = with("[\"global\"]", "[\"globl\"]");
    assert_eq!(
        (unknown.code.as_str(), unknown.path.as_str()),
        ("unknown_account", "/leaving/0")
    );
    assert_eq!(unknown.help.as_deref(), Some("the nearest known id is `global`"));
    let places = [
        (with("[\"global\"]", "[]"), "/leaving"),
        (with("\"local\"", "\"global\""), "/accounts/1/id"),
        (
            with("\"50000.00\"", "\"-50000.00\""),
            "/accounts/1/annual_revenue",
        ),
        (
            with(
                "\"550000.00\", \"currency\": \"EUR\"",
                "\"550000.00\", \"currency\": \"USD\"",
            ),
            "/accounts/2/annual_revenue",
        ),
        (with("620", "-1"), "/accounts/0/hours_per_year"),
        (with("620", "null"), "/accounts/0/hours_per_year"),
        (with("\"annual_profit\"", "\"profit\""), "/profit"),
    ];
    for (error, path) in places {
        assert_eq!(error.path, path, "{}", error.message);
    }
}
