//! Tests of the library through its public face, on real data and on stored documents.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and says on its output why it skips"
)]

mod adventureworks;
mod data;
mod documents;
mod record;
mod wholesale;
