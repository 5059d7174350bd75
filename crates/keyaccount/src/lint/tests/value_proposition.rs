//! The borders of the rules about value-adds, needs and competitors (KA-601 to KA-609).

use serde_json::{Value, json};

use super::edits::{
    DAY, INFO, NOTHING, WARNING, add, assert_not_evaluated, assert_table, at_gate, remove, set, tier, today,
};
use super::{faultless, findings_of, not_evaluated, patched, patched_within, severities};
use crate::lint::{Gate, Options, Reason, Severity};

#[test]
fn one_link_to_the_client_matches_a_value_add() {
    let unlinked = || remove("/value_adds/1/client_objective_ids");
    assert_table(
        "KA-601",
        [
            (json!([unlinked()]), WARNING),
            (
                json!([unlinked(), add("/value_adds/1/need_ids", json!([]))]),
                WARNING,
            ),
            (
                json!([unlinked(), add("/value_adds/1/need_ids", json!(["N15"]))]),
                NOTHING,
            ),
            (json!([unlinked(), tier("key")]), WARNING),
            (json!([unlinked(), tier("incubator")]), NOTHING),
        ],
    );
    let blocked = severities("KA-601", &json!([unlinked()]), &at_gate(Gate::G2Approve));
    assert_eq!(blocked, [Severity::Error]);
}

fn need(fields: &Value) -> Value {
    let mut need = json!({"id": "N16", "kind": "product", "statement": "meters that read foam",
        "cause": "two batches lost", "confirmed_on": "2026-07-14", "confirmed_by_id": "C2"});
    let more = fields.as_object().unwrap().clone();
    need.as_object_mut().unwrap().extend(more);
    add("/needs/-", need)
}

#[test]
fn an_important_need_is_served_or_declined() {
    let important = || need(&json!({"priority": 4}));
    let declined = json!({"priority": 5, "declined": {"reason": "no such meter exists", "by_id": "T1", "on": "2026-08-03"}});
    assert_table(
        "KA-602",
        [
            (json!([important()]), WARNING),
            (json!([need(&json!({"priority": 3}))]), NOTHING),
            (json!([need(&json!({}))]), NOTHING),
            (json!([need(&declined)]), NOTHING),
            (
                json!([important(), add("/value_adds/0/need_ids/-", "N16")]),
                NOTHING,
            ),
            (
                json!([important(), add("/actions/0/serves/-", "need:N16")]),
                NOTHING,
            ),
            (
                json!([important(), add("/actions/22/serves/-", "need:N16")]),
                WARNING,
            ),
            (
                json!([important(), add("/sla/0/metrics/0/serves/-", "need:N16")]),
                NOTHING,
            ),
            (
                json!([important(), add("/objectives/0/need_ids/-", "N16")]),
                WARNING,
            ),
            (
                json!([important(), add("/commitments/0/serves/-", "need:N16")]),
                WARNING,
            ),
            (json!([important(), tier("key")]), WARNING),
            (json!([important(), tier("incubator")]), NOTHING),
        ],
    );
    let shown = severities("KA-602", &json!([important()]), &at_gate(Gate::G2Launch));
    assert_eq!(shown, [Severity::Warning]);
    assert_not_evaluated(
        "KA-602",
        &json!([important(), add("/value_adds/0/need_ids/-", "N61")]),
        Reason::InputFaulty,
        "/value_adds/0/need_ids/1",
    );
}

#[test]
fn a_confirmed_objective_of_the_client_is_served() {
    let confirmed = json!({"id": "CO13", "statement": "two product changes a day", "contact_id": "C3",
        "confirmed_on": "2026-07-14", "confirmed_by_id": "C3"});
    let unconfirmed = json!({"id": "CO13", "statement": "two product changes a day", "contact_id": "C3"});
    let aim = || add("/client_objectives/-", confirmed.clone());
    assert_table(
        "KA-603",
        [
            (json!([aim()]), INFO),
            (json!([add("/client_objectives/-", unconfirmed)]), NOTHING),
            (
                json!([aim(), add("/objectives/2/client_objective_ids/-", "CO13")]),
                NOTHING,
            ),
            (
                json!([
                    aim(),
                    add("/objectives/2/client_objective_ids/-", "CO13"),
                    set("/objectives/2/status", "dropped")
                ]),
                INFO,
            ),
            (
                json!([aim(), add("/value_adds/0/client_objective_ids/-", "CO13")]),
                NOTHING,
            ),
            (
                json!([aim(), add("/actions/0/serves/-", "client_objective:CO13")]),
                NOTHING,
            ),
            (
                json!([aim(), add("/actions/22/serves/-", "client_objective:CO13")]),
                INFO,
            ),
            (
                json!([aim(), add("/sla/0/metrics/0/serves/-", "client_objective:CO13")]),
                INFO,
            ),
            (json!([aim(), tier("incubator")]), NOTHING),
        ],
    );
}

/// An edit of the field in each of the first `count` value-adds.
fn each(count: usize, field: &str, value: &Value) -> Value {
    let edits = (0..count).map(|index| add(&format!("/value_adds/{index}/{field}"), value.clone()));
    edits.collect()
}

