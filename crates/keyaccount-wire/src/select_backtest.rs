//! `select.backtest`: past selections against the margin that came after.

use keyaccount::selection::backtest::{
    AccountMargin, BacktestAnswer, BacktestInput, BacktestPolicy, PastSelection, backtest,
};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};

/// The operation `select.backtest`.
#[derive(Debug, Clone, Copy)]
pub struct SelectBacktest;

/// Past selections and the margins of the accounts over time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SelectBacktestRequest"))]
pub struct Request {
    /// The names of the periods, the oldest first.
    pub periods: Vec<String>,
    /// The selections as they were made.
    pub selections: Vec<PastSelection>,
    /// The margin of each account in each period; all in one currency.
    pub margins: Vec<AccountMargin>,
    /// How they are compared.
    pub policy: BacktestPolicy,
}

impl Operation for SelectBacktest {
    const NAME: &'static str = "select.backtest";
    const SUMMARY: &'static str =
        "Did the selected accounts grow more than the others, and which were missed?";
    type Request = Request;
    type Answer = BacktestAnswer;

    fn run(request: Request) -> Result<Reply<BacktestAnswer>, WireError> {
        let answer = backtest(&BacktestInput {
            periods: &request.periods,
            selections: &request.selections,
            margins: &request.margins,
            policy: &request.policy,
        })?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library(),
        })
    }
}
