use proptest::prelude::*;

use super::*;

fn ids(count: usize) -> Vec<AccountId> {
    (0..count)
        .map(|index| format!("A{index:03}").try_into().unwrap())
        .collect()
}

fn spread(cents: &[i64]) -> Concentration {
    let ids = ids(cents.len());
    concentration(&accounts(&ids, cents)).unwrap()
}

fn accounts<'a>(ids: &'a [AccountId], cents: &[i64]) -> Vec<AccountAmount<'a>> {
    let currency = "EUR".parse().unwrap();
    ids.iter()
        .zip(cents)
        .map(|(id, &cents)| AccountAmount {
            id,
            amount: Money::new(rust_decimal::Decimal::new(cents, 2), currency),
        })
        .collect()
}

fn amounts() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(prop_oneof![Just(0), 1..1_000_000_i64, Just(50_000)], 1..40)
        .prop_filter("something to share", |amounts| {
            amounts.iter().any(|&amount| amount > 0)
        })
}

const ROUNDING: f64 = 1e-12;

proptest! {
    #[test]
    fn figures_stay_in_their_ranges(amounts in amounts()) {
        let n = amounts.len() as f64;
        let found = spread(&amounts);
        prop_assert!((1.0 / n..=1.0).contains(&found.hhi));
        prop_assert!((1.0 - ROUNDING..=n + ROUNDING).contains(&found.effective_account_count));
        prop_assert!((0.0..=1.0 - 1.0 / n).contains(&found.gini));
        prop_assert!(found.gini.is_sign_positive());
        let rising = found.top_shares.windows(2).all(|pair| pair[0].share <= pair[1].share);
        prop_assert!(rising);
        prop_assert!((1..=amounts.len() as u64).contains(&found.accounts_for_80_percent));
    }

    #[test]
    fn the_order_of_accounts_changes_nothing((amounts, shuffled) in amounts().prop_flat_map(|amounts| {
        let rows: Vec<(usize, i64)> = amounts.into_iter().enumerate().collect();
        (Just(rows.clone()), Just(rows).prop_shuffle())
    })) {
        let ids = ids(amounts.len());
        let of = |rows: &[(usize, i64)]| {
            let (order, cents): (Vec<usize>, Vec<i64>) = rows.iter().copied().unzip();
            let ids: Vec<AccountId> = order.iter().map(|&index| ids[index].clone()).collect();
            concentration(&accounts(&ids, &cents)).unwrap()
        };
        prop_assert_eq!(of(&amounts), of(&shuffled));
    }

    /// Merging two accounts raises the HHI by twice the product of their shares.
    #[test]
    fn merging_raises_hhi_by_twice_the_product(amounts in amounts().prop_filter("two", |amounts| amounts.len() > 1)) {
        let total: i64 = amounts.iter().sum();
        let (first, second) = (amounts[0], amounts[1]);
        let mut merged = amounts[1..].to_vec();
        merged[0] = first + second;
        let rise = 2.0 * (first as f64 / total as f64) * (second as f64 / total as f64);
        prop_assert!((spread(&merged).hhi - spread(&amounts).hhi - rise).abs() < ROUNDING);
    }

    #[test]
    fn scaling_changes_no_ratio(amounts in amounts(), factor in 2..1000_i64) {
        let scaled: Vec<i64> = amounts.iter().map(|amount| amount * factor).collect();
        let (before, after) = (spread(&amounts), spread(&scaled));
        prop_assert!((before.hhi - after.hhi).abs() < ROUNDING);
        prop_assert!((before.gini - after.gini).abs() < ROUNDING);
        prop_assert_eq!(before.accounts_for_80_percent, after.accounts_for_80_percent);
        let ids = |spread: &Concentration| spread.major_accounts.iter().map(|account| account.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&before), ids(&after));
    }

    /// Doubling the population leaves the Gini coefficient and halves the HHI.
    #[test]
    fn replication_keeps_gini_and_halves_hhi(amounts in amounts()) {
        let twice = [amounts.clone(), amounts.clone()].concat();
        let (before, after) = (spread(&amounts), spread(&twice));
        prop_assert!((before.gini - after.gini).abs() < ROUNDING);
        prop_assert!((before.hhi / 2.0 - after.hhi).abs() < ROUNDING);
    }

    /// A transfer from a larger to a smaller account, up to their gap, raises neither figure.
    #[test]
    fn a_transfer_to_the_smaller_raises_nothing(amounts in amounts().prop_filter("two", |amounts| amounts.len() > 1), per_mille in 0..=1000_i64) {
        let (low, high) = if amounts[0] < amounts[1] { (0, 1) } else { (1, 0) };
        let transfer = (amounts[high] - amounts[low]) * per_mille / 1000;
        let mut after = amounts.clone();
        after[high] -= transfer;
        after[low] += transfer;
        let (before, after) = (spread(&amounts), spread(&after));
        prop_assert!(after.hhi <= before.hhi + ROUNDING);
        prop_assert!(after.gini <= before.gini + ROUNDING);
    }

    /// The definitions, by all pairs and by plain integers.
    #[test]
    fn a_slow_oracle_agrees(amounts in amounts()) {
        let found = spread(&amounts);
        let (n, total) = (amounts.len() as f64, amounts.iter().sum::<i64>());
        let pairs: i64 = amounts.iter().flat_map(|a| amounts.iter().map(move |b| (a - b).abs())).sum();
        prop_assert!((found.gini - pairs as f64 / (2.0 * n * total as f64)).abs() < ROUNDING);
        let squares: i128 = amounts.iter().map(|&amount| i128::from(amount) * i128::from(amount)).sum();
        prop_assert!((found.hhi - squares as f64 / (total as f64 * total as f64)).abs() < ROUNDING);
        let mut descending = amounts.clone();
        descending.sort_unstable_by(|a, b| b.cmp(a));
        let needed = (1..=descending.len()).find(|&k| 100 * descending[..k].iter().sum::<i64>() >= 80 * total);
        prop_assert_eq!(found.accounts_for_80_percent, needed.unwrap() as u64);
        let major = amounts.iter().filter(|&&amount| 10 * amount >= total).count();
        prop_assert_eq!(found.major_accounts.len(), major);
    }
}

