//! Records hold, and say what was changed.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{RecordInput, RecordPart, ScoreRecord, ScoreReplay, inputs_hash, replay};
use crate::document;
use crate::fault::Fault;
use crate::scoring::tests::cases::cases;

fn input(value: &Value) -> RecordInput {
    let read = |key: &str| serde_json::from_value(value[key].clone());
    RecordInput {
        model: read("model").unwrap(),
        accounts: serde_json::from_value(value["accounts"].clone()).unwrap(),
        as_of: serde_json::from_value(value["as_of"].clone()).unwrap(),
        policy: serde_json::from_value(value["policy"].clone()).unwrap(),
        needs: Vec::new(),
        incumbents: Vec::new(),
        recorded_on: serde_json::from_value(value["recorded_on"].clone()).unwrap(),
    }
}

fn example() -> Value {
    json!({"recorded_on": "2026-09-30", "policy": {"top": 1},
        "model": {"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
            "criteria": [
                {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 3,
                 "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse"},
                {"id": "service", "name": "Service", "meaning": "How they rate us", "weight": 1,
                 "rubric": [{"level": 1, "sentence": "Poor.", "grade": "C"}, {"level": 3, "sentence": "Good.", "grade": "A"}],
                 "direction": "more_is_better", "anchors": {"worst": 1, "best": 3}, "when_absent": "worst"}]},
        "accounts": [{"id": "globex", "facts": {"growth": 10, "service": "A"}},
                     {"id": "initech", "facts": {"growth": 7.3}}]})
}

fn recorded() -> Value {
    serde_json::to_value(ScoreRecord::new(input(&example())).unwrap()).unwrap()
}

/// Replays a record that was written as JSON and changed.
fn replayed(value: &Value) -> ScoreReplay {
    replay(&document::read(&value.to_string()).unwrap()).unwrap()
}

fn altered(replay: &ScoreReplay) -> Vec<RecordPart> {
    let altered = replay.hashes.iter().filter(|hash| !hash.equal);
    altered.map(|hash| hash.part).collect()
}

#[test]
fn a_record_holds() {
    let record = recorded();
    assert_eq!(record["schema"], "keyaccount/score-record/1");
    assert_eq!(record["recorded_on"], "2026-09-30");
    assert_eq!(record["answer"]["accounts"][0]["contributions"][1]["grade"], "A");
    assert_eq!(record["selection"]["selected_count"], 1);
    let replay = replayed(&record);
    assert!(replay.holds && replay.answer_equal, "{replay:?}");
    assert_eq!(replay.selection_equal, Some(true));
    assert_eq!(replay.hashes.len(), 4);
    assert_eq!(replay.first_difference, None);
}

#[test]
fn a_record_without_a_selection_has_none() {
    let mut example = example();
    example["policy"] = Value::Null;
    let record = serde_json::to_value(ScoreRecord::new(input(&example)).unwrap()).unwrap();
    assert_eq!(
        (record.get("selection"), record.get("selection_hash")),
        (None, None)
    );
    let replay = replayed(&record);
    assert!(replay.holds);
    assert_eq!((replay.selection_equal, replay.hashes.len()), (None, 3));
}

#[test]
fn an_altered_model_is_named() {
    let mut record = recorded();
    record["model"]["criteria"][0]["weight"] = json!(2);
    let replay = replayed(&record);
    assert!(!replay.holds && !replay.answer_equal);
    assert_eq!(altered(&replay), [RecordPart::Model]);
    let difference = replay.first_difference.unwrap();
    assert_eq!(difference.path, "/answer/accounts/0/contributions/0/points");
    // Growth is worth 9 x 3/4 points at best, then 9 x 2/3; half of it is half the way.
    assert_eq!(difference.recorded.as_deref(), Some("3.375"));
    assert_eq!(difference.recomputed.as_deref(), Some("3"));
}

#[test]
fn a_sentence_of_the_model_changes_its_hash_and_no_answer() {
    let mut record = recorded();
    record["model"]["criteria"][0]["meaning"] = json!("Something else");
    let replay = replayed(&record);
    assert!(!replay.holds && replay.answer_equal);
    assert_eq!(altered(&replay), [RecordPart::Model]);
    assert_eq!(replay.first_difference, None);
}

#[test]
fn altered_inputs_are_named() {
    let mut record = recorded();
    record["accounts"][1]["facts"]["growth"] = json!(7.4);
    let replay = replayed(&record);
    assert_eq!(altered(&replay), [RecordPart::Inputs]);
    let difference = replay.first_difference.unwrap();
    assert_eq!(difference.path, "/answer/accounts/1/contributions/0/fact");
    assert_eq!(
        (difference.recorded.as_deref(), difference.recomputed.as_deref()),
        (Some("7.3"), Some("7.4"))
    );

    let mut record = recorded();
    record["policy"]["top"] = json!(2);
    let replay = replayed(&record);
    assert!(replay.answer_equal);
    assert_eq!(
        (replay.selection_equal, altered(&replay)),
        (Some(false), vec![RecordPart::Inputs])
    );
    assert!(replay.first_difference.unwrap().path.starts_with("/selection/"));
}