#[test]
fn one_value_add_beyond_the_standard_is_enough() {
    assert_eq!(faultless()["value_adds"].as_array().unwrap().len(), 5);
    assert_table(
        "KA-604",
        [
            (each(5, "beyond_standard", &json!(false)), WARNING),
            (each(4, "beyond_standard", &json!(false)), NOTHING),
            (each(5, "catalogue_entry_id", &json!("CE1")), WARNING),
            (each(4, "catalogue_entry_id", &json!("CE1")), NOTHING),
            (json!([set("/value_adds", json!([]))]), NOTHING),
        ],
    );
    let listed = each(5, "beyond_standard", &json!(false));
    let report = patched(&listed, &at_gate(Gate::G2Approve));
    assert_eq!(findings_of(&report, "KA-604")[0].severity, Severity::Warning);
}

#[test]
fn a_value_add_that_reads_like_an_entry_of_the_catalogue_equals_it() {
    let renamed = |count| each(count, "statement", &json!(" monthly INVOICE "));
    let found = |count| {
        let report = patched_within(&renamed(count), &json!([]), &today());
        findings_of(&report, "KA-604")
            .iter()
            .map(|finding| finding.message.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found(5),
        ["Every value-add equals an entry of the standard catalogue (listed: 5)."]
    );
    assert_eq!(found(4), [""; 0]);
    assert_eq!(severities("KA-604", &renamed(5), &today()), NOTHING);
}

#[test]
fn a_confirmation_holds_for_a_year() {
    let confirmed = |date: &str| json!([set("/needs/4/confirmed_on", date)]);
    let aim = |date: &str| json!([set("/client_objectives/0/confirmed_on", date)]);
    let told = |date: &str| json!([remove("/needs/0/confirmed_on"), set("/needs/0/source/date", date)]);
    assert_table(
        "KA-606",
        [
            // 365 days before 2026-09-30, and 366.
            (confirmed("2025-09-30"), NOTHING),
            (confirmed("2025-09-29"), INFO),
            (json!([remove("/needs/4/confirmed_on")]), INFO),
            (json!([remove("/needs/4/confirmed_by_id")]), INFO),
            (told("2025-09-30"), NOTHING),
            (told("2025-09-29"), INFO),
            (
                json!([
                    remove("/needs/0/confirmed_on"),
                    set("/needs/0/source/kind", "assumption")
                ]),
                INFO,
            ),
            (aim("2025-09-30"), NOTHING),
            (aim("2025-09-29"), INFO),
            (json!([remove("/client_objectives/0/confirmed_on")]), INFO),
            (json!([remove("/client_objectives/0/confirmed_by_id")]), INFO),
            (
                json!([remove("/needs/4/confirmed_on"), tier("incubator")]),
                NOTHING,
            ),
        ],
    );
    let report = patched(&confirmed("2025-09-29"), &today());
    assert_eq!(
        findings_of(&report, "KA-606")[0].message,
        "The need \"spare meters within reach of the night shift\" was last confirmed 366 days ago; a confirmation holds 365 days."
    );
    let undated = patched(&json!([]), &Options::default());
    assert_eq!(
        not_evaluated(&undated, "KA-606"),
        [(Reason::EvaluationDateMissing, vec![])],
        "{DAY}"
    );
}

#[test]
fn a_value_add_becomes_a_deed() {
    let value_add = || {
        let value_add =
            json!({"id": "V15", "kind": "security", "statement": "single sign-on", "need_ids": ["N15"]});
        add("/value_adds/-", value_add)
    };
    let served = |place: &str| json!([value_add(), add(&format!("{place}/serves/-"), "value_add:V15")]);
    let commitment = |status: &str| {
        let link = add("/commitments/0/serves/-", "value_add:V15");
        json!([value_add(), link, set("/commitments/0/status", status)])
    };
    assert_table(
        "KA-607",
        [
            (json!([value_add()]), WARNING),
            (served("/actions/1"), NOTHING),
            (served("/actions/22"), WARNING),
            (served("/rewards/0"), NOTHING),
            (served("/sla/0/metrics/0"), NOTHING),
            (served("/decisions/0"), WARNING),
            (commitment("open"), NOTHING),
            (commitment("kept"), NOTHING),
            (commitment("released"), WARNING),
            (json!([value_add(), tier("incubator")]), NOTHING),
        ],
    );
    let blocked = severities("KA-607", &json!([value_add()]), &at_gate(Gate::G2Launch));
    assert_eq!(blocked, [Severity::Error]);
}

#[test]
fn one_value_add_that_is_no_discount_is_enough() {
    assert_table(
        "KA-608",
        [
            (each(5, "kind", &json!("price")), WARNING),
            (each(4, "kind", &json!("price")), NOTHING),
            (json!([set("/value_adds", json!([]))]), NOTHING),
        ],
    );
}

#[test]
fn a_competitor_of_ours_needs_an_answer() {
    let unanswered = || remove("/account/competitors/0/answer");
    assert_table(
        "KA-609",
        [
            (json!([unanswered()]), WARNING),
            (json!([set("/account/competitors/0/answer", "  ")]), WARNING),
            (json!([remove("/account/competitors/2/answer")]), NOTHING),
            (json!([unanswered(), tier("incubator")]), NOTHING),
            (
                json!([unanswered(), set("/account/lifecycle/state", "selection")]),
                NOTHING,
            ),
        ],
    );
    let plan = json!([remove("/account/competitors")]);
    let portfolio = json!([remove("/accounts/0/competitors/1/answer")]);
    let report = patched_within(&plan, &portfolio, &today());
    let found = findings_of(&report, "KA-609");
    assert_eq!(found[0].path, "/account/competitors/1/answer");
    assert!(!found[0].exists);
}
