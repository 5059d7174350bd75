//! The rules about the balance of a portfolio (KA-901, KA-903 to KA-905, KA-914) at their borders.

use serde_json::{Value, json};

use super::edits::{set, today, with_parameter};
use super::small_portfolio::{key, small, small_at};
use super::{as_of, codes, patched_portfolio, patched_within};
use crate::lint::{ParameterValue, Reason, Report, Severity};

fn portfolio(edits: &Value) -> Report {
    patched_portfolio(edits, &today())
}

#[test]
fn a_fifth_of_the_accounts_may_be_key() {
    for (accounts, keys, expected) in [
        (35, 7, vec!["KA-901"]),
        (25, 5, vec![]),
        (24, 5, vec!["KA-901"]),
        (10, 2, vec![]),
        (10, 3, vec!["KA-901"]),
        (9, 3, vec![]),
    ] {
        assert_eq!(
            codes(&small(accounts, key(keys))),
            expected,
            "{keys} of {accounts}"
        );
    }
    // Of the first case the share is just right, and one manager holds five.
    let report = small(35, key(7));
    assert_eq!(
        report.findings[0].message,
        "There are 7 strategic or key accounts, and managers for 5."
    );
    let report = small(24, key(5));
    assert_eq!(
        report.findings[0].message,
        "5 of 24 accounts are strategic or key, which is more than 20 %."
    );
}

#[test]
fn whoever_manages_a_key_account_is_a_manager() {
    let managed = |id: &'static str| {
        move |number: usize, account: &mut Value| {
            key(6)(number, account);
            account["manager_id"] = json!(id);
        }
    };
    let report = small(40, managed("T1"));
    assert_eq!(codes(&report), ["KA-901", "KA-502"]);
    assert!(report.findings.iter().any(|finding| finding.path == "/accounts"));
}

#[test]
fn accounts_that_were_lost_do_not_count_as_accounts() {
    let report = small(10, |number, account| {
        key(2)(number, account);
        if number == 9 {
            account["lifecycle"] = json!({"state": "deselected", "exit": {"outcome": "lost"}});
        }
    });
    assert_eq!(codes(&report), [""; 0], "9 accounts are too few for a share");
}

/// Two key accounts with values and efforts.
fn two(values: [u32; 2], efforts: [f64; 2], basis: &str) -> Vec<(String, String)> {
    let options = with_parameter("KA-903", "value_basis", ParameterValue::Text(basis.into()));
    let report = small_at(2, &options, |number, account| {
        key(2)(number, account);
        account["allocation"] = json!(efforts[number]);
        account["potential"] = json!(values[number].clamp(1, 10));
        for field in ["annual_value", "gross_margin"] {
            account[field] = json!({"amount": values[number], "currency": "EUR"});
        }
    });
    let own = report.findings.iter().filter(|finding| finding.code == "KA-903");
    own.map(|finding| (finding.path.clone(), finding.message_id.clone()))
        .collect()
}

#[test]
fn the_same_effort_for_forty_and_five_percent_is_out_of_proportion() {
    let too_much = ("/accounts/1/allocation".to_owned(), "KA-903.too-much".to_owned());
    // The example of the catalogue: ratios 0.56 and 4.50, then 0.96 and 1.35.
    assert_eq!(
        two([40, 5], [0.5, 0.5], "revenue"),
        std::slice::from_ref(&too_much)
    );
    assert_eq!(two([40, 5], [0.5, 0.5], "margin"), [too_much]);
    assert_eq!(two([40, 5], [0.85, 0.15], "revenue"), []);
    // Half of the value and all but all of the effort: 0.8 / 0.4 = 2, 0.2 / 0.6 = 0.33.
    let too_little = (
        "/accounts/1/allocation".to_owned(),
        "KA-903.too-little".to_owned(),
    );
    assert_eq!(
        two([4, 6], [0.8, 0.2], "potential"),
        std::slice::from_ref(&too_little)
    );
    // 0.3 / 0.6 = 0.5 and 0.7 / 0.4 = 1.75 are allowed, a hundredth less is not.
    assert_eq!(two([4, 6], [0.7, 0.3], "potential"), []);
    assert_eq!(two([4, 6], [0.71, 0.29], "potential"), [too_little]);
}

#[test]
fn below_the_floor_there_is_no_dedicated_effort() {
    assert_eq!(two([40, 1], [0.5, 0.04], "revenue"), []);
    assert_eq!(two([40, 1], [0.5, 0.05], "revenue").len(), 1);
}

#[test]
fn effort_for_an_account_without_value_is_too_much_and_without_any_value_nothing_is_said() {
    assert_eq!(
        two([40, 0], [0.9, 0.1], "revenue"),
        [("/accounts/1/allocation".to_owned(), "KA-903.too-much".to_owned())]
    );
    assert_eq!(two([0, 0], [0.9, 0.1], "revenue"), []);
}

