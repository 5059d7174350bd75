//! What holds whatever the model, the accounts and the cuts.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{cell, grid, of};
use crate::quantity::{Datum, State};
use crate::scoring::AccountFacts;
use crate::scoring::matrix::{
    AccountForecast, Axis, Grid, MatrixAnswer, MatrixDetail, MatrixInput, MatrixStanding, matrix,
};
use crate::scoring::tests::cases::{Case, cases, fact_of};

/// A grid over a random case: the score against the first group, cut at shares of the scale.
fn drawn_grid(case: &Case, across: &[f64], up: &[f64]) -> Option<Grid> {
    let group = case.model.groups.first()?.id.as_str();
    let scale = case.model.scale;
    let axis = |measure: Value, cuts: &[f64]| {
        let mut cuts: Vec<f64> = cuts.iter().map(|&share| scale.at(share)).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup();
        let mut levels = vec![json!({"id": "0", "name": "0"})];
        levels.extend(
            (1..)
                .zip(cuts)
                .map(|(index, from)| json!({"id": format!("{index}"), "name": "N", "from": from})),
        );
        json!({"name": "A", "measure": measure, "scale": scale, "levels": levels})
    };
    let (horizontal, vertical) = (axis(json!({"group": group}), across), axis(json!("score"), up));
    let count = |axis: &Value| axis["levels"].as_array().unwrap().len();
    let mut cells = Vec::new();
    for row in 0..count(&vertical) {
        for column in 0..count(&horizontal) {
            cells.push(json!({"id": format!("{column}/{row}"), "name": "C",
                "covers": [{"horizontal": format!("{column}"), "vertical": format!("{row}")}]}));
        }
    }
    Some(grid(
        json!({"name": "G", "horizontal": horizontal, "vertical": vertical, "cells": cells}),
    ))
}

fn run(case: &Case, grid: &Grid, facts: &[AccountFacts]) -> MatrixAnswer {
    run_with(case, grid, facts, &[])
}

