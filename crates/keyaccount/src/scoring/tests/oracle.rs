//! A second calculation, written from the definitions and slow on purpose.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::super::{
    AbsencePolicy, AccountFacts, Criterion, Direction, Exponential, ScoreModel, Target, ValueFunction,
};
use super::cases::cases;
use super::{compiled, of};
use crate::quantity::Datum;
use crate::vocabulary::Fact;

/// The mean of the values, each counted as often as its weight says; nothing where the weights add up to 0.
fn weighted_mean(parts: &[(f64, f64)]) -> Option<f64> {
    let weight: f64 = parts.iter().map(|part| part.0).sum();
    (weight > 0.0).then(|| parts.iter().map(|part| part.0 * part.1).sum::<f64>() / weight)
}

fn value(criterion: &Criterion, raw: f64) -> f64 {
    let along = |points: &[(f64, f64)]| {
        if raw <= points[0].0 {
            return points[0].1;
        }
        for pair in points.windows(2) {
            let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
            if raw <= x1 {
                return (y0 * (x1 - raw) + y1 * (raw - x0)) / (x1 - x0);
            }
        }
        points[points.len() - 1].1
    };
    match &criterion.value_function {
        ValueFunction::Linear => {
            let anchors = criterion.anchors.unwrap();
            let (worst, best) = (anchors.worst, anchors.best);
            if criterion.direction == Direction::MoreIsBetter {
                along(&[(worst, 0.0), (best, 1.0)])
            } else {
                along(&[(best, 1.0), (worst, 0.0)])
            }
        }
        ValueFunction::Piecewise(points) => along(
            &points
                .iter()
                .map(|point| (point.at, point.value))
                .collect::<Vec<_>>(),
        ),
        ValueFunction::Steps(steps) => {
            let mut reached = steps.iter().filter(|step| raw >= step.at_least);
            reached.next_back().map_or(steps[0].value, |step| step.value)
        }
        ValueFunction::Target(Target {
            ideal,
            tolerance,
            worst_below,
            worst_above,
        }) => along(&[
            (*worst_below, 0.0),
            (ideal - tolerance, 1.0),
            (ideal + tolerance, 1.0),
            (*worst_above, 0.0),
        ]),
        ValueFunction::Exponential(Exponential { mid }) => {
            let anchors = criterion.anchors.unwrap();
            let way = |raw: f64| (raw - anchors.worst) / (anchors.best - anchors.worst);
            exponential(way(*mid), way(raw).clamp(0.0, 1.0))
        }
    }
}

/// The value at `t`, where the one at `mid` is 0.5: `b^t` with `b = exp(-c)`, found by halving the interval of `b`.
fn exponential(mid: f64, t: f64) -> f64 {
    if mid > 0.5 {
        return 1.0 - exponential(1.0 - mid, 1.0 - t);
    }
    let value = |base: f64, t: f64| (1.0 - libm::pow(base, t)) / (1.0 - base);
    let (mut low, mut high) = (0.0, 1.0 - 1e-6);
    if value(high, mid) > 0.5 - 1e-9 {
        return t;
    }
    for _ in 0..200 {
        let base = f64::midpoint(low, high);
        if value(base, mid) > 0.5 {
            low = base;
        } else {
            high = base;
        }
    }
    value(high, t)
}

fn counted(criterion: &Criterion, fact: Datum<Fact>) -> Option<f64> {
    let policy = match fact {
        Datum::Value(Fact::Number(raw)) => return Some(value(criterion, raw)),
        Datum::Value(Fact::Grade(grade)) => {
            let mut levels = criterion.rubric.iter();
            let level = levels.find(|level| level.grade.as_ref() == Some(&grade)).unwrap();
            return Some(value(criterion, level.level.into()));
        }
        Datum::Missing => criterion.when_absent,
        Datum::Unknown => criterion.when_unknown.unwrap_or(criterion.when_absent),
        Datum::NotApplicable => criterion.when_not_applicable.unwrap_or(criterion.when_absent),
    };
    match policy {
        AbsencePolicy::ExcludeAndRescale => None,
        AbsencePolicy::Worst => Some(0.0),
        AbsencePolicy::Neutral => Some(0.5),
        AbsencePolicy::Value(raw) => Some(value(criterion, raw)),
        AbsencePolicy::Refuse => panic!("not drawn"),
    }
}

