//! What holds for every model and every account.

use proptest::prelude::*;

use super::super::explain;
use crate::quantity::Datum;
use crate::scoring::tests::cases::{Case, cases, ends};
use crate::scoring::tests::of;
use crate::scoring::{
    AccountFacts, AccountScore, CompiledModel, Criterion, Direction, Explanation, GateRule, Obstacle,
    PairOrder, PairReason, PairSide, ScoreAnswer,
};

fn explained(case: &Case, scores: &ScoreAnswer, at: usize, other: Option<usize>) -> Explanation {
    let id = |at: usize| &case.accounts[at].id;
    explain(&case.compiled(), scores, id(at), other.map(id)).unwrap()
}

/// Scores the first account again with another raw value.
fn rescored(model: &CompiledModel, account: &AccountFacts, criterion: &Criterion, raw: f64) -> AccountScore {
    let mut accounts = vec![account.clone()];
    accounts[0].facts.insert(criterion.id.clone(), raw.into());
    model.score(&accounts).unwrap().accounts.remove(0)
}

/// Returns whether an account stands in the upper of the two bands and no gate excludes it.
fn lifted(account: &AccountScore) -> bool {
    let band = account.band.as_ref();
    band.is_some_and(|band| band.band_id.as_str() == "high") && !account.excluded
}

/// Returns a raw value with the value 1; every target of the random cases has its ideal at 0.4.
fn best(criterion: &Criterion) -> f64 {
    criterion.anchors.map_or(0.4, |anchors| anchors.best)
}

