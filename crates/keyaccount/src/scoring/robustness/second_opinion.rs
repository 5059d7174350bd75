//! Does leaving one account out swap others in a second opinion?

use serde::Serialize;

use super::{RankReversalError, Reversal, RobustnessError, rank_reversal};
use crate::quantity::AccountId;
use crate::scoring::second_opinion::promethee::{PreferenceFunction, PrometheeSettings};
use crate::scoring::second_opinion::{RankError, RankMethod, row_ranks};
use crate::scoring::{AccountTable, CompiledModel, LeftOut, ScoreAnswer};

/// The most accounts that are left out in turn where PROMETHEE compares every two of them by the Gaussian function.
const MOST_GAUSSIAN_ROWS: usize = 400;

/// What leaving each account out does to the order of a second opinion.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SecondOpinionReversals {
    /// The method that was tested.
    pub method: RankMethod,
    /// The number of accounts that were left out in turn.
    pub account_count: u32,
    /// The accounts whose absence swaps others, by id; none where the order is as firm as that of the headline.
    pub reversals: Vec<AccountReversal>,
    /// The accounts that the method does not compare at all, by id.
    pub left_out: Vec<LeftOut>,
}

/// What leaving one account out does to the order of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountReversal {
    /// The account that was left out.
    pub without_account_id: AccountId,
    /// The number of pairs of others whose order turns round; pairs that tie before or after do not count.
    pub swapped_pair_count: u64,
    /// The first ten of these pairs from the top.
    pub swaps: Vec<AccountSwap>,
    /// The account that led the others, and the one that leads without it, where they are not the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leader_change: Option<AccountSwap>,
}

/// Two accounts that change places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountSwap {
    /// The account that is ahead when all are compared.
    pub account_id: AccountId,
    /// The account that is ahead when one is left out.
    pub other_account_id: AccountId,
}

/// Returns what leaving each account out does to the order of `method`.
pub(super) fn second_opinion_reversals(
    model: &CompiledModel,
    scores: &ScoreAnswer,
    method: &RankMethod,
) -> Result<SecondOpinionReversals, RobustnessError> {
    let table = AccountTable::new(model, scores, method.basis());
    let ids = table.account_ids.as_slice();
    let view = table.view().map_err(RankReversalError::Table)?;
    if uses_gaussian(method) && view.rows() > MOST_GAUSSIAN_ROWS {
        let (most, found) = (MOST_GAUSSIAN_ROWS, view.rows());
        return Err(RankReversalError::TooManyRows { most, found }.into());
    }
    // Ranks already tie what means nothing.
    let found = rank_reversal(&view, 0.0, |table| {
        let ranks = row_ranks(model, table, method)?;
        Ok(ranks.into_iter().map(|rank| -f64::from(rank)).collect())
    });
    let found = found.map_err(|error| of_account(error, ids))?;
    Ok(SecondOpinionReversals {
        method: method.clone(),
        account_count: u32::try_from(found.rows).unwrap_or(u32::MAX),
        reversals: found
            .reversals
            .iter()
            .filter_map(|reversal| named(reversal, ids))
            .collect(),
        left_out: table.left_out,
    })
}

fn uses_gaussian(method: &RankMethod) -> bool {
    let RankMethod::Promethee(PrometheeSettings { preferences }) = method else {
        return false;
    };
    preferences
        .iter()
        .any(|preference| matches!(preference.function, PreferenceFunction::Gaussian(_)))
}

/// Returns the error with the account of its cell, whose row is that of the table without the row left out.
fn of_account(error: RankReversalError<RankError>, ids: &[AccountId]) -> RankReversalError<RankError> {
    let RankReversalError::Method { error, left_out_row } = error else {
        return error;
    };
    let rows = ids
        .iter()
        .enumerate()
        .filter(|(row, _)| Some(*row) != left_out_row);
    let ids: Vec<AccountId> = rows.map(|(_, id)| id.clone()).collect();
    let error = error.of_account(&ids);
    RankReversalError::Method { error, left_out_row }
}

fn named(reversal: &Reversal, ids: &[AccountId]) -> Option<AccountReversal> {
    let swap = |&(ahead, other): &(usize, usize)| {
        Some(AccountSwap {
            account_id: ids.get(ahead)?.clone(),
            other_account_id: ids.get(other)?.clone(),
        })
    };
    Some(AccountReversal {
        without_account_id: ids.get(reversal.left_out_row)?.clone(),
        swapped_pair_count: reversal.swapped_pairs,
        swaps: reversal.swaps.iter().filter_map(swap).collect(),
        leader_change: reversal.leader_change.as_ref().and_then(swap),
    })
}
