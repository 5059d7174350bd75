//! Laws of the difference, and what it says about single changes.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::document::Document;

const FAULTLESS: &str = include_str!("../../lint/examples/faultless.json");

fn faultless() -> Value {
    serde_json::from_str(FAULTLESS).unwrap()
}

fn between(before: &str, after: &str) -> PlanDiff {
    let (before, after) = (Document::parse(before).unwrap(), Document::parse(after).unwrap());
    diff(
        &PlanView::read(before.root()).unwrap(),
        &PlanView::read(after.root()).unwrap(),
    )
}

/// Returns the difference with the versions exchanged.
fn mirrored(mut diff: PlanDiff) -> PlanDiff {
    let swap_hashes = |hashes: &mut HashPair| std::mem::swap(&mut hashes.before, &mut hashes.after);
    let swap_field = |field: &mut FieldChange| std::mem::swap(&mut field.before, &mut field.after);
    std::mem::swap(&mut diff.summary.added, &mut diff.summary.removed);
    for kind in &mut diff.summary.by_kind {
        std::mem::swap(&mut kind.added, &mut kind.removed);
    }
    swap_hashes(&mut diff.commitment_hash);
    swap_hashes(&mut diff.document_hash);
    for section in &mut diff.sections {
        section.fields.iter_mut().for_each(swap_field);
        for entity in &mut section.entities {
            std::mem::swap(&mut entity.before, &mut entity.after);
            entity.fields.iter_mut().for_each(swap_field);
            entity.change = match entity.change {
                EntityChange::Added => EntityChange::Removed,
                EntityChange::Removed => EntityChange::Added,
                EntityChange::Changed => EntityChange::Changed,
            };
        }
    }
    diff
}

/// Returns the difference without the places, which change when lists do, and without the hash that minds their order.
fn placeless(mut diff: PlanDiff) -> PlanDiff {
    let entities = diff.sections.iter_mut().flat_map(|section| &mut section.entities);
    for version in entities.flat_map(|entity| entity.before.iter_mut().chain(&mut entity.after)) {
        version.path.clear();
        version.value = None;
    }
    let fields = diff.sections.iter_mut().flat_map(|section| {
        let entities = section.entities.iter_mut().flat_map(|entity| &mut entity.fields);
        section.fields.iter_mut().chain(entities)
    });
    for field in fields {
        for value in [&mut field.before, &mut field.after].into_iter().flatten() {
            *value = by_value(value);
        }
    }
    diff.document_hash = HashPair {
        before: String::new(),
        after: String::new(),
    };
    diff
}

/// Returns the value with its lists in a fixed order.
fn by_value(value: &ValueText) -> ValueText {
    fn sorted(value: &mut Value) {
        if let Value::Array(items) = value {
            items.iter_mut().for_each(sorted);
            items.sort_by_key(ToString::to_string);
        } else if let Value::Object(members) = value {
            members.values_mut().for_each(sorted);
        }
    }
    let mut value: Value = serde_json::from_str(value.as_str()).unwrap();
    sorted(&mut value);
    ValueText::parse(&value.to_string()).unwrap()
}

/// Turns every list of a value round and round, each by another number of places.
fn shuffle(value: &mut Value, seed: &mut usize) {
    match value {
        Value::Array(items) => {
            *seed = seed.wrapping_mul(31).wrapping_add(7);
            let by = *seed % items.len().max(1);
            items.rotate_left(by);
            if seed.is_multiple_of(3) {
                items.reverse();
            }
            for item in items {
                shuffle(item, seed);
            }
        }
        Value::Object(members) => {
            for member in members.values_mut() {
                shuffle(member, seed);
            }
        }
        _ => {}
    }
}

fn shuffled(value: &Value, mut seed: usize) -> Value {
    let mut value = value.clone();
    shuffle(&mut value, &mut seed);
    value
}

/// Returns the pointers of all values below the plan.
fn places(value: &Value, place: &str, into: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), member))
            .collect(),
        Value::Array(items) => (0..)
            .zip(items)
            .map(|(at, item): (usize, _)| (at.to_string(), item))
            .collect(),
        _ => Vec::new(),
    };
    for (key, member) in members {
        let place = format!("{place}/{key}");
        places(member, &place, into);
        into.push(place);
    }
}

