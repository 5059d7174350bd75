//! Laws against scoring again, the published formula, worked examples, borders, the texts of errors.

mod intervals;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{AccountPair, RatingStep, SensitivityAnswer, SensitivityError, SensitivityQuestion, sensitivity};
use crate::fault::Fault;
use crate::scoring::tests::cases::cases;
use crate::scoring::tests::{accounts, compiled};
use crate::scoring::{AccountFacts, CompiledModel, WeightOf};

fn model_of(weights: &[f64], scale: (f64, f64)) -> CompiledModel {
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
               "scale": {"min": scale.0, "max": scale.1}, "criteria": criteria}),
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

fn ask(
    model: &CompiledModel,
    accounts: &[AccountFacts],
    question: &SensitivityQuestion,
) -> SensitivityAnswer {
    sensitivity(model, &model.score(accounts).unwrap(), question).unwrap()
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
}

/// Three criteria of 50, 30 and 20 points, by hand: A has 0.68, B 0.58.
///
/// a: 0.4 + 0.4 t against 0.8 - 0.44 ... A is 0.8 t + 0.56 (1 - t), B 0.3 t + 0.86 (1 - t): equal at t = 0.3 / 0.8 = 0.375.
#[test]
fn an_interval_by_hand() {
    let model = model_of(&[50.0, 30.0, 20.0], (0.0, 1.0));
    let answer = ask(
        &model,
        &rows(&[&[0.8, 0.6, 0.5], &[0.3, 0.9, 0.8]]),
        &SensitivityQuestion::default(),
    );
    let leader = answer.leader.unwrap();
    assert_eq!(leader.account_id.as_str(), "A");
    assert_eq!(leader.runner_up_account_id.unwrap().as_str(), "B");
    near(leader.margin.unwrap(), 0.1);
    let [a, b, c] = leader.weights.as_slice() else {
        panic!()
    };
    assert_eq!((a.share, a.given), (0.5, 50.0));
    near(a.low.share, 0.375);
    // 30 points of 30 + 30 + 20 are 0.375.
    near(a.low.given.unwrap(), 30.0);
    assert_eq!(a.low.flip.as_ref().unwrap().overtaking_account_id.as_str(), "B");
    assert_eq!(a.low.flip.as_ref().unwrap().overtaken_account_id.as_str(), "A");
    assert_eq!((a.high.share, a.high.given, &a.high.flip), (1.0, None, &None));
    // b: the others are 5/7 and 2/7: A 0.6 t + 5/7 (1 - t), B 0.9 t + 3.1/7 (1 - t): equal at t = 1.9 / (1.9 + 2.1) = 0.475.
    near(b.high.share, 0.475);
    near(b.high.given.unwrap(), 0.475 / 0.525 * 70.0);
    assert_eq!((b.low.share, b.low.given, &b.low.flip), (0.0, Some(0.0), &None));
    // c: the others are 5/8 and 3/8: A 0.5 t + 5.8/8 (1 - t), B 0.8 t + 4.2/8 (1 - t): equal at t = 1.6 / (1.6 + 2.4) = 0.4.
    near(c.high.share, 0.4);
    let smallest = leader.smallest_flip.unwrap();
    assert_eq!(smallest.weight_of, WeightOf::Criterion("a".try_into().unwrap()));
    near(smallest.share_change, -0.125);
    near(smallest.relative_change.unwrap(), -0.25);
    near(smallest.given_change.unwrap(), -20.0);
}

/// B has no value for b; with u = t / (1 - t): (0.9 u + 0.2)(u + 0.5) = (0.5 u + 0.3)(u + 1), so 0.4 u^2 - 0.15 u - 0.2 = 0.
#[test]
fn a_left_out_criterion_makes_a_quadratic() {
    let model = model_of(&[2.0, 1.0, 1.0], (1.0, 10.0));
    let two = rows(&[&[0.9, 0.2, 0.2], &[0.5, f64::NAN, 0.6]]);
    let answer = ask(&model, &two, &SensitivityQuestion::default());
    let leader = answer.leader.unwrap();
    assert_eq!(leader.account_id.as_str(), "A");
    let ratio = (0.15 + 0.3425_f64.sqrt()) / 0.8;
    near(leader.weights[0].low.share, ratio / (1.0 + ratio));
}