/// Relations and portfolio, C.5: 40 % and twelve at 5 % give 0.19; without the large one 0.083, without a small one 0.208.
#[test]
fn losing_the_largest_lowers_hhi_and_losing_a_small_one_raises_it() {
    let all: Vec<i64> = [vec![40], vec![5; 12]].concat();
    assert_eq!(spread(&all).hhi, 0.19);
    assert_eq!((spread(&all[1..]).hhi * 1000.0).round(), 83.0);
    assert_eq!((spread(&all[..12]).hhi * 1000.0).round(), 208.0);
}

#[test]
fn one_account_has_no_spread() {
    let one = spread(&[500]);
    assert_eq!(
        (one.hhi, one.hhi_points, one.gini, one.effective_account_count),
        (1.0, 10_000.0, 0.0, 1.0)
    );
    assert_eq!(
        (one.hhi_normalised, one.gini_corrected),
        (Datum::NotApplicable, Datum::NotApplicable)
    );
    let reasons: Vec<_> = one
        .undefined
        .iter()
        .map(|undefined| (undefined.field, undefined.reason))
        .collect();
    let single = UndefinedReason::SingleAccount;
    assert_eq!(reasons, [("hhi_normalised", single), ("gini_corrected", single)]);
}

#[test]
fn one_payer_among_several_reaches_the_ends() {
    let found = spread(&[0, 0, 700, 0]);
    assert_eq!((found.hhi, found.hhi_normalised), (1.0, Datum::Value(1.0)));
    assert_eq!((found.gini, found.gini_corrected), (0.75, Datum::Value(1.0)));
    assert_eq!(found.accounts_for_80_percent, 1);
}