fn run_with(case: &Case, grid: &Grid, facts: &[AccountFacts], details: &[MatrixDetail]) -> MatrixAnswer {
    let model = case.compiled();
    matrix(&MatrixInput {
        grid,
        model: &model,
        second_model: None,
        accounts: facts,
        as_of: None,
        details,
    })
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn cells_follow_from_the_definition(
        case in cases(8),
        across in prop::collection::vec(0.01_f64..=1.0, 0..3),
        up in prop::collection::vec(0.01_f64..=1.0, 0..3),
    ) {
        let Some(grid) = drawn_grid(&case, &across, &up) else { return Ok(()) };
        let answer = run(&case, &grid, &case.accounts);
        let scores = case.compiled().score(&case.accounts).unwrap();
        prop_assert_eq!(answer.accounts.len(), scores.accounts.len());
        let group = &case.model.groups[0].id;
        for score in &scores.accounts {
            let account = of(&answer, score.account_id.as_str());
            let x = score.groups.iter().find(|found| found.group_id == *group).unwrap().score;
            // The number of cuts that the value reaches.
            let level = |value: f64, axis: &Axis| axis.levels.iter().filter(|level| level.from.is_some_and(|cut| value >= cut)).count();
            let expected = x.zip(score.final_score)
                .map(|(x, y)| format!("{}/{}", level(x, &grid.horizontal), level(y, &grid.vertical)));
            prop_assert_eq!(cell(account).map(str::to_owned), expected);
            prop_assert_eq!(account.standing == MatrixStanding::ExcludedByGate, score.excluded);
            for axis in [&account.horizontal, &account.vertical] {
                if let (Some(value), Some(interval)) = (axis.value, axis.interval) {
                    prop_assert!(interval.low <= value && value <= interval.high);
                }
            }
        }
        let total: u32 = answer.cells.iter().map(|cell| cell.account_count).sum();
        prop_assert_eq!(total, answer.placed_count);
        prop_assert_eq!(answer.placed_count + answer.excluded_count + answer.not_placed_count, u32::try_from(case.accounts.len()).unwrap());
    }

    #[test]
    fn open_facts_lead_only_to_the_cells_that_are_named(
        (case, completions) in cases(5).prop_flat_map(|case| {
            let facts: Vec<_> = case.model.criteria.iter().map(|criterion| fact_of(criterion).boxed()).collect();
            let length = case.accounts.len();
            (Just(case), prop::collection::vec(prop::collection::vec(facts, length), 5))
        }),
        across in prop::collection::vec(0.01_f64..=1.0, 1..4),
        up in prop::collection::vec(0.01_f64..=1.0, 1..4),
    ) {
        let Some(grid) = drawn_grid(&case, &across, &up) else { return Ok(()) };
        let before = run(&case, &grid, &case.accounts);
        for rows in completions {
            let mut completed = case.accounts.clone();
            for (account, facts) in completed.iter_mut().zip(rows) {
                for (criterion, fact) in case.model.criteria.iter().zip(facts) {
                    let slot = account.facts.get_mut(&criterion.id).unwrap();
                    if let (State::Missing | State::Unknown, Datum::Value(_)) = (slot.state(), fact) {
                        *slot = fact.into();
                    }
                }
            }
            let after = run(&case, &grid, &completed);
            for account in &after.accounts {
                let earlier = of(&before, account.account_id.as_str());
                let named = |id: &str| cell(earlier) == Some(id) || earlier.open_cell_ids.iter().any(|open| open.as_str() == id);
                if let Some(id) = cell(account) {
                    prop_assert!(named(id), "{} to {id}", account.account_id);
                }
                if earlier.firm {
                    prop_assert_eq!(cell(earlier), cell(account));
                    prop_assert_eq!(earlier.standing, account.standing);
                }
            }
        }
    }

    /// What is expected stands as it would if it were so today: standing, gates, cell and axes, and so the counts.
    #[test]
    fn a_forecast_that_came_true_stands_where_it_was_expected(
        (case, later) in cases(6).prop_flat_map(|case| {
            let facts: Vec<_> = case.model.criteria.iter().map(|criterion| fact_of(criterion).boxed()).collect();
            let length = case.accounts.len();
            (Just(case), prop::collection::vec(prop::option::of(facts), length))
        }),
        across in prop::collection::vec(0.01_f64..=1.0, 1..4),
        up in prop::collection::vec(0.01_f64..=1.0, 1..4),
    ) {
        let Some(grid) = drawn_grid(&case, &across, &up) else { return Ok(()) };
        let mut came_true = case.accounts.clone();
        let mut expected = Vec::new();
        for (account, facts) in came_true.iter_mut().zip(later) {
            let Some(facts) = facts else { continue };
            let ids = case.model.criteria.iter().map(|criterion| criterion.id.clone());
            let facts: BTreeMap<_, _> = ids.zip(facts.into_iter().map(Into::into)).collect();
            account.facts.extend(facts.clone());
            let forecast = Some(AccountForecast { facts, stage: Datum::Missing });
            expected.push(MatrixDetail { account_id: account.id.clone(), stage: Datum::Missing, revenue: Datum::Missing, forecast });
        }
        let now = run_with(&case, &grid, &case.accounts, &expected);
        let then = run(&case, &grid, &came_true);
        for account in &now.accounts {
            let later = of(&then, account.account_id.as_str());
            if let Some(forecast) = &account.forecast {
                prop_assert_eq!(forecast.standing, later.standing);
                prop_assert_eq!(&forecast.excluding_gate_ids, &later.excluding_gate_ids);
                prop_assert_eq!(&forecast.cell_id, &later.cell_id);
                prop_assert_eq!((&forecast.horizontal, &forecast.vertical), (&later.horizontal, &later.vertical));
                let both = (account.standing, later.standing) == (MatrixStanding::Placed, MatrixStanding::Placed);
                prop_assert_eq!(forecast.moves, both.then(|| account.cell_id != later.cell_id));
            }
        }
        for (cell, later) in now.cells.iter().zip(&then.cells) {
            prop_assert_eq!(cell.forecast_count, (!expected.is_empty()).then_some(later.account_count));
        }
        let moving: usize = now.moves.iter().map(|moves| moves.account_ids.len()).sum();
        let leaving = now.accounts.iter().filter_map(|account| account.forecast.as_ref()).filter(|forecast| forecast.moves == Some(true));
        prop_assert_eq!(moving, leaving.count());
    }

    #[test]
    fn the_order_of_accounts_does_not_matter(case in cases(8), across in prop::collection::vec(0.01_f64..=1.0, 0..3)) {
        let Some(grid) = drawn_grid(&case, &across, &across) else { return Ok(()) };
        let mut turned = case.accounts.clone();
        turned.reverse();
        prop_assert_eq!(run(&case, &grid, &case.accounts), run(&case, &grid, &turned));
    }
}
