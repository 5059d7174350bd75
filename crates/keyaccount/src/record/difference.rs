//! Where two values first differ.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use crate::document::{canonical, pointer};

/// Where the record and the computation first differ, in the order of the keys of the canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordDifference {
    /// The JSON Pointer of the place in the record.
    pub path: String,
    /// The value in the record, as canonical JSON text; nothing where it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<String>,
    /// The value that comes out today, as canonical JSON text; nothing where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recomputed: Option<String>,
}

/// Returns the first difference of two values at `path`, nothing where they are equal.
pub(super) fn first_difference(
    path: &str,
    recorded: Option<&Value>,
    recomputed: Option<&Value>,
) -> Option<RecordDifference> {
    match (recorded, recomputed) {
        (Some(Value::Object(left)), Some(Value::Object(right))) => {
            // Sorted, because the order in which a `Value` keeps its keys is a choice of the whole program.
            let keys: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            keys.into_iter()
                .find_map(|key| first_difference(&below(path, key), left.get(key), right.get(key)))
        }
        (Some(Value::Array(left)), Some(Value::Array(right))) => {
            let length = left.len().max(right.len());
            (0..length)
                .find_map(|at| first_difference(&below(path, &at.to_string()), left.get(at), right.get(at)))
        }
        _ => {
            let (recorded, recomputed) = (recorded.map(canonical::text), recomputed.map(canonical::text));
            (recorded != recomputed).then(|| RecordDifference {
                path: path.to_owned(),
                recorded,
                recomputed,
            })
        }
    }
}

fn below(path: &str, token: &str) -> String {
    let mut path = path.to_owned();
    pointer::push(&mut path, token);
    path
}
