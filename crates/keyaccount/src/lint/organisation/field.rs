//! The fields of an entry, and what stands in them.

use crate::document::{Kind, Node, pointer};
use crate::quantity::is_blank;

/// Returns whether the text is the keys that lead to a field.
pub(super) fn is_field(text: &str) -> bool {
    let is_key = |key: &str| !key.is_empty() && key != "*" && !key.contains(['{', '}', '~']);
    text.split('/').all(is_key)
}

/// Returns what stands at the field, where something does.
pub(super) fn at<'d>(entry: Node<'d>, field: &str) -> Option<Node<'d>> {
    field.split('/').try_fold(entry, Node::get)
}

/// Returns what stands at the field to be compared: nothing where it says nothing, or only in which state it is.
pub(super) fn said<'d>(entry: Node<'d>, field: &str) -> Option<Node<'d>> {
    at(entry, field).filter(|node| says_something(*node) && state(*node).is_none())
}

/// Returns whether the field is answered: it says something, or that nothing applies.
pub(super) fn is_present(entry: Node<'_>, field: &str) -> bool {
    at(entry, field).is_some_and(|node| match state(node) {
        Some(state) => state == "not_applicable",
        None => says_something(node),
    })
}

/// Returns the JSON Pointer of the field.
pub(super) fn path(entry: Node<'_>, field: &str) -> String {
    let mut path = entry.pointer();
    for key in field.split('/') {
        pointer::push(&mut path, key);
    }
    path
}

fn says_something(node: Node<'_>) -> bool {
    match node.kind() {
        Kind::Null => false,
        Kind::Boolean | Kind::Number => true,
        Kind::Text => node.as_str().is_some_and(|text| !is_blank(text)),
        Kind::List => node.items().next().is_some(),
        Kind::Object => node.members().next().is_some(),
    }
}

/// Returns the state of a fact without a value: missing, unknown, not applicable.
fn state(node: Node<'_>) -> Option<&str> {
    let mut members = node.members();
    let (key, value) = members.next()?;
    let state = value
        .as_str()
        .filter(|_| key == "state" && members.next().is_none())?;
    ["missing", "unknown", "not_applicable"]
        .contains(&state)
        .then_some(state)
}
