//! The places of a document by its JSON Schema, for tests of tables of places.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::Value;

/// Returns every place of a `T`, as a JSON Pointer with `*` for every entry of a list, and the name of its type.
///
/// The name is that of the definition in the schema where there is one, and empty otherwise.
pub(super) fn places<T: JsonSchema>() -> BTreeMap<String, String> {
    let schema = schemars::schema_for!(T).to_value();
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::places;
    use crate::plan::Plan;
    use crate::portfolio::Portfolio;

    const FIELD_TABLE: &str = include_str!("../../../../docs/plan-fields.md");

    /// Returns the pointers that a code span such as `/plan/{owner_id,status}` stands for.
    fn expanded(span: &str) -> Vec<String> {
        match span.split_once('{') {
            Some((before, rest)) => {
                let fields = rest.strip_suffix('}').unwrap().split(',');
                fields.map(|field| format!("{before}{field}")).collect()
            }
            None => vec![span.to_owned()],
        }
    }

    #[test]
    fn every_path_of_the_field_table_is_in_a_schema() {
        let (plan, portfolio) = (places::<Plan>(), places::<Portfolio>());
        let mut seen = 0;
        for span in FIELD_TABLE.split('`').skip(1).step_by(2) {
            for pointer in expanded(span) {
                let known = match pointer.strip_prefix("portfolio:") {
                    Some(pointer) if pointer.starts_with('/') => portfolio.contains_key(pointer),
                    None if pointer.starts_with('/') => plan.contains_key(&pointer),
                    _ => continue,
                };
                assert!(known, "{pointer}");
                seen += 1;
            }
        }
        assert!(seen > 500, "the table was not looked through ({seen})");
    }

    #[test]
    fn the_field_table_has_one_row_for_each_rule() {
        let rows = FIELD_TABLE.lines().filter_map(|line| line.strip_prefix("| KA-"));
        let codes: Vec<&str> = rows.map(|row| row.split(' ').next().unwrap()).collect();
        assert!(codes.is_sorted());
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
        // 128 rules of the catalogue and 11 of its reserved codes.
        assert_eq!(codes.len(), 139);
    }
}
