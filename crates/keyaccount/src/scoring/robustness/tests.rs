//! Exact areas, laws, a slow second calculation, worked examples, the texts of errors.

#![expect(clippy::float_cmp, reason = "the same bits, whatever the number of threads")]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::random::Random;
use super::ranges::RangeSampler;
use super::weights::WeightSampler;
use super::{
    AccountRobustness, OpenFacts, RobustnessAnswer, RobustnessError, RobustnessQuestion, WeightUncertainty,
    rank_reversal, robustness,
};
use crate::fault::Fault;
use crate::scoring::second_opinion::{RankMethod, rank_accounts};
use crate::scoring::tests::cases::{Case, cases};
use crate::scoring::tests::{accounts, compiled};
use crate::scoring::{AccountFacts, Better, CompiledModel, DecisionTable, TableColumn};

fn model_of(weights: &[f64]) -> CompiledModel {
    let criteria: Vec<Value> = weights
        .iter()
        .zip("abcdefghij".chars())
        .map(|(weight, id)| {
            json!({"id": id.to_string(), "name": "C", "meaning": "M", "unit": "u", "weight": weight, "direction": "more_is_better",
                   "anchors": {"worst": 0, "best": 1}, "when_absent": "exclude_and_rescale"})
        })
        .collect();
    compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
               "scale": {"min": 0, "max": 1}, "criteria": criteria}),
    )
}

/// Accounts `A`, `B`, ... with their values; NaN where there is none.
fn rows(rows: &[&[f64]]) -> Vec<AccountFacts> {
    let account = |(row, id): (&&[f64], char)| {
        let facts = row
            .iter()
            .zip("abcdefghij".chars())
            .filter(|(value, _)| !value.is_nan());
        let facts: serde_json::Map<String, Value> = facts
            .map(|(value, criterion)| (criterion.to_string(), json!(value)))
            .collect();
        json!({"id": id.to_string(), "facts": facts})
    };
    accounts(Value::Array(rows.iter().zip('A'..).map(account).collect()))
}

fn weights(value: Value) -> WeightUncertainty {
    serde_json::from_value(value).unwrap()
}

fn ask(model: &CompiledModel, accounts: &[AccountFacts], question: &RobustnessQuestion) -> RobustnessAnswer {
    robustness(model, &model.score(accounts).unwrap(), question).unwrap()
}

fn of<'a>(answer: &'a RobustnessAnswer, id: &str) -> &'a AccountRobustness {
    answer
        .accounts
        .iter()
        .find(|account| account.account_id.as_str() == id)
        .unwrap()
}

/// Within four standard errors of a share of 10,000 samples.
fn near_share(found: f64, expected: f64) {
    let error = (expected * (1.0 - expected) / 10_000.0).sqrt();
    assert!(
        (found - expected).abs() <= 4.0 * error,
        "{found} is not {expected}"
    );
}

/// One account per corner: by symmetry each takes each rank in a third of all weights. Where A leads, its weight is the largest of
/// three: 11/18 in the mean, and the others share the rest.
#[test]
fn three_corners() {
    let corners = rows(&[&[1.0, 0.0, 0.0], &[0.0, 1.0, 0.0], &[0.0, 0.0, 1.0]]);
    let answer = ask(
        &model_of(&[1.0, 1.0, 1.0]),
        &corners,
        &RobustnessQuestion::new(WeightUncertainty::Any),
    );
    for id in ["A", "B", "C"] {
        let account = of(&answer, id);
        assert_eq!(account.rank_acceptabilities.len(), 3);
        account
            .rank_acceptabilities
            .iter()
            .for_each(|share| near_share(*share, 1.0 / 3.0));
        assert_eq!(account.confidence_factor, Some(1.0));
    }
    let central: Vec<f64> = of(&answer, "A")
        .central_weights
        .iter()
        .map(|weight| weight.share)
        .collect();
    for (found, expected) in central.into_iter().zip([11.0 / 18.0, 7.0 / 36.0, 7.0 / 36.0]) {
        // The standard deviation of such a weight is below 0.15, and there are 3,333 of them.
        assert!((found - expected).abs() < 4.0 * 0.15 / 3333.0_f64.sqrt());
    }
    for pair in &answer.pairs {
        near_share(pair.winning_index, 0.5);
        assert!((pair.winning_index + pair.other_winning_index - 1.0).abs() < 1e-12);
    }
    assert!(answer.dominance.frontier.iter().all(|account| account.certain));
}

