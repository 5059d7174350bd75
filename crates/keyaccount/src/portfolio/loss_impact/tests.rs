use proptest::prelude::*;

use super::*;
use crate::fault::Fault;

fn account(id: &str, revenue: &str) -> AccountRevenue {
    AccountRevenue {
        id: id.try_into().unwrap(),
        annual_revenue: match revenue {
            "" => Datum::Missing,
            amount => Datum::Value(eur(amount)),
        },
        annual_gross_margin: Datum::Missing,
        hours_per_year: Datum::Missing,
    }
}

fn eur(amount: &str) -> Money {
    Money::parse(amount, "EUR").unwrap()
}

fn id(id: &str) -> AccountId {
    id.try_into().unwrap()
}

fn impact(accounts: &[AccountRevenue], leaving: &[&str]) -> LossImpact {
    let leaving: Vec<AccountId> = leaving.iter().map(|name| id(name)).collect();
    loss_impact(accounts, &leaving, Datum::Missing).unwrap()
}

fn portfolio() -> impl Strategy<Value = Vec<AccountRevenue>> {
    prop::collection::vec(0..1_000_000_i64, 2..20).prop_map(|cents| {
        let rows = cents.iter().enumerate();
        rows.map(|(row, cents)| account(&format!("A{row:02}"), &Decimal::new(*cents, 2).to_string()))
            .collect()
    })
}

fn amount(sum: KnownMoney) -> Decimal {
    sum.amount.value().unwrap().amount
}

proptest! {
    #[test]
    fn the_loss_of_a_set_is_the_sum_of_its_losses(accounts in portfolio(), count in 1..5_usize) {
        let names: Vec<&str> = accounts.iter().take(count).map(|account| account.id.as_str()).collect();
        let all = impact(&accounts, &names);
        let single: Decimal = names.iter().map(|name| amount(impact(&accounts, &[name]).revenue_lost)).sum();
        prop_assert_eq!(amount(all.revenue_lost), single);
        prop_assert_eq!(amount(all.revenue_lost) + amount(all.revenue_remaining), amount(all.revenue_before));
    }

    #[test]
    fn replacement_growth_brings_the_rest_back_to_the_whole(accounts in portfolio()) {
        let found = impact(&accounts, &["A00"]);
        if let Some(growth) = found.replacement_growth_ratio.value() {
            let grown = found.revenue_remaining.amount.value().unwrap().to_f64() * (1.0 + growth);
            prop_assert!((grown - found.revenue_before.amount.value().unwrap().to_f64()).abs() < 1e-6);
            let share = found.share_lost.value().unwrap().get();
            prop_assert!((growth - share / (1.0 - share)).abs() <= 1e-9 * (1.0 + growth * growth));
        }
    }

    #[test]
    fn the_order_of_both_lists_changes_nothing((accounts, shuffled) in portfolio().prop_flat_map(|accounts| (Just(accounts.clone()), Just(accounts).prop_shuffle()))) {
        prop_assert_eq!(impact(&accounts, &["A01", "A00"]), impact(&shuffled, &["A00", "A01"]));
    }
}

/// KAM practice S4 and relations-and-portfolio C.6: 40 % needs 66.7 %, 5 % needs 5.3 %.
#[test]
fn forty_percent_needs_two_thirds_and_five_percent_a_nineteenth() {
    let mut accounts = vec![account("global", "40"), account("local", "5")];
    accounts.extend((0..11).map(|row| account(&format!("other {row}"), "5")));
    let large = impact(&accounts, &["global"]);
    assert_eq!(large.share_lost, Datum::Value(Share::from_percent(40.0).unwrap()));
    assert_eq!(large.replacement_growth_ratio, Datum::Value(2.0 / 3.0));
    assert_eq!(large.equivalent_account_count, Datum::Value(8.0));
    assert_eq!(large.notes, [LossNote::HhiFallsByTheLoss]);
    let small = impact(&accounts, &["local"]);
    assert_eq!(small.replacement_growth_ratio, Datum::Value(1.0 / 19.0));
    assert_eq!(small.notes, []);
    assert!(
        small
            .concentration
            .hhi_change
            .value()
            .is_some_and(|change| *change > 0.0)
    );
}

