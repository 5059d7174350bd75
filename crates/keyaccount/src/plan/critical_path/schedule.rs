//! The schedule of a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{
    ActionSchedule, CriticalPath, Criticality, DependencyCycle, DrivingChain, NotScheduled,
    NotScheduledReason, ObjectiveSchedule, UnknownPredecessor, WorkState,
};
use super::backward::{Late, backward, free_float, latest};
use super::chain::{Chains, step};
use super::day_count::{DayCount, DayCountError, DayScale};
use super::estimate::estimate;
use super::forward::{Forward, forward};
use super::network::{Node, Work, nodes};
use crate::plan::dependencies::{CycleAction, Dependencies, Link};
use crate::plan::{Objective, ObjectiveStatus, Plan};
use crate::quantity::{ActionId, Date, ObjectiveId};
use crate::vocabulary::{EntityKind, Reference};

/// As of when and in which days a schedule is reckoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleOptions {
    /// The day up to which it is known what was done.
    pub as_of: Date,
    /// Which days count.
    pub day_count: DayCount,
    /// Up to which total float an action is near critical.
    pub near_critical_days: u32,
}

impl ScheduleOptions {
    /// How many days of float are near critical unless stated (house default).
    pub const NEAR_CRITICAL_DAYS: u32 = 5;

    /// Returns the defaults: calendar days, near critical up to 5 days of float.
    pub fn at(as_of: Date) -> Self {
        Self {
            as_of,
            day_count: DayCount::Calendar,
            near_critical_days: Self::NEAR_CRITICAL_DAYS,
        }
    }
}

/// Returns when the actions of `plan` can be done, and which of them decide whether its objectives are met in time.
///
/// The [module](super) says how. What is absent in the plan is taken as `assumptions` says; only the count of days can be
/// at fault.
///
/// # Errors
///
/// [`DayCountError`] where no day of the week is left for work.
///
/// # Examples
///
/// ```
/// use keyaccount::plan::Plan;
/// use keyaccount::plan::critical_path::{ScheduleOptions, critical_path};
///
/// let plan: Plan = keyaccount::document::read(r#"{
///   "objectives": [{"id": "O1", "status": "active", "due_on": "2026-10-20"}],
///   "actions": [
///     {"id": "A1", "status": "planned", "duration_days": 14},
///     {"id": "A2", "status": "planned", "duration_days": 10, "depends_on": [{"id": "A1", "lag_days": 2}],
///      "serves": ["objective:O1"]}]}"#)?;
/// let path = critical_path(&plan, &ScheduleOptions::at("2026-10-01".parse()?))?;
/// assert_eq!(path.finish_days, Some(26));
/// assert_eq!(path.objectives[0].days_late, Some(6));
/// let chain: Vec<_> = path.objectives[0].driving_chain.steps.iter().map(|step| step.action_id.as_str()).collect();
/// assert_eq!(chain, ["A1", "A2"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn critical_path(plan: &Plan, options: &ScheduleOptions) -> Result<CriticalPath, DayCountError> {
    let scale = DayScale::new(&options.day_count, options.as_of)?;
    let dependencies = Dependencies::of(&plan.actions);
    let (nodes, assumptions) = nodes(&dependencies, &scale, options.as_of);
    let forward = forward(&nodes);
    let goals = goals(&plan.objectives, &nodes, &scale);
    let last = last(&forward, 0..nodes.len());
    let by_deadline = by_deadline(&goals);
    let limits = deadlines(&by_deadline, nodes.len());
    let book = Book {
        late: latest(&nodes, &forward, &limits, last.map(|last| last.0)),
        due: backward(&nodes, &forward, &due_dates(&nodes, &scale)),
        limiting_ids: by_deadline.iter().map(|(_, goal)| goal.id).collect(),
        chains: Chains::of(&nodes, &forward),
        goals,
        nodes,
        forward,
        scale,
        near_critical_days: options.near_critical_days.into(),
    };
    let cycles = dependencies.cycles();
    let in_cycle: BTreeSet<usize> = cycles
        .iter()
        .flat_map(|cycle| &cycle.tangle)
        .map(|action| action.number)
        .collect();
    let not_evaluated = book.nodes.iter().zip(&book.forward.early).enumerate();
    let not_evaluated = not_evaluated.filter(|(_, (_, early))| early.is_none());
    let ids = |actions: &[CycleAction<'_>]| -> Vec<ActionId> {
        actions.iter().map(|action| action.id.clone()).collect()
    };
    Ok(CriticalPath {
        plan_id: plan.id.clone(),
        as_of: options.as_of,
        day_zero_on: book.scale.date_of(0),
        finish_days: last.map(|last| last.0),
        finish_on: last.and_then(|last| book.finish_on(last.0)),
        driving_chain: book.driving_chain(last),
        actions: (0..book.nodes.len())
            .filter_map(|place| book.action(place))
            .collect(),
        objectives: book.goals.iter().map(|goal| book.objective(goal)).collect(),
        not_evaluated: not_evaluated
            .map(|(place, (node, _))| NotScheduled {
                action_id: node.id.clone(),
                reason: if in_cycle.contains(&place) {
                    NotScheduledReason::InCycle
                } else {
                    NotScheduledReason::AfterCycle
                },
            })
            .collect(),
        cycles: cycles
            .iter()
            .map(|cycle| DependencyCycle {
                route: ids(&cycle.route),
                action_ids: ids(&cycle.tangle),
            })
            .collect(),
        unknown_dependencies: dependencies
            .unknown()
            .iter()
            .map(|unknown| UnknownPredecessor {
                action_id: unknown.action_id.clone(),
                depends_on_id: unknown.depends_on_id.clone(),
            })
            .collect(),
        assumptions,
        actions_without_id_count: count(dependencies.unnamed_count()),
        repeated_action_ids: dependencies.repeated().iter().map(|&id| id.clone()).collect(),
    })
}

