//! When the plan is to be looked at again, as its cadences have it.

use super::context::Context;
use crate::lifecycle::{DueReason, HoldInterval, cadence_schedule, review_log};
use crate::plan::{Cadence, CadenceKind};
use crate::quantity::{Date, Period};

/// The next review that a cadence asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NextReview {
    /// The day.
    pub(super) on: Date,
    /// The last day on which a review would still count for it.
    pub(super) latest_on: Date,
}

impl Context<'_> {
    /// Returns the earliest next review that the cadences of the plan ask for; it may be overdue.
    ///
    /// Operational meetings are left out: they do not look at the plan. Nothing without a day of judgement, and where no
    /// cadence says how often, or counted from when.
    pub(super) fn next_review(&self) -> Option<NextReview> {
        let cadences = self.plan().governance.cadences.iter();
        let of_plan =
            cadences.filter(|cadence| cadence.kind.is_some_and(|kind| kind != CadenceKind::Operational));
        of_plan.filter_map(|cadence| self.next_review_of(cadence)).min()
    }

    fn next_review_of(&self, cadence: &Cadence) -> Option<NextReview> {
        let schedule = cadence_schedule(cadence, self.launched_on()).ok()?;
        let hold = self.account_fact(|account| HoldInterval::of(&account.lifecycle));
        let log = review_log(cadence, &self.plan().governance.reviews, hold.as_slice());
        let due = schedule.as_of(self.as_of?, &log).next_due()?;
        let window = match due.reason {
            DueReason::Slot(number) => schedule.window(number),
            DueReason::AfterHold | DueReason::AdHoc => None,
        };
        Some(NextReview {
            on: due.on,
            latest_on: window.map_or(due.on, Period::end),
        })
    }
}
