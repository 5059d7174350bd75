//! What changed between two versions of a plan?
//!
//! Entities are matched by their ids, wherever they stand: an entry that has moved, within a list or to another, has not
//! changed. People of both sides and others are one namespace. Entries without an id of their own are matched by what
//! tells them apart, such as the two people of a tie. Where an id stands several times, or an entry has none, equal
//! entries are matched first and the rest by their order in the list.
//!
//! Values are compared as JSON: numbers by value, objects whatever the order of their keys, lists whatever the order of
//! their items. They are reported as they are written.

mod entries;
mod fields;

use serde::Serialize;

use self::entries::{Entry, entries};
use self::fields::{Side, changes};
use super::hashes::{commitment_hash, document_hash};
use super::view::PlanView;
use crate::document::{Node, ValueText};

/// What changed between two versions of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanDiff {
    /// How much changed.
    pub summary: DiffSummary,
    /// Whether what the parties agreed is another; approval and launch bind it.
    pub commitment_changed: bool,
    /// The hashes of what the parties agreed.
    pub commitment_hash: HashPair,
    /// The hashes of everything.
    pub document_hash: HashPair,
    /// The sections in which something changed, in the order of the plan document.
    pub sections: Vec<SectionDiff>,
}

/// How much changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiffSummary {
    /// How many entities are new.
    pub added: usize,
    /// How many entities are gone.
    pub removed: usize,
    /// How many entities are in both versions and differ.
    pub changed: usize,
    /// How many fields outside of entities differ: of the header, the account and the other sections.
    pub fields: usize,
    /// The same for each kind of entity of which something changed, in the order of the plan document.
    pub by_kind: Vec<KindDiff>,
}

/// How many entities of a kind changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KindDiff {
    /// The kind, in `snake_case`.
    pub kind: &'static str,
    /// How many are new.
    pub added: usize,
    /// How many are gone.
    pub removed: usize,
    /// How many are in both versions and differ.
    pub changed: usize,
}

/// A hash of each version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HashPair {
    /// The SHA-256 of the earlier version.
    pub before: String,
    /// The SHA-256 of the later version.
    pub after: String,
}

/// What changed in one section of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SectionDiff {
    /// The key of the section; `document` for what stands beside the sections.
    pub section: &'static str,
    /// The fields that belong to no entity, by path.
    pub fields: Vec<FieldChange>,
    /// The entities, in the order of their places, then of their ids.
    pub entities: Vec<EntityDiff>,
}

/// An entity that is new, gone or another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntityDiff {
    /// The kind, in `snake_case`.
    pub kind: &'static str,
    /// The id, or what tells it apart where it has none of its own; absent where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What became of it.
    pub change: EntityChange,
    /// The entity in the earlier version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<EntityVersion>,
    /// The entity in the later version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<EntityVersion>,
    /// The fields that differ, by path; none where the entity is new or gone.
    pub fields: Vec<FieldChange>,
}

/// What became of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum EntityChange {
    Added,
    Removed,
    Changed,
}

/// An entity in one version of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntityVersion {
    /// The JSON Pointer of its place in that version.
    pub path: String,
    /// The title, name or statement by which people know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The whole entity as it is written, where it is new or gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ValueText>,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldChange {
    /// The JSON Pointer of the field, from the entity or section; empty for the whole of it.
    pub path: String,
    /// The value in the earlier version as it is written, absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<ValueText>,
    /// The value in the later version as it is written, absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<ValueText>,
}

/// The sections of a plan, in the order of the document.
const SECTIONS: &[&str] = &[
    DOCUMENT,
    "account",
    "plan",
    "position",
    "needs",
    "audience",
    "client_objectives",
    "objectives",
    "actions",
    "stakeholders",
    "links",
    "team",
    "others",
    "resources",
    "value_adds",
    "rewards",
    "sla",
    "commitments",
    "expectations",
    "kickoff",
    "requests",
    "risks",
    "assumptions",
    "issues",
    "decisions",
    "conflicts",
    "own_changes",
    "governance",
    "health",
    "exchange_rates",
    "suppressions",
    "lint",
    "history",
];

/// The section of what stands beside the sections: id, currency, keys of one's own.
const DOCUMENT: &str = "document";

