//! keyaccount is the domain engine for key account management.

pub mod quantity;

pub mod document;
pub mod fault;

pub mod vocabulary;

pub mod account;

pub mod stakeholder;

pub mod team;

pub mod sla;

pub mod plan;

pub mod scoring;

pub mod selection;

pub mod value;

pub mod portfolio;

pub mod lint;

pub mod review;
