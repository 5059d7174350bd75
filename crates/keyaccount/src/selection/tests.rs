//! Laws, worked examples, the texts of errors.

pub(super) mod dwell;
mod turns;

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    Reason, Selected, SelectionAnswer, SelectionError, SelectionFacts, SelectionPolicy, TiesAtLine, select,
};
use crate::fault::Fault;
use crate::quantity::{Datum, Score, State};
use crate::scoring::tests::cases::{Case, cases, fact_of};
use crate::scoring::tests::{accounts, compiled};
use crate::scoring::{AccountScore, ScoreAnswer};

/// Returns the scores of accounts rated from 1 to 10 on one criterion; `null` leaves the rating open.
fn rated(ratings: &[(&str, Value)]) -> ScoreAnswer {
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "criteria": [
            {"id": "rating", "name": "Rating", "meaning": "M", "unit": "rating", "weight": 1, "direction": "more_is_better",
             "anchors": {"worst": 1, "best": 10}, "when_absent": "neutral"},
            {"id": "debt", "name": "Debt", "meaning": "M", "unit": "days", "weight": 0, "direction": "less_is_better",
             "anchors": {"worst": 100, "best": 0}, "when_absent": "worst"}],
        "gates": [{"id": "debtor", "criterion_id": "debt", "passes": {"at_most": 90}, "outcome": "exclude",
                   "when_absent": "pass", "reason": "Pays too late."}]}),
    );
    let rows: Vec<Value> = ratings
        .iter()
        .map(|(id, rating)| match rating {
            Value::Null => json!({"id": id, "facts": {"debt": 0}}),
            Value::Array(both) => json!({"id": id, "facts": {"rating": both[0], "debt": both[1]}}),
            rating => json!({"id": id, "facts": {"rating": rating, "debt": 0}}),
        })
        .collect();
    model.score(&accounts(Value::Array(rows))).unwrap()
}

/// Returns the selection without facts beyond the scores.
fn plain(scores: &ScoreAnswer, policy: &SelectionPolicy) -> Result<SelectionAnswer, SelectionError> {
    select(scores, policy, &SelectionFacts::default())
}

fn policy(value: Value) -> SelectionPolicy {
    serde_json::from_value(value).unwrap()
}

fn of<'a>(answer: &'a SelectionAnswer, id: &str) -> &'a Selected {
    answer
        .accounts
        .iter()
        .find(|account| account.account_id.as_str() == id)
        .unwrap()
}

fn names(answer: &SelectionAnswer) -> Vec<&str> {
    answer
        .accounts
        .iter()
        .filter(|account| account.selected)
        .map(|account| account.account_id.as_str())
        .collect()
}

#[test]
fn the_line_lies_between_the_last_in_and_the_first_out() {
    let scores = rated(&[
        ("a", json!(9)),
        ("b", json!(7)),
        ("c", json!(6.5)),
        ("d", json!(3)),
    ]);
    let answer = plain(&scores, &policy(json!({"top": 2}))).unwrap();
    assert_eq!(names(&answer), ["a", "b"]);
    assert_eq!((answer.entry_score, answer.exit_score), (Some(7.0), Some(6.5)));
    let (last_in, first_out) = (answer.last_in.clone().unwrap(), answer.first_out.clone().unwrap());
    assert_eq!(
        (last_in.account_id.as_str(), last_in.final_score, last_in.margin),
        ("b", 7.0, Some(0.5))
    );
    assert_eq!(
        (
            first_out.account_id.as_str(),
            first_out.final_score,
            first_out.margin
        ),
        ("c", 6.5, Some(-0.5))
    );
    assert_eq!(
        (of(&answer, "a").margin, of(&answer, "d").margin),
        (Some(2.5), Some(-4.0))
    );
    assert_eq!(
        (of(&answer, "a").reason, of(&answer, "c").reason),
        (Reason::WithinLimits, Reason::BeyondTop)
    );
    assert_eq!((answer.selected_count, answer.unsure_count), (2, 0));
}

