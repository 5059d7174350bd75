//! Calls one method so and so often, on a table of a thousand rows or on a plan: `instructions METHOD CALLS`.
//!
//! `cargo xtask instructions` counts the instructions of few and of more calls; their difference is that of the calls alone.

#[path = "peers/methods.rs"]
mod methods;

use std::error::Error;
use std::hint::black_box;

use keyaccount::document::Document;
use keyaccount::lint::{self, Options};
use keyaccount::plan::PlanView;

const ROWS: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [method, calls] = arguments.as_slice() else {
        return Err("usage: instructions METHOD CALLS".into());
    };
    if method == "plan_check" {
        return check_plan(calls.parse()?);
    }
    let columns = columns();
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let mut call = methods::method(method, &columns)?;
    let mut results = Vec::new();
    for _ in 0..calls.parse::<u32>()? {
        call(&mut results)?;
        black_box(&results);
    }
    Ok(())
}

/// Reads and checks a plan of about 175 entities, as a form does at each keystroke.
fn check_plan(calls: u32) -> Result<(), Box<dyn Error>> {
    let options = Options {
        as_of: Some("2026-09-30".parse()?),
        ..Options::default()
    };
    for _ in 0..calls {
        let document = Document::parse(black_box(keyaccount_benches::PLAN))?;
        let view = PlanView::read(document.root())?;
        black_box(lint::check(&view, None, &options)?);
    }
    Ok(())
}

/// Returns ten columns of numbers between 1 and 10, the same ones each time: multiples of an irrational number.
fn columns() -> Vec<Vec<f64>> {
    const GOLDEN_RATIO: f64 = 1.618_033_988_749_895;
    let mut multiple = 0.0_f64;
    let mut next = || {
        multiple += GOLDEN_RATIO;
        1.0 + 9.0 * multiple.fract()
    };
    (0..methods::CRITERIA)
        .map(|_| (0..ROWS).map(|_| next()).collect())
        .collect()
}