/// A = (1, 0, 0) beats M = (0.5, 0.5, 0.2) where 0.5 a > 0.5 b + 0.2 c: the triangle of (1, 0, 0), (1/2, 1/2, 0), (2/7, 0, 5/7), which is
/// the determinant 1 x 1/2 x 5/7 of the whole.
#[test]
fn a_polygon_by_hand() {
    let two = rows(&[&[1.0, 0.0, 0.0], &[0.5, 0.5, 0.2]]);
    let answer = ask(
        &model_of(&[1.0, 1.0, 1.0]),
        &two,
        &RobustnessQuestion::new(WeightUncertainty::Any),
    );
    near_share(of(&answer, "A").rank_acceptabilities[0], 5.0 / 14.0);
    near_share(of(&answer, "B").rank_acceptabilities[0], 9.0 / 14.0);
    // The centre of a triangle is the mean of its corners.
    let central = &of(&answer, "A").central_weights;
    let corners = [(1.0 + 0.5 + 2.0 / 7.0) / 3.0, 0.5 / 3.0, (5.0 / 7.0) / 3.0];
    for (found, expected) in central.iter().zip(corners) {
        assert!(
            (found.share - expected).abs() < 4.0 * 0.2 / 3571.0_f64.sqrt(),
            "{found:?}"
        );
    }
}

/// Where only the order is known, the mean weights are the rank order centroid weights: 11/18, 5/18, 2/18 (Barron 1992).
#[test]
fn an_order_of_importance_has_the_centroid_weights() {
    let order = weights(json!({"order": {"criteria": [["b"], ["c"], ["a"]]}}));
    let answer = ask(
        &model_of(&[1.0, 1.0, 1.0]),
        &rows(&[&[1.0, 1.0, 1.0]]),
        &RobustnessQuestion::new(order),
    );
    let found: Vec<f64> = of(&answer, "A")
        .central_weights
        .iter()
        .map(|weight| weight.share)
        .collect();
    for (found, expected) in found.into_iter().zip([2.0 / 18.0, 11.0 / 18.0, 5.0 / 18.0]) {
        assert!(
            (found - expected).abs() < 4.0 * 0.2 / 100.0,
            "{found} is not {expected}"
        );
    }
    // With b and c equal below a: halfway between all to a and a third to each.
    let order = weights(json!({"order": {"criteria": [["a"], ["b", "c"]]}}));
    let answer = ask(
        &model_of(&[1.0, 1.0, 1.0]),
        &rows(&[&[1.0, 1.0, 1.0]]),
        &RobustnessQuestion::new(order),
    );
    let found: Vec<f64> = of(&answer, "A")
        .central_weights
        .iter()
        .map(|weight| weight.share)
        .collect();
    assert_eq!(found[1], found[2]);
    assert!((found[0] - 2.0 / 3.0).abs() < 4.0 * 0.2 / 100.0);
}

#[test]
fn ranges_and_margins() {
    let corners = rows(&[&[1.0, 0.0], &[0.0, 1.0]]);
    // A leads where its weight, evenly between 0.4 and 0.7, is above 0.5.
    let ranges = weights(json!({"ranges": [{"weight_of": {"criterion": "a"}, "low": 0.4, "high": 0.7}]}));
    let answer = ask(&model_of(&[1.0, 1.0]), &corners, &RobustnessQuestion::new(ranges));
    near_share(of(&answer, "A").rank_acceptabilities[0], 2.0 / 3.0);
    // 60 to 40 points, 25 percent around: 0.45 to 0.75 and 0.3 to 0.5 leave 0.5 to 0.7.
    let around = weights(json!({"around": {"percent": 25}}));
    let answer = ask(
        &model_of(&[60.0, 40.0]),
        &corners,
        &RobustnessQuestion::new(around.clone()),
    );
    assert_eq!(of(&answer, "A").rank_acceptabilities[0], 1.0);
    // 55 to 45: 0.4125 to 0.6875 and 0.3375 to 0.5625 leave 0.4375 to 0.6625, of which 0.1625 / 0.225 is above a half.
    let answer = ask(
        &model_of(&[55.0, 45.0]),
        &corners,
        &RobustnessQuestion::new(around),
    );
    near_share(of(&answer, "A").rank_acceptabilities[0], 0.1625 / 0.225);
    let fixed = weights(json!({"around": {"percent": 0}}));
    let answer = ask(
        &model_of(&[55.0, 45.0]),
        &corners,
        &RobustnessQuestion::new(fixed),
    );
    assert_eq!(of(&answer, "A").rank_acceptabilities, [1.0, 0.0]);
    assert!((of(&answer, "A").central_weights[0].share - 0.55).abs() < 1e-12);
}

