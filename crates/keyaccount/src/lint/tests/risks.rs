//! The borders of the rules about risks, concentration and conflicts (KA-703 to KA-711).

use serde_json::{Value, json};

use super::edits::{
    ERROR, NOTHING, WARNING, add, assert_not_evaluated, assert_table, at_gate, remove, set, tier, today,
};
use super::{findings_of, not_evaluated, patched, patched_within, severities};
use crate::lint::{Gate, Reason, Severity};

#[test]
fn an_owner_of_a_risk_is_there() {
    assert_table(
        "KA-703",
        [
            (json!([remove("/risks/1/owner_id")]), WARNING),
            (json!([set("/risks/1/owner_id", "T17")]), WARNING),
            (json!([set("/risks/1/owner_id", "B12")]), NOTHING),
            (json!([remove("/risks/7/owner_id")]), NOTHING),
            (json!([add("/team/1/end_on", "2026-09-30")]), NOTHING),
            (json!([add("/team/1/end_on", "2026-09-29")]), WARNING),
            (json!([set("/team/1/start_on", "2026-10-01")]), WARNING),
            (json!([remove("/risks/1/owner_id"), tier("incubator")]), WARNING),
            (json!([remove("/risks/1/owner_id"), tier("standard")]), NOTHING),
        ],
    );
    let report = patched(&json!([set("/risks/1/owner_id", "T17")]), &today());
    assert_eq!(
        findings_of(&report, "KA-703")[0].message,
        "\"Former service engineer, Denmark\", who owns the risk \"seals arrive late\", is not in the team on 2026-09-30."
    );
}

/// The edits after which nothing makes the risk of score 15 smaller, and more.
fn unmitigated(more: &[Value]) -> Value {
    let mut edits = vec![
        set("/risks/4/mitigation_action_ids", json!([])),
        set("/actions/20/serves", json!(["objective:O3"])),
    ];
    edits.extend_from_slice(more);
    Value::from(edits)
}

#[test]
fn a_high_risk_is_mitigated_or_accepted_by_another() {
    let rated = |probability: u8, impact: u8| {
        unmitigated(&[
            set("/risks/4/probability", probability),
            set("/risks/4/impact", impact),
        ])
    };
    assert_table(
        "KA-704",
        [
            (unmitigated(&[]), ERROR),
            (rated(3, 4), NOTHING),
            (rated(5, 3), ERROR),
            (rated(4, 4), ERROR),
            (json!([set("/risks/4/mitigation_action_ids", json!([]))]), NOTHING),
            (
                unmitigated(&[set("/risks/4/mitigation_action_ids", json!(["A11"]))]),
                NOTHING,
            ),
            (
                unmitigated(&[set("/risks/4/mitigation_action_ids", json!(["A29"]))]),
                ERROR,
            ),
            (unmitigated(&[add("/risks/4/accepted_by_id", "B1")]), NOTHING),
            (unmitigated(&[add("/risks/4/accepted_by_id", "T5")]), ERROR),
            (unmitigated(&[set("/risks/4/status", "occurred")]), NOTHING),
            (unmitigated(&[tier("incubator")]), ERROR),
            (unmitigated(&[tier("standard")]), NOTHING),
        ],
    );
    let place = "/risks/4/impact";
    assert_not_evaluated(
        "KA-704",
        &unmitigated(&[remove(place)]),
        Reason::InputMissing,
        place,
    );
    let mitigated = patched(&json!([remove(place)]), &today());
    assert_eq!(not_evaluated(&mitigated, "KA-704"), []);
    let blocked = severities("KA-704", &unmitigated(&[]), &at_gate(Gate::G2Approve));
    assert_eq!(blocked, [Severity::Error]);
}

#[test]
fn a_contingency_has_a_trigger() {
    assert_table(
        "KA-706",
        [
            (json!([remove("/risks/1/contingency/trigger")]), WARNING),
            (json!([set("/risks/1/contingency/trigger", " ")]), WARNING),
            (
                json!([
                    remove("/risks/1/contingency/trigger"),
                    remove("/risks/1/contingency/plan")
                ]),
                NOTHING,
            ),
            (json!([remove("/risks/1/contingency")]), NOTHING),
            (json!([remove("/risks/7/contingency/trigger")]), NOTHING),
            (
                json!([
                    remove("/risks/1/contingency/trigger"),
                    remove("/risks/0/contingency/trigger")
                ]),
                NOTHING,
            ),
            (
                json!([remove("/risks/1/contingency/trigger"), tier("incubator")]),
                NOTHING,
            ),
        ],
    );
}

