//! The places of a plan that rules cannot rely on.

use std::collections::{BTreeMap, BTreeSet};

use super::report::Reason;
use super::rule::Rule;

/// A place of the plan that cannot be read, is faulty, or is absent although required.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) pointer: String,
    pub(super) reason: Reason,
}

/// The places that rules cannot rely on, by the section that they lie in.
#[derive(Debug, Default)]
pub(super) struct Faults {
    by_section: BTreeMap<String, Vec<Fault>>,
}

impl Faults {
    pub(super) fn add(&mut self, fault: Fault) {
        let section = section(&fault.pointer).to_owned();
        self.by_section.entry(section).or_default().push(fault);
    }

    /// Returns the faults at places that the rule reads, sections in ascending order.
    pub(super) fn read_by(&self, rule: &Rule) -> Vec<&Fault> {
        if self.by_section.is_empty() {
            return Vec::new();
        }
        // A fault at the root or at an unreadable section lies around every place of it.
        let faults = self.by_section.iter().flat_map(|(of, faults)| {
            let inputs: Vec<&str> = rule
                .inputs
                .iter()
                .copied()
                .filter(|input| of.is_empty() || section(input) == of)
                .collect();
            let is_read = move |fault: &&Fault| inputs.iter().any(|input| overlap(input, &fault.pointer));
            faults.iter().filter(is_read)
        });
        faults.collect()
    }

    /// Returns the fault at a place within or around `pointer`, if there is one.
    pub(super) fn at(&self, pointer: &str) -> Option<&Fault> {
        let faults = self.by_section.get(section(pointer))?;
        faults.iter().find(|fault| overlap(pointer, &fault.pointer))
    }
}

/// What the faults that one rule reads cast doubt on.
#[derive(Debug, Default)]
pub(super) struct Doubts<'f> {
    /// For each list the entries with a fault; nothing where the fault is not within an entry of a list.
    by_list: BTreeMap<&'f str, Option<BTreeSet<&'f str>>>,
}

impl<'f> Doubts<'f> {
    pub(super) fn of(faults: &[&'f Fault]) -> Self {
        let mut by_list: BTreeMap<&str, Option<BTreeSet<&str>>> = BTreeMap::new();
        for fault in faults {
            let (list, entry) = list_and_entry(&fault.pointer);
            let entries = by_list.entry(list).or_insert_with(|| Some(BTreeSet::new()));
            match (entries.as_mut(), entry) {
                (Some(known), Some(entry)) => {
                    known.insert(entry);
                }
                _ => *entries = None,
            }
        }
        Self { by_list }
    }

    /// Returns whether what is said about `path` may be wrong: everywhere but in another entry of the same list.
    pub(super) fn concern(&self, path: &str) -> bool {
        let (list, entry) = list_and_entry(path);
        self.by_list.iter().any(|(of, entries)| match (entries, entry) {
            (Some(entries), Some(entry)) if *of == list => entries.contains(entry),
            _ => true,
        })
    }
}

/// Returns the outermost list that the place lies in with the position of the entry, or the place itself without one.
fn list_and_entry(pointer: &str) -> (&str, Option<&str>) {
    let mut start = 0;
    for step in pointer.split('/') {
        if !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()) {
            let list = pointer.get(..start).unwrap_or_default();
            return (list.trim_end_matches('/'), Some(step));
        }
        start += step.len() + 1;
    }
    (pointer, None)
}

/// Returns the name of the section that the place lies in, empty for the root.
fn section(pointer: &str) -> &str {
    pointer.split('/').nth(1).unwrap_or_default()
}

/// Returns whether one of the two places lies within the other; `*` stands for every entry.
fn overlap(pattern: &str, pointer: &str) -> bool {
    let mut steps = pattern.split('/').zip(pointer.split('/'));
    steps.all(|(wanted, found)| wanted == "*" || wanted == found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubts(pointers: &[&str], path: &str) -> bool {
        let faults: Vec<Fault> = pointers
            .iter()
            .map(|pointer| Fault {
                pointer: (*pointer).to_owned(),
                reason: Reason::InputUnreadable,
            })
            .collect();
        Doubts::of(&faults.iter().collect::<Vec<_>>()).concern(path)
    }

    #[test]
    fn a_fault_in_one_entry_leaves_its_siblings_alone() {
        assert!(!doubts(&["/objectives/0/due_on"], "/objectives/1"));
        assert!(doubts(&["/objectives/0/due_on"], "/objectives/0/owner_id"));
        assert!(doubts(&["/objectives/0/due_on"], "/objectives"));
        assert!(doubts(&["/objectives/0/due_on"], "/actions/3"));
        assert!(doubts(&["/objectives/0/due_on", "/objectives"], "/objectives/1"));
        assert!(doubts(&["/objectives/0", "/team/1"], "/objectives/1"));
        assert!(!doubts(&[], "/objectives/1"));
        assert!(!doubts(
            &["/governance/reviews/3/held_on"],
            "/governance/reviews/2"
        ));
        assert!(doubts(
            &["/governance/reviews/3/held_on"],
            "/governance/cadences/3"
        ));
        assert!(doubts(&["/plan/status"], "/plan/approver_id"));
        assert!(!doubts(&["/sla/1/metrics/0/name"], "/sla/0/metrics/0/name"));
    }

    #[test]
    fn a_place_within_or_around_a_fault_has_it() {
        let mut faults = Faults::default();
        faults.add(Fault {
            pointer: "/risks/0/contingency".to_owned(),
            reason: Reason::InputMissing,
        });
        assert!(faults.at("/risks/0/contingency/trigger").is_some());
        assert!(faults.at("/risks/0").is_some());
        assert!(faults.at("/risks/1").is_none());
        assert!(faults.at("/team/0").is_none());
    }
}
