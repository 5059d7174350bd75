//! As much of JSON Schema as the schema of a configuration uses; a keyword that is not known here fails the test.

use regex_lite::Regex;
use serde_json::Value;

/// Returns what the schema finds wrong with an instance, with the places.
pub(super) fn complaints(schema: &Value, instance: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, instance, "", &mut found);
    found
}

/// Returns the references of a schema.
pub(super) fn references(schema: &Value) -> Vec<&str> {
    match schema {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str);
            own.into_iter()
                .chain(members.values().flat_map(references))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

fn check(root: &Value, schema: &Value, instance: &Value, place: &str, found: &mut Vec<String>) {
    let Value::Object(keywords) = schema else {
        if *schema == Value::Bool(false) {
            found.push(format!("{place} must not be there"));
        }
        return;
    };
    for (keyword, argument) in keywords {
        let holds = match keyword.as_str() {
            "$ref" => {
                let target = argument.as_str().unwrap().strip_prefix('#').unwrap();
                check(root, root.pointer(target).unwrap(), instance, place, found);
                true
            }
            "type" => has_type(argument, instance),
            "const" => argument == instance,
            "enum" => argument.as_array().unwrap().contains(instance),
            "pattern" => instance
                .as_str()
                .is_none_or(|text| Regex::new(argument.as_str().unwrap()).unwrap().is_match(text)),
            "minimum" => instance
                .as_f64()
                .is_none_or(|number| number >= argument.as_f64().unwrap()),
            "maximum" => instance
                .as_f64()
                .is_none_or(|number| number <= argument.as_f64().unwrap()),
            "minItems" => length(instance).is_none_or(|count| count >= argument.as_u64().unwrap()),
            "maxItems" => length(instance).is_none_or(|count| count <= argument.as_u64().unwrap()),
            "uniqueItems" => instance.as_array().is_none_or(|items| {
                items
                    .iter()
                    .enumerate()
                    .all(|(at, item)| !items[..at].contains(item))
            }),
            "required" => argument.as_array().unwrap().iter().all(|name| {
                instance
                    .as_object()
                    .is_none_or(|object| object.contains_key(name.as_str().unwrap()))
            }),
            "anyOf" | "oneOf" => {
                let fits = |choice: &&Value| {
                    let mut own = Vec::new();
                    check(root, choice, instance, place, &mut own);
                    own.is_empty()
                };
                argument.as_array().unwrap().iter().any(|choice| fits(&choice))
            }
            "allOf" => {
                for part in argument.as_array().unwrap() {
                    check(root, part, instance, place, found);
                }
                true
            }
            "items" => {
                for (at, item) in instance.as_array().into_iter().flatten().enumerate() {
                    check(root, argument, item, &format!("{place}/{at}"), found);
                }
                true
            }
            // The first three are looked at below.
            "properties"
            | "patternProperties"
            | "additionalProperties"
            | "$schema"
            | "$defs"
            | "title"
            | "description"
            | "default"
            | "format" => true,
            _ => panic!("the keyword {keyword} is not known here"),
        };
        if !holds {
            found.push(format!("{place}: {keyword}"));
        }
    }
    for (key, member) in instance.as_object().into_iter().flatten() {
        let place = format!("{place}/{key}");
        for schema in schemas_of(schema, key) {
            check(root, schema, member, &place, found);
        }
    }
}

/// Returns the schemas of a member: by its name, by patterns, else that of all others.
fn schemas_of<'s>(schema: &'s Value, key: &str) -> Vec<&'s Value> {
    let by_name = schema
        .get("properties")
        .and_then(|properties| properties.get(key));
    let patterns = schema.get("patternProperties").and_then(Value::as_object);
    let by_pattern = patterns
        .into_iter()
        .flatten()
        .filter(|(pattern, _)| Regex::new(pattern).unwrap().is_match(key));
    let known: Vec<&Value> = by_name
        .into_iter()
        .chain(by_pattern.map(|(_, schema)| schema))
        .collect();
    if known.is_empty() {
        return schema.get("additionalProperties").into_iter().collect();
    }
    known
}

fn has_type(wanted: &Value, instance: &Value) -> bool {
    let is = |name: &Value| match name.as_str().unwrap() {
        "object" => instance.is_object(),
        "array" => instance.is_array(),
        "string" => instance.is_string(),
        "boolean" => instance.is_boolean(),
        "null" => instance.is_null(),
        "integer" => instance.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => instance.is_number(),
        other => panic!("the type {other} is not known here"),
    };
    match wanted {
        Value::Array(names) => names.iter().any(is),
        name => is(name),
    }
}

fn length(instance: &Value) -> Option<u64> {
    instance.as_array().map(|items| items.len() as u64)
}
