//! Ranks that turn when an account leaves.

use serde_json::{Value, json};

use super::{ask, model_of, rows};
use crate::fault::Fault;
use crate::scoring::robustness::{RobustnessQuestion, WeightUncertainty, rank_reversal, robustness};
use crate::scoring::second_opinion::{RankMethod, rank_accounts};
use crate::scoring::{AccountFacts, Better, DecisionTable, TableColumn};

fn table<'a>(columns: &'a [Vec<f64>], weights: &[f64]) -> DecisionTable<'a> {
    let columns = columns
        .iter()
        .zip(weights)
        .enumerate()
        .map(|(index, (values, weight))| TableColumn {
            criterion_id: format!("c{index}").try_into().unwrap(),
            better: Better::Higher,
            weight: (*weight).try_into().unwrap(),
            values,
        });
    DecisionTable::new(columns.collect()).unwrap()
}

/// The weighted sum of values between the worst (0) and the best (1) at hand.
#[expect(clippy::unnecessary_wraps, reason = "the shape of a method")]
fn min_max_sum(table: &DecisionTable<'_>) -> Result<Vec<f64>, std::convert::Infallible> {
    let mut scores = vec![0.0; table.rows()];
    for (column, share) in table.columns().iter().zip(table.shares()) {
        let low = column.values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = column.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for (score, value) in scores.iter_mut().zip(column.values) {
            *score += if high > low {
                share * (value - low) / (high - low)
            } else {
                0.0
            };
        }
    }
    Ok(scores)
}

/// (7, 4, 10), (6, 8, 9), (6, 7, 9) score 0.650, 0.350, 0.263; with (1, 8, 3), itself last, 0.650, 0.898, 0.810, 0.350.
#[test]
fn an_account_that_is_last_turns_the_leaders() {
    let columns = [
        vec![7.0, 6.0, 6.0, 1.0],
        vec![4.0, 8.0, 7.0, 8.0],
        vec![10.0, 9.0, 9.0, 3.0],
    ];
    let weights = [0.40, 0.35, 0.25];
    let found = rank_reversal(&table(&columns, &weights), 1e-9, min_max_sum).unwrap();
    assert_eq!(found.rows, 4);
    let last = found
        .reversals
        .iter()
        .find(|reversal| reversal.left_out_row == 3)
        .unwrap();
    assert_eq!((last.swapped_pairs, last.leader_change), (2, Some((1, 0))));
    assert_eq!(last.swaps, [(1, 0), (2, 0)]);
    // Fixed anchors: a sum that does not look at the other rows.
    let fixed = |table: &DecisionTable<'_>| -> Result<Vec<f64>, std::convert::Infallible> {
        let row = |row: usize| {
            table
                .columns()
                .iter()
                .zip(table.shares())
                .map(|(column, share)| share * column.values[row])
                .sum()
        };
        Ok((0..table.rows()).map(row).collect())
    };
    assert!(
        rank_reversal(&table(&columns, &weights), 1e-9, fixed)
            .unwrap()
            .reversals
            .is_empty()
    );
}

