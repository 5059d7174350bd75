//! Laws of schedules, on generated networks.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::oracle::{Made, document, networks, scheduled};
use super::*;
use crate::plan::DependencyKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};

/// Returns the finish that the chain itself adds up to, by its links and the days of its actions.
fn sum_of(path: &CriticalPath, chain: &DrivingChain) -> i64 {
    let chain = &chain.steps;
    let mut at = None;
    for (place, step) in chain.iter().enumerate() {
        let found = action(path, step.action_id.as_str());
        let before = place.checked_sub(1).and_then(|before| chain[before].kind);
        let (start, finish) = match (before, at) {
            _ if found.state == WorkState::Done => (found.earliest_start_days, found.earliest_finish_days),
            (Some(FinishToStart | StartToStart), Some(at)) => (at, at + found.remaining_days),
            (Some(FinishToFinish | StartToFinish), Some(at)) => (at - found.remaining_days, at),
            _ => (0, found.remaining_days),
        };
        let start = if found.state == WorkState::NotBegun {
            start
        } else {
            found.earliest_start_days
        };
        at = Some(match step.kind {
            Some(FinishToStart | FinishToFinish) => finish + step.lag_days.unwrap(),
            Some(StartToStart | StartToFinish) => start + step.lag_days.unwrap(),
            None => finish,
        });
    }
    at.unwrap()
}

