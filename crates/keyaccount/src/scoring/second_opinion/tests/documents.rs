//! Second opinions on scored documents.

use serde_json::{Value, json};

use super::{Data, every_rank_method, ranked, share};
use crate::fault::Fault;
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::second_opinion::{
    ExpectedPointValue, ProductScaling, RankError, RankMethod, RankMethodAnswer, SpotisOptions,
    TopsisOptions, VikorOptions, WaspasOptions, WeightedProductOptions, rank_accounts,
};
use crate::scoring::{AccountFacts, CompiledModel, LeftOutReason};

fn model() -> CompiledModel {
    let criterion = |id: &str, direction: &str, worst: f64, best: f64| {
        json!({"id": id, "name": "C", "meaning": "M", "unit": "units", "weight": 1, "direction": direction,
               "anchors": {"worst": worst, "best": best}, "outside": "clip", "when_absent": "exclude_and_rescale"})
    };
    let fit = json!({"id": "fit", "name": "C", "meaning": "M", "unit": "units", "weight": 2, "direction": "target_is_best",
        "value_function": {"target": {"ideal": 5, "worst_below": 0, "worst_above": 10}}, "outside": "clip",
        "when_absent": "neutral"});
    let model = json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "criteria": [criterion("growth", "more_is_better", 0.0, 20.0), criterion("effort", "less_is_better", 80.0, 0.0), fit],
        "gates": [{"id": "pays", "criterion_id": "effort", "passes": {"at_most": 200}, "outcome": "exclude",
                   "when_absent": "pass", "reason": "Too dear."}]});
    CompiledModel::compile(&serde_json::from_value(model).unwrap()).unwrap()
}

fn accounts(value: Value) -> Vec<AccountFacts> {
    serde_json::from_value(value).unwrap()
}

#[test]
fn accounts_without_a_row_are_left_out_with_a_reason() {
    let model = model();
    let scores = model
        .score(&accounts(json!([
            {"id": "b", "facts": {"growth": 10, "effort": 20, "fit": 5}},
            {"id": "a", "name": "Ampere", "facts": {"growth": 20, "effort": 40}},
            {"id": "gap", "facts": {"growth": 20, "fit": 5}},
            {"id": "dear", "facts": {"growth": 20, "effort": 300, "fit": 5}},
        ])))
        .unwrap();
    for method in every_rank_method() {
        // A clipped value of 0, or an effort of 0, is nothing for a ratio, but no one has one here.
        let answer = rank_accounts(&model, &scores, &method).unwrap();
        let left_out: Vec<_> = answer
            .left_out
            .iter()
            .map(|left| (left.account_id.as_str(), left.reason))
            .collect();
        assert_eq!(
            left_out,
            [
                ("dear", LeftOutReason::ExcludedByGate),
                ("gap", LeftOutReason::NoValue)
            ]
        );
        let mut places: Vec<_> = answer
            .accounts
            .iter()
            .map(|account| {
                (
                    account.account_id.as_str(),
                    account.headline_rank,
                    account.headline_score,
                )
            })
            .collect();
        places.sort_by_key(|place| place.0);
        // The account without effort is first by its headline, and not one of those compared.
        assert_eq!(places, [("a", 2, 6.625), ("b", 1, 8.3125)], "{method:?}");
    }
}

#[test]
fn the_order_comes_with_the_way_to_the_next_rank() {
    let rows: [&[f64]; 4] = [&[5.0, 5.0], &[9.0, 4.0], &[4.0, 9.0], &[1.0, 1.0]];
    let answer = ranked(&Data::new(&rows, &[1.0, 1.0], "++"), 10.0, &RankMethod::WorstOf).unwrap();
    let places: Vec<_> = answer
        .accounts
        .iter()
        .map(|account| (account.account_id.as_str(), account.rank, account.headline_rank))
        .collect();
    assert_eq!(places, [("a0", 1, 3), ("a1", 2, 1), ("a2", 2, 1), ("a3", 4, 4)]);
    assert_eq!(answer.accounts[0].measure.to_bits(), 0.5_f64.to_bits());
    assert!((answer.accounts[0].ahead_of_next.unwrap() - 0.1).abs() < 1e-15);
    assert!((answer.accounts[1].ahead_of_next.unwrap() - 0.3).abs() < 1e-15);
    assert_eq!(answer.accounts[3].ahead_of_next, None);
    // Places 1, 2.5, 2.5, 4 and 3, 1.5, 1.5, 4: 1.5 over 4.5.
    assert!((answer.rank_agreement.spearman.unwrap() - 1.0 / 3.0).abs() < 1e-15);
    let tie = &answer.ties[0];
    assert_eq!((answer.ties.len(), tie.rank, tie.spread), (1, 2, 0.0));
    let RankMethodAnswer::WorstOf(worst_of) = &answer.method else {
        panic!("worst-of answers for worst-of")
    };
    let row = &worst_of.rows[1];
    assert_eq!(
        (row.held_back_by[0].as_str(), row.next_worst_value),
        ("c1", Some(0.9))
    );
    assert_eq!(
        (
            worst_of.rows[0].held_back_by.len(),
            worst_of.rows[0].next_worst_value
        ),
        (2, None)
    );
}