#[test]
fn number_and_threshold_both_hold() {
    let scores = rated(&[
        ("a", json!(9)),
        ("b", json!(7)),
        ("c", json!(6.5)),
        ("d", json!(3)),
    ]);
    let few = plain(&scores, &policy(json!({"top": 3, "threshold": 7}))).unwrap();
    assert_eq!(names(&few), ["a", "b"], "the threshold itself is enough");
    assert_eq!(of(&few, "c").reason, Reason::BelowThreshold);
    assert_eq!((few.entry_score, few.exit_score), (Some(7.0), Some(7.0)));
    let fewer = plain(&scores, &policy(json!({"top": 1, "threshold": 6}))).unwrap();
    assert_eq!(names(&fewer), ["a"]);
    assert_eq!(
        (of(&fewer, "b").reason, of(&fewer, "d").reason),
        (Reason::BeyondTop, Reason::BelowThreshold)
    );
    assert_eq!((fewer.entry_score, fewer.exit_score), (Some(9.0), Some(7.0)));
    assert_eq!(
        (of(&fewer, "b").margin, of(&fewer, "a").margin),
        (Some(-2.0), Some(2.0))
    );
}

#[test]
fn room_for_everybody_leaves_no_line() {
    let scores = rated(&[("a", json!(9)), ("b", json!(7))]);
    for top in [2, 3, u32::MAX] {
        let answer = plain(
            &scores,
            &SelectionPolicy {
                top: Some(top),
                ..SelectionPolicy::default()
            },
        )
        .unwrap();
        assert_eq!(names(&answer), ["a", "b"]);
        assert_eq!(
            (
                answer.exit_score,
                answer.first_out.clone(),
                of(&answer, "b").margin
            ),
            (None, None, None)
        );
    }
    let nobody = plain(&rated(&[]), &policy(json!({"top": 3}))).unwrap();
    assert_eq!(
        (nobody.selected_count, nobody.last_in, nobody.first_out),
        (0, None, None)
    );
}

#[test]
fn equal_accounts_at_the_line_are_all_in_or_all_out() {
    let scores = rated(&[
        ("a", json!(9)),
        ("b", json!(7)),
        ("c", json!(7)),
        ("d", json!(7)),
        ("e", json!(4)),
    ]);
    let all = plain(&scores, &policy(json!({"top": 2}))).unwrap();
    assert_eq!(names(&all), ["a", "b", "c", "d"]);
    assert_eq!(
        (of(&all, "c").reason, of(&all, "a").reason),
        (Reason::TiedAtLine, Reason::WithinLimits)
    );
    assert_eq!(
        (
            all.entry_score,
            all.exit_score,
            all.last_in.unwrap().account_id.as_str()
        ),
        (Some(7.0), Some(4.0), "d")
    );
    let none = plain(&scores, &policy(json!({"top": 2, "ties_at_line": "exclude"}))).unwrap();
    assert_eq!(names(&none), ["a"]);
    assert_eq!(
        (of(&none, "c").reason, of(&none, "e").reason),
        (Reason::TiedAtLine, Reason::BeyondTop)
    );
    assert_eq!(
        (
            of(&none, "c").margin,
            of(&none, "e").margin,
            of(&none, "a").margin
        ),
        (Some(0.0), Some(-3.0), Some(2.0))
    );
    assert_eq!(none.first_out.unwrap().account_id.as_str(), "b");
    let fits = plain(&scores, &policy(json!({"top": 4, "ties_at_line": "exclude"}))).unwrap();
    assert_eq!(names(&fits), ["a", "b", "c", "d"]);
    assert_eq!(of(&fits, "d").reason, Reason::WithinLimits);
}

#[test]
fn a_gate_takes_the_place_and_names_itself() {
    let scores = rated(&[("a", json!([9, 95])), ("b", json!(7)), ("c", json!(6))]);
    let answer = plain(&scores, &policy(json!({"top": 1}))).unwrap();
    assert_eq!(names(&answer), ["b"]);
    let gated = of(&answer, "a");
    assert_eq!(
        (gated.reason, gated.rank, gated.final_score),
        (Reason::ExcludedByGate, None, Some(9.0))
    );
    assert_eq!(
        (gated.excluding_gate_ids[0].as_str(), gated.margin, gated.firm),
        ("debtor", Some(2.0), true)
    );
    assert_eq!(answer.first_out.unwrap().account_id.as_str(), "c");
}

