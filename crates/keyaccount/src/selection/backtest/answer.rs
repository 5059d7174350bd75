//! The answer: what became of the accounts that were selected, and of the others.

use serde::Serialize;

use super::BacktestPolicy;
use crate::quantity::{AccountId, Datum, Money, Share};
use crate::scoring::RankAgreement;

/// Past selections against what came after.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BacktestAnswer {
    /// The policy that was applied.
    pub policy: BacktestPolicy,
    /// One entry per selection, in the order given.
    pub selections: Vec<SelectionBacktest>,
}

/// One selection against what came after.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SelectionBacktest {
    /// The period of the selection.
    pub period: String,
    /// The period that is held against it.
    pub later_period: String,
    /// The accounts that were selected.
    pub selected: GroupGrowth,
    /// The accounts that were not.
    pub not_selected: GroupGrowth,
    /// The growth ratio of all that were selected together, less that of the others together.
    pub growth_ratio_difference: Datum<f64>,
    /// The growth ratio that a hit exceeds.
    pub benchmark: Datum<f64>,
    /// The selected accounts that exceed it, as a part of those with a growth ratio.
    pub hit_rate: Datum<Share>,
    /// All accounts that exceed it, as a part of those with a growth ratio.
    pub base_rate: Datum<Share>,
    /// Hit rate / base rate: above 1 the selection was better than chance.
    pub lift: Datum<f64>,
    /// Whether higher scores went with more growth, over the accounts with a score and a growth ratio: how far the order
    /// by score agrees with that by growth ratio, which is the reference. Nothing where no scores are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_agreement: Option<RankAgreement>,
    /// Accounts that were not selected and exceed the benchmark, the most growth in money first, then by id.
    pub missed: Vec<AccountGrowth>,
    /// Accounts that were selected and whose margin shrank, the largest loss first, then by id.
    pub wrong: Vec<AccountGrowth>,
    /// Accounts that are gone and count with a margin of 0, by id.
    pub gone_account_ids: Vec<AccountId>,
    /// Accounts that could not be compared, by id.
    pub left_out: Vec<LeftOutAccount>,
    /// What a reader should know to read the figures right.
    pub notes: Vec<BacktestNote>,
    /// Why figures have no value, in the order of the fields; the rank agreement says it of itself.
    pub undefined: Vec<NoFigure>,
}

/// What became of a group of accounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupGrowth {
    /// The number of accounts that are compared.
    pub account_count: u32,
    /// Those of them that are gone.
    pub gone_count: u32,
    /// Their margin in the period of the selection, exactly; missing over no accounts.
    pub margin_before: Datum<Money>,
    /// Their margin in the later period, exactly.
    pub margin_after: Datum<Money>,
    /// The margin after less the margin before, exactly.
    pub growth: Datum<Money>,
    /// The growth of all together / their margin before.
    pub growth_ratio: Datum<f64>,
    /// The median of the growth of the single accounts; of an even number, the mean of the two in the middle.
    pub median_growth: Datum<Money>,
    /// The median of the growth ratios of the accounts that have one.
    pub median_growth_ratio: Datum<f64>,
    /// The growth ratio of all together over as many periods before the selection, of the accounts with a margin then.
    pub earlier_growth_ratio: Datum<f64>,
}

/// What became of one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountGrowth {
    /// The account.
    pub account_id: AccountId,
    /// Its margin in the period of the selection.
    pub margin_before: Money,
    /// Its margin in the later period.
    pub margin_after: Money,
    /// The margin after less the margin before.
    pub growth: Money,
    /// The growth / the margin before; not applicable where that is not above 0.
    pub growth_ratio: Datum<f64>,
    /// Whether it is gone and counts with a margin of 0.
    pub gone: bool,
}

/// An account that could not be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOutAccount {
    /// The account.
    pub account_id: AccountId,
    /// Whether it was selected.
    pub selected: bool,
    /// Why.
    pub reason: LeftOutWhy,
}

/// Why an account could not be compared.
///
/// `no_margin_before`: it has none in the period of the selection. `no_margin_after`: it has none in the later period, and
/// the policy leaves such accounts out. `margin_after_unknown`: it may have one, which nobody found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum LeftOutWhy {
    NoMarginBefore,
    NoMarginAfter,
    MarginAfterUnknown,
}

/// What a reader should know.
///
/// * `selected_grew_more_before`: the selected accounts had grown more than the others before the selection. Part of that
///   was chance and does not come again (regression to the mean), so that they look worse afterwards than they are.
/// * `selected_grew_less_before`: the same the other way round, they look better afterwards than they are.
/// * `no_earlier_growth`: no margins before the selection tell which of the two it is.
/// * `few_selected`: fewer than 8 selected accounts are compared, the figures are indicative (house default).
/// * `gone_count_as_zero`: accounts without a later margin count as lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum BacktestNote {
    SelectedGrewMoreBefore,
    SelectedGrewLessBefore,
    NoEarlierGrowth,
    FewSelected,
    GoneCountAsZero,
}

/// A figure without a value, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoFigure {
    /// The field, such as `selected.growth_ratio`.
    pub field: &'static str,
    /// Why it has no value.
    pub reason: NoFigureReason,
}

/// Why a figure has no value.
///
/// * `no_accounts`: there is no account to speak of.
/// * `margin_before_not_positive`: a growth ratio needs a margin before that is above 0.
/// * `no_growth_ratio`: no account has a growth ratio.
/// * `nobody_exceeds`: no account at all exceeds the benchmark.
/// * `no_earlier_margin`: no account has a margin as many periods before.
/// * `other_group_undefined`: one of the two figures that are compared has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum NoFigureReason {
    NoAccounts,
    MarginBeforeNotPositive,
    NoGrowthRatio,
    NobodyExceeds,
    NoEarlierMargin,
    OtherGroupUndefined,
}
