//! One JSON Schema over all operations, from which the types are made.
//!
//! Each operation describes its request and its reply apart, and names of parts recur: the same part in several
//! operations, a document as it is read and as it is written, two parts that merely share a name. Here each part
//! gets one name: its own where everything of that name is the same, with `InReply` where a reply writes it in
//! another way than a request reads it, and with the operation in front where operations differ.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, bail};
use keyaccount_wire::OPERATIONS;
use serde_json::{Map, Value, json};

use super::facade::pascal_case;

/// Where parts of a schema stand.
const PARTS: &str = "#/$defs/";

/// Returns the schema whose `$defs` hold a request and a reply per operation and all their parts.
pub(super) fn of_all_operations() -> anyhow::Result<Value> {
    let mut documents = Vec::new();
    for entry in OPERATIONS {
        documents.push(Document::new(
            entry.name,
            Side::Request,
            (entry.request_schema)().to_value(),
        )?);
        documents.push(Document::new(
            entry.name,
            Side::Reply,
            (entry.reply_schema)().to_value(),
        )?);
    }
    combine(&documents)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Reply,
}

/// The schema of one request or reply.
struct Document {
    /// The name of the operation.
    operation: String,
    side: Side,
    /// The whole, without its parts.
    root: Value,
    /// The parts by their own name.
    parts: BTreeMap<String, Value>,
    /// The own name of the part that is the answer of a reply.
    answer: Option<String>,
}

/// How much a name says: `0` its own, `1` the side too, `2` the operation too.
type Detail = u8;

impl Document {
    fn new(operation: &str, side: Side, mut schema: Value) -> anyhow::Result<Self> {
        let root = schema
            .as_object_mut()
            .context("a request or reply must be an object")?;
        root.shift_remove("$schema");
        let parts = match root.shift_remove("$defs") {
            Some(Value::Object(parts)) => parts.into_iter().collect(),
            _ => BTreeMap::new(),
        };
        let answer = schema.pointer("/properties/answer/$ref").and_then(Value::as_str);
        let answer = answer
            .and_then(|target| target.strip_prefix(PARTS))
            .map(str::to_owned);
        Ok(Self {
            operation: operation.to_owned(),
            side,
            root: schema,
            parts,
            answer,
        })
    }

    fn root_name(&self) -> String {
        format!("{}{:?}", pascal_case(&self.operation), self.side)
    }

    /// Returns the name of the part called `part`.
    fn part_name(&self, part: &str, details: &BTreeMap<String, Detail>) -> String {
        if self.answer.as_deref() == Some(part) {
            return format!("{}Answer", pascal_case(&self.operation));
        }
        let own = pascal_case(part);
        let side = if self.side == Side::Reply { "InReply" } else { "" };
        match details.get(part).copied().unwrap_or_default() {
            0 => own,
            1 => format!("{own}{side}"),
            _ => format!("{}{own}{side}", pascal_case(&self.operation)),
        }
    }

    /// Returns `schema` under the title `name` with every reference to the final names.
    fn renamed(&self, schema: &Value, name: &str, details: &BTreeMap<String, Detail>) -> Value {
        let mut renamed = self.with_references(schema, details);
        match &mut renamed {
            Value::Object(members) => {
                members.insert("title".to_owned(), json!(name));
                renamed
            }
            _ => json!({"title": name}),
        }
    }

    fn with_references(&self, schema: &Value, details: &BTreeMap<String, Detail>) -> Value {
        match schema {
            Value::Object(members) => members
                .iter()
                .map(|(key, value)| match (key.as_str(), value) {
                    ("$ref", Value::String(target)) => {
                        let name = match target.strip_prefix(PARTS) {
                            Some(part) => self.part_name(part, details),
                            None => self.root_name(),
                        };
                        (key.clone(), json!(format!("{PARTS}{name}")))
                    }
                    _ => (key.clone(), self.with_references(value, details)),
                })
                .collect::<Map<_, _>>()
                .into(),
            Value::Array(items) => items
                .iter()
                .map(|item| self.with_references(item, details))
                .collect(),
            _ => schema.clone(),
        }
    }
}

fn combine(documents: &[Document]) -> anyhow::Result<Value> {
    let mut details = BTreeMap::new();
    loop {
        match with_details(documents, &details) {
            Ok(definitions) => {
                return Ok(json!({
                    "$schema": "https://json-schema.org/draft/2020-12/schema",
                    "title": "Operations",
                    "description": "The request and the reply of every operation, by name of the operation.",
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["requests", "replies"],
                    "properties": {
                        "requests": list(documents, Side::Request),
                        "replies": list(documents, Side::Reply),
                    },
                    "$defs": definitions,
                }));
            }
            Err(clashing) => {
                for part in clashing {
                    let detail = details.entry(part.clone()).or_default();
                    *detail += 1;
                    if *detail > 2 {
                        bail!("two types of one operation would both be called `{part}`");
                    }
                }
            }
        }
    }
}

