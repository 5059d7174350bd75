use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::portfolio::{Portfolio, PortfolioError};

/// A portfolio without fault; companies and people are invented.
fn sound() -> Value {
    json!({
        "schema": "keyaccount/portfolio/1",
        "id": "P1",
        "name": "Accounts of Examplar Pumps (invented)",
        "note": "Companies and figures are invented.",
        "as_of": "2026-03-01",
        "organisation": {
            "name": "Examplar Pumps (invented)",
            "currency": "EUR",
            "fiscal_year_start_month": 4,
            "calendars": [{"id": "office", "time_zone": "Europe/Berlin",
                           "opening": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "18:00"}]}],
            "working_calendar_id": "office",
            "standard_agreement": {
                "id": "standard",
                "metrics": [{"id": "response", "name": "Mail response", "kind": "first_response",
                             "targets": [{"op": "at_most", "value": 24, "unit": "hours", "calendar_id": "office"}]}]
            }
        },
        "revenue_total": {"period": {"start": "2025-03-01", "end": "2026-02-28"},
                          "amount": {"amount": "3100000.00", "currency": "EUR"}},
        "exchange_rates": [{"from": "USD", "to": "EUR", "rate": "0.92", "as_of": "2026-02-27"}],
        "members": [
            {"id": "T1", "name": "Key account manager north", "role": "key_account_manager", "start_on": "2024-01-08"},
            {"id": "T2", "name": "Deputy", "role": "deputy", "start_on": "2025-01-01", "backup_for_id": "T1"}
        ],
        "accounts": [
            {"id": "A1", "name": "Kestrel Hotels (invented)", "orientation": "customer", "tier": "strategic",
             "manager_id": "T1", "plan_ids": ["PL1"],
             "annual_value": {"amount": "1250000.00", "currency": "EUR"},
             "contracts": [{"id": "K1", "start": "2024-01-01", "end": "2025-12-31", "successor_id": "K2"},
                           {"id": "K2", "start": "2026-01-01", "end": "2028-12-31"}],
             "facts": {"alignment": 7.5, "market_potential": {"state": "unknown"}}},
            {"id": "A2", "name": "Kestrel Hotels West (invented)", "orientation": "customer", "tier": "standard",
             "parent_id": "A1", "annual_value": {"amount": "80000", "currency": "USD"}},
            {"id": "A3", "name": "Northlight Castings (invented)", "orientation": "supplier", "tier": "key",
             "gross_margin": {"amount": "-5000", "currency": "EUR"}}
        ],
        "plans": [{"schema": "keyaccount/plan/1", "id": "PL1", "account": {"id": "A1"}}, {"x_draft": null}]
    })
}

fn faults_of(portfolio: &Value) -> Vec<PortfolioError> {
    let portfolio: Portfolio = crate::document::read(&portfolio.to_string()).unwrap();
    portfolio.faults()
}

/// Returns code, path and message of the faults after the value at `pointer` has been replaced.
fn after(pointer: &str, value: Value) -> Vec<(&'static str, String, String)> {
    let mut portfolio = sound();
    *portfolio
        .pointer_mut(pointer)
        .unwrap_or_else(|| panic!("no {pointer}")) = value;
    let faults = faults_of(&portfolio);
    faults
        .iter()
        .map(|fault| (fault.code(), fault.path(), fault.to_string()))
        .collect()
}

/// Returns the one fault after the value at `pointer` has been replaced.
fn one_after(pointer: &str, value: Value) -> (&'static str, String, String) {
    let faults = after(pointer, value);
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.into_iter().next().unwrap()
}

fn fault(code: &'static str, path: &str, message: &str) -> (&'static str, String, String) {
    (code, path.to_owned(), message.to_owned())
}

#[test]
fn a_sound_portfolio_is_read_and_written_back() {
    let text = sound().to_string();
    let portfolio = Portfolio::read(&text).unwrap();
    assert_eq!(portfolio.accounts.len(), 3);
    let again = Portfolio::read(&serde_json::to_string(&portfolio).unwrap()).unwrap();
    assert_eq!(again, portfolio);
}

