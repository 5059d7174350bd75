//! The borders of the rules about rewards, commitments, expectations and renewal (KA-657 to KA-663, KA-666).

use serde_json::{Value, json};

use super::edits::{
    ERROR, HINT, INFO, NOTHING, WARNING, add, assert_table, at_gate, remove, set, tier, today,
};
use super::{findings_of, patched, patched_within, severities, with_parameter};
use crate::lint::{Gate, ParameterValue, Severity};

#[test]
fn a_reward_says_when_what_and_how_much() {
    let options = |options: Value| json!([set("/rewards/0/options", options)]);
    let one = || options(json!([{"item": "operator training", "value": "two days"}]));
    assert_table(
        "KA-657",
        [
            (json!([remove("/rewards/0/trigger")]), ERROR),
            (json!([remove("/rewards/0/trigger/kind")]), ERROR),
            (json!([remove("/rewards/0/trigger/value")]), ERROR),
            (json!([set("/rewards/0/trigger/value", " ")]), ERROR),
            (options(json!([])), ERROR),
            (json!([remove("/rewards/0/options/1/item")]), ERROR),
            (json!([remove("/rewards/0/options/1/value")]), ERROR),
            (options(json!([{"item": "operator training"}])), ERROR),
            (one(), HINT),
            (json!([remove("/rewards/0/trigger"), tier("incubator")]), NOTHING),
        ],
    );
    assert_eq!(severities("KA-657", &one(), &at_gate(Gate::G2Approve)), NOTHING);
    let single = with_parameter("KA-657", "prefer_choice", ParameterValue::Flag(false));
    assert_eq!(severities("KA-657", &one(), &single), NOTHING);
    let report = patched(&options(json!([{}])), &today());
    assert_eq!(
        findings_of(&report, "KA-657")[0].message,
        "The reward \"loyalty reward\" does not say: what the client gets, how much of it."
    );
}

#[test]
fn the_client_knows_of_a_reward() {
    let edits = || remove("/rewards/1/told_on");
    assert_table(
        "KA-659",
        [
            (json!([edits()]), WARNING),
            (json!([edits(), tier("key")]), WARNING),
            (json!([edits(), tier("incubator")]), NOTHING),
        ],
    );
}

#[test]
fn an_open_commitment_has_an_owner_and_a_date() {
    let status = |status: &str| {
        json!([
            remove("/commitments/0/owner_id"),
            set("/commitments/0/status", status)
        ])
    };
    assert_table(
        "KA-660",
        [
            (json!([remove("/commitments/0/owner_id")]), WARNING),
            (json!([remove("/commitments/0/due_on")]), WARNING),
            (
                json!([remove("/commitments/0/owner_id"), remove("/commitments/0/due_on")]),
                &[Severity::Warning, Severity::Warning],
            ),
            (json!([remove("/commitments/3/owner_id")]), WARNING),
            (
                json!([remove("/commitments/0/owner_id"), remove("/commitments/0/status")]),
                WARNING,
            ),
            (status("kept"), NOTHING),
            (status("broken"), NOTHING),
            (status("released"), NOTHING),
            (
                json!([remove("/commitments/0/owner_id"), tier("incubator")]),
                WARNING,
            ),
            (
                json!([remove("/commitments/0/owner_id"), tier("standard")]),
                NOTHING,
            ),
        ],
    );
    let blocked = severities(
        "KA-660",
        &json!([remove("/commitments/0/due_on")]),
        &at_gate(Gate::G2Approve),
    );
    assert_eq!(blocked, [Severity::Error]);
}

#[test]
fn a_commitment_is_late_from_the_day_after() {
    let ours = |date: &str| json!([set("/commitments/0/due_on", date)]);
    let theirs = |date: &str| json!([set("/commitments/3/due_on", date)]);
    assert_table(
        "KA-661",
        [
            (ours("2026-09-30"), NOTHING),
            (ours("2026-09-29"), WARNING),
            (ours("2026-09-16"), WARNING),
            (ours("2026-09-15"), ERROR),
            (theirs("2026-09-30"), NOTHING),
            (theirs("2026-08-15"), INFO),
            (
                json!([
                    set("/commitments/0/due_on", "2026-09-15"),
                    remove("/commitments/0/made_by")
                ]),
                ERROR,
            ),
            (
                json!([
                    set("/commitments/0/due_on", "2026-09-15"),
                    set("/commitments/0/status", "kept")
                ]),
                NOTHING,
            ),
            (
                json!([set("/commitments/0/due_on", "2026-09-29"), tier("standard")]),
                WARNING,
            ),
        ],
    );
    let report = patched(&ours("2026-09-15"), &today());
    assert_eq!(
        findings_of(&report, "KA-661")[0].message,
        "Our commitment \"spare meters for two lines kept in Zwolle\" was due on 2026-09-15 and is 15 days late."
    );
}

