//! What do several people say of each account, taken together?
//!
//! A [`RatingPanel`] holds every rating of every rater; [`RatingPanel::combine`] makes one value per account and criterion
//! of them, keeps the single ratings, and says how many raters rated and where they disagree. The values go on to scoring
//! as [`AccountFacts`](super::AccountFacts).

mod answer;
mod combine;
mod error;
mod panel;

#[cfg(test)]
mod tests;

pub use answer::{Disagreement, GivenRating, RatedAccount, RatedCriterion, RatingsAnswer};
pub use error::RatingsError;
pub use panel::{AccountRating, Rater, RatingCombination, RatingPanel};
