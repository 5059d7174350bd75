//! Placing accounts in a grid.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{AxisSide, ForecastPlace, MatrixAnswer, MatrixStanding, NextCell, PlacedAccount};
use super::axis_place::Standing;
use super::axis_reading::{Measured, Scored};
use super::check::CheckedGrid;
use super::summary::{count, counted_cell, moves, summaries};
use super::{AccountForecast, MatrixDetail, MatrixError, MatrixInput, RelationshipStage};
use crate::document::nearest;
use crate::quantity::{AccountId, CriterionId, Currency, Datum, EntityId, Money};
use crate::scoring::{AccountFacts, AccountScore, CompiledModel, GateEffect, ScoreAnswer, ScoreError};

/// Returns the cell of every account, what could move it, and what each cell holds.
///
/// An account stands in the cell of its two levels; a value exactly on a cut belongs to the level above (within the
/// resolution of the scores). A group is measured by its own score: its criteria alone, on the scale of the model. An
/// account that a gate excludes, or that has no value on an axis, is listed and counts in no cell; the same holds for its
/// forecast, whose facts gates judge anew. An empty list gives empty cells. Source of the form: portfolio analysis by McDonald, Millman and Wilson 1995, Kraljic 1983 (field-map
/// rows 10 and 14); distances, intervals and moves are the house's.
///
/// # Errors
///
/// [`MatrixError`] for a faulty grid (cuts that do not ascend, a pair of levels without a cell or with two), a group or
/// an account that does not exist, a negative revenue, two currencies, and for accounts that cannot be scored.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::ChosenModel;
/// use keyaccount::scoring::matrix::{MatrixInput, chosen_grid, matrix};
///
/// let chosen = ChosenModel::new(None, Some("attractiveness-strength"))?;
/// let accounts = document::read::<Vec<_>>(r#"[{"id": "globex", "facts": {
///     "attractiveness_growth_potential": 8, "strength_price": 4, "strength_reputation": 6}}]"#)?;
/// let grid = chosen_grid(None, Some("mcdonald-woodburn"))?;
/// let answer = matrix(&MatrixInput {
///     grid: &grid, model: &chosen.compiled, second_model: None, accounts: &accounts, as_of: None, details: &[] })?;
/// let globex = &answer.accounts[0];
/// assert_eq!(globex.cell_id.as_ref().map(|cell| cell.as_str()), Some("selective-investment"));
/// assert_eq!(globex.next_cells[0].points_away, 0.5);
/// assert!(!globex.firm, "most facts are still open");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn matrix(input: &MatrixInput<'_>) -> Result<MatrixAnswer, MatrixError> {
    let grid = CheckedGrid::new(input.grid, input.model, input.second_model)?;
    let details = details_by_account(input)?;
    let now = Scores::new(input, input.accounts).map_err(MatrixError::Scores)?;
    let then = Scores::new(input, &expected_facts(input)).map_err(MatrixError::Forecasts)?;
    let (now, then) = (Rows::new(&now), Rows::new(&then));

    let mut accounts = Vec::with_capacity(input.accounts.len());
    for facts in input.accounts {
        let detail = details.get(&facts.id).copied();
        let stage = detail.map_or(Datum::Missing, |detail| detail.stage);
        let Some(measured) = now.measured(&facts.id, stage) else {
            continue;
        };
        let mut account = placed(&grid, &measured);
        if let Some(detail) = detail {
            account.revenue = detail.revenue.value().copied();
            let expected = detail.forecast.as_ref().and_then(|forecast| {
                let measured = then.measured(&facts.id, expected_stage(detail, forecast))?;
                Some(forecast_place(&grid, &measured, &account))
            });
            account.forecast = expected;
        }
        accounts.push(account);
    }
    accounts.sort_by(in_order);
    let number = |wanted: MatrixStanding| count(accounts.iter().filter(|account| account.standing == wanted));
    Ok(MatrixAnswer {
        placed_count: number(MatrixStanding::Placed),
        excluded_count: number(MatrixStanding::ExcludedByGate),
        not_placed_count: number(MatrixStanding::NotPlaced),
        unsure_count: count(accounts.iter().filter(|account| !account.firm)),
        cells: summaries(input.grid, &accounts)?,
        moves: moves(input.grid, &accounts),
        grid: input.grid.clone(),
        accounts,
    })
}