/// B's one fact is open, A's is the middle.
#[test]
fn open_facts_are_drawn_when_asked() {
    let two = rows(&[&[0.5, 0.5], &[0.5, f64::NAN]]);
    let model = model_of(&[1.0, 1.0]);
    let question = RobustnessQuestion {
        open_facts: OpenFacts::Uniform,
        ..RobustnessQuestion::new(WeightUncertainty::Any)
    };
    let answer = ask(&model, &two, &question);
    assert_eq!((answer.open_fact_count, answer.account_count), (1, 2));
    near_share(of(&answer, "A").rank_acceptabilities[0], 0.5);
    near_share(of(&answer, "A").confidence_factor.unwrap(), 0.5);
    near_share(of(&answer, "B").confidence_factor.unwrap(), 0.5);
    // By policy the fact is left out, and the two tie in every sample: they share both ranks.
    let answer = ask(&model, &two, &RobustnessQuestion::new(WeightUncertainty::Any));
    assert_eq!(of(&answer, "A").rank_acceptabilities, [0.5, 0.5]);
    assert_eq!(of(&answer, "B").confidence_factor, Some(1.0));
    assert_eq!(
        (answer.pairs[0].winning_index, answer.pairs[0].other_winning_index),
        (0.0, 0.0)
    );
    // Whatever the fact turns out to be, B may be dominated or dominate.
    let frontier = &answer.dominance.frontier;
    assert_eq!(
        (frontier.len(), frontier[0].certain, frontier[1].certain),
        (2, false, false)
    );
}

#[test]
fn dominated_accounts_name_who_beats_them() {
    let three = rows(&[&[0.9, 0.5], &[0.8, 0.4], &[0.9, 0.4]]);
    let answer = ask(
        &model_of(&[1.0, 1.0]),
        &three,
        &RobustnessQuestion::new(WeightUncertainty::Any),
    );
    let found = serde_json::to_value(&answer.dominance).unwrap();
    let expected = json!({"frontier": [{"account_id": "A", "certain": true}], "dominated": [
        {"account_id": "C", "by_account_id": "A", "strictly": false}, {"account_id": "B", "by_account_id": "A", "strictly": true}],
        "not_compared_account_ids": []});
    // The frontier is listed by score; so are the others.
    assert_eq!(found["frontier"], expected["frontier"]);
    let by_id = |id: &str| {
        answer
            .dominance
            .dominated
            .iter()
            .find(|found| found.account_id.as_str() == id)
            .unwrap()
            .strictly
    };
    assert_eq!((by_id("B"), by_id("C")), (true, false));
    assert_eq!(of(&answer, "B").rank_acceptabilities[0], 0.0);
    assert!(of(&answer, "B").central_weights.is_empty() && of(&answer, "B").confidence_factor.is_none());
}

#[test]
fn nobody_and_one() {
    let question = RobustnessQuestion {
        top: Some(3),
        ..RobustnessQuestion::new(WeightUncertainty::Any)
    };
    let none = ask(&model_of(&[1.0, 1.0]), &[], &question);
    assert!(none.accounts.is_empty() && none.pairs.is_empty() && none.dominance.frontier.is_empty());
    let one = ask(&model_of(&[1.0, 1.0]), &rows(&[&[0.3, 0.1]]), &question);
    assert_eq!(
        (
            &one.accounts[0].rank_acceptabilities,
            one.accounts[0].top_acceptability
        ),
        (&vec![1.0], Some(1.0))
    );
    assert!((one.standard_error_at_half - 0.005).abs() < 1e-15);
}

