//! Is the plan complete, consistent, on course?
//!
//! The linter reads a plan and reports findings: stable codes, a severity, a place, a sentence, a next step. It never says only
//! "no": a finding names what is lacking, and a rule whose inputs cannot be read is listed as not evaluated instead of guessing.
//!
//! [`check`] judges one plan. [`RULES`] is the single list of rules. Whether a text is *good* is out of scope: the linter checks
//! that a judgement was made, by whom and when.

mod gate;
mod severity;

mod state;

mod finding;
mod report;

mod context;
mod options;
mod parameter;
mod places;
mod rule;
mod rules;
mod sink;

mod engine;
mod fingerprint;

pub use engine::{RULESET, check, ruleset_hash};
pub use finding::{Applicability, Edit, EntityRef, Finding, Fix, Limit, Measure, Related, Status, Value};
pub use gate::{Gate, Mode, ModeError};
pub use options::{Options, OptionsError};
pub use parameter::{Parameter, ParameterDefault, ParameterValue, Parameters};
pub use report::{Input, NatureCount, NotEvaluated, Reason, Report, RuleRun, SeverityCount, Summary};
pub use rule::{GateUse, Rule};
pub use rules::RULES;
pub use severity::{Level, Nature, Profile, Severity};
pub use state::{JudgedState, StateSource};

#[cfg(test)]
mod tests;
