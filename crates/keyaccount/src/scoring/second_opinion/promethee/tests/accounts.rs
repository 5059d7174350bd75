//! Accounts in order, with relations and contributions.

use serde_json::json;

use super::super::{
    INCOMPARABLE_ACCOUNT_LIMIT, PairRelation, PreferenceFunction, PrometheeAnswer, PrometheeSettings,
    flow_resolution, promethee_flows,
};
use super::settings;
use crate::quantity::AccountId;
use crate::scoring::tests::sheet::Sheet;

/// Returns the answer for rows of cells with equal weights, where higher is better.
fn answer<const K: usize>(rows: &[(&str, [f64; K])], settings: &PrometheeSettings) -> PrometheeAnswer {
    let (ids, cells): (Vec<&str>, Vec<[f64; K]>) = rows.iter().copied().unzip();
    let ids: Vec<AccountId> = ids.into_iter().map(|id| id.try_into().unwrap()).collect();
    super::super::promethee(&Sheet::of_rows([(1, 1.0); K], &cells).table(), &ids, settings).unwrap()
}

fn ids(answer: &PrometheeAnswer) -> Vec<&str> {
    answer.rows.iter().map(|row| row.account_id.as_str()).collect()
}

fn usual() -> PrometheeSettings {
    PrometheeSettings::default()
}

#[test]
fn accounts_equal_columns_and_parts_add_up() {
    let rows = [
        ("a", [10.0, 33.0, 5.0]),
        ("b", [20.0, 11.0, 5.0]),
        ("c", [30.0, 70.0, 4.0]),
        ("d", [15.0, 32.0, 9.0]),
    ];
    let settings = settings(&[
        PreferenceFunction::VShape(7.0),
        PreferenceFunction::Gaussian(20.0),
    ]);
    let answer = answer(&rows, &settings);
    let cells = rows.map(|(_, cells)| cells);
    let flows = promethee_flows(&Sheet::of_rows([(1, 1.0); 3], &cells).table(), &settings).unwrap();
    for (index, (id, _)) in rows.iter().enumerate() {
        let row = answer
            .rows
            .iter()
            .find(|row| row.account_id.as_str() == *id)
            .unwrap();
        assert_eq!(row.positive_flow, flows.positive[index]);
        assert_eq!(row.negative_flow, flows.negative[index]);
        assert_eq!(row.net_flow, flows.net[index]);
        assert_eq!(
            row.criteria
                .iter()
                .rev()
                .map(|part| part.contribution)
                .sum::<f64>(),
            row.net_flow
        );
        for part in &row.criteria {
            assert!((part.net_flow / 3.0 - part.contribution).abs() < 4e-12);
        }
    }
    assert_eq!(flow_resolution(3), 16.0 / 1_099_511_627_776.0);
}

#[test]
fn equal_flows_are_indifferent() {
    // Half the criteria for each: all flows are 1/2.
    let answer = answer(
        &[("a", [90.0, 10.0]), ("b", [10.0, 90.0]), ("c", [50.0, 50.0])],
        &usual(),
    );
    assert_eq!(ids(&answer), ["a", "b", "c"]);
    assert_eq!(answer.rows[0].to_next, Some(PairRelation::Indifferent));
    assert_eq!(answer.incomparable, Some(vec![]));
}

#[test]
fn flows_that_disagree_are_incomparable() {
    // a beats the others twice and is beaten once: the highest positive and the highest negative flow.
    let rows = [
        ("b", [52.0, 50.0, 50.0]),
        ("a", [100.0, 0.0, 90.0]),
        ("c", [50.0, 52.0, 48.0]),
        ("d", [51.0, 51.0, 49.0]),
    ];
    let answer = answer(&rows, &settings(&[PreferenceFunction::UShape(10.0); 3]));
    assert_eq!(ids(&answer), ["a", "b", "c", "d"]);
    let (first, second) = (&answer.rows[0], &answer.rows[1]);
    assert!(first.positive_flow > second.positive_flow && first.negative_flow > second.negative_flow);
    assert_eq!(first.to_next, Some(PairRelation::Incomparable));
    assert_eq!(second.to_next, Some(PairRelation::Indifferent));
    assert_eq!(answer.rows[3].to_next, None);
    let pairs = answer.incomparable.unwrap();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|pair| (pair.account_id.as_str(), pair.other_account_id.as_str()))
        .collect();
    assert_eq!(pairs, [("a", "b"), ("a", "c"), ("a", "d")]);
}

#[test]
fn who_leads_everywhere_comes_first_and_is_preferred() {
    let answer = answer(
        &[
            ("worst", [1.0, 2.0]),
            ("best", [9.0, 8.0]),
            ("middle", [5.0, 5.0]),
        ],
        &usual(),
    );
    assert_eq!(ids(&answer), ["best", "middle", "worst"]);
    assert_eq!(answer.rows[0].to_next, Some(PairRelation::Preferred));
    assert_eq!(
        (answer.rows[0].positive_flow, answer.rows[0].net_flow),
        (1.0, 1.0)
    );
    assert_eq!(answer.incomparable, Some(vec![]));
}

#[test]
fn few_accounts_are_defined() {
    let single = answer(&[("a", [5.0])], &usual());
    assert_eq!((single.rows[0].net_flow, single.rows[0].to_next), (0.0, None));
    let none = answer::<1>(&[], &usual());
    assert!(none.rows.is_empty() && none.incomparable == Some(vec![]));
}

#[test]
fn pairs_are_listed_up_to_a_number_of_accounts() {
    let pairs = |count: usize| {
        let names: Vec<String> = (0..count).map(|row| format!("a{row}")).collect();
        let rows: Vec<_> = names.iter().map(|name| (name.as_str(), [1.0])).collect();
        answer(&rows, &usual()).incomparable
    };
    assert_eq!(pairs(INCOMPARABLE_ACCOUNT_LIMIT), Some(vec![]));
    assert_eq!(pairs(INCOMPARABLE_ACCOUNT_LIMIT + 1), None);
}

#[test]
fn the_answer_as_json() {
    let answer = answer(
        &[("a", [9.0]), ("b", [1.0])],
        &settings(&[PreferenceFunction::VShape(16.0)]),
    );
    let expected = json!({
        "criteria": [{"criterion_id": "c0", "better": "higher", "share": 1.0, "function": {"v_shape": 16.0}}],
        "rows": [
            {"account_id": "a", "positive_flow": 0.5, "negative_flow": 0.0, "net_flow": 0.5, "to_next": "preferred",
             "criteria": [{"criterion_id": "c0", "net_flow": 0.5, "contribution": 0.5}]},
            {"account_id": "b", "positive_flow": 0.0, "negative_flow": 0.5, "net_flow": -0.5,
             "criteria": [{"criterion_id": "c0", "net_flow": -0.5, "contribution": -0.5}]},
        ],
        "incomparable": [],
    });
    assert_eq!(serde_json::to_value(&answer).unwrap(), expected);
}
