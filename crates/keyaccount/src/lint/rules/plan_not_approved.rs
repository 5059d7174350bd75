//! KA-809 `plan-not-approved`.

use crate::account::LifecycleState;
use crate::lint::context::Context;
use crate::lint::gate::{Gate, Mode};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{LAUNCH_GATE, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{PlanStatus, commitment_hash};

declare_rule! {
    /// ## What it checks
    ///
    /// The account is in execution, review, on hold or exiting, and the plan in force is a draft or in review. A plan that names a
    /// predecessor and has not been launched is not in force yet; a hold or an exit that began before execution does
    /// not need an approved plan. At the gate of the launch the plan must be approved whatever the state.
    ///
    /// An approved plan that states the hash of what was approved must still have it, or an amendment must state the hash
    /// that it has now. The hash is taken over what the parties agreed; progress, evidence and history do not change it.
    ///
    /// ## Why it matters
    ///
    /// What is carried out without approval is one person's promise in everybody's name.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/plan/status", "value": "in_review"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/plan/status", "value": "in_review"},
    ///  {"op": "add", "path": "/plan/predecessor_id", "value": "crm:PLAN-2025"},
    ///  {"op": "remove", "path": "/plan/launched_on"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `approval_required`: whether plans must be approved at all.
    ///
    /// ## Source
    ///
    /// Stage-gate practice: no work on a stage before its gate is passed.
    pub(super) static PLAN_NOT_APPROVED = {
        code: "KA-809",
        name: "plan-not-approved",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        tiers: PLANNED_TIERS,
        gates: LAUNCH_GATE,
        inputs: &["/account/lifecycle", "/plan/status", "/plan/launched_on", "/plan/predecessor_id", "/plan/approved_hash", "/plan/amendments/*/commitment_hash"],
        parameters: &[Parameter::flag("approval_required", true, "whether plans must be approved", "stage-gate practice")],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let is_gate = cx.mode == Mode::Gate(Gate::G2Launch);
    if !cx.flag("approval_required") || !(is_gate || is_in_force(cx)) {
        return;
    }
    let draft = match cx.plan_status() {
        Some(PlanStatus::Draft) => not_approved(cx, is_gate, "a draft"),
        Some(PlanStatus::InReview) => not_approved(cx, is_gate, "in review"),
        Some(PlanStatus::Approved) if has_changed(cx) => {
            let sentence = "The plan is not the one that was approved, and no amendment records the change.";
            let draft = Draft::new("/plan/approved_hash", "changed", sentence, []);
            draft.help("Record the change as an amendment with its hash, or have the plan approved again.")
        }
        _ => return,
    };
    sink.report(draft);
}

fn not_approved(cx: &Context<'_>, is_gate: bool, status: &str) -> Draft {
    let draft = if is_gate {
        let sentence = "The plan is {status}; only an approved plan can be launched.";
        Draft::new("/plan/status", "launch", sentence, [("status", status.into())])
    } else {
        let sentence = "The account is {state} with a plan that is {status}.";
        let state = match cx.state() {
            LifecycleState::OnHold => "on hold",
            LifecycleState::Exiting => "exiting",
            LifecycleState::Review => "in review of its cycle",
            _ => "in execution",
        };
        let args = [("status", status.into()), ("state", state.into())];
        Draft::new("/plan/status", "status", sentence, args)
    };
    draft.help("Have the plan approved, and record by whom and when.")
}

/// Returns whether what the parties agreed differs from what was approved, and from every recorded change.
fn has_changed(cx: &Context<'_>) -> bool {
    let header = &cx.plan().plan;
    let Some(approved) = &header.approved_hash else {
        return false;
    };
    let current = commitment_hash(cx.root());
    let amended = header
        .amendments
        .iter()
        .filter_map(|amendment| amendment.commitment_hash.as_ref());
    let mut recorded = amended.chain([approved]);
    !recorded.any(|hash| hash.trim().eq_ignore_ascii_case(&current))
}

/// Returns whether the account is run by this plan.
fn is_in_force(cx: &Context<'_>) -> bool {
    let header = &cx.plan().plan;
    let lifecycle = cx.lifecycle();
    let runs = |state: Option<LifecycleState>| {
        !matches!(
            state,
            Some(LifecycleState::Candidate | LifecycleState::Selection | LifecycleState::Strategy)
        )
    };
    let is_next = header.predecessor_id.is_some() && header.launched_on.is_none();
    let has_begun = match cx.state() {
        LifecycleState::Execution | LifecycleState::Review => true,
        LifecycleState::OnHold => runs(lifecycle.hold.resume_to),
        LifecycleState::Exiting => runs(lifecycle.exit.origin),
        _ => false,
    };
    has_begun && !is_next
}
