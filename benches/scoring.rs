//! How long it takes to score accounts by ten criteria.
#![allow(
    missing_docs,
    reason = "the macros of the harness write functions without comments"
)]
#![allow(clippy::unwrap_used, reason = "a bench may stop where it cannot run")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use keyaccount::document;
use keyaccount::quantity::Datum;
use keyaccount::scoring::{AccountFacts, Columns, CompiledModel, score_columns};
use keyaccount::selection::{SelectionPolicy, select};

const CRITERIA: usize = 10;

fn columns(criterion: &mut Criterion) {
    let model = model();
    let mut group = criterion.benchmark_group("score_columns_x10");
    for rows in [1_000, 100_000, 1_000_000] {
        let values: Vec<Vec<f64>> = (0..CRITERIA)
            .map(|column| (0..rows).map(|row| rating(row, column)).collect())
            .collect();
        let values: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        let states: Vec<Vec<u8>> = (0..CRITERIA)
            .map(|column| {
                (0..rows)
                    .map(|row| u8::from((row * 31 + column * 7) % 97 == 0))
                    .collect()
            })
            .collect();
        let states: Vec<&[u8]> = states.iter().map(Vec::as_slice).collect();
        let mut scores = vec![0.0; rows];
        group.throughput(Throughput::Elements(u64::try_from(rows).unwrap()));
        group.sample_size(if rows > 100_000 { 10 } else { 50 });
        for (name, states) in [("known", None), ("one_in_97_missing", Some(states.as_slice()))] {
            let columns = Columns {
                values: &values,
                states,
            };
            group.bench_function(BenchmarkId::new(name, rows), |bencher| {
                bencher.iter(|| score_columns(&model, black_box(&columns), &mut scores).unwrap());
            });
        }
    }
    group.finish();
}

fn documents(criterion: &mut Criterion) {
    let model = model();
    let ids: Vec<_> = model.criterion_ids().cloned().collect();
    let mut group = criterion.benchmark_group("score_documents_x10");
    group.sample_size(10);
    for rows in [1_000, 100_000] {
        let accounts: Vec<AccountFacts> = (0..rows)
            .map(|row| {
                let facts = ids
                    .iter()
                    .enumerate()
                    .map(|(column, id)| (id.clone(), Datum::Value(rating(row, column))));
                AccountFacts {
                    id: format!("account-{row}").try_into().unwrap(),
                    name: None,
                    facts: facts.collect(),
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
            bencher.iter(|| select(black_box(&scores), &policy).unwrap());
        });
    }
    group.finish();
}

/// A rating between 1 and 10 that looks random and is the same in every run.
fn rating(row: usize, column: usize) -> f64 {
    let mixed = (row * 2_654_435_761 + column * 40_503) % 9_000;
    1.0 + f64::from(u32::try_from(mixed).unwrap()) / 1000.0
}

fn model() -> CompiledModel {
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
             "criteria": [{}]}}"#,
        criteria.join(",")
    );
    CompiledModel::compile(&document::read(&text).unwrap()).unwrap()
}

criterion_group!(benches, columns, documents);
criterion_main!(benches);