/// 0.3 and 0.7 in all weights; the middle account caps at 0.5, which b can pass at any weight above 0.5.
#[test]
fn caps_stay_where_they_are() {
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "shares",
        "scale": {"min": 0, "max": 1}, "criteria": [
            {"id": "a", "name": "A", "meaning": "M", "unit": "u", "weight": 0.25, "direction": "more_is_better",
             "anchors": {"worst": 0, "best": 1}, "when_absent": "refuse"},
            {"id": "b", "name": "B", "meaning": "M", "unit": "u", "weight": 0.75, "direction": "more_is_better",
             "anchors": {"worst": 0, "best": 1}, "when_absent": "refuse"}],
        "gates": [{"id": "floor", "criterion_id": "a", "passes": {"at_least": 0.95}, "outcome": {"cap": {"score": 0.5}},
                   "when_absent": "pass", "reason": "R"}]}),
    );
    // A is 1 - t of b where a is 0, capped at 0.5 as long as b is above 0.5; B is t in a.
    let accounts = rows(&[&[0.0, 1.0], &[1.0, 0.0]]);
    let leader = ask(&model, &accounts, &SensitivityQuestion::default())
        .leader
        .unwrap();
    assert_eq!(leader.account_id.as_str(), "A");
    near(leader.weights[0].high.share, 0.5);
    near(leader.weights[0].high.given.unwrap(), 0.5);
    near(leader.weights[1].low.share, 0.5);
    let accounts = rows(&[&[0.0, 1.0], &[1.0, 0.3]]);
    let leader = ask(&model, &accounts, &SensitivityQuestion::default())
        .leader
        .unwrap();
    // B is t + 0.3 (1 - t): 0.5 at t = 2/7.
    near(leader.weights[0].high.share, 2.0 / 7.0);
}

#[test]
fn groups_move_as_a_whole_and_criteria_inside_them() {
    let criterion = |id: &str, group: &str, weight: u32| {
        json!({"id": id, "name": id, "meaning": "M", "unit": "u", "weight": weight, "direction": "more_is_better", "group_id": group,
               "anchors": {"worst": 0, "best": 1}, "when_absent": "refuse"})
    };
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "scale": {"min": 0, "max": 1}, "groups": [{"id": "y", "name": "Y", "weight": 3}, {"id": "x", "name": "X", "weight": 1}],
        "criteria": [criterion("c", "x", 1), criterion("a", "y", 1), criterion("b", "y", 1)]}),
    );
    // A is 1 in a; B is 1 in c: A 3/8, B 1/4.
    let accounts = rows(&[&[1.0, 0.0, 0.0], &[0.0, 0.0, 1.0]]);
    let weights = ask(&model, &accounts, &SensitivityQuestion::default())
        .leader
        .unwrap()
        .weights;
    let names: Vec<&str> = weights.iter().map(|weight| weight.weight_of.id()).collect();
    // `c` is alone in its group: its weight cannot move.
    assert_eq!(names, ["a", "b", "y", "x"]);
    // a inside y: 0.75 t against 0.25, so t = 1/3, which is a quarter of the whole.
    near(weights[0].low.share, 0.25);
    near(weights[0].low.given.unwrap(), 0.5);
    near(weights[0].high.share, 0.75);
    // y among the groups: 0.5 t against 1 - t.
    near(weights[2].low.share, 2.0 / 3.0);
    near(weights[2].low.given.unwrap(), 2.0);
}

