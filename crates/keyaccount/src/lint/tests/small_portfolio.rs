//! Small portfolios that are made up for one test.

use serde_json::{Value, json};

use super::edits::{DAY, today};
use crate::lint::{Options, Report, check_portfolio};
use crate::portfolio::Portfolio;

/// A portfolio of customers of tier standard, with what `change` makes of each by its number.
pub(super) fn small(count: usize, change: impl Fn(usize, &mut Value)) -> Report {
    small_at(count, &today(), change)
}

pub(super) fn small_at(count: usize, options: &Options, change: impl Fn(usize, &mut Value)) -> Report {
    let accounts = (0..count).map(|number| {
        let mut account = json!({"id": format!("A{number}"), "name": format!("Account {number} (invented)"),
            "orientation": "customer", "tier": "standard", "last_contact_on": DAY, "plan_ids": ["P"],
            "annual_value": {"amount": "1", "currency": "EUR"}});
        change(number, &mut account);
        account
    });
    let portfolio = json!({"schema": "keyaccount/portfolio/1", "id": "PF", "name": "Invented accounts",
        "organisation": {"name": "Tarnwell (invented)", "currency": "EUR"},
        "members": [{"id": "T1", "name": "Manager", "role": "key_account_manager", "start_on": "2026-01-01"}],
        "revenue_total": {"period": {"start": "2025-10-01", "end": "2026-09-30"}, "amount": {"amount": "1000", "currency": "EUR"}},
        "accounts": accounts.collect::<Vec<_>>()});
    let portfolio = Portfolio::read(&portfolio.to_string()).unwrap_or_else(|error| panic!("{error}"));
    check_portfolio(&portfolio, options).unwrap()
}

/// Makes the first accounts key accounts.
pub(super) fn key(count: usize) -> impl Fn(usize, &mut Value) {
    move |number, account| {
        if number < count {
            account["tier"] = json!("key");
            account["flags"] = json!({"advocate": true});
            account["selection"] = json!({"scores": [{"criterion_id": "fit", "weight": 1}]});
        }
    }
}
