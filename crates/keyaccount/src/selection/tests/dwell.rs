//! The switch between in and out, alone and in selections that follow each other.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{
    Incumbency, MembershipChange, Reason, SchmittTrigger, SelectionAnswer, SelectionFacts, SelectionPolicy,
    select,
};
use super::{names, of, policy, rated};
use crate::scoring::ScoreAnswer;
use crate::scoring::tests::{accounts, compiled};

/// A policy with two lines and two dwells.
fn lines(entry: f64, exit: f64, up: u32, down: u32) -> SelectionPolicy {
    policy(json!({"threshold": entry, "incumbents":
        {"exit_threshold": exit, "dwell_up_periods": up, "dwell_down_periods": down}}))
}

fn incumbency(id: &str, is_key: bool, periods_above: u32, periods_below: u32) -> Incumbency {
    Incumbency {
        account_id: id.try_into().unwrap(),
        is_key,
        periods_above,
        periods_below,
    }
}

fn after(scores: &ScoreAnswer, policy: &SelectionPolicy, incumbents: &[Incumbency]) -> SelectionAnswer {
    let facts = SelectionFacts {
        needs: &[],
        incumbents,
    };
    select(scores, policy, &facts).unwrap()
}

/// Returns the selections of one period after the other, each told what the one before answered.
fn year_after_year(
    policy: &SelectionPolicy,
    incumbents: &[Incumbency],
    periods: &[ScoreAnswer],
) -> Vec<SelectionAnswer> {
    let mut told = incumbents.to_vec();
    let mut answers = Vec::new();
    for scores in periods {
        let answer = after(scores, policy, &told);
        told = answer.next_incumbents.clone().unwrap();
        answers.push(answer);
    }
    answers
}

/// Returns the sides of two accounts, `worse` and `better`, period after period.
fn sides_of_two(
    policy: &SelectionPolicy,
    incumbents: &[Incumbency],
    worse: &[f64],
    better: &[f64],
) -> Vec<(bool, bool)> {
    let periods: Vec<ScoreAnswer> = worse
        .iter()
        .zip(better)
        .map(|(worse, better)| rated(&[("worse", json!(worse)), ("better", json!(better))]))
        .collect();
    year_after_year(policy, incumbents, &periods)
        .iter()
        .map(|answer| (of(answer, "worse").selected, of(answer, "better").selected))
        .collect()
}

/// Returns the sides of one account, period after period; its first score decides where it has no past.
fn sides(policy: &SelectionPolicy, start: Option<bool>, scores: &[f64]) -> Vec<bool> {
    let incumbents: Vec<Incumbency> = start
        .iter()
        .map(|&is_key| incumbency("worse", is_key, 0, 0))
        .collect();
    let both = sides_of_two(policy, &incumbents, scores, scores);
    both.iter().map(|(side, _)| *side).collect()
}

/// In by the definition: of the last row of `up` periods at or above `entry` and the last row of `down` periods below
/// `exit`, the later decides; before both the start does, or the first score where there is none.
fn is_in_by_definition(lines: (f64, f64, usize, usize), start: Option<bool>, scores: &[f64]) -> bool {
    let (entry, exit, up, down) = lines;
    for end in (1..=scores.len()).rev() {
        let row = |length: usize, wanted: &dyn Fn(f64) -> bool| {
            end >= length && scores[end - length..end].iter().all(|&score| wanted(score))
        };
        if row(up, &|score| score >= entry) {
            return true;
        }
        if row(down, &|score| score < exit) {
            return false;
        }
    }
    start.unwrap_or(scores[0] >= entry)
}

/// Lines 7 and 6, two periods each. `a` is key and `b` is not; `a` has the better score in both periods. A freeze after a
/// change instead of a row beyond the line would put `b` in and hold `a` out.
#[test]
fn the_better_account_is_never_out_while_the_worse_is_in() {
    let told = [incumbency("a", true, 0, 0), incumbency("b", false, 0, 0)];
    let periods = [
        rated(&[("a", json!(5.9)), ("b", json!(5.8))]),
        rated(&[("a", json!(8)), ("b", json!(7.5))]),
    ];
    let answers = year_after_year(&lines(7.0, 6.0, 2, 2), &told, &periods);
    assert_eq!((names(&answers[0]), names(&answers[1])), (vec!["a"], vec!["a"]));
    let reasons = |answer: &SelectionAnswer| (of(answer, "a").reason, of(answer, "b").reason);
    assert_eq!(reasons(&answers[0]), (Reason::NotYetOut, Reason::BelowThreshold));
    assert_eq!(reasons(&answers[1]), (Reason::WithinLimits, Reason::NotYetIn));
}