/// Nothing of group x speaks for A but c, which weighs 0: A is 0.5 by group y alone, and (1 + 0.5) / 2 as soon as c weighs anything.
#[test]
fn an_account_leaps_where_a_weight_of_zero_begins_to_count() {
    let criterion = |id: &str, group: &str, weight: u32| {
        json!({"id": id, "name": id, "meaning": "M", "unit": "u", "weight": weight, "direction": "more_is_better", "group_id": group,
               "anchors": {"worst": 0, "best": 1}, "when_absent": "exclude_and_rescale"})
    };
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "scale": {"min": 0, "max": 1}, "groups": [{"id": "x", "name": "X", "weight": 1}, {"id": "y", "name": "Y", "weight": 1}],
        "criteria": [criterion("a", "y", 1), criterion("b", "x", 1), criterion("c", "x", 0)]}),
    );
    let two = rows(&[&[0.5, f64::NAN, 1.0], &[0.6, 0.6, 0.0]]);
    let question = SensitivityQuestion {
        top: Some(1),
        ..SensitivityQuestion::default()
    };
    let top = ask(&model, &two, &question).top.unwrap();
    let [b, a] = top.accounts.as_slice() else { panic!() };
    assert_eq!(
        (b.account_id.as_str(), a.account_id.as_str(), a.inside),
        ("B", "A", false)
    );
    for account in [a, b] {
        let c = account
            .weights
            .iter()
            .find(|weight| weight.weight_of.id() == "c")
            .unwrap();
        assert_eq!((c.share, c.high.share), (0.0, 0.0));
        assert_eq!(c.high.flip.as_ref().unwrap().overtaking_account_id.as_str(), "A");
    }
}

#[test]
fn equal_accounts_leave_no_room_where_they_differ() {
    let model = model_of(&[1.0, 1.0], (1.0, 10.0));
    let question = SensitivityQuestion {
        top: Some(1),
        ..SensitivityQuestion::default()
    };
    let answer = ask(&model, &rows(&[&[0.2, 0.8], &[0.8, 0.2], &[0.0, 0.0]]), &question);
    let leader = answer.leader.unwrap();
    assert_eq!((leader.account_id.as_str(), leader.margin), ("A", Some(0.0)));
    let a = &leader.weights[0];
    // More weight on a puts B first at once; less keeps A.
    assert_eq!((a.low.share, a.high.share), (0.0, 0.5));
    assert_eq!(a.high.given, Some(1.0));
    let top = answer.top.unwrap();
    // Both have nobody above them: both are in, and C stays out.
    assert_eq!(
        top.account_ids
            .iter()
            .map(crate::quantity::AccountId::as_str)
            .collect::<Vec<_>>(),
        ["A", "B"]
    );
    assert!(top.smallest_flip.is_none());
    let b = top
        .accounts
        .iter()
        .find(|account| account.account_id.as_str() == "B")
        .unwrap();
    assert!(b.inside);
    assert_eq!((b.weights[0].low.share, b.weights[0].high.share), (0.5, 1.0));
    assert_eq!(answer.close_calls.to_lead.len(), 1);
}

#[test]
fn nothing_one_and_one_criterion() {
    let model = model_of(&[1.0], (1.0, 10.0));
    let question = SensitivityQuestion {
        top: Some(2),
        one_point: Some(RatingStep::RatingPoint),
        ..SensitivityQuestion::default()
    };
    let none = ask(&model, &[], &question);
    assert!(
        none.leader.is_none()
            && none.top.unwrap().account_ids.is_empty()
            && none.one_point.unwrap().flips.is_empty()
    );
    let one = ask(&model, &rows(&[&[0.5]]), &question);
    let leader = one.leader.unwrap();
    assert!(
        leader.runner_up_account_id.is_none() && leader.weights.is_empty() && leader.smallest_flip.is_none()
    );
    let top = one.top.unwrap();
    assert_eq!((top.margin, top.accounts.len()), (None, 1));
}

