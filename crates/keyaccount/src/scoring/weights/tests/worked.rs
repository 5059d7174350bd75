//! Worked and published examples; those of whole papers are conformance vectors of `score.weights`.

use serde_json::{Value, json};

use super::super::{RandomIndexTable, RatioAbsence};
use super::{ahp, close, ids, judged, shares, weigh};
use crate::fault::Fault;
use crate::quantity::CriterionId;
use crate::scoring::{CompiledModel, ScoreModel, WeightKind};

fn ranks(criterion_ids: &[CriterionId], ranks: &[u32], formula: &str) -> Value {
    let entries: Vec<Value> = criterion_ids
        .iter()
        .zip(ranks)
        .map(|(id, rank)| json!({"criterion_id": id, "rank": rank}))
        .collect();
    json!({"rank_order": {"formula": formula, "ranks": entries}})
}

#[test]
fn tied_ranks_by_hand() {
    let criterion_ids = ids("b a c d");
    // Places 2 and 3 of four: sum (0.3 + 0.2) / 2; reciprocal (1/2 + 1/3) / 2 over 25/12; centroid 13/48 and 7/48.
    for (formula, expected) in [
        ("sum", [0.4, 0.25, 0.25, 0.1]),
        ("reciprocal", [0.48, 0.2, 0.2, 0.12]),
        ("centroid", [25.0 / 48.0, 10.0 / 48.0, 10.0 / 48.0, 3.0 / 48.0]),
    ] {
        let answer = weigh(&criterion_ids, ranks(&criterion_ids, &[1, 2, 2, 4], formula)).unwrap();
        assert!(close(&shares(&answer), &expected, 1e-15), "{formula}");
        assert_eq!(answer.raters[0].weights[3].given, Some(4.0));
    }
}

#[test]
fn one_criterion_has_it_all() {
    let criterion_ids = ids("a");
    for method in [
        json!("equal"),
        json!({"points": [{"criterion_id": "a", "points": 0.001}]}),
        json!({"swing": [{"criterion_id": "a", "swing": 100}]}),
        json!({"shares": [{"criterion_id": "a", "share": 1}]}),
        ranks(&criterion_ids, &[1], "centroid"),
        json!({"ahp": {}}),
        json!({"ahp": {"matrix": [[1]], "priority": "column_mean"}}),
    ] {
        let answer = weigh(&criterion_ids, method).unwrap();
        assert_eq!(shares(&answer), [1.0]);
        if let Some(consistency) = &answer.raters[0].consistency {
            assert_eq!(
                (consistency.consistency_index, consistency.consistency_ratio),
                (0.0, Some(0.0))
            );
            assert_eq!(consistency.comparisons_possible, 0);
        }
    }
}

#[test]
fn two_criteria_cannot_contradict_each_other() {
    let criterion_ids = ids("b a");
    for priority in ["eigenvector", "row_geometric_mean", "column_mean"] {
        let answer = weigh(&criterion_ids, ahp(&criterion_ids, &[(0, 1, 3.0)], priority)).unwrap();
        assert!(close(&shares(&answer), &[0.75, 0.25], 1e-15));
        let consistency = answer.raters[0].consistency.as_ref().unwrap();
        assert_eq!(consistency.consistency_ratio, Some(0.0));
        assert_eq!(consistency.most_inconsistent, None);
    }
}

#[test]
fn the_missing_comparison_of_bozoki_fulop_and_ronyai() {
    // On optimal completion of incomplete pairwise comparison matrices (2010), example 3: van Uden's rule, which the
    // least squares equal where one comparison is missing, gives the third over the fourth as 0.73029674334.
    let criterion_ids = ids("a b c d");
    let pairs = [(0, 1, 1.0), (0, 2, 5.0), (0, 3, 2.0), (1, 2, 3.0), (1, 3, 4.0)];
    let answer = weigh(&criterion_ids, ahp(&criterion_ids, &pairs, "row_geometric_mean")).unwrap();
    let shares = shares(&answer);
    assert!((shares[2] / shares[3] - 0.730_296_743_34).abs() < 1e-11);
    let consistency = answer.raters[0].consistency.as_ref().unwrap();
    assert_eq!(
        (consistency.comparisons, consistency.comparisons_possible),
        (5, 6)
    );
    assert_eq!(
        (consistency.random_index, consistency.consistency_ratio),
        (None, None)
    );
    assert_eq!(consistency.ratio_absence, Some(RatioAbsence::Incomplete));
    assert_eq!(consistency.within_limit, None);
}