#[test]
fn an_open_fact_near_the_line_makes_nobody_firm_whom_it_could_move() {
    let scores = rated(&[
        ("a", json!(9)),
        ("b", json!(7)),
        ("c", json!(2)),
        ("open", Value::Null),
    ]);
    let by_threshold = plain(&scores, &policy(json!({"threshold": 7}))).unwrap();
    let firm: Vec<bool> = ["a", "b", "c", "open"]
        .iter()
        .map(|id| of(&by_threshold, id).firm)
        .collect();
    assert_eq!(firm, [true, true, true, false]);
    let by_number = plain(&scores, &policy(json!({"top": 2}))).unwrap();
    let firm: Vec<bool> = ["a", "b", "c", "open"]
        .iter()
        .map(|id| of(&by_number, id).firm)
        .collect();
    assert_eq!(
        firm,
        [true, false, true, false],
        "the open account could take the second place, not the first two"
    );
    assert_eq!(by_number.unsure_count, 2);
}

#[test]
fn an_account_is_not_its_own_rival() {
    let alone = plain(&rated(&[("open", Value::Null)]), &policy(json!({"top": 1}))).unwrap();
    assert!(of(&alone, "open").firm);
    let out = rated(&[("a", json!(10)), ("b", json!(1))]);
    for ties_at_line in ["include", "exclude"] {
        let answer = plain(&out, &policy(json!({"top": 1, "ties_at_line": ties_at_line}))).unwrap();
        assert_eq!((of(&answer, "a").firm, of(&answer, "b").firm), (true, true));
    }
    let fits = rated(&[("a", json!(10)), ("b", json!(5))]);
    let answer = plain(&fits, &policy(json!({"top": 2, "ties_at_line": "exclude"}))).unwrap();
    assert!(of(&answer, "b").firm && of(&answer, "b").selected);
}

/// The first has 9; the second has 6.25 and could have 8.5, which the tolerance of 1 ties with 9.
#[test]
fn an_account_that_could_tie_at_the_line_is_not_firm() {
    let criterion = |id: &str| {
        json!({"id": id, "name": id, "meaning": "M", "unit": "rating", "weight": 1, "direction": "more_is_better",
               "anchors": {"worst": 1, "best": 10}, "when_absent": "neutral"})
    };
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "tie_tolerance": 1, "criteria": [criterion("a"), criterion("b")]}),
    );
    let firm = |first: f64| {
        let rows =
            json!([{"id": "first", "facts": {"a": 10, "b": first}}, {"id": "second", "facts": {"a": 7}}]);
        let answer = plain(&model.score(&accounts(rows)).unwrap(), &policy(json!({"top": 1}))).unwrap();
        assert_eq!(names(&answer), ["first"]);
        of(&answer, "second").firm
    };
    assert!(!firm(8.0));
    assert!(firm(10.0), "10 less 8.5 is more than the tolerance");
}

/// 15, 35, 20, 30 points on ratings from 1 to 10: a total of 700 is a score of exactly 7, whatever the floats say.
#[test]
fn a_score_on_the_threshold_is_in() {
    let criteria: Vec<Value> = [("a", 15), ("b", 35), ("c", 20), ("d", 30)]
        .iter()
        .map(|(id, weight)| {
            json!({"id": id, "name": id, "meaning": "M", "unit": "rating", "weight": weight,
            "direction": "more_is_better", "anchors": {"worst": 1, "best": 10}, "when_absent": "refuse"})
        })
        .collect();
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "criteria": criteria, "bands": [{"id": "low", "name": "Low", "from": 1, "to": 7}, {"id": "key", "name": "Key", "from": 7, "to": 10}]}),
    );
    let (mut rows, mut on_line) = (Vec::new(), Vec::new());
    for index in 0..10_000_u32 {
        let [a, b, c, d] =
            [index / 1000, index / 100 % 10, index / 10 % 10, index % 10].map(|rating| rating + 1);
        let total = 15 * a + 35 * b + 20 * c + 30 * d;
        if (690..=700).contains(&total) {
            rows.push(json!({"id": format!("{index}"), "facts": {"a": a, "b": b, "c": c, "d": d}}));
            on_line.push((format!("{index}"), total == 700));
        }
    }
    let scores = model.score(&accounts(Value::Array(rows))).unwrap();
    let answer = plain(&scores, &policy(json!({"threshold": 7}))).unwrap();
    assert!(on_line.len() > 200 && on_line.iter().filter(|row| row.1).count() > 50);
    assert!(
        scores
            .accounts
            .iter()
            .any(|account| account.rank == Some(1) && account.score.unwrap() < 7.0),
        "the floats do say so"
    );
    for (id, expected) in on_line {
        let account = scores
            .accounts
            .iter()
            .find(|account| account.account_id.as_str() == id)
            .unwrap();
        assert_eq!(
            (of(&answer, &id).selected, account.rank == Some(1)),
            (expected, expected),
            "{id}"
        );
        assert_eq!(
            account.band.as_ref().unwrap().band_id.as_str(),
            if expected { "key" } else { "low" },
            "{id}"
        );
    }
}