#[test]
fn one_fault_at_a_time() {
    let eur = |amount: &str| json!({"amount": amount, "currency": "EUR"});
    assert_eq!(
        one_after("/accounts/2/id", json!("A1")),
        fault(
            "duplicate_id",
            "/accounts/2/id",
            "ids of kind account must be unique (got `A1` at /accounts/0/id as well)"
        )
    );
    // The reference to the contract that lost its name is told as well, after it.
    let contracts = after("/accounts/0/contracts/1/id", json!(" K1 "));
    let codes: Vec<&str> = contracts.iter().map(|fault| fault.0).collect();
    assert_eq!(codes, ["duplicate_id", "dangling_reference"]);
    assert_eq!(
        one_after("/plans/1", json!({"id": "PL1"})),
        fault(
            "duplicate_id",
            "/plans/1/id",
            "ids of kind plan must be unique (got `PL1` at /plans/0/id as well)"
        )
    );
    assert_eq!(
        one_after("/accounts/0/manager_id", json!("T9")),
        fault(
            "dangling_reference",
            "/accounts/0/manager_id",
            "reference must point to an id of kind member (got `T9`)"
        )
    );
    assert_eq!(
        one_after("/accounts/1/parent_id", json!("A7")).1,
        "/accounts/1/parent_id"
    );
    assert_eq!(
        one_after("/accounts/0/plan_ids/0", json!("PL7")).1,
        "/accounts/0/plan_ids/0"
    );
    assert_eq!(
        one_after("/members/1/backup_for_id", json!("T7")).1,
        "/members/1/backup_for_id"
    );
    assert_eq!(
        one_after("/organisation/working_calendar_id", json!("shop")).1,
        "/organisation/working_calendar_id"
    );
    assert_eq!(
        one_after("/accounts/0/contracts/0/successor_id", json!("K9")).1,
        "/accounts/0/contracts/0/successor_id"
    );
    assert_eq!(
        one_after("/accounts/0/annual_value", eur("-0.01")),
        fault(
            "negative_amount",
            "/accounts/0/annual_value",
            "amount must be at least 0 (got -0.01 EUR)"
        )
    );
    assert_eq!(
        one_after("/revenue_total/amount", eur("-1")).1,
        "/revenue_total/amount"
    );
    assert_eq!(
        one_after("/exchange_rates/0/rate", json!("0")),
        fault(
            "exchange_rate_not_positive",
            "/exchange_rates/0/rate",
            "exchange rate must be above 0 (got 0)"
        )
    );
    assert_eq!(
        one_after("/exchange_rates", json!([])),
        fault(
            "no_exchange_rate",
            "/accounts/1/annual_value",
            "amounts in USD must have a dated exchange rate to EUR (got none)"
        )
    );
    assert_eq!(
        one_after("/accounts/0/contracts/1/end", json!("2025-12-31")),
        fault(
            "date_order",
            "/accounts/0/contracts/1/end",
            "the last day must not come before the first (got 2026-01-01 to 2025-12-31)"
        )
    );
    assert_eq!(
        one_after("/accounts/1/parent_id", json!("A2")),
        fault(
            "parent_cycle",
            "/accounts/1/parent_id",
            "an account must not own itself, directly or through others (got `A2` -> `A2`)"
        )
    );
}

#[test]
fn a_rate_is_not_read_backwards() {
    let backwards = json!([{"from": "EUR", "to": "USD", "rate": "1.09", "as_of": "2026-02-27"}]);
    assert_eq!(one_after("/exchange_rates", backwards).0, "no_exchange_rate");
}

#[test]
fn a_currency_without_a_rate_is_named_once() {
    let mut portfolio = sound();
    for account in 0..3 {
        portfolio["accounts"][account]["cost_to_serve"] = json!({"amount": 1, "currency": "JPY"});
    }
    let faults = faults_of(&portfolio);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].path(), "/accounts/0/cost_to_serve");
    let help = "add an entry to `exchange_rates` from JPY to EUR";
    assert_eq!(faults[0].help().as_deref(), Some(help));
}

