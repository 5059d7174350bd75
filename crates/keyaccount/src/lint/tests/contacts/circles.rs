//! KA-416 against a slow oracle: from each contact the line is followed for as many steps as there are contacts.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{DAY, judged};
use crate::lint::Severity;
use crate::lint::tests::{as_of, report, said};

/// Returns the circles that the rule reports, each as it is written.
fn found(superiors: &[Option<usize>], left: &[bool], order: &[usize]) -> BTreeSet<String> {
    let contact = |&index: &usize| {
        let status = if left[index] { "left" } else { "active" };
        let mut contact = json!({"id": format!("C{index}"), "name": "x", "status": status});
        if let Some(superior) = superiors[index] {
            contact["reports_to_id"] = json!(format!("C{superior}"));
        }
        contact
    };
    let contacts: Vec<Value> = order.iter().map(contact).collect();
    let report = report(&json!({"stakeholders": contacts}).to_string(), &as_of(DAY));
    let messages = said(&report, "KA-416").into_iter().map(|(_, message)| message);
    let found: Vec<String> = messages.collect();
    let circles: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(circles.len(), found.len(), "each circle once");
    circles
}

/// Returns the circles by brute force, in the words of the rule.
fn circles(superiors: &[Option<usize>], left: &[bool]) -> BTreeSet<String> {
    let above = |contact: usize| superiors[contact].filter(|&superior| !left[superior] && !left[contact]);
    let mut circles = BTreeSet::new();
    for start in 0..superiors.len() {
        let (mut line, mut at) = (vec![start], above(start));
        while let Some(contact) = at.filter(|_| line.len() <= superiors.len()) {
            line.push(contact);
            if contact == start {
                break;
            }
            at = above(contact);
        }
        let is_circle = line.len() > 1 && line.last() == Some(&start);
        if is_circle && line.iter().min() == Some(&start) {
            let names: Vec<String> = line.iter().map(|contact| format!("C{contact}")).collect();
            circles.insert(format!(
                "These contacts report to each other in a circle: {}.",
                names.join(" -> ")
            ));
        }
    }
    circles
}

fn lines() -> impl Strategy<Value = (Vec<Option<usize>>, Vec<bool>, Vec<usize>)> {
    (1_usize..9).prop_flat_map(|count| {
        let superiors = prop::collection::vec(prop::option::weighted(0.8, 0..count), count);
        let left = prop::collection::vec(prop::bool::weighted(0.1), count);
        let order: Vec<usize> = (0..count).collect();
        (superiors, left, Just(order).prop_shuffle())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn each_circle_is_found_once_from_its_smallest_id((superiors, left, order) in lines()) {
        prop_assert_eq!(found(&superiors, &left, &order), circles(&superiors, &left));
    }
}

#[test]
fn a_long_line_that_closes_is_one_circle() {
    let count = 3_000;
    let superiors: Vec<Option<usize>> = (0..count).map(|index| Some((index + 1) % count)).collect();
    let order: Vec<usize> = (0..count).collect();
    assert_eq!(found(&superiors, &vec![false; count], &order).len(), 1);
}

#[test]
fn one_who_reports_to_oneself_is_a_circle_of_one() {
    let edits = json!([{"op": "add", "path": "/stakeholders/3/reports_to_id", "value": "C4"}]);
    let sentence = "These contacts report to each other in a circle: C4 -> C4.";
    assert_eq!(judged(&edits, "KA-416"), [(Severity::Error, sentence.to_owned())]);
    let standard = json!([edits[0], super::tier("standard")]);
    assert_eq!(judged(&standard, "KA-416").len(), 1);
}
