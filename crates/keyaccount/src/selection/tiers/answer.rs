//! The answer: every account with its tier, the line that decided, and the way to the next.

use serde::Serialize;

use super::TierPolicy;
use crate::account::Tier;
use crate::quantity::{AccountId, Date, EntityId};

/// The tiers of a list of accounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TierAnswer {
    /// The policy that was applied.
    pub policy: TierPolicy,
    /// The tiers, from strategic to standard.
    pub tiers: Vec<TierMembers>,
    /// Every account, in the order of the scores.
    pub accounts: Vec<TieredAccount>,
    /// The overrides, in the order of the policy.
    pub overrides: Vec<UsedOverride>,
}

/// The accounts of a tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TierMembers {
    /// The tier.
    pub tier: Tier,
    /// The number of accounts.
    pub account_count: u32,
    /// The most accounts that the policy lets in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// The number of accounts that would be in but for that.
    pub cut_count: u32,
}

/// One account in its tier.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TieredAccount {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its tier.
    pub tier: Tier,
    /// Why.
    pub reason: TierReason,
    /// The line that decided, where a line did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<TierLine>,
    /// Where it comes from.
    #[serde(rename = "move")]
    pub movement: TierMove,
    /// Its tier before today, where it had one. After a history it is the tier by score alone, without numbers and
    /// overrides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_tier: Option<Tier>,
    /// Its tier by score alone, today: strategic, key or standard, before gates, overrides, numbers and the incubator rule.
    pub tier_by_score: Tier,
    /// Its rank, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Its final score, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_score: Option<f64>,
    /// The way from its tier by score to the one above; nothing from the highest, and without a score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub up: Option<TierStep>,
    /// The way out of its tier by score; nothing from the lowest, and without a score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub down: Option<TierStep>,
    /// Its tiers by score in the earlier periods, the oldest first.
    pub earlier_tiers: Vec<Tier>,
    /// How often the tier by score changed over these periods and today.
    pub change_count: u32,
    /// The potential that makes it an incubator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub potential: Option<f64>,
    /// The gates that exclude it.
    pub excluding_gate_ids: Vec<EntityId>,
}

/// Why an account is in its tier.
///
/// * `reached`: at or above the line into the tier, for long enough.
/// * `between_lines`: below the line into the tier, not below the line out of it.
/// * `not_yet_out`: below the line out of the tier, not for long enough.
/// * `below_line`: standard, below the line into the next tier.
/// * `not_yet_in`: standard, at or above the line into the next tier, not for long enough.
/// * `incubator_rule`: below the tier key, with the potential of the incubator rule.
/// * `beyond_number`: the tier above would have been its own, and was full.
/// * `overridden`: set by hand.
/// * `excluded_by_gate`, `not_scored`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum TierReason {
    Reached,
    BetweenLines,
    NotYetOut,
    BelowLine,
    NotYetIn,
    IncubatorRule,
    BeyondNumber,
    Overridden,
    ExcludedByGate,
    NotScored,
}

/// A line of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TierLine {
    /// The tier that it leads into, or out of.
    pub tier: Tier,
    /// Which of the two lines of the tier.
    pub kind: LineKind,
    /// The final score of the line, or the potential for an incubator.
    pub at: f64,
}

/// Which line of a tier: the one to rise into it, or the one to fall out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum LineKind {
    PromoteAt,
    DemoteBelow,
}

/// The way across a line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TierStep {
    /// The tier on the other side.
    pub to: Tier,
    /// The line.
    pub line: f64,
    /// The final score less the line: up, 0 or more is enough; down, less than 0 is.
    pub points: f64,
    /// The periods in a row on that side that are still lacking.
    pub periods_left: u32,
}

/// Where an account comes from; `first` where it had no tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum TierMove {
    Up,
    Down,
    Stays,
    First,
}

/// An override and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UsedOverride {
    /// The account.
    pub account_id: AccountId,
    /// The tier that was set.
    pub tier: Tier,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub expires_on: Date,
    /// Whether it holds.
    pub state: OverrideState,
    /// The tier that the account would have by score.
    pub tier_by_score: Tier,
}

/// Whether an override holds: up to its last day, unless a gate excludes the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum OverrideState {
    InForce,
    Expired,
    StoppedByGate,
}
