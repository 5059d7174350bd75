//! Benchmarks of keyaccount: one file per operation that grows with its input.

#![allow(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a bench may stop where it cannot run"
)]

use std::collections::BTreeSet;

use keyaccount::scoring::{Better, DecisionTable, TableColumn};
use serde_json::Value;

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

/// A strategic plan of about 175 entities in which the linter finds nothing as of 2026-09-30.
pub const PLAN: &str = include_str!("../crates/keyaccount/src/lint/examples/faultless.json");

/// The portfolio in which the account of that plan stands.
pub const PORTFOLIO: &str = include_str!("../crates/keyaccount/src/lint/examples/faultless-portfolio.json");

/// Returns that plan with the entries of its lists `copies` times, each time under other ids.
pub fn plan_of(copies: usize) -> String {
    let mut plan: Value = serde_json::from_str(PLAN).unwrap();
    let sections = plan.as_object_mut().unwrap();
    let lists = sections.values().filter_map(Value::as_array);
    let ids: BTreeSet<String> = lists
        .flatten()
        .filter_map(|entry| Some(entry.get("id")?.as_str()?.to_owned()))
        .collect();
    for (_, list) in sections.iter_mut() {
        let Value::Array(entries) = list else { continue };
        if entries.iter().any(|entry| entry.get("seq").is_some()) {
            continue;
        }
        let first = entries.clone();
        for copy in 1..copies {
            entries.extend(first.iter().map(|entry| renamed(entry, &ids, copy)));
        }
    }
    plan.to_string()
}

/// Returns the value with each id, and each reference to one, followed by the number of the copy.
fn renamed(value: &Value, ids: &BTreeSet<String>, copy: usize) -> Value {
    match value {
        Value::String(text) => {
            let id = text.split_once(':').map_or(text.as_str(), |(_, id)| id);
            let is_id = ids.contains(id);
            Value::String(if is_id {
                format!("{text}-{copy}")
            } else {
                text.clone()
            })
        }
        Value::Array(items) => items.iter().map(|item| renamed(item, ids, copy)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), renamed(member, ids, copy)))
            .collect(),
        other => other.clone(),
    }
}
