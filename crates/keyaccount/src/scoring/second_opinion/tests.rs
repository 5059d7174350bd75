//! Tests of the second opinions: laws, published tables, an independent oracle, undefined cases, peers' errors.

mod documents;
mod edges;
mod laws;
mod oracle;
mod peers;
mod published;
mod rows;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    ProductScaling, RankAnswer, RankError, RankMethod, SpotisBounds, SpotisOptions, TopsisOptions,
    TopsisScaling, VikorColumns, VikorOptions, VikorSummary, WaspasOptions, WeightedProductOptions,
    rank_accounts, spotis, topsis, vikor, waspas, weighted_product, worst_of,
};
use crate::quantity::Share;
use crate::scoring::second_opinion::promethee::{PrometheeSettings, promethee_flows};
use crate::scoring::{AccountFacts, Better, CompiledModel, DecisionTable, TableColumn};

/// Rows of numbers with a weight and a direction (`+` or `-`) per column; the columns are `c0`, `c1` and so on.
#[derive(Debug, Clone)]
struct Data {
    rows: Vec<Vec<f64>>,
    weights: Vec<f64>,
    better: Vec<Better>,
    columns: Vec<Vec<f64>>,
}

/// S, R and Q of the rows.
type Vikor = (Vec<f64>, Vec<f64>, Vec<f64>, VikorSummary);

