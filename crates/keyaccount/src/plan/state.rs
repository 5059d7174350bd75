//! Where an account is in its life, as far as its plan shows it.

use super::{Plan, PlanStatus};
use crate::account::LifecycleState;
use crate::quantity::Date;

/// Returns the state that follows from the status of the plan, for an account whose state nobody gives.
///
/// Draft and submitted plans belong to Strategy; an approved plan to Execution once it is launched; a superseded one to
/// Execution; a closed one to Deselected.
pub(crate) fn derived_state(plan: &Plan, as_of: Option<Date>) -> LifecycleState {
    let launched_on = plan.plan.launched_on.or(plan.account.lifecycle.launched_on);
    let launched = launched_on.is_some_and(|launch| as_of.is_none_or(|as_of| launch <= as_of));
    match plan.plan.status {
        None | Some(PlanStatus::Draft | PlanStatus::InReview) => LifecycleState::Strategy,
        Some(PlanStatus::Approved) if !launched => LifecycleState::Strategy,
        Some(PlanStatus::Approved | PlanStatus::Superseded) => LifecycleState::Execution,
        Some(PlanStatus::Closed) => LifecycleState::Deselected,
    }
}
