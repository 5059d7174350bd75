//! The answer: accounts in the order of a second opinion, beside the order of the headline.

use serde::Serialize;

use super::{SpotisAnswer, TopsisAnswer, VikorAnswer, WaspasAnswer, WeightedProductAnswer, WorstOfAnswer};
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::second_opinion::promethee::PrometheeAnswer;
use crate::scoring::{Better, LeftOut, RankAgreement, TieGroup};

/// Accounts in the order of a second opinion.
///
/// The headline score stays the weighted sum on fixed anchors; its rank stands beside every account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankAnswer {
    /// Whether higher or lower measures are better in this method.
    pub better: Better,
    /// The difference of measures that means nothing, rounding apart; ties are judged with it.
    pub resolution: f64,
    /// What each criterion weighs, by id.
    pub weights: Vec<RankWeight>,
    /// The criteria with weight in which two or more accounts are all equal, so that they tell none of them apart.
    pub constant_criterion_ids: Vec<CriterionId>,
    /// How far this order agrees with that of the headline, which is the reference.
    pub rank_agreement: RankAgreement,
    /// The accounts: by rank, then by id.
    pub accounts: Vec<RankedAccount>,
    /// The accounts that share a rank, best first.
    pub ties: Vec<TieGroup>,
    /// What the method says of each account, and why.
    pub method: RankMethodAnswer,
    /// The accounts that were not compared, by id.
    pub left_out: Vec<LeftOut>,
}

/// What a criterion weighs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankWeight {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The part of the whole, between 0 and 1; all add up to 1.
    pub share: f64,
}

/// The place of one account in two orders.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankedAccount {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The place by this method: 1, 1, 3 where two tie for the first.
    pub rank: u32,
    /// The number by which the method ranks.
    pub measure: f64,
    /// The difference to the first account of the next rank, at least 0; nothing for the last rank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead_of_next: Option<f64>,
    /// The place by the headline score among the accounts compared here.
    pub headline_rank: u32,
    /// The headline score, after the caps of gates.
    pub headline_score: f64,
}

/// What a method says of each account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RankMethodAnswer {
    /// The weakest criterion alone.
    WorstOf(WorstOfAnswer),
    /// The weighted product.
    WeightedProduct(WeightedProductAnswer),
    /// Part weighted sum, part weighted product.
    Waspas(WaspasAnswer),
    /// Distances to the best and the worst.
    Topsis(TopsisAnswer),
    /// The compromise of group utility and individual regret.
    Vikor(VikorAnswer),
    /// The distance from an expected point.
    Spotis(SpotisAnswer),
    /// Flows of preference between every two accounts.
    Promethee(PrometheeAnswer),
}
