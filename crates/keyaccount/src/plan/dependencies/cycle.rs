//! Circles of actions that wait for each other.

use std::collections::{BTreeMap, VecDeque};

use super::LinkedAction;
use crate::quantity::ActionId;

/// How many steps the search for the shortest circle may take in one tangle before it settles for a short one.
const SEARCH_STEPS: usize = 1_000_000;

/// Actions that wait for each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle<'p> {
    /// The shortest circle, each action waiting for the next and the last for the first; the smallest id comes first.
    ///
    /// Among circles of one length the one that is found first from the smallest id. In a tangle of thousands of
    /// actions the search ends after a million steps with the shortest circle seen until then.
    pub route: Vec<CycleAction<'p>>,
    /// Every action of the tangle, the strongly connected part of the network that the circle lies in, by id.
    pub tangle: Vec<CycleAction<'p>>,
}

/// An action of a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CycleAction<'p> {
    /// Its id.
    pub id: &'p ActionId,
    /// Its place in the list of actions of the plan, counted from 0.
    pub position: usize,
    /// Its place in [`Dependencies::actions`](super::Dependencies::actions).
    pub number: usize,
}

/// Returns one circle for each tangle, by the smallest id of the tangle.
pub(super) fn cycles<'p>(actions: &[LinkedAction<'p>]) -> Vec<Cycle<'p>> {
    let network = Network::of(actions);
    let named = |numbers: &[usize]| -> Vec<CycleAction<'p>> {
        let action = |&number: &usize| {
            actions.get(number).map(|action| CycleAction {
                id: action.id,
                position: action.position,
                number,
            })
        };
        numbers.iter().filter_map(action).collect()
    };
    let cycle = |tangle: Vec<usize>| Cycle {
        route: named(&network.shortest_cycle(&tangle)),
        tangle: named(&tangle),
    };
    network.tangles().into_iter().map(cycle).collect()
}

/// What each action waits for, each once.
struct Network {
    waits_for: Vec<Vec<usize>>,
}

impl Network {
    fn of(actions: &[LinkedAction<'_>]) -> Self {
        let waits_for = |action: &LinkedAction<'_>| {
            let mut numbers: Vec<usize> = action.waits_for.iter().map(|link| link.other).collect();
            numbers.dedup();
            numbers
        };
        Self {
            waits_for: actions.iter().map(waits_for).collect(),
        }
    }

    fn edges(&self, node: usize) -> &[usize] {
        self.waits_for.get(node).map_or(&[], Vec::as_slice)
    }

    /// Returns the strongly connected components that hold a circle, each in ascending order, by their smallest member.
    ///
    /// Tarjan (1972), with a stack of its own instead of recursion: a chain of actions may be long.
    fn tangles(&self) -> Vec<Vec<usize>> {
        let count = self.waits_for.len();
        let mut search = Search {
            order: vec![usize::MAX; count],
            low: vec![0; count],
            open: vec![false; count],
        };
        let (mut stack, mut next, mut found) = (Vec::new(), 0, Vec::new());
        for root in 0..count {
            if search.order.get(root) != Some(&usize::MAX) {
                continue;
            }
            let mut path = vec![(root, 0)];
            while let Some((node, edge)) = path.pop() {
                if edge == 0 {
                    search.visit(node, next);
                    next += 1;
                    stack.push(node);
                }
                if let Some(&target) = self.edges(node).get(edge) {
                    path.push((node, edge + 1));
                    if search.order.get(target) == Some(&usize::MAX) {
                        path.push((target, 0));
                    } else {
                        search.lower_to_order(node, target);
                    }
                    continue;
                }
                if let Some(&(parent, _)) = path.last() {
                    search.lower_to_low(parent, node);
                }
                if search.order.get(node) == search.low.get(node) {
                    let from = stack
                        .iter()
                        .rposition(|&member| member == node)
                        .unwrap_or(stack.len());
                    let mut component = stack.split_off(from);
                    search.close(&component);
                    component.sort_unstable();
                    if component.len() > 1 || self.edges(node).contains(&node) {
                        found.push(component);
                    }
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Returns the shortest circle within `tangle`, beginning with its smallest id; among equals the one found first from
    /// the smallest start.
    fn shortest_cycle(&self, tangle: &[usize]) -> Vec<usize> {
        let mut best: Vec<usize> = Vec::new();
        let mut steps = 0;
        for &start in tangle {
            if let Some(cycle) = self.cycle_through(start, tangle, &mut steps)
                && (best.is_empty() || cycle.len() < best.len())
            {
                best = cycle;
            }
            if steps > SEARCH_STEPS || best.len() == 1 {
                break;
            }
        }
        let smallest = best
            .iter()
            .enumerate()
            .min_by_key(|&(_, &node)| node)
            .map_or(0, |(position, _)| position);
        best.rotate_left(smallest);
        best
    }

    /// Returns the shortest way from `start` back to itself, by breadth-first search inside the tangle.
    fn cycle_through(&self, start: usize, tangle: &[usize], steps: &mut usize) -> Option<Vec<usize>> {
        let mut came_from = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            for &target in self.edges(node) {
                *steps += 1;
                if target == start {
                    let mut cycle = vec![node];
                    let mut at = node;
                    while let Some(&before) = came_from.get(&at) {
                        cycle.push(before);
                        at = before;
                    }
                    cycle.reverse();
                    return Some(cycle);
                }
                if tangle.binary_search(&target).is_ok() && !came_from.contains_key(&target) {
                    came_from.insert(target, node);
                    queue.push_back(target);
                }
            }
        }
        None
    }
}

/// What Tarjan's search knows about each node.
struct Search {
    order: Vec<usize>,
    low: Vec<usize>,
    open: Vec<bool>,
}

impl Search {
    fn visit(&mut self, node: usize, order: usize) {
        if let Some(entry) = self.order.get_mut(node) {
            *entry = order;
        }
        self.lower(node, Some(order), true);
        if let Some(open) = self.open.get_mut(node) {
            *open = true;
        }
    }

    fn lower_to_order(&mut self, node: usize, target: usize) {
        if self.open.get(target) == Some(&true) {
            self.lower(node, self.order.get(target).copied(), false);
        }
    }

    fn lower_to_low(&mut self, node: usize, target: usize) {
        if self.open.get(target) == Some(&true) {
            self.lower(node, self.low.get(target).copied(), false);
        }
    }

    fn lower(&mut self, node: usize, to: Option<usize>, always: bool) {
        if let (Some(low), Some(to)) = (self.low.get_mut(node), to) {
            *low = if always { to } else { to.min(*low) };
        }
    }

    fn close(&mut self, component: &[usize]) {
        for &member in component {
            if let Some(open) = self.open.get_mut(member) {
                *open = false;
            }
        }
    }
}
