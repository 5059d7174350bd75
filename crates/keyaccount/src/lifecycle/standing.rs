//! A state with what it remembers.

use crate::account::{Lifecycle, LifecycleState};
use crate::quantity::Date;

/// A state with what a hold or an exit remembers of the states before it.
///
/// A hold must know where to return, an exit where it began: the table of transitions asks for it. What is not known is
/// absent, and every target is possible then that some answer would allow.
///
/// # Examples
///
/// ```
/// use keyaccount::account::{Hold, Lifecycle, LifecycleState};
/// use keyaccount::lifecycle::Standing;
///
/// let account = Lifecycle {
///     state: Some(LifecycleState::OnHold),
///     hold: Hold { resume_to: Some(LifecycleState::Strategy), ..Hold::default() },
///     ..Lifecycle::default()
/// };
/// let standing = Standing::of(&account);
/// assert_eq!(standing.resume_to, Some(LifecycleState::Strategy));
/// assert_eq!(Standing::of(&Lifecycle::default()), Standing::NOT_BEGUN);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// The state; absent before the first nomination.
    pub state: Option<LifecycleState>,
    /// On hold: the state to return to, one of [`Standing::RESUMABLE`].
    pub resume_to: Option<LifecycleState>,
    /// On hold: the first day of the hold.
    pub hold_since: Option<Date>,
    /// Exiting: the state in which the exit began; for an exit out of a hold, the state to which the hold would have
    /// returned.
    pub exit_origin: Option<LifecycleState>,
}

impl Standing {
    /// Nothing has happened yet.
    pub const NOT_BEGUN: Self = Self {
        state: None,
        resume_to: None,
        hold_since: None,
        exit_origin: None,
    };

    /// The states from which an account may be placed on hold, and to which a hold may return.
    pub const RESUMABLE: [LifecycleState; 4] = [
        LifecycleState::Selection,
        LifecycleState::Strategy,
        LifecycleState::Execution,
        LifecycleState::Review,
    ];

    /// Returns `state` with nothing remembered.
    pub fn in_state(state: LifecycleState) -> Self {
        Self {
            state: Some(state),
            ..Self::NOT_BEGUN
        }
    }

    /// Returns the standing that a document states.
    ///
    /// What a document still says of a hold or an exit that is over is left out, and so is a state to return to that no
    /// hold can have.
    pub fn of(lifecycle: &Lifecycle) -> Self {
        let Some(state) = lifecycle.state else {
            return Self::NOT_BEGUN;
        };
        let resume_to = lifecycle
            .hold
            .resume_to
            .filter(|state| Self::RESUMABLE.contains(state));
        match state {
            LifecycleState::OnHold => Self {
                resume_to,
                hold_since: lifecycle.hold.since,
                ..Self::in_state(state)
            },
            LifecycleState::Exiting => Self {
                exit_origin: match lifecycle.exit.origin {
                    Some(LifecycleState::OnHold) => resume_to,
                    origin => origin,
                },
                ..Self::in_state(state)
            },
            state => Self::in_state(state),
        }
    }

    /// Returns the standing after `self` moves to `state` on the day `on`.
    pub(super) fn moved_to(self, state: LifecycleState, on: Option<Date>) -> Self {
        if self.state == Some(state) {
            return self;
        }
        let was_on_hold = self.state == Some(LifecycleState::OnHold);
        match state {
            LifecycleState::OnHold => Self {
                resume_to: self.state.filter(|state| Self::RESUMABLE.contains(state)),
                hold_since: on,
                ..Self::in_state(state)
            },
            LifecycleState::Exiting => Self {
                exit_origin: if was_on_hold { self.resume_to } else { self.state },
                ..Self::in_state(state)
            },
            state => Self::in_state(state),
        }
    }
}
