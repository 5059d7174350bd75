//! The months that account rows compare.

use crate::quantity::{Date, Period, add_days, add_months};

/// One of the spans of days that end with `as_of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Window {
    /// All days before the other two.
    Earlier,
    /// The 12 months before the last 12.
    Previous,
    /// The 12 months that end with `as_of`.
    Last,
}

/// The windows of one `as_of`, both counted from it so that short months do not add up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Windows {
    as_of: Date,
    previous_end: Date,
    earlier_end: Date,
}

impl Windows {
    /// Returns the windows that end with `as_of`, nothing at the start of the calendar.
    pub(super) fn ending(as_of: Date) -> Option<Self> {
        Some(Self {
            as_of,
            previous_end: add_months(as_of, -12)?,
            earlier_end: add_months(as_of, -24)?,
        })
    }

    /// Returns the window that `date` lies in, nothing after `as_of`.
    pub(super) fn of(&self, date: Date) -> Option<Window> {
        if date > self.as_of {
            None
        } else if date > self.previous_end {
            Some(Window::Last)
        } else if date > self.earlier_end {
            Some(Window::Previous)
        } else {
            Some(Window::Earlier)
        }
    }

    /// Returns the days of the window, nothing for the one without a first day.
    pub(super) fn period(&self, window: Window) -> Option<Period> {
        let (day_before, end) = match window {
            Window::Last => (self.previous_end, self.as_of),
            Window::Previous => (self.earlier_end, self.previous_end),
            Window::Earlier => return None,
        };
        Period::new(add_days(day_before, 1)?, end).ok()
    }
}
