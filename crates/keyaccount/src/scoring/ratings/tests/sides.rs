//! The two sides of a panel: worked by hand, laws, undefined cases, errors.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{criteria, panel, rating};
use crate::fault::Fault;
use crate::quantity::{CriterionId, Datum};
use crate::scoring::ratings::{RatedSides, RaterSide, RatingPanel, RatingsAnswer};
use crate::scoring::{CompiledModel, ScoreModel};

/// Growth with 3 and harmony with 1 of 4 points, both rated from 1 to 10; absent values are refused, and a gate excludes.
fn model() -> ScoreModel {
    let criterion = |id: &str, weight: u32| {
        json!({"id": id, "name": id, "meaning": "M", "unit": "rating", "weight": weight, "direction": "more_is_better",
               "anchors": {"worst": 1, "best": 10}, "when_absent": "refuse"})
    };
    serde_json::from_value(json!({
        "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "criteria": [criterion("growth", 3), criterion("harmony", 1)],
        "gates": [{"id": "floor", "criterion_id": "growth", "passes": {"at_least": 9}, "outcome": "exclude",
                   "when_absent": "fail", "reason": "R"}]}))
    .unwrap()
}

#[expect(clippy::needless_pass_by_value, reason = "`vec!` at the call reads best")]
fn two_sides(ratings: Vec<Value>) -> RatingPanel {
    panel(
        json!({"raters": [{"id": "sales", "side": "us"}, {"id": "service"}, {"id": "buyer", "side": "them"},
                            {"id": "user", "side": "them"}], "ratings": ratings}),
    )
}

fn scored(panel: &RatingPanel) -> RatingsAnswer {
    let mut answer = panel.combine(&criteria()).unwrap();
    answer.score_sides(&model()).unwrap();
    answer
}

fn sides(answer: &RatingsAnswer, account: usize, criterion: usize) -> RatedSides {
    answer.accounts[account].criteria[criterion].sides.unwrap()
}

/// Growth: ours (9 + 7) / 2 = 8, theirs (4 + 6) / 2 = 5. Harmony: ours 6, theirs 7. So 3 and -1, and with three quarters
/// and one quarter of the weight (8 x 3 + 6) / 4 = 7.5 against (5 x 3 + 7) / 4 = 5.5.
#[test]
fn worked_by_hand() {
    let answer = scored(&two_sides(vec![
        rating("sales", "globex", "growth", json!(9)),
        rating("service", "globex", "growth", json!(7)),
        rating("buyer", "globex", "growth", json!(4)),
        rating("user", "globex", "growth", json!(6)),
        rating("service", "globex", "harmony", json!(6)),
        rating("user", "globex", "harmony", json!(7)),
        rating("sales", "initech", "growth", json!(8)),
        rating("sales", "initech", "harmony", json!(10)),
        rating("buyer", "initech", "growth", json!(10)),
    ]));
    let value = Datum::Value;
    let growth = sides(&answer, 0, 0);
    assert_eq!(
        (growth.ours, growth.theirs, growth.gap),
        (value(8.0), value(5.0), value(3.0))
    );
    assert_eq!(sides(&answer, 0, 1).gap, value(-1.0));
    assert_eq!(
        answer.accounts[0].criteria[0].value,
        value(6.5),
        "all four raters together"
    );
    let globex = answer.accounts[0].sides.unwrap();
    assert_eq!(
        (globex.our_score, globex.their_score, globex.gap_points),
        (Some(7.5), Some(5.5), Some(2.0))
    );
    assert_eq!(
        (globex.compared_criteria, answer.score_scale),
        (2, Some(model().scale))
    );
    // They say nothing of the harmony of initech: it counts on neither side, and our 10 lifts nothing.
    let initech = answer.accounts[1].sides.unwrap();
    assert_eq!(
        (initech.our_score, initech.their_score, initech.gap_points),
        (Some(8.0), Some(10.0), Some(-2.0))
    );
    assert_eq!(initech.compared_criteria, 1);
    let harmony = sides(&answer, 1, 1);
    assert_eq!(
        (harmony.ours, harmony.theirs, harmony.gap),
        (value(10.0), Datum::Missing, Datum::Missing)
    );
    let facts = |side| serde_json::to_value(answer.side_facts(side)).unwrap();
    assert_eq!(
        facts(RaterSide::Us),
        json!([{"id": "globex", "facts": {"growth": 8.0, "harmony": 6.0}},
               {"id": "initech", "facts": {"growth": 8.0, "harmony": 10.0}}])
    );
    assert_eq!(
        facts(RaterSide::Them),
        json!([{"id": "globex", "facts": {"growth": 5.0, "harmony": 7.0}}, {"id": "initech", "facts": {"growth": 10.0}}])
    );
}

