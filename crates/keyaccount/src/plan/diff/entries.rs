//! The entries of a plan that are compared one by one, and which of them belong together.

use std::collections::BTreeMap;

use super::fields::Side;
use crate::document::canonical::{self, Lists};
use crate::document::{Kind, Node, pointer};
use crate::plan::references::ENTITY_PLACES;

/// A list whose entries have no id of their own, and what tells them apart.
pub(super) struct KeyedPlace {
    kind: &'static str,
    place: &'static str,
    pub(super) key: &'static [&'static str],
}

/// The lists of entries without ids.
pub(super) const KEYED_PLACES: &[KeyedPlace] = &[
    keyed(
        "criterion_score",
        "/account/selection/scores/*",
        &["criterion_id"],
    ),
    keyed("tie", "/links/*", &["member_id", "contact_id"]),
    keyed("resource_line", "/resources/lines/*", &["category", "period"]),
    keyed(
        "expected_margin",
        "/resources/expected_incremental_margin/*",
        &["period"],
    ),
    keyed("exchange_rate", "/exchange_rates/*", &["from", "to", "as_of"]),
    keyed(
        "suppression",
        "/suppressions/*",
        &["code", "target", "fingerprint"],
    ),
    keyed("history_entry", "/history/*", &["seq"]),
];

const fn keyed(kind: &'static str, place: &'static str, key: &'static [&'static str]) -> KeyedPlace {
    KeyedPlace { kind, place, key }
}

/// The fields by which people know an entry, the first that is there.
const LABELS: &[&str] = &["title", "name", "statement", "text", "event", "description"];

/// An entry of a list that is compared by itself.
#[derive(Debug, Clone)]
pub(super) struct Entry<'d> {
    /// The kind, in `snake_case`.
    pub(super) kind: &'static str,
    /// The position of its place among all places.
    pub(super) order: usize,
    /// The place of the list, such as `/actions/*`.
    pub(super) place: &'static str,
    /// The id, or what tells it apart where it has none of its own.
    pub(super) key: Option<String>,
    pub(super) node: Node<'d>,
    is_person: bool,
}

impl<'d> Entry<'d> {
    /// Returns the key of the section that the entry stands in.
    pub(super) fn section(&self) -> &'static str {
        self.place.split('/').nth(1).unwrap_or_default()
    }

    pub(super) fn side(&self) -> Side<'d> {
        Side {
            node: self.node,
            place: self.place.to_owned(),
        }
    }

    /// Returns the text by which people know the entry.
    pub(super) fn label(&self) -> Option<String> {
        let texts = LABELS.iter().filter_map(|field| self.node.get(field)?.as_str());
        texts.into_iter().next().map(str::to_owned)
    }

    /// Returns what entries that may belong together have in common.
    fn group(&self) -> (&'static str, Option<String>) {
        match &self.key {
            Some(key) if self.is_person => ("person", Some(key.clone())),
            Some(key) => (self.kind, Some(key.clone())),
            None => (self.place, None),
        }
    }
}

/// Returns the entries of a plan, in the order of the document.
pub(super) fn entries(plan: Node<'_>) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    collect(plan, "", &mut entries);
    entries
}

/// Returns whether the list at `place` holds entries that are compared by themselves.
pub(super) fn is_list_of_entries(place: &str) -> bool {
    places().any(|(_, found, _)| found.strip_suffix("/*") == Some(place))
}

/// Returns the entries of two plans in pairs; each entry stands in one pair. By place, then by id, then by position.
pub(super) fn pairs<'d>(
    before: Vec<Entry<'d>>,
    after: Vec<Entry<'d>>,
) -> Vec<(Option<Entry<'d>>, Option<Entry<'d>>)> {
    let mut groups: BTreeMap<_, (Vec<Entry<'d>>, Vec<Entry<'d>>)> = BTreeMap::new();
    for entry in before {
        groups.entry(entry.group()).or_default().0.push(entry);
    }
    for entry in after {
        groups.entry(entry.group()).or_default().1.push(entry);
    }
    let mut pairs: Vec<_> = groups
        .into_values()
        .flat_map(|(before, after)| paired(before, after))
        .collect();
    pairs.sort_by_cached_key(|(before, after)| {
        let first = leading(before.as_ref(), after.as_ref());
        let positions = [before, after].map(|entry| entry.as_ref().map(|entry| entry.node.position()));
        let known = || positions.into_iter().flatten();
        (
            first.map(|entry| (entry.order, entry.key.clone())),
            known().min(),
            known().max(),
        )
    });
    pairs
}

/// Returns the entry of a pair whose place comes first in the plan document; it gives the pair its kind and section.
pub(super) fn leading<'e, 'd>(
    before: Option<&'e Entry<'d>>,
    after: Option<&'e Entry<'d>>,
) -> Option<&'e Entry<'d>> {
    [before, after]
        .into_iter()
        .flatten()
        .min_by_key(|entry| entry.order)
}

