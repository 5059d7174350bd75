//! The review of a portfolio: laws, one portfolio by hand, and what is said where there is no review.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{ReviewError, ReviewPack, pack};
use crate::document;
use crate::fault::Fault;
use crate::portfolio::Portfolio;
use crate::quantity::decimal::Decimal;
use crate::quantity::{AccountId, Datum, Money, Share};

const DAY: &str = "2026-09-30";

fn account(id: &str, tier: &str, growth: u32, annual_value: impl Into<Value>) -> Value {
    let annual_value = annual_value.into();
    json!({"id": id, "name": format!("{id} (invented)"), "orientation": "customer", "tier": tier,
           "facts": {"growth": growth}, "annual_value": annual_value})
}

fn eur(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

/// One criterion, 0 to 18 % on a scale from 1 to 10: half a point per percent, and one point for nothing.
fn selection(top: u32) -> Value {
    json!({"policy": {"top": top}, "model": {
        "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Growth alone", "weights": "points",
        "criteria": [{"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 1,
                      "direction": "more_is_better", "anchors": {"worst": 0, "best": 18}, "when_absent": "refuse"}]}})
}

fn document(accounts: &[Value]) -> Value {
    json!({"schema": "keyaccount/portfolio/1", "id": "PF", "name": "Invented accounts",
           "organisation": {"name": "Examplar Pumps (invented)", "currency": "EUR"},
           "selection": selection(2), "accounts": accounts})
}

fn read(document: &Value) -> Portfolio {
    document::read(&document.to_string()).unwrap()
}

fn reviewed(document: &Value) -> Result<ReviewPack, ReviewError> {
    pack(&read(document), DAY.parse().unwrap())
}

fn by_hand() -> Value {
    let mut portfolio = document(&[
        account("B", "key", 13, eur("500.00")),
        account("A", "strategic", 16, json!({"amount": "100", "currency": "USD"})),
        account("C", "standard", 12, eur("419.50")),
        account("D", "key", 4, json!({"state": "unknown"})),
        account("E", "standard", 2, json!({"amount": "70", "currency": "GBP"})),
    ]);
    portfolio["exchange_rates"] = json!([
        {"from": "USD", "to": "EUR", "rate": "0.805", "as_of": "2026-06-30"},
        {"from": "USD", "to": "EUR", "rate": "0.9", "as_of": "2026-01-01"},
        {"from": "USD", "to": "EUR", "rate": "0.5", "as_of": "2026-10-01"},
        {"from": "GBP", "to": "EUR", "rate": "1.1", "as_of": "2026-10-01"}]);
    portfolio["plans"] = json!([
        {"id": "P1", "account": {"id": "A"}},
        {"id": "P2", "account": {"id": "A"}},
        {"id": "P3", "account": {"id": "Z", "name": "Nobody knows it"}}]);
    portfolio
}

/// B (7.5) is key and stays above 7; C (7.0) is not and would have to reach 8; D (3.0) is key and leaves.
#[test]
fn tiers_say_who_is_key_today() {
    let mut portfolio = by_hand();
    portfolio["selection"]["policy"] = json!({"threshold": 8, "incumbents": {"exit_threshold": 7}});
    let chosen = reviewed(&portfolio).unwrap().selection.unwrap();
    let inside: Vec<&str> = chosen
        .selected
        .iter()
        .map(|row| row.account_id.as_str())
        .collect();
    assert_eq!(inside, ["A", "B"]);
    portfolio["selection"]["policy"]["incumbents"]["dwell_down_periods"] = json!(2);
    let chosen = reviewed(&portfolio).unwrap().selection.unwrap();
    let inside: Vec<&str> = chosen
        .selected
        .iter()
        .map(|row| row.account_id.as_str())
        .collect();
    assert_eq!(inside, ["A", "B", "D"]);
}

#[test]
fn a_portfolio_by_hand() {
    let review = reviewed(&by_hand()).unwrap();
    let summary = &review.portfolio;
    let share = |share: f64| Datum::Value(Share::try_from(share).unwrap());
    let money = |amount: &str| Datum::Value(Money::parse(amount, "EUR").unwrap());
    // 500.00 + 80.50 + 419.50; E's pounds have no rate yet on the day, D's revenue is unknown.
    assert_eq!(summary.revenue, money("1000.00"));
    assert_eq!((summary.account_count, summary.revenue_known_count), (5, 3));
    let tiers: Vec<_> = summary
        .tiers
        .iter()
        .map(|row| {
            (
                row.tier.unwrap(),
                row.account_count,
                row.revenue,
                row.revenue_share,
            )
        })
        .collect();
    let tier = |word: &str| serde_json::from_value(json!(word)).unwrap();
    assert_eq!(
        tiers,
        [
            (tier("strategic"), 1, money("80.50"), share(0.0805)),
            (tier("key"), 2, money("500.00"), share(0.5)),
            (tier("incubator"), 0, Datum::Missing, Datum::Missing),
            (tier("standard"), 2, money("419.50"), share(0.4195)),
        ]
    );
    let chosen = review.selection.as_ref().unwrap();
    let inside: Vec<_> = chosen
        .selected
        .iter()
        .map(|row| {
            (
                row.account_id.as_str(),
                row.rank,
                row.score,
                row.margin,
                row.revenue_share,
            )
        })
        .collect();
    assert_eq!(
        inside,
        [
            ("A", Some(1), Some(9.0), Some(2.0), share(0.0805)),
            ("B", Some(2), Some(7.5), Some(0.5), share(0.5)),
        ]
    );
    let outside: Vec<_> = chosen
        .just_missed
        .iter()
        .map(|row| (row.account_id.as_str(), row.rank, row.score, row.margin))
        .collect();
    assert_eq!(
        outside,
        [
            ("C", Some(3), Some(7.0), Some(-0.5)),
            ("D", Some(4), Some(3.0), Some(-4.5)),
            ("E", Some(5), Some(2.0), Some(-5.5)),
        ]
    );
    let gap = &chosen.selected[0].gaps[0];
    assert_eq!((gap.name.as_str(), gap.fact), ("Growth", Datum::Value(16.0)));
    assert!((gap.points_at_best - gap.points - 1.0).abs() < 1e-12);
    let mismatches: Vec<_> = chosen
        .tier_mismatches
        .iter()
        .map(|row| (row.account_id.as_str(), row.selected))
        .collect();
    assert_eq!(mismatches, [("D", false)]);
    let largest = review.largest_loss.as_ref().unwrap();
    assert_eq!(largest.account_id.as_str(), "B");
    assert_eq!(largest.impact.share_lost, share(0.5));
    assert_eq!(largest.impact.replacement_growth_ratio, Datum::Value(1.0));
}

#[test]
fn plans_are_reviewed_in_order_whomever_they_are_for() {
    let review = reviewed(&by_hand()).unwrap();
    let plans: Vec<_> = review
        .plans
        .iter()
        .map(|plan| {
            (
                plan.index,
                plan.plan_id.as_ref().unwrap().as_str(),
                plan.account_name.as_deref().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        plans,
        [
            (0, "P1", "A (invented)"),
            (1, "P2", "A (invented)"),
            (2, "P3", "Nobody knows it")
        ]
    );
    let without: Vec<&str> = review
        .key_accounts_without_plan
        .iter()
        .map(AccountId::as_str)
        .collect();
    assert_eq!(without, ["B", "D"]);
}

#[test]
fn the_smaller_id_is_the_largest_account_among_equals() {
    let accounts = ["C", "A", "B"].map(|id| account(id, "key", 9, eur("10.00")));
    let review = reviewed(&document(&accounts)).unwrap();
    assert_eq!(review.largest_loss.unwrap().account_id.as_str(), "A");
}

#[test]
fn nothing_is_made_up_where_nothing_is_known() {
    let mut empty = document(&[]);
    empty.as_object_mut().unwrap().remove("selection");
    let review = reviewed(&empty).unwrap();
    assert_eq!((review.selection, review.largest_loss), (None, None));
    assert_eq!(review.portfolio.revenue, Datum::Missing);
    // A book without a cent has no shares.
    let review = reviewed(&document(&[account("A", "key", 9, eur("0"))])).unwrap();
    assert_eq!(
        review.selection.unwrap().selected[0].revenue_share,
        Datum::Unknown
    );
    assert_eq!(review.largest_loss.unwrap().impact.share_lost.value(), None);
}

#[test]
fn errors_name_the_place_in_the_portfolio() {
    let said = |document: &Value| {
        let error = reviewed(document).unwrap_err();
        (error.code().to_owned(), error.path(), error.to_string())
    };
    let expect = |found: (String, String, String), code: &str, path: &str| {
        assert_eq!((found.0.as_str(), found.1.as_str()), (code, path), "{}", found.2);
    };
    let accounts = ["B", "A"].map(|id| account(id, "key", 9, eur("10.00")));
    let with = |change: &dyn Fn(&mut Value)| {
        let mut portfolio = document(&accounts);
        change(&mut portfolio);
        said(&portfolio)
    };
    let found = with(&|portfolio| portfolio["accounts"][1]["id"] = json!("B"));
    expect(found, "duplicate_id", "/accounts/1/id");
    let found = with(&|portfolio| portfolio["selection"]["model"]["criteria"][0]["weight"] = json!(0));
    assert!(found.1.starts_with("/selection/model/"), "{found:?}");
    let found = with(&|portfolio| {
        portfolio["selection"].as_object_mut().unwrap().remove("model");
    });
    expect(found, "model_missing", "/selection");
    let found =
        with(&|portfolio| portfolio["selection"] = json!({"ready_model": "rankin", "policy": {"top": 1}}));
    expect(found, "unknown_model", "/selection/ready_model");
    let found = with(&|portfolio| portfolio["selection"]["policy"] = json!({}));
    assert_eq!(found.1, "/selection/policy");
    // What is no object is refused when the portfolio is read.
    let mut portfolio = document(&accounts);
    portfolio["plans"] = json!([{"id": "P1"}, []]);
    let error = document::read::<Portfolio>(&portfolio.to_string()).unwrap_err();
    assert_eq!(error.path(), "/plans/1");
    // The accounts are not in the order of their ids: the place is that of the document all the same.
    let found = with(&|portfolio| portfolio["accounts"][0]["facts"] = json!({}));
    assert_eq!(found.1, "/accounts/0/facts/growth");
    let found = with(&|portfolio| portfolio["accounts"][1]["facts"]["growht"] = json!(1));
    assert_eq!(found.1, "/accounts/1/facts/growht");
}

/// Accounts with ids in random order, revenue in cents where it is known, and a growth from 0 to 18.
fn accounts() -> impl Strategy<Value = Vec<Value>> {
    let tier = prop::sample::select(vec!["strategic", "key", "incubator", "standard"]);
    let row = (
        any::<u16>(),
        tier,
        0_u32..=18,
        prop::option::of(0_i64..100_000_000),
    );
    prop::collection::btree_map(0_u32..100, row, 0..14).prop_map(|rows| {
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by_key(|(_, row)| row.0);
        let account = |(id, (_, tier, growth, cents)): (u32, (u16, &str, u32, Option<i64>))| {
            let amount = cents.map_or(json!({"state": "unknown"}), |cents| {
                eur(&Decimal::new(cents, 2).to_string())
            });
            account(&format!("A{id:02}"), tier, growth, amount)
        };
        rows.into_iter().map(account).collect()
    })
}

fn cents(amount: &Value) -> Option<i64> {
    amount["amount"].as_str()?.replace('.', "").parse().ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_accounts_matters_to_no_figure(accounts in accounts(), by in 0_usize..14) {
        let mut turned = accounts.clone();
        turned.reverse();
        let count = turned.len().max(1);
        turned.rotate_left(by % count);
        let mut before = reviewed(&document(&accounts)).unwrap();
        let mut after = reviewed(&document(&turned)).unwrap();
        before.key_accounts_without_plan.sort();
        after.key_accounts_without_plan.sort();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn tiers_add_up_to_the_cent_and_shares_to_one(accounts in accounts()) {
        let summary = reviewed(&document(&accounts)).unwrap().portfolio;
        let known: Vec<i64> = accounts.iter().filter_map(|account| cents(&account["annual_value"])).collect();
        let total = Decimal::new(known.iter().sum(), 2);
        prop_assert_eq!(summary.revenue_known_count, known.len() as u64);
        prop_assert_eq!(summary.revenue.value().map(|money| money.amount), (!known.is_empty()).then_some(total));
        let of_tiers: Decimal = summary.tiers.iter().filter_map(|row| Some(row.revenue.value()?.amount)).sum();
        prop_assert_eq!(of_tiers, total);
        prop_assert_eq!(summary.tiers.iter().map(|row| row.account_count).sum::<u64>(), accounts.len() as u64);
        let shares: f64 = summary.tiers.iter().filter_map(|row| Some(row.revenue_share.value()?.get())).sum();
        prop_assert!(total == Decimal::ZERO || (shares - 1.0).abs() < 1e-12, "{}", shares);
    }

    #[test]
    fn every_account_is_inside_or_outside(accounts in accounts(), top in 1_u32..14) {
        let mut portfolio = document(&accounts);
        portfolio["selection"] = selection(top);
        let chosen = reviewed(&portfolio).unwrap().selection.unwrap();
        let inside: BTreeSet<&str> = chosen.selected.iter().map(|row| row.account_id.as_str()).collect();
        let outside: BTreeSet<&str> = chosen.just_missed.iter().map(|row| row.account_id.as_str()).collect();
        prop_assert!(inside.is_disjoint(&outside));
        // The largest growths are selected; whoever ties with the last of them is selected too.
        let mut growths: Vec<u64> = accounts.iter().map(|row| row["facts"]["growth"].as_u64().unwrap()).collect();
        growths.sort_unstable_by(|left, right| right.cmp(left));
        let line = growths.get(top as usize - 1).copied().unwrap_or(0);
        for row in &accounts {
            let is_selected = row["facts"]["growth"].as_u64().unwrap() >= line;
            prop_assert_eq!(inside.contains(row["id"].as_str().unwrap()), is_selected);
        }
        prop_assert_eq!(outside.len(), (accounts.len() - inside.len()).min(5));
        for row in &accounts {
            let is_key = ["strategic", "key"].contains(&row["tier"].as_str().unwrap());
            let id = row["id"].as_str().unwrap();
            let differs = chosen.tier_mismatches.iter().any(|mismatch| mismatch.account_id.as_str() == id);
            prop_assert_eq!(differs, is_key != inside.contains(id));
        }
    }

    #[test]
    fn the_largest_loss_is_that_of_the_most_revenue(accounts in accounts()) {
        let largest = reviewed(&document(&accounts)).unwrap().largest_loss;
        let known = accounts.iter().filter_map(|row| Some((-cents(&row["annual_value"])?, row["id"].as_str()?)));
        let expected = known.min().map(|(_, id)| id);
        prop_assert_eq!(largest.as_ref().map(|loss| loss.account_id.as_str()), expected);
    }
}
