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
            name.clone_into(known);
        }
    }
    let choices = ["anyOf", "oneOf"].map(|key| schema.get(key).and_then(Value::as_array));
    for choice in choices.into_iter().flatten().flatten() {
        walk(root, choice, place, places);
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
    let reference = schema.get("$ref").and_then(Value::as_str);
    match reference.and_then(|reference| reference.strip_prefix("#/$defs/")) {
        Some(name) => (
            name,
            root.pointer(&format!("/$defs/{name}")).unwrap_or(&Value::Null),
        ),
        None => ("", schema),
    }
}
