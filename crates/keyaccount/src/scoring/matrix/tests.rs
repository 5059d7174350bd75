//! Laws, published and worked examples, the texts of errors.

#![expect(
    clippy::float_cmp,
    reason = "scores stand on a grid: equal means equal to the last bit"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "cases read best with their JSON in place"
)]

mod earlier;
mod laws;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Grid, MatrixAnswer, MatrixDetail, MatrixError, MatrixInput, MatrixStanding, PlacedAccount, chosen_grid,
    matrix, ready,
};
use crate::document;
use crate::fault::Fault;
use crate::quantity::{AccountId, EntityId};
use crate::scoring::tests::{accounts, compiled};
use crate::scoring::{ChosenModel, CompiledModel};

fn criterion(id: &str, group: &str, weight: f64) -> Value {
    json!({"id": id, "name": id, "meaning": "M", "unit": "rating", "group_id": group, "weight": weight,
           "direction": "more_is_better", "anchors": {"worst": 1, "best": 10}, "when_absent": "exclude_and_rescale"})
}

/// A model whose axes are the ratings `x` and `y` themselves.
fn plain_model() -> CompiledModel {
    compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "groups": [{"id": "x", "name": "X", "weight": 1}, {"id": "y", "name": "Y", "weight": 3}],
        "criteria": [criterion("x", "x", 1.0), criterion("y", "y", 1.0)],
        "gates": [{"id": "tiny", "criterion_id": "y", "passes": {"at_least": 2}, "outcome": "exclude",
                   "when_absent": "pass", "reason": "Too small."}]}),
    )
}

/// A grid of two by three on `x` (cut at 5) and `y` (cuts at 4 and 7), whose lowest row is one cell.
fn plain_grid() -> Value {
    json!({"name": "G",
        "horizontal": {"name": "X", "measure": {"group": "x"}, "levels": [
            {"id": "weak", "name": "Weak"}, {"id": "strong", "name": "Strong", "from": 5}]},
        "vertical": {"name": "Y", "measure": {"group": "y"}, "levels": [
            {"id": "low", "name": "Low"}, {"id": "middle", "name": "Middle", "from": 4}, {"id": "high", "name": "High", "from": 7}]},
        "cells": [
            {"id": "hs", "name": "HS", "covers": [{"horizontal": "strong", "vertical": "high"}]},
            {"id": "hw", "name": "HW", "covers": [{"horizontal": "weak", "vertical": "high"}]},
            {"id": "ms", "name": "MS", "covers": [{"horizontal": "strong", "vertical": "middle"}]},
            {"id": "mw", "name": "MW", "covers": [{"horizontal": "weak", "vertical": "middle"}]},
            {"id": "l", "name": "L", "covers": [
                {"horizontal": "weak", "vertical": "low"}, {"horizontal": "strong", "vertical": "low"}]}]})
}

fn grid(value: Value) -> Grid {
    serde_json::from_value(value).unwrap()
}

fn details(value: Value) -> Vec<MatrixDetail> {
    document::read(&value.to_string()).unwrap()
}

fn place(rows: Value, with: Value) -> Result<MatrixAnswer, MatrixError> {
    matrix(&MatrixInput {
        grid: &grid(plain_grid()),
        model: &plain_model(),
        second_model: None,
        accounts: &accounts(rows),
        as_of: None,
        details: &details(with),
    })
}

fn of<'a>(answer: &'a MatrixAnswer, id: &str) -> &'a PlacedAccount {
    answer
        .accounts
        .iter()
        .find(|account| account.account_id.as_str() == id)
        .unwrap()
}

fn cell(account: &PlacedAccount) -> Option<&str> {
    account.cell_id.as_ref().map(EntityId::as_str)
}

