//! The pass backward: the latest days, and float.

use super::forward::Forward;
use super::network::{Node, Work};
use crate::plan::DependencyKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};

/// The latest finish of an action, and what limits it.
///
/// Of two limits the earlier finish is the stricter; among equals the smaller number of the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Late {
    /// The day before which it must be finished.
    pub(super) finish: i64,
    /// The number of the limit, counted by whoever set it.
    pub(super) limit: usize,
}

/// The limit of actions on which no deadline bears: the end of the last action.
pub(super) const LAST_FINISH: usize = usize::MAX;

/// Returns the latest finish of each action by the deadlines of objectives, and where none of them bears on it by the
/// end of the last action.
///
/// `limits` are the strictest deadlines of the actions themselves, by place.
pub(super) fn latest(
    nodes: &[Node<'_>],
    forward: &Forward,
    limits: &[Option<Late>],
    last_finish: Option<i64>,
) -> Vec<Option<Late>> {
    let mut by_deadline = backward(nodes, forward, limits);
    let last = last_finish.map(|finish| Late {
        finish,
        limit: LAST_FINISH,
    });
    let ends: Vec<Option<Late>> = by_deadline
        .iter()
        .map(|late| if late.is_none() { last } else { None })
        .collect();
    for (late, by_end) in by_deadline.iter_mut().zip(backward(nodes, forward, &ends)) {
        *late = late.iter().copied().chain(by_end).min();
    }
    by_deadline
}

/// Returns the latest finish of each action that is evaluated and not done, nothing where none of `limits` bears on it.
///
/// `limits` are those of the actions themselves, by place.
pub(super) fn backward(nodes: &[Node<'_>], forward: &Forward, limits: &[Option<Late>]) -> Vec<Option<Late>> {
    let mut late: Vec<Option<Late>> = vec![None; nodes.len()];
    for &place in forward.order.iter().rev() {
        let Some(node) = nodes.get(place).filter(|node| !node.work.is_done()) else {
            continue;
        };
        let after = node.followed_by.iter().filter_map(|link| {
            let (next, work) = (
                late.get(link.other).copied().flatten()?,
                nodes.get(link.other)?.work,
            );
            let next_start = next.finish - work.remaining();
            let finish = match (link.kind, node.work) {
                (FinishToStart, _) => next_start - link.lag_days,
                (FinishToFinish, _) => next.finish - link.lag_days,
                (StartToStart, Work::Ahead { duration }) => next_start - link.lag_days + duration,
                (StartToFinish, Work::Ahead { duration }) => next.finish - link.lag_days + duration,
                // What has begun has begun: its start cannot be late any more.
                (StartToStart | StartToFinish, _) => return None,
            };
            Some(Late { finish, ..next })
        });
        let own = limits.get(place).copied().flatten();
        let strictest = after.chain(own).min();
        if let Some(slot) = late.get_mut(place) {
            *slot = strictest;
        }
    }
    late
}

/// Returns how long the action at `place` can be late without moving one after it; nothing where none comes after.
pub(super) fn free_float(nodes: &[Node<'_>], forward: &Forward, place: usize) -> Option<i64> {
    let (node, own) = (nodes.get(place)?, forward.at(place)?);
    let allowances = node.followed_by.iter().filter_map(|link| {
        let (after, work) = (forward.at(link.other)?, nodes.get(link.other)?.work);
        let has_begun = !matches!(node.work, Work::Ahead { .. });
        let (allowed, from) = match link.kind {
            _ if work.is_done() => return None,
            StartToStart | StartToFinish if has_begun => return None,
            FinishToStart => (after.work_start, own.finish),
            FinishToFinish => (after.finish, own.finish),
            StartToStart => (after.work_start, own.start),
            StartToFinish => (after.finish, own.start),
        };
        Some(allowed - link.lag_days - from)
    });
    allowances.min()
}
