//! What do several people say of each account, taken together?
//!
//! A [`RatingPanel`] holds every rating of every rater; [`RatingPanel::combine`] makes one value per account and criterion
//! of them, keeps the single ratings, and says how many raters rated and where they disagree. The values go on to scoring
//! as [`AccountFacts`](super::AccountFacts).
//!
//! Where raters have sides, ours and the account's, each side is combined by itself as well, with the gap between the two
//! ([`RatedSides`], [`RatingsAnswer::score_sides`]).

mod answer;
mod combine;
mod error;
mod panel;
mod sides;

#[cfg(test)]
mod tests;

pub use answer::{Disagreement, GivenRating, RatedAccount, RatedCriterion, RatingsAnswer};
pub use error::RatingsError;
pub use panel::{AccountRating, Rater, RaterSide, RatingCombination, RatingPanel};
pub use sides::{RatedSides, SideScores, SideScoresError};