#[test]
fn a_value_on_a_cut_belongs_to_the_level_above() {
    let answer = place(
        json!([{"id": "on", "facts": {"x": 5, "y": 7}}, {"id": "below", "facts": {"x": 4.999, "y": 6.999}}]),
        json!([]),
    )
    .unwrap();
    assert_eq!(
        (cell(of(&answer, "on")), cell(of(&answer, "below"))),
        (Some("hs"), Some("mw"))
    );
    let cut = of(&answer, "on").horizontal.nearest_cut.unwrap();
    assert_eq!((cut.at, cut.points), (5.0, 0.0));
    let cut = of(&answer, "below").vertical.nearest_cut.unwrap();
    assert_eq!(cut.at, 7.0);
    assert!((cut.points + 0.001).abs() < 1e-9);
}

/// 15, 35, 20, 30 points on ratings from 1 to 10: a total of 700 is a score of exactly 7, whatever the floats say.
#[test]
fn rounding_moves_nobody_across_a_cut() {
    let criteria: Vec<Value> = [("a", 15.0), ("b", 35.0), ("c", 20.0), ("d", 30.0)]
        .iter()
        .map(|(id, weight)| criterion(id, "y", *weight))
        .chain([criterion("x", "x", 1.0)])
        .collect();
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "groups": [{"id": "x", "name": "X", "weight": 2}, {"id": "y", "name": "Y", "weight": 1}], "criteria": criteria}),
    );
    let (mut rows, mut on_line) = (Vec::new(), Vec::new());
    for index in 0..10_000_u32 {
        let [a, b, c, d] =
            [index / 1000, index / 100 % 10, index / 10 % 10, index % 10].map(|rating| rating + 1);
        let total = 15 * a + 35 * b + 20 * c + 30 * d;
        if (695..=700).contains(&total) {
            rows.push(json!({"id": format!("{index}"), "facts": {"a": a, "b": b, "c": c, "d": d, "x": 5}}));
            on_line.push((format!("{index}"), total == 700));
        }
    }
    let answer = matrix(&MatrixInput {
        grid: &grid(plain_grid()),
        model: &model,
        second_model: None,
        accounts: &accounts(Value::Array(rows)),
        as_of: None,
        details: &[],
    })
    .unwrap();
    assert!(on_line.iter().filter(|row| row.1).count() > 50);
    for (id, is_on) in on_line {
        assert_eq!(
            cell(of(&answer, &id)),
            Some(if is_on { "hs" } else { "ms" }),
            "{id}"
        );
    }
}

#[test]
fn the_way_to_the_next_cell_leads_there() {
    let answer = place(json!([{"id": "a", "facts": {"x": 3, "y": 2.5}}]), json!([])).unwrap();
    let next = &of(&answer, "a").next_cells;
    // To the right the low cell goes on, so that only the way up leads out of it.
    assert_eq!(next.len(), 1);
    assert_eq!((next[0].cell_id.as_str(), next[0].points_away), ("mw", 1.5));
    let answer = place(json!([{"id": "a", "facts": {"x": 3, "y": 6.5}}]), json!([])).unwrap();
    let next: Vec<(&str, f64)> = of(&answer, "a")
        .next_cells
        .iter()
        .map(|next| (next.cell_id.as_str(), next.points_away))
        .collect();
    assert_eq!(next, [("hw", 0.5), ("ms", 2.0)]);
}

#[test]
fn lower_may_be_better_or_neither() {
    let mut value = plain_grid();
    value["horizontal"]["better"] = json!("lower");
    value["vertical"]["better"] = json!("neither");
    let answer = matrix(&MatrixInput {
        grid: &grid(value),
        model: &plain_model(),
        second_model: None,
        accounts: &accounts(
            json!([{"id": "a", "facts": {"x": 8, "y": 5}}, {"id": "b", "facts": {"x": 2, "y": 5}}]),
        ),
        as_of: None,
        details: &[],
    })
    .unwrap();
    let next = &of(&answer, "a").next_cells;
    assert_eq!(
        (next.len(), next[0].cell_id.as_str(), next[0].points_away),
        (1, "mw", 3.0)
    );
    assert!(of(&answer, "b").next_cells.is_empty());
}