/// A method, the direction in which its scores are better, and the scores of the rows.
type Scored = (&'static str, Better, Result<Vec<f64>, RankError>);

impl Data {
    fn new(rows: &[&[f64]], weights: &[f64], signs: &str) -> Self {
        let better = signs.chars().map(|sign| match sign {
            '+' => Better::Higher,
            _ => Better::Lower,
        });
        Self::of(
            rows.iter().map(|row| row.to_vec()).collect(),
            weights.to_vec(),
            better.collect(),
        )
    }

    fn of(rows: Vec<Vec<f64>>, weights: Vec<f64>, better: Vec<Better>) -> Self {
        let columns = (0..weights.len())
            .map(|column| rows.iter().map(|row| row[column]).collect())
            .collect();
        Self {
            rows,
            weights,
            better,
            columns,
        }
    }

    fn table(&self) -> DecisionTable<'_> {
        let columns = self
            .columns
            .iter()
            .zip(&self.weights)
            .zip(&self.better)
            .enumerate();
        let columns = columns.map(|(index, ((values, &weight), &better))| TableColumn {
            criterion_id: format!("c{index}").try_into().unwrap(),
            better,
            weight: weight.try_into().unwrap(),
            values,
        });
        DecisionTable::new(columns.collect()).unwrap()
    }

    fn shares(&self) -> Vec<f64> {
        let sum: f64 = self.weights.iter().sum();
        self.weights.iter().map(|weight| weight / sum).collect()
    }

    fn topsis(&self, scaling: TopsisScaling) -> Result<Vec<f64>, RankError> {
        let mut closeness = vec![f64::NAN; self.rows.len()];
        topsis(&self.table(), scaling, &mut closeness).map(|_| closeness)
    }

    fn vikor(&self, majority_weight: f64) -> Result<Vikor, RankError> {
        let nothing = || vec![f64::NAN; self.rows.len()];
        let (mut s, mut r, mut q) = (nothing(), nothing(), nothing());
        let columns = VikorColumns {
            s: &mut s,
            r: &mut r,
            q: &mut q,
        };
        let summary = vikor(&self.table(), share(majority_weight), columns)?;
        Ok((s, r, q, summary))
    }

    fn weighted_product(&self, scaling: ProductScaling) -> Result<Vec<f64>, RankError> {
        let mut products = vec![f64::NAN; self.rows.len()];
        weighted_product(&self.table(), scaling, &mut products).map(|()| products)
    }

    fn waspas(&self, lambda: f64, scaling: ProductScaling) -> Result<Vec<f64>, RankError> {
        let options = WaspasOptions {
            lambda: share(lambda),
            scaling,
        };
        let mut joint = vec![f64::NAN; self.rows.len()];
        waspas(&self.table(), &options, &mut joint).map(|()| joint)
    }

    fn worst_of(&self) -> Result<(Vec<f64>, Vec<u32>), RankError> {
        let (mut values, mut columns) = (vec![f64::NAN; self.rows.len()], vec![u32::MAX; self.rows.len()]);
        worst_of(&self.table(), &mut values, &mut columns).map(|()| (values, columns))
    }

    fn spotis(&self, bounds: &[(f64, f64, f64)]) -> Result<Vec<f64>, RankError> {
        let bounds = bounds
            .iter()
            .map(|&(low, high, expected)| SpotisBounds { low, high, expected });
        let mut distances = vec![f64::NAN; self.rows.len()];
        spotis(&self.table(), &bounds.collect::<Vec<_>>(), &mut distances).map(|_| distances)
    }

    /// Returns the distances from the better ends of the bounds 0 to 10.
    fn spotis_to_ten(&self) -> Result<Vec<f64>, RankError> {
        let bounds = self.better.iter().map(|better| match better {
            Better::Higher => (0.0, 10.0, 10.0),
            Better::Lower => (0.0, 10.0, 0.0),
        });
        self.spotis(&bounds.collect::<Vec<_>>())
    }

    /// Returns the net flows where any difference is a full preference.
    fn promethee(&self) -> Result<Vec<f64>, RankError> {
        Ok(promethee_flows(&self.table(), &PrometheeSettings::default())?.net)
    }

    /// Returns the scores of every method with the direction in which they are better, where the method can be used.
    fn every_method(&self) -> Vec<Scored> {
        let vikor = self.vikor(0.5);
        vec![
            (
                "worst-of",
                Better::Higher,
                self.worst_of().map(|(values, _)| values),
            ),
            (
                "product of ratios",
                Better::Higher,
                self.weighted_product(ProductScaling::Ratio),
            ),
            (
                "product of values",
                Better::Higher,
                self.weighted_product(ProductScaling::Anchors),
            ),
            (
                "waspas of ratios",
                Better::Higher,
                self.waspas(0.5, ProductScaling::Ratio),
            ),
            (
                "waspas of values",
                Better::Higher,
                self.waspas(0.5, ProductScaling::Anchors),
            ),
            (
                "topsis by vectors",
                Better::Higher,
                self.topsis(TopsisScaling::Vector),
            ),
            (
                "topsis by ranges",
                Better::Higher,
                self.topsis(TopsisScaling::MinMax),
            ),
            (
                "topsis on anchors",
                Better::Higher,
                self.topsis(TopsisScaling::Anchors),
            ),
            ("vikor s", Better::Lower, vikor.clone().map(|(s, ..)| s)),
            ("vikor r", Better::Lower, vikor.clone().map(|(_, r, ..)| r)),
            ("vikor q", Better::Lower, vikor.map(|(_, _, q, _)| q)),
            ("spotis", Better::Lower, self.spotis_to_ten()),
            ("promethee", Better::Higher, self.promethee()),
        ]
    }
}

fn share(value: f64) -> Share {
    value.try_into().unwrap()
}

/// Tables of 1 to 30 rows by 1 to 6 columns; cells are `scale` times a whole number from 1 to 100, over 100.
fn data(scale: f64) -> impl Strategy<Value = Data> {
    (1_usize..=6).prop_flat_map(move |columns| {
        let row = prop::collection::vec(
            (1_u32..=100).prop_map(move |part| scale * f64::from(part) / 100.0),
            columns,
        );
        let weights = prop::collection::vec((0_u32..=9).prop_map(f64::from), columns);
        let better = prop::collection::vec(prop_oneof![Just(Better::Higher), Just(Better::Lower)], columns);
        (prop::collection::vec(row, 1..=30), weights, better).prop_map(|(rows, mut weights, better)| {
            if weights.iter().all(|&weight| weight < 1.0) {
                weights[0] = 1.0;
            }
            Data::of(rows, weights, better)
        })
    })
}

