//! KA-003 `duplicate-id`.

use std::collections::BTreeMap;

use crate::document::Node;
use crate::lint::context::Context;
use crate::lint::finding::Related;
use crate::lint::places::{id_of, nodes_at};
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::references::ENTITY_PLACES;
use crate::vocabulary::EntityKind;

declare_rule! {
    /// ## What it checks
    ///
    /// Two entities of one kind carry the same id; white space around an id does not count. People of both sides and other people form
    /// one namespace. One finding per id, with every place that has it.
    ///
    /// ## Why it matters
    ///
    /// A reference to the id points to two things, so every rule and every report may mean the wrong one.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/assumptions/-", "value": {"id": "AS11", "text": "the seals of the second supplier last as long", "status": "open"}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/assumptions/-", "value": {"id": "AS15", "text": "the seals of the second supplier last as long", "status": "open"}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// House default.
    pub(super) static DUPLICATE_ID = {
        code: "KA-003",
        name: "duplicate-id",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: ALL_GATES,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let mut by_id: BTreeMap<(EntityKind, &str), Vec<(EntityKind, Node<'_>)>> = BTreeMap::new();
    for place in ENTITY_PLACES {
        for entity in nodes_at(cx.root(), place.place) {
            if let Some(id) = id_of(entity) {
                by_id
                    .entry((namespace(place.kind), id))
                    .or_default()
                    .push((place.kind, entity));
            }
        }
    }
    for ((kind, id), mut entities) in by_id {
        entities.sort_by_key(|(_, entity)| entity.span().start);
        let [_, (second_kind, second), ..] = entities.as_slice() else {
            continue;
        };
        let draft = Draft::new(
            format!("{}/id", second.pointer()),
            "duplicate",
            "The id \"{id}\" is carried by {count} {kind} entries.",
            [
                ("id", id.into()),
                ("count", entities.len().into()),
                ("kind", words(kind).into()),
            ],
        );
        let related = entities.iter().map(|(_, entity)| Related {
            path: format!("{}/id", entity.pointer()),
            message: "carries this id".to_owned(),
        });
        sink.report(
            draft
                .about(second_kind.as_str(), id)
                .related(related)
                .help("Give each of them an id of its own."),
        );
    }
}

/// Returns the kind under which ids must be unique.
fn namespace(kind: EntityKind) -> EntityKind {
    if kind.is_person() {
        EntityKind::Contact
    } else {
        kind
    }
}

fn words(kind: EntityKind) -> String {
    if kind.is_person() {
        "people".to_owned()
    } else {
        kind.as_str().replace('_', " ")
    }
}
