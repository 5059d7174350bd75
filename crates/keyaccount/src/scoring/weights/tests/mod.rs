//! Laws, worked examples, the texts of errors.

#![expect(clippy::cast_precision_loss, reason = "numbers of criteria are small")]

mod errors;
mod laws;
mod oracle;
mod worked;

use serde_json::{Value, json};

use super::{JudgedWeights, WeightsAnswer, WeightsError};
use crate::quantity::CriterionId;

/// Returns the ids that a text lists, separated by spaces.
fn ids(text: &str) -> Vec<CriterionId> {
    text.split(' ')
        .map(|id| CriterionId::try_from(id).unwrap())
        .collect()
}

/// Returns the weights that a JSON value describes.
fn judged(value: Value) -> JudgedWeights {
    serde_json::from_value(value).unwrap()
}

/// Returns the answer of one method.
fn weigh(criterion_ids: &[CriterionId], method: Value) -> Result<WeightsAnswer, WeightsError> {
    let judged = JudgedWeights {
        method: Some(serde_json::from_value(method).unwrap()),
        ..JudgedWeights::default()
    };
    judged.weigh(criterion_ids)
}

/// Returns the shares in the order of the answer.
fn shares(answer: &WeightsAnswer) -> Vec<f64> {
    answer.weights.iter().map(|judged| judged.share).collect()
}

/// Returns the comparisons of a list, `(row, column, times)` by the places of the ids, as a method.
fn ahp(criterion_ids: &[CriterionId], pairs: &[(usize, usize, f64)], priority: &str) -> Value {
    let judgements: Vec<Value> = pairs
        .iter()
        .map(|&(row, column, times)| {
            json!({"criterion_id": criterion_ids[row], "over_criterion_id": criterion_ids[column], "times": times})
        })
        .collect();
    json!({"ahp": {"judgements": judgements, "priority": priority}})
}

/// Returns whether two lists agree within `tolerance`.
fn close(left: &[f64], right: &[f64], tolerance: f64) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| (left - right).abs() <= tolerance)
}
