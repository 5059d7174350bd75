//! KA-306 `dependency-cycle`.

use std::collections::{BTreeMap, VecDeque};

use crate::lint::context::Context;
use crate::lint::finding::Related;
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Action, ActionStatus};

declare_rule! {
    /// ## What it checks
    ///
    /// Actions wait for each other in a circle, an action for itself included. Cancelled actions are left out. One finding per
    /// tangle; it names the shortest circle, beginning with the smallest id.
    ///
    /// ## Why it matters
    ///
    /// None of these actions can ever start, and no date that is computed from them means anything.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/actions/0/depends_on", "value": [{"id": "A2"}]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/actions/2/depends_on", "value": [{"id": "A1"}]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// Critical-path method: the network of activities has no circle (DCMA 14-point assessment, logic).
    pub(super) static DEPENDENCY_CYCLE = {
        code: "KA-306",
        name: "dependency-cycle",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: ALL_GATES,
        inputs: &["/actions/*/id", "/actions/*/status", "/actions/*/depends_on"],
        check: check,
    };
}

/// How many steps the search for the shortest circle may take in one tangle before it settles for a short one.
const SEARCH_STEPS: usize = 1_000_000;

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let network = Network::of(&cx.plan().actions);
    for tangle in network.tangles() {
        let cycle = network.shortest_cycle(&tangle);
        let ids = |nodes: &[usize]| -> Vec<String> {
            nodes
                .iter()
                .filter_map(|&node| network.ids.get(node))
                .map(|&(id, _)| id.to_owned())
                .collect()
        };
        let (cycle_ids, tangle_ids) = (ids(&cycle), ids(&tangle));
        let (Some(first), Some(&start)) = (cycle_ids.first(), cycle.first()) else {
            continue;
        };
        let Some(&(_, position)) = network.ids.get(start) else {
            continue;
        };
        let route = format!("{} -> {first}", cycle_ids.join(" -> "));
        let draft = Draft::new(
            format!("/actions/{position}/depends_on"),
            "cycle",
            "These actions wait for each other in a circle: {route}.",
            [("route", route.into()), ("actions", tangle_ids.clone().into())],
        );
        let related = cycle
            .iter()
            .skip(1)
            .filter_map(|&node| network.ids.get(node))
            .map(|&(id, position)| Related {
                path: format!("/actions/{position}/depends_on"),
                message: format!("{id} is part of the circle"),
            });
        let draft = draft.about("action", first.as_str()).related(related);
        sink.report(
            draft
                .discriminator(tangle_ids.join("\u{0}"))
                .help("Remove one of the dependencies in the circle."),
        );
    }
}

/// The actions that are not cancelled, by id in ascending order, and what each waits for.
struct Network<'p> {
    ids: Vec<(&'p str, usize)>,
    waits_for: Vec<Vec<usize>>,
}

impl<'p> Network<'p> {
    fn of(actions: &'p [Action]) -> Self {
        let mut by_id = BTreeMap::new();
        for (position, action) in actions.iter().enumerate() {
            if let Some(id) = &action.id
                && action.status != Some(ActionStatus::Cancelled)
            {
                // Of two actions with one id the first counts; KA-003 names the other.
                by_id.entry(id.as_str()).or_insert((position, action));
            }
        }
        let number: BTreeMap<&str, usize> = by_id
            .keys()
            .enumerate()
            .map(|(number, &id)| (id, number))
            .collect();
        let waits_for = by_id.values().map(|(_, action)| {
            let ids = action
                .depends_on
                .iter()
                .filter_map(|dependency| dependency.id.as_ref());
            let mut numbers: Vec<usize> = ids.filter_map(|id| number.get(id.as_str()).copied()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        });
        let waits_for = waits_for.collect();
        Self {
            ids: by_id.iter().map(|(&id, &(position, _))| (id, position)).collect(),
            waits_for,
        }
    }

    fn edges(&self, node: usize) -> &[usize] {
        self.waits_for.get(node).map_or(&[], Vec::as_slice)
    }

    /// Returns the strongly connected components that hold a circle, each in ascending order, by their smallest member.
    ///
    /// Tarjan (1972), with a stack of its own instead of recursion: a chain of actions may be long.
    fn tangles(&self) -> Vec<Vec<usize>> {
        let count = self.ids.len();
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
