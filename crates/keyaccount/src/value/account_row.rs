//! One row per account, made from transaction lines.

use serde::Serialize;

use super::{Undefined, count_to_f64};
use crate::quantity::{AccountId, Currency, Date, Datum, Money, Period, Share};

/// The accounts that transaction lines tell of, with the totals that their rows add up to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountSummary {
    /// The currency of every amount.
    pub currency: Currency,
    /// What the lines add up to.
    pub totals: SummaryTotals,
    /// One row per account with a line up to `as_of`: most revenue of the last 12 months first, then by id.
    pub accounts: Vec<AccountRow>,
}

/// What the lines of all accounts add up to.
///
/// Each line stands in exactly one of the three windows or in `lines_after_as_of`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SummaryTotals {
    /// The number of lines given.
    pub line_count: u64,
    /// The number of lines dated after `as_of`, which count nowhere else.
    pub lines_after_as_of: u64,
    /// The number of lines up to `as_of` with negative revenue: returns and credits, netted against the rest.
    pub lines_with_negative_revenue: u64,
    /// The number of accounts with a line up to `as_of`.
    pub account_count: u64,
    /// The number of accounts whose lines all come after `as_of`; they have no row.
    pub accounts_only_after_as_of: u64,
    /// The revenue of all lines up to `as_of`.
    pub revenue: Money,
    /// The 12 months that end with `as_of`.
    pub last_12_months: WindowTotals,
    /// The 12 months before those.
    pub previous_12_months: WindowTotals,
    /// All lines before both windows.
    pub earlier: WindowTotals,
    /// What the revenue shares are shares of: the revenue of the last 12 months of all accounts where it is not
    /// negative.
    pub share_base: Money,
    /// What `order_count` counts.
    pub order_basis: OrderBasis,
    /// The day of the first line, nothing without a line up to `as_of`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_date: Option<Date>,
    /// The day of the last line up to `as_of`, nothing without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_date: Option<Date>,
}

/// What the lines of one window add up to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WindowTotals {
    /// The days of the window; nothing where it has no first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The number of lines.
    pub line_count: u64,
    /// The number of accounts with a line in the window.
    pub account_count: u64,
    /// The sum of revenue.
    pub revenue: Money,
}

/// What a count of orders counts: different order numbers, or lines where no order numbers are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split its schema"
)]
pub enum OrderBasis {
    OrderNumbers,
    Lines,
}

/// What the lines of one account say about it.
///
/// "The last 12 months" ends with `as_of`. A ratio or share is the quotient of two exact amounts counted in their
/// finest unit, correctly rounded up to 2^53 of those. A figure without a value has an entry in `undefined`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountRow {
    /// The account.
    pub id: AccountId,
    /// The sum of revenue of the last 12 months, exact.
    pub revenue_last_12_months: Money,
    /// The sum of revenue of the 12 months before those, exact.
    pub revenue_previous_12_months: Money,
    /// (last - previous) / previous; -0.25 is a fall by a quarter. Only where the previous revenue is above 0.
    pub revenue_growth_ratio: Datum<f64>,
    /// The account's part of `share_base`. Not for an account with negative revenue.
    pub revenue_share: Datum<Share>,
    /// Revenue less cost of the last 12 months, exact. Only where every line has a cost.
    pub gross_margin_last_12_months: Datum<Money>,
    /// Gross margin / revenue of the last 12 months. Only where the revenue is above 0.
    pub gross_margin_ratio: Datum<f64>,
    /// The share of the lines of the last 12 months that have a cost. Only where there are such lines.
    pub cost_coverage_share: Datum<Share>,
    /// The number of orders of the last 12 months (`order_basis` says what counts as one). Only where every line has an
    /// order number, if any has.
    pub order_count: Datum<u64>,
    /// The number of different categories of the last 12 months. Only where every line has one.
    pub category_count: Datum<u64>,
    /// The number of lines of the last 12 months.
    pub line_count: u64,
    /// The day of the first line up to `as_of`, in or before the windows.
    pub first_order_date: Date,
    /// The day of the last line up to `as_of`.
    pub last_order_date: Date,
    /// The days from the last line to `as_of`, at least 0.
    pub days_since_last_order: i64,
    /// Why figures of this row have no value, in the order of the fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undefined: Vec<Undefined>,
}

impl AccountRow {
    /// Returns the figures of the row as named numbers, ready to be the values of criteria.
    ///
    /// The order is fixed: `revenue_last_12_months`, `revenue_growth_ratio`, `gross_margin_ratio`, `order_count`,
    /// `category_count`, `revenue_share`, `days_since_last_order`. Money becomes the nearest float.
    pub fn facts(&self) -> [(&'static str, Datum<f64>); 7] {
        let to_f64 = |count: u64| count_to_f64(count.into());
        [
            (
                "revenue_last_12_months",
                Datum::Value(self.revenue_last_12_months.to_f64()),
            ),
            ("revenue_growth_ratio", self.revenue_growth_ratio),
            ("gross_margin_ratio", self.gross_margin_ratio),
            ("order_count", self.order_count.map(to_f64)),
            ("category_count", self.category_count.map(to_f64)),
            ("revenue_share", self.revenue_share.map(Share::get)),
            (
                "days_since_last_order",
                Datum::Value(count_to_f64(self.days_since_last_order.into())),
            ),
        ]
    }
}