#[test]
fn without_a_value_on_both_sides_the_states_decide() {
    let state = |state: &str| json!({"state": state});
    let gap = |ours: Value, theirs: Value| {
        let answer = scored(&two_sides(vec![
            rating("sales", "a", "growth", ours),
            rating("buyer", "a", "growth", theirs),
        ]));
        let account = answer.accounts[0].sides.unwrap();
        assert_eq!(
            (account.our_score, account.their_score, account.gap_points),
            (None, None, None)
        );
        assert_eq!(account.compared_criteria, 0);
        sides(&answer, 0, 0).gap
    };
    assert_eq!(gap(json!(7), state("missing")), Datum::Missing);
    assert_eq!(gap(state("unknown"), state("missing")), Datum::Missing);
    assert_eq!(gap(json!(7), state("unknown")), Datum::Unknown);
    assert_eq!(gap(state("not_applicable"), state("unknown")), Datum::Unknown);
    assert_eq!(gap(state("not_applicable"), json!(7)), Datum::NotApplicable);
    assert_eq!(
        gap(state("not_applicable"), state("not_applicable")),
        Datum::NotApplicable
    );
}

#[test]
fn a_panel_without_sides_says_nothing_of_them() {
    let mut plain = two_sides(vec![
        rating("sales", "a", "growth", json!(7)),
        rating("buyer", "a", "growth", json!(4)),
    ]);
    for rater in &mut plain.raters {
        rater.side = None;
    }
    let answer = scored(&plain);
    let text = serde_json::to_string(&answer).unwrap();
    assert!(!text.contains("side") && !text.contains("score_scale"), "{text}");
    assert!(answer.side_facts(RaterSide::Us).is_empty());
}

#[test]
fn a_rating_that_the_model_cannot_score_is_refused() {
    let mut narrow = model();
    narrow.criteria[0].anchors.as_mut().unwrap().best = 5.0;
    narrow.gates.clear();
    let mut answer = two_sides(vec![
        rating("sales", "globex", "growth", json!(7)),
        rating("buyer", "globex", "growth", json!(4)),
    ])
    .combine(&criteria())
    .unwrap();
    let before = answer.clone();
    let error = answer.score_sides(&narrow).unwrap_err();
    assert_eq!(
        (error.code(), error.path().as_str(), error.to_string().as_str()),
        (
            "outside_anchors",
            "/ratings",
            "`growth` must be between 1 and 5 (got 7, account `globex`)"
        )
    );
    assert_eq!(answer, before);
    narrow.criteria.clear();
    assert_eq!(answer.score_sides(&narrow).unwrap_err().code(), "criterion_count");
}

/// A panel of two raters on each side, with whole ratings or none, of two accounts.
fn panels() -> impl Strategy<Value = RatingPanel> {
    prop::collection::vec(prop::option::of(1_u32..=10), 16).prop_map(|values| {
        let raters = ["sales", "service", "buyer", "user"];
        let given = values.iter().enumerate().filter_map(|(place, value)| {
            let account = ["a", "b"][place / 4 % 2];
            let criterion = ["growth", "harmony"][place / 8];
            value.map(|value| rating(raters[place % 4], account, criterion, json!(value)))
        });
        two_sides(given.collect())
    })
}

