//! The fields in which two values differ, entries of their own left out.

use std::collections::BTreeMap;

use super::FieldChange;
use super::entries::is_list_of_entries;
use crate::document::canonical::{self, Lists};
use crate::document::{Kind, Node, ValueText, pointer};

/// A value of one version and its place, such as `/actions/*`.
#[derive(Debug, Clone)]
pub(super) struct Side<'d> {
    pub(super) node: Node<'d>,
    pub(super) place: String,
}

impl<'d> Side<'d> {
    /// Returns the side that is a whole plan.
    pub(super) fn of_plan(node: Node<'d>) -> Self {
        Self {
            node,
            place: String::new(),
        }
    }

    /// Returns the members of an object that are not lists of entries, by key; of a key that stands twice, both.
    fn members(&self) -> BTreeMap<&'d str, Vec<Self>> {
        let mut members: BTreeMap<&str, Vec<Self>> = BTreeMap::new();
        for (key, node) in self.node.members() {
            let mut place = self.place.clone();
            pointer::push(&mut place, key);
            if node.kind() != Kind::List || !is_list_of_entries(&place) {
                members.entry(key).or_default().push(Self { node, place });
            }
        }
        members
    }
}

/// Returns the deepest members of objects in which the two values differ, by path.
pub(super) fn changes(before: Option<Side<'_>>, after: Option<Side<'_>>) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    compare(before, after, "", &mut changes);
    changes
}

fn compare(before: Option<Side<'_>>, after: Option<Side<'_>>, path: &str, changes: &mut Vec<FieldChange>) {
    if let (Some(before), Some(after)) = (&before, &after) {
        if before.node.kind() == Kind::Object && after.node.kind() == Kind::Object {
            return compare_members(before, after, path, changes);
        }
        let by_value = |side: &Side<'_>| canonical::node_text(side.node, Lists::Unordered);
        if before.node.raw() == after.node.raw() || by_value(before) == by_value(after) {
            return;
        }
    }
    if before.is_some() || after.is_some() {
        changes.push(FieldChange {
            path: path.to_owned(),
            before: before.map(|side| ValueText::from(side.node)),
            after: after.map(|side| ValueText::from(side.node)),
        });
    }
}

fn compare_members(before: &Side<'_>, after: &Side<'_>, path: &str, changes: &mut Vec<FieldChange>) {
    let mut members: BTreeMap<&str, (Vec<Side<'_>>, Vec<Side<'_>>)> = BTreeMap::new();
    for (key, sides) in before.members() {
        members.entry(key).or_default().0 = sides;
    }
    for (key, sides) in after.members() {
        members.entry(key).or_default().1 = sides;
    }
    for (key, (before, after)) in members {
        let mut path = path.to_owned();
        pointer::push(&mut path, key);
        let most = before.len().max(after.len());
        let (mut before, mut after) = (before.into_iter(), after.into_iter());
        for _ in 0..most {
            compare(before.next(), after.next(), &path, changes);
        }
    }
}