fn score(model: &ScoreModel, account: &AccountFacts) -> Option<f64> {
    let parts_of = |wanted: &dyn Fn(&Criterion) -> bool| -> Vec<(f64, f64)> {
        let counts = model.criteria.iter().filter(|criterion| wanted(criterion));
        counts
            .filter_map(|criterion| {
                let fact = account.facts.get(&criterion.id).cloned().unwrap_or_default();
                counted(criterion, fact).map(|value| (criterion.weight.get(), value))
            })
            .collect()
    };
    let mean = if model.groups.iter().any(|group| group.weight.is_some()) {
        let groups: Vec<(f64, f64)> = model
            .groups
            .iter()
            .filter_map(|group| {
                let mean = weighted_mean(&parts_of(&|criterion| {
                    criterion.group_id.as_ref() == Some(&group.id)
                }))?;
                Some((group.weight.unwrap().get(), mean))
            })
            .collect();
        weighted_mean(&groups)
    } else {
        weighted_mean(&parts_of(&|_| true))
    };
    mean.map(|mean| model.scale.min() + mean * (model.scale.max() - model.scale.min()))
}

proptest! {
    #[test]
    fn scores_equal_the_definition(case in cases(6)) {
        let answer = case.compiled().score(&case.accounts).unwrap();
        prop_assert_eq!(answer.accounts.len(), case.accounts.len());
        for account in &case.accounts {
            let (found, expected) = (of(&answer, account.id.as_str()), score(&case.model, account));
            prop_assert_eq!(found.score.is_some(), expected.is_some());
            let off = (found.score.unwrap_or(0.0) - expected.unwrap_or(0.0)).abs();
            prop_assert!(off <= answer.resolution, "{found:?} is not {expected:?}");
        }
    }

    /// Ratings and points are whole numbers, so the true order is known exactly: by the sum of points times ratings.
    #[test]
    fn ranks_and_ties_are_those_of_whole_numbers(
        points in prop::collection::vec(0_u64..40, 1..=10),
        ratings in prop::collection::vec(prop::collection::vec(1_u64..=10, 10), 0..=40),
    ) {
        prop_assume!(points.iter().sum::<u64>() > 0);
        let criteria: Vec<_> = points.iter().enumerate().map(|(index, points)| json!({
            "id": format!("c{index}"), "name": "C", "meaning": "M", "unit": "rating", "weight": points,
            "direction": "more_is_better", "anchors": {"worst": 1, "best": 10}, "when_absent": "refuse"})).collect();
        let model = compiled(json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Ratings",
            "weights": "points", "criteria": criteria}));
        let accounts: Vec<AccountFacts> = ratings.iter().enumerate().map(|(index, ratings)| {
            let facts: BTreeMap<String, u64> =
                (0..points.len()).map(|criterion| (format!("c{criterion}"), ratings[criterion])).collect();
            serde_json::from_value(json!({"id": format!("a{index:02}"), "facts": facts})).unwrap()
        }).collect();
        let answer = model.score(&accounts).unwrap();
        let exact = |ratings: &[u64]| -> u64 { points.iter().zip(ratings).map(|(points, rating)| points * rating).sum() };
        let totals: Vec<u64> = ratings.iter().map(|ratings| exact(ratings)).collect();
        let mut order: Vec<usize> = (0..ratings.len()).collect();
        order.sort_by_key(|&index| (std::cmp::Reverse(totals[index]), index));
        let expected: Vec<(String, u32)> = order.iter().map(|&index| {
            let better = totals.iter().filter(|&&total| total > totals[index]).count();
            (format!("a{index:02}"), u32::try_from(better).unwrap() + 1)
        }).collect();
        let found: Vec<(String, u32)> =
            answer.accounts.iter().map(|account| (account.account_id.to_string(), account.rank.unwrap())).collect();
        prop_assert_eq!(found, expected);
        let tied: usize = answer.ties.iter().map(|tie| tie.account_ids.len()).sum();
        let truly = totals.iter().filter(|&total| totals.iter().filter(|&other| other == total).count() > 1).count();
        prop_assert_eq!(tied, truly);
    }
}
