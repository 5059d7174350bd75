//! The texts of errors of facts and columns.

use serde_json::{Value, json};

use super::super::{Columns, ScoreError, score_columns};
use super::errors::good;
use super::{accounts, compiled};
use crate::fault::Fault;

#[test]
fn grades_that_nobody_knows_name_account_criterion_and_grades() {
    let mut value = good();
    value["criteria"][1]["rubric"][0]["grade"] = json!("poor");
    value["criteria"][1]["rubric"][1]["grade"] = json!("perfect");
    let compiled = compiled(value);
    let error = |facts: Value| {
        compiled
            .score(&accounts(json!([{"id": "globex", "facts": facts}])))
            .unwrap_err()
    };
    let found = error(json!({"growth": 9, "harmony": "perfct"}));
    assert_eq!(
        found.to_string(),
        "`harmony` must be a number or one of the grades `poor`, `perfect` (got the text `perfct`, account `globex`)"
    );
    assert_eq!(
        (found.code(), found.path().as_str()),
        ("unknown_grade", "/0/facts/harmony")
    );
    assert_eq!(found.found().as_deref(), Some("perfct"));
    assert_eq!(
        found.expected().as_deref(),
        Some("a number or one of the grades `poor`, `perfect`")
    );
    assert_eq!(
        found.help().as_deref(),
        Some("`perfect` is the nearest known grade")
    );
    let found = error(json!({"growth": "A"}));
    assert_eq!(
        found.to_string(),
        "`growth` must be a number, since it has no grades (got the text `A`, account `globex`)"
    );
    assert_eq!(found.help(), None);
    let found = error(json!({"growth": "5"}));
    assert_eq!(
        found.to_string(),
        "`growth` must be a number, since it has no grades (got the text `5`, account `globex`)"
    );
    assert_eq!(
        found.help().as_deref(),
        Some("write the number without quotation marks")
    );
}

#[test]
fn facts_that_are_wrong_name_account_and_criterion() {
    let compiled = compiled(good());
    let check = |facts: Value, code: &str, path: &str, message: &str| {
        let error = compiled.score(&accounts(facts)).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!((error.code(), error.path().as_str()), (code, path));
        error
    };
    let fine = json!({"id": "initech", "facts": {"growth": 3}});
    check(
        json!([fine, fine]),
        "duplicate_account",
        "/1/id",
        "the id of an account must be unique (got `initech` twice)",
    );
    let error = check(
        json!([fine, {"id": "globex", "facts": {"growht": 3}}]),
        "unknown_criterion",
        "/1/facts/growht",
        "the model has no criterion `growht` (account `globex`)",
    );
    assert_eq!(error.help().as_deref(), Some("`growth` is the nearest known id"));
    check(
        json!([{"id": "globex", "facts": {"a/b~c": 3}}]),
        "unknown_criterion",
        "/0/facts/a~1b~0c",
        "the model has no criterion `a/b~c` (account `globex`)",
    );
    check(
        json!([{"id": "globex", "facts": {"growth": 21}}]),
        "outside_anchors",
        "/0/facts/growth",
        "`growth` must be between 0 and 20 (got 21, account `globex`)",
    );
    check(
        json!([{"id": "globex", "facts": {}}]),
        "value_refused",
        "/0/facts/growth",
        "`growth` must have a value (got a missing fact, account `globex`)",
    );
    check(
        json!([{"id": "globex", "facts": {"growth": {"state": "not_applicable"}}}]),
        "value_refused",
        "/0/facts/growth",
        "`growth` must have a value (got a fact that is not applicable, account `globex`)",
    );
    let mut nan = accounts(json!([fine]));
    for number in [f64::NAN, f64::INFINITY] {
        nan[0].facts.insert("growth".try_into().unwrap(), number.into());
        let error = compiled.score(&nan).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("`growth` must be a finite number (got {number}, account `initech`)")
        );
    }
}

#[test]
fn columns_that_are_wrong_name_row_and_criterion() {
    let compiled = compiled(good());
    let check = |values: &[&[f64]], states: Option<&[&[u8]]>, code: &str, path: &str, message: &str| {
        let error: ScoreError =
            score_columns(&compiled, &Columns { values, states }, &mut [0.0; 2]).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!((error.code(), error.path().as_str()), (code, path));
    };
    let fine: &[f64] = &[2.0, 3.0];
    check(
        &[fine],
        None,
        "column_count",
        "",
        "there must be one column of values per criterion: 2 (got 1)",
    );
    check(
        &[fine, fine],
        Some(&[&[0, 0]]),
        "column_count",
        "",
        "there must be one column of states per criterion: 2 (got 1)",
    );
    check(
        &[fine, &[1.0]],
        None,
        "column_length",
        "",
        "the column of values of `harmony` must have 2 rows (got 1)",
    );
    check(
        &[fine, fine],
        Some(&[&[0, 0], &[0]]),
        "column_length",
        "",
        "the column of states of `harmony` must have 2 rows (got 1)",
    );
    check(
        &[&[2.0, f64::NAN], fine],
        None,
        "not_finite",
        "/growth/1",
        "`growth` must be a finite number (got NaN, row 1)",
    );
    check(
        &[fine, &[1.0, 0.5]],
        None,
        "outside_anchors",
        "/harmony/1",
        "`harmony` must be between 1 and 10 (got 0.5, row 1)",
    );
    check(
        &[fine, fine],
        Some(&[&[0, 1], &[0, 0]]),
        "value_refused",
        "/growth/1",
        "`growth` must have a value (got a missing fact, row 1)",
    );
    check(
        &[fine, fine],
        Some(&[&[0, 0], &[0, 7]]),
        "state_code",
        "/harmony/1",
        "the state of `harmony` must be 0 (value), 1 (missing), 2 (unknown) or 3 (not applicable) (got 7, row 1)",
    );
}
