//! Why one account stands above another.

use std::cmp::Ordering;

use super::answer::{PairExplanation, PairOrder, PairPart, PairReason, PairSide};
use super::sentences;
use crate::scoring::{AccountScore, CompiledModel, ScoreAnswer};

/// Returns how `account` stands to `other` and what the difference is made of.
pub(super) fn explain_pair(
    model: &CompiledModel,
    scores: &ScoreAnswer,
    account: &AccountScore,
    other: &AccountScore,
) -> PairExplanation {
    let difference = |one: Option<f64>, other: Option<f64>| Some(one? - other? + 0.0);
    let score_difference = difference(account.score, other.score);
    let order = order(account, other);
    let tolerance = scores.tie_tolerance + scores.resolution;
    let mut pair = PairExplanation {
        account_id: account.account_id.clone(),
        other_account_id: other.account_id.clone(),
        order,
        reason: reason(account, other, order, score_difference, tolerance),
        score_difference,
        final_score_difference: difference(account.final_score, other.final_score),
        parts: Vec::new(),
        gates: account.gates.clone(),
        other_gates: other.gates.clone(),
        sentences: Vec::new(),
    };
    if let Some(difference) = score_difference {
        pair.parts = parts(model, account, other);
        if pair.reason == PairReason::Score && difference.abs() > scores.resolution {
            mark_deciding(&mut pair.parts, difference);
        }
    }
    pair.sentences = sentences::of_pair(model, account, other, &pair);
    pair
}

fn order(account: &AccountScore, other: &AccountScore) -> PairOrder {
    match (account.rank, other.rank) {
        (None, None) => PairOrder::Unranked,
        (Some(_), None) => PairOrder::Above,
        (None, Some(_)) => PairOrder::Below,
        (Some(rank), Some(of_other)) => match rank.cmp(&of_other) {
            Ordering::Less => PairOrder::Above,
            Ordering::Equal => PairOrder::Tied,
            Ordering::Greater => PairOrder::Below,
        },
    }
}

/// Returns what the order comes from: a missing score before an exclusion, an exclusion before a cap.
fn reason(
    account: &AccountScore,
    other: &AccountScore,
    order: PairOrder,
    score_difference: Option<f64>,
    tolerance: f64,
) -> PairReason {
    let Some(difference) = score_difference else {
        return PairReason::NoScore;
    };
    if account.excluded || other.excluded {
        return PairReason::Exclusion;
    }
    let capped = |account: &AccountScore| account.final_score != account.score;
    let by_score = match order {
        PairOrder::Above => difference > 0.0,
        PairOrder::Below => difference < 0.0,
        PairOrder::Tied | PairOrder::Unranked => difference.abs() <= tolerance,
    };
    if by_score || !(capped(account) || capped(other)) {
        PairReason::Score
    } else {
        PairReason::Cap
    }
}

fn parts(model: &CompiledModel, account: &AccountScore, other: &AccountScore) -> Vec<PairPart> {
    let both = account.contributions.iter().zip(&other.contributions);
    let mut parts: Vec<PairPart> = model
        .model
        .criteria
        .iter()
        .zip(both)
        .map(|(criterion, (of_account, of_other))| {
            let difference = of_account.points - of_other.points + 0.0;
            PairPart {
                criterion_id: criterion.id.clone(),
                name: criterion.name.clone(),
                fact: of_account.fact,
                known_on: of_account.known_on,
                other_fact: of_other.fact,
                other_known_on: of_other.known_on,
                points: of_account.points,
                other_points: of_other.points,
                difference,
                speaks_for: match difference.total_cmp(&0.0) {
                    Ordering::Greater => PairSide::Account,
                    Ordering::Less => PairSide::Other,
                    Ordering::Equal => PairSide::Neither,
                },
                decides: false,
            }
        })
        .collect();
    parts.sort_by(|one, other| {
        let sizes = other.difference.abs().total_cmp(&one.difference.abs());
        sizes.then_with(|| one.criterion_id.cmp(&other.criterion_id))
    });
    parts
}

/// Marks the largest differences in favour of the higher score, as many as outweigh all that speaks for the lower.
fn mark_deciding(parts: &mut [PairPart], difference: f64) {
    let winner = if difference > 0.0 {
        PairSide::Account
    } else {
        PairSide::Other
    };
    let against: f64 = parts
        .iter()
        .filter(|part| part.speaks_for != winner)
        .map(|part| part.difference.abs())
        .sum();
    let mut outweighed = 0.0;
    for part in parts.iter_mut().filter(|part| part.speaks_for == winner) {
        if outweighed > against {
            return;
        }
        part.decides = true;
        outweighed += part.difference.abs();
    }
}