#[test]
fn altered_answers_are_named() {
    let mut record = recorded();
    record["answer"]["accounts"][1]["score"] = json!(9.5);
    let replay = replayed(&record);
    assert_eq!(altered(&replay), [RecordPart::Answer]);
    let difference = replay.first_difference.unwrap();
    assert_eq!(difference.path, "/answer/accounts/1/score");
    assert_eq!(difference.recorded.as_deref(), Some("9.5"));

    let mut record = recorded();
    record["selection"]["accounts"].as_array_mut().unwrap().pop();
    let replay = replayed(&record);
    assert_eq!(altered(&replay), [RecordPart::Selection]);
    let difference = replay.first_difference.unwrap();
    assert_eq!(
        (difference.path.as_str(), difference.recorded),
        ("/selection/accounts/1", None)
    );
    assert!(
        difference
            .recomputed
            .unwrap()
            .starts_with(r#"{"account_id":"initech""#)
    );

    let mut record = recorded();
    record.as_object_mut().unwrap().remove("selection");
    let replay = replayed(&record);
    assert_eq!(
        (replay.selection_equal, altered(&replay)),
        (Some(false), vec![RecordPart::Selection])
    );
    assert_eq!(replay.first_difference.unwrap().path, "/selection");
}

/// One unit in the last place is enough, and no writer of JSON adds one.
#[test]
fn the_last_bit_counts() {
    let mut record = recorded();
    let value = record["answer"]["accounts"][1]["contributions"][0]["value"]
        .as_f64()
        .unwrap();
    record["answer"]["accounts"][1]["contributions"][0]["value"] = json!(value.next_up());
    assert_eq!(altered(&replayed(&record)), [RecordPart::Answer]);
}

#[test]
fn a_record_survives_a_writer_that_writes_numbers_in_its_own_way() {
    let text = recorded().to_string().replace(".0,", ",").replace(".0}", "}");
    let record: ScoreRecord = document::read(&text).unwrap();
    assert!(record.answer.as_str().contains(r#""min":1,"max":10}"#));
    assert!(replay(&record).unwrap().holds);
}

#[test]
fn records_that_cannot_be_computed_say_where() {
    let error = |change: &dyn Fn(&mut Value)| {
        let mut record = recorded();
        change(&mut record);
        let error = replay(&document::read(&record.to_string()).unwrap()).unwrap_err();
        (error.code().to_owned(), error.path(), error.to_string())
    };
    let (code, path, message) = error(&|record| record["model"]["criteria"][0]["anchors"]["best"] = json!(0));
    assert_eq!(
        (code.as_str(), path.as_str()),
        ("model_value", "/model/criteria/0/anchors")
    );
    assert_eq!(
        message,
        "anchors of `growth` must be two different finite numbers (got worst 0, best 0)"
    );
    let (code, path, _) = error(&|record| record["accounts"][1]["id"] = json!("globex"));
    assert_eq!(
        (code.as_str(), path.as_str()),
        ("duplicate_account", "/accounts/1/id")
    );
    let (code, path, _) = error(&|record| record["policy"]["top"] = json!(0));
    assert_eq!((code.as_str(), path.as_str()), ("top_zero", "/policy/top"));
    let (_, path, _) = error(&|record| record["answer"]["accounts"][0]["score"] = Value::Null);
    assert_eq!(path, "/answer/accounts/0/score");
    let (code, path, message) = error(&|record| {
        record.as_object_mut().unwrap().remove("policy");
        record["needs"] = json!([{"account_id": "globex", "hours_per_year": 3}]);
    });
    assert_eq!((code.as_str(), path.as_str()), ("policy_missing", "/needs"));
    assert_eq!(
        message,
        "`needs` must be empty where there is no `policy` (got 1)"
    );
}

/// Service of 30 June, carried for 60 days; the record keeps the day, so that it holds in later years.
#[test]
fn a_record_with_earlier_facts_holds_and_hashes_them() {
    let mut example = example();
    example["as_of"] = json!("2026-08-29");
    example["model"]["criteria"][1]["carry_forward_at_most_days"] = json!(60);
    // A quarter of the way, so that every number is exact in binary.
    example["accounts"][1]["facts"]["growth"] = json!(5);
    example["accounts"][1]["earlier"] = json!([
        {"criterion_id": "service", "value": "C", "known_on": "2025-06-30"},
        {"criterion_id": "service", "value": "A", "known_on": "2026-06-30"}]);
    let mut record = serde_json::to_value(ScoreRecord::new(input(&example)).unwrap()).unwrap();
    assert_eq!(record["as_of"], "2026-08-29");
    let carried = record.pointer("/answer/accounts/1/contributions/1").unwrap();
    assert_eq!(
        (&carried["known_on"], &carried["fact"]),
        (&json!("2026-06-30"), &json!(3.0))
    );
    assert!(replayed(&record).holds);
    record["accounts"][1]["earlier"].as_array_mut().unwrap().reverse();
    assert!(
        replayed(&record).holds,
        "the order of earlier facts does not count"
    );

    let mut other_day = record.clone();
    other_day["as_of"] = json!("2026-08-30");
    let replay = replayed(&other_day);
    assert_eq!(
        (altered(&replay), replay.answer_equal),
        (vec![RecordPart::Inputs], false)
    );
    // Even one that counts for nothing is part of what was said.
    record["accounts"][1]["earlier"].as_array_mut().unwrap().pop();
    let replay = replayed(&record);
    assert_eq!(
        (altered(&replay), replay.answer_equal),
        (vec![RecordPart::Inputs], true)
    );
}

proptest! {
    #[test]
    fn every_record_holds_in_any_order_of_accounts(case in cases(6), turn in 0_usize..6) {
        let input = RecordInput {
            model: case.model.clone(), accounts: case.accounts.clone(), as_of: None, policy: None,
            needs: Vec::new(), incumbents: Vec::new(), recorded_on: None,
        };
        let record = ScoreRecord::new(input).unwrap();
        let text = serde_json::to_string(&record).unwrap();
        let mut read: ScoreRecord = document::read(&text).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
        read.accounts.rotate_left(turn.min(case.accounts.len()));
        let replay = replay(&read).unwrap();
        prop_assert!(replay.holds, "{:?}", replay);
        prop_assert_eq!(inputs_hash(&read.accounts, None, None, &[], &[]), record.inputs_hash);
    }
}
