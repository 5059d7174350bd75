//! The sentences of organisation rules.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::fault::OrganisationFault;
use super::field;
use super::value::OrganisationValue;
use crate::document::{Kind, Node};
use crate::lint::finding::Value;

/// What stands in a sentence for a field that says nothing.
const NOT_STATED: &str = "(not stated)";

/// Checks that every placeholder names a field.
///
/// # Errors
///
/// [`OrganisationFault::Placeholder`], the first.
pub(super) fn check(sentence: &str) -> Result<(), OrganisationFault> {
    for part in parts(sentence) {
        let found = match part {
            Part::Field(name) if field::is_field(name) => continue,
            Part::Field(name) => format!("{{{name}}}"),
            Part::Stray(rest) => rest.chars().take(60).collect(),
            Part::Text(_) => continue,
        };
        return Err(OrganisationFault::Placeholder { found });
    }
    Ok(())
}

/// Returns the sentence with the fields of the entry in it, and those fields by name.
pub(super) fn fill(sentence: &str, entry: Node<'_>) -> (String, BTreeMap<Cow<'static, str>, Value>) {
    let (mut text, mut args) = (String::with_capacity(sentence.len()), BTreeMap::new());
    for part in parts(sentence) {
        match part {
            Part::Text(part) | Part::Stray(part) => text.push_str(part),
            Part::Field(name) => {
                let value = field::said(entry, name).and_then(value);
                text.push_str(&value.as_ref().map_or(NOT_STATED.to_owned(), written));
                if let Some(value) = value {
                    args.insert(Cow::Owned(name.to_owned()), value);
                }
            }
        }
    }
    (text, args)
}

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq)]
enum Part<'t> {
    Text(&'t str),
    /// What stands between braces.
    Field(&'t str),
    /// A brace without its other one, and what follows.
    Stray(&'t str),
}

fn parts(sentence: &str) -> Vec<Part<'_>> {
    let (mut parts, mut rest) = (Vec::new(), sentence);
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        parts.push(Part::Text(before));
        let Some((name, after)) = from.strip_prefix('{').and_then(|inner| inner.split_once('}')) else {
            parts.push(Part::Stray(from));
            return parts;
        };
        parts.push(Part::Field(name));
        rest = after;
    }
    parts.push(Part::Text(rest));
    parts
}

/// Returns the value of a field as a finding tells it: scalars, and lists of them.
fn value(node: Node<'_>) -> Option<Value> {
    if node.kind() == Kind::List {
        let texts = node.items().filter_map(OrganisationValue::of);
        return Some(Value::Texts(texts.map(|value| value.to_string()).collect()));
    }
    // A number stays a text, so that it is shown with the digits that were written.
    match node.number_literal() {
        Some(literal) => Some(Value::Text(literal.to_owned())),
        None => OrganisationValue::of(node).map(|value| Value::Text(value.to_string())),
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Texts(texts) => texts.join(", "),
        Value::Text(text) => text.clone(),
        Value::Integer(_) | Value::Number(_) | Value::Date(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn fields_stand_in_the_sentence() {
        let entry = Document::parse(
            r#"{"id": "A1", "tags": ["gxp", 2], "metric": {"unit": "h"}, "n": 1.50, "blank": " "}"#,
        );
        let entry = entry.unwrap();
        let (text, args) = fill(
            "{id} ({tags}) in {metric/unit}: {n}, {blank}, {none}",
            entry.root(),
        );
        assert_eq!(text, "A1 (gxp, 2) in h: 1.50, (not stated), (not stated)");
        let names: Vec<&str> = args.keys().map(AsRef::as_ref).collect();
        assert_eq!(names, ["id", "metric/unit", "n", "tags"]);
    }

    #[test]
    fn a_placeholder_must_name_a_field() {
        assert_eq!(check("{id} of {x_owner/name}"), Ok(()));
        for (sentence, found) in [
            ("{}", "{}"),
            ("a {b", "{b"),
            ("a } b", "} b"),
            ("{a//b}", "{a//b}"),
            ("{{a}}", "{{a}"),
        ] {
            let fault = check(sentence).unwrap_err();
            assert_eq!(
                fault,
                OrganisationFault::Placeholder {
                    found: found.to_owned()
                },
                "{sentence}"
            );
        }
    }
}
