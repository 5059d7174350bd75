//! What a review says.

use serde::Serialize;

use crate::account::Tier;
use crate::lint::Report;
use crate::portfolio::LossImpact;
use crate::quantity::{
    AccountId, CriterionId, Currency, Date, Datum, ModelId, Money, PlanId, PortfolioId, Share,
};
use crate::selection::{Reason, SelectionPolicy};
use crate::value::Concentration;

/// The review of a portfolio.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewPack {
    /// The day of which the review speaks.
    pub as_of: Date,
    /// The portfolio as a whole.
    pub portfolio: PortfolioSummary,
    /// Who is key and why; absent where the portfolio does not say how key accounts are chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selection: Option<SelectionReview>,
    /// What the loss of the account with the most revenue would do; absent where no revenue is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub largest_loss: Option<LargestLoss>,
    /// What each plan lacks, in the order of the portfolio.
    pub plans: Vec<PlanReview>,
    /// The accounts of tier strategic or key that have no plan here, in the order of the portfolio.
    pub key_accounts_without_plan: Vec<AccountId>,
}

/// The portfolio as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortfolioSummary {
    /// The id.
    pub id: PortfolioId,
    /// What it is called.
    pub name: String,
    /// A remark for readers, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The currency of the amounts, where the organisation names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The number of accounts.
    pub account_count: u64,
    /// The revenue of the last 12 months of the accounts whose revenue is known.
    pub revenue: Datum<Money>,
    /// The number of accounts whose revenue is known.
    pub revenue_known_count: u64,
    /// Accounts and revenue by tier, every tier listed, then the accounts without one.
    pub tiers: Vec<TierCount>,
    /// How the known revenue is spread over the accounts.
    pub concentration: Datum<Concentration>,
}

/// Accounts and revenue of one tier.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TierCount {
    /// The tier; absent for accounts without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The number of accounts.
    pub account_count: u64,
    /// Their known revenue.
    pub revenue: Datum<Money>,
    /// Its share of all known revenue.
    pub revenue_share: Datum<Share>,
}

/// Who is key and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SelectionReview {
    /// The id of the score model.
    pub model_id: ModelId,
    /// The name of the score model.
    pub model_name: String,
    /// Where the line is drawn.
    pub policy: SelectionPolicy,
    /// The selected accounts, best first.
    pub selected: Vec<KeyAccount>,
    /// The best accounts that are not selected, best first, at most five.
    pub just_missed: Vec<MissedAccount>,
    /// Accounts whose tier and selection disagree, by id.
    pub tier_mismatches: Vec<TierMismatch>,
}

/// A selected account with what speaks for and against it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyAccount {
    /// The id.
    pub account_id: AccountId,
    /// The name, where the account has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The present tier, where the account has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The place among the scored accounts, from 1; equal scores share a place.
    pub rank: Option<u32>,
    /// The score after gates.
    pub score: Option<f64>,
    /// The lowest and highest score that the unknown facts allow.
    pub score_low: Option<f64>,
    /// The highest score that the unknown facts allow.
    pub score_high: Option<f64>,
    /// The share of the weight whose facts are known, 0 to 1.
    pub coverage_share: f64,
    /// The distance to the line, in points of the scale; positive is inside.
    pub margin: Option<f64>,
    /// Whether no unknown fact can put the account on the other side.
    pub firm: bool,
    /// The revenue of the last 12 months.
    pub revenue: Datum<Money>,
    /// Its share of all known revenue.
    pub revenue_share: Datum<Share>,
    /// The criteria that bring the most points, at most three, most points first.
    pub strengths: Vec<Driver>,
    /// The criteria that leave the most points on the table, at most two, largest gap first.
    pub gaps: Vec<Driver>,
}

/// What one criterion brings to a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Driver {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Its name.
    pub name: String,
    /// The fact that was scored.
    pub fact: Datum<f64>,
    /// The points that it brings, on the scale of the score.
    pub points: f64,
    /// The points that the best possible fact would bring.
    pub points_at_best: f64,
}

/// An account that is not selected although it is near the line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MissedAccount {
    /// The id.
    pub account_id: AccountId,
    /// The name, where the account has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The present tier, where the account has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The place among the scored accounts, from 1.
    pub rank: Option<u32>,
    /// The score after gates.
    pub score: Option<f64>,
    /// The distance to the line, in points of the scale; negative is outside.
    pub margin: Option<f64>,
    /// Why the account is not selected.
    pub reason: Reason,
    /// Whether no unknown fact can put the account on the other side.
    pub firm: bool,
    /// The criteria that leave the most points on the table, at most two, largest gap first.
    pub gaps: Vec<Driver>,
}

/// An account whose tier and selection disagree.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TierMismatch {
    /// The id.
    pub account_id: AccountId,
    /// The name, where the account has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The present tier, where the account has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// Whether the account is selected: with a tier below key it is new, without being selected a key tier has lost its ground.
    pub selected: bool,
}

/// What the loss of the account with the most revenue would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LargestLoss {
    /// The account.
    pub account_id: AccountId,
    /// Its name, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What its loss would do.
    pub impact: LossImpact,
}

/// What one plan lacks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanReview {
    /// The position of the plan in the portfolio, from 0.
    pub index: usize,
    /// The id of the plan, where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_id: Option<PlanId>,
    /// The account of the plan, where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// The name of the account, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_name: Option<String>,
    /// What the linter says.
    pub report: Report,
}
