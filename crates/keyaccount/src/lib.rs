//! keyaccount is the domain engine for key account management.

pub mod quantity;

pub mod document;
pub mod fault;