#[test]
fn a_matrix_may_round_its_reciprocals() {
    let criterion_ids = ids("a b c");
    let exact = weigh(
        &criterion_ids,
        ahp(
            &criterion_ids,
            &[(0, 1, 3.0), (0, 2, 8.0), (1, 2, 2.0)],
            "eigenvector",
        ),
    )
    .unwrap();
    let rounded = json!({"ahp": {"matrix": [[1, 3, 8], [0.33, 1, 2], [0.13, 0.5, 1]]}});
    assert_eq!(weigh(&criterion_ids, rounded).unwrap(), exact);
    let transposed = json!({"ahp": {"matrix": [[1, 0.33, 0.13], [3, 1, 0.5], [8, 2, 1]]}});
    let transposed = weigh(&criterion_ids, transposed).unwrap();
    assert_eq!(transposed.raters[0].consistency.as_ref().unwrap().comparisons, 3);
    assert!(shares(&transposed)[2] > shares(&transposed)[1]);
}

#[test]
fn tables_of_random_indices_end_where_they_are_held() {
    let ends = [
        (RandomIndexTable::Saaty1980, 15),
        (RandomIndexTable::Saaty2005, 15),
        (RandomIndexTable::DoneganDodd1991, 20),
        (RandomIndexTable::AguaronMoreno2003, 10),
    ];
    for (table, end) in ends {
        assert_eq!(
            (table.random_index(0), table.random_index(2)),
            (Some(0.0), Some(0.0))
        );
        assert!(
            table.random_index(3).unwrap() > 0.4 && table.random_index(end).unwrap() < 1.6,
            "{table:?}"
        );
        assert_eq!(table.random_index(end + 1), None, "{table:?}");
    }
    // The formula goes on where the table of Alonso and Lamata ends.
    let at = |number| RandomIndexTable::AlonsoLamata2006.random_index(number).unwrap();
    assert!((at(16) - 1.5978).abs() < 5e-5 && (at(39) - 1.7020).abs() < 5e-5);
    assert!((3..100).all(|number| at(number) < at(number + 1)));

    let criterion_ids: Vec<CriterionId> = (0..11)
        .map(|n| CriterionId::try_from(format!("c{n}")).unwrap())
        .collect();
    let method = json!({"ahp": {"matrix": vec![vec![1; 11]; 11], "random_index": "aguaron_moreno_2003"}});
    let answer = weigh(&criterion_ids, method).unwrap();
    let consistency = answer.raters[0].consistency.as_ref().unwrap();
    assert_eq!(consistency.ratio_absence, Some(RatioAbsence::BeyondTable));
    assert_eq!(
        (consistency.random_index, consistency.consistency_ratio),
        (None, None)
    );
}

#[test]
fn raters_by_hand() {
    let criterion_ids = ids("a b");
    let shares_of = |a: f64| json!({"shares": [{"criterion_id": "a", "share": a}, {"criterion_id": "b", "share": 1.0 - a}]});
    let raters = json!([
        {"id": "sales", "method": shares_of(0.5)},
        {"id": "service", "method": shares_of(0.75)},
        {"id": "finance", "method": shares_of(0.625)},
        {"id": "board", "method": shares_of(1.0)}]);
    let combined = |combine: &str| {
        judged(json!({"raters": raters, "combine": combine}))
            .weigh(&criterion_ids)
            .unwrap()
    };
    let mean = combined("mean");
    assert_eq!(shares(&mean), [0.71875, 0.28125]);
    assert_eq!(mean.combined_sum, Some(1.0));
    let spread = mean.weights[0].spread.unwrap();
    // Distances from the mean: 7, 1, 3 and 9 thirty-seconds.
    assert!((spread.standard_deviation - (140.0_f64 / 4.0).sqrt() / 32.0).abs() < 1e-15);
    assert_eq!((spread.min, spread.max, spread.mean), (0.5, 1.0, 0.71875));
    assert_eq!(shares(&combined("median")), [0.6875, 0.3125]);
    // A rater who gives b nothing takes it out of the geometric mean.
    assert_eq!(shares(&combined("geometric_mean")), [1.0, 0.0]);
    let both = json!({"combine": "geometric_mean", "raters": [
        {"id": "one", "method": shares_of(0.8)}, {"id": "two", "method": shares_of(0.2)}]});
    let both = judged(both).weigh(&criterion_ids).unwrap();
    assert!(close(&shares(&both), &[0.5, 0.5], 1e-15));
    assert!((both.combined_sum.unwrap() - 0.8).abs() < 1e-15);
}