#[test]
fn nobody_disappears() {
    let answer = place(
        json!([{"id": "gated", "facts": {"x": 9, "y": 1.5}}, {"id": "half", "facts": {"x": 9}}, {"id": "in", "facts": {"x": 9, "y": 5}}]),
        json!([{"account_id": "gated", "revenue": {"amount": "5", "currency": "EUR"}}]),
    )
    .unwrap();
    let order: Vec<&str> = answer
        .accounts
        .iter()
        .map(|account| account.account_id.as_str())
        .collect();
    assert_eq!(order, ["in", "gated", "half"]);
    assert_eq!(
        (
            answer.placed_count,
            answer.excluded_count,
            answer.not_placed_count
        ),
        (1, 1, 1)
    );
    let gated = of(&answer, "gated");
    assert_eq!(
        (gated.standing, cell(gated)),
        (MatrixStanding::ExcludedByGate, Some("l"))
    );
    assert_eq!(gated.excluding_gate_ids[0].as_str(), "tiny");
    let half = of(&answer, "half");
    assert_eq!(
        (half.standing, cell(half), half.firm),
        (MatrixStanding::NotPlaced, None, false)
    );
    let open: Vec<&str> = half.open_cell_ids.iter().map(EntityId::as_str).collect();
    assert_eq!(open, ["hs", "ms", "l"]);
    assert!(
        answer
            .cells
            .iter()
            .all(|cell| cell.account_count == u32::from(cell.cell_id.as_str() == "ms"))
    );
    assert!(
        answer.cells.iter().all(|cell| cell.revenue.is_none()),
        "no placed account has a known revenue"
    );
    let empty = place(json!([]), json!([])).unwrap();
    assert!(
        empty
            .cells
            .iter()
            .all(|cell| cell.account_count == 0 && cell.account_share.is_none())
    );
}

#[test]
fn cells_add_up() {
    let answer = place(
        json!([{"id": "a", "facts": {"x": 9, "y": 8}}, {"id": "b", "facts": {"x": 8, "y": 9}},
               {"id": "c", "facts": {"x": 2, "y": 9}}, {"id": "d", "facts": {"x": 2, "y": 2}}]),
        json!([{"account_id": "a", "revenue": {"amount": "0.10", "currency": "EUR"}},
               {"account_id": "b", "revenue": {"amount": "0.20", "currency": "EUR"}},
               {"account_id": "c", "revenue": {"amount": "0.70", "currency": "EUR"}}]),
    )
    .unwrap();
    let [hs, hw, _, _, low] = answer.cells.as_slice() else {
        panic!("five cells")
    };
    let revenue = hs.revenue.as_ref().unwrap();
    assert_eq!(
        (revenue.known.to_string().as_str(), revenue.known_count),
        ("0.30 EUR", 2)
    );
    assert_eq!(
        (revenue.share.unwrap().get(), hs.account_share.unwrap().get()),
        (0.3, 0.5)
    );
    assert_eq!(hw.revenue.as_ref().unwrap().share.unwrap().get(), 0.7);
    let low = low.revenue.as_ref().unwrap();
    assert_eq!((low.known.to_string().as_str(), low.known_count), ("0.00 EUR", 0));
}

#[test]
fn a_forecast_changes_what_it_mentions() {
    let answer = place(
        json!([{"id": "a", "facts": {"x": 3, "y": 8}}, {"id": "b", "facts": {"x": 3, "y": 8}}, {"id": "c", "facts": {"x": 9, "y": 8}}]),
        json!([{"account_id": "a", "forecast": {"facts": {"x": 6}}}, {"account_id": "b", "forecast": {"facts": {"x": 4}}}]),
    )
    .unwrap();
    let forecast = of(&answer, "a").forecast.as_ref().unwrap();
    assert_eq!(
        (forecast.cell_id.as_ref().unwrap().as_str(), forecast.moves),
        ("hs", Some(true))
    );
    assert_eq!(forecast.vertical.value, Some(8.0));
    assert_eq!(of(&answer, "b").forecast.as_ref().unwrap().moves, Some(false));
    assert_eq!(answer.moves.len(), 1);
    assert_eq!(
        (
            answer.moves[0].from_cell_id.as_str(),
            answer.moves[0].to_cell_id.as_str()
        ),
        ("hw", "hs")
    );
    assert_eq!(answer.moves[0].account_ids, [AccountId::try_from("a").unwrap()]);
    let counts: Vec<Option<u32>> = answer.cells.iter().map(|cell| cell.forecast_count).collect();
    assert_eq!(counts, [Some(2), Some(1), Some(0), Some(0), Some(0)]);
}

