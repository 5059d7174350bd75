//! The entities that an id may lead to.

use std::collections::BTreeSet;

use crate::document::Node;
use crate::lint::places::entity_ids;
use crate::portfolio::Portfolio;
use crate::vocabulary::{EntityKind, Reference};

/// The entities of a plan and of its portfolio.
#[derive(Debug)]
pub(super) struct References<'a> {
    by_kind: BTreeSet<(EntityKind, &'a str)>,
    of_any_kind: BTreeSet<&'a str>,
}

impl<'a> References<'a> {
    pub(super) fn of(root: Node<'a>, portfolio: Option<&'a Portfolio>) -> Self {
        let by_kind = entity_ids(root, portfolio);
        let of_any_kind = by_kind.iter().map(|(_, id)| *id).collect();
        Self { by_kind, of_any_kind }
    }

    /// Returns whether the id, or the reference `kind:id`, leads to an entity of the kind.
    pub(super) fn resolves(&self, text: &str, kind: Option<EntityKind>) -> bool {
        let reference = Reference::try_from(text).ok();
        let named = reference
            .as_ref()
            .and_then(|reference| Some((reference.kind()?, reference.id())));
        match (named, kind) {
            (Some((found, id)), wanted) => {
                wanted.is_none_or(|wanted| wanted == found) && self.by_kind.contains(&(found, id))
            }
            (None, Some(kind)) => self.by_kind.contains(&(kind, text)),
            (None, None) => self.of_any_kind.contains(text),
        }
    }
}