#[test]
fn equal_accounts_are_exactly_even() {
    let found = spread(&[333; 3]);
    assert_eq!(found.gini, 0.0);
    assert!(found.gini.is_sign_positive());
    assert_eq!(found.hhi_normalised, Datum::Value(0.0));
}

/// Ten percent exactly is a major customer, and above no limit of "over 10 %".
#[test]
fn limits_compare_exactly() {
    // As floats, 0.1 of this total would not be a tenth.
    let found = spread(&[10_01, 30_03, 60_06]);
    let major: Vec<&str> = found
        .major_accounts
        .iter()
        .map(|account| account.id.as_str())
        .collect();
    assert_eq!(major, ["A002", "A001", "A000"]);

    let even = spread(&[7; 10]);
    assert_eq!(even.major_accounts.len(), 10);
    let crossed = |percent: u8, is_inclusive: bool| {
        let mut readings = even.limits.iter().filter(|reading| {
            reading.limit.measure == ConcentrationMeasure::LargestShare
                && (reading.limit.limit_percent, reading.limit.is_inclusive) == (percent, is_inclusive)
        });
        let reading = readings.next().unwrap();
        assert_eq!(reading.value, 0.1);
        reading.is_crossed
    };
    assert!(crossed(10, true));
    assert!(!crossed(10, false));
    assert!(crossed(8, false));
}

#[test]
fn each_limit_says_whose_it_is() {
    assert!(
        CONCENTRATION_LIMITS
            .iter()
            .all(|limit| !limit.source.is_empty() && !limit.meaning.is_empty())
    );
    assert!(CONCENTRATION_LIMITS.is_sorted_by_key(|limit| (
        limit.measure,
        limit.limit_percent,
        !limit.is_inclusive
    )));
}

/// A part may need more digits than the total of all.
#[test]
fn parts_longer_than_the_total_are_measured() {
    let texts = ["5000000000000000000000000000", "0.05", "0.95"];
    let ids = ids(3);
    let rows: Vec<_> = ids
        .iter()
        .zip(texts)
        .map(|(id, text)| AccountAmount {
            id,
            amount: Money::parse(text, "EUR").unwrap(),
        })
        .collect();
    let found = concentration(&rows).unwrap();
    assert_eq!(found.top_shares[0].share, Share::ONE);
    assert!((found.gini - 2.0 / 3.0).abs() < ROUNDING);
}

#[test]
fn errors_name_place_and_value() {
    let ids = ids(2);
    let rows = |first: &str, second: (&str, &str)| {
        let amounts = [
            Money::parse(first, "EUR").unwrap(),
            Money::parse(second.0, second.1).unwrap(),
        ];
        concentration(&[
            AccountAmount {
                id: &ids[0],
                amount: amounts[0],
            },
            AccountAmount {
                id: &ids[1],
                amount: amounts[1],
            },
        ])
        .unwrap_err()
    };
    let nothing = "concentration needs at least one account with an amount above 0";
    let cases = [
        (concentration(&[]).unwrap_err(), "nothing_to_share", "", nothing),
        (rows("0", ("0.00", "EUR")), "nothing_to_share", "", nothing),
        (
            rows("5", ("-0.01", "EUR")),
            "negative_amount",
            "/1",
            "the amount of account `A001` must be at least 0 (got -0.01 EUR)",
        ),
        (
            rows("5", ("5", "USD")),
            "currencies_differ",
            "/1",
            "amounts must share one currency (got EUR and USD)",
        ),
        (
            rows("79228162514264337593543950335", ("1", "EUR")),
            "sum_too_long",
            "",
            "amounts must add up to at most 28 digits",
        ),
    ];
    for (error, code, path, message) in cases {
        assert_eq!(
            (error.code(), error.path().as_str(), error.to_string().as_str()),
            (code, path, message)
        );
    }
}