/// An objective that is still pursued, with the places of the actions that serve it.
struct Goal<'p> {
    id: &'p ObjectiveId,
    due_on: Option<Date>,
    deadline: Option<i64>,
    served_by: Vec<usize>,
}

/// Returns the goals of a plan, in its order; of two with one id the first.
fn goals<'p>(objectives: &'p [Objective], nodes: &[Node<'p>], scale: &DayScale) -> Vec<Goal<'p>> {
    use ObjectiveStatus::{Dropped, Met, Missed};
    let mut served: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, node) in nodes.iter().enumerate() {
        let references = node.action.serves.iter();
        let served_ids: BTreeSet<&str> = references
            .filter(|reference| reference.kind() == Some(EntityKind::Objective))
            .map(Reference::id)
            .collect();
        for id in served_ids {
            served.entry(id).or_default().push(place);
        }
    }
    let mut goals = Vec::new();
    let mut seen = BTreeSet::new();
    for objective in objectives {
        let Some(id) = objective.id.as_ref().filter(|id| seen.insert(*id)) else {
            continue;
        };
        if matches!(objective.status, Some(Met | Missed | Dropped)) {
            continue;
        }
        goals.push(Goal {
            id,
            due_on: objective.due_on,
            deadline: objective.due_on.map(|due| scale.end_of(due)),
            served_by: served.remove(id.as_str()).unwrap_or_default(),
        });
    }
    goals
}

/// Returns the goals with a deadline, by this and then by id.
fn by_deadline<'g, 'p>(goals: &'g [Goal<'p>]) -> Vec<(i64, &'g Goal<'p>)> {
    let dated = goals.iter().filter_map(|goal| Some((goal.deadline?, goal)));
    let mut dated: Vec<_> = dated.collect();
    dated.sort_by_key(|&(deadline, goal)| (deadline, goal.id));
    dated
}