#[test]
fn proportion_is_not_judged_where_the_value_is_not_known() {
    let report = small(3, |number, account| {
        key(2)(number, account);
        account["allocation"] = json!(0.3);
        if number > 0 {
            account["potential"] = json!(5);
        }
    });
    assert_eq!(codes(&report), [""; 0]);
    let own = report
        .not_evaluated
        .iter()
        .find(|entry| entry.code == "KA-903")
        .unwrap();
    assert_eq!(
        (own.reason, own.missing_inputs.as_slice()),
        (
            Reason::InputMissing,
            ["/accounts/0/potential".to_owned()].as_slice()
        )
    );
}

#[test]
fn each_tier_may_be_left_alone_for_its_days() {
    // 2026-09-30 less 31, 45, 60 and 120 days.
    for (tier, last, day_before) in [
        ("strategic", "2026-08-30", "2026-08-29"),
        ("key", "2026-08-16", "2026-08-15"),
        ("incubator", "2026-08-01", "2026-07-31"),
        ("standard", "2026-06-02", "2026-06-01"),
    ] {
        let at = |day: &str| {
            codes(&small(1, |_, account| {
                account["tier"] = json!(tier);
                account["flags"] = json!({"loyal": true});
                account["last_contact_on"] = json!(day);
                account["annual_value"] = json!({"amount": "1", "currency": "EUR"});
            }))
        };
        assert_eq!(at(last), [""; 0], "{tier}");
        assert_eq!(at(day_before), ["KA-904"], "{tier}");
    }
}

#[test]
fn who_is_neglected() {
    let at = |lifecycle: Value| {
        small(1, |_, account| {
            account["lifecycle"] = lifecycle.clone();
            account["last_contact_on"] = json!("2025-01-01");
        })
    };
    for (lifecycle, expected) in [
        (json!({"state": "on_hold"}), vec!["KA-904"]),
        (
            json!({"state": "deselected", "exit": {"outcome": "to_standard"}}),
            vec!["KA-904"],
        ),
        (
            json!({"state": "deselected", "exit": {"outcome": "ended"}}),
            vec![],
        ),
        (
            json!({"state": "deselected", "exit": {"outcome": "lost"}}),
            vec![],
        ),
    ] {
        assert_eq!(codes(&at(lifecycle.clone())), expected, "{lifecycle}");
    }
    let report = small(1, |_, account| {
        account["last_contact_on"] = json!({"state": "unknown"});
    });
    assert_eq!(codes(&report), [""; 0]);
    assert_eq!(report.not_evaluated[0].code, "KA-904");
    assert_eq!(
        report.not_evaluated[0].missing_inputs,
        ["/accounts/0/last_contact_on"]
    );
}

#[test]
fn a_plan_hears_of_its_own_account_only() {
    let missing = json!([{"op": "remove", "path": "/accounts/4/last_contact_on"}, {"op": "remove", "path": "/accounts/0/last_contact_on"}]);
    let report = patched_within(&json!([]), &missing, &today());
    let places: Vec<&[String]> = report
        .not_evaluated
        .iter()
        .map(|entry| entry.missing_inputs.as_slice())
        .collect();
    assert_eq!(places, [["/accounts/0/last_contact_on".to_owned()]]);
    assert_eq!(portfolio(&missing).not_evaluated[0].missing_inputs.len(), 2);
    let neglected = json!([set("/accounts/4/last_contact_on", json!("2026-01-03"))]);
    assert_eq!(codes(&patched_within(&json!([]), &neglected, &today())), [""; 0]);
    let neglected = json!([set("/accounts/0/last_contact_on", json!("2026-01-03"))]);
    assert_eq!(
        codes(&patched_within(&json!([]), &neglected, &today())),
        ["KA-904"]
    );
}

/// Returns code, name of the sentence and severity for customers that bring these amounts of 1000.
fn concentration(amounts: &[&str]) -> Vec<(String, Severity)> {
    let report = small(amounts.len(), |number, account| {
        account["annual_value"] = json!({"amount": amounts[number], "currency": "EUR"});
    });
    let own = report.findings.iter().filter(|finding| finding.code == "KA-905");
    own.map(|finding| (finding.message_id.clone(), finding.severity))
        .collect()
}

#[test]
fn concentration_is_told_from_a_tenth_and_warned_about_from_a_fifth_or_half() {
    let told = |name: &str, severity| (format!("KA-905.{name}"), severity);
    assert_eq!(concentration(&["99.99", "1"]), []);
    assert_eq!(concentration(&["1", "100"]), [told("top1", Severity::Info)]);
    assert_eq!(concentration(&["199.99"]), [told("top1", Severity::Info)]);
    assert_eq!(concentration(&["200"]), [told("top1-warn", Severity::Warning)]);
    // Five of 99.99 are 499.95, and 0.05 more make half.
    assert_eq!(concentration(&["99.99"; 5]), []);
    assert_eq!(
        concentration(&["99.99", "99.99", "99.99", "99.99", "99.99", "99.99"]),
        []
    );
    assert_eq!(
        concentration(&["100", "100", "100", "100", "99.99"]),
        [told("top1", Severity::Info)]
    );
    assert_eq!(
        concentration(&["100", "100", "100", "100", "100"]),
        [told("top5", Severity::Warning), told("top1", Severity::Info)]
    );
    // The first alone says it.
    assert_eq!(
        concentration(&["600", "100", "100"]),
        [told("top1-warn", Severity::Warning)]
    );
}

