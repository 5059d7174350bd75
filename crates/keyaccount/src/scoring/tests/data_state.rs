//! Whether enough is known of an account.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{CompiledModel, DataState, ModelError, ScoreAnswer};
use super::cases::cases;
use super::{accounts, compiled, model};
use crate::fault::Fault;
use crate::quantity::Share;

/// Three criteria of equal weight, of which two make `least`.
fn thirds(least: Option<f64>) -> Value {
    let criterion = |id: &str| {
        json!({"id": id, "name": id, "meaning": "M", "unit": "rating", "weight": 1,
        "direction": "more_is_better", "anchors": {"worst": 0, "best": 10}, "when_absent": "exclude_and_rescale"})
    };
    let mut value = json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "criteria": [criterion("a"), criterion("b"), criterion("c")]});
    if let Some(least) = least {
        value["least_known_share"] = json!(least);
    }
    value
}

fn states(answer: &ScoreAnswer) -> Vec<(&str, Option<DataState>)> {
    let accounts = answer.accounts.iter();
    accounts
        .map(|account| (account.account_id.as_str(), account.data_state))
        .collect()
}

#[test]
fn exactly_enough_is_enough_in_spite_of_rounding() {
    let (enough, not_enough) = (Some(DataState::Enough), Some(DataState::NotEnough));
    let rows = accounts(json!([
        {"id": "three", "facts": {"a": 9, "b": 9, "c": 9}},
        {"id": "two", "facts": {"a": 8, "c": 8}},
        {"id": "one", "facts": {"b": 7}},
        {"id": "one-and-no-more", "facts": {"b": 6, "a": {"state": "not_applicable"}, "c": {"state": "not_applicable"}}},
        {"id": "none"},
    ]));
    let answer = compiled(thirds(Some(2.0 / 3.0))).score(&rows).unwrap();
    assert_eq!(
        states(&answer),
        [
            ("three", enough),
            ("two", enough),
            ("one", not_enough),
            ("one-and-no-more", not_enough),
            ("none", not_enough)
        ]
    );
    assert_eq!(answer.least_known_share, Some(2.0 / 3.0));
    let ranks: Vec<_> = answer.accounts.iter().map(|account| account.rank).collect();
    assert_eq!(
        ranks,
        [Some(1), Some(2), Some(3), Some(4), None],
        "nobody disappears"
    );

    let all = compiled(thirds(Some(1.0))).score(&rows).unwrap();
    assert_eq!(states(&all)[..2], [("three", enough), ("two", not_enough)]);
    let least = compiled(thirds(Some(1e-300))).score(&rows).unwrap();
    assert_eq!(
        states(&least)[2..],
        [("one", enough), ("one-and-no-more", enough), ("none", not_enough)]
    );
}

#[test]
fn a_model_without_the_share_says_nothing() {
    let answer = compiled(thirds(None))
        .score(&accounts(json!([{"id": "one", "facts": {"a": 1}}])))
        .unwrap();
    assert_eq!(
        (answer.accounts[0].data_state, answer.least_known_share),
        (None, None)
    );
    let text = serde_json::to_string(&answer).unwrap();
    assert!(
        !text.contains("data_state") && !text.contains("least_known_share") && !text.contains("known_on")
    );
}

#[test]
fn the_share_must_be_above_nothing() {
    let error: ModelError = CompiledModel::compile(&model(thirds(Some(0.0)))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "least_known_share must be above 0 and up to 1 (got 0)"
    );
    assert_eq!(
        (error.code(), error.path().as_str()),
        ("model_value", "/least_known_share")
    );
    assert!(serde_json::from_value::<super::super::ScoreModel>(thirds(Some(1.5))).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_state_changes_nothing_else(case in cases(6), least in 0.001_f64..=1.0) {
        let mut asking = case.clone();
        asking.model.least_known_share = Some(Share::try_from(least).unwrap());
        let mut answer = asking.compiled().score(&case.accounts).unwrap();
        answer.least_known_share = None;
        for account in &mut answer.accounts {
            let state = account.data_state.take();
            let known = account.coverage.known_share;
            if (known - least).abs() > 1e-6 {
                prop_assert_eq!(state == Some(DataState::Enough), known > least);
            }
            prop_assert!(state.is_some());
        }
        prop_assert_eq!(answer, case.compiled().score(&case.accounts).unwrap());
    }
}
