//! The pass forward: the earliest days.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::network::{Node, Work};
use crate::plan::DependencyKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
use crate::plan::dependencies::Link;

/// The earliest days of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Early {
    /// When it begins, or began.
    pub(super) start: i64,
    /// When what is left of it begins.
    pub(super) work_start: i64,
    /// The day after its last day of work.
    pub(super) finish: i64,
    /// The link that decides on the start of what is left.
    pub(super) driver: Option<Link>,
}

/// The actions in an order in which each comes after all that it waits for, and their earliest days.
#[derive(Debug, Clone)]
pub(super) struct Forward {
    /// The places of the actions that can be evaluated; among those that are ready the smallest id comes first.
    pub(super) order: Vec<usize>,
    /// The earliest days by place; nothing for an action in a circle or after one.
    pub(super) early: Vec<Option<Early>>,
}

impl Forward {
    /// Returns the earliest days of the action at a place.
    pub(super) fn at(&self, place: usize) -> Option<Early> {
        self.early.get(place).copied().flatten()
    }
}

/// Returns the earliest days of all actions that are not in a circle or after one (Kahn 1962).
pub(super) fn forward(nodes: &[Node<'_>]) -> Forward {
    let mut waiting: Vec<usize> = nodes.iter().map(|node| node.waits_for.len()).collect();
    let free = waiting.iter().enumerate().filter(|&(_, &count)| count == 0);
    let mut ready: BinaryHeap<Reverse<usize>> = free.map(|(place, _)| Reverse(place)).collect();
    let mut found = Forward {
        order: Vec::with_capacity(nodes.len()),
        early: vec![None; nodes.len()],
    };
    while let Some(Reverse(place)) = ready.pop() {
        let Some(node) = nodes.get(place) else { continue };
        let early = earliest(node, &found);
        if let Some(slot) = found.early.get_mut(place) {
            *slot = Some(early);
        }
        found.order.push(place);
        for link in &node.followed_by {
            if let Some(count) = waiting.get_mut(link.other) {
                *count -= 1;
                if *count == 0 {
                    ready.push(Reverse(link.other));
                }
            }
        }
    }
    found
}

fn earliest(node: &Node<'_>, found: &Forward) -> Early {
    if let Work::Done { start, finish } = node.work {
        return Early {
            start,
            work_start: finish,
            finish,
            driver: None,
        };
    }
    let remaining = node.work.remaining();
    let (mut work_start, mut driver) = (0, None);
    for link in &node.waits_for {
        let Some(before) = found.at(link.other) else {
            continue;
        };
        let bound = match link.kind {
            FinishToStart => before.finish + link.lag_days,
            StartToStart => before.start + link.lag_days,
            FinishToFinish => before.finish + link.lag_days - remaining,
            StartToFinish => before.start + link.lag_days - remaining,
        };
        if bound > work_start || (bound == work_start && driver.is_none()) {
            (work_start, driver) = (bound, Some(*link));
        }
    }
    Early {
        start: match node.work {
            Work::Begun { start, .. } => start,
            _ => work_start,
        },
        work_start,
        finish: work_start + remaining,
        driver,
    }
}
