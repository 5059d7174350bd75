//! How long it takes to read weights from ten columns.
#![allow(
    missing_docs,
    reason = "the macros of the harness write functions without comments"
)]
#![allow(clippy::unwrap_used, reason = "a bench may stop where it cannot run")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use keyaccount::scoring::data_weights::{DataWeightMethod, DeviationBasis, data_weights};
use keyaccount_benches::{table, uniform_columns};

const CRITERIA: usize = 10;

fn weights(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("data_weights_x10");
    let methods = [
        ("entropy", DataWeightMethod::Entropy),
        ("critic", DataWeightMethod::Critic),
        ("merec", DataWeightMethod::Merec),
        (
            "deviation",
            DataWeightMethod::StandardDeviation(DeviationBasis::Normalised),
        ),
    ];
    for rows in [1_000, 100_000, 1_000_000] {
        let columns = uniform_columns(rows, CRITERIA);
        let table = table(&columns);
        group.throughput(Throughput::Elements(u64::try_from(rows).unwrap()));
        group.sample_size(if rows > 100_000 { 10 } else { 50 });
        for (name, method) in methods {
            group.bench_function(BenchmarkId::new(name, rows), |bencher| {
                bencher.iter(|| data_weights(black_box(&table), method).unwrap());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, weights);
criterion_main!(benches);
