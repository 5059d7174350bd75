//! The places of a plan by its JSON Schema, for tests of tables of places.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Plan;

/// Returns every place of a plan, as a JSON Pointer with `*` for every entry of a list, and the name of its type.
///
/// The name is that of the definition in the schema where there is one, and empty otherwise.
pub(super) fn places() -> BTreeMap<String, String> {
    let schema = schemars::schema_for!(Plan).to_value();
    let mut places = BTreeMap::new();
    walk(&schema, &schema, "", &mut places);
    places
}

fn walk(root: &Value, schema: &Value, place: &str, places: &mut BTreeMap<String, String>) {
    let (name, schema) = resolved(root, schema);
    if !place.is_empty() {
        let known = places.entry(place.to_owned()).or_default();
        if known.is_empty() {
            *known = name.to_owned();
        }
    }
    for choice in [schema.get("anyOf"), schema.get("oneOf")].into_iter().flatten() {
        for choice in choice.as_array().unwrap() {
            walk(root, choice, place, places);
        }
    }
    if let Some(items) = schema.get("items") {
        walk(root, items, &format!("{place}/*"), places);
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for (key, property) in properties.into_iter().flatten() {
        walk(root, property, &format!("{place}/{key}"), places);
    }
}

fn resolved<'s>(root: &'s Value, schema: &'s Value) -> (&'s str, &'s Value) {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => {
            let name = reference.strip_prefix("#/$defs/").unwrap();
            (name, &root["$defs"][name])
        }
        None => ("", schema),
    }
}
