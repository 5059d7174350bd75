//! How long it takes to score accounts by ten criteria.
#![allow(
    missing_docs,
    reason = "the macros of the harness write functions without comments"
)]
#![allow(clippy::unwrap_used, reason = "a bench may stop where it cannot run")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use keyaccount::document;
use keyaccount::scoring::{
    AccountFacts, Columns, CompiledModel, RobustnessQuestion, RowScores, ScoredColumns, SensitivityQuestion,
    WeightUncertainty, rank_columns, robustness, score_columns, sensitivity, top_rows,
};
use keyaccount::selection::{SelectionFacts, SelectionPolicy, select};

const CRITERIA: usize = 10;

/// Ten criteria as columns, about one cell in 97 of which is missing where states are given.
struct Facts {
    values: Vec<Vec<f64>>,
    states: Vec<Vec<u8>>,
}

impl Facts {
    fn new(rows: usize) -> Self {
        let is_missing = |row: usize, column: usize| u8::from((row * 31 + column * 7).is_multiple_of(97));
        Self {
            values: (0..CRITERIA)
                .map(|column| (0..rows).map(|row| rating(row, column)).collect())
                .collect(),
            states: (0..CRITERIA)
                .map(|column| (0..rows).map(|row| is_missing(row, column)).collect())
                .collect(),
        }
    }
}

fn columns(criterion: &mut Criterion) {
    let (model, gated) = (model(""), model(GATE));
    let mut group = criterion.benchmark_group("score_columns_x10");
    for rows in [1_000, 100_000, 1_000_000] {
        let facts = Facts::new(rows);
        let values: Vec<&[f64]> = facts.values.iter().map(Vec::as_slice).collect();
        let states: Vec<&[u8]> = facts.states.iter().map(Vec::as_slice).collect();
        let known = Columns {
            values: &values,
            states: None,
        };
        let missing = Columns {
            values: &values,
            states: Some(&states),
        };
        let mut scores = vec![0.0; rows];
        let mut others = [(); 4].map(|()| vec![0.0; rows]);
        let mut excluded = vec![false; rows];
        group.throughput(Throughput::Elements(u64::try_from(rows).unwrap()));
        group.sample_size(if rows > 100_000 { 10 } else { 50 });
        // What the memory allows: every cell read once, every score written once.
        group.bench_function(BenchmarkId::new("floor", rows), |bencher| {
            bencher.iter(|| {
                let sum: f64 = black_box(&values).iter().map(|column| sum(column)).sum();
                scores.fill(sum);
            });
        });
        for (name, columns) in [("known", &known), ("one_in_97_missing", &missing)] {
            group.bench_function(BenchmarkId::new(name, rows), |bencher| {
                bencher.iter(|| score_columns(&model, black_box(columns), &mut scores).unwrap());
            });
        }
        let mut contributions = vec![vec![0.0; rows]; CRITERIA];
        group.bench_function(BenchmarkId::new("with_contributions", rows), |bencher| {
            bencher.iter(|| {
                let outputs = ScoredColumns {
                    scores: &mut scores,
                    contributions: contributions.iter_mut().map(Vec::as_mut_slice).collect(),
                    ..ScoredColumns::default()
                };
                score_columns(&model, black_box(&known), outputs).unwrap()
            });
        });
        group.bench_function(BenchmarkId::new("all_but_contributions", rows), |bencher| {
            bencher.iter(|| {
                let [final_scores, known_shares, lows, highs] = &mut others;
                let outputs = ScoredColumns {
                    scores: &mut scores,
                    final_scores: Some(final_scores),
                    excluded: Some(&mut excluded),
                    known_shares: Some(known_shares),
                    lows: Some(lows),
                    highs: Some(highs),
                    contributions: Vec::new(),
                };
                score_columns(&gated, black_box(&missing), outputs).unwrap()
            });
        });
        let ranked = RowScores {
            final_scores: &scores,
            excluded: None,
            tolerance: model.tie_span(),
        };
        group.bench_function(BenchmarkId::new("top_50_rows", rows), |bencher| {
            bencher.iter(|| top_rows(black_box(&ranked), 50));
        });
        group.bench_function(BenchmarkId::new("rank_all", rows), |bencher| {
            bencher.iter(|| rank_columns(black_box(&ranked)));
        });
    }
    group.finish();
}

/// Returns the sum of a column in eight parts, as fast as it can be read.
fn sum(column: &[f64]) -> f64 {
    let mut parts = [0.0; 8];
    for cells in column.chunks(8) {
        for (part, cell) in parts.iter_mut().zip(cells) {
            *part += cell;
        }
    }
    parts.iter().sum()
}