#[test]
fn policies_that_are_wrong_say_why() {
    let scores = rated(&[]);
    let check = |value: Value, code: &str, path: &str, message: &str| {
        let error = plain(&scores, &policy(value)).unwrap_err();
        assert_eq!(
            (error.to_string().as_str(), error.code(), error.path().as_str()),
            (message, code, path)
        );
    };
    check(
        json!({}),
        "no_limit",
        "/policy",
        "a selection must have `top`, `threshold` or `resources` (got none of them)",
    );
    check(
        json!({"top": 0}),
        "top_zero",
        "/policy/top",
        "`top` must be at least 1 (got 0)",
    );
    check(
        json!({"threshold": 70}),
        "threshold_off_scale",
        "/policy/threshold",
        "`threshold` must be between 1 and 10, the ends of the scale (got 70)",
    );
    assert!(serde_json::from_value::<SelectionPolicy>(json!({"top": -1})).is_err());
    assert!(serde_json::from_value::<SelectionPolicy>(json!({"limit": 3})).is_err());
}

/// A policy for a case: a number, a threshold somewhere on the scale, or both.
fn policies() -> impl Strategy<Value = (Option<u32>, Option<f64>, bool)> {
    (
        prop::option::of(1_u32..8),
        prop::option::of(0.0_f64..=1.0),
        any::<bool>(),
    )
        .prop_filter("at least one limit", |(top, threshold, _)| {
            top.is_some() || threshold.is_some()
        })
}

fn drawn(case: &Case, (top, threshold, include): (Option<u32>, Option<f64>, bool)) -> SelectionPolicy {
    SelectionPolicy {
        top,
        threshold: threshold.map(|share| Score::try_from(case.model.scale.at(share)).unwrap()),
        ties_at_line: if include {
            TiesAtLine::Include
        } else {
            TiesAtLine::Exclude
        },
        ..SelectionPolicy::default()
    }
}

/// Whether an account is in, from the definition: count who is before it.
fn is_in(account: &AccountScore, scores: &ScoreAnswer, policy: &SelectionPolicy) -> bool {
    let (Some(score), Some(rank)) = (account.final_score, account.rank) else {
        return false;
    };
    if policy
        .threshold
        .is_some_and(|threshold| score < threshold.get() - scores.resolution)
    {
        return false;
    }
    let others = |wanted: &dyn Fn(u32) -> bool| {
        scores
            .accounts
            .iter()
            .filter_map(|other| other.rank)
            .filter(|rank| wanted(*rank))
            .count()
    };
    policy.top.is_none_or(|top| match policy.ties_at_line {
        TiesAtLine::Include => others(&|other| other < rank) < usize::try_from(top).unwrap(),
        TiesAtLine::Exclude => others(&|other| other <= rank) <= usize::try_from(top).unwrap(),
    })
}

