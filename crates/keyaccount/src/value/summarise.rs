//! From transaction lines to one row per account.

use super::account_row::{AccountRow, AccountSummary, OrderBasis, SummaryTotals, WindowTotals};
use super::tally::{Accounts, Tally, tally};
use super::undefined::settle;
use super::windows::{Window, Windows};
use super::{Grid, TextColumn, TransactionColumns, UndefinedReason, quotient, ratio};
use crate::fault::Fault;
use crate::quantity::{AccountId, Currency, Date, Datum, Money, OutOfRange, Share, days_between};

/// Returns one row per account and the totals of all, as the lines stood on `as_of`.
///
/// The last 12 months are the days after `add_months(as_of, -12)` up to `as_of` itself, the previous 12 those after
/// `add_months(as_of, -24)` up to the first. Lines after `as_of` are counted and otherwise left out; lines before both
/// windows give the first order date only. The order of the lines changes nothing.
///
/// Amounts are exact sums. Growth is (last - previous) / previous, gross margin is revenue less cost, the share is that of
/// all accounts with revenue of at least 0. For purchases without a contract these are trailing sums: a late order looks
/// like a loss. Source: the selection figures of KAM practice S4 (annual value, purchase frequency, first purchase); windows
/// and the treatment of returns are house defaults.
///
/// # Errors
///
/// [`SummariseError`] when columns differ in length, an account id is blank or not an id, a sum needs more than 28 digits,
/// or the calendar has no 24 months before `as_of`. No lines are no error.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::{Datum, decimal};
/// use keyaccount::value::{TransactionColumns, summarise};
///
/// let columns = TransactionColumns {
///     account: ["A1", "A1", "B2"].into_iter().collect(),
///     date: vec!["2025-03-01".parse()?, "2026-03-01".parse()?, "2026-04-01".parse()?],
///     revenue: vec![decimal::parse("80.00")?, decimal::parse("100.00")?, decimal::parse("300.00")?],
///     ..TransactionColumns::default()
/// };
/// let summary = summarise(&columns, "EUR".parse()?, "2026-06-30".parse()?)?;
/// assert_eq!(summary.totals.last_12_months.revenue.to_string(), "400.00 EUR");
/// assert_eq!(summary.accounts[0].id.as_str(), "B2");
/// assert_eq!(summary.accounts[1].revenue_growth_ratio, Datum::Value(0.25));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn summarise(
    columns: &TransactionColumns,
    currency: Currency,
    as_of: Date,
) -> Result<AccountSummary, SummariseError> {
    check_lengths(columns)?;
    let windows = Windows::ending(as_of).ok_or(SummariseError::AsOf { as_of })?;
    let accounts = accounts_of(&columns.account)?;
    let costs = columns.cost.iter().flatten().filter_map(Datum::value);
    let grid = Grid::holding(columns.revenue.iter().chain(costs), currency);
    let tallies = tally(columns, &accounts, &windows, grid)?;
    let totals = totals(columns, &tallies, &windows, grid)?;
    let mut rows = Vec::new();
    for (id, tally) in accounts.ids.into_iter().zip(&tallies) {
        if let Some(dates) = tally.dates {
            rows.push(row(id, tally, dates, columns, &totals, as_of, grid)?);
        }
    }
    rows.sort_by(|left, right| {
        let revenue = |row: &AccountRow| row.revenue_last_12_months.amount;
        revenue(right)
            .cmp(&revenue(left))
            .then_with(|| left.id.cmp(&right.id))
    });
    Ok(AccountSummary {
        currency,
        totals,
        accounts: rows,
    })
}

fn check_lengths(columns: &TransactionColumns) -> Result<(), SummariseError> {
    let expected = columns.account.len();
    for (column, found) in columns.lengths() {
        if found != expected {
            return Err(SummariseError::Length {
                column,
                expected,
                found,
            });
        }
    }
    Ok(())
}