#[test]
fn criteria_that_pull_are_named() {
    let data = Data::new(&[&[9.0, 5.0], &[6.0, 9.0], &[3.0, 1.0]], &[1.0, 1.0], "++");
    let held_back = |method: &RankMethod| -> Vec<(String, Vec<String>)> {
        let value = serde_json::to_value(ranked(&data, 10.0, method).unwrap()).unwrap();
        let (_, answer) = value["method"].as_object().unwrap().iter().next().unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let rows = answer["rows"].as_array().unwrap().iter();
        rows.map(|row| {
            (
                text(&row["account_id"]),
                row["held_back_by"].as_array().unwrap().iter().map(text).collect(),
            )
        })
        .collect()
    };
    // PROMETHEE says it by contributions below zero.
    let held_back_methods = every_rank_method().into_iter();
    for method in held_back_methods.filter(|method| !matches!(method, RankMethod::Promethee(_))) {
        let rows = held_back(&method);
        let of = |id: &str| rows.iter().find(|(account, _)| account == id).unwrap().1.clone();
        assert_eq!(
            (of("a0"), of("a1")),
            (vec!["c1".to_owned()], vec!["c0".to_owned()]),
            "{method:?}"
        );
    }
    let best = Data::new(&[&[9.0, 9.0], &[1.0, 1.0]], &[1.0, 1.0], "++");
    let answer = ranked(&best, 10.0, &RankMethod::Topsis(TopsisOptions::default())).unwrap();
    let RankMethodAnswer::Topsis(topsis) = answer.method else {
        panic!("TOPSIS answers for TOPSIS")
    };
    assert!(topsis.rows[0].held_back_by.is_empty());
}

#[test]
fn a_target_stands_as_a_value_in_spotis() {
    let model = model();
    let scores = model
        .score(&accounts(
            json!([{"id": "a", "facts": {"growth": 30, "effort": 40, "fit": 2.5}}]),
        ))
        .unwrap();
    let answer = rank_accounts(&model, &scores, &RankMethod::Spotis(SpotisOptions::default())).unwrap();
    let RankMethodAnswer::Spotis(spotis) = answer.method else {
        panic!("SPOTIS answers for SPOTIS")
    };
    let parts: Vec<_> = spotis.rows[0]
        .criteria
        .iter()
        .map(|part| {
            (
                part.criterion_id.as_str(),
                part.cell,
                part.expected,
                part.distance,
                part.clipped,
            )
        })
        .collect();
    let expected = [
        ("effort", 40.0, 0.0, 0.125, false),
        ("fit", 0.5, 1.0, 0.25, false),
        ("growth", 30.0, 20.0, 0.0, true),
    ];
    assert_eq!(parts, expected);
}

#[test]
fn an_expected_point_of_ones_own() {
    let model = model();
    let scores = model
        .score(&accounts(
            json!([{"id": "a", "facts": {"growth": 20, "effort": 40, "fit": 5}},
                                {"id": "b", "facts": {"growth": 12, "effort": 40, "fit": 5}}]),
        ))
        .unwrap();
    let ask = |points: &[(&str, f64)]| {
        let expected_point = points.iter().map(|(id, value)| ExpectedPointValue {
            criterion_id: (*id).try_into().unwrap(),
            value: *value,
        });
        let options = SpotisOptions {
            expected_point: expected_point.collect(),
        };
        rank_accounts(&model, &scores, &RankMethod::Spotis(options))
    };
    let answer = ask(&[("growth", 12.0)]).unwrap();
    assert_eq!(answer.accounts[0].account_id.as_str(), "b");
    assert_eq!(answer.accounts[0].headline_rank, 2);

    let text = |error: RankError| (error.code(), error.path(), error.to_string(), error.help());
    let at = |key: &str| format!("/spotis/expected_point/0/{key}");
    let none = "the expected point must be of criteria with anchors (got `grwth`)".to_owned();
    let help = Some("`growth` is the nearest known id".to_owned());
    assert_eq!(
        text(ask(&[("grwth", 1.0)]).unwrap_err()),
        ("unknown_criterion", at("criterion_id"), none, help)
    );
    let none = "the expected point must be of criteria with anchors (got `fit`)".to_owned();
    let error = text(ask(&[("fit", 1.0)]).unwrap_err());
    assert_eq!((error.0, error.2), ("unknown_criterion", none));
    for (value, shown) in [(21.0, "21"), (f64::NAN, "NaN")] {
        let outside = format!("the expected `growth` must be between 0 and 20 (got {shown})");
        assert_eq!(
            text(ask(&[("growth", value)]).unwrap_err()),
            ("outside_anchors", at("value"), outside, None)
        );
    }
    let error = ask(&[("growth", 1.0), ("growth", 1.0)]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the expected point must have one value per criterion (got `growth` twice)"
    );
}