proptest! {
    #[test]
    fn sides_follow_from_the_definition(
        case in cases(10),
        drawn_policy in policies(),
        tolerance in prop_oneof![Just(0.0), Just(0.05), Just(0.2)],
    ) {
        let mut case = case;
        case.model.tie_tolerance = tolerance * case.model.scale.span();
        let scores = case.compiled().score(&case.accounts).unwrap();
        let policy = drawn(&case, drawn_policy);
        let answer = plain(&scores, &policy).unwrap();
        prop_assert_eq!(answer.accounts.len(), scores.accounts.len());
        for (side, account) in answer.accounts.iter().zip(&scores.accounts) {
            prop_assert_eq!(side.selected, is_in(account, &scores, &policy));
            let inside = matches!(side.reason, Reason::WithinLimits) || (side.reason == Reason::TiedAtLine && policy.ties_at_line == TiesAtLine::Include);
            prop_assert_eq!(side.selected, inside);
            prop_assert_eq!(side.reason == Reason::ExcludedByGate, account.excluded && account.score.is_some());
            prop_assert_eq!(side.reason == Reason::ExcludedByGate, !side.excluding_gate_ids.is_empty() && account.score.is_some());
            if let Some(margin) = side.margin.filter(|_| account.rank.is_some()) {
                let slack = scores.resolution + scores.tie_tolerance;
                let right_side = if side.selected { margin >= -slack } else { margin <= slack };
                prop_assert!(right_side);
            }
        }
        let ranked = scores.accounts.iter().filter(|account| account.rank.is_some()).count();
        let count = usize::try_from(answer.selected_count).unwrap();
        if let Some(top) = policy.top.map(|top| usize::try_from(top).unwrap()) {
            prop_assert!(policy.ties_at_line == TiesAtLine::Include || count <= top);
            prop_assert!(policy.threshold.is_some() || policy.ties_at_line == TiesAtLine::Exclude || count >= top.min(ranked));
        }
        let score_of = |id: &str| scores.accounts.iter().find(|account| account.account_id.as_str() == id).unwrap().final_score.unwrap();
        if let (Some(last_in), Some(first_out)) = (&answer.last_in, &answer.first_out) {
            prop_assert!(last_in.final_score > first_out.final_score);
            for side in answer.accounts.iter().filter(|side| side.rank.is_some()) {
                let score = score_of(side.account_id.as_str());
                let right_side = if side.selected { score >= last_in.final_score } else { score <= first_out.final_score };
                prop_assert!(right_side);
            }
        }
    }

    #[test]
    fn who_is_firm_stays_whatever_turns_up(
        (case, completions) in cases(7).prop_flat_map(|case| {
            let facts: Vec<_> = case.model.criteria.iter().map(|criterion| fact_of(criterion).boxed()).collect();
            let length = case.accounts.len();
            (Just(case), prop::collection::vec(prop::collection::vec(facts, length), 6))
        }),
        drawn_policy in policies(),
        tolerance in prop_oneof![Just(0.0), Just(0.05), Just(0.2)],
    ) {
        let mut case = case;
        case.model.tie_tolerance = tolerance * case.model.scale.span();
        let model = case.compiled();
        let policy = drawn(&case, drawn_policy);
        let before = plain(&model.score(&case.accounts).unwrap(), &policy).unwrap();
        let firm: BTreeMap<_, _> =
            before.accounts.iter().filter(|side| side.firm).map(|side| (side.account_id.clone(), side.selected)).collect();
        for rows in completions {
            let mut completed = case.accounts.clone();
            for (account, facts) in completed.iter_mut().zip(rows) {
                for (criterion, fact) in case.model.criteria.iter().zip(facts) {
                    let slot = account.facts.get_mut(&criterion.id).unwrap();
                    // Every open fact turns into a value.
                    if let (State::Missing | State::Unknown, Datum::Value(_)) = (slot.state(), fact) {
                        *slot = fact.into();
                    }
                }
            }
            let after = plain(&model.score(&completed).unwrap(), &policy).unwrap();
            for side in &after.accounts {
                if let Some(&selected) = firm.get(&side.account_id) {
                    prop_assert_eq!(side.selected, selected, "{}", side.account_id);
                }
            }
        }
    }

    #[test]
    fn without_open_facts_everybody_is_firm(case in cases(8), drawn_policy in policies()) {
        let mut known = case.clone();
        for account in &mut known.accounts {
            for fact in account.facts.values_mut() {
                if matches!(fact, Datum::Missing | Datum::Unknown) {
                    *fact = Datum::NotApplicable;
                }
            }
        }
        let scores = known.compiled().score(&known.accounts).unwrap();
        prop_assume!(scores.ties.is_empty());
        prop_assert_eq!(plain(&scores, &drawn(&known, drawn_policy)).unwrap().unsure_count, 0);
    }
}