/// Returns what changed from one version of a plan to another.
///
/// Any two plans can be compared, however incomplete. Equal plans, and plans whose lists are in another order, give an
/// empty difference; exchanging the versions exchanges *before* and *after*, *added* and *removed*.
///
/// # Examples
///
/// ```
/// use keyaccount::document::Document;
/// use keyaccount::plan::{self, EntityChange, PlanView};
///
/// let before = Document::parse(r#"{"actions": [{"id": "A1", "percent": 40}, {"id": "A2"}]}"#)?;
/// let after = Document::parse(r#"{"actions": [{"id": "A3"}, {"id": "A1", "percent": 60}]}"#)?;
/// let diff = plan::diff(&PlanView::read(before.root())?, &PlanView::read(after.root())?);
///
/// let actions = &diff.sections[0].entities;
/// let changes: Vec<_> = actions.iter().map(|action| (action.id.as_deref().unwrap(), action.change)).collect();
/// assert_eq!(changes, [("A1", EntityChange::Changed), ("A2", EntityChange::Removed), ("A3", EntityChange::Added)]);
/// assert_eq!(actions[0].fields[0].path, "/percent");
/// assert!(diff.commitment_changed);
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
pub fn diff(before: &PlanView<'_>, after: &PlanView<'_>) -> PlanDiff {
    let hashes = |hash: fn(Node<'_>) -> String| HashPair {
        before: hash(before.root),
        after: hash(after.root),
    };
    let commitment_hash = hashes(commitment_hash);
    let mut sections: Vec<SectionDiff> = SECTIONS.iter().map(|section| empty(section)).collect();
    let mut by_kind: Vec<(usize, KindDiff)> = Vec::new();
    for change in changes(Some(Side::of_plan(before.root)), Some(Side::of_plan(after.root))) {
        let (section, change) = within_section(change);
        if let Some(section) = section_of(&mut sections, section) {
            section.fields.push(change);
        }
    }
    let pairs = entries::pairs(entries(before.root), entries(after.root));
    for (before, after) in pairs {
        let Some(first) = entries::leading(before.as_ref(), after.as_ref()) else {
            continue;
        };
        let (order, kind, section) = (first.order, first.kind, first.section());
        if let Some(entity) = entity_diff(kind, before.as_ref(), after.as_ref())
            && let Some(section) = section_of(&mut sections, section)
        {
            count(&mut by_kind, order, &entity);
            section.entities.push(entity);
        }
    }
    by_kind.sort_by_key(|(order, _)| *order);
    sections.retain(|section| !section.fields.is_empty() || !section.entities.is_empty());
    let by_kind: Vec<KindDiff> = by_kind.into_iter().map(|(_, kind)| kind).collect();
    PlanDiff {
        summary: DiffSummary {
            added: by_kind.iter().map(|kind| kind.added).sum(),
            removed: by_kind.iter().map(|kind| kind.removed).sum(),
            changed: by_kind.iter().map(|kind| kind.changed).sum(),
            fields: sections.iter().map(|section| section.fields.len()).sum(),
            by_kind,
        },
        commitment_changed: commitment_hash.before != commitment_hash.after,
        commitment_hash,
        document_hash: hashes(document_hash),
        sections,
    }
}

fn empty(section: &'static str) -> SectionDiff {
    SectionDiff {
        section,
        fields: Vec::new(),
        entities: Vec::new(),
    }
}

/// Returns the section that a change of the plan belongs to, and the change with its path from there.
fn within_section(change: FieldChange) -> (&'static str, FieldChange) {
    let key = change.path.split('/').nth(1).unwrap_or_default();
    let sections = SECTIONS.iter().filter(|section| **section != DOCUMENT);
    match sections.copied().find(|section| *section == key) {
        Some(section) => {
            let path = change
                .path
                .get(section.len() + 1..)
                .unwrap_or_default()
                .to_owned();
            (section, FieldChange { path, ..change })
        }
        None => (DOCUMENT, change),
    }
}

fn section_of<'s>(sections: &'s mut [SectionDiff], name: &str) -> Option<&'s mut SectionDiff> {
    sections.iter_mut().find(|section| section.section == name)
}

fn entity_diff(
    kind: &'static str,
    before: Option<&Entry<'_>>,
    after: Option<&Entry<'_>>,
) -> Option<EntityDiff> {
    let change = match (before, after) {
        (None, _) => EntityChange::Added,
        (_, None) => EntityChange::Removed,
        _ => EntityChange::Changed,
    };
    let fields = match change {
        EntityChange::Changed => changes(before.map(Entry::side), after.map(Entry::side)),
        _ => Vec::new(),
    };
    if change == EntityChange::Changed && fields.is_empty() {
        return None;
    }
    let version = |entry: &Entry<'_>| EntityVersion {
        path: entry.node.pointer(),
        label: entry.label(),
        value: (change != EntityChange::Changed).then(|| entry.node.into()),
    };
    Some(EntityDiff {
        kind,
        id: before.or(after).and_then(|entry| entry.key.clone()),
        change,
        before: before.map(version),
        after: after.map(version),
        fields,
    })
}

fn count(by_kind: &mut Vec<(usize, KindDiff)>, order: usize, entity: &EntityDiff) {
    let position = by_kind.iter().position(|(_, kind)| kind.kind == entity.kind);
    let position = position.unwrap_or_else(|| {
        let kind = KindDiff {
            kind: entity.kind,
            added: 0,
            removed: 0,
            changed: 0,
        };
        by_kind.push((order, kind));
        by_kind.len() - 1
    });
    let Some((first, kind)) = by_kind.get_mut(position) else {
        return;
    };
    *first = order.min(*first);
    *match entity.change {
        EntityChange::Added => &mut kind.added,
        EntityChange::Removed => &mut kind.removed,
        EntityChange::Changed => &mut kind.changed,
    } += 1;
}

#[cfg(test)]
mod tests;
