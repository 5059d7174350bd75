//! The chains of actions that decide on finishes.

use super::answer::{ChainStep, DrivingChain};
use super::estimate::Surplus;
use super::forward::{Early, Forward};
use super::network::{Node, Work};
use crate::plan::DependencyKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
use crate::plan::dependencies::Link;

/// How many actions of a chain are listed, the last ones; nobody reads more, and answers stay in proportion to plans.
const LISTED_STEPS: usize = 100;

/// What the chains through the actions add up to, found once for all of them.
pub(super) struct Chains {
    /// By place: of the chain that decides on the finish of the action, and of the one that decides on its start.
    ends: Vec<[ChainEnd; 2]>,
}

/// What a chain adds up to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ChainEnd {
    /// The number of its actions.
    pub(super) length: usize,
    /// By how much its estimates move its end.
    pub(super) surplus: Surplus,
}

impl Chains {
    /// Returns what the chains of all evaluated actions add up to.
    pub(super) fn of(nodes: &[Node<'_>], forward: &Forward) -> Self {
        let mut chains = Self {
            ends: vec![[ChainEnd::default(); 2]; nodes.len()],
        };
        for &place in &forward.order {
            let (Some(node), Some(early)) = (nodes.get(place), forward.at(place)) else {
                continue;
            };
            let end = |leaves_by_finish| {
                let before = driver(node, early, leaves_by_finish).map_or_else(ChainEnd::default, |link| {
                    chains.end(link.other, is_from_finish(link))
                });
                ChainEnd {
                    length: before.length + 1,
                    surplus: before.surplus.with(node, weight(node, early, leaves_by_finish)),
                }
            };
            let found = [end(true), end(false)];
            if let Some(slot) = chains.ends.get_mut(place) {
                *slot = found;
            }
        }
        chains
    }

    /// Returns what the chain adds up to that decides on the finish, or the start, of the action at `place`.
    pub(super) fn end(&self, place: usize, leaves_by_finish: bool) -> ChainEnd {
        let [by_finish, by_start] = self.ends.get(place).copied().unwrap_or_default();
        if leaves_by_finish { by_finish } else { by_start }
    }

    /// Returns the chain that decides on the earliest finish of the action at `end`.
    pub(super) fn driving(&self, nodes: &[Node<'_>], forward: &Forward, end: usize) -> DrivingChain {
        let mut steps = Vec::new();
        let (mut at, mut next, mut leaves_by_finish) = (end, None, true);
        while steps.len() < LISTED_STEPS
            && let (Some(node), Some(early)) = (nodes.get(at), forward.at(at))
        {
            steps.extend(step(nodes, at, next));
            let Some(link) = driver(node, early, leaves_by_finish) else {
                break;
            };
            next = Some(Link { other: at, ..link });
            (at, leaves_by_finish) = (link.other, is_from_finish(link));
        }
        steps.reverse();
        let length = self.end(end, true).length;
        DrivingChain {
            left_out_count: u32::try_from(length - steps.len()).unwrap_or(u32::MAX),
            steps,
        }
    }
}

/// Returns the action at `place` with its link to the next one.
pub(super) fn step(nodes: &[Node<'_>], place: usize, next: Option<Link>) -> Option<ChainStep> {
    Some(ChainStep {
        action_id: nodes.get(place)?.id.clone(),
        kind: next.map(|link| link.kind),
        lag_days: next.map(|link| link.lag_days),
    })
}

/// Returns the link through which the chain comes to an action that it leaves by its finish, or its start.
fn driver(node: &Node<'_>, early: Early, leaves_by_finish: bool) -> Option<Link> {
    early.driver.filter(|_| !is_fixed(node, leaves_by_finish))
}

/// Returns whether that end of the action is an actual day.
fn is_fixed(node: &Node<'_>, leaves_by_finish: bool) -> bool {
    match node.work {
        Work::Done { .. } => true,
        Work::Begun { .. } => !leaves_by_finish,
        Work::Ahead { .. } => false,
    }
}

fn is_from_finish(link: Link) -> bool {
    match link.kind {
        FinishToStart | FinishToFinish => true,
        StartToStart | StartToFinish => false,
    }
}

/// Returns by how many days the end of the chain moves with each day that the action takes longer: 1, 0 or -1.
///
/// 0 where the chain goes through its start alone or its finish alone, -1 where it is finished on a day that a link sets
/// and its start decides on what follows.
fn weight(node: &Node<'_>, early: Early, leaves_by_finish: bool) -> i8 {
    let link = driver(node, early, leaves_by_finish);
    let enters_by_finish = link.is_some_and(|link| matches!(link.kind, FinishToFinish | StartToFinish));
    match (enters_by_finish, leaves_by_finish) {
        _ if is_fixed(node, leaves_by_finish) => 0,
        (false, true) => 1,
        (true, false) => -1,
        _ => 0,
    }
}
