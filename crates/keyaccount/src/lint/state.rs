//! Where the account is in its life, which decides how *missing* counts.

use serde::Serialize;

use crate::account::{Account, LifecycleState};
use crate::plan::{Plan, PlanStatus};
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
    ///
    /// Draft and submitted plans belong to Strategy; an approved plan to Execution once it is launched; a superseded one to
    /// Execution; a closed one to Deselected.
    pub(super) fn of(plan: &Plan, account: Option<&Account>, as_of: Option<Date>) -> Self {
        let own = &plan.account.lifecycle;
        if let Some(value) = own.state.or(account.and_then(|account| account.lifecycle.state)) {
            return Self {
                value,
                source: StateSource::Given,
            };
        }
        let launched_on = plan.plan.launched_on.or(own.launched_on);
        let launched = launched_on.is_some_and(|launch| as_of.is_none_or(|as_of| launch <= as_of));
        let value = match plan.plan.status {
            None | Some(PlanStatus::Draft | PlanStatus::InReview) => LifecycleState::Strategy,
            Some(PlanStatus::Approved) if !launched => LifecycleState::Strategy,
            Some(PlanStatus::Approved | PlanStatus::Superseded) => LifecycleState::Execution,
            Some(PlanStatus::Closed) => LifecycleState::Deselected,
        };
        Self {
            value,
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
