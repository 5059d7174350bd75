//! Laws of the plan document: what the schema allows can be read, and nothing is lost on the way.

use proptest::prelude::*;
use serde_json::Value;

use super::schema_documents::document;
use super::{Plan, PlanView};
use crate::account::Account;
use crate::document::{Document, read};
use crate::sla::Agreement;
use crate::stakeholder::Contact;
use crate::team::Member;

fn view(text: &str) -> (Plan, Vec<String>) {
    let document = Document::parse(text).unwrap();
    let view = PlanView::read(document.root()).unwrap();
    let problems = view
        .problems
        .iter()
        .map(|problem| format!("{}: {}", problem.pointer, problem.message));
    let incomplete = view
        .incomplete
        .iter()
        .map(|part| format!("{} lacks {:?}", part.pointer, part.absent));
    let faults = problems.chain(incomplete).collect();
    (view.plan, faults)
}

/// Reads, writes and reads again; the two readings must be equal.
fn round_trip<T>(seed: u64, fullness: u8) -> Result<(), TestCaseError>
where
    T: schemars::JsonSchema + serde::de::DeserializeOwned + serde::Serialize + PartialEq + std::fmt::Debug,
{
    let text = document::<T>(seed, fullness).to_string();
    let once: T = read(&text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
    let again: T = read(&serde_json::to_string(&once).unwrap()).unwrap();
    prop_assert_eq!(once, again);
    Ok(())
}

/// Returns the places of all values below `value`.
fn pointers(value: &Value, place: &str, into: &mut Vec<String>) {
    into.push(place.to_owned());
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                pointers(member, &format!("{place}/{key}"), into);
            }
        }
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                pointers(item, &format!("{place}/{position}"), into);
            }
        }
        _ => {}
    }
}

fn any_intruder() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        Just(serde_json::json!([])),
        Just(serde_json::json!({})),
        Just(serde_json::json!([[{"state": "unknown"}]])),
        Just(serde_json::json!({"id": {"value": [null]}})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_the_schema_allows_is_read_without_a_fault(seed in any::<u64>(), fullness in any::<u8>()) {
        let text = document::<Plan>(seed, fullness).to_string();
        let (plan, faults) = view(&text);
        prop_assert_eq!(&faults, &[""; 0], "{}", text);
        // Strict and tolerant reading are one reading where there is no fault.
        prop_assert_eq!(read::<Plan>(&text).unwrap(), plan);
    }

    #[test]
    fn a_plan_survives_the_round_trip(seed in any::<u64>(), fullness in any::<u8>()) {
        let (once, _) = view(&document::<Plan>(seed, fullness).to_string());
        let (again, faults) = view(&serde_json::to_string(&once).unwrap());
        prop_assert_eq!(&faults, &[""; 0]);
        prop_assert_eq!(once, again);
    }

    #[test]
    fn accounts_agreements_and_people_survive_the_round_trip(seed in any::<u64>(), fullness in any::<u8>()) {
        round_trip::<Account>(seed, fullness)?;
        round_trip::<Agreement>(seed, fullness)?;
        round_trip::<Contact>(seed, fullness)?;
        round_trip::<Member>(seed, fullness)?;
    }

    #[test]
    fn one_wrong_value_is_found_where_it_stands_and_hides_nothing_else(
        seed in any::<u64>(),
        place in any::<prop::sample::Index>(),
        intruder in any_intruder(),
    ) {
        let mut document = document::<Plan>(seed, 160);
        let mut places = Vec::new();
        pointers(&document, "", &mut places);
        let place = places[place.index(places.len())].clone();
        prop_assume!(!place.is_empty());
        *document.pointer_mut(&place).unwrap() = intruder;
        let text = document.to_string();
        let parsed = Document::parse(&text).unwrap();
        let view = PlanView::read(parsed.root()).unwrap();
        for problem in &view.problems {
            // A choice by its key, such as a window, is at fault as a whole; without its `state` a fact that is not
            // known is taken for a value that lacks its fields.
            let around = place.strip_suffix("state").unwrap_or(&place);
            let nearby = problem.pointer.starts_with(around) || place.starts_with(&problem.pointer);
            prop_assert!(nearby, "{} is told for {}: {}", problem.pointer, place, text);
        }
        for part in &view.incomplete {
            prop_assert!(part.pointer.starts_with(&place) || part.pointer.is_empty(), "{:?} for {}", part, place);
        }
    }
}

#[test]
fn a_plan_of_many_bad_entities_is_read_in_one_pass_each() {
    let entity = r#"{"id": 7, "title": [], "status": "dnoe", "assignments": [1, {"part": "Q"}]}"#;
    let many = vec![entity; 4000].join(",");
    let (plan, faults) = view(&format!(r#"{{"actions": [{many}]}}"#));
    assert_eq!(plan.actions.len(), 4000);
    // Four unreadable values and the entry that is no object, and for the plan itself its required keys.
    assert_eq!(faults.len(), 5 * 4000 + 1);
}