#[test]
fn shares_go_into_a_model_whose_groups_have_weights() {
    let criterion = |id: &str, group: &str| {
        json!({"id": id, "name": id, "meaning": id, "unit": "points", "direction": "more_is_better",
               "anchors": {"worst": 1, "best": 10}, "weight": 1, "when_absent": "refuse", "group_id": group})
    };
    let mut model: ScoreModel = serde_json::from_value(json!({
        "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "shares",
        "groups": [{"id": "g", "name": "G", "weight": 0.5}, {"id": "h", "name": "H", "weight": 0.5}],
        "criteria": [criterion("a", "g"), criterion("b", "h"), criterion("c", "h")]}))
    .unwrap();
    let criterion_ids = ids("c b a");
    let method = json!({"points": [{"criterion_id": "a", "points": 5}, {"criterion_id": "b", "points": 3},
                                   {"criterion_id": "c", "points": 2}]});
    let answer = weigh(&criterion_ids, method).unwrap();
    answer.put_into(&mut model).unwrap();
    assert_eq!(model.weights, WeightKind::Points);
    let scores = CompiledModel::compile(&model).unwrap().score(&[]).unwrap();
    let found: Vec<f64> = scores.weights.iter().map(|weight| weight.share).collect();
    assert!(close(&found, &[0.5, 0.3, 0.2], 1e-15));

    model.groups.clear();
    for criterion in &mut model.criteria {
        criterion.group_id = None;
    }
    answer.put_into(&mut model).unwrap();
    assert_eq!(model.weights, WeightKind::Shares);
    CompiledModel::compile(&model).unwrap();
}

#[test]
fn shares_that_do_not_fit_a_model_leave_it_as_it_was() {
    let criterion = |id: &str, group: &str| {
        json!({"id": id, "name": id, "meaning": id, "unit": "points", "direction": "more_is_better",
               "anchors": {"worst": 1, "best": 10}, "weight": 1, "when_absent": "refuse", "group_id": group})
    };
    let model: ScoreModel = serde_json::from_value(json!({
        "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "groups": [{"id": "g", "name": "G", "weight": 1}, {"id": "h", "name": "H", "weight": 1}],
        "criteria": [criterion("price", "g"), criterion("fit", "h"), criterion("reach", "h")]}))
    .unwrap();
    CompiledModel::compile(&model).unwrap();
    let points = |numbers: [(&str, u32); 3]| {
        let points: Vec<_> = numbers
            .iter()
            .map(|(id, points)| json!({"criterion_id": id, "points": points}))
            .collect();
        let listed = numbers.map(|(id, _)| id).join(" ");
        weigh(&ids(&listed), json!({"points": points})).unwrap()
    };
    let mut negative = points([("price", 5), ("fit", 3), ("reach", 2)]);
    negative.weights[2].share = -0.2;
    let rows = [
        (
            weigh(&ids("price fit"), json!("equal")).unwrap(),
            "weight_missing",
            "/criteria/2/weight",
            "every criterion of the model must have a share (got none for `reach`)",
        ),
        (
            points([("price", 5), ("fit", 3), ("raech", 2)]),
            "unknown_criterion",
            "/criteria",
            "the model has no criterion `raech` for a share",
        ),
        (
            negative,
            "weight_value",
            "/criteria/2/weight",
            "the share of `reach` must be a finite number of at least 0 (got -0.2)",
        ),
        (
            points([("price", 0), ("fit", 3), ("reach", 2)]),
            "weights_all_zero",
            "/groups/0/weight",
            "some criterion of group `g` must have a share above 0 (got 0 for all)",
        ),
    ];
    for (answer, code, path, message) in rows {
        let mut tried = model.clone();
        let error = answer.put_into(&mut tried).unwrap_err();
        assert_eq!(
            (error.code(), error.path().as_str(), error.to_string().as_str()),
            (code, path, message)
        );
        assert_eq!(tried, model, "{message}");
    }
    // A criterion of 0 beside another one of its group is no fault.
    let mut tried = model.clone();
    points([("price", 5), ("fit", 0), ("reach", 5)])
        .put_into(&mut tried)
        .unwrap();
    CompiledModel::compile(&tried).unwrap();
}