#[test]
fn the_answer_says_what_the_next_selection_has_to_be_told() {
    let scores = rated(&[("in", json!(9)), ("near", json!(6.5)), ("low", json!(5))]);
    let told = [
        incumbency("in", false, 1, 0),
        incumbency("near", true, 3, 0),
        incumbency("low", true, 0, 1),
    ];
    let answer = after(&scores, &lines(7.0, 6.0, 2, 3), &told);
    assert_eq!(
        answer.next_incumbents.clone().unwrap(),
        [
            incumbency("in", true, 2, 0),
            incumbency("near", true, 0, 0),
            incumbency("low", true, 0, 2)
        ]
    );
    let low = of(&answer, "low");
    assert_eq!(
        (low.reason, low.periods_left, low.change, low.margin),
        (
            Reason::NotYetOut,
            Some(1),
            Some(MembershipChange::StaysIn),
            Some(-1.0)
        )
    );
    assert_eq!(
        (of(&answer, "in").periods_left, of(&answer, "near").periods_left),
        (None, None)
    );
    let waiting = after(&scores, &lines(7.0, 6.0, 3, 3), &[incumbency("in", false, 1, 0)]);
    assert_eq!(
        (of(&waiting, "in").reason, of(&waiting, "in").periods_left),
        (Reason::NotYetIn, Some(1))
    );
    assert_eq!(of(&waiting, "in").shortfall, None, "no limit is missed, time is");
}

#[test]
fn an_account_without_a_past_is_judged_by_its_first_score() {
    let answer = after(
        &rated(&[("a", json!(7)), ("b", json!(6.9))]),
        &lines(7.0, 6.0, 3, 3),
        &[],
    );
    assert_eq!(names(&answer), ["a"]);
    assert_eq!(
        answer.next_incumbents.unwrap(),
        [incumbency("a", true, 1, 0), incumbency("b", false, 0, 0)]
    );
}

#[test]
fn a_number_puts_out_whoever_is_beyond_it_and_keeps_no_place_for_key_accounts() {
    let scores = rated(&[("a", json!(9)), ("b", json!(8)), ("c", json!(5))]);
    let mut policy = lines(7.0, 6.0, 1, 2);
    policy.top = Some(1);
    let told = [incumbency("b", true, 4, 0), incumbency("c", true, 0, 0)];
    let answer = after(&scores, &policy, &told);
    assert_eq!(names(&answer), ["a"]);
    for id in ["b", "c"] {
        let account = of(&answer, id);
        assert_eq!(
            (account.reason, account.change, account.periods_left),
            (Reason::BeyondTop, Some(MembershipChange::Leaves), None)
        );
    }
    // What the score has earned is not lost with the place.
    assert_eq!(
        answer.next_incumbents.unwrap()[1..],
        [incumbency("b", false, 5, 0), incumbency("c", false, 0, 1)]
    );
}

#[test]
fn a_gate_acts_at_once_and_the_periods_go_on() {
    let told = [incumbency("a", true, 2, 0)];
    let answer = after(&rated(&[("a", json!([9, 95]))]), &lines(7.0, 6.0, 3, 3), &told);
    assert_eq!(
        (of(&answer, "a").reason, of(&answer, "a").change),
        (Reason::ExcludedByGate, Some(MembershipChange::Leaves))
    );
    assert_eq!(answer.next_incumbents.unwrap(), [incumbency("a", false, 3, 0)]);
}

/// An account is rated, or has no score where the rating is nothing.
fn perhaps_rated(ratings: &[(&str, Option<f64>)]) -> ScoreAnswer {
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "criteria": [{"id": "rating", "name": "Rating", "meaning": "M", "unit": "rating", "weight": 1,
            "direction": "more_is_better", "anchors": {"worst": 1, "best": 10}, "when_absent": "exclude_and_rescale"}]}),
    );
    let rows = ratings.iter().map(|(id, rating)| match rating {
        Some(rating) => json!({"id": id, "facts": {"rating": rating}}),
        None => json!({"id": id}),
    });
    model.score(&accounts(rows.collect::<Value>())).unwrap()
}

