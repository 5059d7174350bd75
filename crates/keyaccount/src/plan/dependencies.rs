//! Which action waits for which?
//!
//! The network that the linter looks for circles in and that [`critical_path`](super::critical_path) puts on days.
//! Cancelled actions are not part of it, and actions without an id cannot be: nothing can name them.

mod cycle;

use std::collections::{BTreeMap, BTreeSet};

use super::{Action, ActionStatus, DependencyKind};
use crate::quantity::ActionId;

pub use cycle::{Cycle, CycleAction};

/// The actions of a plan that are not cancelled, and what each waits for.
///
/// Of two actions with one id the first counts.
#[derive(Debug, Clone)]
pub struct Dependencies<'p> {
    actions: Vec<LinkedAction<'p>>,
    unknown: Vec<UnknownDependency<'p>>,
    repeated: Vec<&'p ActionId>,
    unnamed_count: usize,
}

/// An action with what it waits for.
#[derive(Debug, Clone)]
pub struct LinkedAction<'p> {
    /// Its id.
    pub id: &'p ActionId,
    /// Its place in the list of actions, counted from 0.
    pub position: usize,
    /// The action.
    pub action: &'p Action,
    /// The links to the actions that it waits for, by these, then by kind, then by lag; each once.
    pub waits_for: Vec<Link>,
}

/// A link between two actions of a network, seen from one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// The place of the action at the other end in [`Dependencies::actions`].
    pub other: usize,
    /// Which ends are linked; finish to start where the plan does not say.
    pub kind: DependencyKind,
    /// The days between the two ends, negative for a lead; 0 where the plan does not say.
    pub lag_days: i64,
}

/// A dependency on an action that the plan does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownDependency<'p> {
    /// The action that waits.
    pub action_id: &'p ActionId,
    /// The id that no action has.
    pub depends_on_id: &'p ActionId,
}

impl<'p> Dependencies<'p> {
    /// Returns the network of `actions`.
    ///
    /// A dependency on a cancelled action is dropped; one on an action that the plan does not have is listed in
    /// [`Dependencies::unknown`].
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::plan::Action;
    /// use keyaccount::plan::dependencies::Dependencies;
    ///
    /// let actions: Vec<Action> = keyaccount::document::read(r#"[
    ///   {"id": "A2", "depends_on": [{"id": "A1", "kind": "start_to_start", "lag_days": 3}, {"id": "A9"}]},
    ///   {"id": "A1"}]"#)?;
    /// let network = Dependencies::of(&actions);
    /// let ids: Vec<_> = network.actions().iter().map(|action| action.id.as_str()).collect();
    /// assert_eq!(ids, ["A1", "A2"]);
    /// assert_eq!(network.actions()[1].waits_for[0].other, 0);
    /// assert_eq!(network.unknown()[0].depends_on_id.as_str(), "A9");
    /// assert!(network.cycles().is_empty());
    /// # Ok::<(), keyaccount::document::ReadError>(())
    /// ```
    pub fn of(actions: &'p [Action]) -> Self {
        let mut by_id: BTreeMap<&ActionId, (usize, &Action)> = BTreeMap::new();
        let (mut known, mut repeated) = (BTreeSet::new(), BTreeSet::new());
        let mut unnamed_count = 0;
        for (position, action) in actions.iter().enumerate() {
            let is_cancelled = action.status == Some(ActionStatus::Cancelled);
            let Some(id) = &action.id else {
                unnamed_count += usize::from(!is_cancelled);
                continue;
            };
            known.insert(id);
            if is_cancelled {
                continue;
            }
            if by_id.contains_key(id) {
                repeated.insert(id);
            } else {
                by_id.insert(id, (position, action));
            }
        }
        let numbers: BTreeMap<&ActionId, usize> = by_id.keys().copied().zip(0..).collect();
        let mut unknown = BTreeSet::new();
        let linked = |(&id, &(position, action)): (&&'p ActionId, &(usize, &'p Action))| {
            let mut waits_for = Vec::with_capacity(action.depends_on.len());
            for dependency in &action.depends_on {
                let Some(other_id) = &dependency.id else { continue };
                if let Some(&other) = numbers.get(other_id) {
                    waits_for.push(Link {
                        other,
                        kind: dependency.kind.unwrap_or_default(),
                        lag_days: dependency.lag_days.unwrap_or(0).into(),
                    });
                } else if !known.contains(other_id) {
                    unknown.insert(UnknownDependency {
                        action_id: id,
                        depends_on_id: other_id,
                    });
                }
            }
            waits_for.sort_unstable();
            waits_for.dedup();
            LinkedAction {
                id,
                position,
                action,
                waits_for,
            }
        };
        Self {
            actions: by_id.iter().map(linked).collect(),
            unknown: unknown.into_iter().collect(),
            repeated: repeated.into_iter().collect(),
            unnamed_count,
        }
    }

    /// Returns the actions, by id in ascending order.
    pub fn actions(&self) -> &[LinkedAction<'p>] {
        &self.actions
    }

    /// Returns the dependencies on actions that the plan does not have, by the id of the action that waits, then by the
    /// other; each once.
    pub fn unknown(&self) -> &[UnknownDependency<'p>] {
        &self.unknown
    }

    /// Returns the ids that more than one action has, in ascending order.
    pub fn repeated(&self) -> &[&'p ActionId] {
        &self.repeated
    }

    /// Returns how many actions without an id were left out.
    pub fn unnamed_count(&self) -> usize {
        self.unnamed_count
    }

    /// Returns the circles: one for each tangle of actions that wait for each other, an action for itself included.
    ///
    /// In the order of the smallest id of each tangle. Links of every kind count. Takes time in proportion to actions
    /// and links, and a bounded time more for each tangle.
    pub fn cycles(&self) -> Vec<Cycle<'p>> {
        cycle::cycles(&self.actions)
    }
}

#[cfg(test)]
mod tests;
