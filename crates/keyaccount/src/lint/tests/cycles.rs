//! KA-306 against a slow oracle: every circle of small networks, by trying all of them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{as_of, report};
use crate::lint::finding;

/// Returns the tangles, each with the length of its shortest circle, as the rule reports them.
fn found(waits_for: &[Vec<usize>], order: &[usize]) -> BTreeSet<(Vec<String>, Vec<String>)> {
    let action = |&number: &usize| {
        let needed: Vec<Value> = waits_for[number]
            .iter()
            .map(|other| json!({"id": name(*other)}))
            .collect();
        json!({"id": name(number), "title": "x", "status": "planned", "depends_on": needed})
    };
    let actions: Vec<Value> = order.iter().map(action).collect();
    let report = report(&json!({"actions": actions}).to_string(), &as_of("2026-09-30"));
    let cycles = report
        .findings
        .into_iter()
        .filter(|finding| finding.code == "KA-306");
    cycles
        .map(|finding| {
            let Some(finding::Value::Text(route)) = finding.args.get("route") else {
                panic!("no route")
            };
            let Some(finding::Value::Texts(tangle)) = finding.args.get("actions") else {
                panic!("no actions")
            };
            (tangle.clone(), route.split(" -> ").map(str::to_owned).collect())
        })
        .collect()
}

fn name(number: usize) -> String {
    format!("A{number}")
}

/// Returns every circle that visits no action twice, as the set of its actions, with its length.
fn circles(waits_for: &[Vec<usize>]) -> Vec<BTreeSet<usize>> {
    fn extend(waits_for: &[Vec<usize>], path: &mut Vec<usize>, circles: &mut Vec<BTreeSet<usize>>) {
        for &next in &waits_for[*path.last().unwrap()] {
            if next == path[0] {
                circles.push(path.iter().copied().collect());
            } else if !path.contains(&next) {
                path.push(next);
                extend(waits_for, path, circles);
                path.pop();
            }
        }
    }
    let mut circles = Vec::new();
    for start in 0..waits_for.len() {
        extend(waits_for, &mut vec![start], &mut circles);
    }
    circles
}

/// Returns the tangles: circles that share an action belong together.
fn tangles(circles: &[BTreeSet<usize>]) -> BTreeSet<BTreeSet<usize>> {
    let mut tangles: Vec<BTreeSet<usize>> = Vec::new();
    for circle in circles {
        let (touched, mut apart): (Vec<_>, Vec<_>) = tangles
            .into_iter()
            .partition(|tangle| !tangle.is_disjoint(circle));
        let joined = touched
            .into_iter()
            .flatten()
            .chain(circle.iter().copied())
            .collect();
        apart.push(joined);
        tangles = apart;
    }
    tangles.into_iter().collect()
}

fn networks() -> impl Strategy<Value = (Vec<Vec<usize>>, Vec<usize>)> {
    (1_usize..7).prop_flat_map(|count| {
        let edges = prop::collection::vec(prop::collection::vec(0..count, 0..3), count);
        let order: Vec<usize> = (0..count).collect();
        (edges, Just(order).prop_shuffle())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn each_tangle_is_found_once_with_its_shortest_circle((waits_for, order) in networks()) {
        let circles = circles(&waits_for);
        let expected = tangles(&circles);
        let found = found(&waits_for, &order);
        let names: BTreeSet<Vec<String>> =
            expected.iter().map(|tangle| tangle.iter().map(|&number| name(number)).collect()).collect();
        prop_assert_eq!(found.iter().map(|(tangle, _)| tangle.clone()).collect::<BTreeSet<_>>(), names);
        prop_assert_eq!(found.len(), expected.len());
        for (tangle, route) in &found {
            let (last, circle) = route.split_last().unwrap();
            prop_assert_eq!(last, &circle[0]);
            prop_assert_eq!(circle.iter().min(), Some(&circle[0]));
            let number = |name: &String| name.trim_start_matches('A').parse::<usize>().unwrap();
            for (from, to) in route.iter().zip(&route[1..]) {
                prop_assert!(waits_for[number(from)].contains(&number(to)), "{} does not wait for {}", from, to);
            }
            let within = circles.iter().filter(|circle| circle.iter().any(|&at| tangle.contains(&name(at))));
            prop_assert_eq!(Some(circle.len()), within.map(BTreeSet::len).min());
        }
        let sorted: Vec<usize> = (0..waits_for.len()).collect();
        prop_assert_eq!(found, self::found(&waits_for, &sorted), "the order of actions does not matter");
    }
}

#[test]
fn a_long_chain_that_closes_is_one_circle() {
    let count = 3_000;
    let waits_for: Vec<Vec<usize>> = (0..count).map(|number| vec![(number + 1) % count]).collect();
    let order: Vec<usize> = (0..count).collect();
    let found = found(&waits_for, &order);
    assert_eq!(found.len(), 1);
    assert_eq!(found.first().unwrap().1.len(), count + 1);
}
