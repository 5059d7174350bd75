//! The methods of the comparison, by the names of `compare.py`.

use std::error::Error;

use keyaccount::document;
use keyaccount::scoring::data_weights::{DataWeightMethod, data_weights};
use keyaccount::scoring::second_opinion::promethee::{PrometheeSettings, promethee_flows};
use keyaccount::scoring::second_opinion::{TopsisScaling, VikorColumns, topsis, vikor};
use keyaccount::scoring::{Better, Columns, CompiledModel, DecisionTable, TableColumn, score_columns};
use serde_json::json;

/// The number of columns.
pub(crate) const CRITERIA: usize = 10;
/// The columns in which lower is better.
const COSTS: [usize; 3] = [2, 5, 8];

/// What a method gives: one number per row, or one per criterion.
type Results = Vec<f64>;
/// A method that is ready to be called again and again; it writes over what the last call gave, as the library does.
pub(crate) type Call<'a> = Box<dyn FnMut(&mut Results) -> Result<(), Box<dyn Error>> + 'a>;

/// Returns the method called `name` over `columns`.
pub(crate) fn method<'a>(name: &str, columns: &'a [&'a [f64]]) -> Result<Call<'a>, Box<dyn Error>> {
    let rows = columns.first().map_or(0, |column| column.len());
    let table = table(columns)?;
    Ok(match name {
        "weighted_sum" => {
            let model = model((1, 10), &[(1.0, 10.0); CRITERIA])?;
            Box::new(move |results| scores(&model, columns, results))
        }
        // Anchors taken from the data, as the peers have it; the library itself never does so.
        "weighted_sum_min_max" => Box::new(move |results| {
            let ends: Vec<(f64, f64)> = columns.iter().map(|column| ends(column)).collect();
            scores(&model((0, 1), &ends)?, columns, results)
        }),
        "topsis" => Box::new(move |results| {
            results.resize(rows, 0.0);
            topsis(&table, TopsisScaling::Vector, results)?;
            Ok(())
        }),
        "vikor" => {
            let (mut s, mut r) = (vec![0.0; rows], vec![0.0; rows]);
            Box::new(move |results| {
                results.resize(rows, 0.0);
                vikor(
                    &table,
                    0.5.try_into()?,
                    VikorColumns {
                        s: &mut s,
                        r: &mut r,
                        q: results,
                    },
                )?;
                Ok(())
            })
        }
        "entropy" => data(table, DataWeightMethod::Entropy),
        "critic" => data(table, DataWeightMethod::Critic),
        "promethee_ii" => {
            let preferences: Vec<_> = (0..CRITERIA)
                .map(|index| {
                    format!(r#"{{"criterion_id": "c{index}", "function": {{"linear": {{"indifference": 0.5, "preference": 3}}}}}}"#)
                })
                .collect();
            let settings: PrometheeSettings =
                document::read(&format!(r#"{{"preferences": [{}]}}"#, preferences.join(",")))?;
            Box::new(move |results| {
                *results = promethee_flows(&table, &settings)?.net;
                Ok(())
            })
        }
        _ => return Err(format!("there is no method called `{name}`").into()),
    })
}

fn table<'a>(columns: &[&'a [f64]]) -> Result<DecisionTable<'a>, Box<dyn Error>> {
    let mut table = Vec::new();
    for (index, &values) in columns.iter().enumerate() {
        table.push(TableColumn {
            criterion_id: format!("c{index}").try_into()?,
            better: if COSTS.contains(&index) {
                Better::Lower
            } else {
                Better::Higher
            },
            weight: points(index).try_into()?,
            values,
        });
    }
    Ok(DecisionTable::new(table)?)
}

fn data(table: DecisionTable<'_>, method: DataWeightMethod) -> Call<'_> {
    Box::new(move |results| {
        let weights = data_weights(&table, method)?;
        let shares = weights
            .criteria
            .iter()
            .filter_map(|criterion| criterion.data_share);
        *results = shares.collect();
        Ok(())
    })
}

fn scores(model: &CompiledModel, columns: &[&[f64]], results: &mut Results) -> Result<(), Box<dyn Error>> {
    results.resize(columns.first().map_or(0, |column| column.len()), 0.0);
    let columns = Columns {
        values: columns,
        states: None,
    };
    score_columns(model, &columns, results)?;
    Ok(())
}

/// Returns a weighted sum on this scale whose criteria run between these ends.
fn model(scale: (u32, u32), ends: &[(f64, f64)]) -> Result<CompiledModel, Box<dyn Error>> {
    let criteria = ends.iter().enumerate().map(|(index, (low, high))| {
        let (direction, worst, best) = if COSTS.contains(&index) {
            ("less_is_better", high, low)
        } else {
            ("more_is_better", low, high)
        };
        json!({"id": format!("c{index}"), "name": "C", "meaning": "M", "unit": "U", "weight": points(index),
               "direction": direction, "anchors": {"worst": worst, "best": best}, "when_absent": "refuse"})
    });
    let model = json!({"schema": "keyaccount/score-model/1", "id": "peers", "version": 1, "name": "Ten criteria",
                       "scale": {"min": scale.0, "max": scale.1}, "weights": "points", "criteria": criteria.collect::<Vec<_>>()});
    Ok(CompiledModel::compile(&document::read(&model.to_string())?)?)
}

fn ends(column: &[f64]) -> (f64, f64) {
    column
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| {
            (
                if value < low { value } else { low },
                if value > high { value } else { high },
            )
        })
}

/// Returns the weight of a column, as `data.py` has it.
fn points(index: usize) -> f64 {
    f64::from(u32::try_from(index).unwrap_or(u32::MAX)) + 1.0
}
