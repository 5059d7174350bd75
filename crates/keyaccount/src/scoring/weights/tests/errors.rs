//! The texts of errors.

use serde_json::{Value, json};

use super::super::{JudgedWeights, WeightMethod};
use super::{ahp, ids, judged, weigh};
use crate::fault::Fault;
use crate::quantity::CriterionId;

/// A method with the error that it brings: code, path, message, help.
type Row = (
    Value,
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
);

fn points(a: f64, b: f64) -> Value {
    json!({"points": [{"criterion_id": "alpha", "points": a}, {"criterion_id": "beta", "points": b}]})
}

fn swing(a: f64, b: f64) -> Value {
    json!({"swing": [{"criterion_id": "alpha", "swing": a}, {"criterion_id": "beta", "swing": b}]})
}

fn ranks(alpha: u32, beta: u32, gamma: u32) -> Value {
    json!({"rank_order": {"ranks": [{"criterion_id": "alpha", "rank": alpha}, {"criterion_id": "beta", "rank": beta},
                                    {"criterion_id": "gamma", "rank": gamma}]}})
}

fn check(criterion_ids: &[CriterionId], rows: Vec<Row>) {
    for (method, code, path, message, help) in rows {
        let error = weigh(criterion_ids, method).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!((error.code(), error.path().as_str()), (code, path), "{message}");
        assert_eq!(error.help().as_deref(), help, "{message}");
    }
}

