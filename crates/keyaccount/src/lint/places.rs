//! Values of a plan by patterns of places.

use crate::document::Node;

/// Returns the values at the places that `pattern` describes, in the order of the document.
///
/// The pattern is a JSON Pointer in which `*` stands for every entry of a list. Where a list is due and another value stands,
/// nothing is found.
pub(super) fn nodes_at<'d>(root: Node<'d>, pattern: &str) -> Vec<Node<'d>> {
    let mut nodes = vec![root];
    for step in pattern.split('/').skip(1) {
        nodes = match step {
            "*" => nodes.into_iter().flat_map(Node::items).collect(),
            key => nodes.into_iter().filter_map(|node| node.get(key)).collect(),
        };
    }
    nodes
}

/// Returns the id of an entity as a reference would write it, where it is there and readable.
pub(super) fn id_of(entity: Node<'_>) -> Option<&str> {
    let id = entity.get("id")?.as_str()?.trim();
    (!id.is_empty()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_star_stands_for_every_entry() {
        let document = Document::parse(r#"{"a": [{"b": [1, 2]}, {"b": [3]}, {"b": 4}, 5]}"#).unwrap();
        let found: Vec<&str> = nodes_at(document.root(), "/a/*/b/*").iter().map(|node| node.raw()).collect();
        assert_eq!(found, ["1", "2", "3"]);
        assert!(nodes_at(document.root(), "/a/*/c").is_empty());
    }
}
