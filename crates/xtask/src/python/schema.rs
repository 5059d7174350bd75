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

/// Returns one schema with the types of all replies, so that one noun is one class in Python.
///
/// Where two operations call two types by one name, the second gets the name of its operation in front.
pub(crate) fn replies() -> anyhow::Result<Value> {
    merged(OPERATIONS.iter().map(|entry| {
        let mut reply = (entry.reply_schema)().to_value();
        keep_prose(&mut reply);
        (entry.name, reply)
    }))
}

/// Returns the name of the class of an operation's whole reply.
pub(crate) fn reply_class(operation: &str) -> String {
    class_name(operation) + "Reply"
}

/// Types by name; every type of a schema, or those that one type is made of.
type Types = Map<String, Value>;

fn merged<'a>(replies: impl Iterator<Item = (&'a str, Value)>) -> anyhow::Result<Value> {
    let mut types = Types::new();
    let mut whole = Vec::new();
    // What each name stands for in the whole: the type with all its parts, and its name there.
    let mut known: BTreeMap<String, Vec<(Types, String)>> = BTreeMap::new();
    for (operation, mut reply) in replies {
        let own = match reply.as_object_mut().and_then(|reply| reply.remove("$defs")) {
            Some(Value::Object(own)) => own,
            _ => Types::new(),
        };
        let mut names = BTreeMap::new();
        for name in own.keys() {
            let parts = parts(name, &own);
            let namesakes = known.entry(name.clone()).or_default();
            let name_there = match namesakes.iter().find(|(known, _)| *known == parts) {
                Some((_, name_there)) => name_there.clone(),
                None if namesakes.is_empty() => name.clone(),
                None => class_name(operation) + name,
            };
            namesakes.push((parts, name_there.clone()));
            names.insert(format!("#/$defs/{name}"), name_there);
        }
        for (name, mut schema) in own {
            let name = &names[&format!("#/$defs/{name}")];
            rename(&mut schema, &names);
            name_variants(name, &mut schema);
            let known = types.entry(name).or_insert_with(|| schema.clone());
            ensure!(
                *known == schema,
                "`{operation}` has a second type called `{name}`"
            );
        }
        let class = reply_class(operation);
        reply["title"] = Value::from(class.clone());
        reply["description"] = Value::from(format!("What `{operation}` answers."));
        rename(&mut reply, &names);
        whole.push(json!({"$ref": format!("#/$defs/{class}")}));
        ensure!(
            types.insert(class.clone(), reply).is_none(),
            "a type of an answer must not be called `{class}`; that is the whole reply of `{operation}`"
        );
    }
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "AnyReply",
        "description": "What any operation answers.",
        "anyOf": whole,
        "$defs": types,
    }))
}

/// Returns a type with every type that it is made of.
fn parts(name: &str, types: &Types) -> Types {
    let mut parts = Types::new();
    let mut open = vec![name.to_owned()];
    while let Some(name) = open.pop() {
        let Some(schema) = types.get(&name).filter(|_| !parts.contains_key(&name)) else {
            continue;
        };
        references(schema, &mut open);
        parts.insert(name, schema.clone());
    }
    parts
}

fn references(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            found.extend(
                reference
                    .and_then(|reference| reference.strip_prefix("#/$defs/"))
                    .map(str::to_owned),
            );
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Lets all references lead to the names that their types have in the whole.
fn rename(schema: &mut Value, names: &BTreeMap<String, String>) {
    match schema {
        Value::Object(members) => {
            for (key, member) in members {
                match (key.as_str(), &mut *member) {
                    ("$ref", Value::String(reference)) => {
                        if let Some(name) = names.get(reference) {
                            *reference = format!("#/$defs/{name}");
                        }
                    }
                    _ => rename(member, names),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, names)),
        _ => {}
    }
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
    fn one_name_for_two_types_gets_its_operation_in_front() {
        let (text, number) = (json!({"type": "string"}), json!({"type": "number"}));
        let replies = [
            ("a.b", reply_with(&text)),
            ("c.d", reply_with(&number)),
            ("e.f", reply_with(&number)),
        ];
        let merged = merged(replies.into_iter()).unwrap();
        let answer = |reply: &str| &merged["$defs"][reply]["properties"]["answer"]["$ref"];
        assert_eq!(answer("ABReply"), "#/$defs/Money");
        assert_eq!(answer("CDReply"), "#/$defs/CDMoney");
        assert_eq!(answer("EFReply"), "#/$defs/CDMoney");
        assert_eq!(
            (&merged["$defs"]["Money"], &merged["$defs"]["CDMoney"]),
            (&text, &number)
        );
    }

    #[test]
    fn types_that_read_alike_but_are_made_of_different_parts_are_two() {
        let reply = |part: &str| {
            json!({
                "properties": {"answer": {"$ref": "#/$defs/Whole"}},
                "$defs": {"Whole": {"items": {"$ref": "#/$defs/Part"}}, "Part": {"type": part}},
            })
        };
        let replies = [("a.b", reply("string")), ("c.d", reply("number"))];
        let merged = merged(replies.into_iter()).unwrap();
        assert_eq!(
            merged["$defs"]["CDWhole"],
            json!({"items": {"$ref": "#/$defs/CDPart"}})
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
