//! Which of the scored accounts are selected, why, and how close was it?
//!
//! [`select`] draws the line by number, by threshold, or by both, and gives every account its side, its reason, its
//! distance to the line, and whether any fact still open could move it across.

mod answer;
mod firmness;
mod policy;
mod select;

#[cfg(test)]
mod tests;

pub use answer::{Neighbour, Reason, Selected, SelectionAnswer};
pub use policy::{SelectionError, SelectionPolicy, TiesAtLine};
pub use select::select;
