//! A record made by an earlier version still comes out as it was recorded, byte for byte.

use std::fs;

use keyaccount::document;
use keyaccount::record::{ScoreRecord, replay};
use keyaccount::scoring::CompiledModel;
use keyaccount::selection::{SelectionFacts, select};

fn example() -> ScoreRecord {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/examples/scoring/record.json"
    );
    document::read(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_record_of_the_first_version_holds() {
    let record = example();
    assert_eq!(record.library_version, "0.1.0");
    let replay = replay(&record).unwrap();
    assert!(replay.holds, "{replay:#?}");
}

/// Stronger than a replay, which compares canonical forms: the very text of the answers.
#[test]
fn the_answers_of_the_record_come_out_byte_for_byte() {
    let record = example();
    let scores = CompiledModel::compile(&record.model)
        .unwrap()
        .score(&record.accounts)
        .unwrap();
    assert_eq!(serde_json::to_string(&scores).unwrap(), record.answer.as_str());
    let facts = SelectionFacts {
        needs: &record.needs,
        incumbents: &record.incumbents,
    };
    let selection = select(&scores, record.policy.as_ref().unwrap(), &facts).unwrap();
    assert_eq!(
        serde_json::to_string(&selection).unwrap(),
        record.selection.unwrap().as_str()
    );
}
