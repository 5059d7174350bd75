//! What the cells of a grid hold.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::answer::{CellMove, CellRevenue, CellSummary, MatrixStanding, PlacedAccount};
use super::{Grid, MatrixError};
use crate::quantity::{AccountId, Currency, EntityId, Money, Share};
use crate::value::{self, ratio};

/// Returns what each cell holds, in the order of the grid.
pub(super) fn summaries(grid: &Grid, accounts: &[PlacedAccount]) -> Result<Vec<CellSummary>, MatrixError> {
    let placed: Vec<&PlacedAccount> = accounts
        .iter()
        .filter(|account| account.standing == MatrixStanding::Placed)
        .collect();
    let total = known_revenue(placed.iter().copied())?;
    let has_forecast = accounts.iter().any(|account| account.forecast.is_some());
    let mut cells = Vec::with_capacity(grid.cells.len());
    for cell in &grid.cells {
        let inside: Vec<&PlacedAccount> = placed
            .iter()
            .copied()
            .filter(|account| account.cell_id.as_ref() == Some(&cell.id))
            .collect();
        let account_ids: BTreeSet<&AccountId> = inside.iter().map(|account| &account.account_id).collect();
        let account_count = count(&inside);
        let expected = accounts
            .iter()
            .filter(|account| expected_cell(account) == Some(&cell.id));
        cells.push(CellSummary {
            cell_id: cell.id.clone(),
            account_count,
            account_share: Share::try_from(f64::from(account_count) / f64::from(count(&placed))).ok(),
            account_ids: account_ids.into_iter().cloned().collect(),
            revenue: match total {
                Some((total, _)) => Some(revenue_of(&inside, total)?),
                None => None,
            },
            forecast_count: has_forecast.then(|| count(expected)),
        });
    }
    Ok(cells)
}

/// Returns the expected moves, in the order of the grid.
pub(super) fn moves(grid: &Grid, accounts: &[PlacedAccount]) -> Vec<CellMove> {
    let places: BTreeMap<&EntityId, usize> = grid
        .cells
        .iter()
        .enumerate()
        .map(|(index, cell)| (&cell.id, index))
        .collect();
    let mut moving: BTreeMap<(usize, usize), BTreeSet<&AccountId>> = BTreeMap::new();
    for account in accounts {
        let place = |cell: Option<&EntityId>| cell.and_then(|cell| places.get(cell)).copied();
        let (from, to) = (place(cell_now(account)), place(expected_cell(account)));
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            moving.entry((from, to)).or_default().insert(&account.account_id);
        }
    }
    let id = |index: usize| grid.cells.get(index).map(|cell| cell.id.clone());
    moving
        .into_iter()
        .filter_map(|((from, to), ids)| {
            Some(CellMove {
                from_cell_id: id(from)?,
                to_cell_id: id(to)?,
                account_ids: ids.into_iter().cloned().collect(),
            })
        })
        .collect()
}

/// Returns the length of a list as the answers count it.
pub(super) fn count(list: impl IntoIterator) -> u32 {
    u32::try_from(list.into_iter().count()).unwrap_or(u32::MAX)
}

/// Returns the cell in which an account counts today.
fn cell_now(account: &PlacedAccount) -> Option<&EntityId> {
    counted_cell(account.standing, account.cell_id.as_ref())
}

/// Returns the cell in which an account is expected to count: that of today where there is no forecast.
fn expected_cell(account: &PlacedAccount) -> Option<&EntityId> {
    match &account.forecast {
        Some(forecast) => counted_cell(forecast.standing, forecast.cell_id.as_ref()),
        None => cell_now(account),
    }
}

/// Returns the cell of an account that counts, nothing for one that is only shown there.
pub(super) fn counted_cell(standing: MatrixStanding, cell_id: Option<&EntityId>) -> Option<&EntityId> {
    cell_id.filter(|_| standing == MatrixStanding::Placed)
}

fn revenue_of(inside: &[&PlacedAccount], total: Money) -> Result<CellRevenue, MatrixError> {
    let (known, known_count) = match known_revenue(inside.iter().copied())? {
        Some(known) => known,
        None => (sum(&[], total.currency).ok_or(MatrixError::Overflow)?, 0),
    };
    let share = (!total.amount.is_zero()).then(|| ratio(known, total));
    Ok(CellRevenue {
        known,
        known_count,
        share: share.and_then(|share| Share::try_from(share).ok()),
    })
}

/// Returns the exact sum of the known revenue and the number of accounts with one; nothing where there is none.
fn known_revenue<'a>(
    accounts: impl Iterator<Item = &'a PlacedAccount>,
) -> Result<Option<(Money, u32)>, MatrixError> {
    let amounts: Vec<Money> = accounts.filter_map(|account| account.revenue).collect();
    let Some(currency) = amounts.first().map(|amount| amount.currency) else {
        return Ok(None);
    };
    let sum = sum(&amounts, currency).ok_or(MatrixError::Overflow)?;
    Ok(Some((sum, count(&amounts))))
}

fn sum(amounts: &[Money], currency: Currency) -> Option<Money> {
    let amounts: Vec<Decimal> = amounts.iter().map(|amount| amount.amount).collect();
    value::Grid::sum(&amounts, currency)
}