/// The faultless plan with some values replaced by others, some entries and members removed.
fn another() -> impl Strategy<Value = Value> {
    let mut known = Vec::new();
    places(&faultless(), "", &mut known);
    let edit = (prop::sample::select(known), 0_u8..3);
    prop::collection::vec(edit, 0..6).prop_map(|edits| {
        let mut plan = faultless();
        for (place, kind) in edits {
            let (around, last) = place.rsplit_once('/').unwrap();
            let id = last == "id";
            match (plan.pointer_mut(around), kind) {
                (Some(Value::Object(members)), 0) if !id && members.contains_key(last) => {
                    members.insert(last.to_owned(), json!("other"));
                }
                (Some(Value::Object(members)), 1) if !id => drop(members.remove(last)),
                (Some(Value::Array(items)), 2) => {
                    let at: usize = last.parse().unwrap();
                    if at < items.len() {
                        items.remove(at);
                    }
                }
                _ => {}
            }
        }
        plan
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_plan_does_not_differ_from_itself_in_another_order(plan in another(), seed in any::<usize>()) {
        let text = plan.to_string();
        let diff = between(&text, &shuffled(&plan, seed).to_string());
        prop_assert_eq!(&diff.sections, &[]);
        prop_assert_eq!(diff.summary, DiffSummary::default());
        prop_assert!(!diff.commitment_changed);
        let itself = between(&text, &serde_json::to_string_pretty(&plan).unwrap());
        prop_assert_eq!(&itself.sections, &[]);
        prop_assert_eq!(itself.document_hash.before, itself.document_hash.after);
    }

    #[test]
    fn exchanging_the_versions_mirrors_the_difference(before in another(), after in another()) {
        let (before, after) = (before.to_string(), after.to_string());
        prop_assert_eq!(mirrored(between(&before, &after)), between(&after, &before));
    }

    #[test]
    fn the_order_of_lists_does_not_matter(before in another(), after in another(), seeds in any::<(usize, usize)>()) {
        let turned = between(&shuffled(&before, seeds.0).to_string(), &shuffled(&after, seeds.1).to_string());
        prop_assert_eq!(placeless(turned), placeless(between(&before.to_string(), &after.to_string())));
    }

    #[test]
    fn an_empty_difference_means_equal_plans(before in another(), after in another()) {
        let diff = between(&before.to_string(), &after.to_string());
        let same = by_value(&ValueText::parse(&before.to_string()).unwrap()) == by_value(&ValueText::parse(&after.to_string()).unwrap());
        // An empty list of entries says the same as none.
        prop_assert!(!same || diff.sections.is_empty());
        if diff.sections.is_empty() {
            prop_assert!(!diff.commitment_changed);
        }
    }

    #[test]
    fn one_changed_value_is_told_once(place in any::<prop::sample::Index>()) {
        let (plan, mut known) = (faultless(), Vec::new());
        places(&plan, "", &mut known);
        known.retain(|place| plan.pointer(place).is_some_and(|value| !value.is_object() && !value.is_array()) && !place.ends_with("/id"));
        let place = &known[place.index(known.len())];
        let mut changed = plan.clone();
        *changed.pointer_mut(place).unwrap() = json!({"another": [1]});
        let diff = between(&plan.to_string(), &changed.to_string());
        let fields: Vec<_> = diff.sections.iter().flat_map(|section| {
            let entities = section.entities.iter();
            let below = entities.flat_map(|entity| entity.fields.iter().map(|field| {
                (entity.after.as_ref().unwrap().path.clone(), field)
            }));
            let own = section.fields.iter().map(|field| match section.section {
                "document" => (String::new(), field),
                section => (format!("/{section}"), field),
            });
            own.chain(below).collect::<Vec<_>>()
        }).collect();
        // What tells a tie or a score apart is no field of it: another one makes another entry.
        let mut keyed = entries::KEYED_PLACES.iter().flat_map(|keyed| keyed.key);
        if fields.is_empty() {
            prop_assert!(keyed.any(|key| place.ends_with(&format!("/{key}"))), "{}", place);
            prop_assert_eq!((diff.summary.added, diff.summary.removed), (1, 1));
        } else {
            prop_assert_eq!(fields.len(), 1, "{}", place);
            let told = format!("{}{}", fields[0].0, fields[0].1.path);
            // A list that is no list of entities is told as a whole.
            prop_assert!(place.starts_with(&told), "{} for {}", told, place);
        }
    }
}

#[cfg(feature = "schema")]
mod of_random_documents {
    use proptest::prelude::*;

    use super::{between, mirrored, shuffled};
    use crate::plan::Plan;
    use crate::plan::schema_documents::document;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Ids that stand twice, entries without: the laws hold all the same.
        #[test]
        fn the_laws_hold(one in any::<u64>(), other in any::<u64>(), fullness in any::<u8>(), seed in any::<usize>()) {
            let (one, other) = (document::<Plan>(one, fullness), document::<Plan>(other, fullness));
            let (before, after) = (one.to_string(), other.to_string());
            prop_assert_eq!(mirrored(between(&before, &after)), between(&after, &before));
            prop_assert_eq!(&between(&before, &shuffled(&one, seed).to_string()).sections, &[]);
        }
    }
}

fn told(before: &str, after: &str) -> Value {
    serde_json::to_value(between(before, after).sections).unwrap()
}

#[test]
fn entities_and_fields_are_told_as_they_are_written() {
    let before = r#"{"id": "P1", "x_a": 1, "plan": {"status": "draft", "period": {"start": "2026-01-01", "end": "2028-12-31"}},
        "objectives": [{"id": "O1", "title": "Cut stock-outs", "weight": 0.40}, {"id": "O2", "title": "Grow"}]}"#;
    let after = r#"{"id": "P1", "plan": {"status": "in_review", "period": {"start": "2026-01-01", "end": "2029-12-31"}},
        "objectives": [{"id": "O3"}, {"weight": 0.50, "title": "Cut stock-outs", "id": "O1"}], "risks": []}"#;
    assert_eq!(
        told(before, after),
        json!([
            {"section": "document", "fields": [{"path": "/x_a", "before": 1}], "entities": []},
            {
                "section": "plan",
                "fields": [
                    {"path": "/period/end", "before": "2028-12-31", "after": "2029-12-31"},
                    {"path": "/status", "before": "draft", "after": "in_review"},
                ],
                "entities": [],
            },
            {
                "section": "objectives",
                "fields": [],
                "entities": [
                    {
                        "kind": "objective", "id": "O1", "change": "changed",
                        "before": {"path": "/objectives/0", "label": "Cut stock-outs"},
                        "after": {"path": "/objectives/1", "label": "Cut stock-outs"},
                        "fields": [{"path": "/weight", "before": 0.40, "after": 0.50}],
                    },
                    {
                        "kind": "objective", "id": "O2", "change": "removed",
                        "before": {"path": "/objectives/1", "label": "Grow", "value": {"id": "O2", "title": "Grow"}},
                        "fields": [],
                    },
                    {
                        "kind": "objective", "id": "O3", "change": "added",
                        "after": {"path": "/objectives/0", "value": {"id": "O3"}},
                        "fields": [],
                    },
                ],
            },
        ])
    );
    let fields = between(before, after).sections[2].entities[0].fields.clone();
    assert_eq!(fields[0].after.as_ref().unwrap().as_str(), "0.50");
}

