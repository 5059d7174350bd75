//! The text after a patch says what a slow patch of the value says, and only the edited place has changed.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::document::patch::{Edit, EditOperation, apply};
use crate::document::{Document, ValueText, pointer};

/// Applies one step to a value, written after the standard and nothing else.
fn slow(document: &mut Value, edit: &Edit) -> Option<()> {
    let value = || serde_json::from_str::<Value>(edit.value.as_ref().unwrap().as_str()).unwrap();
    match edit.op {
        EditOperation::Test => (*document.pointer(&edit.path)? == value()).then_some(()),
        EditOperation::Add => put(document, &edit.path, value()),
        EditOperation::Replace => {
            *document.pointer_mut(&edit.path)? = value();
            Some(())
        }
        EditOperation::Remove => take(document, &edit.path).map(|_| ()),
        EditOperation::Move => {
            let from = edit.from.as_ref()?;
            let into_itself = edit.path.strip_prefix(from.as_str());
            if into_itself.is_some_and(|below| below.starts_with('/')) {
                return None;
            }
            if *from == edit.path {
                return document.pointer(from).map(|_| ());
            }
            let value = take(document, from)?;
            put(document, &edit.path, value)
        }
        EditOperation::Copy => {
            let value = document.pointer(edit.from.as_ref()?)?.clone();
            put(document, &edit.path, value)
        }
    }
}

fn put(document: &mut Value, path: &str, value: Value) -> Option<()> {
    let Some((around, last)) = path.rsplit_once('/') else {
        *document = value;
        return Some(());
    };
    match document.pointer_mut(around)? {
        Value::Object(members) => {
            members.insert(last.replace("~1", "/").replace("~0", "~"), value);
        }
        Value::Array(items) => {
            let at = if last == "-" {
                items.len()
            } else {
                last.parse().ok()?
            };
            (at <= items.len()).then(|| items.insert(at, value))?;
        }
        _ => return None,
    }
    Some(())
}

fn take(document: &mut Value, path: &str) -> Option<Value> {
    let (around, last) = path.rsplit_once('/')?;
    match document.pointer_mut(around)? {
        Value::Object(members) => members.remove(&last.replace("~1", "/").replace("~0", "~")),
        Value::Array(items) => {
            let at: usize = last.parse().ok()?;
            (at < items.len()).then(|| items.remove(at))
        }
        _ => None,
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i8>().prop_map(|number| json!(f64::from(number) / 4.0)),
        any::<u16>().prop_map(Value::from),
        "[a\"/ é]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[ab/~]{1,2}", inner, 0..4)
                .prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

/// Lays a value out with white space chosen by `seed`, as a person might.
fn laid_out(value: &Value, seed: &mut u64, out: &mut String) {
    let (brackets, members): (_, Vec<(Option<&String>, &Value)>) = match value {
        Value::Array(items) => (["[", "]"], items.iter().map(|item| (None, item)).collect()),
        Value::Object(members) => (
            ["{", "}"],
            members.iter().map(|(key, value)| (Some(key), value)).collect(),
        ),
        scalar => {
            out.push_str(&scalar.to_string());
            return;
        }
    };
    out.push_str(brackets[0]);
    for (position, (key, member)) in members.into_iter().enumerate() {
        if position > 0 {
            out.push_str(blank(seed));
            out.push(',');
        }
        out.push_str(blank(seed));
        if let Some(key) = key {
            out.push_str(&json!(key).to_string());
            out.push_str(blank(seed));
            out.push(':');
            out.push_str(blank(seed));
        }
        laid_out(member, seed, out);
    }
    out.push_str(blank(seed));
    out.push_str(brackets[1]);
}

fn blank(seed: &mut u64) -> &'static str {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    ["", "", " ", "\n  ", "\r\n\t", "\n\n "][usize::try_from((*seed >> 33) % 6).unwrap()]
}

/// Returns the pointers of all values, and of places where one could be added.
fn places(value: &Value, place: &str, into: &mut Vec<String>) {
    into.push(place.to_owned());
    match value {
        Value::Object(members) => {
            into.push(format!("{place}/new"));
            for (key, member) in members {
                let mut below = place.to_owned();
                pointer::push(&mut below, key);
                places(member, &below, into);
            }
        }
        Value::Array(items) => {
            into.push(format!("{place}/-"));
            into.push(format!("{place}/{}", items.len()));
            for (position, item) in items.iter().enumerate() {
                places(item, &format!("{place}/{position}"), into);
            }
        }
        _ => into.push(format!("{place}/below")),
    }
}

