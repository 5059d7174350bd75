//! Accounts in the partial order of PROMETHEE I and the complete order of PROMETHEE II.

use super::flows::each_criterion;
use super::{
    IncomparablePair, PairRelation, PrometheeAccount, PrometheeAnswer, PrometheeContribution,
    PrometheeCriterion, PrometheeError, PrometheeSettings,
};
use crate::scoring::{AccountTable, TieGroup, grid};

/// The most accounts for which every incomparable pair is listed; the relation to the next one is always given.
pub const INCOMPARABLE_ACCOUNT_LIMIT: usize = 200;

/// Returns the accounts of `table` by net flow, with what each criterion gave and which pairs cannot be compared.
///
/// Ranks follow the competition rule (1, 1, 3), with ties measured from their leader; inside a tie the order is by id.
/// No account, or one: flows of 0. Formulas and source: see [the module](self).
///
/// # Errors
///
/// As for [`promethee_flows`](super::promethee_flows).
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::{AccountTable, CompiledModel, PairRelation, PrometheeSettings, TableBasis, promethee};
///
/// let model = CompiledModel::compile(&document::read(r#"{
///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Two criteria", "weights": "points",
///     "criteria": [
///         {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 1,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse"},
///         {"id": "effort", "name": "Effort", "meaning": "Hours that it takes", "unit": "hours per year", "weight": 1,
///          "direction": "less_is_better", "anchors": {"worst": 100, "best": 0}, "when_absent": "refuse"}]}"#)?)?;
/// let scores = model.score(&document::read::<Vec<_>>(r#"[
///     {"id": "globex", "facts": {"growth": 12, "effort": 80}},
///     {"id": "initech", "facts": {"growth": 5, "effort": 20}},
///     {"id": "umbra", "facts": {"growth": 5, "effort": 90}}]"#)?)?;
/// let table = AccountTable::new(&model, &scores, TableBasis::Raw);
/// let answer = promethee(&table, &PrometheeSettings::default())?;
/// let order: Vec<_> = answer.accounts.iter().map(|account| (account.account_id.as_str(), account.net_flow)).collect();
/// assert_eq!(order, [("globex", 0.5), ("initech", 0.25), ("umbra", -0.75)]);
/// assert_eq!(answer.accounts[0].to_next, Some(PairRelation::Preferred));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn promethee(
    table: &AccountTable,
    settings: &PrometheeSettings,
) -> Result<PrometheeAnswer, PrometheeError> {
    let view = table.view()?;
    let prepared = settings.prepared(&view)?;
    let columns = || view.columns().iter().zip(view.shares()).zip(&prepared);
    let criteria = columns().map(|((column, &share), prepared)| PrometheeCriterion {
        criterion_id: column.criterion_id.clone(),
        better: column.better,
        share,
        function: prepared.function,
    });
    let criteria: Vec<_> = criteria.collect();
    let accounts = table.account_ids.iter().map(|account_id| PrometheeAccount {
        account_id: account_id.clone(),
        rank: 1,
        positive_flow: 0.0,
        negative_flow: 0.0,
        net_flow: 0.0,
        to_next: None,
        contributions: Vec::with_capacity(criteria.len()),
    });
    let mut accounts: Vec<_> = accounts.collect();
    each_criterion(&view, &prepared, |index, units_at_best, flows| {
        let Some(criterion) = criteria.get(index) else {
            return;
        };
        let rows = accounts.iter_mut().zip(&flows.positive).zip(&flows.negative);
        for ((account, plus), minus) in rows {
            let part = |flow: f64| grid::points(grid::whole(units_at_best * flow));
            let (positive, negative) = (part(*plus), part(*minus));
            account.positive_flow += positive;
            account.negative_flow += negative;
            account.net_flow += positive - negative;
            account.contributions.push(PrometheeContribution {
                criterion_id: criterion.criterion_id.clone(),
                net_flow: plus - minus,
                contribution: positive - negative,
            });
        }
    })?;
    let resolution_units = 4.0 * (criteria.iter().map(|_| 1.0).sum::<f64>() + 1.0);
    let resolution = grid::points(resolution_units);
    let ties = rank(&mut accounts, resolution);
    let to_next: Vec<_> = accounts
        .windows(2)
        .map(|pair| match pair {
            [account, next] => Some(relation(account, next, resolution)),
            _ => None,
        })
        .collect();
    for (account, relation) in accounts.iter_mut().zip(to_next) {
        account.to_next = relation;
    }
    Ok(PrometheeAnswer {
        resolution,
        criteria,
        ties,
        incomparable: incomparable(&accounts, resolution),
        left_out: table.left_out.clone(),
        accounts,
    })
}

/// Sorts the accounts by net flow, gives them ranks and returns the ties.
fn rank(accounts: &mut [PrometheeAccount], resolution: f64) -> Vec<TieGroup> {
    accounts.sort_by(|left, right| {
        let by_flow = right.net_flow.total_cmp(&left.net_flow);
        by_flow.then_with(|| left.account_id.cmp(&right.account_id))
    });
    let (mut rest, mut rank, mut ties) = (accounts, 1, Vec::new());
    while let Some(leader) = rest.first().map(|leader| leader.net_flow) {
        let below = |account: &PrometheeAccount| leader - account.net_flow;
        let tied = rest.iter().take_while(|account| below(account) <= resolution);
        let length = tied.count().max(1);
        let (group, after) = rest.split_at_mut(length);
        let spread = group.last().map_or(0.0, below);
        group.sort_by(|left, right| left.account_id.cmp(&right.account_id));
        for account in &mut *group {
            account.rank = rank;
        }
        if length > 1 {
            ties.push(TieGroup {
                rank,
                account_ids: group.iter().map(|account| account.account_id.clone()).collect(),
                spread,
            });
        }
        rank = rank.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
        rest = after;
    }
    ties
}

/// Returns how `account` stands to `other`, which does not rank above it.
fn relation(account: &PrometheeAccount, other: &PrometheeAccount, resolution: f64) -> PairRelation {
    let positive = account.positive_flow - other.positive_flow;
    let negative = other.negative_flow - account.negative_flow;
    if positive.max(negative) > resolution && positive.min(negative) < -resolution {
        PairRelation::Incomparable
    } else if account.rank == other.rank {
        PairRelation::Indifferent
    } else {
        PairRelation::Preferred
    }
}

fn incomparable(accounts: &[PrometheeAccount], resolution: f64) -> Option<Vec<IncomparablePair>> {
    if accounts.len() > INCOMPARABLE_ACCOUNT_LIMIT {
        return None;
    }
    let mut pairs = Vec::new();
    let mut rest = accounts;
    while let Some((account, after)) = rest.split_first() {
        let others = after
            .iter()
            .filter(|other| relation(account, other, resolution) == PairRelation::Incomparable);
        pairs.extend(others.map(|other| IncomparablePair {
            account_id: account.account_id.clone(),
            other_account_id: other.account_id.clone(),
        }));
        rest = after;
    }
    Some(pairs)
}
