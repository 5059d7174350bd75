//! `plan.check`: what an account plan lacks.

use std::collections::BTreeMap;

use keyaccount::document::SourceText;
use keyaccount::lint::{self, Baseline, Layer, Level, Mode, Options, Parameters, Report, Severity};
use keyaccount::plan::{PlanView, Suppression};
use keyaccount::portfolio::Portfolio;
use keyaccount::quantity::Date;
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply, RulesetStamp};

/// The operation `plan.check`.
#[derive(Debug, Clone, Copy)]
pub struct PlanCheck;

/// A plan and how to judge it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "PlanCheckRequest"))]
pub struct Request {
    /// The plan, however incomplete; what is wrong with it becomes a finding.
    #[cfg_attr(feature = "schema", schemars(with = "keyaccount::plan::Plan"))]
    pub plan: SourceText,
    /// The portfolio that the account belongs to; it supplies what the plan does not say about its account.
    #[serde(default)]
    pub portfolio: Option<Portfolio>,
    /// The day on which the plan is judged; without it rules about time are listed as not evaluated.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// For whom the report is made: `editor`, `ci` or a gate such as `gate:G2-launch`.
    #[serde(default)]
    pub mode: Mode,
    /// The mildest severity that makes the report fail; as the configuration says where absent, else error.
    #[serde(default)]
    pub fail_on: Option<Severity>,
    /// Levels by rule code (`KA-205`) or by the beginning of codes (`KA-2`); the longest that fits decides. They win over every
    /// configuration.
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
    /// Suppressions that stand beside the plan.
    #[serde(default)]
    pub suppressions: Vec<Suppression>,
    /// The findings that were there when checking began.
    #[serde(default)]
    pub baseline: Option<Baseline>,
}

impl Operation for PlanCheck {
    const NAME: &'static str = "plan.check";
    const SUMMARY: &'static str = "What does this account plan lack?";
    type Request = Request;
    type Answer = Report;

    fn run(request: Request) -> Result<Reply<Report>, WireError> {
        if let Some(fault) = request
            .portfolio
            .as_ref()
            .and_then(|portfolio| portfolio.faults().into_iter().next())
        {
            return Err(WireError::below("/portfolio", &fault));
        }
        let options = Options {
            as_of: request.as_of,
            mode: request.mode,
            fail_on: request.fail_on,
            levels: request.levels,
            parameters: request.parameters,
            configuration: request.configuration,
            bases: request.bases,
            suppressions: request.suppressions,
            baseline: request.baseline,
        };
        let document = request
            .plan
            .document()
            .map_err(|error| WireError::below("/plan", &error))?;
        let plan = PlanView::read(document.root()).map_err(|error| WireError::below("/plan", &error))?;
        let answer = lint::check(&plan, request.portfolio.as_ref(), &options)?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_ruleset(ruleset_stamp())
                .with_as_of(request.as_of),
        })
    }
}

/// Returns which rules this library has.
pub(crate) fn ruleset_stamp() -> RulesetStamp {
    RulesetStamp {
        version: lint::RULESET,
        hash: lint::ruleset_hash(),
    }
}