#[test]
fn risks_are_reviewed_quarterly_and_high_ones_monthly() {
    let high = |date: &str| json!([set("/risks/4/reviewed_on", date)]);
    let low = |date: &str| json!([set("/risks/1/reviewed_on", date)]);
    let raised = |date: &str| json!([remove("/risks/1/reviewed_on"), set("/risks/1/raised_on", date)]);
    assert_table(
        "KA-707",
        [
            // 31 and 32 days before 2026-09-30, then 92 and 93.
            (high("2026-08-30"), NOTHING),
            (high("2026-08-29"), WARNING),
            (low("2026-06-30"), NOTHING),
            (low("2026-06-29"), WARNING),
            (raised("2026-06-30"), NOTHING),
            (raised("2026-06-29"), WARNING),
            (
                json!([
                    set("/risks/4/reviewed_on", "2026-08-29"),
                    remove("/risks/4/impact")
                ]),
                NOTHING,
            ),
            (
                json!([
                    set("/risks/1/reviewed_on", "2026-01-29"),
                    set("/risks/1/status", "closed")
                ]),
                NOTHING,
            ),
            (
                json!([set("/risks/1/reviewed_on", "2026-01-29"), tier("incubator")]),
                NOTHING,
            ),
        ],
    );
    let at_close = |edits: &Value| severities("KA-707", edits, &at_gate(Gate::G4));
    assert_eq!(at_close(&high("2026-08-29")), [Severity::Error]);
    assert_eq!(at_close(&low("2026-06-29")), NOTHING);
    assert_not_evaluated(
        "KA-707",
        &json!([remove("/risks/1/reviewed_on"), remove("/risks/1/raised_on")]),
        Reason::InputMissing,
        "/risks/1/reviewed_on",
    );
}

/// The edits that give the account a share of revenue and leave risks without an executive, and more.
fn share(share: impl Into<Value>, more: &[Value]) -> Value {
    let mut edits = vec![
        set("/account/revenue_share", share),
        set("/risks/0/contingency/owner_id", "T1"),
        set("/risks/8/contingency/owner_id", "T1"),
    ];
    edits.extend_from_slice(more);
    Value::from(edits)
}

#[test]
fn a_large_share_of_revenue_is_covered() {
    let no_risk = [
        set("/risks/0/status", "closed"),
        set("/risks/8/status", "occurred"),
    ];
    let no_aim = set("/objectives/3/status", "dropped");
    let uncovered = [no_risk[0].clone(), no_risk[1].clone(), no_aim.clone()];
    assert_table(
        "KA-710",
        [
            (share(0.1, &uncovered), WARNING),
            (share(0.0999, &uncovered), NOTHING),
            (share(0.1, &no_risk), NOTHING),
            (share(0.1, &uncovered[1..]), NOTHING),
            (share(0.4, &uncovered), WARNING),
            (
                share(
                    0.1,
                    &[
                        tier("standard"),
                        uncovered[0].clone(),
                        uncovered[1].clone(),
                        no_aim,
                    ],
                ),
                WARNING,
            ),
            (
                json!([
                    set("/account/orientation", "supplier"),
                    set("/account/revenue_share", 0.9),
                    set("/risks/0/contingency/owner_id", "T1"),
                    set("/risks/8/contingency/owner_id", "T1")
                ]),
                NOTHING,
            ),
        ],
    );
}

#[test]
fn an_executive_owns_the_contingency_of_a_very_large_share() {
    let level = |level: &str| share(0.25, &[set("/team/0/level", level)]);
    assert_table(
        "KA-710",
        [
            (share(0.25, &[]), WARNING),
            (share(0.2499, &[]), NOTHING),
            (json!([set("/account/revenue_share", 0.25)]), NOTHING),
            (level("vice_president"), NOTHING),
            (level("director"), WARNING),
            (
                share(
                    0.25,
                    &[set("/team/0/level", "board"), remove("/risks/8/contingency/plan")],
                ),
                NOTHING,
            ),
            (
                json!([
                    set("/account/revenue_share", 0.25),
                    remove("/risks/0/contingency/plan"),
                    remove("/risks/8/contingency/plan")
                ]),
                WARNING,
            ),
        ],
    );
    let report = patched(&share(0.29, &[]), &today());
    assert_eq!(
        findings_of(&report, "KA-710")[0].message,
        "\"Halvorn Dairy Group\" brings 29 % of our revenue, and no executive owns a contingency against its loss."
    );
}