fn goals_hold(path: &CriticalPath) -> bool {
    path.objectives
        .iter()
        .all(|goal| goal.days_late.unwrap_or(0) == 0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_driving_chain_adds_up_to_the_finish((actions, deadlines) in networks(4, 4)) {
        let path = scheduled(&actions, &deadlines);
        prop_assert_eq!(Some(sum_of(&path, &path.driving_chain)), path.finish_days);
        for goal in &path.objectives {
            prop_assert_eq!(goal.driving_chain.steps.is_empty(), goal.finish_days.is_none());
            if let Some(finish) = goal.finish_days {
                prop_assert_eq!(sum_of(&path, &goal.driving_chain), finish);
                prop_assert!(goal.driving_chain.steps.last().unwrap().kind.is_none());
            }
        }
    }

    /// Estimates without doubt say what the durations say.
    #[test]
    fn certain_estimates_end_with_the_chain((actions, deadlines) in networks(1, 4), more in 0_i64..5) {
        let path = scheduled(&actions, &deadlines);
        let mut certain = document(&actions, &deadlines);
        for (made, action) in actions.iter().zip(certain["actions"].as_array_mut().unwrap()) {
            let days = made.duration + more;
            action["estimate"] = json!({"optimistic": days, "likely": days, "pessimistic": days});
        }
        for (goal, before) in schedule(&certain.to_string(), "2026-03-01").objectives.iter().zip(&path.objectives) {
            let Some(estimate) = &goal.estimate else { continue };
            prop_assert_eq!(estimate.fixed_count, 0);
            prop_assert!(estimate.standard_deviation_days.abs() < 1e-12);
            // Each day more counts once for every action whose days the chain goes through.
            let longer: i64 = before.driving_chain.steps.iter().enumerate().map(|(place, step)| {
                let enters = place.checked_sub(1).map(|before_it| before.driving_chain.steps[before_it].kind.unwrap());
                let through_start = matches!(enters, None | Some(FinishToStart | StartToStart));
                let by_finish = matches!(step.kind, None | Some(FinishToStart | FinishToFinish));
                i64::from(by_finish) - i64::from(!through_start)
            }).sum();
            let finish = before.finish_days.unwrap() + more * longer;
            prop_assert!((estimate.mean_finish_days - f64::from(i32::try_from(finish).unwrap())).abs() < 1e-9);
        }
    }

    #[test]
    fn floats_hold_together((actions, deadlines) in networks(4, 4)) {
        let path = scheduled(&actions, &deadlines);
        for found in &path.actions {
            let is_done = found.state == WorkState::Done;
            prop_assert_eq!(found.total_float_days.is_none(), is_done);
            prop_assert_eq!(found.criticality == Some(Criticality::Critical), found.total_float_days.is_some_and(|float| float <= 0));
            let (Some(total), Some(free)) = (found.total_float_days, found.free_float_days) else { continue };
            prop_assert_eq!(total, found.latest_finish_days.unwrap() - found.earliest_finish_days);
            prop_assert_eq!(found.latest_start_days.unwrap(), found.latest_finish_days.unwrap() - found.remaining_days);
            prop_assert!(free >= 0);
            prop_assert!(found.due_float_days.is_none(), "nothing has a due date of its own");
        }
        let least = path.objectives.iter().filter_map(|goal| goal.float_days).min();
        if let Some(goal) = path.objectives.iter().find(|goal| goal.float_days.is_some() && goal.float_days == least) {
            let end = action(&path, goal.driving_chain.steps.last().unwrap().action_id.as_str());
            prop_assert!(end.state == WorkState::Done || end.total_float_days.unwrap() <= least.unwrap());
        }
    }

    /// With finish-to-start links alone an action may take longer by its total float and no more.
    #[test]
    fn total_float_is_what_an_action_may_be_late(
        (actions, deadlines) in networks(1, 1),
        place in any::<prop::sample::Index>(),
    ) {
        let path = scheduled(&actions, &deadlines);
        prop_assume!(goals_hold(&path));
        let place = place.index(actions.len());
        let found = action(&path, &format!("A{place}"));
        prop_assume!(found.limited_by_objective_id.is_some());
        let longer = |days: i64| -> Vec<Made> {
            let mut actions = actions.clone();
            actions[place].duration += days;
            actions
        };
        let total = found.total_float_days.unwrap();
        prop_assert!(goals_hold(&scheduled(&longer(total), &deadlines)));
        prop_assert!(!goals_hold(&scheduled(&longer(total + 1), &deadlines)));
        let free = found.free_float_days.unwrap();
        let others = |path: &CriticalPath| -> Vec<i64> {
            let others = path.actions.iter().enumerate().filter(|&(other, _)| other != place);
            others.map(|(_, found)| found.earliest_start_days).collect()
        };
        prop_assert_eq!(others(&scheduled(&longer(free), &deadlines)), others(&path));
    }

    #[test]
    fn more_work_is_never_sooner((actions, deadlines) in networks(1, 2), place in any::<prop::sample::Index>()) {
        let before = scheduled(&actions, &deadlines);
        let mut longer = actions.clone();
        longer[place.index(actions.len())].duration += 3;
        let after = scheduled(&longer, &deadlines);
        for (before, after) in before.actions.iter().zip(&after.actions) {
            prop_assert!(before.earliest_finish_days <= after.earliest_finish_days);
        }
    }

    #[test]
    fn neither_the_order_of_actions_nor_finished_names_matter((actions, deadlines) in networks(4, 4)) {
        let mut turned = document(&actions, &deadlines);
        let path = schedule(&turned.to_string(), "2026-03-01");
        turned["actions"].as_array_mut().unwrap().reverse();
        prop_assert_eq!(schedule(&turned.to_string(), "2026-03-01"), path);
    }
}

/// Whatever the schema of plans allows has a schedule and a progress, and every action is in one of the lists.
#[cfg(feature = "schema")]
#[test]
fn any_plan_has_an_answer() {
    use crate::plan::ActionStatus;
    use crate::plan::progress::{ProgressThresholds, progress};
    use crate::plan::schema_documents::document;
    let mut action_count = 0;
    for seed in 0..200_u64 {
        let plan = plan(&document::<Plan>(seed, 200).to_string());
        let path = critical_path(&plan, &ScheduleOptions::at(date("2026-03-01"))).unwrap();
        let not_cancelled = plan
            .actions
            .iter()
            .filter(|action| action.status != Some(ActionStatus::Cancelled));
        let ids: std::collections::BTreeSet<_> =
            not_cancelled.filter_map(|action| action.id.clone()).collect();
        assert_eq!(path.actions.len() + path.not_evaluated.len(), ids.len());
        action_count += ids.len();
        let report = progress(&plan, date("2026-03-01"), &ProgressThresholds::default());
        assert_eq!(report.objectives.len(), plan.objectives.len());
        serde_json::to_string(&(path, report)).unwrap();
    }
    assert!(action_count > 60, "{action_count} actions were looked at");
}

const MANY: usize = 10_000;

/// Returns a plan of many actions that serve 500 objectives, each waiting for the actions that `waits_for` names.
fn many(waits_for: impl Fn(usize) -> Vec<usize>) -> CriticalPath {
    let actions: Vec<Value> = (0..MANY)
        .map(|place| {
            let links: Vec<Value> = waits_for(place)
                .iter()
                .map(|other| json!({"id": format!("A{other:05}")}))
                .collect();
            json!({"id": format!("A{place:05}"), "duration_days": 2, "depends_on": links,
                   "serves": [format!("objective:O{}", place % 500)]})
        })
        .collect();
    let objectives = (0..500).map(|goal| json!({"id": format!("O{goal}"), "due_on": "2030-01-01"}));
    let plan = json!({"actions": actions, "objectives": objectives.collect::<Vec<_>>()});
    schedule(&plan.to_string(), "2026-01-01")
}

#[test]
fn a_long_chain_is_quick() {
    let path = many(|place| place.checked_sub(1).into_iter().collect());
    assert_eq!(path.finish_days, Some(20_000));
    assert_eq!(
        (path.driving_chain.steps.len(), path.driving_chain.left_out_count),
        (100, 9_900)
    );
    assert_eq!(path.driving_chain.steps[99].action_id.as_str(), "A09999");
}

#[test]
fn wide_layers_are_quick() {
    let path = many(|place| {
        (place.saturating_sub(place % 100 + 100)..place - place % 100)
            .step_by(10)
            .collect()
    });
    assert_eq!(path.finish_days, Some(200));
}

#[test]
fn one_circle_of_everything_is_quick() {
    let path = many(|place| vec![(place + 1) % MANY]);
    assert_eq!((path.cycles.len(), path.not_evaluated.len()), (1, MANY));
}
