//! Is the plan complete, consistent, on course?
//!
//! The linter reads a plan and reports findings: stable codes, a severity, a place, a sentence, a next step. It never says only
//! "no": a finding names what is lacking, and a rule whose inputs cannot be read is listed as not evaluated instead of guessing.
//!
//! [`check`] judges one plan, [`fix()`] mends its text. [`RULES`] is the single list of rules. Whether a text is *good* is out of scope: the linter checks
//! that a judgement was made, by whom and when.

mod gate;
mod severity;

mod state;

mod finding;
mod report;

mod parameter;
mod rule;
mod rules;

mod organisation;

mod configuration;
mod options;
mod settings;

mod context;
mod costs;
mod derived_values;
mod doubts;
mod facts;
mod money;
mod network;
mod next_review;
mod places;
mod portfolio_context;
mod sink;

mod engine;
mod explain;
mod plan_run;
mod portfolio_run;

mod baseline;
mod suppression;

mod fix;

#[cfg(feature = "schema")]
mod schema;

mod fingerprint;
mod judgement;
mod ordering;

pub use baseline::{Baseline, BaselineEntry, BaselineOutcome, Reported, ReportedReason};
pub use configuration::{
    BaselineSettings, CalendarSettings, CappedMode, Configuration, Layer, ModeSettings, OnChange,
    OptionsError, RuleSetting, RuleSettings, Section, Selection, SettingPlace, SuppressionSettings,
};
pub use engine::{RULESET, check, check_portfolio, ruleset_hash};
pub use explain::{ExplainedAccount, ParameterExplanation, RuleExplanation, explain};
pub use finding::{
    Applicability, Edit, EntityRef, Finding, Fix, Limit, Measure, Related, SetAside, SetAsideBy, Status,
    Value,
};
pub use fix::{AppliedFix, FixError, FixOptions, FixOutcome, FixScope, UnappliedFix, UnappliedReason, fix};
pub use gate::{Gate, Mode, ModeError};
pub use options::Options;
pub use organisation::{
    CheckKind, OrganisationCheck, OrganisationCondition, OrganisationFault, OrganisationRule,
    OrganisationValue,
};
pub use parameter::{Parameter, ParameterDefault, ParameterValue, Parameters, Stricter};
pub use report::{Input, NatureCount, NotEvaluated, Reason, Report, RuleRun, SeverityCount, Summary};
pub use rule::{GateUse, Rule, Scope};
pub use rules::RULES;
#[cfg(feature = "schema")]
pub use schema::configuration_schema;
pub use severity::{Level, Nature, Profile, Severity};
pub use state::{JudgedState, StateSource};
pub use suppression::SuppressionOrigin;

#[cfg(test)]
mod tests;
