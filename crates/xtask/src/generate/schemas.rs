//! JSON Schema of every operation and document, in `docs/schema/`.

use std::path::PathBuf;

use keyaccount::plan::Plan;
use keyaccount::portfolio::Portfolio;
use keyaccount::scoring::ScoreModel;
use keyaccount_wire::{OPERATIONS, configuration_schema, request_schema};
use schemars::Schema;
use serde_json::{Map, Value};

/// Documents that people keep in files, apart from any operation.
const DOCUMENTS: &[Document] = &[
    ("configuration", configuration_schema),
    ("plan", request_schema::<Plan>),
    ("portfolio", request_schema::<Portfolio>),
    ("score-model", request_schema::<ScoreModel>),
];

/// A name for the file and the schema under it.
type Document = (&'static str, fn() -> Schema);

/// Returns the schema files.
pub(super) fn files() -> anyhow::Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    for operation in OPERATIONS {
        files.push(file(
            &format!("{}.request", operation.name),
            (operation.request_schema)(),
        )?);
        files.push(file(
            &format!("{}.reply", operation.name),
            (operation.reply_schema)(),
        )?);
    }
    for (name, schema) in DOCUMENTS {
        files.push(file(name, schema())?);
    }
    Ok(files)
}

fn file(name: &str, mut schema: Schema) -> anyhow::Result<(PathBuf, String)> {
    let mut rest = std::mem::take(schema.ensure_object());
    rest.insert(
        "$id".to_owned(),
        Value::from(format!("urn:keyaccount:schema:{name}")),
    );
    rest.insert("title".to_owned(), Value::from(name));
    // Tools and readers look for these at the top.
    let mut members = Map::new();
    for first in ["$schema", "$id", "title", "description"] {
        members.extend(rest.shift_remove_entry(first));
    }
    members.extend(rest);
    let text = serde_json::to_string_pretty(&members)? + "\n";
    Ok((PathBuf::from(format!("docs/schema/{name}.schema.json")), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_two_schemas_whose_references_resolve() {
        let files = files().unwrap();
        assert_eq!(files.len(), OPERATIONS.len() * 2 + DOCUMENTS.len());
        for (path, text) in files {
            let schema: Value = serde_json::from_str(&text).unwrap();
            let keys: Vec<&String> = schema.as_object().unwrap().keys().take(3).collect();
            assert_eq!(keys, ["$schema", "$id", "title"], "{}", path.display());
            for reference in references(&schema) {
                let pointer = reference.strip_prefix('#').unwrap();
                assert!(
                    schema.pointer(pointer).is_some(),
                    "{reference} in {}",
                    path.display()
                );
            }
        }
    }

    fn references(schema: &Value) -> Vec<&str> {
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
}