/// The gate needs `y` of at least 2. `falls` is expected below it and leaves the counts, `rises` above it and joins
/// them, `stays_out` is excluded now and then, `unknown` is expected to have no value on an axis.
#[test]
fn gates_judge_the_forecast_as_they_judge_today() {
    let answer = place(
        json!([{"id": "falls", "facts": {"x": 3, "y": 5}}, {"id": "rises", "facts": {"x": 3, "y": 1.5}},
               {"id": "stays_out", "facts": {"x": 9, "y": 1}}, {"id": "unknown", "facts": {"x": 9, "y": 8}}]),
        json!([{"account_id": "falls", "forecast": {"facts": {"x": 9, "y": 1.5}}},
               {"account_id": "rises", "forecast": {"facts": {"y": 8}}},
               {"account_id": "stays_out", "forecast": {"facts": {"x": 3}}},
               {"account_id": "unknown", "forecast": {"facts": {"x": {"state": "unknown"}}}}]),
    )
    .unwrap();
    let forecast = |id: &str| of(&answer, id).forecast.as_ref().unwrap();
    let found = |id: &str| {
        let forecast = forecast(id);
        let cell = forecast.cell_id.as_ref().map(EntityId::as_str);
        (forecast.standing, cell, forecast.moves)
    };
    assert_eq!(found("falls"), (MatrixStanding::ExcludedByGate, Some("l"), None));
    assert_eq!(forecast("falls").excluding_gate_ids[0].as_str(), "tiny");
    assert_eq!(found("rises"), (MatrixStanding::Placed, Some("hw"), None));
    assert!(forecast("rises").excluding_gate_ids.is_empty());
    assert_eq!(
        found("stays_out"),
        (MatrixStanding::ExcludedByGate, Some("l"), None)
    );
    assert_eq!(found("unknown"), (MatrixStanding::NotPlaced, None, None));
    let counts: Vec<(u32, Option<u32>)> = answer
        .cells
        .iter()
        .map(|cell| (cell.account_count, cell.forecast_count))
        .collect();
    assert_eq!(
        counts,
        [
            (1, Some(0)),
            (0, Some(1)),
            (0, Some(0)),
            (1, Some(0)),
            (0, Some(0))
        ]
    );
    assert!(
        answer.moves.is_empty(),
        "nobody counts in two cells, one now and one then"
    );
}

#[test]
fn the_stage_stands_in_for_strength() {
    let chosen = ChosenModel::new(None, Some("attractiveness-strength")).unwrap();
    let rows = json!([{"id": "a", "facts": {"attractiveness_prestige": 8}}, {"id": "b", "facts": {"attractiveness_prestige": 3}}]);
    let with = details(json!([
        {"account_id": "a", "stage": "cooperative", "forecast": {"stage": "interdependent"}},
        {"account_id": "b", "stage": {"state": "unknown"}}]));
    let answer = matrix(&MatrixInput {
        grid: &chosen_grid(None, Some("mcdonald-stages")).unwrap(),
        model: &chosen.compiled,
        second_model: None,
        accounts: &accounts(rows),
        as_of: None,
        details: &with,
    })
    .unwrap();
    let first = of(&answer, "a");
    assert_eq!(
        (cell(first), first.horizontal.value),
        (Some("high-cooperative"), Some(3.0))
    );
    assert_eq!(first.next_cells[0].points_away, 1.0);
    assert_eq!(answer.moves[0].to_cell_id.as_str(), "high-interdependent");
    let second = of(&answer, "b");
    assert_eq!(
        (second.standing, second.open_cell_ids.len()),
        (MatrixStanding::NotPlaced, 10)
    );
}

