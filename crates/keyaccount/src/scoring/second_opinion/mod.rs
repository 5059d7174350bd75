//! Other ways to put accounts in order, beside the weighted sum and never instead of it.
//!
//! The headline score adds up values on fixed anchors. A second opinion asks whether the order survives another way of
//! adding up: the worst criterion alone ([`worst_of`]), products that punish weak spots ([`weighted_product`],
//! [`waspas`]), distances to the best and the worst of the list ([`topsis`], [`vikor`]), the distance to an expected
//! point inside declared bounds ([`spotis`]), preferences between every two accounts ([`mod@promethee`]). Where the opinions
//! agree, the order is firm; where they do not, the answer names the criteria that pull.
//!
//! Worst-of, SPOTIS and the forms with `anchors` look at one account at a time: no account changes the order of two
//! others. The other forms scale by the accounts at hand, so that an account that joins or leaves may do that.
//!
//! Each method is a function over columns that writes into slices of the caller, and a part of [`rank_accounts`], which
//! answers for scored documents and explains itself; [`rank_rows`] takes columns with their criteria. A criterion without
//! weight is not looked at. Columns are read in fixed chunks whose sums are added in order: the same bits on any number of
//! threads (feature `parallel`).

mod answer;
mod method;
mod order;
mod rank_accounts;
mod rank_error;
mod rank_rows;

pub mod promethee;
mod spotis;
mod topsis;
mod vikor;
mod waspas;
mod weighted_product;
mod worst_of;

mod chunks;
mod compromise;
mod extremes;
mod held_back;
mod ranks;
mod ratios;

#[cfg(test)]
mod tests;

pub use answer::{RankAnswer, RankMethodAnswer, RankWeight, RankedAccount};
pub use compromise::{CompromiseOutcome, CompromiseRows, CompromiseSet};
pub use method::{
    ExpectedPointValue, ProductScaling, RankMethod, SpotisOptions, TopsisOptions, TopsisScaling,
    VikorOptions, WaspasOptions, WeightedProductOptions,
};
pub(super) use order::row_ranks;
pub use rank_accounts::rank_accounts;
pub use rank_error::RankError;
pub use rank_rows::{RowFindings, RowOpinion, rank_rows};
pub use ranks::{CompetitionRanks, competition_ranks, resolution};
pub use spotis::{SpotisAnswer, SpotisBounds, SpotisPart, SpotisRow, SpotisSummary, spotis};
pub use topsis::{TopsisAnswer, TopsisPart, TopsisRow, TopsisSummary, topsis};
pub use vikor::{VikorAnswer, VikorColumns, VikorHalf, VikorPart, VikorRow, VikorSummary, vikor};
pub use waspas::{WaspasAnswer, WaspasPart, WaspasRow, waspas};
pub use weighted_product::{
    WeightedProductAnswer, WeightedProductPart, WeightedProductRow, weighted_product,
};
pub use worst_of::{WorstOfAnswer, WorstOfRow, worst_of};
