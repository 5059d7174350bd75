//! What holds for every change of facts and models.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::{ScoreSide, compare};
use crate::quantity::{Datum, Weight};
use crate::scoring::tests::cases::{Case, cases};
use crate::scoring::tests::of;
use crate::scoring::{
    AccountFacts, AccountPresence, CompiledModel, Criterion, ModelChangeKind, ScoreAnswer, ScoreComparison,
};

fn compared(before: &Case, after: &Case) -> (ScoreAnswer, ScoreAnswer, ScoreComparison) {
    let (first, second) = (before.compiled(), after.compiled());
    let (earlier, later) = (
        first.score(&before.accounts).unwrap(),
        second.score(&after.accounts).unwrap(),
    );
    let side = |model, scores| ScoreSide {
        model,
        scores,
        as_of: None,
    };
    let comparison = compare(side(&first, &earlier), side(&second, &later));
    (earlier, later, comparison)
}

/// Returns the later facts as the earlier model sees them, found without the code under test.
fn seen_by_the_earlier(before: &Case, after: &Case, account: &AccountFacts) -> AccountFacts {
    let earlier = before
        .accounts
        .iter()
        .find(|earlier| earlier.id == account.id)
        .unwrap();
    let facts: BTreeMap<_, _> = before
        .model
        .criteria
        .iter()
        .map(|criterion| {
            let same = |later: &Criterion| later.id == criterion.id && later.unit == criterion.unit;
            let common = after.model.criteria.iter().any(same);
            let facts = if common { &account.facts } else { &earlier.facts };
            (
                criterion.id.clone(),
                facts.get(&criterion.id).cloned().unwrap_or_default(),
            )
        })
        .collect();
    AccountFacts {
        facts,
        ..account.clone()
    }
}

fn reweighed(case: &Case, factor: impl Fn(usize) -> f64) -> Case {
    let mut case = case.clone();
    for (index, criterion) in case.model.criteria.iter_mut().enumerate() {
        criterion.weight = Weight::try_from(criterion.weight.get() * factor(index)).unwrap();
    }
    case
}