/// Returns the accounts of a column; texts that write the same id are one account.
fn accounts_of(column: &TextColumn) -> Result<Accounts, SummariseError> {
    let mut id_by_code = Vec::new();
    for text in column.distinct_texts() {
        let id = AccountId::try_from(text).map_err(|reason| SummariseError::Account {
            row: column.first_row_of(text),
            reason,
        })?;
        id_by_code.push(id);
    }
    Ok(Accounts::of(&id_by_code))
}

fn totals(
    columns: &TransactionColumns,
    tallies: &[Tally],
    windows: &Windows,
    grid: Grid,
) -> Result<SummaryTotals, SummariseError> {
    let seen = || tallies.iter().filter(|tally| tally.dates.is_some());
    let window = |window: Window| {
        let sums = || seen().map(|tally| tally.window(window));
        Ok(WindowTotals {
            period: windows.period(window),
            line_count: sums().map(|sum| sum.lines).sum(),
            account_count: count(sums().filter(|sum| sum.lines > 0)),
            revenue: money(grid, sums().map(|sum| sum.units), "revenue")?,
        })
    };
    let all = [Window::Earlier, Window::Previous, Window::Last];
    let units = seen().flat_map(|tally| all.map(|window| tally.window(window).units));
    let dates = || seen().filter_map(|tally| tally.dates);
    Ok(SummaryTotals {
        line_count: count(columns.account.codes()),
        lines_after_as_of: tallies.iter().map(|tally| tally.lines_after).sum(),
        lines_with_negative_revenue: seen().map(|tally| tally.lines_negative).sum(),
        account_count: count(seen()),
        accounts_only_after_as_of: count(tallies.iter().filter(|tally| tally.dates.is_none())),
        revenue: money(grid, units, "revenue")?,
        last_12_months: window(Window::Last)?,
        previous_12_months: window(Window::Previous)?,
        earlier: window(Window::Earlier)?,
        share_base: money(grid, seen().map(|tally| tally.last.units.max(0)), "revenue")?,
        order_basis: match columns.order {
            Some(_) => OrderBasis::OrderNumbers,
            None => OrderBasis::Lines,
        },
        first_date: dates().map(|(first, _)| first).min(),
        last_date: dates().map(|(_, last)| last).max(),
    })
}

fn row(
    id: AccountId,
    tally: &Tally,
    dates: (Date, Date),
    columns: &TransactionColumns,
    totals: &SummaryTotals,
    as_of: Date,
    grid: Grid,
) -> Result<AccountRow, SummariseError> {
    let (last, previous) = (tally.last.units, tally.previous.units);
    let revenue_last_12_months = money(grid, [last], "revenue")?;
    let revenue_previous_12_months = money(grid, [previous], "revenue")?;
    let growth = match tally.previous.lines {
        0 => Err(UndefinedReason::NoEarlierRevenue),
        _ if previous <= 0 => Err(UndefinedReason::EarlierRevenueNotPositive),
        _ => Ok(ratio(
            money(grid, [last, -previous], "revenue")?,
            revenue_previous_12_months,
        )),
    };
    let share = if last < 0 {
        Err(UndefinedReason::RevenueNegative)
    } else if totals.share_base.amount.is_zero() {
        Err(UndefinedReason::TotalNotPositive)
    } else {
        let share = ratio(revenue_last_12_months, totals.share_base);
        // A part over its whole, both rounded the same way, never leaves 0 to 1.
        Ok(Share::try_from(share).unwrap_or(Share::ONE))
    };
    let margin = match columns.cost {
        None => Err(UndefinedReason::NotGiven),
        Some(_) if tally.lines_with_cost < tally.last.lines => Err(UndefinedReason::NotComplete),
        Some(_) => Ok(money(grid, [last, tally.cost.saturating_neg()], "cost")?),
    };
    let margin_ratio = match margin {
        Err(reason) => Err(reason),
        Ok(_) if last <= 0 => Err(UndefinedReason::RevenueNotPositive),
        Ok(margin) => Ok(ratio(margin, revenue_last_12_months)),
    };
    let coverage = match (&columns.cost, tally.last.lines) {
        (None, _) => Err(UndefinedReason::NotGiven),
        (Some(_), 0) => Err(UndefinedReason::NoLines),
        (Some(_), lines) => {
            let share = quotient(tally.lines_with_cost.into(), lines.into());
            Ok(Share::try_from(share).unwrap_or(Share::ONE))
        }
    };
    let order_count = match columns.order {
        None => Ok(tally.last.lines),
        Some(_) => tally.orders.ok_or(UndefinedReason::NotComplete),
    };
    let category_count = match columns.category {
        None => Err(UndefinedReason::NotGiven),
        Some(_) => tally.categories.ok_or(UndefinedReason::NotComplete),
    };
    let mut undefined = Vec::new();
    Ok(AccountRow {
        id,
        revenue_last_12_months,
        revenue_previous_12_months,
        revenue_growth_ratio: settle(growth, "revenue_growth_ratio", &mut undefined),
        revenue_share: settle(share, "revenue_share", &mut undefined),
        gross_margin_last_12_months: settle(margin, "gross_margin_last_12_months", &mut undefined),
        gross_margin_ratio: settle(margin_ratio, "gross_margin_ratio", &mut undefined),
        cost_coverage_share: settle(coverage, "cost_coverage_share", &mut undefined),
        order_count: settle(order_count, "order_count", &mut undefined),
        category_count: settle(category_count, "category_count", &mut undefined),
        line_count: tally.last.lines,
        first_order_date: dates.0,
        last_order_date: dates.1,
        days_since_last_order: days_between(dates.1, as_of),
        undefined,
    })
}