#[test]
fn close_calls_name_the_limit_and_its_source() {
    let model = model_of(&[1.0], (1.0, 10.0));
    let accounts = rows(&[&[0.9], &[0.885], &[0.5], &[0.49]]);
    let house = ask(
        &model,
        &accounts,
        &SensitivityQuestion {
            top: Some(3),
            ..SensitivityQuestion::default()
        },
    )
    .close_calls;
    assert_eq!(
        serde_json::to_value(house.limit_source).unwrap(),
        json!("house_default")
    );
    near(house.limit, 0.18);
    let ids = |calls: &[super::CloseCall]| {
        calls
            .iter()
            .map(|call| call.account_id.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (ids(&house.to_lead), ids(&house.to_line)),
        (vec!["B".to_owned()], vec!["C".to_owned(), "D".to_owned()])
    );
    near(house.to_lead[0].margin, -0.135);
    near(house.to_line[0].margin, 0.09);
    near(house.to_line[1].margin, -0.09);
    let asked = SensitivityQuestion {
        close_call_points: Some(0.0),
        ..SensitivityQuestion::default()
    };
    let own = ask(&model, &accounts, &asked).close_calls;
    assert!(own.to_lead.is_empty() && own.to_line.is_empty());
    assert_eq!(serde_json::to_value(own.limit_source).unwrap(), json!("request"));
}

#[test]
fn errors_say_what_is_wrong() {
    let model = model_of(&[1.0, 1.0], (1.0, 10.0));
    let mut three = rows(&[&[0.9, 0.9], &[0.5, 0.5], &[0.1, 0.1]]);
    three[2].facts.clear();
    let scores = model.score(&three).unwrap();
    let text = |question: SensitivityQuestion| {
        let error = sensitivity(&model, &scores, &question).unwrap_err();
        (error.code(), error.path(), error.to_string())
    };
    let pair = |one: &str, other: &str| SensitivityQuestion {
        pair: Some(AccountPair {
            account_id: one.try_into().unwrap(),
            other_account_id: other.try_into().unwrap(),
        }),
        ..SensitivityQuestion::default()
    };
    let found = text(SensitivityQuestion {
        top: Some(0),
        ..SensitivityQuestion::default()
    });
    assert_eq!(
        found,
        (
            "top_zero",
            "/top".into(),
            "`top` must be at least 1 (got 0)".into()
        )
    );
    let found = text(SensitivityQuestion {
        close_call_points: Some(9.5),
        ..SensitivityQuestion::default()
    });
    let message = "`close_call_points` must be between 0 and 9, the length of the scale (got 9.5)";
    assert_eq!(
        found,
        ("close_call_points", "/close_call_points".into(), message.into())
    );
    let found = text(pair("A", "Z"));
    assert_eq!(
        found,
        (
            "unknown_account",
            "/pair/other_account_id".into(),
            "there is no account `Z`".into()
        )
    );
    let found = text(pair("C", "A"));
    let message = "account `C` must be ranked (it has no score, or a gate excludes it)";
    assert_eq!(found, ("not_ranked", "/pair/account_id".into(), message.into()));
    let found = text(pair("A", "A"));
    assert_eq!(found.2, "the accounts of a pair must differ (got `A` twice)");
    let error = SensitivityError::TooMuchWork { most: 5, found: 6 };
    assert!(error.to_string().ends_with("(got 6)") && error.help().is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Triantaphyllou and Sánchez 1997: the smallest change of the weight of criterion k that reverses alternatives i and j is
    /// (P_j - P_i) / (a_jk - a_ik), taken from the weight before it is scaled again.
    #[test]
    fn points_move_by_the_published_formula(
        weights in prop::collection::vec(1_u32..100, 2..6), values in prop::collection::vec(0_u32..=100, 12),
    ) {
        let weights: Vec<f64> = weights.into_iter().map(f64::from).collect();
        let row = |start: usize| -> Vec<f64> { values[start..start + weights.len()].iter().map(|value| f64::from(*value) / 100.0).collect() };
        let (one, other) = (row(0), row(6));
        let total = |row: &[f64]| -> f64 { row.iter().zip(&weights).map(|(value, weight)| value * weight).sum() };
        prop_assume!((total(&one) - total(&other)).abs() > 1e-6);
        let (ahead, behind) = if total(&one) > total(&other) { (&one, &other) } else { (&other, &one) };
        let model = model_of(&weights, (0.0, 1.0));
        let leader = ask(&model, &rows(&[&one, &other]), &SensitivityQuestion::default()).leader.unwrap();
        for (place, interval) in leader.weights.iter().enumerate() {
            let change = (total(behind) - total(ahead)) / (behind[place] - ahead[place]);
            let moved = weights[place] - change;
            if change > 0.0 && moved > 1e-6 {
                prop_assert!((interval.low.given.unwrap() - moved).abs() < 1e-6 * moved.max(1.0), "{interval:?}");
                prop_assert!(interval.low.flip.is_some());
            } else if change < 0.0 && change.is_finite() && moved < 1e6 {
                prop_assert!((interval.high.given.unwrap() - moved).abs() < 1e-6 * moved, "{interval:?}");
                prop_assert!(interval.high.flip.is_some());
            }
        }
    }

    /// Each rating one step up and down, everything scored again.
    #[test]
    fn the_one_point_test_is_that_of_all_ratings(
        ratings in prop::collection::vec((prop::collection::vec(1_u32..=10, 6), 0_usize..14), 1..7), by_level in any::<bool>(),
    ) {
        let chosen = crate::scoring::ChosenModel::new(None, Some("ranking-1-to-10")).unwrap();
        let model = chosen.compiled;
        let ids: Vec<String> = model.criterion_ids().map(ToString::to_string).collect();
        let list: Vec<Value> = ratings.iter().zip('A'..).map(|((ratings, absent), id)| {
            let facts = ids.iter().zip(ratings).enumerate().filter(|(at, _)| at != absent);
            let facts: serde_json::Map<String, Value> = facts.map(|(_, (id, rating))| (id.clone(), json!(rating))).collect();
            json!({"id": id.to_string(), "facts": facts})
        }).collect();
        let accounts = accounts(Value::Array(list));
        let step = if by_level { RatingStep::RubricLevel } else { RatingStep::RatingPoint };
        let question = SensitivityQuestion { one_point: Some(step), ..SensitivityQuestion::default() };
        let answer = ask(&model, &accounts, &question);
        let leader = answer.leader.unwrap().account_id;
        let mut expected = Vec::new();
        for account in &accounts {
            for (id, fact) in &account.facts {
                let rating = fact.value().unwrap().number().unwrap();
                let levels: Vec<f64> = model.model().criteria.iter().find(|criterion| criterion.id == *id).unwrap()
                    .rubric.iter().map(|level| f64::from(level.level)).collect();
                let down = if by_level { levels.iter().copied().rfind(|level| *level < rating) } else { Some(rating - 1.0).filter(|down| *down >= 1.0) };
                let up = if by_level { levels.iter().copied().find(|level| *level > rating) } else { Some(rating + 1.0).filter(|up| *up <= 10.0) };
                for changed in [down, up].into_iter().flatten() {
                    let mut all = accounts.clone();
                    let slot = all.iter_mut().find(|other| other.id == account.id).unwrap();
                    slot.facts.insert(id.clone(), changed.into());
                    let scores = model.score(&all).unwrap();
                    let best = scores.accounts.iter().filter(|account| account.rank == Some(1)).map(|account| account.account_id.clone());
                    let best: Vec<_> = best.collect();
                    if !best.contains(&leader) {
                        expected.push((account.id.clone(), id.clone(), rating.to_bits(), changed.to_bits()));
                    }
                }
            }
        }
        let mut found: Vec<_> = answer.one_point.unwrap().flips.into_iter()
            .map(|flip| (flip.account_id, flip.criterion_id, flip.rating.to_bits(), flip.changed_rating.to_bits())).collect();
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_order_of_the_documents_does_not_matter(case in cases(6), top in 1_u32..4) {
        let question = SensitivityQuestion { top: Some(top), ..SensitivityQuestion::default() };
        let one = ask(&case.compiled(), &case.accounts, &question);
        let mut other = case.clone();
        other.accounts.reverse();
        prop_assert_eq!(one, ask(&other.compiled(), &other.accounts, &question));
    }
}