/// The swaps are those of a second look: every pair of every shorter list, asked for its two ranks by the whole operation.
#[test]
fn a_second_opinion_is_asked_again_without_each_account() {
    let model = model_of(&[0.40, 0.35, 0.25]);
    let cells: [&[f64]; 6] = [
        &[0.6, 0.6, 1.0],
        &[1.0, 0.3, 0.9],
        &[0.6, 0.3, 0.6],
        &[0.2, 0.6, 0.4],
        &[0.5, 0.5, 0.5],
        &[0.45, 0.7, 0.3],
    ];
    let all = rows(&cells);
    let mut reversing = 0;
    for method in [
        json!("worst_of"),
        json!({"spotis": {}}),
        json!({"topsis": {"scaling": "anchors"}}),
        json!({"topsis": {}}),
        json!({"topsis": {"scaling": "min_max"}}),
        json!({"vikor": {}}),
        json!({"waspas": {}}),
        json!({"weighted_product": {}}),
        json!({"promethee": {}}),
        json!({"promethee": {"preferences": [{"criterion_id": "a", "function": {"gaussian": 0.2}}]}}),
    ] {
        let method: RankMethod = serde_json::from_value(method).unwrap();
        let ranks = |facts: &[AccountFacts]| -> Vec<(String, u32)> {
            let answer = rank_accounts(&model, &model.score(facts).unwrap(), &method).unwrap();
            let accounts = answer.accounts.iter();
            accounts
                .map(|account| (account.account_id.to_string(), account.rank))
                .collect()
        };
        let question = RobustnessQuestion {
            samples: 1,
            second_opinion: Some(method.clone()),
            ..RobustnessQuestion::new(WeightUncertainty::Any)
        };
        let found = ask(&model, &all, &question).second_opinion.unwrap();
        assert_eq!(found.account_count, 6);
        let before = ranks(&all);
        for (index, left_out) in all.iter().enumerate() {
            let mut fewer = all.clone();
            fewer.remove(index);
            let after = ranks(&fewer);
            let rank = |id: &str| after.iter().find(|(account, _)| account == id).unwrap().1;
            let mut expected = Vec::new();
            for (ahead, rank_before) in &before {
                for (other, other_before) in &before {
                    let both = *ahead != left_out.id.as_str() && *other != left_out.id.as_str();
                    if both && rank_before < other_before && rank(ahead) > rank(other) {
                        expected.push((ahead.clone(), other.clone()));
                    }
                }
            }
            let reversal = found
                .reversals
                .iter()
                .find(|reversal| reversal.without_account_id == left_out.id);
            let swaps = reversal.map_or(Vec::new(), |reversal| {
                assert_eq!(
                    usize::try_from(reversal.swapped_pair_count).unwrap(),
                    expected.len()
                );
                let swaps = reversal.swaps.iter();
                swaps
                    .map(|swap| (swap.account_id.to_string(), swap.other_account_id.to_string()))
                    .collect()
            });
            reversing += usize::from(reversal.is_some());
            assert_eq!(swaps, expected, "{method:?} without {}", left_out.id);
        }
        if matches!(method, RankMethod::WorstOf | RankMethod::Spotis(_)) {
            assert!(found.reversals.is_empty());
        }
    }
    assert!(reversing > 0);
}

#[test]
fn a_second_opinion_that_cannot_be_formed() {
    let model = model_of(&[1.0, 1.0]);
    let text = |cells: &[&[f64]], method: Value| {
        let question = RobustnessQuestion {
            samples: 1,
            second_opinion: Some(serde_json::from_value(method).unwrap()),
            ..RobustnessQuestion::new(WeightUncertainty::Any)
        };
        let scores = model.score(&rows(cells)).unwrap();
        let error = robustness(&model, &scores, &question).unwrap_err();
        (error.code(), error.path(), error.to_string())
    };
    let found = text(&[&[0.5, 0.5], &[0.5, 0.0]], json!({"waspas": {}}));
    let message = "`b` must be above 0 to be compared as a ratio (got 0, account `B`)".to_owned();
    assert_eq!(found, ("not_positive", "/facts/b".to_owned(), message));
    // Without A the largest value is too small to be squared, and it stands in another row.
    let found = text(
        &[&[0.5, 0.5], &[0.5, 1e-200], &[0.5, 1e-210]],
        json!({"topsis": {}}),
    );
    assert_eq!((found.0, found.1.as_str()), ("too_extreme", "/facts/b"));
    assert!(found.2.ends_with("account `B`)"), "{}", found.2);
    let found = text(
        &[&[0.5, 0.5]],
        json!({"spotis": {"expected_point": [{"criterion_id": "z", "value": 1}]}}),
    );
    assert_eq!(found.1, "/second_opinion/spotis/expected_point/0/criterion_id");
}

#[test]
fn reversal_of_small_and_large_tables() {
    for count in 0..3 {
        let columns = [vec![1.0; count]];
        assert!(
            rank_reversal(&table(&columns, &[1.0]), 0.0, min_max_sum)
                .unwrap()
                .reversals
                .is_empty()
        );
    }
    let columns = [vec![1.0; 2001]];
    let error = rank_reversal(&table(&columns, &[1.0]), 0.0, min_max_sum).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a rank reversal test takes at most 2000 accounts (got 2001)"
    );
}
