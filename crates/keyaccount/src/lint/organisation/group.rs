//! What a check says about all entries together.

use std::collections::BTreeMap;

use super::document::{CheckKind, OrganisationCheck};
use super::entry::Verdict;
use super::field;
use super::value::{OrganisationValue, number};
use crate::document::Node;
use crate::quantity::decimal::{self, Decimal};

/// What a check found among the entries.
#[derive(Debug)]
pub(super) struct Group<'d> {
    /// The entry at fault, nothing where it is all of them together.
    pub(super) entry: Option<Node<'d>>,
    pub(super) verdict: Verdict,
    /// The entry that had the value first.
    pub(super) first: Option<Node<'d>>,
}

/// Returns what a check about all entries says, in the order of the document.
pub(super) fn judge<'d>(check: &OrganisationCheck, entries: &[Node<'d>]) -> Vec<Group<'d>> {
    match check.check {
        CheckKind::Unique => unique(check, entries),
        _ => sum(check, entries),
    }
}

fn unique<'d>(check: &OrganisationCheck, entries: &[Node<'d>]) -> Vec<Group<'d>> {
    let mut seen: BTreeMap<OrganisationValue, Node<'d>> = BTreeMap::new();
    let mut found = Vec::new();
    for &entry in entries {
        let Some(node) = field::said(entry, &check.field) else {
            continue;
        };
        let value = OrganisationValue::of(node);
        let first = value.as_ref().and_then(|value| seen.get(value)).copied();
        let verdict = match value {
            None => Verdict::Unclear(node.pointer()),
            Some(_) if first.is_some() => Verdict::Fails(None),
            Some(value) => {
                seen.insert(value, entry);
                continue;
            }
        };
        found.push(Group {
            entry: Some(entry),
            verdict,
            first,
        });
    }
    found
}

fn sum<'d>(check: &OrganisationCheck, entries: &[Node<'d>]) -> Vec<Group<'d>> {
    let mut total = Some(Decimal::ZERO);
    let mut unclear = Vec::new();
    for &entry in entries {
        let Some(node) = field::said(entry, &check.field) else {
            continue;
        };
        match number(node) {
            Some(number) => total = total.and_then(|total| decimal::add(total, number)),
            None => unclear.push(Group {
                entry: Some(entry),
                verdict: Verdict::Unclear(node.pointer()),
                first: None,
            }),
        }
    }
    // What cannot be read might be anything, so that the sum is only known where all of it can be.
    if let (Some(total), Some(max), true) = (total, check.max, unclear.is_empty()) {
        let (total_number, max_number) = (decimal::to_f64(total), decimal::to_f64(max.get()));
        unclear.push(Group {
            entry: None,
            verdict: Verdict::measured(total <= max.get(), total_number, ("<=", max_number), None),
            first: None,
        });
    }
    unclear
}
