//! The texts of errors.

use super::super::{PreferenceFunction, PrometheeError, PrometheeSettings, promethee_flows};
use super::{settings, thresholds};
use crate::fault::Fault;
use crate::scoring::Better;
use crate::scoring::tests::sheet::{Column, Sheet};

fn of(values: &[f64], settings: &PrometheeSettings) -> PrometheeError {
    let (better, weight, values) = (Better::Higher, 1.0, values.to_vec());
    promethee_flows(
        &Sheet(vec![Column {
            better,
            weight,
            values,
        }])
        .table(),
        settings,
    )
    .unwrap_err()
}

#[track_caller]
fn check(error: &PrometheeError, code: &str, path: &str, message: &str) {
    assert_eq!(
        (error.code(), error.path().as_str(), error.to_string().as_str()),
        (code, path, message)
    );
}

#[test]
fn thresholds_name_the_criterion() {
    let of = |function| of(&[1.0], &settings(&[function]));
    let code = "preference_threshold";
    check(
        &of(PreferenceFunction::UShape(-1.0)),
        code,
        "/preferences/0/function/u_shape",
        "the indifference threshold of `c0` must be a finite number of at least 0 (got -1)",
    );
    check(
        &of(PreferenceFunction::VShape(f64::NAN)),
        code,
        "/preferences/0/function/v_shape",
        "the preference threshold of `c0` must be a finite number of at least 0 (got NaN)",
    );
    check(
        &of(PreferenceFunction::Level(thresholds(5.0, 3.0))),
        code,
        "/preferences/0/function/level/preference",
        "the preference threshold of `c0` must be a finite number of at least 5 (got 3)",
    );
    check(
        &of(PreferenceFunction::Linear(thresholds(f64::INFINITY, 3.0))),
        code,
        "/preferences/0/function/linear/indifference",
        "the indifference threshold of `c0` must be a finite number of at least 0 (got inf)",
    );
    let error = of(PreferenceFunction::Gaussian(0.0));
    check(
        &error,
        code,
        "/preferences/0/function/gaussian",
        "the inflection point of `c0` must be a finite number above 0 (got 0)",
    );
    assert_eq!(
        (error.found().as_deref(), error.expected().as_deref()),
        (Some("0"), Some("a finite number above 0"))
    );
}

#[test]
fn criteria_that_are_unknown_or_come_twice() {
    let mut settings = settings(&[PreferenceFunction::Usual]);
    settings.preferences.push(settings.preferences[0].clone());
    let message = "a criterion must have one preference function (got two for `c0`)";
    check(
        &of(&[1.0], &settings),
        "duplicate_id",
        "/preferences/1/criterion_id",
        message,
    );
    settings.preferences[1].criterion_id = "c1".try_into().unwrap();
    let error = of(&[1.0], &settings);
    let message = "the table has no criterion `c1` to judge with a preference function";
    check(
        &error,
        "unknown_criterion",
        "/preferences/1/criterion_id",
        message,
    );
    assert_eq!(error.help().as_deref(), Some("`c0` is the nearest known id"));
}

#[test]
fn cells_that_are_no_numbers() {
    let error = of(&[1.0, f64::NAN], &PrometheeSettings::default());
    check(
        &error,
        "not_finite",
        "/c0/1",
        "`c0` must be a finite number (got NaN, row 1)",
    );
    let error = of(
        &[f64::NEG_INFINITY],
        &settings(&[PreferenceFunction::Gaussian(1.0)]),
    );
    check(
        &error,
        "not_finite",
        "/c0/0",
        "`c0` must be a finite number (got -inf, row 0)",
    );
}

#[test]
fn too_many_different_values_for_the_gaussian_function() {
    let values: Vec<f64> = (0..10_001_u32).map(f64::from).collect();
    let error = of(&values, &settings(&[PreferenceFunction::Gaussian(1.0)]));
    check(
        &error,
        "gaussian_values",
        "/preferences/0/function/gaussian",
        "a column that is judged by the gaussian function must have at most 10000 different values (got 10001, `c0`)",
    );
    assert_eq!(
        error.help().as_deref(),
        Some("round the values, or use `linear`, which has no such limit")
    );
}
