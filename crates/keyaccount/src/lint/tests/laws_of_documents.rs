//! Laws of the linter over plans with many faults (plan-and-lifecycle note, section 2.16, with the limits of ruling 15).

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::{FAULTLESS, as_of, known_code, report};
use crate::document::Document;
use crate::lint::{Level, Options, ParameterDefault, ParameterValue, RULES, Report, Rule, Stricter};
use crate::plan::PlanView;
use crate::plan::references::ENTITY_PLACES;
use crate::quantity::add_days;
use crate::vocabulary::EntityKind;

const DAY: &str = "2026-09-30";

/// Plans of several industries, tiers and states, with and without faults.
const PLANS: [&str; 5] = [
    FAULTLESS,
    include_str!("../../../../../docs/examples/plans/bank.json"),
    include_str!("../../../../../docs/examples/plans/first-draft.json"),
    include_str!("../../../../../docs/examples/plans/key-supplier.json"),
    include_str!("../../../../../docs/examples/plans/renewal-under-threat.json"),
];

/// Returns the pointers of all values below the root, in the order of the text.
fn places(value: &Value, place: &str, into: &mut Vec<String>) {
    let mut below = |key: String, member: &Value| {
        let place = format!("{place}/{key}");
        places(member, &place, into);
        into.push(place);
    };
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(key, member)| below(key.clone(), member)),
        Value::Array(items) => (0_usize..)
            .zip(items)
            .for_each(|(at, item)| below(at.to_string(), item)),
        _ => {}
    }
}

/// Takes a value away, or writes in its place what another plan writes under the same key.
fn change(plan: &mut Value, donor: &Value, place: Index, choice: Index) {
    let mut known = Vec::new();
    places(plan, "", &mut known);
    let place = place.get(&known);
    let (around, last) = place.rsplit_once('/').unwrap();
    let mut others = Vec::new();
    places(donor, "", &mut others);
    others.retain(|other| other.rsplit_once('/').is_some_and(|(_, key)| key == last));
    let other = (!others.is_empty()).then(|| choice.get(&others));
    let other = other.and_then(|other| donor.pointer(other));
    match (plan.pointer_mut(around).unwrap(), other) {
        // Ids that stand twice are another law's matter.
        (Value::Object(_), _) if last == "id" => {}
        (Value::Object(members), Some(value)) if !value.is_object() && !value.is_array() => {
            members.insert(last.to_owned(), value.clone());
        }
        (Value::Object(members), _) => drop(members.shift_remove(last)),
        (Value::Array(items), _) => drop(items.remove(last.parse().unwrap())),
        _ => {}
    }
}

fn plan() -> impl Strategy<Value = Value> {
    let plans = PLANS.map(|text| serde_json::from_str::<Value>(text).unwrap());
    let edits = prop::collection::vec(any::<(Index, Index)>(), 0..12);
    (0..PLANS.len(), 0..PLANS.len(), edits).prop_map(move |(plan, donor, edits)| {
        let mut changed = plans[plan].clone();
        for (place, choice) in edits {
            change(&mut changed, &plans[donor], place, choice);
        }
        changed
    })
}

fn judged(plan: &Value, options: &Options) -> Report {
    report(&plan.to_string(), options)
}

/// Returns the fingerprints of the findings, with the codes to read them by.
fn found(report: &Report) -> BTreeSet<(&'static str, String)> {
    let findings = report.findings.iter();
    findings
        .map(|finding| (known_code(&finding.code), finding.fingerprint.clone()))
        .collect()
}

/// Turns every list round, each by another number of places, but for the history, which is a log in its order.
fn turn(value: &mut Value, seed: &mut usize) {
    if let Value::Array(items) = value {
        *seed = seed.wrapping_mul(31).wrapping_add(7);
        let by = *seed % items.len().max(1);
        items.rotate_left(by);
        for item in items {
            turn(item, seed);
        }
    } else if let Value::Object(members) = value {
        let lists = members.iter_mut().filter(|(key, _)| *key != "history");
        lists.for_each(|(_, member)| turn(member, seed));
    }
}

/// Returns the ids of all entities of a plan.
fn ids(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            into.extend(members.get("id").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| ids(member, into));
        }
        Value::Array(items) => items.iter().for_each(|item| ids(item, into)),
        _ => {}
    }
}

/// Writes `mark` before every id and every reference to one.
fn rename(value: &mut Value, ids: &BTreeSet<String>, mark: &str) {
    match value {
        Value::String(text) if ids.contains(text) => text.insert_str(0, mark),
        Value::String(text) => {
            if let Some((kind, id)) = text.split_once(':')
                && ids.contains(id)
                && kind
                    .chars()
                    .all(|letter| letter.is_ascii_lowercase() || letter == '_')
            {
                *text = format!("{kind}:{mark}{id}");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, ids, mark)),
        Value::Object(members) => members.values_mut().for_each(|member| rename(member, ids, mark)),
        _ => {}
    }
}

/// Returns the report without hashes and without `mark`; findings at one place are ordered by a hash, here by their text.
fn without_hashes(report: &Report, mark: &str) -> (String, Vec<String>) {
    let mut report = serde_json::to_value(report).unwrap();
    report["input"]["content_hash"] = Value::Null;
    let findings = report["findings"].take();
    let texts = findings.as_array().unwrap().iter().map(|finding| {
        let mut finding = finding.clone();
        finding["fingerprint"] = Value::Null;
        finding["content_hash"] = Value::Null;
        finding.to_string().replace(mark, "")
    });
    let mut texts: Vec<String> = texts.collect();
    texts.sort_unstable();
    (report.to_string().replace(mark, ""), texts)
}

