//! The answer: who is in, who is out, why, and by how much.

use serde::Serialize;

use super::SelectionPolicy;
use crate::quantity::{AccountId, EntityId};

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
    /// The final score that an account outside has to reach; nothing where there is room for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_score: Option<f64>,
    /// The final score below which an account inside falls out; nothing where nobody waits outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_score: Option<f64>,
    /// The last account in, nothing where nobody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_in: Option<Neighbour>,
    /// The first account out by rank, nothing where every ranked account is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_out: Option<Neighbour>,
    /// Every account, in the order of the scores.
    pub accounts: Vec<Selected>,
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
    /// before it comes in (negative, outside); nothing without a score or without a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// Whether no open fact of any account can change its side.
    pub firm: bool,
    /// The gates that exclude it.
    pub excluding_gate_ids: Vec<EntityId>,
}

/// Why an account is in or out.
///
/// `within_limits` and `tied_at_line` (with ties included) are in; `below_threshold`, `beyond_top`, `tied_at_line` (with
/// ties excluded), `excluded_by_gate` and `not_scored` are out. Where an account is both below the threshold and beyond
/// the number, the threshold is the reason: more places would not help it.
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
}
