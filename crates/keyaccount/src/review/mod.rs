//! What do we show at the next business review?
//!
//! [`pack`] answers for a whole portfolio: who is key and why, who just missed it, what the loss of the largest account would do,
//! what the plans lack. It joins the other modules and adds no judgement of its own.

mod answer;
mod error;
mod pack;

pub use answer::{
    Driver, KeyAccount, LargestLoss, MissedAccount, PlanReview, PortfolioSummary, ReviewPack,
    SelectionReview, TierCount, TierMismatch,
};
pub use error::ReviewError;
pub use pack::pack;

#[cfg(test)]
mod tests;
