//! The rules about who is a key account and who is not (KA-908 to KA-910) at their borders.

use serde_json::{Value, json};

use super::edits::{at_gate, set, today};
use super::small_portfolio::{key, small};
use super::{codes, patched_portfolio, patched_within};
use crate::lint::{Gate, Reason, Severity};

#[test]
fn size_may_have_half_of_the_weight() {
    let weights = |pairs: &'static [(&'static str, f64)]| {
        let scores: Vec<Value> = pairs
            .iter()
            .map(|(id, weight)| json!({"criterion_id": id, "weight": weight}))
            .collect();
        let report = small(6, move |number, account| {
            key(1)(number, account);
            account["selection"] = json!({"criteria_set": {"id": "C", "version": 1}, "scores": scores});
        });
        codes(&report)
    };
    assert_eq!(weights(&[("revenue", 0.8), ("fit", 0.2)]), ["KA-908"]);
    assert_eq!(
        weights(&[("revenue", 0.3), ("growth", 0.3), ("fit", 0.2), ("value", 0.2)]),
        [""; 0]
    );
    assert_eq!(
        weights(&[("revenue", 0.3), ("spend", 0.2), ("fit", 0.5)]),
        [""; 0]
    );
    assert_eq!(
        weights(&[
            ("revenue", 0.3),
            ("spend", 0.11),
            ("headcount", 0.1),
            ("fit", 0.49)
        ]),
        ["KA-908"]
    );
}

#[test]
fn one_set_of_criteria_is_told_once() {
    let report = small(10, |number, account| {
        key(2)(number, account);
        let set = json!({"id": "C", "version": 1});
        account["selection"] =
            json!({"criteria_set": set, "scores": [{"criterion_id": "revenue", "weight": 0.9}]});
    });
    assert_eq!(codes(&report), ["KA-908"]);
    assert_eq!(
        report.findings[0].message,
        "Size has a weight of 0.9 in the selection of 2 key accounts; at most 0.5 is wise."
    );
}

#[test]
fn without_weights_a_list_by_revenue_is_recognised() {
    let by_rank = |keys: usize, best_left: &'static str| {
        let report = small(30, move |number, account| {
            key(keys)(number, account);
            account["selection"] = json!({});
            let amount = if number < keys { "20" } else { best_left };
            account["annual_value"] = json!({"amount": amount, "currency": "EUR"});
        });
        codes(&report)
    };
    assert_eq!(by_rank(5, "19.99"), ["KA-908"]);
    assert_eq!(by_rank(5, "20"), ["KA-908"], "equals may stand in either order");
    assert_eq!(by_rank(5, "20.01"), [""; 0]);
    assert_eq!(by_rank(4, "19.99"), [""; 0]);
    let all = small(5, |number, account| {
        key(5)(number, account);
        account["selection"] = json!({});
    });
    assert_eq!(codes(&all), [""; 0], "nobody was left out");
    let unknown = small(30, |number, account| {
        key(5)(number, account);
        account["selection"] = json!({});
        if number == 20 {
            account["annual_value"] = json!({"state": "unknown"});
        }
    });
    let own: Vec<_> = unknown
        .not_evaluated
        .iter()
        .filter(|entry| entry.code == "KA-908")
        .collect();
    assert_eq!(own[0].missing_inputs, ["/accounts/20/annual_value"]);
}

#[test]
fn growth_of_three_needs_another_ground() {
    let at = |tier: &'static str, change: Value| {
        codes(&small(1, |_, account| {
            account["tier"] = json!(tier);
            for (key, value) in change.as_object().unwrap() {
                account[key] = value.clone();
            }
        }))
    };
    assert_eq!(at("key", json!({"potential": 3})), ["KA-909"]);
    assert_eq!(at("strategic", json!({"potential": 2})), ["KA-909"]);
    assert_eq!(at("key", json!({"potential": 4})), [""; 0]);
    assert_eq!(at("incubator", json!({"potential": 1})), [""; 0]);
    for ground in [
        "market_leader",
        "advocate",
        "innovation_partner",
        "loyal",
        "easy_to_work_with",
    ] {
        assert_eq!(
            at("key", json!({"potential": 2, "flags": {ground: true}})),
            [""; 0],
            "{ground}"
        );
        assert_eq!(
            at("key", json!({"potential": 2, "flags": {ground: false}})),
            ["KA-909"],
            "{ground}"
        );
    }
    let scored = |value: f64| json!({"potential": 9, "selection": {"scores": [{"criterion_id": "growth", "value": value}]}});
    assert_eq!(
        at("key", scored(3.0)),
        ["KA-909"],
        "the selection says more than the grade"
    );
    assert_eq!(at("key", scored(3.1)), [""; 0]);
    let report = small(1, |_, account| account["tier"] = json!("key"));
    assert_eq!(codes(&report), [""; 0]);
    assert_eq!(
        (
            report.not_evaluated[0].code.as_ref(),
            report.not_evaluated[0].reason
        ),
        ("KA-909", Reason::InputMissing)
    );
}

#[test]
fn low_potential_is_shown_at_the_close_of_a_review_and_stops_nothing() {
    let edits = json!([
        set("/accounts/0/selection/scores/0/value", json!(2)),
        set("/accounts/0/flags", json!({}))
    ]);
    let options = at_gate(Gate::G4);
    let report = patched_within(&json!([]), &edits, &options);
    assert_eq!(
        (codes(&report), report.findings[0].severity),
        (vec!["KA-909"], Severity::Info)
    );
    assert!(report.passed);
}

#[test]
fn an_account_above_the_threshold_is_decided_about() {
    let at = |tier: &'static str, selection: Value, lifecycle: Value| {
        codes(&small(1, |_, account| {
            account["tier"] = json!(tier);
            account["flags"] = json!({"loyal": true});
            account["selection"] = selection.clone();
            account["lifecycle"] = lifecycle.clone();
        }))
    };
    let scored = json!({"total": 6.5, "threshold": 6.5});
    assert_eq!(at("standard", scored.clone(), json!({})), ["KA-910"]);
    assert_eq!(
        at("incubator", scored.clone(), json!({"state": "candidate"})),
        ["KA-910"]
    );
    assert_eq!(at("key", scored.clone(), json!({})), [""; 0]);
    assert_eq!(at("standard", scored, json!({"state": "selection"})), [""; 0]);
    assert_eq!(
        at("standard", json!({"total": 6.4, "threshold": 6.5}), json!({})),
        [""; 0]
    );
    assert_eq!(
        at("standard", json!({"total": 6.5}), json!({})),
        [""; 0],
        "no threshold"
    );
    let decided = |decided: &str, rationale: &str| json!({"total": 7, "threshold": 6.5, "last_scored_on": "2026-07-14", "decided_on": decided, "rationale": rationale});
    assert_eq!(
        at("standard", decided("2026-07-14", "too far away"), json!({})),
        [""; 0]
    );
    assert_eq!(
        at("standard", decided("2026-07-13", "too far away"), json!({})),
        ["KA-910"]
    );
    assert_eq!(at("standard", decided("2026-07-14", " "), json!({})), ["KA-910"]);
}

#[test]
fn the_threshold_of_the_portfolio_counts_where_the_account_has_none() {
    let edits = json!([
        {"op": "remove", "path": "/accounts/2/selection/threshold"},
        set("/accounts/2/selection/total", json!(6.5))]);
    assert_eq!(codes(&patched_portfolio(&edits, &today())), ["KA-910"]);
}
