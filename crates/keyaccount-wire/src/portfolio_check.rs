//! `portfolio.check`: what is wrong with the portfolio as a whole.

use std::collections::BTreeMap;

use keyaccount::lint::{self, Baseline, Layer, Level, Mode, Options, Parameters, Report, Severity};
use keyaccount::portfolio::Portfolio;
use keyaccount::quantity::Date;
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};
use crate::plan_check::ruleset_stamp;

/// The operation `portfolio.check`.
#[derive(Debug, Clone, Copy)]
pub struct PortfolioCheck;

/// A portfolio and how to judge it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "PortfolioCheckRequest"))]
pub struct Request {
    /// The portfolio. Plans inside it are read as far as they can be; `plan.check` judges them one by one.
    pub portfolio: Portfolio,
    /// The day on which the portfolio is judged; without it rules about time are listed as not evaluated.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// The mildest severity that makes the report fail; as the configuration says where absent, else error.
    #[serde(default)]
    pub fail_on: Option<Severity>,
    /// Levels by rule code or by the beginning of codes. They win over every configuration.
    #[serde(default)]
    pub levels: BTreeMap<String, Level>,
    /// Parameters by rule code, then by name. They win over every configuration.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameters>,
    /// Configurations, the least important first: of the organisation, of a unit.
    #[serde(default)]
    pub configuration: Vec<Layer>,
    /// Configurations that others may extend by name.
    #[serde(default)]
    pub bases: Vec<Layer>,
    /// The findings that were there when checking began.
    #[serde(default)]
    pub baseline: Option<Baseline>,
}

impl Operation for PortfolioCheck {
    const NAME: &'static str = "portfolio.check";
    const SUMMARY: &'static str = "What is wrong with the portfolio as a whole?";
    type Request = Request;
    type Answer = Report;

    fn run(request: Request) -> Result<Reply<Report>, WireError> {
        if let Some(fault) = request.portfolio.faults().into_iter().next() {
            return Err(WireError::below("/portfolio", &fault));
        }
        let options = Options {
            as_of: request.as_of,
            mode: Mode::Portfolio,
            fail_on: request.fail_on,
            levels: request.levels,
            parameters: request.parameters,
            configuration: request.configuration,
            bases: request.bases,
            suppressions: Vec::new(),
            baseline: request.baseline,
        };
        let answer = lint::check_portfolio(&request.portfolio, &options)?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_ruleset(ruleset_stamp())
                .with_as_of(request.as_of),
        })
    }
}
