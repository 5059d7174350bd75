//! Which accounts do we have, and who looks after them?
//!
//! Documents only: balance, concentration and risk are calculated elsewhere.

mod document;
mod organisation;
mod plan_text;

mod check;
mod error;

pub use document::{Portfolio, PortfolioSchema, RevenueTotal};
pub use error::PortfolioError;
pub use organisation::{CatalogueEntry, Organisation};
pub use plan_text::PlanText;