#[test]
fn the_client_is_told_and_acknowledges() {
    let field = |field: &str| json!([remove(&format!("/expectations/{field}"))]);
    assert_table(
        "KA-663",
        [
            (field("told_on"), WARNING),
            (field("differences"), WARNING),
            (field("expected_in_return"), WARNING),
            (field("acknowledged_on"), WARNING),
            (json!([remove("/expectations")]), WARNING),
            (json!([remove("/expectations"), tier("incubator")]), NOTHING),
        ],
    );
    let silent = with_parameter("KA-663", "require_ack", ParameterValue::Flag(false));
    assert_eq!(severities("KA-663", &field("acknowledged_on"), &silent), NOTHING);
    assert_eq!(
        severities("KA-663", &field("told_on"), &at_gate(Gate::G2Approve)),
        NOTHING
    );
    assert_eq!(
        severities("KA-663", &field("told_on"), &at_gate(Gate::G2Launch)),
        ERROR
    );
    let report = patched(&json!([remove("/expectations")]), &today());
    assert_eq!(findings_of(&report, "KA-663")[0].related.len(), 4);
}

/// The edits that let the service contract end on a day and the work on terms be for the other contract, and more.
fn ends(end: &str, more: &[Value]) -> Value {
    let mut edits = vec![
        set("/account/contracts/2/end", end),
        add("/actions/18/serves/-", "contract:CT1"),
    ];
    edits.extend_from_slice(more);
    Value::from(edits)
}

#[test]
fn a_renewal_is_prepared_half_a_year_ahead() {
    let notice = |days: u32| set("/account/contracts/2/notice_days", days);
    let contract = |field: &str, value: Value| add(&format!("/account/contracts/2/{field}"), value);
    assert_table(
        "KA-666",
        [
            // 181, 180, 91 and 90 days ahead of 2026-09-30.
            (ends("2027-03-30", &[]), NOTHING),
            (ends("2027-03-29", &[]), WARNING),
            (ends("2026-12-30", &[]), WARNING),
            (ends("2026-12-29", &[]), ERROR),
            // 120 and 121 days ahead, with 120 days of notice.
            (ends("2027-01-28", &[notice(120)]), ERROR),
            (ends("2027-01-29", &[notice(120)]), WARNING),
            (ends("2026-09-29", &[]), ERROR),
            (
                ends("2027-01-28", &[contract("auto_renew", json!(true))]),
                NOTHING,
            ),
            (
                ends("2026-09-29", &[contract("successor_id", json!("CT1"))]),
                NOTHING,
            ),
            (ends("2027-01-28", &[remove("/account/contracts/2/end")]), NOTHING),
            (ends("2027-01-28", &[tier("incubator")]), NOTHING),
            // Prepared or not, a contract that has ended has ended.
            (json!([set("/account/contracts/2/end", "2026-09-29")]), ERROR),
        ],
    );
}

#[test]
fn work_on_a_renewal_is_tagged_or_serves_retention_and_comes_in_time() {
    let work = |more: &[Value]| {
        let mut edits = vec![set("/account/contracts/2/end", "2027-03-29")];
        edits.extend_from_slice(more);
        Value::from(edits)
    };
    let done = |date: &str| {
        work(&[
            set("/actions/18/status", "done"),
            add("/actions/18/done_on", date),
        ])
    };
    let untagged = || set("/actions/18/tags", json!([]));
    assert_table(
        "KA-666",
        [
            (work(&[]), NOTHING),
            (work(&[untagged()]), NOTHING),
            (work(&[untagged(), set("/objectives/3/kind", "growth")]), WARNING),
            (work(&[set("/objectives/3/kind", "growth")]), NOTHING),
            (
                work(&[
                    set("/actions/18/tags", json!([" Renewal "])),
                    set("/objectives/3/kind", "growth"),
                ]),
                NOTHING,
            ),
            (work(&[add("/actions/18/serves/-", "contract:CT12")]), NOTHING),
            (work(&[add("/actions/18/serves/-", "contract:CT11")]), WARNING),
            (work(&[set("/actions/18/due_on", "2027-03-29")]), NOTHING),
            (work(&[set("/actions/18/due_on", "2027-03-30")]), WARNING),
            (work(&[remove("/actions/18/due_on")]), WARNING),
            (work(&[set("/actions/18/status", "cancelled")]), WARNING),
            // 180 and 181 days before the end.
            (done("2026-09-30"), NOTHING),
            (done("2026-09-29"), WARNING),
        ],
    );
}

#[test]
fn the_portfolio_supplies_contracts() {
    let plan = json!([
        remove("/account/contracts"),
        add("/actions/18/serves/-", "contract:CT1")
    ]);
    let portfolio = json!([set("/accounts/0/contracts/2/end", "2027-01-29")]);
    let report = patched_within(&plan, &portfolio, &today());
    let found = findings_of(&report, "KA-666");
    assert_eq!(found[0].path, "/account/contracts/2/end");
    assert_eq!(found[0].entity.as_ref().unwrap().id, "CT12");
}
