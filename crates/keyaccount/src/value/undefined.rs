//! Why a figure has no value.

use serde::Serialize;

use crate::quantity::Datum;

/// A figure without a value, and why.
///
/// The figure itself stands in its own field as missing or not applicable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Undefined {
    /// The name of the field without a value.
    pub field: &'static str,
    /// Why it has none.
    pub reason: UndefinedReason,
}

/// Returns the figure as a fact, and notes the reason where it has no value.
pub(crate) fn settle<T>(
    figure: Result<T, UndefinedReason>,
    field: &'static str,
    undefined: &mut Vec<Undefined>,
) -> Datum<T> {
    let reason = match figure {
        Ok(value) => return Datum::Value(value),
        Err(reason) => reason,
    };
    undefined.push(Undefined { field, reason });
    match reason {
        UndefinedReason::NotGiven | UndefinedReason::NotComplete => Datum::Missing,
        _ => Datum::NotApplicable,
    }
}

/// Why a figure has no value.
///
/// * `no_earlier_revenue`: there is nothing to compare with, the account is new or back.
/// * `earlier_revenue_not_positive`: returns used up the revenue to compare with.
/// * `revenue_not_positive`: a ratio to revenue needs revenue.
/// * `revenue_negative`: a share needs an amount of at least 0.
/// * `total_not_positive`: there is no whole to have a share of.
/// * `no_lines`: there is no line to speak of.
/// * `not_given`, `not_complete`: the fact is given for none, or not for all, of what the figure covers.
/// * `nothing_remains`: no account is left.
/// * `profit_not_positive`: there is no profit to lose months of.
/// * `single_account`: one account alone has no spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the reasons are described on the enum; comments here would split its schema"
)]
pub enum UndefinedReason {
    NoEarlierRevenue,
    EarlierRevenueNotPositive,
    RevenueNotPositive,
    RevenueNegative,
    TotalNotPositive,
    NoLines,
    NotGiven,
    NotComplete,
    NothingRemains,
    ProfitNotPositive,
    SingleAccount,
}
