//! What a backtest is made from.

use serde::{Deserialize, Serialize};

use crate::quantity::{AccountId, Datum, Money};

/// Past selections and the margins of the accounts over time.
#[derive(Debug, Clone, Copy)]
pub struct BacktestInput<'a> {
    /// The names of the periods, the oldest first.
    pub periods: &'a [String],
    /// The selections.
    pub selections: &'a [PastSelection],
    /// The margins, in any order.
    pub margins: &'a [AccountMargin],
    /// How they are compared.
    pub policy: &'a BacktestPolicy,
}

/// A selection as it was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct PastSelection {
    /// The period at whose end it was made: its margin is the one before, the growth counts from there.
    pub period: String,
    /// The accounts that were selected; may be empty.
    pub selected: Vec<AccountId>,
    /// The scores of that time, of accounts inside and outside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<PastScore>,
}

/// The score of an account at the time of a selection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct PastScore {
    /// The account.
    pub account_id: AccountId,
    /// The score, on any scale.
    pub score: f64,
}

/// The margin of an account in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct AccountMargin {
    /// The account.
    pub account_id: AccountId,
    /// The period, one of those listed.
    pub period: String,
    /// The margin; may be negative. Not applicable where the account is gone, unknown where it may still be there.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub margin: Datum<Money>,
}

/// How selections are held against what came after.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct BacktestPolicy {
    /// The number of periods from the selection to the margin that is held against it, at least 1; 1 unless stated.
    #[serde(default = "one")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1)))]
    pub horizon_periods: u32,
    /// What counts for accounts that have no margin then; there is no default, since it decides who survives in the figures.
    pub gone: GonePolicy,
    /// The growth that an account has to exceed to be a hit.
    #[serde(default)]
    pub benchmark: Benchmark,
    /// The most accounts in the lists of those missed and those that were wrong; 10 unless stated (house default).
    #[serde(default = "ten")]
    pub list_at_most: u32,
}

/// What counts for an account without a margin in the later period, or with one that is not applicable.
///
/// `count_as_zero` takes it for lost, with a margin of 0 and a flag: without such accounts a selection of losers looks as
/// good as its survivors. `leave_out` lists it apart. An account whose later margin is unknown is always left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum GonePolicy {
    CountAsZero,
    LeaveOut,
}

/// The growth that an account has to exceed to be a hit.
///
/// In JSON: `"median"`, the median growth ratio of all accounts, or `{"growth_ratio": 0.05}`. `median` unless stated.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum Benchmark {
    #[default]
    Median,
    GrowthRatio(f64),
}

fn one() -> u32 {
    1
}

fn ten() -> u32 {
    10
}
