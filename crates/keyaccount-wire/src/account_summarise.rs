//! `account.summarise`: from transaction lines to one row per account.

use keyaccount::quantity::{Currency, Date};
use keyaccount::value::{AccountSummary, SummariseError, TransactionColumns, summarise};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};

/// The operation `account.summarise`.
#[derive(Debug, Clone, Copy)]
pub struct AccountSummarise;

/// Transaction lines, and the day on which they are looked at.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AccountSummariseRequest"))]
pub struct Request {
    /// The last day that counts.
    pub as_of: Date,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The lines, column by column.
    pub columns: TransactionColumns,
}

impl Operation for AccountSummarise {
    const NAME: &'static str = "account.summarise";
    const SUMMARY: &'static str = "What do transaction lines say about each account?";
    type Request = Request;
    type Answer = AccountSummary;

    fn run(request: Request) -> Result<Reply<AccountSummary>, WireError> {
        let Request {
            as_of,
            currency,
            columns,
        } = request;
        let answer = summarise(&columns, currency, as_of).map_err(|error| {
            let prefix = match error {
                SummariseError::AsOf { .. } => "/as_of",
                _ => "/columns",
            };
            WireError::below(prefix, &error)
        })?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library().with_as_of(as_of),
        })
    }
}

#[cfg(test)]
mod tests;
