//! How long it takes to put accounts in another order by ten criteria.
#![allow(
    missing_docs,
    reason = "the macros of the harness write functions without comments"
)]
#![allow(clippy::unwrap_used, reason = "a bench may stop where it cannot run")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use keyaccount::quantity::Share;
use keyaccount::scoring::second_opinion::{
    ProductScaling, SpotisBounds, TopsisScaling, VikorColumns, WaspasOptions, competition_ranks, resolution,
    spotis, topsis, vikor, waspas, weighted_product, worst_of,
};
use keyaccount::scoring::{Better, DecisionTable, TableColumn};

const CRITERIA: usize = 10;

/// Reads every cell twice and writes one number per row: what TOPSIS cannot do without.
fn floor(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("second_opinion_floor_x10");
    for rows in [1_000, 100_000, 1_000_000] {
        let columns = columns(rows, 9.0);
        let mut sums = vec![0.0; rows];
        group.sample_size(if rows > 100_000 { 10 } else { 50 });
        group.bench_function(BenchmarkId::new("read_twice_write_once", rows), |bencher| {
            bencher.iter(|| {
                let mut total = 0.0;
                for column in black_box(&columns) {
                    let mut lanes = [0.0; 16];
                    for cells in column.as_chunks::<16>().0 {
                        for (lane, cell) in lanes.iter_mut().zip(cells) {
                            *lane += cell;
                        }
                    }
                    total += lanes.iter().sum::<f64>();
                }
                for (block, start) in sums.chunks_mut(1_024).zip((0..).step_by(1_024)) {
                    block.fill(total);
                    for column in black_box(&columns) {
                        let cells = column.get(start..start + block.len()).unwrap();
                        for (sum, cell) in block.iter_mut().zip(cells) {
                            *sum += cell;
                        }
                    }
                }
            });
        });
    }
    group.finish();
}

fn methods(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("second_opinion_x10");
    for rows in [1_000, 100_000, 1_000_000] {
        let raw = columns(rows, 9.0);
        let raw = table(&raw);
        let values = columns(rows, 1.0);
        let values = table(&values);
        let (mut one, mut two, mut three) = (vec![0.0; rows], vec![0.0; rows], vec![0.0; rows]);
        let mut indices = vec![0; rows];
        group.throughput(Throughput::Elements(u64::try_from(rows).unwrap()));
        group.sample_size(if rows > 100_000 { 10 } else { 50 });
        for (name, scaling) in [
            ("topsis_vector", TopsisScaling::Vector),
            ("topsis_min_max", TopsisScaling::MinMax),
        ] {
            group.bench_function(BenchmarkId::new(name, rows), |bencher| {
                bencher.iter(|| topsis(black_box(&raw), scaling, &mut one).unwrap());
            });
        }
        group.bench_function(BenchmarkId::new("vikor", rows), |bencher| {
            bencher.iter(|| {
                let columns = VikorColumns {
                    s: &mut one,
                    r: &mut two,
                    q: &mut three,
                };
                vikor(black_box(&raw), Share::try_from(0.5).unwrap(), columns).unwrap()
            });
        });
        let bounds = [SpotisBounds {
            low: 0.0,
            high: 10.0,
            expected: 10.0,
        }; CRITERIA];
        group.bench_function(BenchmarkId::new("spotis", rows), |bencher| {
            bencher.iter(|| spotis(black_box(&raw), &bounds, &mut one).unwrap());
        });
        group.bench_function(BenchmarkId::new("worst_of", rows), |bencher| {
            bencher.iter(|| worst_of(black_box(&values), &mut one, &mut indices).unwrap());
        });
        group.bench_function(BenchmarkId::new("weighted_product", rows), |bencher| {
            bencher.iter(|| weighted_product(black_box(&raw), ProductScaling::Ratio, &mut one).unwrap());
        });
        group.bench_function(BenchmarkId::new("waspas", rows), |bencher| {
            bencher.iter(|| waspas(black_box(&raw), &WaspasOptions::default(), &mut one).unwrap());
        });
        topsis(&raw, TopsisScaling::Vector, &mut one).unwrap();
        group.bench_function(BenchmarkId::new("ranks", rows), |bencher| {
            bencher.iter(|| competition_ranks(black_box(&one), Better::Higher, resolution(CRITERIA)));
        });
    }
    group.finish();
}

/// Columns of numbers above 0 and at most `top` plus 1 that look random and are the same in every run; at most 1 where
/// `top` is 1.
fn columns(rows: usize, top: f64) -> Vec<Vec<f64>> {
    let base = if top > 1.0 { 1.0 } else { 0.0 };
    let cell = |row: usize, column: usize| {
        let mixed = (row * 2_654_435_761 + column * 40_503) % 9_000;
        base + top * f64::from(u32::try_from(mixed + 1).unwrap()) / 9_000.0
    };
    (0..CRITERIA)
        .map(|column| (0..rows).map(|row| cell(row, column)).collect())
        .collect()
}

/// Ten criteria, three of them costs.
fn table(columns: &[Vec<f64>]) -> DecisionTable<'_> {
    let columns = columns.iter().zip(1_u32..).map(|(values, number)| TableColumn {
        criterion_id: format!("c{number}").try_into().unwrap(),
        better: if number > 7 { Better::Lower } else { Better::Higher },
        weight: f64::from(number).try_into().unwrap(),
        values,
    });
    DecisionTable::new(columns.collect()).unwrap()
}

criterion_group!(benches, floor, methods);
criterion_main!(benches);