/// A model with one linear criterion per column, from 0 to `top`, and the rows as accounts `a0`, `a1` and so on.
fn documents(data: &Data, top: f64) -> (CompiledModel, Vec<AccountFacts>) {
    let columns = data.weights.iter().zip(&data.better).enumerate();
    let criteria: Vec<Value> = columns
        .map(|(index, (weight, better))| {
            let (direction, worst, best) = match better {
                Better::Higher => ("more_is_better", 0.0, top),
                Better::Lower => ("less_is_better", top, 0.0),
            };
            json!({"id": format!("c{index}"), "name": "C", "meaning": "M", "unit": "units", "weight": weight,
                   "direction": direction, "anchors": {"worst": worst, "best": best}, "when_absent": "exclude_and_rescale"})
        })
        .collect();
    let model = json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
                       "criteria": criteria});
    let accounts: Vec<Value> = data
        .rows
        .iter()
        .enumerate()
        .map(|(row, cells)| {
            let facts = cells
                .iter()
                .enumerate()
                .map(|(column, cell)| (format!("c{column}"), json!(cell)));
            json!({"id": format!("a{row}"), "facts": facts.collect::<serde_json::Map<_, _>>()})
        })
        .collect();
    let model = CompiledModel::compile(&serde_json::from_value(model).unwrap()).unwrap();
    (model, serde_json::from_value(json!(accounts)).unwrap())
}

fn ranked(data: &Data, top: f64, method: &RankMethod) -> Result<RankAnswer, RankError> {
    let (model, accounts) = documents(data, top);
    rank_accounts(&model, &model.score(&accounts).unwrap(), method)
}

fn every_rank_method() -> Vec<RankMethod> {
    let mut methods = vec![
        RankMethod::WorstOf,
        RankMethod::Vikor(VikorOptions::default()),
        RankMethod::Spotis(SpotisOptions::default()),
        RankMethod::Promethee(PrometheeSettings::default()),
    ];
    for scaling in [ProductScaling::Ratio, ProductScaling::Anchors] {
        let lambda = share(0.5);
        methods.push(RankMethod::WeightedProduct(WeightedProductOptions { scaling }));
        methods.push(RankMethod::Waspas(WaspasOptions { lambda, scaling }));
    }
    for scaling in [
        TopsisScaling::Vector,
        TopsisScaling::MinMax,
        TopsisScaling::Anchors,
    ] {
        methods.push(RankMethod::Topsis(TopsisOptions { scaling }));
    }
    methods
}

/// The name under which [`Data::every_method`] has the method.
fn column_name(method: &RankMethod) -> &'static str {
    let scaled = |scaling, ratio, anchors| match scaling {
        ProductScaling::Ratio => ratio,
        ProductScaling::Anchors => anchors,
    };
    match method {
        RankMethod::WorstOf => "worst-of",
        RankMethod::WeightedProduct(options) => {
            scaled(options.scaling, "product of ratios", "product of values")
        }
        RankMethod::Waspas(options) => scaled(options.scaling, "waspas of ratios", "waspas of values"),
        RankMethod::Topsis(options) => match options.scaling {
            TopsisScaling::Vector => "topsis by vectors",
            TopsisScaling::MinMax => "topsis by ranges",
            TopsisScaling::Anchors => "topsis on anchors",
        },
        RankMethod::Vikor(_) => "vikor q",
        RankMethod::Spotis(_) => "spotis",
        RankMethod::Promethee(_) => "promethee",
    }
}

fn near(left: &[f64], right: &[f64], tolerance: f64) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| (left - right).abs() <= tolerance)
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}