/// Returns the numbers of all rules with the values that make them stricter.
fn numbers() -> Vec<(&'static Rule, &'static str, f64)> {
    let rules = RULES.iter().flat_map(|rule| {
        let parameters = rule.parameters.iter();
        parameters.map(move |parameter| (*rule, parameter))
    });
    let stricter = rules.filter_map(
        |(rule, parameter)| match (&parameter.default, parameter.stricter) {
            (ParameterDefault::Number(number), Stricter::Larger) => {
                Some((rule, parameter.name, number * 1.7 + 1.0))
            }
            (ParameterDefault::Number(number), Stricter::Smaller) => {
                Some((rule, parameter.name, number * 0.4))
            }
            _ => None,
        },
    );
    stricter.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 4096, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn the_order_of_lists_does_not_matter(plan in plan(), mut seed in any::<usize>()) {
        let mut turned = plan.clone();
        turn(&mut turned, &mut seed);
        prop_assert_eq!(found(&judged(&plan, &as_of(DAY))), found(&judged(&turned, &as_of(DAY))));
    }

    #[test]
    fn other_ids_change_nothing_but_ids(plan in plan()) {
        let (mut known, mut renamed, mark) = (BTreeSet::new(), plan.clone(), "zq");
        ids(&plan, &mut known);
        rename(&mut renamed, &known, mark);
        let (before, after) = (judged(&plan, &as_of(DAY)), judged(&renamed, &as_of(DAY)));
        prop_assert_eq!(without_hashes(&before, mark), without_hashes(&after, mark));
    }

    #[test]
    fn an_entity_that_nothing_refers_to_takes_no_finding_from_another(plan in plan(), place in any::<Index>()) {
        let lists: Vec<&str> = ENTITY_PLACES.iter().filter_map(|entity| entity.place.strip_suffix("/*")).collect();
        let mut grown = plan.clone();
        let lists: Vec<&str> = lists.into_iter().filter(|list| grown.pointer(list).is_some_and(Value::is_array)).collect();
        let list = *place.get(&lists);
        grown.pointer_mut(list).unwrap().as_array_mut().unwrap().push(json!({"id": "unrelated"}));
        let (before, after) = (judged(&plan, &as_of(DAY)), judged(&grown, &as_of(DAY)));
        let unsure: BTreeSet<&str> = after.not_evaluated.iter().map(|entry| known_code(&entry.code)).collect();
        let of_entities = before.findings.iter().filter(|finding| {
            finding.entity.as_ref().is_some_and(|entity| entity.kind != EntityKind::Plan.as_str() && entity.kind != EntityKind::Account.as_str())
        });
        let after = found(&after);
        for finding in of_entities.filter(|finding| !unsure.contains(finding.code.as_ref())) {
            prop_assert!(after.contains(&(known_code(&finding.code), finding.fingerprint.clone())), "{} after one more in {list}", finding.message);
        }
    }

    #[test]
    fn what_is_read_and_written_again_has_the_same_findings(plan in plan()) {
        let text = plan.to_string();
        let document = Document::parse(&text).unwrap();
        let view = PlanView::read(document.root()).unwrap();
        prop_assume!(view.problems.is_empty());
        let written = serde_json::to_string(&view.plan).unwrap();
        prop_assert_eq!(found(&judged(&plan, &as_of(DAY))), found(&report(&written, &as_of(DAY))));
    }

    #[test]
    fn switching_a_rule_off_removes_exactly_its_findings(plan in plan(), rule in any::<Index>()) {
        let before = judged(&plan, &as_of(DAY));
        let rules: Vec<&Rule> = RULES.iter().copied().filter(|rule| !rule.locked).collect();
        let codes: Vec<&str> = before.findings.iter().map(|finding| known_code(&finding.code)).collect();
        // A rule that found something, where there is one.
        let rules: Vec<&Rule> = match rules.iter().filter(|rule| codes.contains(&rule.code)).copied().collect::<Vec<_>>() {
            found if found.is_empty() => rules,
            found => found,
        };
        let rule = *rule.get(&rules);
        let after = judged(&plan, &Options { levels: [(rule.code.to_owned(), Level::Off)].into(), ..as_of(DAY) });
        let kept: Vec<_> = before.findings.into_iter().filter(|finding| finding.code != rule.code).collect();
        prop_assert_eq!(kept, after.findings);
    }

    #[test]
    fn a_stricter_number_never_removes_a_finding_of_its_rule(plan in plan(), number in any::<Index>()) {
        let (rule, name, value) = *number.get(&numbers());
        let parameters: BTreeMap<_, _> = [(name.to_owned(), ParameterValue::Number(value))].into();
        let stricter = Options { parameters: [(rule.code.to_owned(), parameters)].into(), ..as_of(DAY) };
        let of_rule = |options: &Options| -> BTreeSet<_> {
            found(&judged(&plan, options)).into_iter().filter(|(code, _)| *code == rule.code).collect()
        };
        let (before, after) = (of_rule(&as_of(DAY)), of_rule(&stricter));
        prop_assert!(before.is_subset(&after), "{} {name} {value}: {:?}", rule.code, before.difference(&after));
    }

    #[test]
    fn days_that_pass_remove_no_finding_unless_its_rule_says_so(plan in plan(), days in 0_u32..900) {
        let later = Options { as_of: add_days(DAY.parse().unwrap(), i64::from(days)), ..Options::default() };
        let lasting = |report: &Report| -> BTreeSet<_> {
            let expires = |code: &str| RULES.iter().any(|rule| rule.code == code && rule.expires_evaluation);
            found(report).into_iter().filter(|(code, _)| !expires(code)).collect()
        };
        let (before, after) = (lasting(&judged(&plan, &as_of(DAY))), lasting(&judged(&plan, &later)));
        prop_assert!(before.is_subset(&after), "{:?}", before.difference(&after));
    }
}
