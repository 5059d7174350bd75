//! Where the account is in its life, which decides how *missing* counts.

use serde::Serialize;

use crate::account::LifecycleState;

/// Where the account is in its life, and how the linter knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JudgedState {
    /// The state.
    pub value: LifecycleState,
    /// Whether the account says so, or it was derived from the status of the plan.
    pub source: StateSource,
}

/// How the linter knows the state: the account says so, or it was derived from the status of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum StateSource {
    Given,
    Derived,
}