proptest! {
    #[test]
    fn parts_add_up_to_the_score_and_to_what_is_missing(case in cases(4)) {
        let scores = case.compiled().score(&case.accounts).unwrap();
        for at in 0..case.accounts.len() {
            let explanation = explained(&case, &scores, at, None);
            let account = of(&scores, explanation.account_id.as_str());
            prop_assert_eq!(explanation.score, account.score);
            prop_assert_eq!(explanation.parts.len(), case.model.criteria.len());
            prop_assert!(explanation.parts.is_sorted_by(|one, other| one.points >= other.points));
            let Some(score) = account.score else { continue };
            let points: f64 = explanation.parts.iter().map(|part| part.points).sum();
            prop_assert_eq!(scores.scale.min() + points, score);
            let away: f64 = explanation.parts.iter().map(|part| part.given_away_points).sum();
            prop_assert_eq!(Some(away), explanation.given_away_points);
            prop_assert_eq!(score + away, scores.scale.max());
        }
    }

    #[test]
    fn a_stake_is_the_score_with_the_best_and_the_worst_value(case in cases(1)) {
        prop_assume!(!case.accounts.is_empty());
        let model = case.compiled();
        let scores = model.score(&case.accounts).unwrap();
        let explanation = explained(&case, &scores, 0, None);
        let now = scores.accounts[0].final_score;
        for stake in &explanation.stakes {
            let criterion = case.model.criteria.iter().find(|criterion| criterion.id == stake.criterion_id).unwrap();
            let worst = criterion.anchors.map_or(0.0, |anchors| anchors.worst);
            let at_worst = rescored(&model, &case.accounts[0], criterion, worst);
            prop_assert_eq!(stake.final_score_at_worst, at_worst.final_score);
            prop_assert_eq!(stake.excluded_at_worst, at_worst.excluded);
            prop_assert_eq!(stake.open, matches!(stake.fact, Datum::Missing | Datum::Unknown));
            // Gates can tell apart the raw values that are all best in a target.
            if criterion.direction != Direction::TargetIsBest {
                let at_best = rescored(&model, &case.accounts[0], criterion, best(criterion));
                prop_assert_eq!(stake.final_score_at_best, at_best.final_score);
                prop_assert_eq!(stake.excluded_at_best, at_best.excluded);
            }
            // Nowhere between the ends is more to win or to lose, and somewhere there is as much.
            let (low, high) = ends(criterion);
            let even = (0..=40).map(|step| low + (high - low) * f64::from(step) / 40.0);
            let gates = case.model.gates.iter().filter(|gate| gate.criterion_id == criterion.id);
            let bounds = gates.flat_map(|gate| {
                let bound = match gate.passes { GateRule::AtLeast(bound) | GateRule::AtMost(bound) => bound };
                [bound.next_down(), bound, bound.next_up()]
            });
            let raws = even.chain(bounds).filter(|raw| (low..=high).contains(raw));
            let tried: Vec<f64> = raws.filter_map(|raw| rescored(&model, &case.accounts[0], criterion, raw).final_score).collect();
            if let Some(now) = now {
                prop_assert_eq!(stake.loss, tried.iter().fold(0.0, |most: f64, score| most.max(now - score)));
                prop_assert_eq!(stake.gain, tried.iter().fold(0.0, |most: f64, score| most.max(score - now)));
            }
        }
        let largest: Vec<f64> = explanation.stakes.iter().map(|stake| stake.gain.max(stake.loss)).collect();
        prop_assert!(largest.is_sorted_by(|one, other| one >= other));
    }

    #[test]
    fn a_covering_value_reaches_the_band_and_the_step_before_it_does_not(case in cases(1)) {
        prop_assume!(!case.accounts.is_empty());
        let model = case.compiled();
        let scores = model.score(&case.accounts).unwrap();
        let explanation = explained(&case, &scores, 0, None);
        let has_next = explanation.band.as_ref().is_some_and(|band| band.next.is_some());
        prop_assert_eq!(explanation.ways_up.len(), if has_next { case.model.criteria.len() } else { 0 });
        for way in &explanation.ways_up {
            let criterion = case.model.criteria.iter().find(|criterion| criterion.id == way.criterion_id).unwrap();
            let (low, high) = ends(criterion);
            let worst = if criterion.direction == Direction::LessIsBetter { high } else { low };
            let start = way.fact.value().map_or(worst, |raw| raw.clamp(low, high));
            let Some(at) = way.at else {
                match way.obstacle.unwrap() {
                    Obstacle::NotApplicable => prop_assert_eq!(way.fact, Datum::NotApplicable),
                    _ => for part in 0..=20 {
                        let raw = start + (best(criterion) - start) * f64::from(part) / 20.0;
                        // Ratings move by whole levels, from today's.
                        let raw = if criterion.rubric.is_empty() || raw == start { raw } else { raw.ceil() };
                        prop_assert!(!lifted(&rescored(&model, &case.accounts[0], criterion, raw)), "{} at {raw}", criterion.id);
                    },
                }
                continue;
            };
            prop_assert_eq!(way.obstacle, None);
            let there = rescored(&model, &case.accounts[0], criterion, at);
            prop_assert!(lifted(&there), "{} at {at}", criterion.id);
            prop_assert_eq!(way.final_score, there.final_score);
            let steps = (high - low) / way.step;
            if criterion.rubric.is_empty() {
                prop_assert!((100.0 - 1e-6..1000.0 + 1e-6).contains(&steps), "{steps}");
            } else {
                prop_assert_eq!(way.step, 1.0);
            }
            if at != start {
                let towards = if at > start { at - way.step } else { at + way.step };
                let before = if at > start { towards.max(start) } else { towards.min(start) };
                // The grid number just before, without the rounding of the subtraction.
                let before = if (at / way.step - (at / way.step).round()).abs() < 1e-6 {
                    (before / way.step).round() * way.step
                } else {
                    before
                };
                let before = if at > start { before.clamp(start, at) } else { before.clamp(at, start) };
                prop_assert!(!lifted(&rescored(&model, &case.accounts[0], criterion, before)), "{} at {before} before {at}", criterion.id);
            }
        }
    }

    #[test]
    fn differences_add_up_and_change_sides_with_the_accounts(case in cases(4)) {
        let scores = case.compiled().score(&case.accounts).unwrap();
        for at in 1..case.accounts.len() {
            let pair = explained(&case, &scores, at, Some(0)).pair.unwrap();
            let back = explained(&case, &scores, 0, Some(at)).pair.unwrap();
            let (account, other) = (of(&scores, pair.account_id.as_str()), of(&scores, pair.other_account_id.as_str()));
            let sum: f64 = pair.parts.iter().map(|part| part.difference).sum();
            let expected = account.score.zip(other.score).map(|(one, two)| one - two);
            prop_assert_eq!(pair.score_difference, expected);
            if expected.is_some() {
                prop_assert_eq!(Some(sum), expected);
            } else {
                prop_assert!(pair.parts.is_empty() && pair.reason == PairReason::NoScore);
            }
            prop_assert_eq!(back.score_difference.map(|difference| 0.0 - difference), pair.score_difference);
            prop_assert_eq!(back.final_score_difference.map(|difference| 0.0 - difference), pair.final_score_difference);
            prop_assert_eq!(back.reason, pair.reason);
            for part in &pair.parts {
                let mirrored = back.parts.iter().find(|mirrored| mirrored.criterion_id == part.criterion_id).unwrap();
                prop_assert_eq!(0.0 - mirrored.difference, part.difference);
                prop_assert_eq!(mirrored.decides, part.decides);
                let side = match part.speaks_for {
                    PairSide::Account => PairSide::Other,
                    PairSide::Other => PairSide::Account,
                    PairSide::Neither => PairSide::Neither,
                };
                prop_assert_eq!(mirrored.speaks_for, side);
            }
            let order = match (account.rank, other.rank) {
                (Some(one), Some(two)) if one < two => PairOrder::Above,
                (Some(one), Some(two)) if one > two => PairOrder::Below,
                (Some(_), Some(_)) => PairOrder::Tied,
                (Some(_), None) => PairOrder::Above,
                (None, Some(_)) => PairOrder::Below,
                (None, None) => PairOrder::Unranked,
            };
            prop_assert_eq!(pair.order, order);
            if pair.reason == PairReason::Score && order != PairOrder::Tied {
                prop_assert_eq!(order == PairOrder::Above, expected > Some(0.0));
            }
            let deciding: Vec<f64> = pair.parts.iter().filter(|part| part.decides).map(|part| part.difference.abs()).collect();
            if let Some(least) = deciding.last() {
                let winner = if expected > Some(0.0) { PairSide::Account } else { PairSide::Other };
                let against: f64 = pair.parts.iter().filter(|part| part.speaks_for != winner).map(|part| part.difference.abs()).sum();
                let all: f64 = deciding.iter().sum();
                prop_assert!(all > against && (all - least <= against), "{deciding:?} against {against}");
            } else {
                prop_assert!(pair.reason != PairReason::Score || expected.unwrap().abs() <= scores.resolution);
            }
        }
    }

    #[test]
    fn every_sentence_is_one(case in cases(3)) {
        let scores = case.compiled().score(&case.accounts).unwrap();
        for at in 0..case.accounts.len() {
            let explanation = explained(&case, &scores, at, (at > 0).then_some(0));
            let pair = explanation.pair.iter().flat_map(|pair| &pair.sentences);
            prop_assert!((1..=9).contains(&explanation.sentences.len()), "{:?}", explanation.sentences);
            for sentence in explanation.sentences.iter().chain(pair) {
                prop_assert!(sentence.ends_with('.') && !sentence.contains("NaN") && !sentence.contains("  "), "{sentence}");
            }
        }
    }
}
