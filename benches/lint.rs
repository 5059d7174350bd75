//! How long it takes to check plans: one of about 200 entities, and many of them.
#![allow(
    missing_docs,
    reason = "the macros of the harness write functions without comments"
)]
#![allow(clippy::unwrap_used, reason = "a bench may stop where it cannot run")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use keyaccount::document::Document;
use keyaccount::lint::{self, Options};
use keyaccount::plan::PlanView;
use keyaccount::portfolio::Portfolio;
use keyaccount_benches::{PLAN, PORTFOLIO, plan_of};

fn one_plan(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check_plan");
    let options = Options {
        as_of: Some("2026-09-30".parse().unwrap()),
        ..Options::default()
    };
    let document = Document::parse(PLAN).unwrap();
    let view = PlanView::read(document.root()).unwrap();
    let portfolio = Portfolio::read(PORTFOLIO).unwrap();
    group.bench_function("read", |bencher| {
        bencher.iter(|| {
            let document = Document::parse(black_box(PLAN)).unwrap();
            black_box(PlanView::read(document.root()).unwrap().plan.actions.len())
        });
    });
    group.bench_function("check", |bencher| {
        bencher.iter(|| black_box(lint::check(&view, None, &options).unwrap()));
    });
    group.bench_function("check_within_portfolio", |bencher| {
        bencher.iter(|| black_box(lint::check(&view, Some(&portfolio), &options).unwrap()));
    });
    group.finish();
}

/// Plans of growing size: the time per entity stays the same.
fn growing_plans(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check_growing_plans");
    group.sample_size(10);
    let options = Options {
        as_of: Some("2026-09-30".parse().unwrap()),
        ..Options::default()
    };
    for copies in [1_usize, 10, 100] {
        let text = plan_of(copies);
        let document = Document::parse(&text).unwrap();
        let view = PlanView::read(document.root()).unwrap();
        group.throughput(Throughput::Elements(u64::try_from(copies).unwrap()));
        group.bench_with_input(BenchmarkId::from_parameter(copies), &view, |bencher, view| {
            bencher.iter(|| black_box(lint::check(view, None, &options).unwrap()));
        });
    }
    group.finish();
}

criterion_group!(benches, one_plan, growing_plans);
criterion_main!(benches);