#[test]
fn a_period_without_a_score_breaks_a_row_and_changes_nothing() {
    let scores = perhaps_rated(&[("key", None), ("not", None), ("new", None), ("a", Some(8.0))]);
    let told = [incumbency("key", true, 0, 1), incumbency("not", false, 1, 0)];
    let policy = lines(7.0, 6.0, 2, 2);
    let answer = after(&scores, &policy, &told);
    assert_eq!(names(&answer), ["a", "key"]);
    for id in ["key", "not", "new"] {
        assert_eq!(of(&answer, id).reason, Reason::NotScored, "{id}");
        assert!(!of(&answer, id).firm || id != "key");
    }
    let told = answer.next_incumbents.unwrap();
    assert_eq!(
        told,
        [
            incumbency("a", true, 1, 0),
            incumbency("key", true, 0, 0),
            incumbency("not", false, 0, 0)
        ],
        "nothing is decided about the new account"
    );
    let next = after(
        &perhaps_rated(&[("key", Some(5.0)), ("not", Some(9.0)), ("new", Some(9.0))]),
        &policy,
        &told[1..],
    );
    assert_eq!(names(&next), ["new", "key"]);
    // Its turn comes after all that have a rank.
    let mut one_place = policy;
    one_place.top = Some(1);
    let answer = after(&scores, &one_place, &[incumbency("key", true, 0, 0)]);
    assert_eq!(
        (names(&answer), of(&answer, "key").reason),
        (vec!["a"], Reason::BeyondTop)
    );
}

fn changes(states: &[bool], start: bool) -> usize {
    let before = std::iter::once(&start).chain(states);
    before
        .zip(states)
        .filter(|(before, after)| before != after)
        .count()
}

/// Scores around the lines, on a coarse grid so that lines are hit.
pub(in crate::selection) fn score_paths() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((0_u32..=20).prop_map(|half| f64::from(half) / 2.0), 1..40)
}

fn walk(trigger: SchmittTrigger, scores: &[f64]) -> Vec<bool> {
    let mut trigger = trigger;
    scores.iter().map(|&score| trigger.step(Some(score))).collect()
}

/// A rating from 1 to 10 on a coarse grid, so that lines are hit.
fn ratings_grid() -> impl Strategy<Value = f64> {
    (2_u32..=20).prop_map(|half| f64::from(half) / 2.0)
}

fn ratings() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(ratings_grid(), 1..12)
}