#[test]
fn errors_say_what_is_wrong() {
    let model = model_of(&[1.0, 2.0]);
    let scores = model.score(&rows(&[&[0.1, 0.2]])).unwrap();
    let text = |question: RobustnessQuestion| {
        let error = robustness(&model, &scores, &question).unwrap_err();
        (error.code(), error.path(), error.to_string())
    };
    let known = |value: Value| RobustnessQuestion::new(weights(value));
    let any = || RobustnessQuestion::new(WeightUncertainty::Any);
    let found = text(RobustnessQuestion { samples: 0, ..any() });
    assert_eq!(
        found,
        (
            "number_out_of_range",
            "/samples".into(),
            "`samples` must be between 1 and 1000000 (got 0)".into()
        )
    );
    let found = text(RobustnessQuestion {
        seed: u64::MAX,
        ..any()
    });
    assert_eq!(
        found.2,
        "`seed` must be at most 9007199254740992 (got 18446744073709551615)"
    );
    assert_eq!(
        text(RobustnessQuestion { ranks: 51, ..any() }).2,
        "`ranks` must be between 1 and 50 (got 51)"
    );
    assert_eq!(
        text(RobustnessQuestion {
            top: Some(0),
            ..any()
        })
        .1,
        "/top"
    );
    let found = text(known(json!({"around": {"percent": 101}})));
    assert_eq!(
        (found.1.as_str(), found.2.as_str()),
        (
            "/weights/around/percent",
            "`percent` must be between 0 and 100 (got 101)"
        )
    );
    let found = text(known(json!({"order": {"criteria": [["a"]]}})));
    assert_eq!(
        found,
        (
            "not_in_order",
            "/weights/order/criteria".into(),
            "the order must name each criterion (`b` is missing)".into()
        )
    );
    let found = text(known(json!({"order": {"criteria": [["a"], ["b", "a"]]}})));
    assert_eq!(
        found,
        (
            "duplicate_weight",
            "/weights/order/criteria/1/1".into(),
            "each criterion must stand once (got `a` twice)".into()
        )
    );
    let found = text(known(json!({"order": {"criteria": [["a", "z"]]}})));
    assert_eq!(
        (found.1.as_str(), found.2.as_str()),
        ("/weights/order/criteria/0/1", "the model has no criterion `z`")
    );
    let range =
        |id: &str, low: f64, high: f64| json!({"weight_of": {"criterion": id}, "low": low, "high": high});
    let found = text(known(json!({"ranges": [range("a", 0.5, 0.4)]})));
    let message = "the range of `a` must be low to high between 0 and 1 (got 0.5 to 0.4)";
    assert_eq!(
        found,
        ("weight_range", "/weights/ranges/0".into(), message.into())
    );
    let found = text(known(
        json!({"ranges": [range("a", 0.7, 0.8), range("b", 0.5, 1.0)]}),
    ));
    let message =
        "the ranges of the criteria must leave room for shares that add up to 1 (got 1.2 to 1.8 in all)";
    assert_eq!(found, ("no_room_for_weights", "/weights".into(), message.into()));
    let found = text(known(
        json!({"ranges": [{"weight_of": {"group": "g"}, "low": 0, "high": 1}]}),
    ));
    assert_eq!(found.2, "the model has no group `g`");
    let error = RobustnessError::TooNarrow {
        of: "the criteria".to_owned(),
        tries: 1000,
    };
    assert_eq!(
        error.to_string(),
        "the ranges of the criteria must be wide enough to draw from (got fewer than 1 of 1000 draws in them)"
    );
}

/// The numbers of the first draws, so that a change of the generator is seen: made with another implementation of `ChaCha`.
#[test]
fn the_generator_is_chacha_with_twelve_rounds() {
    assert_eq!(super::GENERATOR, "chacha12/1");
    let words = chacha12(1, 3);
    let mut random = Random::new(1, 3);
    for pair in words.chunks(2).take(4) {
        let bits = (u64::from(pair[1]) << 32 | u64::from(pair[0])) >> 12;
        #[expect(clippy::cast_precision_loss, reason = "52 bits")]
        let expected = (bits as f64 + 0.5) / 4_503_599_627_370_496.0;
        assert_eq!(random.unit(), expected);
    }
}

