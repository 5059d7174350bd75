//! Scored accounts in the order of a second opinion.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::answer::{RankAnswer, RankMethodAnswer, RankWeight, RankedAccount};
use super::extremes::weighted;
use super::ranks::Ranked;
use super::{
    RankError, RankMethod, SpotisBounds, SpotisOptions, spotis, topsis, vikor, waspas, weighted_product,
    worst_of,
};
use crate::document::nearest;
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::second_opinion::promethee::{
    PrometheeAnswer, PrometheeSettings, flow_resolution, promethee,
};
use crate::scoring::shown::shown;
use crate::scoring::{
    AccountScore, AccountTable, Better, CompiledModel, Criterion, DecisionTable, Direction, RankAgreement,
    ScoreAnswer, TieGroup,
};

/// Returns the accounts that `model` scored with `scores` in the order of another method.
///
/// Accounts that a gate excludes, and those without a value in some criterion, are left out and listed. Caps of gates
/// hold the headline score alone. The order of accounts and criteria in the documents does not matter, to the last bit.
/// No accounts give an empty answer; a single one has rank 1, and each method says what it makes of it.
///
/// # Errors
///
/// [`RankError`] for cells that the method cannot use, with account and criterion, and for an expected point or a preference
/// function that does not fit the model.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::CompiledModel;
/// use keyaccount::scoring::second_opinion::{RankMethod, rank_accounts};
///
/// let model = CompiledModel::compile(&document::read(r#"{
///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Two criteria", "weights": "points",
///     "criteria": [
///         {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 3,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse"},
///         {"id": "effort", "name": "Effort", "meaning": "Hours of service", "unit": "hours per month", "weight": 1,
///          "direction": "less_is_better", "anchors": {"worst": 80, "best": 0}, "when_absent": "refuse"}]}"#)?)?;
/// let scores = model.score(&document::read::<Vec<_>>(r#"[{"id": "globex", "facts": {"growth": 18, "effort": 72}},
///     {"id": "initech", "facts": {"growth": 10, "effort": 40}}]"#)?)?;
/// let answer = rank_accounts(&model, &scores, &RankMethod::WorstOf)?;
/// let first = &answer.accounts[0];
/// assert_eq!((first.account_id.as_str(), first.measure), ("initech", 0.5));
/// assert_eq!((first.rank, first.headline_rank), (1, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rank_accounts(
    model: &CompiledModel,
    scores: &ScoreAnswer,
    method: &RankMethod,
) -> Result<RankAnswer, RankError> {
    let table = AccountTable::new(model, scores, method.basis());
    let view = table.view()?;
    let ids = table.account_ids.as_slice();
    let (ranked, answer) = opinion(model, &view, ids, method).map_err(|error| error.of_account(ids))?;
    let accounts = ranked_accounts(&ranked, ids, scores);
    let weights = view.columns().iter().zip(view.shares());
    Ok(RankAnswer {
        better: ranked.better,
        resolution: ranked.resolution,
        weights: weights
            .map(|(column, &share)| RankWeight {
                criterion_id: column.criterion_id.clone(),
                share,
            })
            .collect(),
        constant_criterion_ids: constant_criterion_ids(&view),
        rank_agreement: rank_agreement(&accounts),
        accounts,
        ties: ties(&ranked, ids),
        method: answer,
        left_out: table.left_out,
    })
}

fn opinion(
    model: &CompiledModel,
    view: &DecisionTable<'_>,
    ids: &[AccountId],
    method: &RankMethod,
) -> Result<(Ranked, RankMethodAnswer), RankError> {
    Ok(match method {
        RankMethod::WorstOf => {
            let (ranked, answer) = worst_of::opinion(view, ids)?;
            (ranked, RankMethodAnswer::WorstOf(answer))
        }
        RankMethod::WeightedProduct(options) => {
            let (ranked, answer) = weighted_product::opinion(view, ids, *options)?;
            (ranked, RankMethodAnswer::WeightedProduct(answer))
        }
        RankMethod::Waspas(options) => {
            let (ranked, answer) = waspas::opinion(view, ids, options)?;
            (ranked, RankMethodAnswer::Waspas(answer))
        }
        RankMethod::Topsis(options) => {
            let (ranked, answer) = topsis::opinion(view, ids, *options)?;
            (ranked, RankMethodAnswer::Topsis(answer))
        }
        RankMethod::Vikor(options) => {
            let (ranked, answer) = vikor::opinion(view, ids, *options)?;
            (ranked, RankMethodAnswer::Vikor(answer))
        }
        RankMethod::Spotis(options) => {
            let bounds = spotis_bounds(model, view, options)?;
            let (ranked, answer) = spotis::opinion(view, ids, &bounds)?;
            (ranked, RankMethodAnswer::Spotis(answer))
        }
        RankMethod::Promethee(settings) => {
            let (ranked, answer) = promethee_opinion(view, ids, settings)?;
            (ranked, RankMethodAnswer::Promethee(answer))
        }
    })
}

fn promethee_opinion(
    view: &DecisionTable<'_>,
    ids: &[AccountId],
    settings: &PrometheeSettings,
) -> Result<(Ranked, PrometheeAnswer), RankError> {
    let answer = promethee(view, ids, settings)?;
    let rows = answer.rows.iter().map(|row| (&row.account_id, row.net_flow));
    let net_flows: BTreeMap<&AccountId, f64> = rows.collect();
    let scores = ids
        .iter()
        .map(|id| net_flows.get(id).copied().unwrap_or_default());
    let resolution = flow_resolution(view.columns().len());
    Ok((Ranked::new(scores.collect(), Better::Higher, resolution), answer))
}

