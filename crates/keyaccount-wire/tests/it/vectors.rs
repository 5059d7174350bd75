//! Every conformance case, replayed.

use std::collections::BTreeMap;
use std::path::Path;

use keyaccount_wire::{OPERATIONS, entry};

use crate::vector::{Outcome, Vector, cases, difference};

#[test]
fn every_case_gives_the_same_bytes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let cases = cases(&folder).unwrap();
    let mut failures = Vec::new();
    let mut seen = BTreeMap::new();
    for (operation, path) in &cases {
        let seen: &mut Seen = seen.entry(operation.as_str()).or_default();
        if let Err(reason) = replay(operation, path, seen) {
            let case = path.strip_prefix(&folder).unwrap().display();
            failures.push(format!("{case}\n  {reason}"));
        }
    }
    for operation in OPERATIONS {
        let seen = seen.get(operation.name);
        if seen.is_none_or(|seen| seen.worked == 0) {
            failures.push(format!("{}: no case with worked values", operation.name));
        }
        if seen.is_none_or(|seen| seen.errors == 0) {
            failures.push(format!("{}: no case with an error", operation.name));
        }
    }
    assert!(
        failures.is_empty(),
        "{} failures in {} cases; `vectors/README.md` says how to bless a change that is meant\n\n{}\n",
        failures.len(),
        cases.len(),
        failures.join("\n\n")
    );
}

/// The cases of one loop: what the answer for one period says, the request for the next one repeats.
#[test]
fn the_periods_of_the_dwell_follow_each_other() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/select.run");
    let read = |period: u32| -> serde_json::Value {
        let text = std::fs::read_to_string(folder.join(format!("dwell_period_{period}_of_4.json"))).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    for period in 1..4 {
        let answer: serde_json::Value =
            serde_json::from_str(read(period)["answer_text"].as_str().unwrap()).unwrap();
        assert!(answer["next_incumbents"].is_array());
        assert_eq!(
            answer["next_incumbents"],
            read(period + 1)["request"]["incumbents"],
            "{period}"
        );
    }
}

/// How many cases of each kind an operation has.
#[derive(Default)]
struct Seen {
    worked: usize,
    errors: usize,
}

fn replay(operation: &str, path: &Path, seen: &mut Seen) -> Result<(), String> {
    let entry = entry(operation).ok_or_else(|| format!("there is no operation called `{operation}`"))?;
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let vector = Vector::read(&text)?;
    if vector.to_text() != text {
        return Err(
            "the file is not in the written form; `cargo xtask gen --bless-vectors` writes it".to_owned(),
        );
    }
    let expected = vector.expected().ok_or("the case expects nothing yet")?;
    match expected {
        Outcome::Answer(_) => seen.worked += usize::from(vector.is_worked()),
        Outcome::Error(_) => seen.errors += 1,
    }
    let got = vector.ask(entry)?;
    if got != expected {
        return Err(difference(&expected, &got));
    }
    vector.check_worked(&got)
}
