//! The answer: how the order fares under the weights that are possible.

use serde::Serialize;

use super::{OpenFacts, SecondOpinionReversals, WeightUncertainty};
use crate::quantity::{AccountId, CriterionId};

/// How the order of the accounts fares under the weights that are possible.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RobustnessAnswer {
    /// What was known about the weights.
    pub weights: WeightUncertainty,
    /// The generator of the random numbers with its version; another one may give other samples for the same seed.
    pub generator: &'static str,
    /// The number of samples.
    pub samples: u32,
    /// The largest standard error that a share of samples can have: that of a half, `0.5 / sqrt(samples)`.
    pub standard_error_at_half: f64,
    /// What counted for open facts.
    pub open_facts: OpenFacts,
    /// The number of open facts of the accounts that were compared.
    pub open_fact_count: u32,
    /// The number of accounts that were compared: those with a rank.
    pub account_count: u32,
    /// The accounts that reached one of the ranks or the top in some sample, or stand there now; by score, then id.
    pub accounts: Vec<AccountRobustness>,
    /// The pairs among the first accounts by score, the better first.
    pub pairs: Vec<PairwiseWinning>,
    /// Which accounts no weights can put first.
    pub dominance: DominanceAnswer,
    /// What leaving an account out could do to the order of the others by the headline score.
    pub rank_reversal: RankReversalVerdict,
    /// What it does to their order by the second opinion that was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_opinion: Option<SecondOpinionReversals>,
}

/// How one account fares.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountRobustness {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its final score with the weights of the model.
    pub final_score: f64,
    /// Per rank from the first, the share of samples in which the account has it; accounts that tie share their ranks
    /// equally.
    pub rank_acceptabilities: Vec<f64>,
    /// The standard error of the first of them.
    pub first_standard_error: f64,
    /// The share of samples in which the account is among the best `top`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_acceptability: Option<f64>,
    /// The standard error of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_standard_error: Option<f64>,
    /// The mean of the weights that put the account first, as shares of all weights, in the order of the model; empty where
    /// none did.
    pub central_weights: Vec<CentralWeight>,
    /// The share of samples of the open facts in which the account is first, alone or tied, under its central weights; nothing
    /// where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence_factor: Option<f64>,
}

/// The share of one criterion in central weights.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CentralWeight {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Its share of all weights.
    pub share: f64,
}

/// How often each of two accounts comes above the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairwiseWinning {
    /// The account with the higher score now.
    pub account_id: AccountId,
    /// The other account.
    pub other_account_id: AccountId,
    /// The share of samples in which the first comes above the second.
    pub winning_index: f64,
    /// The share of samples in which the second comes above the first; in the rest they tie.
    pub other_winning_index: f64,
}

/// Which accounts are beaten whatever the weights.
///
/// An account dominates another when it is at least as good on every criterion and better on one. Open facts may take any
/// value between the anchors; what counts here holds whatever they turn out to be, unless it says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DominanceAnswer {
    /// The accounts that no other dominates, by score, then id.
    pub frontier: Vec<FrontierAccount>,
    /// The accounts that another dominates, by score, then id.
    pub dominated: Vec<DominatedAccount>,
    /// The accounts to which a criterion does not apply, so that they cannot be compared criterion by criterion.
    pub not_compared_account_ids: Vec<AccountId>,
}

/// An account on the efficient frontier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FrontierAccount {
    /// The account.
    pub account_id: AccountId,
    /// Whether it stays on the frontier whatever the open facts turn out to be.
    pub certain: bool,
}

/// An account that another one dominates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DominatedAccount {
    /// The account.
    pub account_id: AccountId,
    /// An account of the frontier that dominates it.
    pub by_account_id: AccountId,
    /// Whether that account is better on every criterion.
    pub strictly: bool,
}

/// What leaving an account out could do to the order of the others.
///
/// `impossible_on_fixed_anchors`: the headline score of an account depends on no other account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum RankReversalVerdict {
    ImpossibleOnFixedAnchors,
}
