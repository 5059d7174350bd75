//! Strict and tolerant reading of a value.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::deserializer::NodeDeserializer;
use super::problem::excerpt;
use super::refusal::Refusal;
use super::{Code, Document, Kind, Node, Problem, ReadError};

/// The most faults of one value before it is given up. House default: each costs another pass over the value, so the
/// whole work stays within a hundred passes.
const MAX_FAULTS: usize = 100;

/// Returns the typed form of `node`, or the first fault.
pub(super) fn strict<T: DeserializeOwned>(node: Node<'_>) -> Result<T, ReadError> {
    let nothing = BTreeSet::new();
    T::deserialize(NodeDeserializer::new(node, &nothing)).map_err(|refusal| {
        let mut problem = refusal.into_problem(node);
        name_entity(&mut problem, node.document());
        ReadError::new(node.document(), problem)
    })
}

/// Says in the message which entity of which list is at fault, since a position in a long list tells nobody anything.
fn name_entity(problem: &mut Problem, document: &Document) {
    let at_fault = document.nearest(&problem.pointer);
    let around = std::iter::successors(Some(at_fault), |node| node.parent());
    let mut items = around.filter(|node| node.parent().is_some_and(|list| list.kind() == Kind::List));
    let Some((item, id)) = items.find_map(|item| Some((item, item.get("id")?.as_str()?))) else {
        return;
    };
    let name = format!("`{}`", excerpt(id));
    if problem.message.contains(&name) {
        return;
    }
    let list = item.parent().and_then(Node::key);
    let list = list.map_or_else(String::new, |list| format!(" of `{list}`"));
    problem.message = format!("{}, in {name}{list}", problem.message);
}

/// Returns as much of `node` as can be read as a `T`, and adds each fault to `problems`, in document order.
///
/// Made for drafts: the fields of `T` are optional, and what cannot be read counts as absent. An unreadable value takes
/// the smallest field or list item that contains it away, no more; the lists of the result are shorter by unreadable
/// items, so that positions in them are not positions in the text. Of a key that stands twice the first counts. One
/// fault is one problem: that an amount has no number any more because its number was unreadable is not said again.
///
/// Nothing is returned where `node` itself is at fault, or after a hundred faults inside it; call it for each entity
/// of a list, so that one hopeless entity does not hide the others.
///
/// # Examples
///
/// ```
/// use keyaccount::document::{Document, tolerant};
///
/// #[derive(serde::Deserialize)]
/// #[serde(deny_unknown_fields, default)]
/// #[derive(Default)]
/// struct Action { title: Option<String>, percent: Option<u8> }
///
/// let document = Document::parse(r#"{"title": "Call the plant", "percent": "half", "colour": "red"}"#)?;
/// let mut problems = Vec::new();
/// let action: Action = tolerant(document.root(), &mut problems).unwrap();
/// assert_eq!((action.title.as_deref(), action.percent), (Some("Call the plant"), None));
/// let places: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
/// assert_eq!(places, ["/percent", "/colour"]);
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
pub fn tolerant<T: DeserializeOwned>(node: Node<'_>, problems: &mut Vec<Problem>) -> Option<T> {
    let mut found = Vec::new();
    let value = read_around_faults(node, &mut found);
    found.sort_by_key(|problem| problem.span.start);
    problems.append(&mut found);
    value
}

fn read_around_faults<T: DeserializeOwned>(node: Node<'_>, problems: &mut Vec<Problem>) -> Option<T> {
    let mut absent = BTreeSet::new();
    loop {
        let refusal = match T::deserialize(NodeDeserializer::new(node, &absent)) {
            Ok(value) => return Some(value),
            Err(refusal) => refusal,
        };
        let faulty = refusal.node(node);
        if !follows_from(&absent, &refusal, faulty) {
            problems.push(refusal.into_problem(node));
        }
        if faulty == node || !absent.insert(faulty.index()) {
            return None;
        }
        if absent.len() >= MAX_FAULTS {
            problems.push(given_up(node));
            return None;
        }
    }
}

/// Returns whether the refusal of `faulty` only says that something inside it has been taken away.
fn follows_from(absent: &BTreeSet<u32>, refusal: &Refusal, faulty: Node<'_>) -> bool {
    let mut taken = faulty.children().filter(|child| absent.contains(&child.index()));
    match refusal.missing_field() {
        Some(field) => taken.any(|child| child.key() == Some(field)),
        None => taken.next().is_some(),
    }
}

fn given_up(node: Node<'_>) -> Problem {
    Problem {
        code: Code::TooManyFaults,
        pointer: node.pointer(),
        span: node.span(),
        message: format!("value must have fewer than {MAX_FAULTS} faults to be read (got {MAX_FAULTS})"),
        found: None,
        expected: None,
        help: Some("mend the faults that are listed for it, then check again".to_owned()),
        nearest: None,
    }
}
