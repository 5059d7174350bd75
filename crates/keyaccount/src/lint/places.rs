//! Values of a plan by patterns of places.

use std::collections::BTreeSet;

use crate::document::Node;
use crate::plan::references::{ENTITY_PLACES, EntityPlace};
use crate::portfolio::Portfolio;
use crate::vocabulary::EntityKind;

/// Returns the values at the places that `pattern` describes, in the order of the document.
///
/// The pattern is a JSON Pointer in which `*` stands for every entry of a list. Where a list is due and another value stands,
/// nothing is found.
pub(super) fn nodes_at<'d>(root: Node<'d>, pattern: &str) -> Vec<Node<'d>> {
    let mut nodes = Vec::new();
    let steps: Vec<&str> = pattern.split('/').skip(1).collect();
    collect(root, &steps, &mut nodes);
    nodes
}

fn collect<'d>(node: Node<'d>, steps: &[&str], into: &mut Vec<Node<'d>>) {
    match steps {
        [] => into.push(node),
        ["*", rest @ ..] => node.items().for_each(|item| collect(item, rest, into)),
        [key, rest @ ..] => {
            if let Some(member) = node.get(key) {
                collect(member, rest, into);
            }
        }
    }
}

/// Returns the id of an entity as a reference would write it, where it is there and readable.
pub(super) fn id_of(entity: Node<'_>) -> Option<&str> {
    let id = entity.get("id")?.as_str()?.trim();
    (!id.is_empty()).then_some(id)
}

/// Returns the entities that references may point to: those of the plan and those of the portfolio, by kind and id.
pub(super) fn entity_ids<'a>(
    root: Node<'a>,
    portfolio: Option<&'a Portfolio>,
) -> BTreeSet<(EntityKind, &'a str)> {
    let mut ids = BTreeSet::new();
    for place in ENTITY_PLACES {
        let entities = nodes_at(root, place.place).into_iter();
        ids.extend(entities.filter_map(|entity| Some((place.kind, id_of(entity)?))));
    }
    ids.extend(portfolio.into_iter().flat_map(Portfolio::entity_ids));
    ids
}

/// Returns the innermost entity with an id that the place lies in, below the plan itself, with what is left of the pointer.
///
/// Positions of lists in what is left are replaced by `*`, so that it says the same wherever the value stands.
pub(super) fn entity_around(root: Node<'_>, pointer: &str) -> Option<(EntityKind, String, String)> {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let depth_of = |place: &EntityPlace| {
        let pattern: Vec<&str> = place.place.split('/').skip(1).collect();
        let fits = pattern.len() <= steps.len()
            && pattern
                .iter()
                .zip(&steps)
                .all(|(wanted, found)| *wanted == "*" || wanted == found);
        (fits && !pattern.is_empty()).then_some((pattern.len(), place.kind))
    };
    let mut candidates: Vec<(usize, EntityKind)> = ENTITY_PLACES.iter().filter_map(depth_of).collect();
    candidates.sort_by_key(|&(depth, _)| std::cmp::Reverse(depth));
    candidates.into_iter().find_map(|(depth, kind)| {
        let place: String = steps.iter().take(depth).flat_map(|step| ["/", step]).collect();
        let id = id_of(root.at_pointer(&place)?)?.to_owned();
        Some((kind, id, without_positions(steps.iter().skip(depth).copied())))
    })
}

/// Returns the steps as a pointer in which every position is `*`.
pub(super) fn without_positions<'s>(steps: impl Iterator<Item = &'s str>) -> String {
    let is_position = |step: &str| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
    steps
        .flat_map(|step| ["/", if is_position(step) { "*" } else { step }])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_star_stands_for_every_entry() {
        let document = Document::parse(r#"{"a": [{"b": [1, 2]}, {"b": [3]}, {"b": 4}, 5]}"#).unwrap();
        let found: Vec<&str> = nodes_at(document.root(), "/a/*/b/*")
            .iter()
            .map(|node| node.raw())
            .collect();
        assert_eq!(found, ["1", "2", "3"]);
        assert!(nodes_at(document.root(), "/a/*/c").is_empty());
    }
}
