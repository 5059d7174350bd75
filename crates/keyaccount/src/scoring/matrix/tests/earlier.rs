//! Values of earlier days on the axes of a matrix.

use serde_json::{Value, json};

use super::{criterion, details, grid, of, plain_grid};
use crate::fault::Fault;
use crate::quantity::Date;
use crate::scoring::matrix::{MatrixAnswer, MatrixError, MatrixInput, matrix};
use crate::scoring::tests::{accounts, compiled};

/// Two models, `p` and `q`, whose criteria carry 90 days; both know `both`.
fn placed(account: Value, with: Value) -> Result<MatrixAnswer, MatrixError> {
    let one = |id: &str| {
        let mut own = criterion(id, "g", 1.0);
        own["carry_forward_at_most_days"] = json!(90);
        compiled(
            json!({"schema": "keyaccount/score-model/1", "id": id, "version": 1, "name": "M", "weights": "points",
            "groups": [{"id": "g", "name": "G"}], "criteria": [own, criterion("both", "g", 1.0)]}),
        )
    };
    let mut value = plain_grid();
    value["horizontal"]["measure"] = json!("score");
    value["vertical"]["measure"] = json!({"second_group": "g"});
    matrix(&MatrixInput {
        grid: &grid(value),
        model: &one("p"),
        second_model: Some(&one("q")),
        accounts: &accounts(json!([account])),
        as_of: Date::new(2026, 6, 30),
        details: &details(with),
    })
}

fn earlier(criterion_id: &str, value: f64, known_on: &str) -> Value {
    json!({"criterion_id": criterion_id, "value": value, "known_on": known_on})
}

/// p: (8 + 4) / 2 on 31 May; q: (2 + 4) / 2 on 1 April, the ninetieth day before.
#[test]
fn each_model_carries_its_own_values() {
    let history = [earlier("q", 2.0, "2026-04-01"), earlier("p", 8.0, "2026-05-31")];
    let account = json!({"id": "a", "facts": {"both": 4}, "earlier": history});
    let answer = placed(
        account.clone(),
        json!([{"account_id": "a", "forecast": {"facts": {"both": 6}}}]),
    )
    .unwrap();
    let placed_account = of(&answer, "a");
    assert_eq!(
        (placed_account.horizontal.value, placed_account.vertical.value),
        (Some(6.0), Some(3.0))
    );
    let forecast = placed_account.forecast.as_ref().unwrap();
    assert_eq!(
        (forecast.horizontal.value, forecast.vertical.value),
        (Some(7.0), Some(4.0))
    );

    // What is expected to be absent is not carried forward either: only `both` is left.
    let absent = json!([{"account_id": "a", "forecast": {"facts": {"p": {"state": "unknown"}}}}]);
    let answer = placed(account, absent).unwrap();
    let forecast = of(&answer, "a").forecast.as_ref().unwrap();
    assert_eq!(
        (forecast.horizontal.value, forecast.vertical.value),
        (Some(4.0), Some(3.0))
    );
}

#[test]
fn errors_point_into_the_list_of_the_account() {
    let history = [
        earlier("p", 8.0, "2026-05-31"),
        earlier("q", 2.0, "2026-05-31"),
        earlier("q", 11.0, "2026-04-30"),
    ];
    let error = placed(
        json!({"id": "a", "facts": {"both": 4}, "earlier": history}),
        json!([]),
    )
    .unwrap_err();
    assert_eq!(
        (error.code(), error.path().as_str()),
        ("outside_anchors", "/accounts/0/earlier/2/value")
    );
    let neither = [earlier("q", 2.0, "2026-05-31"), earlier("r", 2.0, "2026-05-31")];
    let error = placed(json!({"id": "a", "earlier": neither}), json!([])).unwrap_err();
    assert_eq!(
        (error.code(), error.path().as_str()),
        ("unknown_criterion", "/accounts/0/earlier/1/criterion_id")
    );
}
