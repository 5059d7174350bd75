//! Where the account is in its life, which decides how *missing* counts.

use serde::Serialize;

use crate::account::{Account, LifecycleState};
use crate::plan::Plan;
use crate::plan::state::derived_state;
use crate::quantity::Date;

/// Where the account is in its life, and how the linter knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JudgedState {
    /// The state.
    pub value: LifecycleState,
    /// Whether the account says so, or it was derived from the status of the plan.
    pub source: StateSource,
}

impl JudgedState {
    /// Returns where the account is in its life: as the plan or the portfolio says, else derived from the plan's status.
    pub(super) fn of(plan: &Plan, account: Option<&Account>, as_of: Option<Date>) -> Self {
        let own = &plan.account.lifecycle;
        if let Some(value) = own.state.or(account.and_then(|account| account.lifecycle.state)) {
            return Self {
                value,
                source: StateSource::Given,
            };
        }
        Self {
            value: derived_state(plan, as_of),
            source: StateSource::Derived,
        }
    }
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
