//! JSON Schema as the type generator reads it best.

use serde_json::{Map, Value, json};

/// The key pattern of the fields that hosts may add to a document.
const EXTENSION: &str = "^x_";

/// Returns the same schema in the generator's own words.
///
/// * A reference with a description beside it would become a type of its own (`Money1`); wrapped it does not.
/// * A default beside a reference is left out: types say nothing about defaults.
/// * `prefixItems` is not known to the generator, a list under `items` is.
/// * A key pattern would allow every key; `x_` fields get a type that allows no other.
/// * Examples in descriptions are written in Rust, and links lead to Rust's pages.
pub(super) fn for_types(schema: &Value) -> Value {
    let mut translated = translate(schema);
    if let Some(Value::Object(definitions)) = translated.get_mut("$defs") {
        definitions.insert(
            "ExtensionFields".to_owned(),
            json!({
                "title": "ExtensionFields",
                "description": "Fields that a host adds to a document; they are kept and never read.",
                "tsType": "{ [field: `x_${string}`]: unknown }",
            }),
        );
    }
    translated
}

fn translate(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => object(members),
        Value::Array(items) => items.iter().map(translate).collect(),
        _ => schema.clone(),
    }
}

fn object(members: &Map<String, Value>) -> Value {
    let mut translated = Map::new();
    for (key, value) in members {
        match (key.as_str(), value) {
            ("$ref", Value::String(_)) if members.len() > 1 => {
                translated.insert("allOf".to_owned(), json!([{"$ref": value}]));
            }
            // The generator would read the type of the default as a second type of the field.
            ("default", _) if members.contains_key("$ref") => {}
            ("description", Value::String(text)) => {
                translated.insert(key.clone(), json!(plain(text)));
            }
            ("prefixItems", Value::Array(_)) => {
                translated.insert("items".to_owned(), translate(value));
            }
            ("items", Value::Bool(false)) => {}
            ("patternProperties", Value::Object(patterns)) if patterns.keys().eq([EXTENSION]) => {
                translated.insert("extends".to_owned(), json!({"$ref": "#/$defs/ExtensionFields"}));
                translated.insert("additionalProperties".to_owned(), json!(false));
            }
            _ => {
                translated.insert(key.clone(), translate(value));
            }
        }
    }
    translated.into()
}

/// Returns a description without its examples, and with the names of its links alone.
fn plain(description: &str) -> String {
    let mut rest = description
        .split("# Examples")
        .next()
        .unwrap_or(description)
        .trim_end();
    let mut plain = String::new();
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((name, after)) = link.split_once("`]") else {
            break;
        };
        plain.push_str(&format!("{before}`{name}`"));
        let target = after.strip_prefix('(').and_then(|target| target.split_once(')'));
        rest = target.map_or(after, |(_, after)| after);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_described_reference_is_wrapped() {
        assert_eq!(
            translate(&json!({"description": "Paid.", "$ref": "#/$defs/Money"})),
            json!({"description": "Paid.", "allOf": [{"$ref": "#/$defs/Money"}]})
        );
        let bare = json!({"$ref": "#/$defs/Money"});
        assert_eq!(translate(&bare), bare);
    }

    #[test]
    fn a_fixed_list_keeps_its_types() {
        assert_eq!(
            translate(&json!({"type": "array", "prefixItems": [{"type": "number"}], "items": false})),
            json!({"type": "array", "items": [{"type": "number"}]})
        );
    }

    #[test]
    fn extension_fields_allow_no_other() {
        let schema =
            json!({"type": "object", "patternProperties": {"^x_": true}, "additionalProperties": false});
        assert_eq!(
            translate(&schema),
            json!({"type": "object", "extends": {"$ref": "#/$defs/ExtensionFields"}, "additionalProperties": false})
        );
    }

    #[test]
    fn examples_in_rust_are_left_out() {
        let schema = json!({"description": "A day.\n\n# Examples\n\n```\nuse x;\n```"});
        assert_eq!(translate(&schema), json!({"description": "A day."}));
    }

    #[test]
    fn links_are_left_as_names() {
        assert_eq!(
            plain("See [`Money`] and [`run`](super::run) (both)."),
            "See `Money` and `run` (both)."
        );
        assert_eq!(plain("A list [1] and a [`stray"), "A list [1] and a [`stray");
    }

    #[test]
    fn a_property_called_description_stays() {
        let schema = json!({"properties": {"description": {"type": "string"}}});
        assert_eq!(translate(&schema), schema);
    }
}
