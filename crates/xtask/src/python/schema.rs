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
    let words = operation.split(['.', '_']).map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().to_string() + letters.as_str()
        })
    });
    words.collect::<String>() + "Reply"
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
        for (name, schema) in own {
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
    fn sections_for_rust_developers_are_left_out() {
        let mut schema = json!({"a": [{"description": "A date.\n\nOf a day.\n\n# Examples\n\n```\nx\n```"}]});
        keep_prose(&mut schema);
        assert_eq!(schema, json!({"a": [{"description": "A date.\n\nOf a day."}]}));
    }
}
