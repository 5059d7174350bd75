//! KA-313 `chain-misses-deadline`.

use std::collections::BTreeMap;

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure, Related, Value};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{AtGate, Draft, Sink};
use crate::plan::Objective;
use crate::plan::critical_path::{DrivingChain, ObjectiveSchedule};

declare_rule! {
    /// ## What it checks
    ///
    /// The actions that serve an open objective cannot be done by its due date: put one after the other as their links and
    /// durations demand, beginning today, the last of them ends after it. Where they end 0 to `near_days` days before, an info says
    /// so; it stops no gate. Days are calendar days; objectives whose actions are all done are left out. Actions in a circle of
    /// dependencies, and those after one, are not part of the reckoning, which is listed.
    ///
    /// ## Why it matters
    ///
    /// Each date looks possible by itself, the chain of them is not; the deadline is missed already, and only the day on which
    /// that is said can still be chosen.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/actions/19/duration_days", "value": 128}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/actions/19/duration_days", "value": 121}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `near_days`: up to how many days of float an info is given.
    ///
    /// ## Source
    ///
    /// Critical-path method (Kelley and Walker 1959); DCMA 14-point assessment (no negative float). The near days are a house default.
    pub(super) static CHAIN_MISSES_DEADLINE = {
        code: "KA-313",
        name: "chain-misses-deadline",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &[
            "/actions/*/id",
            "/actions/*/status",
            "/actions/*/serves",
            "/actions/*/start_on",
            "/actions/*/due_on",
            "/actions/*/done_on",
            "/actions/*/duration_days",
            "/actions/*/percent",
            "/actions/*/depends_on",
            "/objectives/*/id",
            "/objectives/*/status",
            "/objectives/*/due_on",
        ],
        needs_date: true,
        parameters: &[Parameter::number("near_days", 5.0, "up to how many days of float an info is given", "house default").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(path) = cx.network.critical_path() else {
        return;
    };
    let schedules = path.objectives.iter().map(|schedule| (&schedule.id, schedule));
    let mut schedules: BTreeMap<_, _> = schedules.collect();
    for (index, objective) in cx.open_objectives() {
        let Some(schedule) = objective.id.as_ref().and_then(|id| schedules.remove(id)) else {
            continue;
        };
        for action in &schedule.not_evaluated_action_ids {
            if let Some(linked) = cx.network.action(action) {
                let place = format!("/actions/{}/depends_on", linked.position);
                sink.cannot_judge(Reason::DependencyCycle, place);
            }
        }
        if schedule.open_count == 0 {
            continue;
        }
        if let Some(draft) = draft(cx, index, objective, schedule) {
            sink.report(draft);
        }
    }
}

/// Returns what to say about an objective whose actions end after its due date or shortly before.
fn draft(
    cx: &Context<'_>,
    index: usize,
    objective: &Objective,
    schedule: &ObjectiveSchedule,
) -> Option<Draft> {
    let (float_days, due_on) = (schedule.float_days?, schedule.due_on?);
    let float = i32::try_from(float_days).map_or(f64::INFINITY, f64::from);
    let is_missed = float_days < 0;
    if !is_missed && float > cx.number("near_days") {
        return None;
    }
    let (message_id, sentence) = if is_missed {
        (
            "missed",
            "The actions for objective \"{objective}\" end on {finish_on} at the earliest, after it is due on {due_on} (days late: {days_late}): {chain}.",
        )
    } else {
        (
            "near",
            "The actions for objective \"{objective}\" end on {finish_on} at the earliest, and it is due on {due_on} (days to spare: {float_days}): {chain}.",
        )
    };
    let finish_on = schedule
        .finish_on
        .map_or_else(|| "a day after 9999".into(), Value::from);
    let draft = Draft::new(
        format!("/objectives/{index}/due_on"),
        message_id,
        sentence,
        [
            ("objective", label(objective.title.as_deref(), objective).into()),
            ("finish_on", finish_on),
            ("due_on", due_on.into()),
            ("days_late", float_days.saturating_neg().max(0).into()),
            ("float_days", float_days.into()),
            ("chain", chain(&schedule.driving_chain).into()),
        ],
    );
    let observed = Measure {
        value: float_days.into(),
        unit: Some("days"),
    };
    let expected = Limit {
        op: ">=",
        value: 0_i64.into(),
        unit: Some("days"),
    };
    let draft = draft
        .about_entity(objective)
        .measured(observed, expected)
        .related(steps(cx, &schedule.driving_chain));
    Some(if is_missed {
        draft.help("Shorten or overlap actions of the chain, or agree a later due date.")
    } else {
        draft
            .severity(Severity::Info)
            .at_gate(AtGate::Warns)
            .help("Watch the actions of the chain: a delay of any of them delays the objective.")
    })
}

/// Returns the chain as it is read, such as `A1 -> A2`.
fn chain(chain: &DrivingChain) -> String {
    let ids: Vec<&str> = chain.steps.iter().map(|step| step.action_id.as_str()).collect();
    let ids = ids.join(" -> ");
    match chain.left_out_count {
        0 => ids,
        count => format!("{count} actions before -> {ids}"),
    }
}

fn steps(cx: &Context<'_>, chain: &DrivingChain) -> Vec<Related> {
    let actions = chain
        .steps
        .iter()
        .filter_map(|step| cx.network.action(&step.action_id));
    let related = actions.map(|linked| Related {
        path: format!("/actions/{}", linked.position),
        message: format!(
            "\"{}\" is part of the chain",
            label(linked.action.title.as_deref(), linked.action)
        ),
    });
    related.collect()
}
