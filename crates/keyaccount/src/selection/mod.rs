//! Which of the scored accounts are selected, which tier are they in, and was it right?
//!
//! [`select`] draws the line by number, by threshold, or by both, and gives every account its side, its reason, its
//! distance to the line, and whether any fact still open could move it across. It also knows the hours and the money that
//! there are, and the accounts that are key today. [`tiers`] sorts accounts into strategic, key, incubator and standard.
//! One [`SchmittTrigger`] keeps both from flickering. [`backtest`] holds past selections against what came after.

mod answer;
pub mod backtest;
mod contender;
mod error;
mod facts;
mod firmness;
mod incumbents;
mod listing;
mod policy;
mod resources;
mod select;
pub mod tiers;
mod trigger;
mod turn_firmness;
mod turns;

#[cfg(test)]
mod tests;

pub use answer::{MembershipChange, Neighbour, Reason, ResourceUse, Selected, SelectionAnswer, Shortfall};
pub use error::SelectionError;
pub use facts::SelectionFacts;
pub use incumbents::{Incumbency, IncumbentRule};
pub use policy::{SelectionPolicy, TiesAtLine};
pub use resources::{AccountNeed, ResourceLimits, WhenFull};
pub use select::select;
pub use trigger::SchmittTrigger;
