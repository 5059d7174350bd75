//! Benchmarks of keyaccount: one file per operation that grows with its input.

#![allow(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a bench may stop where it cannot run"
)]

use keyaccount::scoring::{Better, DecisionTable, TableColumn};

/// Returns columns of numbers between 1 and 10 that look random and are the same in every run.
pub fn uniform_columns(rows: usize, columns: usize) -> Vec<Vec<f64>> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        // xorshift64 (Marsaglia 2003); the upper 32 bits as a part of 2^32.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        1.0 + 9.0 * f64::from(u32::try_from(state >> 32).unwrap()) / 4_294_967_296.0
    };
    (0..columns)
        .map(|_| (0..rows).map(|_| next()).collect())
        .collect()
}

/// Returns the table of the columns, called c0, c1, ..., with weights 1, 2, ...; every third is a cost.
pub fn table(columns: &[Vec<f64>]) -> DecisionTable<'_> {
    let columns = columns.iter().zip(0_u32..).map(|(values, index)| TableColumn {
        criterion_id: format!("c{index}").try_into().unwrap(),
        better: if index % 3 == 2 {
            Better::Lower
        } else {
            Better::Higher
        },
        weight: f64::from(index + 1).try_into().unwrap(),
        values,
    });
    DecisionTable::new(columns.collect()).unwrap()
}
