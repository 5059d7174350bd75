//! Glue between keyaccount and JavaScript: text in, text out; columns of numbers in, columns out.
//!
//! The facade in `js/` turns the exports into typed functions and the thrown text into a `KeyAccountError`.

mod columns;

use keyaccount_wire::{OPERATIONS, WireError};
use wasm_bindgen::prelude::*;

/// Returns the answer text of the operation called `name`, or throws an error as its JSON text.
#[wasm_bindgen]
pub fn call(name: &str, request: &str) -> Result<String, JsValue> {
    keyaccount_wire::call(name, request).map_err(|error| JsValue::from_str(&error_text(&error)))
}

/// Returns the names and summaries of all operations as a JSON list.
#[wasm_bindgen]
pub fn operations() -> String {
    operations_text()
}

/// Returns the scores of columns as one list of numbers, whose order `columns.rs` and `columns.js` know, or throws an error
/// as its JSON text.
#[wasm_bindgen(js_name = scoreColumns)]
pub fn score_columns(request: &str, values: &[f64], states: &[u8]) -> Result<Vec<f64>, JsValue> {
    columns::scored(request, values, states).map_err(|error| JsValue::from_str(&error_text(&error)))
}

/// Returns the JSON text of an error: its fields under their own names, absent ones left out.
fn error_text(error: &WireError) -> String {
    serde_json::to_string(error).unwrap_or_else(|_| error.message.clone())
}

fn operations_text() -> String {
    let list: Vec<serde_json::Value> = OPERATIONS
        .iter()
        .map(|entry| serde_json::json!({"name": entry.name, "summary": entry.summary}))
        .collect();
    serde_json::Value::from(list).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_keeps_every_field() {
        let error = WireError {
            code: "out_of_range".to_owned(),
            path: "/model/criteria/0/weight".to_owned(),
            line: Some(4),
            column: Some(17),
            message: "weight must be between 0 and 100 (got \"140\")".to_owned(),
            found: Some("140".to_owned()),
            expected: Some("a number between 0 and 100".to_owned()),
            help: None,
        };
        assert_eq!(
            error_text(&error),
            r#"{"code":"out_of_range","path":"/model/criteria/0/weight","line":4,"column":17,"message":"weight must be between 0 and 100 (got \"140\")","found":"140","expected":"a number between 0 and 100"}"#
        );
    }

    #[test]
    fn every_operation_is_listed() {
        let listed: Vec<serde_json::Value> = serde_json::from_str(&operations_text()).unwrap();
        let names: Vec<&str> = listed
            .iter()
            .map(|entry| entry["name"].as_str().unwrap())
            .collect();
        let registered: Vec<&str> = OPERATIONS.iter().map(|entry| entry.name).collect();
        assert!(!registered.is_empty());
        assert_eq!(names, registered);
    }
}