fn money(
    grid: Grid,
    units: impl IntoIterator<Item = i128>,
    column: &'static str,
) -> Result<Money, SummariseError> {
    let overflow = SummariseError::Overflow { column };
    let sum = units.into_iter().try_fold(0_i128, i128::checked_add);
    sum.and_then(|units| grid.money(units)).ok_or(overflow)
}

fn count<T>(items: impl IntoIterator<Item = T>) -> u64 {
    items.into_iter().fold(0, |count, _| count + 1)
}

/// Why transaction lines could not be summarised.
///
/// Rows count from 1 in messages, and from 0 in paths, which are relative to the columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SummariseError {
    /// A column has more or fewer rows than the accounts.
    #[error("`{column}` must have as many rows as `account`, {expected} (got {found})")]
    Length {
        /// The name of the column.
        column: &'static str,
        /// The number of rows of `account`.
        expected: usize,
        /// The number of rows of the column.
        found: usize,
    },
    /// A text of the column of accounts is not an id.
    #[error("`account` in row {}: {reason}", row + 1)]
    Account {
        /// The first row with this text, from 0.
        row: usize,
        /// What an id must be, with the offending text.
        reason: OutOfRange,
    },
    /// A sum needs more digits than an amount holds.
    #[error("the sums of `{column}` must have at most 28 digits")]
    Overflow {
        /// The name of the column.
        column: &'static str,
    },
    /// The two windows would begin before the calendar does.
    #[error("`as_of` must lie at least 24 months after the start of the calendar (got {as_of})")]
    AsOf {
        /// The offending date.
        as_of: Date,
    },
}

impl Fault for SummariseError {
    fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "columns_differ_in_length",
            Self::Account { .. } => "account_id_invalid",
            Self::Overflow { .. } => "sum_too_long",
            Self::AsOf { .. } => "as_of_out_of_range",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Length { column, .. } | Self::Overflow { column } => format!("/{column}"),
            Self::Account { row, .. } => format!("/account/{row}"),
            Self::AsOf { .. } => String::new(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::Length { found, .. } => Some(found.to_string()),
            Self::Account { reason, .. } => Some(reason.found().to_owned()),
            Self::Overflow { .. } => None,
            Self::AsOf { as_of } => Some(as_of.to_string()),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Length { expected, .. } => Some(format!("{expected} rows")),
            Self::Account { reason, .. } => Some(reason.expected().to_owned()),
            Self::Overflow { .. } => Some("sums of at most 28 digits".to_owned()),
            Self::AsOf { .. } => None,
        }
    }
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "the numbers of the tests are small")]
mod tests;
