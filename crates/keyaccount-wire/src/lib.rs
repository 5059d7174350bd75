//! The operations of keyaccount: one question each, JSON text in, JSON text out.
//!
//! Every host (command line, Python, browser) reaches the library through [`call`] and [`OPERATIONS`]; the answer text is
//! the same in all of them, byte for byte.

mod error;
mod operation;
mod registry;

pub mod account_summarise;
pub mod portfolio_loss_impact;
mod score_run;

pub use error::WireError;
pub use operation::{Entry, Operation, Provenance, Reply};
pub use registry::{OPERATIONS, call, entry};