proptest! {
    #[test]
    fn steps_add_up_for_any_two_models_and_any_facts(before in cases(4), after in cases(4)) {
        let (earlier, later, comparison) = compared(&before, &after);
        for account in &comparison.accounts {
            let id = account.account_id.as_str();
            prop_assert_eq!(account.presence == AccountPresence::Both, account.before.is_some() && account.after.is_some());
            let Some(change) = &account.change else {
                let scored = |standing: &Option<crate::scoring::AccountStanding>| standing.as_ref().and_then(|standing| standing.score);
                prop_assert!(scored(&account.before).is_none() || scored(&account.after).is_none());
                continue;
            };
            let (then, now) = (of(&earlier, id), of(&later, id));
            let (steps, gates) = (change.facts_points + change.weights_points + change.model_points, change.gates_points);
            prop_assert_eq!(steps, now.score.unwrap() - then.score.unwrap());
            prop_assert_eq!(steps, change.score_change);
            prop_assert_eq!(steps + gates, now.final_score.unwrap() - then.final_score.unwrap());
            prop_assert_eq!(steps + gates, change.final_score_change);
            prop_assert_eq!(change.facts.iter().map(|fact| fact.points).sum::<f64>(), change.facts_points);
            prop_assert_eq!(change.facts.iter().rev().map(|fact| fact.points).sum::<f64>(), change.facts_points);
        }
        let ids = |scores: &ScoreAnswer| scores.accounts.iter().map(|account| account.account_id.clone()).collect::<std::collections::BTreeSet<_>>();
        prop_assert_eq!(comparison.accounts.len(), ids(&earlier).union(&ids(&later)).count());
    }

    #[test]
    fn the_facts_alone_do_what_the_earlier_model_says(before in cases(3), after in cases(3)) {
        let (earlier, _, comparison) = compared(&before, &after);
        for account in &after.accounts {
            let id = account.id.as_str();
            let Some(change) = comparison.accounts.iter().find(|change| change.account_id == account.id).and_then(|change| change.change.as_ref()) else { continue };
            let seen = seen_by_the_earlier(&before, &after, account);
            let expected = before.compiled().score(std::slice::from_ref(&seen)).unwrap().accounts[0].score;
            if let Some(expected) = expected {
                prop_assert_eq!(of(&earlier, id).score.unwrap() + change.facts_points, expected);
            }
            let earlier = before.accounts.iter().find(|earlier| earlier.id == account.id).unwrap();
            let differing = seen.facts.iter().filter(|(id, fact)| earlier.facts.get(*id) != Some(fact)).count();
            prop_assert_eq!(change.facts.len(), differing);
        }
    }

    #[test]
    fn what_did_not_change_does_nothing(case in cases(3), other in cases(3), factor in 1_u32..9) {
        let (_, _, same) = compared(&case, &case);
        prop_assert!(same.model_changes.is_empty());
        for change in same.accounts.iter().filter_map(|account| account.change.as_ref()) {
            prop_assert!(change.facts.is_empty());
            prop_assert_eq!((change.final_score_change, change.weights_points, change.model_points, change.gates_points), (0.0, 0.0, 0.0, 0.0));
        }
        // Other facts under the same model.
        let mut moved = case.clone();
        for (account, donor) in moved.accounts.iter_mut().zip(&other.accounts) {
            for (id, fact) in &mut account.facts {
                if let Some(Datum::Missing | Datum::Unknown) | None = donor.facts.get(id) {
                    *fact = Datum::Missing;
                }
            }
        }
        let (_, _, facts_only) = compared(&case, &moved);
        for change in facts_only.accounts.iter().filter_map(|account| account.change.as_ref()) {
            prop_assert_eq!((change.weights_points, change.model_points), (0.0, 0.0));
        }
        // Other weights for the same facts.
        let heavier = reweighed(&case, |index| if index == 0 { f64::from(factor) } else { 1.0 });
        let (_, _, weights_only) = compared(&case, &heavier);
        for change in weights_only.accounts.iter().filter_map(|account| account.change.as_ref()) {
            prop_assert_eq!((change.facts_points, change.model_points), (0.0, 0.0));
            prop_assert_eq!(change.weights_points, change.score_change);
        }
        prop_assert!(weights_only.model_changes.iter().all(|change| change.kind == ModelChangeKind::CriterionWeightChanged));
    }

    #[test]
    fn a_criterion_that_comes_with_its_weight_is_no_change_of_the_other_weights(case in cases(2), factor in 1_u32..9) {
        prop_assume!(case.model.criteria.len() > 1);
        let mut fewer = case.clone();
        let gone = fewer.model.criteria.pop().unwrap();
        fewer.model.gates.clear();
        for account in &mut fewer.accounts {
            account.facts.remove(&gone.id);
        }
        prop_assume!(CompiledModel::compile(&fewer.model).is_ok());
        let whole = reweighed(&case, |_| f64::from(factor));
        for (before, after) in [(&fewer, &whole), (&whole, &fewer)] {
            let (_, _, comparison) = compared(before, after);
            let ungrouped = case.model.groups.iter().all(|group| group.weight.is_none());
            for change in comparison.accounts.iter().filter_map(|account| account.change.as_ref()) {
                prop_assert_eq!(change.facts_points, 0.0);
                // A group that loses a criterion keeps its weight, so that only models without weighted groups are sure.
                if ungrouped {
                    prop_assert_eq!(change.weights_points, 0.0);
                }
            }
        }
    }

    #[test]
    fn the_way_back_is_the_way_there_negated(before in cases(3), after in cases(3)) {
        let (_, _, there) = compared(&before, &after);
        let (_, _, back) = compared(&after, &before);
        for account in &there.accounts {
            let mirrored = back.accounts.iter().find(|mirrored| mirrored.account_id == account.account_id).unwrap();
            let total = |change: &crate::scoring::AccountChange| change.change.as_ref().map(|change| change.final_score_change);
            prop_assert_eq!(total(account), total(mirrored).map(|change| 0.0 - change));
            prop_assert_eq!(account.places_up, mirrored.places_up.map(|places| -places));
        }
    }
}
