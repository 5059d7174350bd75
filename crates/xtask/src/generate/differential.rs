//! Thousands of requests with the outcomes of this build, for the other hosts to compare with theirs.
//!
//! The requests are changed copies of the conformance vectors, so every operation takes part without a generator of its own.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use anyhow::Context as _;
use keyaccount_wire::{Entry, entry};
use serde_json::{Value, json};

use super::mutation::{mutate, vary_numbers};
use super::random::Random;
use crate::repository;
use crate::vector::{Outcome, Vector, answer_text, cases};

/// Writes `count` requests per operation to `file`, one JSON object per line, members as in a vector.
pub(super) fn write(file: &Path, count: usize, seed: u64) -> anyhow::Result<()> {
    let mut random = Random::new(seed);
    let mut text = String::new();
    let (mut requests, mut answers) = (0, 0);
    for (entry, starts) in starts()? {
        for _ in 0..count {
            let mut request = random.choice(&starts).clone();
            if random.below(2) == 0 {
                vary_numbers(&mut request, &mut random);
            } else {
                mutate(&mut request, &mut random);
            }
            let request = request.to_string();
            let outcome = outcome(entry, &request)?;
            requests += 1;
            answers += usize::from(matches!(outcome, Outcome::Answer(_)));
            let key = if matches!(outcome, Outcome::Answer(_)) {
                "answer_text"
            } else {
                "error_text"
            };
            let line = json!({"operation": entry.name, "request_text": request, key: outcome.text()});
            text.push_str(&line.to_string());
            text.push('\n');
        }
    }
    anyhow::ensure!(
        answers * 10 > requests,
        "only {answers} of {requests} requests got an answer"
    );
    std::fs::create_dir_all(file.parent().context("the file needs a folder")?)?;
    std::fs::write(file, text)?;
    println!("{requests} requests, {answers} answers, in {}", file.display());
    Ok(())
}

/// Returns the requests of the vectors that get an answer, by operation.
fn starts() -> anyhow::Result<Vec<(&'static Entry, Vec<Value>)>> {
    let folder = repository::root().join("crates/keyaccount-wire/vectors");
    let mut starts: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (operation, path) in cases(&folder).map_err(anyhow::Error::msg)? {
        let vector = Vector::read(&std::fs::read_to_string(&path)?).map_err(anyhow::Error::msg)?;
        let starts = starts.entry(operation).or_default();
        // What starts as an error hardly ever becomes an answer.
        if let Some(Outcome::Answer(_)) = vector.expected() {
            starts.push(serde_json::from_str(
                &vector.request().map_err(anyhow::Error::msg)?,
            )?);
        }
    }
    let with_entry = starts.into_iter().map(|(operation, starts)| {
        anyhow::ensure!(!starts.is_empty(), "{operation} has no vector to start from");
        Ok((
            entry(&operation).with_context(|| format!("no operation is called `{operation}`"))?,
            starts,
        ))
    });
    with_entry.collect()
}

/// Returns what the operation says, an error when it panics or says something else the second time.
fn outcome(entry: &Entry, request: &str) -> anyhow::Result<Outcome> {
    let once = || -> anyhow::Result<Outcome> {
        let reply = catch_unwind(AssertUnwindSafe(|| (entry.call)(request)));
        match reply.map_err(|_| anyhow::anyhow!("{} panicked at {request}", entry.name))? {
            Ok(reply) => Ok(Outcome::Answer(
                answer_text(&reply).map_err(anyhow::Error::msg)?.to_owned(),
            )),
            Err(error) => Ok(Outcome::Error(serde_json::to_string(&error)?)),
        }
    };
    let outcome = once()?;
    anyhow::ensure!(
        outcome == once()?,
        "{} gives two outcomes for {request}",
        entry.name
    );
    Ok(outcome)
}