#[test]
fn a_share_that_nobody_states_is_derived_or_not_judged() {
    let place = "/account/revenue_share";
    let unknown = json!({"state": "unknown"});
    assert_not_evaluated("KA-710", &share(unknown, &[]), Reason::InputMissing, place);
    assert_not_evaluated(
        "KA-710",
        &share(0.1, &[remove(place)]),
        Reason::InputMissing,
        place,
    );
    let without = [
        share(json!({"state": "not_applicable"}), &[]),
        json!([remove(place)]),
    ];
    for edits in without {
        let report = patched(&edits, &today());
        assert_eq!(
            findings_of(&report, "KA-710"),
            Vec::<&crate::lint::Finding>::new()
        );
        assert_eq!(not_evaluated(&report, "KA-710"), [], "{edits}");
    }
    // The revenue total of the portfolio is 77.1 million euros, a quarter of it 19.275 million; 1 dollar is 0.92 euros.
    let derived = |amount: &str, currency: &str| {
        let value = json!({"amount": amount, "currency": currency});
        let plan = share(0.1, &[remove(place), set("/account/annual_value", value)]);
        let portfolio = json!([remove("/accounts/0/revenue_share")]);
        patched_within(&plan, &portfolio, &today())
    };
    for (amount, currency, expected) in [
        ("19275000.00", "EUR", 1),
        ("19274999.99", "EUR", 0),
        ("20951087.00", "USD", 1),
        ("20951086.00", "USD", 0),
    ] {
        let report = derived(amount, currency);
        assert_eq!(
            findings_of(&report, "KA-710").len(),
            expected,
            "{amount} {currency}"
        );
        assert_eq!(not_evaluated(&report, "KA-710"), []);
    }
    assert_eq!(
        not_evaluated(&derived("19275000.00", "CHF"), "KA-710"),
        [(Reason::RateMissing, vec!["/account/annual_value".to_owned()])]
    );
}

#[test]
fn a_recorded_conflict_is_decided_told_kept_apart_owned_and_reviewed() {
    let reviewed = |date: &str| {
        json!([
            remove("/conflicts/0/next_review_on"),
            set("/conflicts/0/reviewed_on", date)
        ])
    };
    let planned = |date: &str| {
        json!([
            remove("/conflicts/0/reviewed_on"),
            set("/conflicts/0/next_review_on", date)
        ])
    };
    assert_table(
        "KA-711",
        [
            (json!([remove("/conflicts/0/decision")]), ERROR),
            (json!([set("/conflicts/0/decision", " ")]), ERROR),
            (json!([remove("/conflicts/0/disclosed_on")]), ERROR),
            (json!([remove("/conflicts/0/owner_id")]), ERROR),
            (json!([remove("/conflicts/0/consent_on")]), NOTHING),
            (json!([set("/conflicts/0/barrier", false)]), NOTHING),
            (
                json!([
                    remove("/conflicts/0/consent_on"),
                    set("/conflicts/0/barrier", false)
                ]),
                ERROR,
            ),
            (reviewed("2025-09-30"), NOTHING),
            (reviewed("2025-09-29"), ERROR),
            (planned("2027-09-30"), NOTHING),
            (planned("2027-10-01"), ERROR),
            (planned("2026-09-30"), NOTHING),
            (planned("2026-09-29"), ERROR),
            (json!([remove("/conflicts/0/decision"), tier("standard")]), ERROR),
        ],
    );
    let edits = json!([remove("/conflicts/0/decision"), remove("/conflicts/0/owner_id")]);
    let report = patched(&edits, &today());
    let found = findings_of(&report, "KA-711");
    assert_eq!(
        found[0].message,
        "The conflict with \"crm:D-4711\" lacks: a decision, an owner."
    );
    assert_eq!(found[0].path, "/conflicts/0");
    for (gate, expected) in [
        (Gate::G1, ERROR),
        (Gate::G2Approve, ERROR),
        (Gate::G2Launch, ERROR),
        (Gate::G3, NOTHING),
    ] {
        assert_eq!(severities("KA-711", &edits, &at_gate(gate)), expected, "{gate:?}");
    }
}

#[test]
fn a_conflict_that_follows_from_the_documents_is_recorded() {
    let named = |index: usize| add(&format!("/account/competitors/{index}/our_account_id"), "A05");
    let recorded = || {
        let conflict = json!({"id": "CF13", "kind": "competitor", "other_account_id": "A05", "decision": "two teams",
            "disclosed_on": "2026-07-14", "barrier": true, "owner_id": "T11", "reviewed_on": "2026-07-14"});
        add("/conflicts/-", conflict)
    };
    assert_table(
        "KA-711",
        [
            (json!([named(2)]), ERROR),
            (json!([named(2), recorded()]), NOTHING),
            (json!([named(0)]), NOTHING),
            (json!([set("/account/id", "A05"), named(2)]), NOTHING),
        ],
    );
    let rival =
        json!([{"id": "K91", "name": "Halvorn Dairy Group", "of": "client", "our_account_id": "A01"}]);
    let portfolio = json!([add("/accounts/4/competitors", rival)]);
    for (plan, expected) in [(json!([]), 1), (json!([named(2)]), 1), (json!([recorded()]), 0)] {
        let report = patched_within(&plan, &portfolio, &today());
        let found = findings_of(&report, "KA-711");
        assert_eq!(found.len(), expected, "{plan}");
        for finding in found {
            assert_eq!(finding.path, "/conflicts");
            assert_eq!(finding.entity.as_ref().unwrap().id, "A05");
        }
    }
}
