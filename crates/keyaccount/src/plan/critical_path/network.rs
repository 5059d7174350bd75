//! The actions of a plan as work to be put on days.

use super::answer::{AssumptionKind, ScheduleAssumption};
use super::day_count::DayScale;
use crate::plan::dependencies::{Dependencies, Link};
use crate::plan::{Action, ActionStatus};
use crate::quantity::{ActionId, Date};

/// An action as a node of the network.
#[derive(Debug, Clone)]
pub(super) struct Node<'p> {
    pub(super) id: &'p ActionId,
    pub(super) action: &'p Action,
    /// How many days it takes as planned.
    pub(super) duration: i64,
    pub(super) work: Work,
    /// The links to the actions that it waits for.
    pub(super) waits_for: Vec<Link>,
    /// The same links from the other side: to the actions that wait for it.
    pub(super) followed_by: Vec<Link>,
}

/// How much of an action is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    Done { start: i64, finish: i64 },
    Begun { start: i64, remaining: i64 },
    Ahead { duration: i64 },
}

impl Work {
    pub(super) fn remaining(self) -> i64 {
        match self {
            Self::Done { .. } => 0,
            Self::Begun { remaining, .. } => remaining,
            Self::Ahead { duration } => duration,
        }
    }

    pub(super) fn is_done(self) -> bool {
        matches!(self, Self::Done { .. })
    }
}

/// Returns the nodes of the network, by id in ascending order, and notes what was taken for granted.
pub(super) fn nodes<'p>(
    dependencies: &Dependencies<'p>,
    scale: &DayScale,
    as_of: Date,
) -> (Vec<Node<'p>>, Vec<ScheduleAssumption>) {
    let mut assumptions = Vec::new();
    let mut nodes: Vec<Node<'p>> = Vec::with_capacity(dependencies.actions().len());
    for linked in dependencies.actions() {
        let mut reader = WorkReader {
            action: linked.action,
            scale,
            as_of,
            assumed: Vec::new(),
        };
        let duration = reader.duration();
        let work = reader.work(duration);
        assumptions.extend(reader.assumed.into_iter().map(|kind| ScheduleAssumption {
            action_id: linked.id.clone(),
            kind,
        }));
        nodes.push(Node {
            id: linked.id,
            action: linked.action,
            duration,
            work,
            waits_for: linked.waits_for.clone(),
            followed_by: Vec::new(),
        });
    }
    for (number, linked) in dependencies.actions().iter().enumerate() {
        for link in &linked.waits_for {
            if let Some(node) = nodes.get_mut(link.other) {
                node.followed_by.push(Link {
                    other: number,
                    ..*link
                });
            }
        }
    }
    (nodes, assumptions)
}

/// Reads the work of one action.
struct WorkReader<'a> {
    action: &'a Action,
    scale: &'a DayScale,
    as_of: Date,
    assumed: Vec<AssumptionKind>,
}

impl WorkReader<'_> {
    fn duration(&mut self) -> i64 {
        if let Some(days) = self.action.duration_days {
            return days.into();
        }
        match (self.action.start_on, self.action.due_on) {
            // Work on a weekend alone takes a day all the same.
            (Some(start), Some(due)) if start <= due => {
                (self.scale.end_of(due) - self.scale.start_of(start)).max(1)
            }
            _ => {
                if self.action.status != Some(ActionStatus::Done) {
                    self.assumed.push(AssumptionKind::TakesOneDay);
                }
                1
            }
        }
    }

    fn work(&mut self, duration: i64) -> Work {
        match self.action.status {
            Some(ActionStatus::Done) => {
                if self.action.done_on.is_none() {
                    self.assumed.push(AssumptionKind::FinishedBeforeDayZero);
                }
                let finish = self
                    .action
                    .done_on
                    .map_or(0, |done_on| self.scale.end_of(done_on));
                let started = self.action.start_on.map(|start| self.scale.start_of(start));
                let start = started.filter(|&start| start <= finish);
                Work::Done {
                    start: start.unwrap_or(finish - duration),
                    finish,
                }
            }
            Some(ActionStatus::InProgress) => {
                let started = self.action.start_on.filter(|&start| start <= self.as_of);
                if started.is_none() {
                    self.assumed.push(AssumptionKind::BeginsOnDayZero);
                }
                if self.action.percent.is_none() {
                    self.assumed.push(AssumptionKind::NothingDoneYet);
                }
                let left = 100 - self.action.percent.map_or(0, |percent| i64::from(percent.get()));
                Work::Begun {
                    start: started.map_or(0, |start| self.scale.start_of(start)),
                    remaining: (duration * left + 99) / 100,
                }
            }
            _ => Work::Ahead { duration },
        }
    }
}
