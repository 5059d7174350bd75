//! When key account work paused.

use crate::account::{Lifecycle, LifecycleState};
use crate::quantity::Date;

/// The days of one hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HoldInterval {
    /// The first day.
    pub since: Date,
    /// The day on which work is to resume; absent when nobody said.
    pub until: Option<Date>,
    /// The day on which the hold ended; absent while it lasts.
    pub resumed_on: Option<Date>,
}

impl HoldInterval {
    /// Returns the hold that a document states, or nothing where it states no first day.
    ///
    /// On hold, it lasts. In another state it is over, and ended on the day on which work was to resume; without that
    /// day, nobody can say when, and there is nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::account::{Hold, Lifecycle, LifecycleState};
    /// use keyaccount::lifecycle::HoldInterval;
    ///
    /// let mut account = Lifecycle {
    ///     state: Some(LifecycleState::OnHold),
    ///     hold: Hold { since: "2026-06-01".parse().ok(), until: "2026-08-20".parse().ok(), ..Hold::default() },
    ///     ..Lifecycle::default()
    /// };
    /// assert_eq!(HoldInterval::of(&account).unwrap().resumed_on, None);
    /// account.state = Some(LifecycleState::Execution);
    /// assert_eq!(HoldInterval::of(&account).unwrap().resumed_on, "2026-08-20".parse().ok());
    /// ```
    pub fn of(lifecycle: &Lifecycle) -> Option<Self> {
        let since = lifecycle.hold.since?;
        let until = lifecycle.hold.until;
        let resumed_on = match lifecycle.state {
            Some(LifecycleState::OnHold) => None,
            _ => Some(until?),
        };
        Some(Self {
            since,
            until,
            resumed_on,
        })
    }

    /// Returns the last day of the hold as it is known on `as_of`, or nothing where nobody can say.
    ///
    /// It is the day of the end where that has come, otherwise the planned one, and `as_of` where that has passed too.
    pub(super) fn ends_on(&self, as_of: Date) -> Option<Date> {
        match self.resumed_on.filter(|day| *day <= as_of) {
            Some(day) => Some(day),
            None => Some(self.until?.max(as_of)),
        }
    }
}