/// Returns all definitions, or the own names of the parts that would get the name of a different part.
fn with_details(
    documents: &[Document],
    details: &BTreeMap<String, Detail>,
) -> Result<Map<String, Value>, BTreeSet<String>> {
    let mut definitions = Map::new();
    let mut clashing = BTreeSet::new();
    for document in documents {
        let name = document.root_name();
        let root = document.renamed(&document.root, &name, details);
        definitions.insert(name, root);
    }
    for document in documents {
        for (part, schema) in &document.parts {
            let name = document.part_name(part, details);
            let renamed = document.renamed(schema, &name, details);
            match definitions.get(&name) {
                Some(present) if *present != renamed => {
                    clashing.insert(part.clone());
                }
                _ => {
                    definitions.insert(name, renamed);
                }
            }
        }
    }
    if clashing.is_empty() {
        Ok(definitions)
    } else {
        Err(clashing)
    }
}

fn list(documents: &[Document], side: Side) -> Value {
    let of_side = || documents.iter().filter(|document| document.side == side);
    let properties: Map<String, Value> = of_side()
        .map(|document| {
            let target = format!("{PARTS}{}", document.root_name());
            (document.operation.clone(), json!({"$ref": target}))
        })
        .collect();
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": of_side().map(|document| &document.operation).collect::<Vec<_>>(),
        "properties": properties,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(operation: &str, side: Side, part: &str, schema: Value) -> Document {
        let root = json!({"type": "object", "properties": {"it": {"$ref": format!("#/$defs/{part}")}}, "$defs": {part: schema}});
        Document::new(operation, side, root).unwrap()
    }

    fn names(documents: &[Document]) -> Vec<String> {
        let combined = combine(documents).unwrap();
        let mut names: Vec<String> = combined["$defs"].as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    }

    #[test]
    fn equal_parts_are_one() {
        let part = || json!({"type": "string"});
        let documents = [
            document("ScoreRun", Side::Request, "Tier", part()),
            document("ScoreRun", Side::Reply, "Tier", part()),
            document("SelectRun", Side::Request, "Tier", part()),
        ];
        assert_eq!(
            names(&documents),
            ["ScoreRunReply", "ScoreRunRequest", "SelectRunRequest", "Tier"]
        );
    }

    #[test]
    fn a_document_is_named_apart_as_read_and_as_written() {
        let documents = [
            document("ScoreRun", Side::Request, "Tier", json!({"type": "string"})),
            document("ScoreRun", Side::Reply, "Tier", json!({"type": "number"})),
        ];
        assert_eq!(
            names(&documents),
            ["ScoreRunReply", "ScoreRunRequest", "Tier", "TierInReply"]
        );
        let combined = combine(&documents).unwrap();
        assert_eq!(
            combined["$defs"]["ScoreRunReply"]["properties"]["it"]["$ref"],
            "#/$defs/TierInReply"
        );
    }

    #[test]
    fn different_parts_of_one_name_carry_the_operation() {
        let documents = [
            document("ScoreRun", Side::Request, "Line", json!({"type": "string"})),
            document("SelectRun", Side::Request, "Line", json!({"type": "number"})),
        ];
        assert_eq!(
            names(&documents),
            [
                "ScoreRunLine",
                "ScoreRunRequest",
                "SelectRunLine",
                "SelectRunRequest"
            ]
        );
    }

    #[test]
    fn a_part_that_holds_a_differing_part_differs_too() {
        let with = |operation: &str, schema: Value| {
            let root = json!({"type": "object", "$defs": {
                "Inner": schema,
                "Outer": {"type": "object", "properties": {"inner": {"$ref": "#/$defs/Inner"}}},
            }});
            Document::new(operation, Side::Request, root).unwrap()
        };
        let documents = [
            with("A", json!({"type": "string"})),
            with("B", json!({"type": "number"})),
        ];
        assert_eq!(
            names(&documents),
            ["AInner", "AOuter", "ARequest", "BInner", "BOuter", "BRequest"]
        );
    }

    #[test]
    fn every_operation_has_a_request_and_a_reply() {
        let schema = of_all_operations().unwrap();
        for entry in OPERATIONS {
            let name = pascal_case(entry.name);
            assert!(schema["$defs"][format!("{name}Request")].is_object());
            assert!(schema["$defs"][format!("{name}Reply")].is_object());
        }
    }

    #[test]
    fn every_reference_has_its_target() {
        fn check(value: &Value, definitions: &Value, seen: &mut usize) {
            match value {
                Value::Object(members) => {
                    if let Some(Value::String(target)) = members.get("$ref") {
                        let name = target.strip_prefix(PARTS).unwrap();
                        assert!(definitions.get(name).is_some(), "{name} has no definition");
                        *seen += 1;
                    }
                    members.values().for_each(|value| check(value, definitions, seen));
                }
                Value::Array(items) => items.iter().for_each(|value| check(value, definitions, seen)),
                _ => {}
            }
        }
        let schema = of_all_operations().unwrap();
        let mut seen = 0;
        check(&schema, &schema["$defs"], &mut seen);
        assert!(seen >= 2 * OPERATIONS.len());
    }
}
