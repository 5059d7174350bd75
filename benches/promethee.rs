//! How long it takes to compare all accounts with all others on ten criteria.
#![allow(
    missing_docs,
    reason = "the macros of the harness write functions without comments"
)]
#![allow(clippy::unwrap_used, reason = "a bench may stop where it cannot run")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use keyaccount::scoring::second_opinion::promethee::{
    CriterionPreference, PreferenceFunction, PreferenceThresholds, PrometheeSettings, promethee_flows,
};
use keyaccount_benches::{table, uniform_columns};

const CRITERIA: usize = 10;

fn flows(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("promethee_flows_x10");
    let both = PreferenceThresholds {
        indifference: 0.5,
        preference: 3.0,
    };
    let functions = [
        ("usual", PreferenceFunction::Usual),
        ("level", PreferenceFunction::Level(both)),
        ("linear", PreferenceFunction::Linear(both)),
    ];
    for rows in [1_000, 100_000, 1_000_000] {
        let columns = uniform_columns(rows, CRITERIA);
        let table = table(&columns);
        group.throughput(Throughput::Elements(u64::try_from(rows).unwrap()));
        group.sample_size(10);
        for (name, function) in functions {
            let settings = settings(function);
            group.bench_function(BenchmarkId::new(name, rows), |bencher| {
                bencher.iter(|| promethee_flows(black_box(&table), &settings).unwrap());
            });
        }
    }
    let columns = uniform_columns(1_000, CRITERIA);
    let table = table(&columns);
    let settings = settings(PreferenceFunction::Gaussian(2.0));
    group.throughput(Throughput::Elements(1_000));
    group.bench_function(BenchmarkId::new("gaussian", 1_000), |bencher| {
        bencher.iter(|| promethee_flows(black_box(&table), &settings).unwrap());
    });
    group.finish();
}

fn settings(function: PreferenceFunction) -> PrometheeSettings {
    let preferences = (0..CRITERIA).map(|index| CriterionPreference {
        criterion_id: format!("c{index}").try_into().unwrap(),
        function,
    });
    PrometheeSettings {
        preferences: preferences.collect(),
    }
}

criterion_group!(benches, flows);
criterion_main!(benches);
