//! `AdventureWorks` resellers: three years of order lines of 632 accounts.
//!
//! Each line carries two costs. `StandardCost` is today's cost of the product: 104 lines of 2018-07 to 2019-06 were
//! sold at another. `TotalProductCost` is the cost at the time of the sale, and is blank in the 76 lines of the first
//! five days. The second is taken, so that margins are right or missing, never nearly right.
//!
//! The expected figures come from `SQLite` (sums of integer cents, `count(distinct ...)`, `group by ResellerKey`)
//! over the same file, loaded with pandas.

use keyaccount::quantity::{Currency, Date, Datum, Money, Period, Share, decimal};
use keyaccount::value::{
    AccountAmount, AccountRow, AccountSummary, TransactionColumns, concentration, summarise,
};
use std::collections::BTreeMap;

use crate::data;

#[test]
fn totals_agree_to_the_cent() {
    let Some(lines) = lines() else { return };
    let totals = summary(&lines, "2020-05-31").totals;
    assert_eq!(totals.line_count, 57_851);
    assert_eq!(totals.account_count, 632);
    assert_eq!(totals.lines_after_as_of, 0);
    assert_eq!(totals.lines_with_negative_revenue, 0);
    assert_eq!(totals.revenue.to_string(), "77548570.20 USD");
    assert_eq!(
        (totals.first_date, totals.last_date),
        (Some(day("2017-07-01")), Some(day("2020-05-31")))
    );

    let last = totals.last_12_months;
    assert_eq!(
        last.period,
        Period::new(day("2019-06-01"), day("2020-05-31")).ok()
    );
    assert_eq!((last.line_count, last.account_count), (29_420, 513));
    assert_eq!(last.revenue.to_string(), "35129997.32 USD");
    assert_eq!(totals.share_base, last.revenue);

    let previous = totals.previous_12_months;
    assert_eq!(
        previous.period,
        Period::new(day("2018-06-01"), day("2019-05-31")).ok()
    );
    assert_eq!((previous.line_count, previous.account_count), (20_791, 387));
    assert_eq!(previous.revenue.to_string(), "27126782.18 USD");
}

#[test]
fn rows_add_up_to_the_totals() {
    let Some(lines) = lines() else { return };
    let AccountSummary { accounts, .. } = summary(&lines, "2020-05-31");
    assert_eq!(accounts.len(), 632);
    let sum = |count: fn(&AccountRow) -> u64| accounts.iter().map(count).sum::<u64>();
    // Orders belong to one account each, so that the counts of accounts add up to the different orders.
    assert_eq!(sum(|row| row.order_count.value().copied().unwrap()), 1_724);
    let margin: decimal::Decimal = accounts
        .iter()
        .map(|row| row.gross_margin_last_12_months.value().unwrap().amount)
        .sum();
    assert_eq!(margin.to_string(), "-240631.32", "35129997.32 - 35370628.64");
    assert_eq!(accounts.iter().filter(|row| row.line_count == 0).count(), 119);
    let new = |row: &&AccountRow| row.line_count > 0 && row.revenue_growth_ratio == Datum::NotApplicable;
    assert_eq!(accounts.iter().filter(new).count(), 210);
    let shares: f64 = accounts
        .iter()
        .filter_map(|row| row.revenue_share.value())
        .map(|share| share.get())
        .sum();
    assert!((shares - 1.0).abs() < 1e-12);
}

/// Reseller, revenue of the last and of the previous 12 months, margin, orders, categories, first and last day.
const TOP_TEN: &str = "\
599 553925.65 0.00 -54346.15 4 4 2019-07-17 2020-04-16
85 443704.07 0.00 -26942.21 4 3 2019-08-29 2020-05-26
546 431912.71 244819.96 33247.01 4 4 2018-08-29 2020-05-31
193 401722.31 0.00 -36732.62 4 3 2019-08-29 2020-05-27
697 401479.05 294799.23 26738.52 4 4 2017-08-03 2020-05-14
433 387121.83 181988.86 -20473.20 4 4 2017-08-29 2020-05-21
205 365530.07 0.00 -34931.22 4 3 2019-07-15 2020-04-14
230 343435.41 0.00 -20969.83 4 4 2019-08-14 2020-05-11
72 336167.40 329545.00 -14636.79 4 4 2018-09-13 2020-03-16
24 323196.88 254218.60 -18602.22 4 4 2018-09-02 2020-03-03";