/// Returns the anchors of the columns with what is expected of each; a target stands as a value, from 0 to 1.
pub(super) fn spotis_bounds(
    model: &CompiledModel,
    view: &DecisionTable<'_>,
    options: &SpotisOptions,
) -> Result<Vec<SpotisBounds>, RankError> {
    let criteria = model.model().criteria.iter();
    let anchored = criteria.filter_map(|criterion| Some((&criterion.id, anchored(criterion)?)));
    bounds_of(&anchored.collect(), view, options)
}

/// Returns the bounds of the columns with what is expected of each; a criterion without anchors stands as a value.
pub(super) fn bounds_of(
    anchored: &BTreeMap<&CriterionId, SpotisBounds>,
    view: &DecisionTable<'_>,
    options: &SpotisOptions,
) -> Result<Vec<SpotisBounds>, RankError> {
    let mut expected: BTreeMap<&CriterionId, f64> = BTreeMap::new();
    for (index, point) in options.expected_point.iter().enumerate() {
        let criterion_id = || point.criterion_id.clone();
        let Some(bounds) = anchored.get(&point.criterion_id) else {
            let known = anchored.keys().map(|id| id.as_str());
            return Err(RankError::ExpectedCriterion {
                index,
                nearest: nearest(point.criterion_id.as_str(), known).map(str::to_owned),
                criterion_id: criterion_id(),
            });
        };
        if !(bounds.low..=bounds.high).contains(&point.value) {
            return Err(RankError::ExpectedOutside {
                index,
                criterion_id: criterion_id(),
                expected: format!("between {} and {}", shown(bounds.low), shown(bounds.high)),
                found: shown(point.value),
            });
        }
        if expected.insert(&point.criterion_id, point.value).is_some() {
            return Err(RankError::ExpectedTwice {
                index,
                criterion_id: criterion_id(),
            });
        }
    }
    let of_column = |id: &CriterionId| {
        let value = SpotisBounds {
            low: 0.0,
            high: 1.0,
            expected: 1.0,
        };
        let bounds = anchored.get(id).copied().unwrap_or(value);
        SpotisBounds {
            expected: expected.get(id).copied().unwrap_or(bounds.expected),
            ..bounds
        }
    };
    Ok(view
        .columns()
        .iter()
        .map(|column| of_column(&column.criterion_id))
        .collect())
}

fn anchored(criterion: &Criterion) -> Option<SpotisBounds> {
    let anchors = criterion.anchors?;
    let (low, high) = match criterion.direction {
        Direction::LessIsBetter => (anchors.best, anchors.worst),
        _ => (anchors.worst, anchors.best),
    };
    let expected = anchors.best;
    Some(SpotisBounds { low, high, expected })
}

pub(super) fn constant_criterion_ids(view: &DecisionTable<'_>) -> Vec<CriterionId> {
    if view.rows() < 2 {
        return Vec::new();
    }
    let constant = |values: &[f64]| {
        let mut pairs = values.iter().zip(values.iter().skip(1));
        pairs.all(|(left, right)| left.partial_cmp(right) == Some(Ordering::Equal))
    };
    weighted(view)
        .into_iter()
        .filter(|(_, column, _)| constant(column.values))
        .map(|(_, column, _)| column.criterion_id.clone())
        .collect()
}

fn ranked_accounts(ranked: &Ranked, ids: &[AccountId], scores: &ScoreAnswer) -> Vec<RankedAccount> {
    let by_id: BTreeMap<&AccountId, &AccountScore> = scores
        .accounts
        .iter()
        .map(|account| (&account.account_id, account))
        .collect();
    let headline = |row: usize| ids.get(row).and_then(|id| by_id.get(id)).copied();
    // The accounts compared, by their rank among all; every one of them has a score and a rank.
    let mut headline_ranks: Vec<u32> = (0..ids.len()).filter_map(|row| headline(row)?.rank).collect();
    headline_ranks.sort_unstable();
    let groups: Vec<&[usize]> = ranked.groups().collect();
    let next = groups
        .iter()
        .skip(1)
        .map(|group| group.first().map(|&row| ranked.score(row)));
    let mut accounts = Vec::with_capacity(ids.len());
    for (group, next) in groups.iter().zip(next.chain([None])) {
        for &row in *group {
            let Some(account) = headline(row) else { continue };
            let before = headline_ranks.partition_point(|&rank| Some(rank) < account.rank);
            let measure = ranked.score(row);
            accounts.push(RankedAccount {
                account_id: account.account_id.clone(),
                name: account.name.clone(),
                rank: ranked.rank(row),
                measure,
                ahead_of_next: next.map(|next| (measure - next).abs()),
                headline_rank: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
                headline_score: account.final_score.unwrap_or_default(),
            });
        }
    }
    accounts
}

fn rank_agreement(accounts: &[RankedAccount]) -> RankAgreement {
    let ranks = |account: &RankedAccount| (f64::from(account.headline_rank), f64::from(account.rank));
    RankAgreement::of_pairs(&accounts.iter().map(ranks).collect::<Vec<_>>(), Better::Lower)
}

fn ties(ranked: &Ranked, ids: &[AccountId]) -> Vec<TieGroup> {
    let tied = ranked.groups().filter(|group| group.len() > 1);
    tied.map(|group| {
        let measures = || group.iter().map(|&row| ranked.score(row));
        let ends = measures().reduce(f64::max).zip(measures().reduce(f64::min));
        TieGroup {
            rank: group.first().map(|&row| ranked.rank(row)).unwrap_or_default(),
            account_ids: group.iter().filter_map(|&row| ids.get(row).cloned()).collect(),
            spread: ends.map_or(0.0, |(highest, lowest)| highest - lowest),
        }
    })
    .collect()
}
