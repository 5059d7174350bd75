use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::quantity::{Period, State, decimal};
use rust_decimal::Decimal;

/// One line as a reader sees it, for the slow oracle.
#[derive(Debug, Clone)]
struct Line {
    account: String,
    date: Date,
    cents: i64,
    cost_cents: Option<i64>,
    order: String,
    category: String,
}

const AS_OF: &str = "2024-02-29";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn eur() -> Currency {
    "EUR".parse().unwrap()
}

fn columns(lines: &[Line]) -> TransactionColumns {
    TransactionColumns {
        account: lines.iter().map(|line| line.account.as_str()).collect(),
        date: lines.iter().map(|line| line.date).collect(),
        revenue: lines.iter().map(|line| Decimal::new(line.cents, 2)).collect(),
        cost: Some(
            lines
                .iter()
                .map(|line| {
                    line.cost_cents
                        .map_or(Datum::Unknown, |cents| Datum::Value(Decimal::new(cents, 2)))
                })
                .collect(),
        ),
        order: Some(lines.iter().map(|line| line.order.as_str()).collect()),
        category: Some(lines.iter().map(|line| line.category.as_str()).collect()),
    }
}

fn summary(lines: &[Line]) -> AccountSummary {
    summarise(&columns(lines), eur(), day(AS_OF)).unwrap()
}

fn cents(money: Money) -> i64 {
    let cents = money.amount * Decimal::ONE_HUNDRED;
    i64::try_from(cents).unwrap()
}

fn line() -> impl Strategy<Value = Line> {
    (
        0..6_u8,
        -900..60_i64,
        -20_000..100_000_i64,
        prop::option::weighted(0.95, -100..90_000_i64),
        0..9_u8,
        0..5_u8,
    )
        .prop_map(|(account, days, cents, cost_cents, order, category)| Line {
            account: format!("A{account}"),
            date: crate::quantity::add_days(day(AS_OF), days).unwrap(),
            cents,
            cost_cents,
            // 0 stands for a line without an order or a category.
            order: if order == 0 {
                String::new()
            } else {
                format!("O{order}")
            },
            category: if category == 0 {
                " ".to_owned()
            } else {
                format!("C{category}")
            },
        })
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    prop::collection::vec(line(), 0..60)
}

