//! Accounts with ranks, relations and contributions.

use serde_json::json;

use super::super::{
    INCOMPARABLE_ACCOUNT_LIMIT, PairRelation, PreferenceFunction, PrometheeAnswer, PrometheeSettings,
    promethee, promethee_flows,
};
use super::settings;
use crate::scoring::tests::{accounts, compiled};
use crate::scoring::{AccountFacts, AccountTable, CompiledModel, TableBasis};

/// A model with criteria c0, c1, ... of equal weight, rated from 0 to 100.
fn model(criteria: usize) -> CompiledModel {
    let criterion = |index: usize| {
        json!({"id": format!("c{index}"), "name": "C", "meaning": "M", "unit": "points", "weight": 1, "direction": "more_is_better",
               "anchors": {"worst": 0, "best": 100}, "when_absent": "exclude_and_rescale"})
    };
    let criteria: Vec<_> = (0..criteria).map(criterion).collect();
    compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "N", "weights": "points", "criteria": criteria}),
    )
}

fn table(rows: &[(&str, &[f64])]) -> AccountTable {
    let model = model(rows[0].1.len());
    let facts = |cells: &[f64]| {
        let facts = cells.iter().enumerate();
        facts
            .map(|(index, &cell)| (format!("c{index}").try_into().unwrap(), cell.into()))
            .collect()
    };
    let accounts = rows.iter().map(|(id, cells)| AccountFacts {
        id: (*id).try_into().unwrap(),
        name: None,
        facts: facts(cells),
    });
    let scores = model.score(&accounts.collect::<Vec<_>>()).unwrap();
    AccountTable::new(&model, &scores, TableBasis::Raw)
}

fn ids(answer: &PrometheeAnswer) -> Vec<(&str, u32)> {
    let accounts = answer.accounts.iter();
    accounts
        .map(|account| (account.account_id.as_str(), account.rank))
        .collect()
}

#[test]
fn documents_equal_columns_and_parts_add_up() {
    let rows: [(&str, &[f64]); 4] = [
        ("a", &[10.0, 33.0, 5.0]),
        ("b", &[20.0, 11.0, 5.0]),
        ("c", &[30.0, 70.0, 4.0]),
        ("d", &[15.0, 32.0, 9.0]),
    ];
    let table = table(&rows);
    let settings = settings(&[
        PreferenceFunction::VShape(7.0),
        PreferenceFunction::Gaussian(20.0),
    ]);
    let answer = promethee(&table, &settings).unwrap();
    let flows = promethee_flows(&table.view().unwrap(), &settings).unwrap();
    for (row, id) in table.account_ids.iter().enumerate() {
        let account = answer
            .accounts
            .iter()
            .find(|account| account.account_id == *id)
            .unwrap();
        assert_eq!(account.positive_flow, flows.positive[row]);
        assert_eq!(account.negative_flow, flows.negative[row]);
        assert_eq!(account.net_flow, flows.net[row]);
        let contributions = account.contributions.iter().rev();
        assert_eq!(
            contributions.map(|part| part.contribution).sum::<f64>(),
            account.net_flow
        );
        for part in &account.contributions {
            assert!((part.net_flow / 3.0 - part.contribution).abs() < 4e-12);
        }
    }
    assert_eq!(answer.resolution, 16.0 / 1_099_511_627_776.0);
}

#[test]
fn each_is_strong_where_the_other_is_weak() {
    // Half the criteria for each: equal net flows, and only a leads where b trails.
    let table = table(&[("a", &[90.0, 10.0]), ("b", &[10.0, 90.0]), ("c", &[50.0, 50.0])]);
    let answer = promethee(&table, &PrometheeSettings::default()).unwrap();
    assert_eq!(ids(&answer), [("a", 1), ("b", 1), ("c", 1)]);
    assert_eq!(answer.ties[0].account_ids.len(), 3);
    assert_eq!(answer.accounts[0].to_next, Some(PairRelation::Indifferent));
    assert_eq!(answer.incomparable, Some(vec![]));
}