/// Returns the entries of one group in pairs: equal ones first, the rest in their order.
fn paired<'d>(before: Vec<Entry<'d>>, after: Vec<Entry<'d>>) -> Vec<(Option<Entry<'d>>, Option<Entry<'d>>)> {
    let (mut pairs, mut rest) = (Vec::new(), Vec::new());
    let mut after: Vec<Option<Entry<'d>>> = after.into_iter().map(Some).collect();
    if before.len() > 1 || after.len() > 1 {
        let mut equal: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (position, entry) in after.iter().enumerate().rev() {
            let text = entry.as_ref().map(|entry| by_value(entry.node));
            equal.entry(text.unwrap_or_default()).or_default().push(position);
        }
        for entry in before {
            let twin = equal.get_mut(&by_value(entry.node)).and_then(Vec::pop);
            match twin.and_then(|position| after.get_mut(position)) {
                Some(twin) => pairs.push((Some(entry), twin.take())),
                None => rest.push(entry),
            }
        }
    } else {
        rest = before;
    }
    let mut after = after.into_iter().flatten();
    pairs.extend(rest.into_iter().map(|entry| (Some(entry), after.next())));
    pairs.extend(after.map(|entry| (None, Some(entry))));
    pairs
}

fn by_value(node: Node<'_>) -> String {
    canonical::node_text(node, Lists::Unordered)
}

/// Returns every place whose entries are compared by themselves: position, place, and what makes the entries.
fn places() -> impl Iterator<Item = (usize, &'static str, Maker)> {
    // The plan and its account are sections, not entries of a list.
    let entities = ENTITY_PLACES.iter().filter(|entity| entity.place.ends_with("/*"));
    let entities = entities.map(|entity| {
        let maker = Maker {
            kind: entity.kind.as_str(),
            key: &["id"],
            is_person: entity.kind.is_person(),
        };
        (entity.place, maker)
    });
    let keyed = KEYED_PLACES.iter().map(|keyed| {
        let maker = Maker {
            kind: keyed.kind,
            key: keyed.key,
            is_person: false,
        };
        (keyed.place, maker)
    });
    let all = entities.chain(keyed).enumerate();
    all.map(|(order, (place, maker))| (order, place, maker))
}

/// What makes an entry of a value.
#[derive(Clone, Copy)]
struct Maker {
    kind: &'static str,
    key: &'static [&'static str],
    is_person: bool,
}

impl Maker {
    fn key(self, node: Node<'_>) -> Option<String> {
        let parts = self.key.iter().filter_map(|field| node.get(field));
        let parts: Vec<String> = match self.key {
            ["id"] => parts
                .filter_map(Node::as_str)
                .map(|id| id.trim().to_owned())
                .collect(),
            _ => parts
                .map(|part| part.as_str().map_or_else(|| by_value(part), str::to_owned))
                .collect(),
        };
        let key = parts.join(" ");
        (!key.is_empty()).then_some(key)
    }
}

fn collect<'d>(node: Node<'d>, place: &str, entries: &mut Vec<Entry<'d>>) {
    for (key, member) in node.members() {
        let mut place = place.to_owned();
        pointer::push(&mut place, key);
        match member.kind() {
            Kind::List => {
                let mut places = places();
                let found = places.find(|(_, found, _)| found.strip_suffix("/*") == Some(place.as_str()));
                let Some((order, place, maker)) = found else {
                    continue;
                };
                for item in member.items() {
                    entries.push(Entry {
                        kind: maker.kind,
                        order,
                        place,
                        key: maker.key(item),
                        node: item,
                        is_person: maker.is_person,
                    });
                    collect(item, place, entries);
                }
            }
            Kind::Object => collect(member, &place, entries),
            _ => {}
        }
    }
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use crate::plan::diff::SECTIONS;
    use crate::plan::schema_places::places as schema_places;

    #[test]
    fn every_keyed_place_and_its_fields_are_in_the_schema() {
        let known = schema_places::<Plan>();
        for keyed in KEYED_PLACES {
            for field in keyed.key {
                let place = format!("{}/{field}", keyed.place);
                assert!(known.contains_key(&place), "{place}");
            }
            assert!(
                !known.contains_key(&format!("{}/id", keyed.place)),
                "{}",
                keyed.place
            );
        }
    }

    #[test]
    fn every_list_at_the_top_is_compared_entry_by_entry() {
        for place in schema_places::<Plan>().keys() {
            if let Some(list) = place
                .strip_suffix("/*")
                .filter(|list| list.matches('/').count() == 1)
            {
                assert!(is_list_of_entries(list), "{list}");
            }
        }
    }

    #[test]
    fn every_section_of_the_schema_is_known_in_its_order() {
        let schema = schemars::schema_for!(Plan).to_value();
        let keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        let scalars = ["schema", "id", "language", "currency", "as_of"];
        let sections: Vec<&str> = keys
            .into_iter()
            .map(String::as_str)
            .filter(|key| !scalars.contains(key))
            .collect();
        assert_eq!(&SECTIONS[1..], sections);
    }
}
