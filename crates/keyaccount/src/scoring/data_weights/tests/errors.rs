//! The texts of errors.

use serde_json::json;

use super::super::{DataWeightError, DataWeightMethod, account_data_weights, data_weights};
use super::METHODS;
use crate::fault::Fault;
use crate::quantity::AccountId;
use crate::scoring::Better;
use crate::scoring::tests::sheet::{Column, Sheet};
use crate::scoring::tests::{accounts, compiled};

fn of(values: &[f64], method: DataWeightMethod) -> DataWeightError {
    let fine = vec![1.0; values.len()];
    let column = |values| Column {
        better: Better::Higher,
        weight: 1.0,
        values,
    };
    let sheet = Sheet(vec![column(fine), column(values.to_vec())]);
    data_weights(&sheet.table(), method).unwrap_err()
}

#[track_caller]
fn check(error: &DataWeightError, code: &str, path: &str, message: &str) {
    assert_eq!(
        (error.code(), error.path().as_str(), error.to_string().as_str()),
        (code, path, message)
    );
}

#[test]
fn cells_that_a_method_cannot_take() {
    let error = of(&[0.0, 2.0, -1.5], DataWeightMethod::Entropy);
    check(
        &error,
        "negative_cell",
        "/c1/2",
        "`c1` must be at least 0 for entropy weights (got -1.5, row 2)",
    );
    assert_eq!(
        error.help().as_deref(),
        Some("`critic` and `standard_deviation` take any number")
    );
    // MEREC of a Python library turns all weights into NaN here.
    let error = of(&[3.0, 0.0, 2.0], DataWeightMethod::Merec);
    check(
        &error,
        "not_positive_cell",
        "/c1/1",
        "`c1` must be above 0 for MEREC weights (got 0, row 1)",
    );
    assert_eq!(
        (error.found().as_deref(), error.expected().as_deref()),
        (Some("0"), Some("above 0"))
    );
    let error = of(&[3.0, -2.0], DataWeightMethod::Merec);
    check(
        &error,
        "not_positive_cell",
        "/c1/1",
        "`c1` must be above 0 for MEREC weights (got -2, row 1)",
    );
}

#[test]
fn cells_of_documents_name_account_and_criterion() {
    let criterion = |id: &str| {
        json!({"id": id, "name": "C", "meaning": "M", "unit": "u", "weight": 1, "direction": "more_is_better",
               "anchors": {"worst": -9, "best": 9}, "when_absent": "exclude_and_rescale"})
    };
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
               "criteria": [criterion("growth"), criterion("fit")]}),
    );
    let accounts = accounts(json!([
        {"id": "umbra", "facts": {"growth": -2, "fit": 3}},
        {"id": "globex", "facts": {"growth": 1, "fit": 4}},
        {"id": "hooli", "facts": {"growth": -5}},
    ]));
    let scores = model.score(&accounts).unwrap();
    let error = account_data_weights(&model, &scores, DataWeightMethod::Entropy).unwrap_err();
    check(
        &error,
        "negative_cell",
        "/facts/growth",
        "`growth` must be at least 0 for entropy weights (got -2, account `umbra`)",
    );
    assert_eq!(error.account_id().map(AccountId::as_str), Some("umbra"));
    let found = account_data_weights(&model, &scores, DataWeightMethod::Critic).unwrap();
    let columns: Vec<_> = found
        .weights
        .criteria
        .iter()
        .map(|weight| weight.criterion_id.as_str())
        .collect();
    assert_eq!((columns, found.weights.row_count), (vec!["fit", "growth"], 2));
    assert_eq!(found.left_out[0].account_id.as_str(), "hooli");
}

#[test]
fn cells_that_are_no_numbers() {
    let mut values = vec![2.0; 40_000];
    for method in METHODS {
        values[39_999] = f64::NAN;
        check(
            &of(&values, method),
            "not_finite",
            "/c1/39999",
            "`c1` must be a finite number (got NaN, row 39999)",
        );
        values[17_000] = f64::INFINITY;
        check(
            &of(&values, method),
            "not_finite",
            "/c1/17000",
            "`c1` must be a finite number (got inf, row 17000)",
        );
        values[17_000] = 2.0;
    }
}

#[test]
fn a_mean_of_zero_has_no_coefficient_of_variation() {
    let error = of(&[-1.0, 0.0, 1.0], METHODS[5]);
    check(
        &error,
        "mean_zero",
        "/c1",
        "`c1` must have a mean other than 0 for a coefficient of variation (got 0)",
    );
    // The mean of these is 1.9e-17 in floats.
    let error = of(&[0.1, 0.2, -0.3], METHODS[5]);
    assert_eq!(error.code(), "mean_zero");
}
