//! The answer: flows, ranks, and what cannot be compared.

use serde::Serialize;

use super::PreferenceFunction;
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::{Better, LeftOut, TieGroup};

/// The accounts as PROMETHEE I and II order them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrometheeAnswer {
    /// The difference below which two flows are the same number, rounding apart: 4 (k + 1) 2^-40 for k criteria.
    pub resolution: f64,
    /// The criteria with the functions that judged them, by id.
    pub criteria: Vec<PrometheeCriterion>,
    /// The accounts by rank (PROMETHEE II), then by id.
    pub accounts: Vec<PrometheeAccount>,
    /// The accounts that share a rank, best first.
    pub ties: Vec<TieGroup>,
    /// The pairs that PROMETHEE I refuses to order, in the order of the ranks; nothing for more than 200 accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomparable: Option<Vec<IncomparablePair>>,
    /// The accounts that could not be compared at all, by id.
    pub left_out: Vec<LeftOut>,
}

/// A criterion with the function that judged its differences.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrometheeCriterion {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Which way is better.
    pub better: Better,
    /// The part of the weight, between 0 and 1.
    pub share: f64,
    /// The preference function, with thresholds in the unit of the criterion.
    pub function: PreferenceFunction,
}

/// The flows of one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrometheeAccount {
    /// The account.
    pub account_id: AccountId,
    /// The place by net flow: 1, 1, 3 where two tie for the first.
    pub rank: u32,
    /// How much it is preferred to the others, between 0 and 1.
    pub positive_flow: f64,
    /// How much the others are preferred to it, between 0 and 1.
    pub negative_flow: f64,
    /// The positive less the negative flow, between -1 and 1: the sum of the contributions, exactly.
    pub net_flow: f64,
    /// How it stands to the account after it in PROMETHEE I; nothing for the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_next: Option<PairRelation>,
    /// The criteria, by id.
    pub contributions: Vec<PrometheeContribution>,
}

/// What one criterion gave to a net flow.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrometheeContribution {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The net flow on this criterion alone, between -1 and 1.
    pub net_flow: f64,
    /// The same times the share of the weight, on the grid of 2^-40.
    pub contribution: f64,
}

/// How an account stands to one that does not rank above it (PROMETHEE I).
///
/// `preferred`: at least as good in both flows and better in one. `indifferent`: the same in both. `incomparable`: better
/// in one flow and worse in the other, it has strong points and weak points that the other has not; people decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum PairRelation {
    Preferred,
    Indifferent,
    Incomparable,
}

/// Two accounts that PROMETHEE I refuses to order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IncomparablePair {
    /// The one that stands higher by net flow.
    pub account_id: AccountId,
    /// The other.
    pub other_account_id: AccountId,
}
