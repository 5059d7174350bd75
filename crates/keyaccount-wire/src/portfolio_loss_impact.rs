//! `portfolio.loss_impact`: what the loss of accounts would do to the rest.

use keyaccount::portfolio::{AccountRevenue, LossImpact, loss_impact};
use keyaccount::quantity::{AccountId, Datum, Money};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};

/// The operation `portfolio.loss_impact`.
#[derive(Debug, Clone, Copy)]
pub struct PortfolioLossImpact;

/// A portfolio and the accounts that leave it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "PortfolioLossImpactRequest"))]
pub struct Request {
    /// All accounts, those that leave included.
    pub accounts: Vec<AccountRevenue>,
    /// The ids of the accounts that leave, at least one.
    pub leaving: Vec<AccountId>,
    /// Our profit in a year, to count months of it.
    #[serde(default)]
    pub annual_profit: Datum<Money>,
}

impl Operation for PortfolioLossImpact {
    const NAME: &'static str = "portfolio.loss_impact";
    const SUMMARY: &'static str = "What would the loss of these accounts do to the rest?";
    type Request = Request;
    type Answer = LossImpact;

    fn run(request: Request) -> Result<Reply<LossImpact>, WireError> {
        let answer = loss_impact(&request.accounts, &request.leaving, request.annual_profit)?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library(),
        })
    }
}

#[cfg(test)]
mod tests;
