//! Every interval against scoring again with other weights.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::quantity::{AccountId, Weight};
use crate::scoring::sensitivity::{AccountPair, SensitivityQuestion, WeightInterval, sensitivity};
use crate::scoring::tests::cases::{Case, cases};
use crate::scoring::tests::of;
use crate::scoring::{CompiledModel, ScoreAnswer, ScoreModel, WeightOf};

/// The model with another weight, so that the moved weight takes the share `t` of those that it is compared with.
fn moved(model: &ScoreModel, weight: &WeightOf, t: f64) -> (CompiledModel, f64) {
    let mut model = model.clone();
    let weighted = model.groups.iter().any(|group| group.weight.is_some());
    let given = |others: f64| Weight::try_from(t / (1.0 - t) * others).unwrap();
    let sum = |weights: Vec<f64>| weights.iter().sum::<f64>();
    match weight {
        WeightOf::Criterion(id) => {
            let of = model
                .criteria
                .iter()
                .find(|criterion| criterion.id == *id)
                .unwrap()
                .group_id
                .clone();
            let beside = |criterion: &&crate::scoring::Criterion| {
                criterion.id != *id && (!weighted || criterion.group_id == of)
            };
            let others = sum(model
                .criteria
                .iter()
                .filter(beside)
                .map(|criterion| criterion.weight.get())
                .collect());
            model
                .criteria
                .iter_mut()
                .find(|criterion| criterion.id == *id)
                .unwrap()
                .weight = given(others);
            let groups = sum(model
                .groups
                .iter()
                .filter_map(|group| group.weight.map(Weight::get))
                .collect());
            let own = model.groups.iter().find(|group| Some(&group.id) == of.as_ref());
            let whole = own
                .and_then(|group| group.weight)
                .map_or(1.0, |weight| weight.get() / groups);
            (CompiledModel::compile(&model).unwrap(), whole)
        }
        WeightOf::Group(id) => {
            let others = model
                .groups
                .iter()
                .filter(|group| group.id != *id)
                .filter_map(|group| group.weight);
            let others = sum(others.map(Weight::get).collect());
            model
                .groups
                .iter_mut()
                .find(|group| group.id == *id)
                .unwrap()
                .weight = Some(given(others));
            (CompiledModel::compile(&model).unwrap(), 1.0)
        }
    }
}

/// How the ends of intervals turned out.
#[derive(Debug, Default)]
struct Seen {
    /// The order turns within 1e-5 beyond the end.
    turned: Cell<u32>,
    /// The two accounts run side by side there, apart by rounding alone, and the order turns later: a tangent, or nearly
    /// the same course.
    flat: Cell<u32>,
    /// The end stands at the end of all shares, so that nothing lies beyond.
    edge: Cell<u32>,
}

/// Calls `holds` with the scores at shares inside the interval, and `turns` with those just beyond each end.
fn look(
    case: &Case,
    interval: &WeightInterval,
    seen: &Seen,
    holds: impl Fn(&ScoreAnswer) -> Result<(), TestCaseError>,
    turns: impl Fn(&ScoreAnswer) -> bool,
) -> Result<(), TestCaseError> {
    let whole = moved(&case.model, &interval.weight_of, 0.5).1;
    let (low, high) = (interval.low.share / whole, interval.high.share / whole);
    let now = interval.share / whole;
    prop_assert!(low <= now + 1e-12 && now <= high + 1e-12, "{interval:?}");
    let scores = |t: f64| {
        let (model, _) = moved(&case.model, &interval.weight_of, t);
        model.score(&case.accounts).unwrap()
    };
    if high - low > 1e-9 {
        for part in [0.0001, 0.2, 0.5, 0.8, 0.9999] {
            let t: f64 = low + (high - low) * part;
            holds(&scores(t.clamp(1e-9, 1.0 - 1e-9)))?;
        }
    }
    for (end, sign) in [(&interval.low, -1.0), (&interval.high, 1.0)] {
        let Some(flip) = &end.flip else { continue };
        let at = end.share / whole;
        let beyond = |steps: &[f64]| -> Vec<f64> {
            let shares = steps.iter().map(|step| at + sign * step);
            shares.filter(|t| *t > 0.0 && *t < 1.0).collect()
        };
        let close = beyond(&[1e-7, 1e-6, 1e-5]);
        let add = |counter: &Cell<u32>| counter.set(counter.get() + 1);
        if close.is_empty() {
            prop_assert!(at.min(1.0 - at) < 1e-6, "{interval:?}");
            add(&seen.edge);
        } else if close.iter().any(|t| turns(&scores(*t))) {
            add(&seen.turned);
        } else {
            for t in close {
                let scores = scores(t);
                let gap =
                    score(&scores, &flip.overtaking_account_id) - score(&scores, &flip.overtaken_account_id);
                prop_assert!(gap.abs() <= TOLERANCE, "{gap} {t} {interval:?}");
            }
            let far = beyond(&[1e-4, 1e-3, 1e-2]);
            prop_assert!(far.iter().any(|t| turns(&scores(*t))), "{interval:?}");
            add(&seen.flat);
        }
    }
    Ok(())
}

