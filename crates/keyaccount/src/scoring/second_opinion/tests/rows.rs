//! Rows of columns: the numbers of the documents, the findings by row, and what is refused.

use proptest::prelude::*;
use serde_json::json;

use super::super::compromise::{CompromiseOutcome, CompromiseRows};
use super::super::{
    RankError, RankMethod, RankMethodAnswer, RowOpinion, SpotisOptions, rank_accounts, rank_rows,
};
use super::{Data, bits, data, documents, every_rank_method, share};
use crate::fault::Fault;
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::second_opinion::promethee::PrometheeSettings;
use crate::scoring::second_opinion::{TopsisOptions, VikorOptions, WeightedProductOptions};
use crate::scoring::{Better, ColumnCriteria, ModelError};

/// The criteria of the data with anchors at 0 and `top`.
fn criteria(data: &Data, top: f64) -> ColumnCriteria {
    let columns = data.weights.iter().zip(&data.better).enumerate();
    let criteria = columns.map(|(index, (weight, better))| {
        let anchors = match better {
            Better::Higher => json!({"worst": 0, "best": top}),
            Better::Lower => json!({"worst": top, "best": 0}),
        };
        (
            format!("c{index}"),
            json!({"weight": weight, "better": better, "anchors": anchors}),
        )
    });
    read(&json!(criteria.collect::<serde_json::Map<_, _>>())).unwrap()
}

fn read(criteria: &serde_json::Value) -> Result<ColumnCriteria, ModelError> {
    ColumnCriteria::new(serde_json::from_value(criteria.clone()).unwrap())
}

fn opinion(
    criteria: &serde_json::Value,
    columns: &[&[f64]],
    method: &RankMethod,
) -> Result<RowOpinion, RankError> {
    rank_rows(&read(criteria).unwrap(), columns, method)
}

fn columns(data: &Data) -> Vec<&[f64]> {
    data.columns.iter().map(Vec::as_slice).collect()
}