fn edit(op: u8, path: String, from: String, value: &Value) -> Edit {
    let value = ValueText::parse(&value.to_string()).unwrap();
    match op {
        0 => Edit::add(path, value),
        1 => Edit::replace(path, value),
        2 => Edit::remove(path),
        3 => Edit::rename(from, path),
        4 => Edit::copy(from, path),
        _ => Edit::test(path, value),
    }
}

/// Returns how many bytes two texts have in common at the beginning and, beyond it, at the end.
fn common(one: &str, other: &str) -> (usize, usize) {
    let start = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let rest = one.len().min(other.len()) - start;
    let ends = one.bytes().rev().zip(other.bytes().rev());
    (start, ends.take(rest).take_while(|(a, b)| a == b).count())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_text_says_what_the_slow_patch_says(
        document in any_value(), seed in any::<u64>(),
        steps in prop::collection::vec((0_u8..6, any::<prop::sample::Index>(), any::<prop::sample::Index>(), any_value()), 1..5),
    ) {
        let (mut text, mut seed) = (String::new(), seed);
        laid_out(&document, &mut seed, &mut text);
        text = format!("\u{FEFF}\n{text} \n");
        let (mut slowly, mut edits, mut fails) = (document, Vec::new(), false);
        for (op, path, from, value) in steps {
            let mut known = Vec::new();
            places(&slowly, "", &mut known);
            let value = if op == 5 { slowly.pointer(&known[path.index(known.len())]).cloned().unwrap_or(value) } else { value };
            let edit = edit(op, known[path.index(known.len())].clone(), known[from.index(known.len())].clone(), &value);
            fails |= slow(&mut slowly, &edit).is_none() || (edit.op == EditOperation::Remove && edit.path.is_empty());
            edits.push(edit);
            if fails {
                break;
            }
        }
        match apply(&text, &edits) {
            Ok(patched) => {
                prop_assert!(!fails, "{:?} {}", edits, patched);
                let value = Document::parse(&patched).unwrap();
                let again: Value = serde_json::from_str(value.root().raw()).unwrap();
                prop_assert_eq!(again, slowly, "{}", patched);
                let kept = patched.starts_with("\u{FEFF}\n") && patched.ends_with(" \n");
                prop_assert!(kept);
            }
            Err(error) => prop_assert!(fails, "{error}: {:?} {}", edits, text),
        }
    }

    #[test]
    fn one_edit_changes_one_stretch_of_the_text(
        document in any_value(), seed in any::<u64>(), op in 0_u8..3, path in any::<prop::sample::Index>(), value in any_value(),
    ) {
        let (mut text, mut seed) = (String::new(), seed);
        laid_out(&document, &mut seed, &mut text);
        let mut known = Vec::new();
        places(&document, "", &mut known);
        let edit = edit(op, known[path.index(known.len())].clone(), String::new(), &value);
        let Ok(patched) = apply(&text, std::slice::from_ref(&edit)) else {
            return Ok(());
        };
        let before = Document::parse(&text).unwrap();
        let (start, end) = common(&text, &patched);
        match (edit.op, before.root().at_pointer(&edit.path)) {
            (EditOperation::Remove, node) => {
                // What is left is the text without one stretch: the member, blanks around it, one comma.
                prop_assert_eq!(start + end, patched.len(), "{} {}", text, patched);
                let node = node.unwrap();
                let member = node.key_span().map_or(node.span().start, |key| key.start)..node.span().end;
                let gone = text.len() - patched.len();
                let spare = gone - member.len();
                let commas = text.matches(',').count() - patched.matches(',').count() - text.get(member.clone()).unwrap().matches(',').count();
                prop_assert!(commas <= 1 && spare >= commas);
            }
            (_, Some(node)) if edit.op == EditOperation::Replace || node.key().is_some() || edit.path.is_empty() => {
                let span = node.span();
                let written = edit.value.as_ref().unwrap().as_str();
                let (text, patched) = (text.as_bytes(), patched.as_bytes());
                prop_assert_eq!(&patched[..span.start], &text[..span.start]);
                prop_assert_eq!(&patched[span.start..span.start + written.len()], written.as_bytes());
                prop_assert_eq!(&patched[span.start + written.len()..], &text[span.end..]);
            }
            _ => prop_assert_eq!(start + end, text.len(), "{} {}", text, patched),
        }
    }

    #[test]
    fn a_patch_that_fails_changes_nothing_and_one_without_steps_neither(document in any_value(), seed in any::<u64>()) {
        let (mut text, mut seed) = (String::new(), seed);
        laid_out(&document, &mut seed, &mut text);
        prop_assert_eq!(apply(&text, &[]).unwrap(), text.clone());
        let whole = ValueText::parse(&text).unwrap();
        prop_assert_eq!(apply(&text, &[Edit::test("", whole)]).unwrap(), text);
    }
}
