//! The answer: flows, what they are made of, and what cannot be compared.

use serde::Serialize;

use super::PreferenceFunction;
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::Better;

/// The accounts as PROMETHEE I and II order them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrometheeAnswer {
    /// The criteria with weight, with the functions that judged them, in the order of the table.
    pub criteria: Vec<PrometheeCriterion>,
    /// The accounts by net flow (PROMETHEE II), best first.
    pub rows: Vec<PrometheeRow>,
    /// The pairs that PROMETHEE I refuses to order, in the order of the rows; nothing for more than 200 accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomparable: Option<Vec<IncomparablePair>>,
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
pub struct PrometheeRow {
    /// The account.
    pub account_id: AccountId,
    /// How much it is preferred to the others, between 0 and 1.
    pub positive_flow: f64,
    /// How much the others are preferred to it, between 0 and 1.
    pub negative_flow: f64,
    /// The positive less the negative flow, between -1 and 1: the sum of the contributions, exactly.
    pub net_flow: f64,
    /// How it stands to the account after it in PROMETHEE I; nothing for the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_next: Option<PairRelation>,
    /// The criteria with weight, in the order of the table.
    pub criteria: Vec<PrometheePart>,
}

/// What one criterion gave to a net flow.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrometheePart {
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
