//! Random models and accounts.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{AccountFacts, CompiledModel, Criterion, ScoreModel};
use super::model;
use crate::quantity::{AccountId, Datum};

/// A model with accounts that it scores.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) model: ScoreModel,
    pub(crate) accounts: Vec<AccountFacts>,
}

impl Case {
    pub(crate) fn compiled(&self) -> CompiledModel {
        CompiledModel::compile(&self.model).unwrap()
    }
}

/// Returns random cases with up to `accounts` accounts, gates and absent facts included.
pub(crate) fn cases(accounts: usize) -> impl Strategy<Value = Case> {
    models().prop_flat_map(move |model| {
        let facts = prop::collection::vec(facts_of(&model), 0..=accounts);
        (Just(model), facts).prop_map(|(model, facts)| {
            let accounts = facts
                .into_iter()
                .enumerate()
                .map(|(index, facts)| AccountFacts {
                    id: AccountId::try_from(format!("account-{index:02}")).unwrap(),
                    name: None,
                    facts: model
                        .criteria
                        .iter()
                        .map(|criterion| criterion.id.clone())
                        .zip(facts.into_iter().map(Datum::from))
                        .collect(),
                    earlier: Vec::new(),
                })
                .collect();
            Case { model, accounts }
        })
    })
}

/// Returns the lower and the upper end of a criterion, read from its document.
pub(crate) fn ends(criterion: &Criterion) -> (f64, f64) {
    let value = serde_json::to_value(criterion).unwrap();
    let number = |pointer: &str| value.pointer(pointer).and_then(Value::as_f64);
    let first = number("/anchors/worst")
        .or(number("/value_function/target/worst_below"))
        .unwrap();
    let second = number("/anchors/best")
        .or(number("/value_function/target/worst_above"))
        .unwrap();
    (first.min(second), first.max(second))
}

fn facts_of(model: &ScoreModel) -> Vec<BoxedStrategy<Datum<f64>>> {
    model
        .criteria
        .iter()
        .map(|criterion| fact_of(criterion).boxed())
        .collect()
}

/// Returns random facts: mostly values, a little beyond the anchors now and then.
pub(crate) fn fact_of(criterion: &Criterion) -> impl Strategy<Value = Datum<f64>> + use<> {
    let (low, high) = ends(criterion);
    prop_oneof![
        6 => (-5_i32..=105).prop_map(move |percent| Datum::Value(low + (high - low) * f64::from(percent) / 100.0)),
        1 => Just(Datum::Missing),
        1 => Just(Datum::Unknown),
        1 => Just(Datum::NotApplicable),
    ]
}

fn models() -> impl Strategy<Value = ScoreModel> {
    let criteria = prop::collection::vec((criterion(), 0_usize..3), 1..=7);
    let scale = prop_oneof![
        Just((1.0, 10.0)),
        Just((0.0, 100.0)),
        Just((-1000.0, 1000.0)),
        Just((0.0, 1.0))
    ];
    let group_weights = prop::option::of(prop::collection::vec(1_u32..5, 3));
    let gates = prop::collection::vec(
        (0_usize..7, 0_u32..=100, 0_usize..4, 0_usize..3, any::<bool>()),
        0..=2,
    );
    (criteria, scale, group_weights, gates).prop_map(|(criteria, scale, group_weights, gates)| {
        build(&criteria, scale, group_weights.as_deref(), &gates)
    })
}