proptest! {
    #[test]
    fn better_scores_never_mean_off_while_worse_ones_mean_on(
        worse in score_paths(), better_by in prop::collection::vec(0_u32..=4, 40), low in 0_u32..=20, width in 0_u32..=8,
        up in 1_u32..4, down in 1_u32..4, start in prop::option::of((any::<bool>(), any::<bool>())),
    ) {
        let better: Vec<f64> = worse.iter().zip(better_by).map(|(score, by)| score + f64::from(by) / 2.0).collect();
        let demote = f64::from(low) / 2.0;
        let fresh = SchmittTrigger::new(demote + f64::from(width) / 2.0, demote, up, down);
        let (first, second) = match start {
            Some((one, other)) => (fresh.starting(one && other, 0, 0), fresh.starting(one || other, 0, 0)),
            None => (fresh, fresh),
        };
        for (worse, better) in walk(first, &worse).into_iter().zip(walk(second, &better)) {
            prop_assert!(better || !worse);
        }
    }

    #[test]
    fn equal_lines_with_a_dwell_of_one_are_one_threshold(scores in score_paths(), line in 0_u32..=20, start in prop::option::of(any::<bool>())) {
        let line = f64::from(line) / 2.0;
        let fresh = SchmittTrigger::new(line, line, 1, 1);
        let trigger = start.map_or(fresh, |start| fresh.starting(start, 0, 0));
        let naive: Vec<bool> = scores.iter().map(|&score| score >= line).collect();
        prop_assert_eq!(walk(trigger, &scores), naive);
    }

    #[test]
    fn a_threshold_between_the_lines_changes_at_least_as_often(
        scores in score_paths(), low in 0_u32..=20, width in 0_u32..=8, inside in 0_u32..=8, up in 1_u32..4, down in 1_u32..4, start in any::<bool>(),
    ) {
        let demote = f64::from(low) / 2.0;
        let promote = demote + f64::from(width) / 2.0;
        let line = demote + f64::from(inside.min(width)) / 2.0;
        let trigger = SchmittTrigger::new(promote, demote, up, down).starting(start, 0, 0);
        let naive: Vec<bool> = scores.iter().map(|&score| score >= line).collect();
        prop_assert!(changes(&walk(trigger, &scores), start) <= changes(&naive, start));
    }

    #[test]
    fn a_constant_score_changes_nothing_after_the_dwell(
        before in score_paths(), constant in 0_u32..=20, low in 0_u32..=20, width in 0_u32..=8, up in 1_u32..4, down in 1_u32..4,
    ) {
        let demote = f64::from(low) / 2.0;
        let mut trigger = SchmittTrigger::new(demote + f64::from(width) / 2.0, demote, up, down);
        for score in before {
            trigger.step(Some(score));
        }
        let states: Vec<bool> = (0..12).map(|_| trigger.step(Some(f64::from(constant) / 2.0))).collect();
        let dwell = usize::try_from(up.max(down)).unwrap();
        prop_assert!(states[dwell - 1..].iter().all(|state| *state == states[dwell - 1]));
        prop_assert!(changes(&states, states[0]) <= 1);
    }

    #[test]
    fn the_loop_follows_from_the_definition(
        path in ratings(), entry in ratings_grid(), width in 0_u32..=8, up in 1_u32..4, down in 1_u32..4,
        start in prop::option::of(any::<bool>()),
    ) {
        let exit = (entry - f64::from(width) / 2.0).max(1.0);
        let found = sides(&lines(entry, exit, up, down), start, &path);
        let dwells = (usize::try_from(up).unwrap(), usize::try_from(down).unwrap());
        for (index, side) in found.into_iter().enumerate() {
            let expected = is_in_by_definition((entry, exit, dwells.0, dwells.1), start, &path[..=index]);
            prop_assert_eq!(side, expected, "period {}", index);
        }
    }

    #[test]
    fn year_after_year_the_better_account_is_never_out_while_the_worse_is_in(
        worse in ratings(), better_by in prop::collection::vec(0_u32..=4, 12), entry in ratings_grid(), width in 0_u32..=8,
        up in 1_u32..4, down in 1_u32..4, start in prop::option::of((any::<bool>(), any::<bool>())),
    ) {
        let better: Vec<f64> =
            worse.iter().zip(better_by).map(|(score, by)| (score + f64::from(by) / 2.0).min(10.0)).collect();
        let exit = (entry - f64::from(width) / 2.0).max(1.0);
        let incumbents: Vec<Incumbency> = start.iter().flat_map(|&(one, other)| {
            [incumbency("worse", one && other, 0, 0), incumbency("better", one || other, 0, 0)]
        }).collect();
        for (worse, better) in sides_of_two(&lines(entry, exit, up, down), &incumbents, &worse, &better) {
            prop_assert!(better || !worse);
        }
    }

    #[test]
    fn year_after_year_there_are_no_more_changes_than_with_a_plain_threshold(
        path in ratings(), entry in ratings_grid(), width in 0_u32..=8, inside in 0_u32..=8, up in 1_u32..4, down in 1_u32..4,
        start in any::<bool>(),
    ) {
        let exit = (entry - f64::from(width) / 2.0).max(1.0);
        let line = (exit + f64::from(inside) / 2.0).min(entry);
        let naive: Vec<bool> = path.iter().map(|&score| score >= line).collect();
        let found = sides(&lines(entry, exit, up, down), Some(start), &path);
        prop_assert!(changes(&found, start) <= changes(&naive, start));
    }

    #[test]
    fn year_after_year_a_constant_score_changes_nothing_after_the_dwell(
        before in ratings(), constant in ratings_grid(), entry in ratings_grid(), width in 0_u32..=8, up in 1_u32..4,
        down in 1_u32..4,
    ) {
        let exit = (entry - f64::from(width) / 2.0).max(1.0);
        let path: Vec<f64> = before.iter().copied().chain([constant; 8]).collect();
        let found = sides(&lines(entry, exit, up, down), None, &path);
        let settled = before.len() + usize::try_from(up.max(down)).unwrap() - 1;
        prop_assert!(found[settled..].iter().all(|side| *side == found[settled]));
    }

    #[test]
    fn one_line_and_a_dwell_of_one_are_a_plain_threshold(
        path in ratings(), line in ratings_grid(), start in prop::option::of(any::<bool>()),
    ) {
        let naive: Vec<bool> = path.iter().map(|&score| score >= line).collect();
        prop_assert_eq!(sides(&lines(line, line, 1, 1), start, &path), naive);
    }
}
