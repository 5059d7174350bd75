//! `keyaccount accounts`: from transaction lines to one row per account.

mod lines;
mod map;

use keyaccount::quantity::{Datum, Money, Share};
use keyaccount::value::{AccountRow, AccountSummary, OrderBasis};
use keyaccount_wire::Operation;
use keyaccount_wire::account_summarise::{AccountSummarise, Request};

use self::lines::Lines;
use self::map::Map;
use crate::arguments::AccountsArguments;
use crate::as_of::AsOf;
use crate::commands::Outcome;
use crate::failure::Failure;
use crate::operation;
use crate::output::{Cell, Format, Grid, counted, deliver, grouped};

/// Prints one row per account.
pub(crate) fn run(arguments: &AccountsArguments) -> Result<Outcome, Failure> {
    let map = Map::read(&arguments.map)?;
    let as_of = AsOf::resolve(arguments.as_of.as_of, None)?;
    as_of.say();
    let mut lines = Lines::read(&arguments.transactions, &map, arguments.table)?;
    let reply = AccountSummarise::run(Request {
        as_of: as_of.date,
        currency: map.currency,
        columns: std::mem::take(&mut lines.columns),
    })
    .map_err(|error| lines.failure(error))?;
    let text = match arguments.output.format {
        Format::Table => table(&reply.answer, &lines).into_bytes(),
        Format::Csv => rows(&reply.answer, &lines).to_csv()?,
        Format::Json => operation::json(&reply)?,
    };
    deliver(&text, arguments.output.output.as_deref())?;
    Ok(Outcome::Done)
}

/// Returns every figure with all its digits; the column names are the field names, so that `score` finds them.
fn rows(summary: &AccountSummary, lines: &Lines) -> Grid {
    let mut grid = Grid::new([
        "id",
        "name",
        "currency",
        "revenue_last_12_months",
        "revenue_previous_12_months",
        "revenue_growth_ratio",
        "revenue_share",
        "gross_margin_last_12_months",
        "gross_margin_ratio",
        "cost_coverage_share",
        "order_count",
        "category_count",
        "line_count",
        "first_order_date",
        "last_order_date",
        "days_since_last_order",
    ]);
    for row in &summary.accounts {
        grid.rows.push(vec![
            Cell::text(row.id.as_str()),
            Cell::text(lines.name(row.id.as_str())),
            Cell::text(summary.currency.code()),
            amount(&row.revenue_last_12_months),
            amount(&row.revenue_previous_12_months),
            exact(row.revenue_growth_ratio),
            exact(row.revenue_share.map(Share::get)),
            Cell::datum(row.gross_margin_last_12_months.as_ref(), amount),
            exact(row.gross_margin_ratio),
            exact(row.cost_coverage_share.map(Share::get)),
            exact(row.order_count),
            exact(row.category_count),
            Cell::Number(row.line_count.to_string()),
            Cell::text(row.first_order_date.to_string()),
            Cell::text(row.last_order_date.to_string()),
            Cell::Number(row.days_since_last_order.to_string()),
        ]);
    }
    grid
}

/// Returns the figures that fit a screen, and the totals below.
fn table(summary: &AccountSummary, lines: &Lines) -> String {
    let mut grid = Grid::new([
        "account",
        "name",
        "revenue 12 months",
        "12 before",
        "growth",
        "share",
        "margin",
        "orders",
        "categories",
        "last order",
    ]);
    for row in &summary.accounts {
        grid.rows.push(screen_row(row, lines));
    }
    let totals = &summary.totals;
    let accounts = if grid.rows.is_empty() {
        "no accounts\n".to_owned()
    } else {
        grid.to_table()
    };
    format!(
        "{accounts}\n{}, {} ({} after the day, {} with negative revenue), orders counted by {}\n\
         last 12 months {}, 12 before {}, earlier {}\n",
        counted(totals.account_count, "account"),
        counted(totals.line_count, "line"),
        grouped(&totals.lines_after_as_of.to_string()),
        grouped(&totals.lines_with_negative_revenue.to_string()),
        match totals.order_basis {
            OrderBasis::OrderNumbers => "order number",
            OrderBasis::Lines => "line",
        },
        total(&totals.last_12_months.revenue),
        total(&totals.previous_12_months.revenue),
        total(&totals.earlier.revenue),
    )
}

fn total(money: &Money) -> String {
    format!("{} {}", Cell::money(money), money.currency.code())
}

fn screen_row(row: &AccountRow, lines: &Lines) -> Vec<Cell> {
    vec![
        Cell::label(row.id.as_str()),
        Cell::label(lines.name(row.id.as_str())),
        Cell::money(&row.revenue_last_12_months),
        Cell::money(&row.revenue_previous_12_months),
        percent(row.revenue_growth_ratio),
        percent(row.revenue_share.map(Share::get)),
        percent(row.gross_margin_ratio),
        exact(row.order_count),
        exact(row.category_count),
        Cell::text(row.last_order_date.to_string()),
    ]
}

fn amount(money: &Money) -> Cell {
    Cell::Number(money.amount.to_string())
}

fn exact(fact: Datum<impl ToString>) -> Cell {
    Cell::datum(fact, |value| Cell::Number(value.to_string()))
}

fn percent(fact: Datum<f64>) -> Cell {
    Cell::datum(fact, Cell::percent)
}
