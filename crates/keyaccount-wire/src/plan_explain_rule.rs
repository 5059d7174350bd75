//! `plan.explain_rule`: how a rule would judge an account, and who decided so.

use std::collections::BTreeMap;

use keyaccount::account::{LifecycleState, Orientation, Tier};
use keyaccount::lint::{self, ExplainedAccount, Layer, Level, Mode, Options, Parameters, RuleExplanation};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};
use crate::plan_check::ruleset_stamp;

/// The operation `plan.explain_rule`.
#[derive(Debug, Clone, Copy)]
pub struct PlanExplainRule;

/// A rule, and the account and the configuration for which it is explained.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "PlanExplainRuleRequest"))]
pub struct Request {
    /// The code of the rule, such as `KA-652`.
    pub code: String,
    /// Whether the account is a customer or a supplier; a customer unless given.
    #[serde(default)]
    pub orientation: Option<Orientation>,
    /// The tier of the account.
    #[serde(default)]
    pub tier: Option<Tier>,
    /// Where the account is in its life.
    #[serde(default)]
    pub state: Option<LifecycleState>,
    /// For whom a report would be made.
    #[serde(default)]
    pub mode: Mode,
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
}

impl Operation for PlanExplainRule {
    const NAME: &'static str = "plan.explain_rule";
    const SUMMARY: &'static str = "How would this rule judge an account, and which layer decided so?";
    type Request = Request;
    type Answer = RuleExplanation;

    fn run(request: Request) -> Result<Reply<RuleExplanation>, WireError> {
        let options = Options {
            mode: request.mode,
            levels: request.levels,
            parameters: request.parameters,
            configuration: request.configuration,
            bases: request.bases,
            ..Options::default()
        };
        let account = ExplainedAccount {
            orientation: request.orientation,
            tier: request.tier,
            state: request.state,
        };
        let answer = lint::explain(&request.code, &options, account)?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library().with_ruleset(ruleset_stamp()),
        })
    }
}
