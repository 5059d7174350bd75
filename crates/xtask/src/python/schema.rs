//! The schemas of the operations as the Python package reads them.

use std::collections::BTreeMap;

use anyhow::ensure;
use keyaccount_wire::{Entry, OPERATIONS};
use serde_json::{Map, Value, json};

/// Returns the schema of an operation's request.
pub(crate) fn request(entry: &Entry) -> Value {
    let mut schema = (entry.request_schema)().to_value();
    keep_prose(&mut schema);
    schema
}

/// Returns the schema of an operation's reply.
pub(crate) fn reply(entry: &Entry) -> Value {
    let mut schema = (entry.reply_schema)().to_value();
    keep_prose(&mut schema);
    schema
}

/// Returns one schema with the types of all replies, so that one noun is one class in Python.
///
/// # Errors
///
/// When two answers use one name for different types.
pub(crate) fn replies() -> anyhow::Result<Value> {
    merged(OPERATIONS.iter().map(|entry| (entry.name, reply(entry))))
}

/// Returns the name of the class of an operation's whole reply.
pub(crate) fn reply_class(operation: &str) -> String {
    class_name(operation) + "Reply"
}

fn merged<'a>(replies: impl Iterator<Item = (&'a str, Value)>) -> anyhow::Result<Value> {
    let mut types = Map::new();
    let mut whole = Vec::new();
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for (operation, mut reply) in replies {
        let mut own = match reply.as_object_mut().and_then(|reply| reply.remove("$defs")) {
            Some(Value::Object(own)) => own,
            _ => Map::new(),
        };
        let class = reply_class(operation);
        reply["title"] = Value::from(class.clone());
        reply["description"] = Value::from(format!("What `{operation}` answers."));
        whole.push(json!({"$ref": format!("#/$defs/{class}")}));
        own.insert(class, reply);
        for (name, mut schema) in own {
            name_variants(&name, &mut schema);
            let owner = *owners.entry(name.clone()).or_insert(operation);
            let known = types.entry(&name).or_insert_with(|| schema.clone());
            ensure!(
                *known == schema,
                "`{owner}` and `{operation}` call two different types `{name}`; \
                 name one of them otherwise with `#[schemars(rename = \"...\")]`"
            );
        }
    }
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "AnyReply",
        "description": "What any operation answers.",
        "anyOf": whole,
        "$defs": types,
    }))
}

/// Names the variants of a type that carry a value; without a title they would be numbered.
fn name_variants(owner: &str, schema: &mut Value) {
    for keyword in ["anyOf", "oneOf"] {
        let variants = schema.get_mut(keyword).and_then(Value::as_array_mut);
        for variant in variants.into_iter().flatten() {
            let only = match variant["properties"].as_object() {
                Some(properties) if properties.len() == 1 => properties.keys().next(),
                _ => None,
            };
            if let Some(tag) = only.map(|tag| class_name(tag))
                && variant.get("title").is_none()
            {
                variant["title"] = Value::from(format!("{owner}{tag}"));
            }
        }
    }
}

fn class_name(snake_case: &str) -> String {
    let words = snake_case.split(['.', '_']).map(|word| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    });
    words.collect()
}

/// Removes from all descriptions the sections that speak to Rust developers: examples, errors.
fn keep_prose(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if name == "description" => *text = prose(text),
                    _ => keep_prose(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(keep_prose),
        _ => {}
    }
}

fn prose(text: &str) -> String {
    let lines: Vec<&str> = text.lines().take_while(|line| !line.starts_with("# ")).collect();
    lines.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply_with(money: &Value) -> Value {
        json!({
            "properties": {"answer": {"$ref": "#/$defs/Money"}},
            "$defs": {"Money": money},
        })
    }

    #[test]
    fn a_shared_type_stands_once() {
        let money = json!({"type": "object"});
        let replies = [("a.b", reply_with(&money)), ("a.c_d", reply_with(&money))];
        let merged = merged(replies.into_iter()).unwrap();
        let names: Vec<&String> = merged["$defs"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["Money", "ABReply", "ACDReply"]);
    }

    #[test]
    fn one_name_for_two_types_is_refused() {
        let replies = [
            ("a.b", reply_with(&json!({"type": "object"}))),
            ("c.d", reply_with(&json!({"type": "string"}))),
        ];
        let error = merged(replies.into_iter()).unwrap_err().to_string();
        assert!(
            error.starts_with("`a.b` and `c.d` call two different types `Money`"),
            "{error}"
        );
    }

    #[test]
    fn variants_are_named_after_their_tag() {
        let mut schema = json!({"oneOf": [
            {"type": "string", "const": "worst"},
            {"type": "object", "properties": {"fixed_score": {"type": "number"}}},
            {"title": "Own", "type": "object", "properties": {"own": {"type": "number"}}},
        ]});
        name_variants("Policy", &mut schema);
        let titles: Vec<&Value> = schema["oneOf"]
            .as_array()
            .unwrap()
            .iter()
            .map(|variant| &variant["title"])
            .collect();
        assert_eq!(titles, [&Value::Null, &json!("PolicyFixedScore"), &json!("Own")]);
    }

    #[test]
    fn sections_for_rust_developers_are_left_out() {
        let mut schema = json!({"a": [{"description": "A date.\n\nOf a day.\n\n# Examples\n\n```\nx\n```"}]});
        keep_prose(&mut schema);
        assert_eq!(schema, json!({"a": [{"description": "A date.\n\nOf a day."}]}));
    }
}
