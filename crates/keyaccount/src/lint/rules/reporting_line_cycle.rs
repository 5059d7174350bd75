//! KA-416 `reporting-line-cycle`.

use std::collections::BTreeMap;

use crate::lint::context::Context;
use crate::lint::finding::Related;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::PersonId;
use crate::stakeholder::ContactStatus;
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// Contacts report to each other in a circle, a contact to itself included. Contacts who have left are left out. One finding per
    /// circle; it begins with the smallest id.
    ///
    /// ## Why it matters
    ///
    /// One of these lines is wrong, and with it the answer to who decides over whom.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/stakeholders/0/reports_to_id", "value": "C2"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/stakeholders/0/reports_to_id", "value": "C4"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// House default: a reporting line is a tree, and everybody has one superior at most.
    pub(super) static REPORTING_LINE_CYCLE = {
        code: "KA-416",
        name: "reporting-line-cycle",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        profile: Profile::Recommended,
        inputs: &[
            "/stakeholders/*/id",
            "/stakeholders/*/status",
            "/stakeholders/*/reports_to_id",
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let lines = lines(cx);
    for circle in circles(&lines) {
        let Some(&(first, position)) = circle.first() else {
            continue;
        };
        let route: Vec<&str> = circle.iter().map(|&(id, _)| id).chain([first]).collect();
        let mut ids: Vec<&str> = circle.iter().map(|&(id, _)| id).collect();
        ids.sort_unstable();
        let related = circle.iter().skip(1).map(|&(id, position)| Related {
            path: format!("/stakeholders/{position}/reports_to_id"),
            message: format!("{id} is part of the circle"),
        });
        let draft = Draft::new(
            format!("/stakeholders/{position}/reports_to_id"),
            "cycle",
            "These contacts report to each other in a circle: {route}.",
            [("route", route.join(" -> ").into())],
        );
        sink.report(
            draft
                .related(related)
                .discriminator(ids.join("\u{0}"))
                .help("Correct one of the reporting lines in the circle."),
        );
    }
}

/// Returns the position and the superior of each contact who has not left; of contacts with one id the first counts.
fn lines<'a>(cx: &Context<'a>) -> BTreeMap<&'a str, (usize, Option<&'a str>)> {
    let mut lines = BTreeMap::new();
    for (position, contact) in cx.plan().stakeholders.iter().enumerate() {
        if let Some(id) = contact.id()
            && contact.status != Some(ContactStatus::Left)
        {
            let superior = contact.reports_to_id.as_ref().map(PersonId::as_str);
            lines.entry(id).or_insert((position, superior));
        }
    }
    lines
}

/// Returns the circles, each from its smallest id upwards in the line, by that id in ascending order.
///
/// Everybody has one superior at most, so a walk upwards from each contact, which stops at anybody seen before, meets every
/// circle once and takes a step per contact. Walks begin in the order of ids.
fn circles<'a>(lines: &BTreeMap<&'a str, (usize, Option<&'a str>)>) -> Vec<Vec<(&'a str, usize)>> {
    let (mut walk_of, mut circles) = (BTreeMap::new(), Vec::new());
    for (walk, &start) in lines.keys().enumerate() {
        let (mut path, mut at) = (Vec::new(), Some(start));
        while let Some((id, position, superior)) = at.and_then(|id| {
            let &(position, superior) = lines.get(id)?;
            Some((id, position, superior))
        }) {
            if let Some(&seen_in) = walk_of.get(id) {
                if seen_in == walk {
                    let from = path.iter().position(|&(seen, _)| seen == id).unwrap_or(0);
                    circles.push(from_smallest(path.split_off(from)));
                }
                break;
            }
            walk_of.insert(id, walk);
            path.push((id, position));
            at = superior;
        }
    }
    circles.sort_unstable();
    circles
}

fn from_smallest(mut circle: Vec<(&str, usize)>) -> Vec<(&str, usize)> {
    let smallest = circle
        .iter()
        .enumerate()
        .min_by_key(|&(_, &(id, _))| id)
        .map_or(0, |(index, _)| index);
    circle.rotate_left(smallest);
    circle
}