/// Returns the text of an error, and its path.
fn told(result: Result<RowOpinion, RankError>) -> (String, String) {
    let error = result.unwrap_err();
    (error.to_string(), error.path())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_have_the_numbers_of_the_documents_to_the_last_bit(data in data(10.0)) {
        // Documents are compared in the order of their ids.
        let mut order: Vec<usize> = (0..data.rows.len()).collect();
        order.sort_by_key(|row| format!("a{row}"));
        let sorted = Data::of(
            order.iter().map(|&row| data.rows[row].clone()).collect(),
            data.weights.clone(),
            data.better.clone(),
        );
        let id = |row: usize| AccountId::try_from(format!("a{}", order[row])).unwrap();
        let (model, accounts) = documents(&data, 10.0);
        let scores = model.score(&accounts).unwrap();
        for method in every_rank_method() {
            let answer = rank_accounts(&model, &scores, &method).unwrap();
            let found = rank_rows(&criteria(&data, 10.0), &columns(&sorted), &method).unwrap();
            let (ranks, (_, measure)) = (found.ranks(), found.measures.last().unwrap());
            for row in 0..order.len() {
                let account = answer.accounts.iter().find(|account| account.account_id == id(row)).unwrap();
                prop_assert_eq!(account.measure.to_bits(), measure[row].to_bits(), "{:?}", &method);
                prop_assert_eq!(account.rank, ranks[row]);
            }
            let names: Vec<&str> = found.measures.iter().map(|(name, _)| *name).collect();
            prop_assert_eq!(names, method.measure_names());
            let findings = &found.findings;
            prop_assert_eq!((findings.better, findings.resolution), (answer.better, answer.resolution));
            prop_assert_eq!(&findings.weights, &answer.weights);
            prop_assert_eq!(&findings.constant_criterion_ids, &answer.constant_criterion_ids);
            match &answer.method {
                RankMethodAnswer::Topsis(topsis) => prop_assert_eq!(findings.undecided_rows, Some(topsis.undecided_rows)),
                RankMethodAnswer::Vikor(vikor) => {
                    prop_assert_eq!(findings.dropped_halves.as_ref(), Some(&vikor.dropped_halves));
                    let (ours, theirs) = (findings.compromise.as_ref().unwrap(), vikor.compromise.as_ref().unwrap());
                    let ids: Vec<AccountId> = ours.rows.iter().map(|&row| id(row)).collect();
                    prop_assert_eq!(&ids, &theirs.account_ids);
                    prop_assert_eq!((ours.outcome, ours.advantage), (theirs.outcome, theirs.advantage));
                    for line in &vikor.rows {
                        let row = (0..order.len()).find(|&row| id(row) == line.account_id).unwrap();
                        let measures = found.measures.iter().map(|(_, cells)| cells[row]);
                        prop_assert_eq!(bits(&measures.collect::<Vec<_>>()), bits(&[line.s, line.r, line.q]));
                    }
                }
                RankMethodAnswer::Promethee(promethee) => {
                    let pairs = findings.incomparable.iter().flatten().map(|&(row, other)| (id(row), id(other)));
                    let expected = promethee.incomparable.iter().flatten();
                    let expected = expected.map(|pair| (pair.account_id.clone(), pair.other_account_id.clone()));
                    prop_assert_eq!(pairs.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
                    for line in &promethee.rows {
                        let row = (0..order.len()).find(|&row| id(row) == line.account_id).unwrap();
                        let measures = found.measures.iter().map(|(_, cells)| cells[row]).collect::<Vec<_>>();
                        let expected = [line.positive_flow, line.negative_flow, line.net_flow];
                        prop_assert_eq!(bits(&measures), bits(&expected));
                    }
                }
                RankMethodAnswer::Spotis(_) => prop_assert_eq!(findings.clipped_cells, Some(0)),
                _ => {}
            }
        }
    }

    #[test]
    fn the_front_alone_decides_the_compromise(
        q in prop::collection::vec((0_u32..=40).prop_map(|part| f64::from(part) / 40.0), 1..60),
        tie in prop_oneof![Just(1e-9), Just(0.03)],
        leads in any::<bool>(),
    ) {
        let found = CompromiseRows::of(&q, tie, |row| (leads && row % 2 == 0, false)).unwrap();
        // By the definition, over all rows in order.
        let mut order: Vec<usize> = (0..q.len()).collect();
        order.sort_by(|&left, &right| q[left].total_cmp(&q[right]).then(left.cmp(&right)));
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for row in order {
            match groups.last_mut() {
                Some(group) if q[row] - q[group[0]] <= tie => group.push(row),
                _ => groups.push(vec![row]),
            }
        }
        let required = if q.len() > 1 { 1.0 / f64::from(u32::try_from(q.len() - 1).unwrap()) } else { 0.0 };
        let far = |group: &Vec<usize>| q[group[0]] - q[groups[0][0]] >= required - tie;
        let also = leads && groups[0].iter().any(|row| row % 2 == 0);
        let (outcome, count) = if groups.get(1).is_none_or(far) {
            if also { (CompromiseOutcome::AcceptedAlone, 1) } else { (CompromiseOutcome::FirstTwo, 2) }
        } else {
            let count = groups.iter().take_while(|group| q.len() > 1 && !far(group)).count();
            (CompromiseOutcome::NearTheLeader, count)
        };
        let mut rows = Vec::new();
        for group in groups.iter().take(count) {
            let mut group = group.clone();
            group.sort_unstable();
            rows.extend(group);
        }
        prop_assert_eq!((found.outcome, found.rows), (outcome, rows));
    }
}

#[test]
fn without_weights_all_criteria_count_alike() {
    let none = read(&json!({"b": {"better": "lower"}, "a": {"better": "higher"}})).unwrap();
    let ids: Vec<&str> = none.ids().map(CriterionId::as_str).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(none.table(&[&[1.0], &[2.0]]).unwrap().shares(), [0.5, 0.5]);
}

#[test]
fn criteria_are_checked_as_a_whole() {
    let told = |criteria: serde_json::Value| {
        let error = read(&criteria).unwrap_err();
        (error.to_string(), error.path())
    };
    let told_as = |text: &str, path: &str| (text.to_owned(), path.to_owned());
    assert_eq!(
        told(json!({})),
        told_as("the number of criteria must be at least 1 (got 0)", "")
    );
    assert_eq!(
        told(json!({"a": {"better": "higher", "weight": 1}, "b/c": {"better": "lower"}})),
        told_as(
            "the weight of `b/c` must be given where another criterion has one (got none)",
            "/b~1c/weight"
        )
    );
    assert_eq!(
        told(json!({"a": {"better": "higher", "weight": 0}})),
        told_as("the weights of the criteria must not all be zero", "")
    );
    assert_eq!(
        told(json!({"a": {"better": "lower", "anchors": {"worst": 0, "best": 9}}})),
        told_as(
            "anchors of `a` must be a best below the worst where less is better (got worst 0, best 9)",
            "/a/anchors"
        )
    );
}

#[test]
fn a_cell_that_does_not_fit_is_named_by_criterion_and_row() {
    let plain = json!({"a": {"better": "higher"}, "b": {"better": "lower"}});
    let anchored =
        json!({"a": {"better": "higher", "anchors": {"worst": 0, "best": 10}}, "b": {"better": "lower"}});
    let topsis = RankMethod::Topsis(TopsisOptions::default());
    let spotis = RankMethod::Spotis(SpotisOptions::default());
    let told_as = |text: &str, path: &str| (text.to_owned(), path.to_owned());
    assert_eq!(
        told(opinion(&plain, &[&[1.0, 2.0], &[1.0, f64::NAN]], &topsis)),
        told_as("`b` must be a finite number (got NaN, row 1)", "/b/1")
    );
    assert_eq!(
        told(opinion(&plain, &[&[0.5, 2.0], &[1.0, 1.0]], &RankMethod::WorstOf)),
        told_as("`a` must be a value between 0 and 1 (got 2, row 1)", "/a/1")
    );
    assert_eq!(
        told(opinion(
            &anchored,
            &[&[5.0, 11.0], &[1.0, 1.0]],
            &RankMethod::WorstOf
        )),
        told_as("`a` must be between 0 and 10 (got 11, row 1)", "/a/1")
    );
    assert_eq!(
        told(opinion(
            &anchored,
            &[&[5.0, f64::INFINITY], &[1.0, 1.0]],
            &RankMethod::WorstOf
        )),
        told_as("`a` must be a finite number (got inf, row 1)", "/a/1")
    );
    assert_eq!(
        told(opinion(&anchored, &[&[5.0], &[1.0]], &spotis)),
        told_as("`b` must have anchors to be measured between them (got none)", "")
    );
    assert_eq!(
        told(opinion(&plain, &[&[5.0]], &topsis)),
        told_as("there must be one column per criterion: 2 (got 1)", "")
    );
    let product = RankMethod::WeightedProduct(WeightedProductOptions::default());
    let error = opinion(&plain, &[&[1.0, 0.0], &[1.0, 1.0]], &product).unwrap_err();
    let error = error.with_row_numbers(&[3, 8]);
    assert_eq!(
        error.to_string(),
        "`a` must be above 0 to be compared as a ratio (got 0, row 8)"
    );
    assert_eq!(error.cell_criterion_id().map(CriterionId::as_str), Some("a"));
}

#[test]
fn a_cell_beyond_anchors_may_count_as_the_anchor() {
    let anchors = json!({"worst": 0, "best": 10});
    let spotis = RankMethod::Spotis(SpotisOptions::default());
    let clips = json!({"a": {"better": "higher", "anchors": anchors, "outside": "clip"}});
    let found = opinion(&clips, &[&[12.0, 5.0]], &spotis).unwrap();
    assert_eq!(found.measures, [("distance", vec![0.0, 0.5])]);
    assert_eq!(found.findings.clipped_cells, Some(1));
    let found = opinion(&clips, &[&[12.0, 5.0]], &RankMethod::WorstOf).unwrap();
    assert_eq!(found.measures, [("worst_value", vec![1.0, 0.5])]);
    let rejects = json!({"a": {"better": "higher", "anchors": anchors}});
    let error = told(opinion(&rejects, &[&[5.0, 12.0]], &spotis));
    assert_eq!(error.0, "`a` must be between 0 and 10 (got 12, row 1)");
    // A criterion without weight needs no anchors, and its cells are not looked at.
    let beside = json!({"a": {"better": "higher", "weight": 1, "anchors": anchors},
                        "b": {"better": "lower", "weight": 0}});
    let found = opinion(&beside, &[&[5.0], &[1e9]], &spotis).unwrap();
    assert_eq!(found.measures, [("distance", vec![0.5])]);
}

#[test]
fn one_row_and_none_have_an_opinion() {
    let criteria = json!({"a": {"better": "higher", "anchors": {"worst": 0, "best": 10}}});
    for method in every_rank_method() {
        let one = opinion(&criteria, &[&[5.0]], &method).unwrap();
        assert_eq!(one.ranks(), [1], "{method:?}");
        let none = opinion(&criteria, &[&[]], &method).unwrap();
        assert!(none.measures.iter().all(|(_, cells)| cells.is_empty()) && none.ranks().is_empty());
        assert_eq!(none.findings.compromise, None);
    }
}

#[test]
fn findings_speak_of_the_rows_of_the_larger_table() {
    let criteria = json!({"a": {"better": "higher"}, "b": {"better": "higher"}});
    let columns: [&[f64]; 2] = [&[1.0, 9.0, 2.0], &[9.0, 1.0, 2.0]];
    let vikor = RankMethod::Vikor(VikorOptions {
        majority_weight: share(0.5),
    });
    let found = opinion(&criteria, &columns, &vikor).unwrap().findings;
    let before = found.compromise.clone().unwrap().rows;
    let after = found.with_row_numbers(&[10, 11, 12]).compromise.unwrap().rows;
    assert_eq!(after, before.iter().map(|row| row + 10).collect::<Vec<_>>());
    // Type V on two criteria: row 0 is much better in one and a little worse in the other, so flows disagree.
    let settings: PrometheeSettings = serde_json::from_value(json!({"preferences": [
        {"criterion_id": "a", "function": {"v_shape": 10}}, {"criterion_id": "b", "function": {"v_shape": 20}}]}))
    .unwrap();
    let columns: [&[f64]; 2] = [&[5.0, 9.0, 4.0, 0.0], &[5.0, 0.0, 4.0, 9.0]];
    let found = opinion(&criteria, &columns, &RankMethod::Promethee(settings))
        .unwrap()
        .findings;
    let before = found.incomparable.clone().unwrap();
    assert!(!before.is_empty());
    let after = found.with_row_numbers(&[4, 5, 6, 7]).incomparable.unwrap();
    assert_eq!(
        after,
        before
            .iter()
            .map(|(row, other)| (row + 4, other + 4))
            .collect::<Vec<_>>()
    );
}
