//! JSON Patch (RFC 6902), as much of it as examples need: add, replace, remove.

use serde_json::Value;

pub(super) fn apply(document: &mut Value, edits: &Value) {
    for edit in edits.as_array().expect("a JSON Patch is a list") {
        let path = edit["path"].as_str().expect("an edit has a path");
        let (parent, last) = path.rsplit_once('/').expect("an edit is below the root");
        let parent = document
            .pointer_mut(parent)
            .unwrap_or_else(|| panic!("nothing stands at {parent}"));
        let value = edit.get("value").cloned();
        match (edit["op"].as_str(), parent) {
            (Some("add"), Value::Array(items)) if last == "-" => items.push(value.unwrap()),
            (Some("add"), Value::Object(members)) => {
                members.insert(last.to_owned(), value.unwrap());
            }
            (Some("replace"), parent) => {
                let place = parent.pointer_mut(&format!("/{last}"));
                *place.unwrap_or_else(|| panic!("nothing stands at {path}")) = value.unwrap();
            }
            (Some("remove"), Value::Object(members)) => {
                members
                    .remove(last)
                    .unwrap_or_else(|| panic!("nothing stands at {path}"));
            }
            (Some("remove"), Value::Array(items)) => {
                items.remove(last.parse().unwrap());
            }
            (op, _) => panic!("{op:?} at {path} is not an edit of examples"),
        }
    }
}