fn documents(criterion: &mut Criterion) {
    let model = model("");
    let ids: Vec<_> = model.criterion_ids().cloned().collect();
    let mut group = criterion.benchmark_group("score_documents_x10");
    group.sample_size(10);
    for rows in [1_000, 100_000] {
        let accounts: Vec<AccountFacts> = (0..rows)
            .map(|row| {
                let facts = ids
                    .iter()
                    .enumerate()
                    .map(|(column, id)| (id.clone(), rating(row, column).into()));
                AccountFacts {
                    id: format!("account-{row}").try_into().unwrap(),
                    name: None,
                    facts: facts.collect(),
                    earlier: Vec::new(),
                }
            })
            .collect();
        group.throughput(Throughput::Elements(u64::try_from(rows).unwrap()));
        group.bench_function(BenchmarkId::new("score", rows), |bencher| {
            bencher.iter(|| model.score(black_box(&accounts)).unwrap());
        });
        let scores = model.score(&accounts).unwrap();
        let policy = SelectionPolicy {
            top: Some(50),
            ..SelectionPolicy::default()
        };
        group.bench_function(BenchmarkId::new("select", rows), |bencher| {
            bencher.iter(|| select(black_box(&scores), &policy, &SelectionFacts::default()).unwrap());
        });
    }
    group.finish();
}

/// The bench of the scoring notes: 1,000 accounts by 10 criteria under 10,000 random weight vectors.
fn uncertainty(criterion: &mut Criterion) {
    let model = model("");
    let ids: Vec<_> = model.criterion_ids().cloned().collect();
    let accounts: Vec<AccountFacts> = (0..1_000)
        .map(|row| AccountFacts {
            id: format!("account-{row}").try_into().unwrap(),
            name: None,
            facts: ids
                .iter()
                .enumerate()
                .map(|(column, id)| (id.clone(), rating(row, column).into()))
                .collect(),
            earlier: Vec::new(),
        })
        .collect();
    let scores = model.score(&accounts).unwrap();
    let mut group = criterion.benchmark_group("uncertainty_1000x10");
    group.sample_size(10);
    for top in [1, 20, 200] {
        let question = RobustnessQuestion {
            ranks: 1,
            top: Some(top),
            ..RobustnessQuestion::new(WeightUncertainty::Any)
        };
        group.bench_function(BenchmarkId::new("robustness_10000_samples_top", top), |bencher| {
            bencher.iter(|| robustness(&model, black_box(&scores), &question).unwrap());
        });
    }
    let question = RobustnessQuestion::new(WeightUncertainty::Any);
    group.bench_function("robustness_10000_samples_10_ranks", |bencher| {
        bencher.iter(|| robustness(&model, black_box(&scores), &question).unwrap());
    });
    for (name, top) in [("sensitivity_lead", None), ("sensitivity_top_20", Some(20))] {
        let question = SensitivityQuestion {
            top,
            ..SensitivityQuestion::default()
        };
        group.bench_function(name, |bencher| {
            bencher.iter(|| sensitivity(&model, black_box(&scores), &question).unwrap());
        });
    }
    group.finish();
}

/// A rating between 1 and 10 that looks random and is the same in every run.
fn rating(row: usize, column: usize) -> f64 {
    let mixed = (row * 2_654_435_761 + column * 40_503) % 9_000;
    1.0 + f64::from(u32::try_from(mixed).unwrap()) / 1000.0
}

const GATE: &str = r#""gates": [{"id": "g", "criterion_id": "c0", "passes": {"at_least": 2}, "outcome": {"cap": {"score": 5}},
    "when_absent": "fail", "reason": "R"}],"#;

fn model(gates: &str) -> CompiledModel {
    let criteria: Vec<String> = (0..CRITERIA)
        .map(|index| {
            format!(
                r#"{{"id": "c{index}", "name": "C", "meaning": "M", "unit": "rating", "weight": {}, "direction": "more_is_better",
                     "anchors": {{"worst": 1, "best": 10}}, "when_absent": "exclude_and_rescale"}}"#,
                index + 1
            )
        })
        .collect();
    let text = format!(
        r#"{{"schema": "keyaccount/score-model/1", "id": "bench", "version": 1, "name": "Ten", "weights": "points",
             {gates} "criteria": [{}]}}"#,
        criteria.join(",")
    );
    CompiledModel::compile(&document::read(&text).unwrap()).unwrap()
}

criterion_group!(benches, columns, documents, uncertainty);
criterion_main!(benches);