#[test]
fn the_top_ten_agree() {
    let Some(lines) = lines() else { return };
    let accounts = summary(&lines, "2020-05-31").accounts;
    for (row, expected) in accounts.iter().zip(TOP_TEN.lines()) {
        let money = |amount: &Money| amount.amount.to_string();
        let found = [
            row.id.to_string(),
            money(&row.revenue_last_12_months),
            money(&row.revenue_previous_12_months),
            money(row.gross_margin_last_12_months.value().unwrap()),
            row.order_count.value().unwrap().to_string(),
            row.category_count.value().unwrap().to_string(),
            row.first_order_date.to_string(),
            row.last_order_date.to_string(),
        ];
        assert_eq!(found.join(" "), expected);
    }
    // 431912.71 / 244819.96 - 1 and 431912.71 / 35129997.32, by Python's `fractions`.
    assert_eq!(
        accounts[2].revenue_growth_ratio,
        Datum::Value(0.764_205_459_391_464_7)
    );
    assert_eq!(
        accounts[2].revenue_share.map(Share::get),
        Datum::Value(0.012_294_698_062_903_24)
    );
    assert_eq!(accounts[2].days_since_last_order, 0);
}

#[test]
fn lines_after_as_of_change_nothing_but_their_count() {
    let Some(lines) = lines() else { return };
    let summary = summary(&lines, "2019-12-31");
    assert_eq!(summary.totals.lines_after_as_of, 10_279);
    assert_eq!(summary.totals.last_12_months.line_count, 26_758);
    assert_eq!(summary.totals.last_12_months.account_count, 555);
    assert_eq!(
        summary.totals.last_12_months.revenue.to_string(),
        "32500005.58 USD"
    );
    assert_eq!(summary.accounts.len(), 630);
    assert_eq!(summary.totals.accounts_only_after_as_of, 2);
}

/// Eight accounts bought in the first five days, whose costs are blank.
#[test]
fn a_blank_cost_leaves_the_margin_missing() {
    let Some(lines) = lines() else { return };
    let accounts = summary(&lines, "2018-05-31").accounts;
    let without: Vec<&AccountRow> = accounts
        .iter()
        .filter(|row| row.gross_margin_last_12_months == Datum::Missing)
        .collect();
    assert_eq!(without.len(), 8);
    let covered = |row: &&AccountRow| {
        row.cost_coverage_share
            .value()
            .is_some_and(|share| *share < Share::ONE)
    };
    assert_eq!(accounts.iter().filter(covered).count(), 8);
}

#[test]
fn concentration_agrees_with_exact_fractions() {
    let Some(lines) = lines() else { return };
    let rows = summary(&lines, "2020-05-31").accounts;
    let amounts: Vec<AccountAmount<'_>> = rows
        .iter()
        .map(|row| AccountAmount {
            id: &row.id,
            amount: row.revenue_last_12_months,
        })
        .collect();
    let spread = concentration(&amounts).unwrap();
    let close = |found: f64, expected: f64| {
        assert!(
            (found / expected - 1.0).abs() < 1e-14,
            "{found} is not {expected}"
        );
    };
    close(spread.hhi, 0.005_407_064_560_430_426_5);
    close(spread.gini, 0.718_986_423_883_552_2);
    close(spread.top_shares[2].share.get(), 0.113_526_777_234_607_54);
    assert_eq!(spread.accounts_for_80_percent, 149);
}

fn summary(lines: &TransactionColumns, as_of: &str) -> AccountSummary {
    let currency: Currency = "USD".parse().unwrap();
    summarise(lines, currency, day(as_of)).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Returns the order lines; the category is that of the product.
fn lines() -> Option<TransactionColumns> {
    let mut category_by_product = BTreeMap::new();
    for product in data::table("adventureworks-reseller/products.csv.gz")?.records() {
        let product = product.unwrap();
        category_by_product.insert(product[0].to_owned(), product[5].to_owned());
    }
    let mut lines = TransactionColumns {
        cost: Some(Vec::new()),
        order: Some(TransactionColumns::default().account),
        category: Some(TransactionColumns::default().account),
        ..TransactionColumns::default()
    };
    let mut table = data::table("adventureworks-reseller/reseller_sales.csv.gz")?;
    let mut record = csv::StringRecord::new();
    while table.read_record(&mut record).unwrap() {
        lines.order.as_mut().unwrap().push(&record[0]);
        lines.date.push(day(&record[1]));
        lines
            .category
            .as_mut()
            .unwrap()
            .push(&category_by_product[&record[2]]);
        lines.account.push(&record[3]);
        let cost = match &record[8] {
            "" => Datum::Missing,
            cost => Datum::Value(decimal::parse(cost).unwrap()),
        };
        lines.cost.as_mut().unwrap().push(cost);
        lines.revenue.push(decimal::parse(&record[9]).unwrap());
    }
    Some(lines)
}