#[test]
fn the_whole_is_never_less_than_its_parts() {
    // 6 x 400 = 2400 is more than the stated 1000; 400 / 2400 = 16.7 %, 2000 / 2400 = 83.3 %.
    let report = small(6, |_, account| {
        account["annual_value"] = json!({"amount": "400", "currency": "EUR"});
    });
    let percents: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(
        percents.iter().any(|message| message.contains("16.7 %")),
        "{percents:?}"
    );
    assert!(
        percents.iter().any(|message| message.contains("83.3 %")),
        "{percents:?}"
    );
}

#[test]
fn concentration_is_not_judged_where_what_is_not_known_may_decide() {
    let with_unknown = |first: &'static str| {
        small(2, move |number, account| {
            account["annual_value"] = if number == 0 {
                json!({"amount": first, "currency": "EUR"})
            } else {
                json!({"state": "unknown"})
            };
        })
    };
    let report = with_unknown("10");
    assert_eq!(codes(&report), [""; 0]);
    assert_eq!(
        (
            report.not_evaluated[0].code.as_ref(),
            report.not_evaluated[0].reason
        ),
        ("KA-905", Reason::InputMissing)
    );
    assert_eq!(
        report.not_evaluated[0].missing_inputs,
        ["/accounts/1/annual_value"]
    );
    let report = with_unknown("300");
    assert_eq!((codes(&report), report.not_evaluated.len()), (vec!["KA-905"], 0));
    // On a day before the first rate nothing in dollars can be added.
    let report = patched_portfolio(&json!([]), &as_of("2026-09-27"));
    let own: Vec<_> = report
        .not_evaluated
        .iter()
        .filter(|entry| entry.code == "KA-905")
        .collect();
    assert_eq!(
        (own[0].reason, own[0].missing_inputs.as_slice()),
        (
            Reason::RateMissing,
            ["/accounts/11/annual_value".to_owned()].as_slice()
        )
    );
}

#[test]
fn suppliers_bring_no_revenue() {
    let report = small(1, |_, account| {
        account["orientation"] = json!("supplier");
        account["annual_value"] = json!({"amount": "900", "currency": "EUR"});
    });
    assert_eq!(codes(&report), [""; 0]);
}

/// Sets whether the target was met: of the standard mail response in August and July, and of the two key accounts in August.
fn met(standard: [bool; 2], key: [bool; 2]) -> Report {
    portfolio(&json!([
        set(
            "/organisation/standard_agreement/metrics/0/results/2/met",
            json!(standard[0])
        ),
        set(
            "/organisation/standard_agreement/metrics/0/results/1/met",
            json!(standard[1])
        ),
        set("/plans/0/sla/0/metrics/0/results/3/met", json!(key[0])),
        set("/plans/1/sla/0/metrics/0/results/1/met", json!(key[1]))
    ]))
}

#[test]
fn the_price_is_paid_where_only_the_standard_service_missed() {
    assert_eq!(codes(&met([true, true], [true, true])), [""; 0]);
    assert_eq!(codes(&met([false, true], [true, true])), ["KA-914"]);
    assert_eq!(
        codes(&met([true, false], [true, true])),
        [""; 0],
        "the latest window counts"
    );
    assert_eq!(codes(&met([false, true], [true, false])), [""; 0]);
    assert_eq!(codes(&met([false, true], [false, true])), [""; 0]);
    let report = met([false, true], [true, true]);
    assert_eq!(
        report.findings[0].message,
        "Mail response of the standard service missed its target from 2026-08-01 to 2026-08-31, while every key account got what it was promised."
    );
}

#[test]
fn standard_accounts_with_an_agreement_of_their_own_are_standard_service_too() {
    let agreement = |kind: &str, start: &str| {
        json!([{"op": "add", "path": "/accounts/4/agreements", "value": [{"id": "AG51", "metrics": [
            {"id": "M51", "name": "Mail response", "kind": kind,
             "results": [{"window": {"start": start, "end": "2026-08-31"}, "met": false}]}]}]}])
    };
    assert_eq!(
        codes(&portfolio(&agreement("first_response", "2026-08-01"))),
        ["KA-914"]
    );
    assert_eq!(codes(&portfolio(&agreement("resolution", "2026-08-01"))), [""; 0]);
    assert_eq!(
        codes(&portfolio(&agreement("first_response", "2026-07-01"))),
        [""; 0]
    );
}
