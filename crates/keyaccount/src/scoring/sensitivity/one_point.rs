//! What one step of one rating changes.

use super::answer::{OnePointTest, RatingFlip};
use super::question::RatingStep;
use crate::quantity::{AccountId, Datum};
use crate::scoring::model::Criterion;
use crate::scoring::ranked_values::RankedValues;
use crate::scoring::{AccountFacts, AccountScore, CompiledModel, ScoreAnswer};

/// Returns the ratings of which one step up or down changes the lead: those of the leader that are overrated by a step, and
/// those of a rival that are underrated.
///
/// Each account is scored again with the changed rating, so that gates and caps count as they would.
pub(super) fn one_point_test(
    model: &CompiledModel,
    scores: &ScoreAnswer,
    ranked: &RankedValues<'_>,
    step: RatingStep,
) -> OnePointTest {
    let criteria = &model.model().criteria;
    let rated = criteria.iter().filter(|criterion| !criterion.rubric.is_empty());
    let mut test = OnePointTest {
        step,
        criterion_ids: rated.map(|criterion| criterion.id.clone()).collect(),
        flips: Vec::new(),
    };
    let Some(leader) = ranked.accounts.first() else {
        return test;
    };
    let lead = leader.final_score.unwrap_or_default();
    let runner_up = ranked.accounts.get(1);
    let second = runner_up
        .and_then(|account| account.final_score)
        .unwrap_or(f64::NEG_INFINITY);
    let rest = scores
        .accounts
        .iter()
        .filter(|account| account.account_id != leader.account_id);
    let rivals = rest.filter(|account| could_reach(account, lead));
    for account in std::iter::once(*leader).chain(rivals) {
        let is_leader = account.account_id == leader.account_id;
        let mut take = |changed: Changed| {
            let score = changed.score.unwrap_or(f64::NEG_INFINITY);
            let (turns, next) = if is_leader {
                (
                    second > score + scores.resolution,
                    runner_up.map(|account| &account.account_id),
                )
            } else {
                (score > lead + scores.resolution, Some(&account.account_id))
            };
            test.flips
                .extend(next.filter(|_| turns).map(|next| changed.flip(account, next)));
        };
        for (index, criterion) in criteria
            .iter()
            .enumerate()
            .filter(|(_, criterion)| !criterion.rubric.is_empty())
        {
            for changed in steps(model, account, index, criterion, step) {
                take(changed);
            }
        }
    }
    test
}

/// A rating one step away, with the score of the account then; nothing where it would have no place in the order.
struct Changed<'a> {
    criterion: &'a Criterion,
    rating: f64,
    new_rating: f64,
    score: Option<f64>,
}

impl Changed<'_> {
    fn flip(&self, account: &AccountScore, leader_account_id: &AccountId) -> RatingFlip {
        RatingFlip {
            account_id: account.account_id.clone(),
            criterion_id: self.criterion.id.clone(),
            rating: self.rating,
            changed_rating: self.new_rating,
            leader_account_id: leader_account_id.clone(),
        }
    }
}

/// Returns whether the best possible value of one criterion could lift the account to `lead`: an account that a gate caps or
/// excludes may always leap.
fn could_reach(account: &AccountScore, lead: f64) -> bool {
    let rooms = account
        .contributions
        .iter()
        .map(|part| part.points_at_best - part.points);
    let room = rooms.fold(0.0, f64::max);
    !account.gates.is_empty() || account.final_score.is_some_and(|score| score + room >= lead)
}

/// Returns the rating of an account one step down and one step up, where there is such a step.
fn steps<'a>(
    model: &CompiledModel,
    account: &AccountScore,
    index: usize,
    criterion: &'a Criterion,
    step: RatingStep,
) -> Vec<Changed<'a>> {
    let Some(Datum::Value(rating)) = account.contributions.get(index).map(|part| part.fact) else {
        return Vec::new();
    };
    let levels = || criterion.rubric.iter().map(|level| f64::from(level.level));
    let (down, up) = match step {
        RatingStep::RatingPoint => (Some(rating - 1.0), Some(rating + 1.0)),
        RatingStep::RubricLevel => (
            levels().rfind(|level| *level < rating),
            levels().find(|level| *level > rating),
        ),
    };
    let prepared = model.criteria.iter().find(|prepared| prepared.index == index);
    let (low, high) = prepared.map_or((rating, rating), |prepared| {
        (prepared.curve.low, prepared.curve.high)
    });
    let ratings = [down, up]
        .into_iter()
        .flatten()
        .filter(|changed| (low..=high).contains(changed));
    ratings
        .map(|new_rating| Changed {
            criterion,
            rating,
            new_rating,
            score: score_with(model, account, index, new_rating),
        })
        .collect()
}

/// Returns the final score of an account with one other rating, nothing where a gate then excludes it.
fn score_with(model: &CompiledModel, account: &AccountScore, index: usize, rating: f64) -> Option<f64> {
    let facts = account.contributions.iter().enumerate().map(|(at, part)| {
        let fact = if at == index {
            Datum::Value(rating)
        } else {
            part.fact
        };
        (part.criterion_id.clone(), fact.into())
    });
    let changed = AccountFacts {
        id: account.account_id.clone(),
        name: None,
        facts: facts.collect(),
        earlier: Vec::new(),
    };
    let answer = model.score(&[changed]).ok()?;
    let scored = answer.accounts.first()?;
    scored.final_score.filter(|_| !scored.excluded)
}
