//! What the steps are measured by.

use super::RoadmapSettings;
use crate::account::{Account, LifecycleState, Orientation, Tier};
use crate::plan::Plan;
use crate::plan::state::derived_state;
use crate::quantity::{Date, Datum};

/// A plan, its account as the portfolio knows it, and a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) plan: &'a Plan,
    pub(super) account: Option<&'a Account>,
    pub(super) as_of: Option<Date>,
    pub(super) settings: &'a RoadmapSettings,
}

impl<'a> Facts<'a> {
    /// Returns what `read` finds in the account of the plan, else in the account as the portfolio knows it.
    pub(super) fn of_account<T>(&self, read: impl Fn(&'a Account) -> Option<T>) -> Option<T> {
        read(&self.plan.account).or_else(|| self.account.and_then(read))
    }

    /// Returns the fact of the plan, where somebody has looked, else that of the portfolio.
    pub(super) fn datum<T>(&self, read: impl Fn(&'a Account) -> &'a Datum<T>) -> &'a Datum<T> {
        let own = read(&self.plan.account);
        match self.account {
            Some(account) if own.is_missing() => read(account),
            _ => own,
        }
    }

    /// Returns customer where nobody says.
    pub(super) fn orientation(&self) -> Orientation {
        self.of_account(|account| account.orientation)
            .unwrap_or(Orientation::Customer)
    }

    pub(super) fn tier(&self) -> Option<Tier> {
        self.of_account(|account| account.tier)
    }

    /// Returns the state that the account is said to be in, else the one that follows from the plan.
    pub(super) fn state(&self) -> LifecycleState {
        let stated = self.of_account(|account| account.lifecycle.state);
        stated.unwrap_or_else(|| derived_state(self.plan, self.as_of))
    }

    /// Returns the day on which the plan came into force.
    pub(super) fn launched_on(&self) -> Option<Date> {
        let launched_on = self.plan.plan.launched_on;
        launched_on.or_else(|| self.of_account(|account| account.lifecycle.launched_on))
    }
}
