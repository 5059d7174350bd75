//! KA-413 against a slow oracle: each person is taken away in turn, and the graph is searched.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{DAY, judged, links, tier};
use crate::lint::Severity;
use crate::lint::tests::{as_of, has, report};

/// People and their links: members, contacts with whether each decides, pairs of both.
#[derive(Debug, Clone)]
struct Graph {
    members: usize,
    deciders: Vec<bool>,
    links: Vec<(usize, usize)>,
}

impl Graph {
    /// Returns whether a way leads from a member to a decider, without one person.
    fn has_way(&self, without: Option<usize>) -> bool {
        let contact = |index: usize| self.members + index;
        let mut reached: BTreeSet<usize> = (0..self.members)
            .filter(|&member| Some(member) != without)
            .collect();
        loop {
            let mut grown = reached.clone();
            for &(member, other) in &self.links {
                let ends = [member, contact(other)];
                let is_whole = !ends.iter().any(|&end| Some(end) == without);
                if is_whole && ends.iter().any(|end| reached.contains(end)) {
                    grown.extend(ends);
                }
            }
            if grown == reached {
                break;
            }
            reached = grown;
        }
        let decides = |index: &usize| self.deciders[*index];
        (0..self.deciders.len())
            .filter(decides)
            .any(|index| reached.contains(&contact(index)))
    }

    /// Returns whether there is one person without whom there is no way to any of the deciders who remain.
    fn rests_on_one(&self) -> bool {
        let people = 0..self.members + self.deciders.len();
        let remain = |person: usize| {
            let others = self.deciders.iter().enumerate();
            others
                .filter(|(index, _)| self.members + index != person)
                .any(|(_, &decides)| decides)
        };
        self.has_way(None)
            && people
                .into_iter()
                .any(|person| remain(person) && !self.has_way(Some(person)))
    }

    fn plan(&self) -> Value {
        let team: Vec<Value> = (0..self.members)
            .map(|member| json!({"id": format!("T{member}"), "name": "x", "role": "sales", "start_on": "2026-01-01"}))
            .collect();
        let contact = |(index, decides): (usize, &bool)| {
            let roles = if *decides { json!(["decider"]) } else { json!([]) };
            json!({"id": format!("C{index}"), "name": "x", "status": "active", "roles": roles})
        };
        let links: Vec<Value> = self
            .links
            .iter()
            .map(|(member, contact)| {
                json!({"member_id": format!("T{member}"), "contact_id": format!("C{contact}"), "last_on": DAY})
            })
            .collect();
        json!({
            "account": {"id": "A1", "name": "x", "orientation": "customer", "tier": "key"},
            "team": team,
            "stakeholders": self.deciders.iter().enumerate().map(contact).collect::<Vec<_>>(),
            "links": links})
    }
}

fn graphs() -> impl Strategy<Value = Graph> {
    (2_usize..5, prop::collection::vec(any::<bool>(), 2..6)).prop_flat_map(|(members, deciders)| {
        let pairs = prop::collection::vec((0..members, 0..deciders.len()), 0..9);
        pairs.prop_map(move |links| Graph {
            members,
            deciders: deciders.clone(),
            links,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_rule_finds_what_removal_finds(graph in graphs()) {
        let report = report(&graph.plan().to_string(), &as_of(DAY));
        let ends: (BTreeSet<usize>, BTreeSet<usize>) = graph.links.iter().copied().unzip();
        // With one contact or one member in touch the rules about that speak.
        let is_thin = ends.0.len() < 2 || ends.1.len() < 2;
        prop_assert_eq!(has(&report, "KA-413"), graph.rests_on_one() && !is_thin);
    }
}

#[test]
fn both_sides_are_looked_at() {
    let second = [json!({"op": "replace", "path": "/stakeholders/1/roles", "value": ["decider"]})];
    let rest = [("T1", "C3"), ("T2", "C4"), ("T2", "C5")];
    let with = |pairs: &[(&str, &str)], edits: &[Value]| {
        let all: Vec<(&str, &str)> = pairs.iter().chain(&rest).copied().collect();
        let edits: Vec<Value> = edits.iter().cloned().chain([links(&all)]).collect();
        judged(&Value::from(edits), "KA-413")
    };
    let ours = "Of our team only \"Managing director\" is in touch with anybody who decides at the account.";
    let theirs = "Of those who decide at the account we are in touch with \"Chief operating officer\" only.";
    let warning = |sentence: &str| vec![(Severity::Warning, sentence.to_owned())];
    assert_eq!(with(&[("T5", "C1")], &[]), warning(ours));
    assert_eq!(
        with(&[("T5", "C1"), ("T1", "C1")], &[]),
        [],
        "the only one who decides"
    );
    assert_eq!(with(&[("T5", "C1"), ("T5", "C2")], &second), warning(ours));
    assert_eq!(with(&[("T5", "C1"), ("T1", "C1")], &second), warning(theirs));
    assert_eq!(with(&[("T5", "C1"), ("T1", "C2")], &second), []);
    assert_eq!(with(&[], &[]), [], "no way, and so none that rests on one");
    assert_eq!(with(&[("T5", "C1")], &[tier("incubator")]), []);
}