#[test]
fn numbers_that_are_wrong_say_where_and_why() {
    let two = ids("alpha beta");
    check(
        &two,
        vec![
            (
                points(-1.0, 2.0),
                "weight_value",
                "/method/points/0/points",
                "the points of `alpha` must be a finite number of at least 0 (got -1)",
                None,
            ),
            (
                points(0.0, 0.0),
                "weights_all_zero",
                "/method/points",
                "the points of some criterion must be above 0 (got 0 for all)",
                None,
            ),
            (
                points(1e308, 1e308),
                "weight_sum",
                "/method/points",
                "the points of all criteria must add up to a finite number (got inf)",
                None,
            ),
            (
                json!({"points": [{"criterion_id": "alpha", "points": 1}]}),
                "weight_missing",
                "/method/points",
                "the points of `beta` must be given (got none)",
                Some("a criterion that counts nothing has 0"),
            ),
            (
                json!({"points": [{"criterion_id": "alpah", "points": 1}]}),
                "unknown_criterion",
                "/method/points/0/criterion_id",
                "there is no criterion `alpah` to weigh",
                Some("`alpha` is the nearest known id"),
            ),
            (
                json!({"points": [{"criterion_id": "alpha", "points": 1}, {"criterion_id": "alpha", "points": 1}]}),
                "duplicate_id",
                "/method/points/1/criterion_id",
                "every criterion must be listed once (got `alpha` twice)",
                None,
            ),
            (
                json!({"shares": [{"criterion_id": "alpha", "share": 0.5}, {"criterion_id": "beta", "share": 0.4}]}),
                "shares_sum",
                "/method/shares",
                "the shares of the criteria must add up to 1 (got 0.9)",
                Some("use `points`, or set `rescale` to divide the shares by their sum"),
            ),
            (
                swing(80.0, 40.0),
                "weight_value",
                "/method/swing/0/swing",
                "the swing of `alpha` must be 100, since no swing is valued more (got 80)",
                None,
            ),
            (
                swing(100.0, 101.0),
                "weight_value",
                "/method/swing/1/swing",
                "the swing of `beta` must be between 0 and 100 (got 101)",
                None,
            ),
        ],
    );
    check(
        &ids("alpha beta gamma"),
        vec![
            (
                ranks(1, 1, 2),
                "weight_value",
                "/method/rank_order/ranks/2/rank",
                "the rank of `gamma` must be 3, one more than the number of criteria ranked before it (got 2)",
                None,
            ),
            (
                ranks(1, 3, 4),
                "weight_value",
                "/method/rank_order/ranks/1/rank",
                "the rank of `beta` must be 2, one more than the number of criteria ranked before it (got 3)",
                None,
            ),
            (
                ranks(0, 1, 2),
                "weight_value",
                "/method/rank_order/ranks/0/rank",
                "the rank of `alpha` must be 1, one more than the number of criteria ranked before it (got 0)",
                None,
            ),
        ],
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "one row per error")]
fn comparisons_that_are_wrong_name_the_pair() {
    let matrix = |rows: Value| json!({"ahp": {"matrix": rows}});
    let pairs = |pairs: &[(usize, usize, f64)]| ahp(&ids("alpha beta gamma"), pairs, "eigenvector");
    check(
        &ids("alpha beta gamma"),
        vec![
            (
                matrix(json!([[1, 3, 2], [0.5, 1, 2], [0.5, 0.5, 1]])),
                "not_reciprocal",
                "/method/ahp/matrix/1/0",
                "`beta` over `alpha` must be the reciprocal of `alpha` over `beta` (got 0.5 and 3)",
                Some("leave one of the two out by writing a list of `judgements`"),
            ),
            (
                matrix(json!([[1, 3, 2], [3, 1, 2], [0.5, 0.5, 1]])),
                "not_reciprocal",
                "/method/ahp/matrix/1/0",
                "`beta` over `alpha` must be the reciprocal of `alpha` over `beta` (got 3 and 3)",
                Some("leave one of the two out by writing a list of `judgements`"),
            ),
            (
                matrix(json!([[1, 3, 2], [0.333, 2, 2], [0.5, 0.5, 1]])),
                "comparison_value",
                "/method/ahp/matrix/1/1",
                "`beta` over itself must be 1 (got 2)",
                None,
            ),
            (
                matrix(json!([[1, -3, 2], [0.3, 1, 2], [0.5, 0.5, 1]])),
                "comparison_value",
                "/method/ahp/matrix/0/1",
                "`alpha` over `beta` must be between 0.01 and 100 (got -3)",
                None,
            ),
            (
                matrix(json!([[1, 3], [0.3, 1]])),
                "matrix_shape",
                "/method/ahp/matrix",
                "the matrix must have 3 rows, one per criterion (got 2)",
                None,
            ),
            (
                matrix(json!([[1, 3, 2], [0.3, 1], [0.5, 0.5, 1]])),
                "matrix_shape",
                "/method/ahp/matrix/1",
                "the matrix must have 3 numbers in each row, one per criterion (got 2)",
                None,
            ),
            (
                pairs(&[(0, 1, 0.0), (1, 2, 2.0)]),
                "comparison_value",
                "/method/ahp/judgements/0/times",
                "`alpha` over `beta` must be between 0.01 and 100 (got 0)",
                None,
            ),
            (
                pairs(&[(0, 1, 3.0), (1, 0, 3.0)]),
                "compared_twice",
                "/method/ahp/judgements/1",
                "`beta` and `alpha` must be compared once (got a second comparison)",
                None,
            ),
            (
                pairs(&[(1, 1, 1.0)]),
                "compared_with_itself",
                "/method/ahp/judgements/0",
                "`beta` must be compared with another criterion (got itself)",
                None,
            ),
            (
                pairs(&[(0, 1, 3.0)]),
                "comparisons_not_connected",
                "/method/ahp",
                "comparisons must link all criteria (no chain of comparisons leads from `alpha` to `gamma`)",
                Some("compare `alpha` with `gamma`"),
            ),
            (
                ahp(
                    &ids("alpha beta gamma"),
                    &[(0, 1, 3.0), (1, 2, 2.0)],
                    "column_mean",
                ),
                "comparison_missing",
                "/method/ahp",
                "the column mean needs every comparison (`alpha` and `gamma` are not compared)",
                Some("`eigenvector` and `row_geometric_mean` do without some comparisons"),
            ),
            (
                json!({"ahp": {"judgements": [{"criterion_id": "alpha", "over_criterion_id": "bet", "times": 2}]}}),
                "unknown_criterion",
                "/method/ahp/judgements/0/over_criterion_id",
                "there is no criterion `bet` to weigh",
                Some("`beta` is the nearest known id"),
            ),
            (
                json!({"ahp": {"consistency_limit": -0.1}}),
                "consistency_limit",
                "/method/ahp/consistency_limit",
                "`consistency_limit` must be a finite number of at least 0 (got -0.1)",
                None,
            ),
            (
                json!({"ahp": {"matrix": [[1]], "judgements": [
                    {"criterion_id": "alpha", "over_criterion_id": "beta", "times": 2}]}}),
                "comparison_form",
                "/method/ahp",
                "comparisons must be given either as `judgements` or as a `matrix` (got both)",
                None,
            ),
        ],
    );
    let many: Vec<CriterionId> = (0..101)
        .map(|n| CriterionId::try_from(format!("c{n}")).unwrap())
        .collect();
    let error = weigh(&many, json!({"ahp": {}})).unwrap_err();
    assert_eq!(
        (error.path().as_str(), error.to_string().as_str()),
        ("/method/ahp", "there must be 1 to 100 criteria (got 101)")
    );
}