#[test]
fn flows_that_disagree_are_incomparable() {
    // a beats and is beaten a lot, b is in the middle: a has the higher positive and the higher negative flow than b, c and d.
    let table = table(&[
        ("a", &[100.0, 0.0, 90.0]),
        ("b", &[52.0, 50.0, 50.0]),
        ("c", &[50.0, 52.0, 48.0]),
        ("d", &[51.0, 51.0, 49.0]),
    ]);
    let answer = promethee(&table, &settings(&[PreferenceFunction::UShape(10.0); 3])).unwrap();
    assert_eq!(ids(&answer), [("a", 1), ("b", 2), ("c", 2), ("d", 2)]);
    let (first, second) = (&answer.accounts[0], &answer.accounts[1]);
    assert!(first.positive_flow > second.positive_flow && first.negative_flow > second.negative_flow);
    assert_eq!(first.to_next, Some(PairRelation::Incomparable));
    assert_eq!(second.to_next, Some(PairRelation::Indifferent));
    assert_eq!(answer.accounts[3].to_next, None);
    let pairs = answer.incomparable.unwrap();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|pair| (pair.account_id.as_str(), pair.other_account_id.as_str()))
        .collect();
    assert_eq!(pairs, [("a", "b"), ("a", "c"), ("a", "d")]);
}

#[test]
fn who_leads_everywhere_comes_first_and_is_preferred() {
    let table = table(&[
        ("worst", &[1.0, 2.0]),
        ("best", &[9.0, 8.0]),
        ("middle", &[5.0, 5.0]),
    ]);
    let answer = promethee(&table, &PrometheeSettings::default()).unwrap();
    assert_eq!(ids(&answer), [("best", 1), ("middle", 2), ("worst", 3)]);
    assert_eq!(answer.accounts[0].to_next, Some(PairRelation::Preferred));
    assert_eq!(
        (answer.accounts[0].positive_flow, answer.accounts[0].net_flow),
        (1.0, 1.0)
    );
    assert_eq!(answer.incomparable, Some(vec![]));
}

#[test]
fn few_accounts_and_accounts_left_out() {
    let model = model(1);
    let scores = model
        .score(&accounts(json!([{"id": "a", "facts": {"c0": 5}}, {"id": "b"}])))
        .unwrap();
    let table = AccountTable::new(&model, &scores, TableBasis::Raw);
    let answer = promethee(&table, &PrometheeSettings::default()).unwrap();
    assert_eq!(ids(&answer), [("a", 1)]);
    assert_eq!(
        (answer.accounts[0].net_flow, answer.accounts[0].to_next),
        (0.0, None)
    );
    assert_eq!(answer.left_out[0].account_id.as_str(), "b");
    let scores = model.score(&[]).unwrap();
    let answer = promethee(
        &AccountTable::new(&model, &scores, TableBasis::Raw),
        &PrometheeSettings::default(),
    )
    .unwrap();
    assert!(answer.accounts.is_empty() && answer.ties.is_empty() && answer.incomparable == Some(vec![]));
}

#[test]
fn pairs_are_listed_up_to_a_number_of_accounts() {
    let rows = |count: usize| -> Vec<(String, [f64; 1])> {
        (0..count)
            .map(|row| (format!("a{row}"), [f64::from(u32::try_from(row).unwrap() % 101)]))
            .collect()
    };
    let answer = |count: usize| {
        let rows = rows(count);
        let rows: Vec<_> = rows
            .iter()
            .map(|(id, cells)| (id.as_str(), cells.as_slice()))
            .collect();
        promethee(&table(&rows), &PrometheeSettings::default()).unwrap()
    };
    assert!(answer(INCOMPARABLE_ACCOUNT_LIMIT).incomparable.is_some());
    assert!(answer(INCOMPARABLE_ACCOUNT_LIMIT + 1).incomparable.is_none());
}

#[test]
fn the_answer_as_json() {
    let table = table(&[("a", &[9.0]), ("b", &[1.0])]);
    let answer = promethee(&table, &settings(&[PreferenceFunction::VShape(16.0)])).unwrap();
    let expected = json!({
        "resolution": 7.275_957_614_183_426e-12,
        "criteria": [{"criterion_id": "c0", "better": "higher", "share": 1.0, "function": {"v_shape": 16.0}}],
        "accounts": [
            {"account_id": "a", "rank": 1, "positive_flow": 0.5, "negative_flow": 0.0, "net_flow": 0.5, "to_next": "preferred",
             "contributions": [{"criterion_id": "c0", "net_flow": 0.5, "contribution": 0.5}]},
            {"account_id": "b", "rank": 2, "positive_flow": 0.0, "negative_flow": 0.5, "net_flow": -0.5,
             "contributions": [{"criterion_id": "c0", "net_flow": -0.5, "contribution": -0.5}]},
        ],
        "ties": [],
        "incomparable": [],
        "left_out": [],
    });
    assert_eq!(serde_json::to_value(&answer).unwrap(), expected);
}