/// Returns the strictest deadline that each action itself has by the objectives that it serves.
///
/// The number of a limit is the place of the goal by its deadline.
fn deadlines(goals: &[(i64, &Goal<'_>)], node_count: usize) -> Vec<Option<Late>> {
    let mut limits: Vec<Option<Late>> = vec![None; node_count];
    for (limit, &(finish, goal)) in goals.iter().enumerate() {
        let limit = Late { finish, limit };
        for &place in &goal.served_by {
            if let Some(slot) = limits.get_mut(place) {
                *slot = Some(slot.map_or(limit, |other| other.min(limit)));
            }
        }
    }
    limits
}

/// Returns the own due date of each action, by the place of the action.
fn due_dates(nodes: &[Node<'_>], scale: &DayScale) -> Vec<Option<Late>> {
    let due = |(limit, node): (usize, &Node<'_>)| {
        let finish = scale.end_of(node.action.due_on?);
        Some(Late { finish, limit })
    };
    nodes.iter().enumerate().map(due).collect()
}

/// Returns the latest of the earliest finishes of the actions at `places`, and the first place that has it.
fn last(forward: &Forward, places: impl IntoIterator<Item = usize>) -> Option<(i64, usize)> {
    let mut last: Option<(i64, usize)> = None;
    for place in places {
        if let Some(early) = forward.at(place)
            && last.is_none_or(|(finish, _)| early.finish > finish)
        {
            last = Some((early.finish, place));
        }
    }
    last
}

/// The network with everything that the passes found.
struct Book<'p> {
    nodes: Vec<Node<'p>>,
    forward: Forward,
    late: Vec<Option<Late>>,
    due: Vec<Option<Late>>,
    chains: Chains,
    goals: Vec<Goal<'p>>,
    /// The objectives by the number of the limit that they set.
    limiting_ids: Vec<&'p ObjectiveId>,
    scale: DayScale,
    near_critical_days: i64,
}

impl Book<'_> {
    fn action(&self, place: usize) -> Option<ActionSchedule> {
        let (node, early) = (self.nodes.get(place)?, self.forward.at(place)?);
        let late = self.late.get(place).copied().flatten();
        let due = self.due.get(place).copied().flatten();
        let remaining = node.work.remaining();
        let total_float = late.map(|late| late.finish - early.finish);
        let free_float = total_float.map(|total| {
            let free = free_float(&self.nodes, &self.forward, place);
            free.unwrap_or(total).max(0)
        });
        let latest_start = late.map(|late| late.finish - remaining);
        // The end of the last action is a limit without an objective.
        let limiting_id = late.and_then(|late| self.limiting_ids.get(late.limit).copied());
        let earliest_finish_on = self.finish_on(early.finish);
        let latest_finish_on = late.and_then(|late| self.finish_on(late.finish));
        let takes_time = early.finish > early.start;
        Some(ActionSchedule {
            id: node.id.clone(),
            state: match node.work {
                Work::Done { .. } => WorkState::Done,
                Work::Begun { .. } => WorkState::InProgress,
                Work::Ahead { .. } => WorkState::NotBegun,
            },
            duration_days: node.duration,
            remaining_days: remaining,
            earliest_start_days: early.start,
            earliest_start_on: if takes_time {
                self.scale.date_of(early.start)
            } else {
                earliest_finish_on
            },
            earliest_finish_days: early.finish,
            earliest_finish_on,
            latest_start_days: latest_start,
            latest_start_on: if remaining > 0 {
                latest_start.and_then(|start| self.scale.date_of(start))
            } else {
                latest_finish_on
            },
            latest_finish_days: late.map(|late| late.finish),
            latest_finish_on,
            total_float_days: total_float,
            limited_by_objective_id: limiting_id.cloned(),
            free_float_days: free_float,
            due_float_days: due.map(|due| due.finish - early.finish),
            limited_by_due_of_id: due.and_then(|due| Some(self.nodes.get(due.limit)?.id.clone())),
            criticality: total_float.map(|float| match float {
                ..=0 => Criticality::Critical,
                float if float <= self.near_critical_days => Criticality::NearCritical,
                _ => Criticality::NotCritical,
            }),
            driven_by: early.driver.and_then(|link| {
                let next = Link { other: place, ..link };
                step(&self.nodes, link.other, Some(next))
            }),
        })
    }

    fn objective(&self, goal: &Goal<'_>) -> ObjectiveSchedule {
        let (evaluated, others): (Vec<usize>, Vec<usize>) = goal
            .served_by
            .iter()
            .partition(|&&place| self.forward.at(place).is_some());
        let last = last(&self.forward, evaluated.iter().copied());
        let float = goal.deadline.zip(last).map(|(deadline, last)| deadline - last.0);
        let places = |places: &[usize]| -> Vec<&Node<'_>> {
            places.iter().filter_map(|&place| self.nodes.get(place)).collect()
        };
        let is_open = |node: &&&Node<'_>| !node.work.is_done();
        ObjectiveSchedule {
            id: goal.id.clone(),
            due_on: goal.due_on,
            deadline_days: goal.deadline,
            action_count: count(evaluated.len()),
            open_count: count(places(&evaluated).iter().filter(is_open).count()),
            finish_days: last.map(|last| last.0),
            finish_on: last.and_then(|last| self.finish_on(last.0)),
            float_days: float,
            days_late: float.map(|float| (-float).max(0)),
            driving_chain: self.driving_chain(last),
            not_evaluated_action_ids: places(&others).iter().map(|node| node.id.clone()).collect(),
            estimate: last.and_then(|(finish, place)| {
                estimate(self.chains.end(place, true).surplus, finish, goal.deadline)
            }),
        }
    }

    /// Returns the chain that decides on the finish of the action that ends last.
    fn driving_chain(&self, last: Option<(i64, usize)>) -> DrivingChain {
        last.map_or_else(DrivingChain::default, |(_, place)| {
            self.chains.driving(&self.nodes, &self.forward, place)
        })
    }

    /// Returns the last day of work before the day `finish`.
    fn finish_on(&self, finish: i64) -> Option<Date> {
        self.scale.date_of(finish - 1)
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
