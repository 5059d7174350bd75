//! What every document says about itself in JSON Schema, beyond what its Rust type says.

use schemars::Schema;
use serde_json::{Value, json};

use super::Required;

/// Changes the schema of a part of a document with required keys: these, and what [`document`] changes.
pub(crate) fn required<T: Required>(schema: &mut Schema) {
    schema.insert("required".to_owned(), json!(T::REQUIRED));
    document(schema);
}

/// Changes the schema of a part of a document: absent instead of `null`, and keys of one's own under `x_`.
pub(crate) fn document(schema: &mut Schema) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.values_mut().for_each(without_null);
    }
    schema.insert("patternProperties".to_owned(), json!({"^x_": true}));
}

fn without_null(property: &mut Value) {
    if let Some(Value::Array(types)) = property.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            if let Some(slot) = property.get_mut("type") {
                *slot = only;
            }
        }
    }
    if let Some(Value::Array(values)) = property.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    let Some(Value::Array(choices)) = property.get_mut("anyOf") else {
        return;
    };
    choices.retain(|choice| *choice != json!({"type": "null"}));
    if let [only] = choices.as_slice() {
        let only = only.clone();
        let (Value::Object(property), Value::Object(only)) = (property, only) else {
            return;
        };
        property.remove("anyOf");
        property.extend(only);
    }
}