fn build(
    drawn: &[(Value, usize)],
    (min, max): (f64, f64),
    group_weights: Option<&[u32]>,
    gates: &[(usize, u32, usize, usize, bool)],
) -> ScoreModel {
    let mut criteria: Vec<Value> = Vec::new();
    let mut groups: Vec<Value> = Vec::new();
    for (index, (criterion, group)) in drawn.iter().enumerate() {
        let mut criterion = criterion.clone();
        // Ids whose order is not the order of the document.
        criterion["id"] = json!(format!("c{}", (index * 5 + 3) % 7));
        let id = format!("g{}", 2 - group);
        if !groups.iter().any(|known| known["id"] == json!(id)) {
            let mut group_value = json!({"id": id, "name": id});
            if let Some(weights) = group_weights {
                group_value["weight"] = json!(weights[*group]);
            }
            groups.push(group_value);
        }
        criterion["group_id"] = json!(id);
        criteria.push(criterion);
    }
    // At least one weight above zero wherever weights are compared.
    for group in &groups {
        let first = criteria
            .iter_mut()
            .find(|criterion| criterion["group_id"] == group["id"])
            .unwrap();
        if first["weight"] == json!(0) {
            first["weight"] = json!(1);
        }
    }
    let mut value = json!({
        "schema": "keyaccount/score-model/1", "id": "random", "version": 1, "name": "Random", "weights": "points",
        "scale": {"min": min, "max": max}, "groups": groups, "criteria": criteria,
        "bands": [{"id": "low", "name": "Low", "from": min, "to": f64::midpoint(min, max)},
                  {"id": "high", "name": "High", "from": f64::midpoint(min, max), "to": max}],
    });
    let gates: Vec<Value> = gates
        .iter()
        .enumerate()
        .map(|(index, &(criterion, percent, outcome, absent, floor))| {
            let criterion = &model(value.clone()).criteria[criterion % drawn.len()];
            let (low, high) = ends(criterion);
            let bound = low + (high - low) * f64::from(percent) / 100.0;
            let outcomes = [
                json!("exclude"),
                json!("flag"),
                json!({"cap": {"score": min + (max - min) * 0.25}}),
                json!({"cap": {"band": "low"}}),
            ];
            let when_absent = ["pass", "fail", "flag"];
            json!({"id": format!("gate-{index}"), "criterion_id": criterion.id,
                   "passes": if floor { json!({"at_least": bound}) } else { json!({"at_most": bound}) },
                   "outcome": outcomes[outcome], "when_absent": when_absent[absent], "reason": "Because."})
        })
        .collect();
    value["gates"] = json!(gates);
    model(value)
}

fn criterion() -> impl Strategy<Value = Value> {
    let function = prop_oneof![
        Just(json!({"direction": "more_is_better", "anchors": {"worst": 1, "best": 10}})),
        Just(json!({"direction": "less_is_better", "anchors": {"worst": 90.5, "best": -3}})),
        Just(
            json!({"direction": "more_is_better", "anchors": {"worst": 0, "best": 100}, "value_function":
            {"piecewise": [{"at": 0, "value": 0}, {"at": 30, "value": 0.7}, {"at": 60, "value": 0.7}, {"at": 100, "value": 1}]}})
        ),
        Just(
            json!({"direction": "less_is_better", "anchors": {"worst": 9, "best": 0}, "value_function":
            {"piecewise": [{"at": 0, "value": 1}, {"at": 0.1, "value": 0.9}, {"at": 9, "value": 0}]}})
        ),
        Just(
            json!({"direction": "more_is_better", "anchors": {"worst": 0, "best": 3}, "value_function":
            {"steps": [{"at_least": 0, "value": 0}, {"at_least": 1, "value": 0.25}, {"at_least": 2, "value": 1}]}})
        ),
        Just(json!({"direction": "target_is_best", "value_function":
            {"target": {"ideal": 0.4, "tolerance": 0.1, "worst_below": 0, "worst_above": 1.3}}})),
        (20_u32..=380).prop_map(
            |mid| json!({"direction": "more_is_better", "anchors": {"worst": 0, "best": 40},
            "value_function": {"exponential": {"mid": f64::from(mid) / 10.0}}})
        ),
        Just(
            json!({"direction": "less_is_better", "anchors": {"worst": 7, "best": -0.5},
            "value_function": {"exponential": {"mid": 0.25}}})
        ),
    ];
    let policy = || prop_oneof![3 => Just(json!("exclude_and_rescale")), 1 => Just(json!("worst")), 1 => Just(json!("neutral"))];
    (function, 0_u32..=9, policy(), prop::option::of(policy())).prop_map(
        |(mut value, weight, absent, other)| {
            value["name"] = json!("Criterion");
            value["meaning"] = json!("Something");
            value["unit"] = json!("units");
            value["outside"] = json!("clip");
            value["weight"] = json!(weight);
            value["when_absent"] = absent;
            if let Some(other) = other {
                value["when_not_applicable"] = other;
            }
            value
        },
    )
}