/// The first block of `ChaCha` with 12 rounds (Bernstein 2008), written from the definition.
fn chacha12(seed: u32, stream: u32) -> [u32; 16] {
    let start = [
        0x6170_7865,
        0x3320_646e,
        0x7962_2d32,
        0x6b20_6574,
        seed,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        stream,
        0_u32,
    ];
    let mut state = start;
    let mut quarter = |a: usize, b: usize, c: usize, d: usize| {
        for (x, y, z, turn) in [(a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)] {
            state[x] = state[x].wrapping_add(state[y]);
            state[z] = (state[z] ^ state[x]).rotate_left(turn);
        }
    };
    for _ in 0..6 {
        for column in 0..4 {
            quarter(column, column + 4, column + 8, column + 12);
        }
        for column in 0..4 {
            quarter(
                column,
                (column + 1) % 4 + 4,
                (column + 2) % 4 + 8,
                (column + 3) % 4 + 12,
            );
        }
    }
    std::array::from_fn(|word| state[word].wrapping_add(start[word]))
}

/// Even draws have the mean and the spread of plain rejection from the simplex, whatever body they are drawn from.
#[test]
fn ranges_are_drawn_evenly() {
    let lists: [&[(f64, f64)]; 5] = [
        &[(0.0, 1.0), (0.0, 1.0), (0.0, 1.0)],
        &[(0.1, 0.3), (0.2, 0.6), (0.0, 0.9), (0.0, 0.4)],
        &[(0.3, 0.5), (0.1, 0.4), (0.2, 0.3)],
        &[(0.0, 0.4), (0.0, 0.4), (0.0, 0.4)],
        &[(0.2, 0.2), (0.0, 0.05), (0.0, 1.0), (0.0, 1.0)],
    ];
    for ranges in lists {
        let sampler = RangeSampler::new(ranges).unwrap();
        let (mut random, mut other) = (Random::new(5, 0), Random::new(6, 0));
        let (mut sums, mut squares) = (vec![0.0; ranges.len()], vec![0.0; ranges.len()]);
        let (mut plain, mut plain_squares, mut count) =
            (vec![0.0; ranges.len()], vec![0.0; ranges.len()], 0.0);
        let mut shares = vec![0.0; ranges.len()];
        for _ in 0..20_000 {
            while !sampler.draw(&mut random, &mut shares) {}
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            for (place, (share, (low, high))) in shares.iter().zip(ranges).enumerate() {
                assert!(*share >= low - 1e-12 && *share <= high + 1e-12);
                sums[place] += share / 20_000.0;
                squares[place] += share * share / 20_000.0;
            }
        }
        // Rejection in all but the last coordinate, the fixed ones apart.
        for _ in 0..400_000 {
            let mut rest = 1.0;
            for (share, (low, high)) in shares.iter_mut().zip(ranges).take(ranges.len() - 1) {
                *share = low + (high - low) * other.unit();
                rest -= *share;
            }
            let (low, high) = ranges[ranges.len() - 1];
            if rest >= low && rest <= high {
                shares[ranges.len() - 1] = rest;
                count += 1.0;
                for (place, share) in shares.iter().enumerate() {
                    plain[place] += share;
                    plain_squares[place] += share * share;
                }
            }
        }
        assert!(count > 2000.0);
        for place in 0..ranges.len() {
            let deviation = (squares[place] - sums[place] * sums[place]).max(0.0).sqrt();
            let error = 5.0 * deviation * (1.0 / count + 1.0 / 20_000.0_f64).sqrt() + 1e-9;
            assert!(
                (sums[place] - plain[place] / count).abs() < error,
                "{ranges:?} {place}"
            );
            assert!(
                (squares[place] - plain_squares[place] / count).abs() < 2.0 * error,
                "{ranges:?} {place}"
            );
        }
    }
}

/// Thirty criteria, ten percent around equal weights: plain rejection from the simplex would never end.
#[test]
fn many_narrow_ranges_are_drawn_in_few_tries() {
    for (count, percent) in [(30, 10.0), (300, 1.0), (10, 50.0), (12, 100.0)] {
        let share = 1.0 / f64::from(count);
        let ranges = vec![
            (share * (1.0 - percent / 100.0), share * (1.0 + percent / 100.0));
            usize::try_from(count).unwrap()
        ];
        let sampler = RangeSampler::new(&ranges).unwrap();
        let mut random = Random::new(1, 0);
        let mut shares = vec![0.0; ranges.len()];
        let tries = 2000;
        let hits = (0..tries)
            .filter(|_| sampler.draw(&mut random, &mut shares))
            .count();
        assert!(hits > 40, "{count} {percent}: {hits}");
    }
}

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