proptest! {
    #[test]
    fn the_order_of_lines_changes_nothing((lines, shuffled) in lines().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle()))) {
        prop_assert_eq!(summary(&lines), summary(&shuffled));
    }

    #[test]
    fn splitting_a_line_changes_nothing_in_money(lines in lines(), place in any::<prop::sample::Index>(), part in 1..999_i64) {
        prop_assume!(!lines.is_empty());
        let mut split = columns(&lines);
        let row = place.index(lines.len());
        let parts = |whole: Decimal| {
            let part = Decimal::new(part, 3) * whole;
            (part, whole - part)
        };
        let line = &lines[row];
        let (first, second) = parts(split.revenue[row]);
        split.account.push(&line.account);
        split.date.push(line.date);
        split.revenue[row] = first;
        split.revenue.push(second);
        let costs = split.cost.as_mut().unwrap();
        let both = costs[row].map(parts);
        costs[row] = both.map(|parts| parts.0);
        costs.push(both.map(|parts| parts.1));
        split.order.as_mut().unwrap().push(&line.order);
        split.category.as_mut().unwrap().push(&line.category);

        let (before, after) = (summary(&lines), summarise(&split, eur(), day(AS_OF)).unwrap());
        // The texts too: equal amounts print equal bytes.
        let text = |rows: &[AccountRow]| {
            let money = |row: &AccountRow| (row.id.clone(), row.revenue_last_12_months.to_string(), row.revenue_previous_12_months.to_string(),
                row.gross_margin_last_12_months.map(|margin| margin.to_string()), row.revenue_share, row.order_count, row.category_count);
            rows.iter().map(money).collect::<Vec<_>>()
        };
        prop_assert_eq!(text(&before.accounts), text(&after.accounts));
        prop_assert_eq!(before.totals.revenue.to_string(), after.totals.revenue.to_string());
    }

    #[test]
    fn windows_part_the_lines_and_rows_add_up(lines in lines()) {
        let AccountSummary { totals, accounts, .. } = summary(&lines);
        let windows = [totals.last_12_months, totals.previous_12_months, totals.earlier];
        let counted: u64 = windows.iter().map(|window| window.line_count).sum();
        prop_assert_eq!(counted + totals.lines_after_as_of, totals.line_count);
        prop_assert_eq!(windows.iter().map(|window| cents(window.revenue)).sum::<i64>(), cents(totals.revenue));
        let sum = |amount: fn(&AccountRow) -> Money| accounts.iter().map(|row| cents(amount(row))).sum::<i64>();
        prop_assert_eq!(sum(|row| row.revenue_last_12_months), cents(totals.last_12_months.revenue));
        prop_assert_eq!(sum(|row| row.revenue_previous_12_months), cents(totals.previous_12_months.revenue));
        let shares: Vec<f64> = accounts.iter().filter_map(|row| row.revenue_share.value()).map(|share| share.get()).collect();
        if !shares.is_empty() {
            prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    /// Nothing that comes after `as_of` shows in a row.
    #[test]
    fn the_future_changes_no_row(lines in lines()) {
        let past: Vec<Line> = lines.iter().filter(|line| line.date <= day(AS_OF)).cloned().collect();
        prop_assert_eq!(summary(&lines).accounts, summary(&past).accounts);
    }

    #[test]
    fn a_slow_oracle_agrees(lines in lines()) {
        let found = summary(&lines);
        let mut by_account: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
        for line in lines.iter().filter(|line| line.date <= day(AS_OF)) {
            by_account.entry(&line.account).or_default().push(line);
        }
        prop_assert_eq!(found.accounts.len(), by_account.len());
        for row in &found.accounts {
            let all = &by_account[row.id.as_str()];
            // The windows of 29 February 2024 by hand: a leap day before, months clamp to the 28th.
            let within = |first: &str, last: &str| all.iter().filter(|line| (day(first)..=day(last)).contains(&line.date)).copied().collect::<Vec<_>>();
            let last = within("2023-03-01", "2024-02-29");
            let previous = within("2022-03-01", "2023-02-28");
            let sum = |lines: &[&Line]| lines.iter().map(|line| line.cents).sum::<i64>();
            prop_assert_eq!(cents(row.revenue_last_12_months), sum(&last));
            prop_assert_eq!(cents(row.revenue_previous_12_months), sum(&previous));
            prop_assert_eq!(row.first_order_date, all.iter().map(|line| line.date).min().unwrap());
            prop_assert_eq!(row.last_order_date, all.iter().map(|line| line.date).max().unwrap());
            let growth = (sum(&previous) > 0).then(|| ratio_of(sum(&last) - sum(&previous), sum(&previous)));
            prop_assert_eq!(row.revenue_growth_ratio.value().copied(), growth);
            let cost: Option<i64> = last.iter().map(|line| line.cost_cents).sum();
            let margin = cost.map(|cost| sum(&last) - cost);
            prop_assert_eq!(row.gross_margin_last_12_months.value().map(|margin| cents(*margin)), margin);
            let ratio = margin.filter(|_| sum(&last) > 0).map(|margin| ratio_of(margin, sum(&last)));
            prop_assert_eq!(row.gross_margin_ratio.value().copied(), ratio);
            let distinct = |text: fn(&Line) -> &str| {
                let texts: BTreeSet<&str> = last.iter().map(|line| text(line)).collect();
                texts.iter().all(|text| !text.trim().is_empty()).then_some(texts.len() as u64)
            };
            prop_assert_eq!(row.order_count.value().copied(), distinct(|line| &line.order));
            prop_assert_eq!(row.category_count.value().copied(), distinct(|line| &line.category));
        }
        let descending = found.accounts.windows(2).all(|pair| {
            let key = |row: &AccountRow| (std::cmp::Reverse(row.revenue_last_12_months.amount), row.id.clone());
            key(&pair[0]) < key(&pair[1])
        });
        prop_assert!(descending);
    }

    /// A figure is a value, or a reason says why not: never both, never neither.
    #[test]
    fn each_absent_figure_has_a_reason(lines in lines()) {
        for row in summary(&lines).accounts {
            let absent: Vec<&str> = [
                ("revenue_growth_ratio", row.revenue_growth_ratio.state()),
                ("revenue_share", row.revenue_share.state()),
                ("gross_margin_last_12_months", row.gross_margin_last_12_months.state()),
                ("gross_margin_ratio", row.gross_margin_ratio.state()),
                ("cost_coverage_share", row.cost_coverage_share.state()),
                ("order_count", row.order_count.state()),
                ("category_count", row.category_count.state()),
            ]
            .into_iter()
            .filter(|(_, state)| *state != State::Value)
            .map(|(field, _)| field)
            .collect();
            prop_assert_eq!(row.undefined.iter().map(|undefined| undefined.field).collect::<Vec<_>>(), absent);
        }
    }
}

/// Cents this few are exact floats, so that the one division rounds correctly.
fn ratio_of(part: i64, whole: i64) -> f64 {
    part as f64 / whole as f64
}

fn simple(lines: &[(&str, &str, &str)]) -> TransactionColumns {
    TransactionColumns {
        account: lines.iter().map(|line| line.0).collect(),
        date: lines.iter().map(|line| day(line.1)).collect(),
        revenue: lines.iter().map(|line| decimal::parse(line.2).unwrap()).collect(),
        ..TransactionColumns::default()
    }
}

#[test]
fn the_first_day_of_a_window_is_in_it_and_the_day_before_is_not() {
    let lines = [
        ("A", "2024-02-29", "1"),
        ("A", "2023-03-01", "10"),
        ("A", "2023-02-28", "100"),
        ("A", "2022-03-01", "1000"),
        ("A", "2022-02-28", "10000"),
        ("A", "2024-03-01", "100000"),
    ];
    let totals = summarise(&simple(&lines), eur(), day(AS_OF)).unwrap().totals;
    assert_eq!(totals.last_12_months.revenue.to_string(), "11.00 EUR");
    assert_eq!(totals.previous_12_months.revenue.to_string(), "1100.00 EUR");
    assert_eq!(totals.earlier.revenue.to_string(), "10000.00 EUR");
    assert_eq!(totals.lines_after_as_of, 1);
    assert_eq!(
        totals.last_12_months.period,
        Period::new(day("2023-03-01"), day(AS_OF)).ok()
    );
    assert_eq!(
        totals.previous_12_months.period,
        Period::new(day("2022-03-01"), day("2023-02-28")).ok()
    );
}

#[test]
fn no_lines_make_an_empty_answer() {
    let empty = summarise(&TransactionColumns::default(), eur(), day(AS_OF)).unwrap();
    assert_eq!(empty.accounts, []);
    assert_eq!(empty.totals.revenue.to_string(), "0.00 EUR");
    assert_eq!((empty.totals.first_date, empty.totals.line_count), (None, 0));
}

#[test]
fn returns_are_netted_and_leave_no_share() {
    let lines = [
        ("A", "2024-01-01", "100"),
        ("A", "2024-01-02", "-30"),
        ("B", "2024-01-03", "-50"),
        ("C", "2024-01-03", "70"),
    ];
    let summary = summarise(&simple(&lines), eur(), day(AS_OF)).unwrap();
    assert_eq!(summary.totals.lines_with_negative_revenue, 2);
    assert_eq!(summary.totals.last_12_months.revenue.to_string(), "90.00 EUR");
    assert_eq!(summary.totals.share_base.to_string(), "140.00 EUR");
    let shares: Vec<_> = summary
        .accounts
        .iter()
        .map(|row| (row.id.as_str(), row.revenue_share))
        .collect();
    let half = Datum::Value(Share::from_percent(50.0).unwrap());
    assert_eq!(shares, [("A", half), ("C", half), ("B", Datum::NotApplicable)]);
    let reasons: Vec<_> = summary.accounts[2]
        .undefined
        .iter()
        .map(|undefined| undefined.reason)
        .collect();
    assert!(reasons.contains(&UndefinedReason::RevenueNegative));
}

#[test]
fn a_total_that_is_not_positive_leaves_no_shares() {
    let lines = [("A", "2024-01-01", "0"), ("B", "2024-01-03", "-50")];
    let summary = summarise(&simple(&lines), eur(), day(AS_OF)).unwrap();
    let reason = |row: &AccountRow| {
        row.undefined
            .iter()
            .find(|undefined| undefined.field == "revenue_share")
            .unwrap()
            .reason
    };
    assert_eq!(reason(&summary.accounts[0]), UndefinedReason::TotalNotPositive);
    assert_eq!(reason(&summary.accounts[1]), UndefinedReason::RevenueNegative);
}

#[test]
fn growth_says_why_it_is_absent() {
    let lines = [
        ("back", "2020-01-01", "5"),
        ("back", "2024-01-01", "5"),
        ("credited", "2022-05-01", "-5"),
        ("credited", "2024-01-01", "5"),
        ("gone", "2022-05-01", "5"),
    ];
    let summary = summarise(&simple(&lines), eur(), day(AS_OF)).unwrap();
    let growth: Vec<_> = summary
        .accounts
        .iter()
        .map(|row| {
            let reason = row
                .undefined
                .iter()
                .find(|undefined| undefined.field == "revenue_growth_ratio");
            (
                row.id.as_str(),
                row.revenue_growth_ratio.value().copied(),
                reason.map(|undefined| undefined.reason),
            )
        })
        .collect();
    assert_eq!(
        growth,
        [
            ("back", None, Some(UndefinedReason::NoEarlierRevenue)),
            ("credited", None, Some(UndefinedReason::EarlierRevenueNotPositive)),
            ("gone", Some(-1.0), None),
        ]
    );
}

#[test]
fn without_order_numbers_lines_are_counted_and_the_answer_says_so() {
    let lines = [("A", "2024-01-01", "1"), ("A", "2024-01-01", "1")];
    let summary = summarise(&simple(&lines), eur(), day(AS_OF)).unwrap();
    assert_eq!(summary.totals.order_basis, OrderBasis::Lines);
    assert_eq!(summary.accounts[0].order_count, Datum::Value(2));
    let with = TransactionColumns {
        order: Some(["O1", "O1"].into_iter().collect()),
        ..simple(&lines)
    };
    let summary = summarise(&with, eur(), day(AS_OF)).unwrap();
    assert_eq!(summary.totals.order_basis, OrderBasis::OrderNumbers);
    assert_eq!(summary.accounts[0].order_count, Datum::Value(1));
}

#[test]
fn white_space_around_an_id_makes_no_second_account() {
    let lines = [("A1", "2024-01-01", "1"), (" A1 ", "2024-01-02", "2")];
    let summary = summarise(&simple(&lines), eur(), day(AS_OF)).unwrap();
    assert_eq!(summary.accounts.len(), 1);
    assert_eq!(summary.accounts[0].revenue_last_12_months.to_string(), "3.00 EUR");
}

/// Adding decimals one by one would round here, and differently from order to order.
#[test]
fn sums_are_exact_or_refused() {
    let huge = "9000000000000000000000000";
    let lines = [
        ("A", "2024-01-01", huge),
        ("A", "2024-01-01", "0.001"),
        ("A", "2024-01-01", "0.009"),
    ];
    let summary = summarise(&simple(&lines), eur(), day(AS_OF)).unwrap();
    assert_eq!(
        summary.totals.revenue.amount.to_string(),
        "9000000000000000000000000.01"
    );
    let lines = [
        ("A", "2024-01-01", "79228162514264337593543950335"),
        ("A", "2024-01-01", "0.01"),
    ];
    let error = summarise(&simple(&lines), eur(), day(AS_OF)).unwrap_err();
    assert_eq!(error, SummariseError::Overflow { column: "revenue" });
}

#[test]
fn facts_are_named_numbers() {
    let lines = [("A", "2023-01-01", "80.5"), ("A", "2024-01-31", "161")];
    let row = summarise(&simple(&lines), eur(), day(AS_OF))
        .unwrap()
        .accounts
        .remove(0);
    assert_eq!(
        row.facts(),
        [
            ("revenue_last_12_months", Datum::Value(161.0)),
            ("revenue_growth_ratio", Datum::Value(1.0)),
            ("gross_margin_ratio", Datum::Missing),
            ("order_count", Datum::Value(1.0)),
            ("category_count", Datum::Missing),
            ("revenue_share", Datum::Value(1.0)),
            ("days_since_last_order", Datum::Value(29.0)),
        ]
    );
}

#[test]
fn errors_name_row_column_and_value() {
    let good = [("A", "2024-01-01", "1"), ("B", "2024-01-01", "1")];
    let long_id = "x".repeat(201);
    let short_date = TransactionColumns {
        date: vec![day(AS_OF)],
        ..simple(&good)
    };
    let long_cost = TransactionColumns {
        cost: Some(vec![Datum::Missing; 3]),
        ..simple(&good)
    };
    let cases = [
        (
            short_date,
            AS_OF,
            "columns_differ_in_length",
            "/date",
            "`date` must have as many rows as `account`, 2 (got 1)",
        ),
        (
            long_cost,
            AS_OF,
            "columns_differ_in_length",
            "/cost",
            "`cost` must have as many rows as `account`, 2 (got 3)",
        ),
        (
            simple(&[("A", "2024-01-01", "1"), (" ", "2024-01-01", "1")]),
            AS_OF,
            "account_id_invalid",
            "/account/1",
            "`account` in row 2: id must be 1 to 200 visible characters (got \" \")",
        ),
        (
            simple(&[
                ("A", "2024-01-01", "1"),
                ("A", "2024-01-01", "1"),
                (&long_id, "2024-01-01", "1"),
            ]),
            AS_OF,
            "account_id_invalid",
            "/account/2",
            "`account` in row 3: id must be 1 to 200 visible characters (got \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\")",
        ),
        (
            simple(&[
                ("A", "2024-01-01", "79228162514264337593543950335"),
                ("A", "2024-01-01", "1"),
            ]),
            AS_OF,
            "sum_too_long",
            "/revenue",
            "the sums of `revenue` must have at most 28 digits",
        ),
        (
            simple(&good),
            "0002-12-31",
            "as_of_out_of_range",
            "",
            "`as_of` must lie at least 24 months after the start of the calendar (got 0002-12-31)",
        ),
    ];
    for (columns, as_of, code, path, message) in cases {
        let error = summarise(&columns, eur(), day(as_of)).unwrap_err();
        assert_eq!(
            (error.code(), error.path().as_str(), error.to_string().as_str()),
            (code, path, message)
        );
    }
}
