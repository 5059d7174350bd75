//! Where is the account in its life as a key account, what may follow, and when is the next review due?
//!
//! [`TRANSITIONS`] is the table of what leads from one state to another; [`allowed`] and [`transition`] read it, and
//! [`replay`] holds a history against it. Calculations only: nothing here knows the rules that judge a plan by them.
//!
//! # What is out of scope
//!
//! Guards and effects of a transition come with the operation that decides; the table names commands, states and targets.

mod command;
mod standing;
mod transition;

mod hold;

mod history;

pub use command::CommandKind;
pub use history::{HistoryFault, HistoryFaultKind, Replay, replay};
pub use hold::HoldInterval;
pub use standing::Standing;
pub use transition::{
    LONG_HOLD_DAYS, Step, TRANSITIONS, Target, Transition, TransitionError, allowed, transition,
};