#[test]
fn what_moves_to_another_list_has_not_changed() {
    let before = r#"{"others": [{"id": "T1", "name": "Board member"}], "sla": [{"id": "SL1", "metrics": [{"id": "M1"}]}]}"#;
    let after = r#"{"team": [{"id": "T1", "name": "Board member"}],
        "account": {"agreements": [{"id": "SL1"}, {"id": "SL2", "metrics": [{"id": "M1"}]}]}}"#;
    let diff = between(before, after);
    let kinds: Vec<_> = diff
        .summary
        .by_kind
        .iter()
        .map(|kind| (kind.kind, kind.added, kind.changed))
        .collect();
    assert_eq!(kinds, [("agreement", 1, 0)]);
}

#[test]
fn equal_ids_are_matched_by_value_then_by_order() {
    let before = r#"{"risks": [{"id": "R1", "event": "a"}, {"id": "R1", "event": "b"}, {"event": "c"}, 7]}"#;
    let after = r#"{"risks": [{"id": "R1", "event": "x"}, {"id": "R1", "event": "a"}, {"event": "d"}, {"event": "e"}]}"#;
    let diff = between(before, after);
    let changes: Vec<_> = diff.sections[0]
        .entities
        .iter()
        .flat_map(|risk| {
            risk.fields.iter().map(|field| {
                let text = |value: &Option<ValueText>| value.as_ref().map(ToString::to_string);
                (
                    risk.id.as_deref(),
                    field.path.as_str(),
                    text(&field.before),
                    text(&field.after),
                )
            })
        })
        .collect();
    let quoted = |text: &str| Some(format!("\"{text}\""));
    assert_eq!(
        changes,
        [
            (None, "/event", quoted("c"), quoted("d")),
            (
                None,
                "",
                Some("7".to_owned()),
                Some("{\"event\": \"e\"}".to_owned())
            ),
            (Some("R1"), "/event", quoted("b"), quoted("x")),
        ]
    );
}

#[test]
fn sections_that_are_no_lists_are_compared_whole() {
    assert_eq!(
        told(
            r#"{"objectives": {"id": "O1"}}"#,
            r#"{"objectives": [{"id": "O1"}]}"#
        ),
        json!([{
            "section": "objectives",
            "fields": [{"path": "", "before": {"id": "O1"}}],
            "entities": [{
                "kind": "objective", "id": "O1", "change": "added",
                "after": {"path": "/objectives/0", "value": {"id": "O1"}}, "fields": [],
            }],
        }])
    );
    assert_eq!(
        told(r#"{"plan": 1, "plan": 2}"#, r#"{"plan": 1}"#),
        json!([{"section": "plan", "fields": [{"path": "", "before": 2}], "entities": []}])
    );
}
