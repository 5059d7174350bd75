use std::collections::BTreeSet;

use super::{ENTITY_PLACES, REFERENCES, Scope};
use crate::plan::Plan;
use crate::plan::schema_places::places;
use crate::vocabulary::EntityKind;

/// The ids that entities carry themselves.
fn own_ids() -> BTreeSet<String> {
    ENTITY_PLACES
        .iter()
        .map(|entity| format!("{}/id", entity.place))
        .collect()
}

#[test]
fn every_place_of_the_tables_is_in_the_schema() {
    let known = places::<Plan>();
    for reference in REFERENCES {
        let name = known.get(reference.place).map(String::as_str);
        assert!(
            name.is_some_and(|name| name.ends_with("Id") || name == "Reference"),
            "{} is {name:?}",
            reference.place
        );
    }
    for id in own_ids() {
        assert!(known.contains_key(&id), "{id}");
    }
}

#[test]
fn every_id_of_the_schema_is_in_a_table() {
    let own = own_ids();
    let listed: BTreeSet<&str> = REFERENCES.iter().map(|reference| reference.place).collect();
    let mut seen = 0;
    for (place, name) in places::<Plan>() {
        let field = place.trim_end_matches("/*").rsplit('/').next().unwrap();
        let by_name = field.ends_with("_id") || field.ends_with("_ids") && place.ends_with("/*");
        if name.ends_with("Id") || name == "Reference" || by_name {
            seen += 1;
            assert!(
                own.contains(&place) || listed.contains(place.as_str()),
                "{place} is in no table"
            );
        }
    }
    assert_eq!(
        seen,
        own.len() + listed.len(),
        "a place is in both tables, or twice in one"
    );
}

#[test]
fn every_kind_lives_somewhere() {
    let homes: BTreeSet<EntityKind> = ENTITY_PLACES.iter().map(|entity| entity.kind).collect();
    for &kind in EntityKind::ALL {
        // The catalogue belongs to the organisation.
        assert!(
            homes.contains(&kind) || kind == EntityKind::CatalogueEntry,
            "{kind:?}"
        );
    }
}

#[test]
fn a_reference_within_the_plan_can_be_resolved_there() {
    let homes: BTreeSet<EntityKind> = ENTITY_PLACES.iter().map(|entity| entity.kind).collect();
    for reference in REFERENCES {
        match reference.scope {
            Scope::Plan => assert!(
                reference.kinds.iter().all(|kind| homes.contains(kind)),
                "{}",
                reference.place
            ),
            Scope::Portfolio => assert!(!reference.kinds.is_empty(), "{}", reference.place),
            Scope::Elsewhere => {}
        }
    }
}

#[test]
fn the_references_are_sorted() {
    assert!(REFERENCES.is_sorted_by_key(|reference| reference.place));
}
