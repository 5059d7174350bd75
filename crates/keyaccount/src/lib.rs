//! keyaccount is the domain engine for key account management: pure types and functions.
//!
//! From plain data and a date it answers which accounts deserve key status and why ([`scoring`], [`selection`], kept for later in a [`record`]), what they are worth
//! and what losing one costs ([`value`], [`portfolio`]), where an account is in its life and what is due ([`lifecycle`], [`health`]),
//! whether a plan is complete and consistent ([`lint`]), and what to show at the next business review ([`review`]). The documents of the field are in [`account`], [`stakeholder`], [`team`], [`sla`], [`plan`] and
//! [`portfolio`]; they are read by [`document`], which loses nothing and names the place of every fault.
//!
//! # What the library does not do
//!
//! It has no clock (`as_of` is always an argument), does no I/O, reads no environment, holds no global state, uses no randomness, contains
//! no `unsafe`, and does not panic on any input. The same input gives the same bytes on every platform.
//!
//! # Features
//!
//! * `parallel`: columns are scored and ranked on the threads of the caller's rayon pool, with the same bits for any
//!   number of them. Off by default.
//! * `schema`: JSON Schema of every document and answer, and the pages of the lint rules. Off by default.

pub mod quantity;

pub mod document;
pub mod fault;

pub mod vocabulary;

pub mod account;

pub mod stakeholder;

pub mod team;

pub mod sla;

pub mod plan;

pub mod lifecycle;

pub mod health;

pub mod scoring;

pub mod selection;

pub mod record;

pub mod value;

pub mod portfolio;

pub mod lint;

pub mod review;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
