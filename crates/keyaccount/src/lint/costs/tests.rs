//! Parts of amounts: laws, and values worked by hand.

use proptest::prelude::*;

use super::part_within;
use crate::quantity::{Date, Money, Period, add_days};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn period(start: &str, end: &str) -> Period {
    Period::new(day(start), day(end)).unwrap()
}

fn part(amount: &str, over: Period, within: Period) -> String {
    let amount = Money::parse(amount, "EUR").unwrap();
    part_within(amount, over, within).unwrap().to_string()
}

#[test]
fn what_lies_within_keeps_its_digits() {
    let year = period("2026-01-01", "2026-12-31");
    assert_eq!(part("1000.125", year, year), "1000.125 EUR");
    assert_eq!(
        part("1000.125", period("2026-03-31", "2026-03-31"), year),
        "1000.125 EUR"
    );
    assert_eq!(part("7", year, period("2027-01-01", "2027-12-31")), "0 EUR");
    assert_eq!(part("7", year, period("2025-01-01", "2025-12-31")), "0 EUR");
    assert_eq!(part("7", year, period("2020-01-01", "2030-12-31")), "7 EUR");
}

#[test]
fn the_rest_falls_pro_rata_by_days() {
    // 2026 to 2028 are 1,096 days, 2028 being a leap year: 1000 * 365 / 1096 = 333.0291..., 1000 * 730 / 1096 = 666.0583...
    let plan = period("2026-01-01", "2028-12-31");
    assert_eq!(
        part("1000", plan, period("2026-01-01", "2026-12-31")),
        "333.03 EUR"
    );
    assert_eq!(
        part("1000", plan, period("2027-01-01", "2027-12-31")),
        "333.03 EUR"
    );
    assert_eq!(
        part("1000", plan, period("2028-01-01", "2028-12-31")),
        "333.94 EUR"
    );
    // The last ten of thirty days, and the first one.
    let june = period("2026-06-01", "2026-06-30");
    assert_eq!(part("300", june, period("2026-06-21", "2026-07-31")), "100 EUR");
    assert_eq!(part("1", june, period("2026-05-01", "2026-06-01")), "0.03 EUR");
}

#[test]
fn what_does_not_fit_is_nothing() {
    let most = Money::parse("79228162514264337593543950335", "EUR").unwrap();
    let (year, half) = (
        period("2026-01-01", "2026-12-31"),
        period("2026-01-01", "2026-06-30"),
    );
    assert_eq!(part_within(most, year, half), None);
    assert_eq!(part_within(most, year, year), Some(most));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn parts_of_a_period_that_is_cut_add_up_to_the_amount(
        cents in -1_000_000_i64..100_000_000, days in 1_i64..2_000, cuts in prop::collection::btree_set(1_i64..2_000, 0..6),
    ) {
        let amount = Money::new(rust_decimal::Decimal::new(cents, 2), "EUR".parse().unwrap());
        let start = day("2026-01-01");
        let over = Period::new(start, add_days(start, days - 1).unwrap()).unwrap();
        let mut sum = Money::zero(amount.currency);
        let mut from = -100;
        for until in cuts.into_iter().chain([3_000]) {
            let piece = Period::new(add_days(start, from).unwrap(), add_days(start, until - 1).unwrap()).unwrap();
            sum = sum.checked_add(part_within(amount, over, piece).unwrap()).unwrap();
            from = until;
        }
        prop_assert_eq!(sum.amount, amount.amount);
    }

    #[test]
    fn a_part_is_what_its_days_are_worth_to_a_cent(
        cents in 0_i64..100_000_000, days in 1_i32..2_000, from in -50_i32..2_050, length in 1_i32..500,
    ) {
        let amount = Money::new(rust_decimal::Decimal::new(cents, 2), "EUR".parse().unwrap());
        let start = day("2026-01-01");
        let over = Period::new(start, add_days(start, i64::from(days) - 1).unwrap()).unwrap();
        let within = Period::new(add_days(start, i64::from(from)).unwrap(), add_days(start, i64::from(from + length) - 1).unwrap()).unwrap();
        let common: f64 = (0..days).map(|day| if (from..from + length).contains(&day) { 1.0 } else { 0.0 }).sum();
        let part = part_within(amount, over, within).unwrap().to_f64();
        let slowly = amount.to_f64() / f64::from(days) * common;
        prop_assert!((part - slowly).abs() < 0.010_001, "{} {}", part, slowly);
    }
}