#[test]
fn all_leaving_leaves_ratios_of_the_rest_undefined() {
    let accounts = [account("A", "30"), account("B", "70")];
    let found = impact(&accounts, &["A", "B"]);
    assert_eq!(found.share_lost, Datum::Value(Share::ONE));
    assert_eq!(amount(found.revenue_remaining), Decimal::ZERO);
    assert_eq!(found.leaving[0].id.as_str(), "B", "most revenue first");
    let nothing = UndefinedReason::NothingRemains;
    let expected = [
        ("replacement_growth_ratio", nothing),
        ("equivalent_account_count", nothing),
        ("months_of_profit_lost", UndefinedReason::NotGiven),
        ("concentration.after", nothing),
        ("concentration.hhi_change", nothing),
    ];
    let found: Vec<_> = found
        .undefined
        .iter()
        .map(|undefined| (undefined.field, undefined.reason))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn no_revenue_at_all_is_defined() {
    let found = impact(&[account("A", "0"), account("B", "0")], &["A"]);
    assert_eq!(amount(found.revenue_lost), Decimal::ZERO);
    assert_eq!(found.share_lost, Datum::NotApplicable);
    assert_eq!(found.undefined[0].reason, UndefinedReason::TotalNotPositive);
    let found = impact(&[account("A", ""), account("B", "")], &["A"]);
    assert_eq!(
        (found.revenue_lost.amount, found.share_lost),
        (Datum::Missing, Datum::Missing)
    );
    assert_eq!(found.undefined[0].reason, UndefinedReason::NotGiven);
}

#[test]
fn unknown_revenue_is_left_out_and_said() {
    let accounts = [account("A", "30"), account("B", "70"), account("C", "")];
    let found = impact(&accounts, &["A"]);
    assert_eq!(
        (
            found.revenue_before.known_count,
            found.revenue_before.account_count
        ),
        (2, 3)
    );
    assert_eq!(found.share_lost.map(Share::get), Datum::Value(0.3));
    assert!(found.notes.contains(&LossNote::RevenueNotKnownForAll));
    let found = impact(&accounts, &["A", "C"]);
    assert_eq!(amount(found.revenue_lost), Decimal::from(30));
    assert_eq!(found.share_lost, Datum::Missing);
    assert_eq!(found.undefined[0].reason, UndefinedReason::NotComplete);
}

#[test]
fn margin_and_hours_count_where_they_are_known() {
    let mut accounts = [account("A", "30"), account("B", "70"), account("C", "100")];
    accounts[0].annual_gross_margin = Datum::Value(eur("6"));
    accounts[1].annual_gross_margin = Datum::Unknown;
    accounts[0].hours_per_year = Datum::Value(120.5);
    accounts[1].hours_per_year = Datum::NotApplicable;
    let profit = Datum::Value(eur("24"));
    let one = loss_impact(&accounts, &[id("A")], profit).unwrap();
    assert_eq!(one.months_of_profit_lost, Datum::Value(3.0));
    let both = loss_impact(&accounts, &[id("A"), id("B")], profit).unwrap();
    assert_eq!(
        both.gross_margin_lost,
        KnownMoney {
            amount: Datum::Value(eur("6.00")),
            known_count: 1,
            account_count: 2
        }
    );
    assert_eq!(both.months_of_profit_lost, Datum::Missing);
    assert_eq!(
        both.hours_freed,
        KnownHours {
            hours: Datum::Value(120.5),
            known_count: 1,
            account_count: 1
        }
    );
    let loss = loss_impact(&accounts, &[id("A")], Datum::Value(eur("-1"))).unwrap();
    assert_eq!(loss.months_of_profit_lost, Datum::NotApplicable);
    assert_eq!(
        loss.undefined.last().unwrap().reason,
        UndefinedReason::ProfitNotPositive
    );
}

#[test]
fn errors_name_place_value_and_the_nearest_id() {
    let good = [account("A-100", "30"), account("B-200", "70")];
    let run = |accounts: &[AccountRevenue], leaving: &[&str]| {
        let leaving: Vec<AccountId> = leaving.iter().map(|name| id(name)).collect();
        loss_impact(accounts, &leaving, Datum::Missing).unwrap_err()
    };
    let twice = [good[0].clone(), good[0].clone()];
    let negative = [account("A", "30"), account("B", "-1")];
    let mut hours = good.clone();
    hours[1].hours_per_year = Datum::Value(f64::NAN);
    let mut dollars = good.clone();
    dollars[1].annual_gross_margin = Datum::Value(Money::parse("1", "USD").unwrap());
    let long = [account("A", "79228162514264337593543950335"), account("B", "1")];
    let cases = [
        (
            run(&good, &[]),
            "nobody_leaves",
            "/leaving",
            "`leaving` must name at least one account",
        ),
        (
            run(&good, &["B-200", "A-10"]),
            "unknown_account",
            "/leaving/1",
            "there is no account `A-10` in the portfolio",
        ),
        (
            run(&good, &["A-100", "A-100"]),
            "repeated_id",
            "/leaving/1",
            "`leaving` must name account `A-100` once",
        ),
        (
            run(&twice, &["A-100"]),
            "repeated_id",
            "/accounts/1/id",
            "`accounts` must name account `A-100` once",
        ),
        (
            run(&negative, &["A"]),
            "negative_amount",
            "/accounts/1/annual_revenue",
            "the annual revenue of account `B` must be at least 0 (got -1 EUR)",
        ),
        (
            run(&hours, &["A-100"]),
            "hours_out_of_range",
            "/accounts/1/hours_per_year",
            "the hours per year of account `B-200` must be a finite number of at least 0 (got NaN)",
        ),
        (
            run(&dollars, &["A-100"]),
            "currencies_differ",
            "/accounts/1/annual_gross_margin",
            "amounts must share one currency (got EUR and USD)",
        ),
        (
            run(&long, &["A"]),
            "sum_too_long",
            "/accounts",
            "amounts must add up to at most 28 digits",
        ),
    ];
    for (error, code, path, message) in cases {
        assert_eq!(
            (error.code(), error.path().as_str(), error.to_string().as_str()),
            (code, path, message)
        );
    }
    assert_eq!(
        run(&good, &["A-10"]).help().as_deref(),
        Some("the nearest known id is `A-100`")
    );
    assert_eq!(run(&good, &["elsewhere"]).help(), None);
    let profit = loss_impact(
        &good,
        &[id("A-100")],
        Datum::Value(Money::parse("1", "USD").unwrap()),
    )
    .unwrap_err();
    assert_eq!(profit.path(), "/annual_profit");
}
