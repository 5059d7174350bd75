//! The published examples, the layout, the laws.

mod laws;
mod layout;
mod standard;
