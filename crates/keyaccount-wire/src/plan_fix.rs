//! `plan.fix`: an account plan after its fixes.

use std::collections::BTreeMap;

use keyaccount::document::SourceText;
use keyaccount::lint::{
    self, Baseline, FixOptions, FixOutcome, FixScope, Layer, Level, Mode, Options, Parameters, Severity,
};
use keyaccount::plan::Suppression;
use keyaccount::portfolio::Portfolio;
use keyaccount::quantity::Date;
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};
use crate::plan_check::ruleset_stamp;

/// The operation `plan.fix`.
#[derive(Debug, Clone, Copy)]
pub struct PlanFix;

/// A plan, how to judge it, and which fixes to apply.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "PlanFixRequest"))]
pub struct Request {
    /// The plan, however incomplete; its text is changed where a fix says so and nowhere else.
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
    /// Levels by rule code (`KA-205`) or by the beginning of codes (`KA-2`); the longest that fits decides.
    #[serde(default)]
    pub levels: BTreeMap<String, Level>,
    /// Parameters by rule code, then by name.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameters>,
    /// Configurations, the least important first: of the organisation, of a unit.
    #[serde(default)]
    pub configuration: Vec<Layer>,
    /// Configurations that others may extend by name.
    #[serde(default)]
    pub bases: Vec<Layer>,
    /// Suppressions that stand beside the plan; what they hide is not mended.
    #[serde(default)]
    pub suppressions: Vec<Suppression>,
    /// The findings that were there when checking began; they are not mended either.
    #[serde(default)]
    pub baseline: Option<Baseline>,
    /// How much thought the fixes may need: `safe` alone unless given, or `unsafe` ones too, which change what the plan says.
    #[serde(default)]
    pub applicability: FixScope,
    /// The rules whose fixes are applied, by code (`KA-002`) or by the beginning of codes (`KA-0`); every rule where empty.
    #[serde(default)]
    pub codes: Vec<String>,
    /// The findings whose fixes are applied, by fingerprint; every finding where empty.
    #[serde(default)]
    pub fingerprints: Vec<String>,
}

impl Operation for PlanFix {
    const NAME: &'static str = "plan.fix";
    const SUMMARY: &'static str = "What does this account plan look like once its fixes are applied?";
    type Request = Request;
    type Answer = FixOutcome;

    fn run(request: Request) -> Result<Reply<FixOutcome>, WireError> {
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
        let fix_options = FixOptions {
            scope: request.applicability,
            codes: request.codes,
            fingerprints: request.fingerprints,
        };
        let answer = lint::fix(
            request.plan.as_str(),
            request.portfolio.as_ref(),
            &options,
            &fix_options,
        )
        .map_err(|error| match error {
            lint::FixError::Document(error) => WireError::below("/plan", &error),
            error => WireError::from(error),
        })?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_ruleset(ruleset_stamp())
                .with_as_of(request.as_of),
        })
    }
}
