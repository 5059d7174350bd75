//! What several rules ask of the actions of a plan: which waits for which, and when they can be done.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::plan::Plan;
use crate::plan::critical_path::{CriticalPath, ScheduleOptions, critical_path};
use crate::plan::dependencies::{Dependencies, LinkedAction};
use crate::quantity::{ActionId, Date};

/// The network of the actions of a plan; what costs more than a look is reckoned when the first rule asks, and once.
#[derive(Debug)]
pub(super) struct Network<'a> {
    plan: &'a Plan,
    as_of: Option<Date>,
    dependencies: Dependencies<'a>,
    unordered: OnceCell<BTreeSet<usize>>,
    critical_path: OnceCell<Option<CriticalPath>>,
}

impl<'a> Network<'a> {
    pub(super) fn of(plan: &'a Plan, as_of: Option<Date>) -> Self {
        Self {
            plan,
            as_of,
            dependencies: Dependencies::of(&plan.actions),
            unordered: OnceCell::new(),
            critical_path: OnceCell::new(),
        }
    }

    /// Returns which action waits for which; cancelled ones are left out.
    pub(super) fn dependencies(&self) -> &Dependencies<'a> {
        &self.dependencies
    }

    /// Returns the action of an id, nothing where it is cancelled.
    pub(super) fn action(&self, id: &ActionId) -> Option<&LinkedAction<'a>> {
        let actions = self.dependencies.actions();
        let place = actions.binary_search_by(|action| action.id.cmp(id)).ok()?;
        actions.get(place)
    }

    /// Returns whether the action is in a circle of actions that wait for each other, or waits for one that is.
    pub(super) fn is_unordered(&self, action: &LinkedAction<'a>) -> bool {
        let unordered = self
            .unordered
            .get_or_init(|| unordered(self.dependencies.actions()));
        unordered.contains(&action.position)
    }

    /// Returns when the actions can be done, in calendar days; nothing without the day of judgement.
    pub(super) fn critical_path(&self) -> Option<&CriticalPath> {
        let reckoned = self.critical_path.get_or_init(|| {
            // Only a count of working days can be at fault.
            critical_path(self.plan, &ScheduleOptions::at(self.as_of?)).ok()
        });
        reckoned.as_ref()
    }
}

/// Returns the positions of the actions that have no place in any order in which each comes after all that it waits for: those
/// in circles and those that wait for them (Kahn 1962).
fn unordered(actions: &[LinkedAction<'_>]) -> BTreeSet<usize> {
    let mut waiting: Vec<usize> = actions.iter().map(|action| action.waits_for.len()).collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); actions.len()];
    for (number, action) in actions.iter().enumerate() {
        for link in &action.waits_for {
            if let Some(followers) = followers.get_mut(link.other) {
                followers.push(number);
            }
        }
    }
    let free = waiting.iter().enumerate().filter(|&(_, &count)| count == 0);
    let mut ready: Vec<usize> = free.map(|(number, _)| number).collect();
    while let Some(number) = ready.pop() {
        for &follower in followers.get(number).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(follower) {
                *count -= 1;
                if *count == 0 {
                    ready.push(follower);
                }
            }
        }
    }
    let left = actions.iter().zip(&waiting).filter(|&(_, &count)| count > 0);
    left.map(|(action, _)| action.position).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_and_what_waits_for_them_have_no_order() {
        let plan: Plan = crate::document::read(
            r#"{"actions": [
                {"id": "A5", "depends_on": [{"id": "A4"}]},
                {"id": "A1"}, {"id": "A2", "depends_on": [{"id": "A1"}, {"id": "A3"}]},
                {"id": "A3", "depends_on": [{"id": "A2"}]}, {"id": "A4", "depends_on": [{"id": "A3"}]},
                {"id": "A6", "depends_on": [{"id": "A1"}]}, {"id": "A7", "depends_on": [{"id": "A7"}]}]}"#,
        )
        .unwrap();
        let network = Network::of(&plan, None);
        let actions = network.dependencies().actions().iter();
        let unordered = actions.filter(|action| network.is_unordered(action));
        let ids: Vec<&str> = unordered.map(|action| action.id.as_str()).collect();
        assert_eq!(ids, ["A2", "A3", "A4", "A5", "A7"]);
        assert_eq!(network.critical_path(), None);
    }
}