/// What the models make of a list of accounts.
struct Scores<'a> {
    first: (&'a CompiledModel, ScoreAnswer),
    second: Option<(&'a CompiledModel, ScoreAnswer)>,
}

impl<'a> Scores<'a> {
    fn new(input: &MatrixInput<'a>, accounts: &[AccountFacts]) -> Result<Self, ScoreError> {
        let score =
            |model: &CompiledModel, accounts: &[AccountFacts]| model.score_as_of(accounts, input.as_of);
        let Some(second) = input.second_model else {
            return Ok(Self {
                first: (input.model, score(input.model, accounts)?),
                second: None,
            });
        };
        let knows = |model: &CompiledModel, id: &CriterionId| model.criterion_ids().any(|known| known == id);
        let with_facts = |model: &CompiledModel, wanted: &dyn Fn(&CriterionId) -> bool| {
            let mut of_model = accounts.to_vec();
            for account in &mut of_model {
                account.facts.retain(|id, _| wanted(id));
                account.earlier.retain(|earlier| wanted(&earlier.criterion_id));
            }
            score(model, &of_model).map_err(|error| {
                error.with_earlier_facts_at(|index, kept| {
                    let all = accounts.get(index)?.earlier.iter().enumerate();
                    let mut of_model = all.filter(|(_, earlier)| wanted(&earlier.criterion_id));
                    of_model.nth(kept).map(|(at, _)| at)
                })
            })
        };
        // A fact of neither model stays with the first, which says so.
        let first = |id: &CriterionId| knows(input.model, id) || !knows(second, id);
        Ok(Self {
            first: (input.model, with_facts(input.model, &first)?),
            second: Some((second, with_facts(second, &|id| knows(second, id))?)),
        })
    }
}

/// The scores of every account, by id.
struct Rows<'s> {
    scores: &'s Scores<'s>,
    first: BTreeMap<&'s AccountId, &'s AccountScore>,
    second: BTreeMap<&'s AccountId, &'s AccountScore>,
}

impl<'s> Rows<'s> {
    fn new(scores: &'s Scores<'s>) -> Self {
        let by_id = |answer: &'s ScoreAnswer| {
            answer
                .accounts
                .iter()
                .map(|account| (&account.account_id, account))
                .collect()
        };
        Self {
            scores,
            first: by_id(&scores.first.1),
            second: scores
                .second
                .as_ref()
                .map(|(_, answer)| by_id(answer))
                .unwrap_or_default(),
        }
    }

    fn measured(&self, id: &AccountId, stage: Datum<RelationshipStage>) -> Option<Measured<'s>> {
        let (model, answer) = &self.scores.first;
        let second = self.scores.second.as_ref().and_then(|(model, answer)| {
            let account = *self.second.get(id)?;
            Some((Scored { model, answer }, account))
        });
        Some(Measured {
            first: (Scored { model, answer }, *self.first.get(id)?),
            second,
            stage,
        })
    }
}

fn details_by_account<'a>(
    input: &MatrixInput<'a>,
) -> Result<BTreeMap<&'a AccountId, &'a MatrixDetail>, MatrixError> {
    let known: BTreeSet<&AccountId> = input.accounts.iter().map(|account| &account.id).collect();
    let mut details = BTreeMap::new();
    let mut currency = None;
    for (index, detail) in input.details.iter().enumerate() {
        let id = &detail.account_id;
        let path = || format!("/details/{index}/account_id");
        if !known.contains(id) {
            return Err(MatrixError::UnknownId {
                path: path(),
                kind: "account",
                id: id.to_string(),
                nearest: nearest(id.as_str(), known.iter().map(|known| known.as_str())).map(str::to_owned),
            });
        }
        if details.insert(id, detail).is_some() {
            return Err(MatrixError::DuplicateId {
                path: path(),
                kind: "an account in the details",
                id: id.to_string(),
            });
        }
        if let Some(revenue) = detail.revenue.value() {
            check_revenue(index, id, *revenue, *currency.get_or_insert(revenue.currency))?;
        }
    }
    Ok(details)
}

