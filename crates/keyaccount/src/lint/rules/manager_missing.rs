//! KA-106 `manager-missing`.

use crate::account::LifecycleState;
use crate::lint::context::{Context, days};
use crate::lint::gate::{Gate, Mode};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{GateUse, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Plan;
use crate::quantity::Date;
use crate::team::MemberRole;

declare_rule! {
    /// ## What it checks
    ///
    /// No member of the team with the role of key account manager is active on the day of judgement, from the strategy on, for as long as
    /// the account is not deselected. In the first `grace_days_after_selection` days after the decision nothing is said. At the gate of
    /// selection it is enough that a manager starts within as many days.
    ///
    /// ## Why it matters
    ///
    /// A key account without a manager is looked after by whoever happens to answer. One person coordinates; others connect.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/0/role", "value": "sales"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/team/0/end_on", "value": "2026-09-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `grace_days_after_selection`: the days that may pass between the decision and the manager's start.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 4 (the right team member), S2 (a dedicated manager for the hotel's client), S1 (the manager as orchestrator).
    pub(super) static MANAGER_MISSING = {
        code: "KA-106",
        name: "manager-missing",
        severity: Severity::Error,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: &[
            GateUse::blocking(Gate::G1),
            GateUse::blocking(Gate::G2Approve),
            GateUse::blocking(Gate::G2Launch),
        ],
        inputs: &["/team/*/role", "/team/*/start_on", "/team/*/end_on", "/account/lifecycle/state", "/account/selection/decided_on"],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::number("grace_days_after_selection", 14.0, "the days that may pass between the decision and the manager's start", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let grace_days = cx.number("grace_days_after_selection");
    let is_served = match cx.mode {
        Mode::Gate(Gate::G1) => has_manager(cx.plan(), as_of, grace_days),
        Mode::Gate(_) => has_manager(cx.plan(), as_of, 0.0),
        _ => has_manager(cx.plan(), as_of, 0.0) || is_just_selected(cx, grace_days),
    };
    if is_served || cx.state() == LifecycleState::Deselected {
        return;
    }
    let draft = Draft::new(
        "/team",
        "nobody",
        "No key account manager looks after \"{account}\" on {as_of}.",
        [("account", cx.account_label().into()), ("as_of", as_of.into())],
    );
    sink.report(
        draft.help("Name the key account manager, with the day from which they look after the account."),
    );
}

/// Returns whether a manager who has not left is there on `as_of`, or starts at most `ahead_days` later.
fn has_manager(plan: &Plan, as_of: Date, ahead_days: f64) -> bool {
    plan.team.iter().any(|member| {
        let starts = member
            .start_on
            .is_some_and(|start| days(as_of, start) <= ahead_days);
        let is_there = starts && member.end_on.is_none_or(|end| end >= as_of);
        member.role == Some(MemberRole::KeyAccountManager) && is_there
    })
}

fn is_just_selected(cx: &Context<'_>, grace_days: f64) -> bool {
    let decided_on = cx.account_fact(|account| account.selection.decided_on);
    let age_days = decided_on.and_then(|date| cx.age_days(date));
    age_days.is_some_and(|age_days| (0.0..=grace_days).contains(&age_days))
}