#[test]
fn not_a_number_never_enters() {
    let two = ids("alpha beta");
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for (method, code) in [
            (points(1.0, 2.0), "weight_value"),
            (swing(100.0, 2.0), "weight_value"),
            (ahp(&two, &[(0, 1, 2.0)], "eigenvector"), "comparison_value"),
        ] {
            let mut method: WeightMethod = serde_json::from_value(method).unwrap();
            match &mut method {
                WeightMethod::Points(entries) => entries[1].points = bad,
                WeightMethod::Swing(entries) => entries[1].swing = bad,
                WeightMethod::Ahp(comparisons) => comparisons.judgements[0].times = bad,
                _ => panic!("not a case"),
            }
            let judged = JudgedWeights {
                method: Some(method),
                ..JudgedWeights::default()
            };
            assert_eq!(judged.weigh(&two).unwrap_err().code(), code);
        }
    }
}

#[test]
fn lists_and_raters_that_are_wrong_say_where_and_why() {
    let two = ids("alpha beta");
    let rater = |id: &str, method: Value| json!({"id": id, "method": method});
    let only = |first: f64| points(first, 1.0 - first);
    let rows = [
        (
            json!({}),
            "weight_source",
            "",
            "there must be either a `method` or `raters`",
        ),
        (
            json!({"method": "equal", "raters": [rater("sales", json!("equal"))]}),
            "weight_source",
            "",
            "there must be either a `method` or `raters`",
        ),
        (
            json!({"raters": [rater("sales", json!("equal")), rater("sales", json!("equal"))]}),
            "duplicate_rater",
            "/raters/1/id",
            "the id of a rater must be unique (got `sales` twice)",
        ),
        (
            json!({"raters": [rater("sales", json!("equal")), rater("service", points(-2.0, 1.0))]}),
            "weight_value",
            "/raters/1/method/points/0/points",
            "the points of `alpha` must be a finite number of at least 0 (got -2)",
        ),
        (
            json!({"combine": "geometric_mean", "raters": [rater("sales", only(0.0)), rater("service", only(1.0))]}),
            "weights_all_zero",
            "/raters",
            "the combination of the raters must be above 0 for some criterion (got 0 for all)",
        ),
    ];
    for (value, code, path, message) in rows {
        let error = judged(value).weigh(&two).unwrap_err();
        assert_eq!((error.code(), error.path().as_str()), (code, path), "{message}");
        assert_eq!(error.to_string(), message);
    }
    for (criterion_ids, path, message) in [
        (
            vec![],
            "/criterion_ids",
            "there must be 1 to 1000 criteria (got 0)",
        ),
        (
            ids("a b a"),
            "/criterion_ids/2",
            "every criterion must be listed once (got `a` twice)",
        ),
    ] {
        let error = weigh(&criterion_ids, json!("equal")).unwrap_err();
        assert_eq!(
            (error.path().as_str(), error.to_string().as_str()),
            (path, message)
        );
    }
}