fn check_revenue(
    index: usize,
    account_id: &AccountId,
    found: Money,
    expected: Currency,
) -> Result<(), MatrixError> {
    let account_id = || account_id.clone();
    if found.amount < Money::zero(expected).amount {
        return Err(MatrixError::NegativeRevenue {
            index,
            account_id: account_id(),
            found,
        });
    }
    if found.currency != expected {
        return Err(MatrixError::Currencies {
            index,
            account_id: account_id(),
            expected,
            found: found.currency,
        });
    }
    Ok(())
}

/// Returns the facts of today with those that are expected to differ, in the order of the details.
fn expected_facts(input: &MatrixInput<'_>) -> Vec<AccountFacts> {
    let today: BTreeMap<&AccountId, &AccountFacts> = input
        .accounts
        .iter()
        .map(|account| (&account.id, account))
        .collect();
    let expected = input.details.iter().map(|detail| {
        let account = today.get(&detail.account_id);
        let mut facts = account.map(|account| account.facts.clone()).unwrap_or_default();
        let mut earlier = account.map(|account| account.earlier.clone()).unwrap_or_default();
        if let Some(forecast) = &detail.forecast {
            // What is expected to be absent is not carried forward.
            earlier.retain(|earlier| !forecast.facts.contains_key(&earlier.criterion_id));
            facts.extend(forecast.facts.iter().map(|(id, fact)| (id.clone(), fact.clone())));
        }
        AccountFacts {
            id: detail.account_id.clone(),
            name: None,
            facts,
            earlier,
        }
    });
    expected.collect()
}

fn expected_stage(detail: &MatrixDetail, forecast: &AccountForecast) -> Datum<RelationshipStage> {
    if forecast.stage.is_missing() {
        return detail.stage;
    }
    forecast.stage
}

fn placed(grid: &CheckedGrid<'_>, measured: &Measured<'_>) -> PlacedAccount {
    let (horizontal, vertical) = standings(grid, measured);
    let cell = cell_of(grid, &horizontal, &vertical);
    let open = open_cells(grid, &horizontal, &vertical);
    let open_cell_ids: Vec<EntityId> = open
        .into_iter()
        .filter(|&index| Some(index) != cell)
        .filter_map(|index| cell_id(grid, index))
        .collect();
    PlacedAccount {
        account_id: measured.first.1.account_id.clone(),
        name: measured.first.1.name.clone(),
        standing: standing(measured, cell),
        excluding_gate_ids: excluding_gate_ids(measured),
        cell_id: cell.and_then(|index| cell_id(grid, index)),
        next_cells: next_cells(grid, &horizontal, &vertical),
        firm: open_cell_ids.is_empty() && !scores(measured).any(|account| account.exclusion_open),
        open_cell_ids,
        horizontal: horizontal.place(),
        vertical: vertical.place(),
        revenue: None,
        forecast: None,
    }
}

fn forecast_place(grid: &CheckedGrid<'_>, measured: &Measured<'_>, today: &PlacedAccount) -> ForecastPlace {
    let (horizontal, vertical) = standings(grid, measured);
    let cell = cell_of(grid, &horizontal, &vertical);
    let standing = standing(measured, cell);
    let cell_id = cell.and_then(|index| cell_id(grid, index));
    let now = counted_cell(today.standing, today.cell_id.as_ref());
    let then = counted_cell(standing, cell_id.as_ref());
    ForecastPlace {
        standing,
        excluding_gate_ids: excluding_gate_ids(measured),
        moves: now.zip(then).map(|(now, then)| now != then),
        cell_id,
        horizontal: horizontal.place(),
        vertical: vertical.place(),
    }
}

