//! Exact areas and worked examples; laws, draws, reversals and the texts of errors below.

#![expect(clippy::float_cmp, reason = "the same bits, whatever the number of threads")]

mod draws;
mod errors;
mod laws;
mod reversal;

use serde_json::{Value, json};

use super::{
    AccountRobustness, OpenFacts, RobustnessAnswer, RobustnessQuestion, WeightUncertainty, robustness,
};
use crate::scoring::tests::{accounts, compiled};
use crate::scoring::{AccountFacts, CompiledModel};

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