#[test]
fn two_models_may_measure_the_two_axes() {
    let one = |id: &str| {
        compiled(
            json!({"schema": "keyaccount/score-model/1", "id": id, "version": 1, "name": "M", "weights": "points",
            "groups": [{"id": "g", "name": "G"}], "criteria": [criterion(id, "g", 1.0), criterion("both", "g", 1.0)]}),
        )
    };
    let (first, second) = (one("p"), one("q"));
    let mut value = plain_grid();
    value["horizontal"]["measure"] = json!("score");
    value["vertical"]["measure"] = json!({"second_group": "g"});
    let two = grid(value);
    let run = |facts: Value, second_model| {
        matrix(&MatrixInput {
            grid: &two,
            model: &first,
            second_model,
            accounts: &accounts(json!([{"id": "a", "facts": facts}])),
            as_of: None,
            details: &[],
        })
    };
    let answer = run(json!({"p": 8, "q": 2, "both": 4}), Some(&second)).unwrap();
    let account = of(&answer, "a");
    assert_eq!(
        (account.horizontal.value, account.vertical.value),
        (Some(6.0), Some(3.0))
    );
    let error = run(json!({"p": 8, "r": 2}), Some(&second)).unwrap_err();
    assert_eq!(
        (error.code(), error.path().as_str()),
        ("unknown_criterion", "/accounts/0/facts/r")
    );
    let error = run(json!({"p": 8}), None).unwrap_err();
    assert_eq!(
        (error.code(), error.path().as_str()),
        ("no_second_model", "/grid/vertical/measure")
    );
    let error = matrix(&MatrixInput {
        grid: &grid(plain_grid()),
        model: &plain_model(),
        second_model: Some(&second),
        accounts: &[],
        as_of: None,
        details: &[],
    });
    assert_eq!(error.unwrap_err().code(), "second_model_unused");
}

#[test]
fn every_ready_grid_can_be_used() {
    let names: Vec<&str> = ready::READY.iter().map(|grid| grid.id).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(names, sorted);
    for name in names {
        let ready = chosen_grid(None, Some(name)).unwrap();
        assert!(ready.cells.iter().all(|cell| cell.advice.is_some()), "{name}");
        let groups: BTreeSet<String> = [&ready.horizontal, &ready.vertical]
            .iter()
            .filter_map(|axis| {
                serde_json::to_value(&axis.measure)
                    .unwrap()
                    .get("group")
                    .map(|id| id.as_str().unwrap().to_owned())
            })
            .collect();
        let criteria: Vec<Value> = groups.iter().map(|group| criterion(group, group, 1.0)).collect();
        let groups: Vec<Value> = groups
            .iter()
            .map(|group| json!({"id": group, "name": group}))
            .collect();
        let model = compiled(
            json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
            "groups": groups, "criteria": criteria}),
        );
        let input = MatrixInput {
            grid: &ready,
            model: &model,
            second_model: None,
            accounts: &[],
            as_of: None,
            details: &[],
        };
        assert_eq!(matrix(&input).unwrap().cells.len(), ready.cells.len(), "{name}");
    }
}

fn fails(change: impl FnOnce(&mut Value), code: &str, path: &str, message: &str) {
    let mut value = plain_grid();
    change(&mut value);
    let error = matrix(&MatrixInput {
        grid: &grid(value),
        model: &plain_model(),
        second_model: None,
        accounts: &[],
        as_of: None,
        details: &[],
    })
    .unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.code(), error.path().as_str()),
        (message, code, path)
    );
}