fn negated(gap: Datum<f64>) -> Datum<f64> {
    gap.map(|gap| 0.0 - gap)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_other_way_round_the_gap_has_the_other_sign(panel in panels()) {
        let mut turned = panel.clone();
        for rater in &mut turned.raters {
            rater.side = Some(if rater.side == Some(RaterSide::Them) { RaterSide::Us } else { RaterSide::Them });
        }
        let (here, there) = (scored(&panel), scored(&turned));
        for (account, mirrored) in here.accounts.iter().zip(&there.accounts) {
            for (rated, other) in account.criteria.iter().zip(&mirrored.criteria) {
                let (rated, other) = (rated.sides.unwrap(), other.sides.unwrap());
                prop_assert_eq!((rated.ours, rated.theirs), (other.theirs, other.ours));
                prop_assert_eq!(rated.gap, negated(other.gap));
            }
            let (account, mirrored) = (account.sides.unwrap(), mirrored.sides.unwrap());
            prop_assert_eq!((account.our_score, account.their_score), (mirrored.their_score, mirrored.our_score));
            prop_assert_eq!(account.gap_points, mirrored.gap_points.map(|gap| 0.0 - gap));
        }
    }

    /// Each side alone is the panel of its raters; the gap of the scores is that of the criteria by their weights.
    #[test]
    fn each_side_is_a_panel_of_its_own(panel in panels()) {
        let answer = scored(&panel);
        let of_side = |side: RaterSide| {
            let mut alone = panel.clone();
            alone.raters.retain(|rater| rater.side.unwrap_or(RaterSide::Us) == side);
            alone.ratings.retain(|rating| alone.raters.iter().any(|rater| rater.id == rating.rater_id));
            alone.combine(&criteria()).unwrap().account_facts()
        };
        for side in [RaterSide::Us, RaterSide::Them] {
            prop_assert_eq!(answer.side_facts(side), of_side(side));
        }
        for account in &answer.accounts {
            let weight = |id: &CriterionId| if id.as_str() == "growth" { 3.0 } else { 1.0 };
            let gaps: Vec<(f64, f64)> = account.criteria.iter()
                .filter_map(|rated| Some((weight(&rated.criterion_id), *rated.sides?.gap.value()?))).collect();
            let whole: f64 = gaps.iter().map(|(weight, _)| weight).sum();
            let found = account.sides.unwrap();
            prop_assert_eq!(found.compared_criteria as usize, gaps.len());
            prop_assert_eq!(found.gap_points.is_some(), !gaps.is_empty());
            if let Some(points) = found.gap_points {
                let expected = gaps.iter().map(|(weight, gap)| weight * gap).sum::<f64>() / whole;
                prop_assert!((points - expected).abs() < 1e-9, "{points} {expected}");
                prop_assert_eq!(points, found.our_score.unwrap() - found.their_score.unwrap());
            }
        }
    }

    #[test]
    fn one_side_alone_has_no_gap(panel in panels(), side in prop_oneof![Just(RaterSide::Us), Just(RaterSide::Them)]) {
        let mut alone = panel;
        for rater in &mut alone.raters {
            rater.side = Some(side);
        }
        let answer = scored(&alone);
        for account in &answer.accounts {
            prop_assert!(account.criteria.iter().all(|rated| rated.sides.unwrap().gap == Datum::Missing));
            prop_assert_eq!(account.sides.unwrap().gap_points, None);
        }
    }

    /// Where both sides rated everything, each side's score is the one that its facts get from the model.
    #[test]
    fn with_everything_rated_the_scores_are_the_full_ones(values in prop::collection::vec(1_u32..=10, 4)) {
        let rows = [("sales", "growth"), ("sales", "harmony"), ("buyer", "growth"), ("buyer", "harmony")];
        let ratings = rows.iter().zip(&values).map(|((rater, criterion), value)| rating(rater, "a", criterion, json!(value)));
        let answer = scored(&two_sides(ratings.collect()));
        let compiled = CompiledModel::compile(&model()).unwrap();
        let full = |side| compiled.score(&answer.side_facts(side)).unwrap().accounts[0].score;
        let found = answer.accounts[0].sides.unwrap();
        prop_assert_eq!((found.our_score, found.their_score), (full(RaterSide::Us), full(RaterSide::Them)));
    }
}
