//! The answer: who is in, who is out, why, and by how much.

use serde::Serialize;

use super::{Incumbency, SelectionPolicy};
use crate::quantity::{AccountId, EntityId, Money};

/// Who is selected, with the line between in and out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SelectionAnswer {
    /// The policy that was applied.
    pub policy: SelectionPolicy,
    /// The number of accounts selected.
    pub selected_count: u32,
    /// The number of accounts whose side some open fact could change.
    pub unsure_count: u32,
    /// The final score that an account outside has to reach; nothing where there is room for everybody, and where
    /// resources or incumbents are part of the policy, since no single score parts the sides then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_score: Option<f64>,
    /// The final score below which an account inside falls out; nothing where nobody waits outside, and where resources or
    /// incumbents are part of the policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_score: Option<f64>,
    /// The last account in, nothing where nobody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_in: Option<Neighbour>,
    /// The first account out by rank, nothing where every ranked account is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_out: Option<Neighbour>,
    /// What the selected accounts take of the limited resources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<ResourceUse>,
    /// Every account, in the order of the scores.
    pub accounts: Vec<Selected>,
    /// What the next selection has to be told as `incumbents`, where incumbents are part of the policy: every account in the
    /// order of the scores but those that never had a score yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_incumbents: Option<Vec<Incumbency>>,
}

/// What the selected accounts take of the limited resources, and what is left.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResourceUse {
    /// The hours that the selected accounts take in a year, where hours are limited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_per_year: Option<f64>,
    /// The hours that are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_left_per_year: Option<f64>,
    /// The money that the selected accounts take in a year, exactly, where money is limited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_per_year: Option<Money>,
    /// The money that is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_left_per_year: Option<Money>,
    /// The accounts that did not fit and ended the selection, by id; several where they are tied.
    pub stopped_at: Vec<AccountId>,
}

/// An account beside the line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Neighbour {
    /// The account.
    pub account_id: AccountId,
    /// Its final score.
    pub final_score: f64,
    /// The points to the line: at least 0 inside, at most 0 outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
}

/// One account, in or out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Selected {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is selected.
    pub selected: bool,
    /// Why.
    pub reason: Reason,
    /// Its rank, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Its final score, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_score: Option<f64>,
    /// The points by which the final score may fall before the account drops out (positive, inside) or has to rise
    /// before it comes in (negative, outside); nothing without a score or without a line. Where resources or incumbents are
    /// part of the policy: the points above or below the threshold that holds for the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// Whether no open fact of any account can change its side. The test is safe, not sharp: an account that is not firm may
    /// keep its side as well.
    pub firm: bool,
    /// The gates that exclude it.
    pub excluding_gate_ids: Vec<EntityId>,
    /// What changes for it, where incumbents are part of the policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<MembershipChange>,
    /// The periods in a row, the next ones, that are still lacking before an account that is not yet in comes in, or one that
    /// is not yet out leaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periods_left: Option<u32>,
    /// By how much it misses each limit that cuts it, where resources or incumbents are part of the policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shortfall: Option<Shortfall>,
}

/// What changes for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum MembershipChange {
    ComesIn,
    StaysIn,
    Leaves,
    StaysOut,
}

/// By how much an account misses the limits, as they stood when its turn came; a limit that it does not miss is absent.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shortfall {
    /// The points below the threshold that holds for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
    /// The places that there are too few, for it and those tied with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    /// The hours in a year that there are too few, for it and those tied with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_per_year: Option<f64>,
    /// The money in a year that there is too little, for it and those tied with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_per_year: Option<Money>,
}

/// Why an account is in or out.
///
/// In:
/// * `within_limits`; `tied_at_line` where ties are included.
/// * `above_exit`: key today, below the line to come in but not below the line to leave by.
/// * `not_yet_out`: key today, below the line to leave by, but not for enough periods in a row.
/// * `not_scored`: key today, and without a score, which changes nothing.
///
/// Out:
/// * `below_threshold`, or `below_exit` for an account that is key today; `beyond_top`; `tied_at_line` where ties are
///   excluded; `excluded_by_gate`; `not_scored`. Where an account is both below the threshold and beyond the number, the
///   threshold is the reason: more places would not help it.
/// * `beyond_hours`, `beyond_budget`: what it needs is more than what is left; the hours come first where both are.
/// * `after_stop`: it comes after an account that did not fit, and the policy stops there.
/// * `need_not_known`: resources are limited, and nobody knows what it needs.
/// * `not_yet_in`: not key today, at or above the line to come in, but not for enough periods in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
#[cfg_attr(feature = "schema", schemars(rename = "SelectionReason"))]
pub enum Reason {
    WithinLimits,
    TiedAtLine,
    BelowThreshold,
    BeyondTop,
    ExcludedByGate,
    NotScored,
    AboveExit,
    NotYetOut,
    BelowExit,
    BeyondHours,
    BeyondBudget,
    AfterStop,
    NeedNotKnown,
    NotYetIn,
}