#[test]
fn grids_that_are_wrong_say_where() {
    fails(
        |grid| grid["vertical"]["levels"][2]["from"] = json!(4),
        "cut_order",
        "/grid/vertical/levels/2/from",
        "the cuts of an axis must ascend (`middle` starts at 4, `high` at 4)",
    );
    fails(
        |grid| grid["horizontal"]["levels"][1]["from"] = json!(1),
        "cut_order",
        "/grid/horizontal/levels/1/from",
        "the cuts of an axis must ascend (the scale starts at 1, `strong` at 1)",
    );
    fails(
        |grid| grid["horizontal"]["levels"][1]["from"] = json!(11),
        "grid_value",
        "/grid/horizontal/levels/1/from",
        "a cut must be between 1 and 10 (got 11)",
    );
    fails(
        |grid| grid["horizontal"]["levels"][0]["from"] = json!(1),
        "grid_value",
        "/grid/horizontal/levels/0/from",
        "a cut must be left out of the lowest level (got 1)",
    );
    fails(
        |grid| {
            drop(
                grid["horizontal"]["levels"][1]
                    .as_object_mut()
                    .unwrap()
                    .remove("from"),
            );
        },
        "grid_value",
        "/grid/horizontal/levels/1/from",
        "a cut must be a number (got none for `strong`)",
    );
    fails(
        |grid| drop(grid["cells"].as_array_mut().unwrap().remove(1)),
        "cell_gap",
        "/grid/cells",
        "the cells must cover every pair of levels (`weak` with `high` belongs to none)",
    );
    fails(
        |grid| grid["cells"][3]["covers"][0]["vertical"] = json!("high"),
        "cell_overlap",
        "/grid/cells/3/covers/0",
        "cells must not overlap (`weak` with `high` belongs to `hw` and `mw`)",
    );
    fails(
        |grid| grid["cells"][3]["covers"][0]["vertical"] = json!("hihg"),
        "unknown_id",
        "/grid/cells/3/covers/0/vertical",
        "there is no level `hihg`",
    );
    fails(
        |grid| grid["cells"][3]["id"] = json!("hs"),
        "duplicate_id",
        "/grid/cells/3/id",
        "the id of a cell must be unique (got `hs` twice)",
    );
    fails(
        |grid| grid["vertical"]["measure"] = json!({"group": "z"}),
        "unknown_id",
        "/grid/vertical/measure/group",
        "there is no group `z`",
    );
    fails(
        |grid| grid["vertical"]["scale"] = json!({"min": 0, "max": 100}),
        "grid_value",
        "/grid/vertical/scale",
        "the scale of the axis must be 1 to 10, that of the model (got 0 to 100)",
    );
    fails(
        |grid| grid["vertical"]["measure"] = json!("stage"),
        "grid_value",
        "/grid/vertical/scale",
        "the scale of the axis must be 1 to 5, the numbers of the stages (got 1 to 10)",
    );
}

#[test]
fn details_that_are_wrong_say_where() {
    let check = |with: Value, code: &str, path: &str| {
        let rows = json!([{"id": "globex", "facts": {"x": 9, "y": 5}}, {"id": "initech", "facts": {"x": 9, "y": 5}}]);
        let error = place(rows, with).unwrap_err();
        assert_eq!((error.code(), error.path().as_str()), (code, path));
        error.to_string()
    };
    check(
        json!([{"account_id": "globx"}]),
        "unknown_id",
        "/details/0/account_id",
    );
    check(
        json!([{"account_id": "globex"}, {"account_id": "globex"}]),
        "duplicate_id",
        "/details/1/account_id",
    );
    let money = |amount: &str, currency: &str| json!({"amount": amount, "currency": currency});
    check(
        json!([{"account_id": "globex", "revenue": money("-1", "EUR")}]),
        "negative_revenue",
        "/details/0/revenue",
    );
    let message = check(
        json!([{"account_id": "globex", "revenue": money("1", "EUR")}, {"account_id": "initech", "revenue": money("1", "USD")}]),
        "currencies_differ",
        "/details/1/revenue",
    );
    assert_eq!(
        message,
        "amounts must share one currency (got EUR and USD, account `initech`)"
    );
    let message = check(
        json!([{"account_id": "initech"}, {"account_id": "globex", "forecast": {"facts": {"x": 11}}}]),
        "outside_anchors",
        "/details/1/forecast/facts/x",
    );
    assert_eq!(message, "`x` must be between 1 and 10 (got 11, account `globex`)");
}