#[test]
fn an_error_names_account_and_criterion() {
    let data = Data::new(&[&[9.0, 5.0], &[6.0, 0.0]], &[1.0, 1.0], "++");
    let method = RankMethod::WeightedProduct(WeightedProductOptions::default());
    let error = ranked(&data, 10.0, &method).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`c1` must be above 0 to be compared as a ratio (got 0, account `a1`)"
    );
    assert_eq!(
        (error.path().as_str(), error.account_id().map(AccountId::as_str)),
        ("/facts/c1", Some("a1"))
    );
}

#[test]
fn preference_functions_that_do_not_fit_are_named() {
    let data = Data::new(&[&[9.0, 5.0], &[6.0, 0.0]], &[1.0, 1.0], "++");
    let read = |text: &str| serde_json::from_str::<RankMethod>(text).unwrap();
    let method = read(
        r#"{"promethee": {"preferences": [{"criterion_id": "c1", "function": {"linear": {"indifference": 5, "preference": 3}}}]}}"#,
    );
    let error = ranked(&data, 10.0, &method).unwrap_err();
    let message = "the preference threshold of `c1` must be a finite number of at least 5 (got 3)";
    assert_eq!(
        (error.code(), error.path().as_str(), error.to_string().as_str()),
        (
            "preference_threshold",
            "/promethee/preferences/0/function/linear/preference",
            message
        )
    );
    let method = read(r#"{"promethee": {"preferences": [{"criterion_id": "c11", "function": "usual"}]}}"#);
    let error = ranked(&data, 10.0, &method).unwrap_err();
    assert_eq!(
        (error.path().as_str(), error.account_id()),
        ("/promethee/preferences/0/criterion_id", None)
    );
    assert!(error.to_string().contains("no criterion `c11`"));
}

#[test]
fn no_accounts_and_one() {
    let none = Data::of(Vec::new(), vec![1.0], vec![crate::scoring::Better::Higher]);
    let one = Data::new(&[&[3.0]], &[1.0], "+");
    for method in every_rank_method() {
        let answer = ranked(&none, 10.0, &method).unwrap();
        assert!(
            answer.accounts.is_empty() && answer.ties.is_empty() && answer.constant_criterion_ids.is_empty()
        );
        let answer = ranked(&one, 10.0, &method).unwrap();
        assert_eq!(
            (answer.accounts[0].rank, answer.accounts[0].ahead_of_next),
            (1, None)
        );
        assert!(answer.constant_criterion_ids.is_empty());
    }
    let vikor = ranked(&none, 10.0, &RankMethod::Vikor(VikorOptions::default())).unwrap();
    let RankMethodAnswer::Vikor(vikor) = vikor.method else {
        panic!("VIKOR answers for VIKOR")
    };
    assert_eq!((vikor.compromise, vikor.dropped_halves), (None, Vec::new()));
}

#[test]
fn criteria_that_tell_no_one_apart_are_named() {
    let data = Data::new(&[&[3.0, 5.0], &[3.0, 6.0]], &[1.0, 1.0], "++");
    let answer = ranked(&data, 10.0, &RankMethod::WorstOf).unwrap();
    assert_eq!(
        answer
            .constant_criterion_ids
            .iter()
            .map(CriterionId::as_str)
            .collect::<Vec<_>>(),
        ["c0"]
    );
}

#[test]
fn methods_are_read_with_their_defaults() {
    let read = |text: &str| serde_json::from_str::<RankMethod>(text);
    assert_eq!(read(r#""worst_of""#).unwrap(), RankMethod::WorstOf);
    assert_eq!(
        read(r#"{"topsis": {}}"#).unwrap(),
        RankMethod::Topsis(TopsisOptions::default())
    );
    let options = WaspasOptions {
        lambda: share(0.5),
        scaling: ProductScaling::Ratio,
    };
    assert_eq!(read(r#"{"waspas": {}}"#).unwrap(), RankMethod::Waspas(options));
    assert_eq!(
        read(r#"{"vikor": {}}"#).unwrap(),
        RankMethod::Vikor(VikorOptions {
            majority_weight: share(0.5)
        })
    );
    assert!(read(r#"{"vikor": {"v": 0.5}}"#).is_err());
    assert!(
        read(r#"{"waspas": {"lambda": 1.5}}"#)
            .unwrap_err()
            .to_string()
            .contains("share must be between 0 and 1 (got 1.5)")
    );
}