fn standing(measured: &Measured<'_>, cell: Option<usize>) -> MatrixStanding {
    match cell {
        _ if scores(measured).any(|account| account.excluded) => MatrixStanding::ExcludedByGate,
        Some(_) => MatrixStanding::Placed,
        None => MatrixStanding::NotPlaced,
    }
}

fn excluding_gate_ids(measured: &Measured<'_>) -> Vec<EntityId> {
    scores(measured)
        .flat_map(|account| &account.gates)
        .filter(|gate| gate.effect == GateEffect::Excluded)
        .map(|gate| gate.gate_id.clone())
        .collect()
}

/// Returns what each model makes of the account.
fn scores<'m>(measured: &Measured<'m>) -> impl Iterator<Item = &'m AccountScore> + use<'m> {
    let second = measured.second.map(|(_, account)| account);
    [Some(measured.first.1), second].into_iter().flatten()
}

fn standings<'g>(grid: &CheckedGrid<'g>, measured: &Measured<'_>) -> (Standing<'g>, Standing<'g>) {
    let on = |axis: &'g super::Axis| Standing::new(axis, measured.on(&axis.measure));
    (on(&grid.grid.horizontal), on(&grid.grid.vertical))
}

fn cell_of(grid: &CheckedGrid<'_>, horizontal: &Standing<'_>, vertical: &Standing<'_>) -> Option<usize> {
    grid.cell(horizontal.level?, vertical.level?)
}

fn cell_id(grid: &CheckedGrid<'_>, index: usize) -> Option<EntityId> {
    grid.grid.cells.get(index).map(|cell| cell.id.clone())
}

/// Returns the cells that the facts still open could lead to, in the order of the grid.
fn open_cells(grid: &CheckedGrid<'_>, horizontal: &Standing<'_>, vertical: &Standing<'_>) -> BTreeSet<usize> {
    let (Some(columns), Some(rows)) = (horizontal.open_levels(), vertical.open_levels()) else {
        return BTreeSet::new();
    };
    rows.flat_map(|row| columns.clone().filter_map(move |column| grid.cell(column, row)))
        .collect()
}

/// Returns the nearest other cell to the better side of each axis.
fn next_cells(grid: &CheckedGrid<'_>, horizontal: &Standing<'_>, vertical: &Standing<'_>) -> Vec<NextCell> {
    let (Some(column), Some(row)) = (horizontal.level, vertical.level) else {
        return Vec::new();
    };
    let here = grid.cell(column, row);
    let across = horizontal
        .better_levels()
        .into_iter()
        .map(|(level, points)| (AxisSide::Horizontal, grid.cell(level, row), points));
    let up = vertical
        .better_levels()
        .into_iter()
        .map(|(level, points)| (AxisSide::Vertical, grid.cell(column, level), points));
    // A cell may reach over several levels.
    let other = |found: &(AxisSide, Option<usize>, f64)| found.1 != here;
    let mut next: Vec<NextCell> = [across.into_iter().find(other), up.into_iter().find(other)]
        .into_iter()
        .flatten()
        .filter_map(|(axis, cell, points_away)| {
            Some(NextCell {
                axis,
                cell_id: cell_id(grid, cell?)?,
                points_away,
            })
        })
        .collect();
    next.sort_by(|left, right| left.points_away.total_cmp(&right.points_away));
    next
}

fn in_order(left: &PlacedAccount, right: &PlacedAccount) -> std::cmp::Ordering {
    let highest_first = |left: Option<f64>, right: Option<f64>| {
        right.unwrap_or_default().total_cmp(&left.unwrap_or_default())
    };
    let by_position = || {
        if left.standing != MatrixStanding::Placed {
            return std::cmp::Ordering::Equal;
        }
        highest_first(left.vertical.value, right.vertical.value)
            .then_with(|| highest_first(left.horizontal.value, right.horizontal.value))
    };
    left.standing
        .cmp(&right.standing)
        .then_with(by_position)
        .then_with(|| left.account_id.cmp(&right.account_id))
}
