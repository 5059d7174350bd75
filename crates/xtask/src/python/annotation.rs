//! From JSON Schema to the type that a Python signature shows.

use serde_json::Value;

const DOCUMENT: &str = "Document";
/// A document that cannot be given as text, because a text is a value of its own there.
const STRUCTURE: &str = "Structure";

/// How an argument stands in a Python signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Annotation {
    /// The alternatives, such as `Date` or `Sequence[float]`.
    pub(crate) alternatives: Vec<String>,
    /// Whether a text is a value of its own here.
    holds_text: bool,
}

impl Annotation {
    /// Returns the annotation as Python source.
    pub(crate) fn source(&self) -> String {
        self.alternatives.join(" | ")
    }

    /// Returns whether a text in the place of this argument is the JSON text of its value.
    pub(crate) fn is_document(&self) -> bool {
        let is_structure =
            |alternative: &String| alternative == DOCUMENT || alternative.starts_with("Sequence[");
        !self.holds_text && self.alternatives.iter().any(is_structure)
    }

    fn of(alternative: &str, holds_text: bool) -> Self {
        Self {
            alternatives: vec![alternative.to_owned()],
            holds_text,
        }
    }

    fn document() -> Self {
        Self::of(DOCUMENT, false)
    }
}

/// Returns the annotation of a value that `schema` describes; references lead into `root`.
pub(crate) fn annotation(schema: &Value, root: &Value) -> Annotation {
    let schema = resolved(schema, root);
    for keyword in ["anyOf", "oneOf"] {
        if let Some(branches) = schema.get(keyword).and_then(Value::as_array) {
            return union(branches.iter().map(|branch| annotation(branch, root)));
        }
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return literal(values.iter());
    }
    if let Some(value) = schema.get("const") {
        return literal([value].into_iter());
    }
    match schema.get("type") {
        Some(Value::Array(_)) if format(schema) == Some("decimal") => Annotation::of("Exact", true),
        Some(Value::Array(kinds)) => union(kinds.iter().map(|kind| typed(kind.as_str(), schema, root))),
        kind => typed(kind.and_then(Value::as_str), schema, root),
    }
}

/// Returns the schema that a chain of references leads to.
pub(crate) fn resolved<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    let target = schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| root.pointer(reference.strip_prefix('#')?));
    target.map_or(schema, |target| resolved(target, root))
}

fn typed(kind: Option<&str>, schema: &Value, root: &Value) -> Annotation {
    match (kind, format(schema)) {
        (Some("null"), _) => Annotation {
            alternatives: Vec::new(),
            holds_text: false,
        },
        (Some("boolean"), _) => Annotation::of("bool", false),
        (Some("integer"), _) => Annotation::of("int", false),
        (Some("number"), _) => Annotation::of("Number", false),
        (Some("string"), Some("date")) => Annotation::of("Date", true),
        (Some("string"), Some("decimal")) => Annotation::of("Exact", true),
        (Some("string"), _) => Annotation::of("str", true),
        (Some("array"), _) => list(schema, root),
        _ => Annotation::document(),
    }
}

fn list(schema: &Value, root: &Value) -> Annotation {
    let Some(items) = schema.get("items").filter(|items| items.is_object()) else {
        return Annotation::document();
    };
    let items = annotation(items, root);
    if items
        .alternatives
        .iter()
        .any(|alternative| alternative == DOCUMENT)
    {
        return Annotation::document();
    }
    Annotation {
        alternatives: vec![format!("Sequence[{}]", items.source()), "str".to_owned()],
        holds_text: false,
    }
}

fn union(branches: impl Iterator<Item = Annotation>) -> Annotation {
    let mut whole = Annotation {
        alternatives: Vec::new(),
        holds_text: false,
    };
    for branch in branches {
        whole.holds_text |= branch.holds_text;
        for alternative in branch.alternatives {
            if !whole.alternatives.contains(&alternative) {
                whole.alternatives.push(alternative);
            }
        }
    }
    for alternative in &mut whole.alternatives {
        if whole.holds_text && alternative == DOCUMENT {
            STRUCTURE.clone_into(alternative);
        }
    }
    whole
}

fn literal<'a>(values: impl Iterator<Item = &'a Value>) -> Annotation {
    let texts: Vec<String> = values
        .filter(|value| value.is_string())
        .map(Value::to_string)
        .collect();
    Annotation::of(&format!("Literal[{}]", texts.join(", ")), true)
}

fn format(schema: &Value) -> Option<&str> {
    schema.get("format").and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(schema: &Value, source: &str, is_document: bool) {
        let root = json!({"$defs": {
            "Model": {"type": "object"},
            "Tier": {"type": "string", "enum": ["key", "standard"]},
            "Alias": {"$ref": "#/$defs/Tier"},
        }});
        let found = annotation(schema, &root);
        assert_eq!(
            (found.source().as_str(), found.is_document()),
            (source, is_document)
        );
    }

    #[test]
    fn documents_take_json_text() {
        check(&json!({"$ref": "#/$defs/Model"}), "Document", true);
        check(
            &json!({"type": "array", "items": {"$ref": "#/$defs/Model"}}),
            "Document",
            true,
        );
        check(&json!(true), "Document", true);
        check(
            &json!({"type": "array", "items": {"type": "number"}}),
            "Sequence[Number] | str",
            true,
        );
    }

    #[test]
    fn values_that_are_text_stay_text() {
        check(&json!({"type": "string"}), "str", false);
        check(&json!({"type": "string", "format": "date"}), "Date", false);
        check(
            &json!({"type": ["string", "number"], "format": "decimal"}),
            "Exact",
            false,
        );
        check(
            &json!({"$ref": "#/$defs/Alias"}),
            r#"Literal["key", "standard"]"#,
            false,
        );
    }

    #[test]
    fn optional_is_not_an_alternative() {
        check(&json!({"type": ["integer", "null"]}), "int", false);
        check(
            &json!({"anyOf": [{"$ref": "#/$defs/Model"}, {"type": "null"}]}),
            "Document",
            true,
        );
    }
}