/// Every required key is missed where it is taken away, at every depth.
#[test]
fn required_keys_are_missed() {
    let places = [
        ("/organisation", "currency"),
        ("/organisation/calendars/0", "id"),
        ("/organisation/calendars/0/opening/0", "days"),
        ("/organisation/standard_agreement", "id"),
        ("/organisation/standard_agreement/metrics/0", "kind"),
        ("/exchange_rates/0", "as_of"),
        ("/members/1", "role"),
        ("/accounts/0", "tier"),
        ("/accounts/0/contracts/0", "id"),
    ];
    for (part, key) in places {
        let mut portfolio = sound();
        let part_value = portfolio.pointer_mut(part).unwrap().as_object_mut().unwrap();
        part_value.remove(key).unwrap();
        let faults = faults_of(&portfolio);
        assert_eq!(faults[0].code(), "missing_field", "{part}/{key}");
        assert_eq!(faults[0].path(), format!("{part}/{key}"));
        assert_eq!(faults[0].to_string(), format!("`{key}` must be present"));
    }
}

#[test]
fn plans_kept_elsewhere_may_be_named() {
    assert_eq!(after("/plans", json!([])), []);
}

#[test]
fn a_circle_is_told_from_the_first_account_in_it() {
    let mut portfolio = sound();
    portfolio["accounts"][0]["parent_id"] = json!("A3");
    portfolio["accounts"][2]["parent_id"] = json!("A2");
    let faults = faults_of(&portfolio);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].found().as_deref(), Some("`A1` -> `A3` -> `A2` -> `A1`"));
}

#[test]
fn an_unknown_version_or_a_wrong_type_is_refused_with_its_place() {
    let refused = |pointer: &str, value: Value| {
        let mut portfolio = sound();
        *portfolio.pointer_mut(pointer).unwrap() = value;
        let error = Portfolio::read(&portfolio.to_string()).unwrap_err();
        (error.code(), error.path(), error.to_string())
    };
    assert_eq!(
        refused("/schema", json!("keyaccount/portfolio/2")),
        fault(
            "unknown_value",
            "/schema",
            "value must be `keyaccount/portfolio/1` (got `keyaccount/portfolio/2`)"
        )
    );
    assert_eq!(refused("/accounts", json!({"id": "A1"})).1, "/accounts");
    assert_eq!(
        refused("/accounts/0/annual_value", json!(Value::Null)).0,
        "null_refused"
    );
    assert_eq!(
        refused("/organisation/fiscal_year_start_month", json!(13)).1,
        "/organisation/fiscal_year_start_month"
    );
    assert_eq!(refused("/plans/0", json!("PL1")).1, "/plans/0");
}

proptest! {
    /// Ownership is a function from accounts to accounts; an oracle follows it from each account.
    #[test]
    fn circles_are_found_exactly_where_an_account_owns_itself(
        parents in prop::collection::vec(prop::option::of(0_usize..12), 1..12),
    ) {
        let count = parents.len();
        let parent_of = |index: usize| parents[index].map(|parent| parent % count);
        let accounts: Vec<Value> = (0..count)
            .map(|index| {
                let mut account = json!({"id": format!("A{index}"), "name": "Invented", "orientation": "customer",
                                         "tier": "standard"});
                if let Some(parent) = parent_of(index) {
                    account["parent_id"] = json!(format!("A{parent}"));
                }
                account
            })
            .collect();
        let mut portfolio = sound();
        portfolio["accounts"] = Value::Array(accounts);

        let owns_itself = |start: usize| {
            let mut owner = parent_of(start);
            for _ in 0..count {
                match owner {
                    Some(index) if index == start => return true,
                    Some(index) => owner = parent_of(index),
                    None => return false,
                }
            }
            false
        };
        let expected: Vec<String> = (0..count).filter(|index| owns_itself(*index)).map(|index| format!("A{index}")).collect();
        let mut found = Vec::new();
        for fault in faults_of(&portfolio) {
            let PortfolioError::ParentCycle { ids, .. } = fault else {
                return Err(TestCaseError::fail(format!("{fault}")));
            };
            prop_assert_eq!(ids.first(), ids.last());
            found.extend(ids.into_iter().skip(1));
        }
        found.sort_by_key(|id| id.trim_start_matches('A').parse::<usize>().unwrap());
        prop_assert_eq!(found, expected);
    }
}