fn score(answer: &ScoreAnswer, id: &AccountId) -> f64 {
    of(answer, id.as_str()).final_score.unwrap()
}

/// Differences up to here are rounding.
const TOLERANCE: f64 = 1e-8;

/// Every interval against scoring again with other weights: groups, gates, caps, absent facts included.
#[test]
fn inside_the_order_holds_and_beyond_it_turns() {
    let seen = Seen::default();
    TestRunner::new(ProptestConfig::with_cases(96))
        .run(&(cases(7), 1_u32..5), |(case, top)| {
            look_at_every_interval(&case, top, &seen)
        })
        .unwrap();
    let [turned, flat, edge] = [&seen.turned, &seen.flat, &seen.edge].map(Cell::get);
    assert!(turned > 500, "{seen:?}");
    assert!(20 * (flat + edge) < turned, "{seen:?}");
}

fn look_at_every_interval(case: &Case, top: u32, seen: &Seen) -> Result<(), TestCaseError> {
    let model = case.compiled();
    let now = model.score(&case.accounts).unwrap();
    let ranked: Vec<AccountId> = now
        .accounts
        .iter()
        .filter(|account| account.rank.is_some())
        .map(|account| account.account_id.clone())
        .collect();
    let pair = (ranked.len() > 1).then(|| AccountPair {
        account_id: ranked[ranked.len() / 2].clone(),
        other_account_id: ranked[0].clone(),
    });
    let question = SensitivityQuestion {
        top: Some(top),
        pair,
        ..SensitivityQuestion::default()
    };
    let answer = sensitivity(&model, &now, &question).unwrap();
    prop_assert_eq!(answer.leader.is_some(), !ranked.is_empty());
    if let Some(leader) = &answer.leader {
        let (first, others) = (
            vec![leader.account_id.clone()],
            without(&ranked, &leader.account_id),
        );
        look_at_sides(case, &leader.weights, seen, &first, &others)?;
    }
    if let Some(pair) = &answer.pair {
        let [ahead, behind] = [&pair.ahead_account_id, &pair.behind_account_id].map(|id| vec![id.clone()]);
        look_at_sides(case, &pair.weights, seen, &ahead, &behind)?;
    }
    let line = answer.top.unwrap();
    let (inside, outside): (Vec<AccountId>, Vec<AccountId>) = ranked
        .iter()
        .cloned()
        .partition(|id| line.account_ids.contains(id));
    look_at_sides(case, &line.weights, seen, &inside, &outside)?;
    for account in &line.accounts {
        prop_assert_eq!(account.inside, inside.contains(&account.account_id));
        let others = without(&ranked, &account.account_id);
        let above = |scores: &ScoreAnswer, tolerance: f64| {
            let own = score(scores, &account.account_id);
            let above = others.iter().filter(|id| score(scores, id) > own + tolerance);
            u32::try_from(above.count()).unwrap()
        };
        for interval in &account.weights {
            look(
                case,
                interval,
                seen,
                |scores| {
                    if account.inside {
                        prop_assert!(above(scores, TOLERANCE) < top, "{interval:?}");
                    } else {
                        prop_assert!(above(scores, -TOLERANCE) >= top, "{interval:?}");
                    }
                    Ok(())
                },
                |scores| (above(scores, 0.0) < top) != account.inside,
            )?;
        }
    }
    Ok(())
}

/// Looks at intervals in which no account of `lower` stands above one of `upper`.
fn look_at_sides(
    case: &Case,
    intervals: &[WeightInterval],
    seen: &Seen,
    upper: &[AccountId],
    lower: &[AccountId],
) -> Result<(), TestCaseError> {
    let gap = |scores: &ScoreAnswer| {
        let lowest = upper
            .iter()
            .map(|id| score(scores, id))
            .fold(f64::INFINITY, f64::min);
        let highest = lower
            .iter()
            .map(|id| score(scores, id))
            .fold(f64::NEG_INFINITY, f64::max);
        lowest - highest
    };
    for interval in intervals {
        look(
            case,
            interval,
            seen,
            |scores| {
                prop_assert!(gap(scores) >= -TOLERANCE, "{interval:?}");
                Ok(())
            },
            |scores| gap(scores) < 0.0,
        )?;
    }
    Ok(())
}

fn without(ids: &[AccountId], id: &AccountId) -> Vec<AccountId> {
    ids.iter().filter(|other| *other != id).cloned().collect()
}
