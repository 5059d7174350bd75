//! Laws, an oracle, worked examples, the texts of errors.

#![expect(
    clippy::float_cmp,
    reason = "scores stand on a grid: equal means equal to the last bit"
)]

mod carrying;
pub(crate) mod cases;
mod data_state;
mod errors;
mod input_errors;
mod laws;
mod oracle;
pub(crate) mod sheet;
mod worked;

use super::{AccountFacts, AccountScore, CompiledModel, ScoreAnswer, ScoreModel};

/// Returns the model that a JSON value writes.
pub(crate) fn model(value: serde_json::Value) -> ScoreModel {
    serde_json::from_value(value).unwrap()
}

/// Returns the compiled model that a JSON value writes.
pub(crate) fn compiled(value: serde_json::Value) -> CompiledModel {
    CompiledModel::compile(&model(value)).unwrap()
}

/// Returns the accounts that a JSON value writes.
pub(crate) fn accounts(value: serde_json::Value) -> Vec<AccountFacts> {
    serde_json::from_value(value).unwrap()
}

/// Returns the score of the account called `id`.
pub(crate) fn of<'a>(answer: &'a ScoreAnswer, id: &str) -> &'a AccountScore {
    answer
        .accounts
        .iter()
        .find(|account| account.account_id.as_str() == id)
        .unwrap()
}