/// What is known about the weights of a random model.
fn known(case: &Case, kind: usize, percent: u32) -> WeightUncertainty {
    let ids = |list: Vec<String>| -> Vec<Vec<String>> { list.chunks(2).map(<[_]>::to_vec).collect() };
    let criteria = ids(case
        .model
        .criteria
        .iter()
        .map(|criterion| criterion.id.to_string())
        .collect());
    let weighted = case.model.groups.iter().filter(|group| group.weight.is_some());
    let groups = ids(weighted.map(|group| group.id.to_string()).collect());
    match kind {
        0 => WeightUncertainty::Any,
        1 => weights(json!({"order": {"criteria": criteria, "groups": groups}})),
        2 => weights(json!({"around": {"percent": percent}})),
        _ => weights(json!({"ranges": [{"weight_of": {"criterion": criteria[0][0]}, "low": 0, "high": 1}]})),
    }
}

/// Every sample by itself: shares spread by the definition, all accounts sorted.
fn slow(case: &Case, model: &CompiledModel, question: &RobustnessQuestion) -> Vec<(String, Vec<f64>)> {
    let scores = model.score(&case.accounts).unwrap();
    let weighting = WeightSampler::new(model, &question.weights).unwrap();
    let ranked: Vec<_> = scores
        .accounts
        .iter()
        .filter(|account| account.rank.is_some())
        .collect();
    let mut counts = vec![vec![0.0; ranked.len()]; ranked.len()];
    let nests: Vec<usize> = model
        .weighting
        .nests()
        .map(|(_, weights)| weights.len())
        .collect();
    let mut random = Random::new(question.seed, 0);
    let mut tries = 1_000_000;
    let (mut groups, mut shares) = (vec![0.0; nests.len()], vec![0.0; model.criteria.len()]);
    for _ in 0..question.samples {
        weighting
            .draw(&mut random, &mut tries, &mut groups, &mut shares)
            .unwrap();
        let value = |account: &crate::scoring::AccountScore| {
            let cells: Vec<Option<f64>> = model
                .criteria
                .iter()
                .map(|prepared| account.contributions[prepared.index].value)
                .collect();
            let (mut sum, mut weight, mut start) = (0.0, 0.0, 0);
            for (length, group) in nests.iter().zip(&groups) {
                let here = start..start + length;
                start += length;
                let counted: f64 = here
                    .clone()
                    .filter(|at| cells[*at].is_some())
                    .map(|at| shares[at])
                    .sum();
                if counted > 0.0 {
                    let mean: f64 = here
                        .filter_map(|at| cells[at].map(|cell| cell * shares[at]))
                        .sum::<f64>()
                        / counted;
                    sum += group * mean;
                    weight += group;
                }
            }
            let cap = account
                .gates
                .iter()
                .filter_map(|gate| gate.cap)
                .fold(f64::INFINITY, f64::min);
            let score = if weight > 0.0 { sum / weight } else { 0.0 };
            (scores.scale.min() + scores.scale.span() * score).min(cap)
        };
        let values: Vec<f64> = ranked.iter().map(|account| value(account)).collect();
        let mut order: Vec<usize> = (0..ranked.len()).collect();
        order.sort_by(|left, right| values[*right].total_cmp(&values[*left]));
        let mut first = 0;
        while first < order.len() {
            let tied = order[first..]
                .iter()
                .take_while(|row| values[order[first]] - values[**row] <= scores.resolution)
                .count();
            for row in &order[first..first + tied] {
                for count in &mut counts[*row][first..first + tied] {
                    *count += 1.0 / f64::from(u32::try_from(tied).unwrap());
                }
            }
            first += tied;
        }
    }
    let samples = f64::from(question.samples);
    let found = ranked.iter().zip(counts).map(|(account, counts)| {
        (
            account.account_id.to_string(),
            counts.into_iter().map(|count| count / samples).collect(),
        )
    });
    found.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn samples_are_counted_as_one_by_one(case in cases(9), kind in 0_usize..4, percent in 0_u32..=100, seed in 0_u64..1000) {
        let model = case.compiled();
        let question = RobustnessQuestion { samples: 60, seed, ranks: 9, ..RobustnessQuestion::new(known(&case, kind, percent)) };
        let answer = ask(&model, &case.accounts, &question);
        for (id, expected) in slow(&case, &model, &question) {
            let found = &of(&answer, &id).rank_acceptabilities;
            prop_assert!(found.iter().zip(&expected).all(|(found, expected)| (found - expected).abs() < 1e-9), "{id} {found:?} {expected:?}");
        }
    }

    #[test]
    fn shares_add_up(case in cases(12), top in 1_u32..6, ranks in 1_u32..14, kind in 0_usize..4, uniform in any::<bool>()) {
        let model = case.compiled();
        let open_facts = if uniform { OpenFacts::Uniform } else { OpenFacts::ByPolicy };
        let question = RobustnessQuestion { samples: 300, ranks, top: Some(top), open_facts, ..RobustnessQuestion::new(known(&case, kind, 30)) };
        let answer = ask(&model, &case.accounts, &question);
        let count = usize::try_from(answer.account_count).unwrap();
        let listed = usize::try_from(ranks).unwrap().min(count);
        for rank in 0..listed {
            let sum: f64 = answer.accounts.iter().map(|account| account.rank_acceptabilities[rank]).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
        }
        let inside: f64 = answer.accounts.iter().filter_map(|account| account.top_acceptability).sum();
        prop_assert!((inside - f64::from(top.min(answer.account_count))).abs() < 1e-9);
        for account in &answer.accounts {
            let sum: f64 = account.rank_acceptabilities.iter().sum();
            let complete = (sum - 1.0).abs() < 1e-9;
            prop_assert!(complete || listed < count && sum < 1.0);
            let first = account.rank_acceptabilities[0];
            prop_assert_eq!(first > 0.0, !account.central_weights.is_empty());
            if first > 0.0 {
                let whole: f64 = account.central_weights.iter().map(|weight| weight.share).sum();
                prop_assert!((whole - 1.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn nothing_but_the_question_counts(case in cases(8), kind in 0_usize..3) {
        let question = RobustnessQuestion { samples: 700, seed: 7, ..RobustnessQuestion::new(known(&case, kind, 20)) };
        let one = ask(&case.compiled(), &case.accounts, &question);
        prop_assert_eq!(&one, &ask(&case.compiled(), &case.accounts, &question));
        let mut other = case.clone();
        other.accounts.reverse();
        prop_assert_eq!(&one, &ask(&other.compiled(), &other.accounts, &question));
    }

    /// A dominated account is never alone in the first place.
    #[test]
    fn dominated_accounts_never_lead_alone(values in prop::collection::vec(prop::collection::vec(0_u8..=4, 3), 2..8)) {
        let values: Vec<Vec<f64>> = values.iter().map(|row| row.iter().map(|value| f64::from(*value) / 4.0).collect()).collect();
        let list: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        let question = RobustnessQuestion { samples: 200, ..RobustnessQuestion::new(WeightUncertainty::Any) };
        let answer = ask(&model_of(&[1.0, 1.0, 1.0]), &rows(&list), &question);
        for row in &answer.dominance.dominated {
            prop_assert_eq!(of(&answer, row.account_id.as_str()).rank_acceptabilities[0], 0.0);
        }
    }
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_does_not_matter() {
    let values: Vec<Vec<f64>> = (0..40_u32)
        .map(|row| {
            (0..4_u32)
                .map(|column| f64::from((row * 37 + column * 101 + row * column) % 97) / 96.0)
                .collect()
        })
        .collect();
    let list: Vec<AccountFacts> = values
        .iter()
        .enumerate()
        .map(|(row, values)| {
            let mut account = rows(&[values]).remove(0);
            account.id = format!("account-{row:02}").try_into().unwrap();
            account
        })
        .collect();
    let model = model_of(&[4.0, 3.0, 2.0, 1.0]);
    let question = RobustnessQuestion {
        samples: 20_000,
        top: Some(5),
        ..RobustnessQuestion::new(WeightUncertainty::Any)
    };
    let texts: Vec<String> = [1, 2, 5]
        .into_iter()
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| serde_json::to_string(&ask(&model, &list, &question)).unwrap())
        })
        .collect();
    assert!(texts[0].len() > 1000 && texts[0] == texts[1] && texts[1] == texts[2]);
}
