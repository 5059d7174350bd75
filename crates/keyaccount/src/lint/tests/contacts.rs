//! The rules about contacts, each at its borders.

use serde_json::{Value, json};

use super::{as_of, has, not_evaluated, patched, patched_within, said, with_parameter};
use crate::lint::{Gate, Mode, Options, ParameterValue, Reason, Severity};

mod circles;
mod removal;

const DAY: &str = "2026-09-30";

/// The links of the pairs, all of one day of this month.
fn links(pairs: &[(&str, &str)]) -> Value {
    let link = |(member, contact): &(&str, &str)| json!({"member_id": member, "contact_id": contact, "last_on": "2026-09-10"});
    json!({"op": "replace", "path": "/links", "value": pairs.iter().map(link).collect::<Vec<_>>()})
}

fn tier(tier: &str) -> Value {
    json!({"op": "replace", "path": "/account/tier", "value": tier})
}

fn judged(edits: &Value, code: &str) -> Vec<(Severity, String)> {
    said(&patched(edits, &as_of(DAY)), code)
}

fn fires(edits: &Value, code: &str) -> bool {
    has(&patched(edits, &as_of(DAY)), code)
}

#[test]
fn two_contacts_or_more_but_fewer_than_the_tier_asks_for() {
    let few = [
        ("T5", "C1"),
        ("T1", "C2"),
        ("T2", "C3"),
        ("T1", "C4"),
        ("T2", "C5"),
    ];
    let cases = [
        ("strategic", 5, false),
        ("strategic", 4, true),
        ("strategic", 2, true),
        ("strategic", 1, false),
        ("key", 3, false),
        ("key", 2, true),
        ("incubator", 2, false),
        ("incubator", 1, false),
        ("standard", 2, false),
    ];
    for (of, count, expected) in cases {
        let edits = json!([tier(of), links(&few[..count])]);
        assert_eq!(fires(&edits, "KA-402"), expected, "{of} {count}");
    }
    let said = judged(&json!([links(&few[..4])]), "KA-402");
    let sentence = "4 people of \"Halvorn Dairy Group\" are in touch with our team; at least 5 should be.";
    assert_eq!(said, [(Severity::Warning, sentence.to_owned())]);
    let three = with_parameter("KA-402", "min_contacts", ParameterValue::Number(3.0));
    let edits = json!([tier("incubator"), links(&few[..2])]);
    assert!(has(&patched(&edits, &three), "KA-402"));
}

#[test]
fn one_of_ours_is_an_error_and_few_are_a_warning() {
    let all = [("T5", "C1"), ("T1", "C2"), ("T2", "C3")];
    let cases = [
        ("strategic", 3, None),
        ("strategic", 2, Some(Severity::Warning)),
        ("strategic", 1, Some(Severity::Error)),
        ("strategic", 0, None),
        ("key", 2, None),
        ("key", 1, Some(Severity::Error)),
        ("incubator", 1, None),
    ];
    for (of, count, expected) in cases {
        let edits = json!([tier(of), links(&all[..count])]);
        let severities: Vec<Severity> = judged(&edits, "KA-403")
            .into_iter()
            .map(|(severity, _)| severity)
            .collect();
        assert_eq!(
            severities,
            expected.into_iter().collect::<Vec<_>>(),
            "{of} {count}"
        );
    }
    let gate = Options {
        mode: Mode::Gate(Gate::G2Approve),
        ..as_of(DAY)
    };
    let report = patched(&json!([links(&all[..2])]), &gate);
    let sentence = "2 people of our team are in touch with the account; at least 3 should be.";
    assert_eq!(said(&report, "KA-403"), [(Severity::Error, sentence.to_owned())]);
    let one = [("T1", "C1"), ("T1", "C2")];
    let sentence = "Only \"Key account manager, food\" of our team is in touch with the account; at least 3 people should be.";
    assert_eq!(
        judged(&json!([links(&one)]), "KA-403"),
        [(Severity::Error, sentence.to_owned())]
    );
}

#[test]
fn a_champion_is_active_and_favourable() {
    let stance = |value: Value| json!([{"op": "replace", "path": "/stakeholders/0/stance", "value": value}]);
    let none = "No active contact is our champion (active contacts listed: 5).";
    let lukewarm = "No champion has a stance of at least 1; \"Chief operating officer\" has 0.";
    let gone = "No active contact is our champion (active contacts listed: 4).";
    let cases = [
        (stance(json!(1)), None),
        (stance(json!(0)), Some(lukewarm)),
        (
            json!([{"op": "replace", "path": "/stakeholders/0/relations", "value": ["coach"]}]),
            Some(none),
        ),
        (
            json!([{"op": "add", "path": "/stakeholders/0/end_on", "value": "2026-09-29"}]),
            Some(gone),
        ),
        (
            json!([{"op": "add", "path": "/stakeholders/0/end_on", "value": "2026-09-30"}]),
            None,
        ),
        (json!([stance(json!(0))[0], tier("incubator")]), None),
    ];
    for (edits, sentence) in cases {
        let said = judged(&edits, "KA-405");
        let expected: Vec<_> = sentence
            .map(|sentence: &str| (Severity::Warning, sentence.to_owned()))
            .into_iter()
            .collect();
        assert_eq!(said, expected, "{edits}");
    }
    for unknown in [
        json!([{"op": "remove", "path": "/stakeholders/0/stance"}]),
        stance(json!({"state": "unknown"})),
    ] {
        let report = patched(&unknown, &as_of(DAY));
        assert!(!has(&report, "KA-405"));
        assert_eq!(
            not_evaluated(&report, "KA-405"),
            [(Reason::InputMissing, vec!["/stakeholders/0/stance".to_owned()])]
        );
    }
}

#[test]
fn four_bands_are_counted_and_a_strategic_account_needs_an_executive() {
    let level = |contact: usize, level: &str| json!({"op": "replace", "path": format!("/stakeholders/{contact}/level"), "value": level});
    // Linked: C1 c-suite, C2 director, C3 and C4 manager, C5 operational.
    let cases = [
        ("strategic", level(4, "supervisor"), false),
        ("strategic", level(4, "director"), true),
        ("strategic", level(0, "vice_president"), false),
        ("strategic", level(0, "executive"), false),
        ("strategic", level(0, "board"), false),
        ("strategic", level(0, "director"), true),
        ("key", level(0, "director"), false),
        ("incubator", level(0, "director"), false),
    ];
    for (of, edit, expected) in cases {
        assert_eq!(fires(&json!([tier(of), edit]), "KA-406"), expected, "{of} {edit}");
    }
    let sentence =
        "Those who are in touch with us stand on 2 of the 3 levels that should be reached: management, top.";
    assert_eq!(
        judged(&json!([level(4, "manager")]), "KA-406"),
        [(Severity::Warning, sentence.to_owned())]
    );
    let two = with_parameter("KA-406", "min_levels", ParameterValue::Number(2.0));
    let report = patched(&json!([level(0, "manager")]), &two);
    let sentence =
        "Nobody of the executive floor is in touch with us (levels reached: operational, management).";
    assert_eq!(
        said(&report, "KA-406"),
        [(Severity::Warning, sentence.to_owned())]
    );
}

#[test]
fn an_unknown_level_leaves_open_only_what_it_could_settle() {
    let without = |contact: usize| json!({"op": "remove", "path": format!("/stakeholders/{contact}/level")});
    let manager = json!({"op": "replace", "path": "/stakeholders/0/level", "value": "manager"});
    let report = patched(&json!([without(4)]), &as_of(DAY));
    let place = vec!["/stakeholders/4/level".to_owned()];
    assert!(!has(&report, "KA-406"));
    assert_eq!(not_evaluated(&report, "KA-406"), [(Reason::InputMissing, place)]);
    // One unknown level cannot make three of one.
    let edits = json!([manager, without(4)]);
    assert!(fires(&edits, "KA-406"));
    // Enough levels without it.
    let report = patched(&json!([without(3)]), &as_of(DAY));
    assert_eq!(
        (has(&report, "KA-406"), not_evaluated(&report, "KA-406")),
        (false, vec![])
    );
    let stands_nowhere =
        json!([{"op": "replace", "path": "/stakeholders/4/level", "value": {"state": "not_applicable"}}]);
    assert!(fires(&stands_nowhere, "KA-406"));
    let one = json!([links(&[("T1", "C5"), ("T2", "C5"), ("T5", "C5")])]);
    assert!(fires(&one, "KA-401") && !fires(&one, "KA-406"));
}

#[test]
fn a_unit_in_scope_needs_an_active_contact() {
    let scope = |value: bool| json!({"op": "replace", "path": "/account/units/1/in_scope", "value": value});
    let away = json!({"op": "replace", "path": "/stakeholders/2/status", "value": "on_leave"});
    let sentence = "The plan covers \"Milk powder\", where no active contact is known.";
    assert_eq!(
        judged(&json!([away]), "KA-407"),
        [(Severity::Warning, sentence.to_owned())]
    );
    assert!(!fires(&json!([away, scope(false)]), "KA-407"));
    let unsaid = json!([away, {"op": "remove", "path": "/account/units/1/in_scope"}]);
    assert!(!fires(&unsaid, "KA-407"));
    assert!(!fires(&json!([away, tier("incubator")]), "KA-407"));
    // The plan leaves the units to the portfolio.
    let report = patched_within(
        &json!([away, {"op": "remove", "path": "/account/units"}]),
        &json!([]),
        &as_of(DAY),
    );
    let finding = report.findings.iter().find(|finding| finding.code == "KA-407");
    let finding = finding.unwrap();
    assert_eq!(
        (finding.message.as_str(), finding.path.as_str()),
        (sentence, "/account/units")
    );
    assert_eq!(finding.entity.as_ref().unwrap().id, "U2");
}

#[test]
fn the_last_contact_may_be_as_old_as_the_tier_says() {
    // C1 (power 5): with T5 in /links/0, with T1 in /links/6 long before. 45 days before the day is 2026-08-16, 60 days 2026-08-01.
    let last = |date: &str| json!({"op": "replace", "path": "/links/0/last_on", "value": date});
    let cases = [
        ("strategic", "2026-08-16", false),
        ("strategic", "2026-08-15", true),
        ("key", "2026-08-01", false),
        ("key", "2026-07-31", true),
        ("incubator", "2026-07-31", false),
        // A date to come says nothing about the past: the last contact is that of 2026-07-14.
        ("strategic", "2026-10-01", true),
    ];
    for (of, date, expected) in cases {
        assert_eq!(
            fires(&json!([tier(of), last(date)]), "KA-408"),
            expected,
            "{of} {date}"
        );
    }
    let sentence = "\"Chief operating officer\", who is influential, was last in touch 46 days ago; it should be 45 at most.";
    assert_eq!(
        judged(&json!([last("2026-08-15")]), "KA-408"),
        [(Severity::Warning, sentence.to_owned())]
    );
}

#[test]
fn every_date_of_a_contact_counts_whoever_it_was() {
    let old = json!({"op": "replace", "path": "/links/0/last_on", "value": "2026-07-01"});
    let power = json!({"op": "replace", "path": "/stakeholders/0/power", "value": 3});
    let met = json!({"op": "add", "path": "/links/0/interactions", "value": [{"on": "2026-09-03"}]});
    let ended = json!({"op": "add", "path": "/team/4/end_on", "value": "2026-09-29"});
    assert!(fires(&json!([old]), "KA-408"));
    assert!(!fires(&json!([old, power]), "KA-408"));
    assert!(!fires(&json!([old, met]), "KA-408"));
    assert!(
        !fires(&json!([ended]), "KA-408"),
        "who has gone since was there then"
    );
    assert!(
        !fires(&json!([links(&[("T1", "C3")])]), "KA-408"),
        "no date is not old"
    );
    let both = json!([old,
        {"op": "replace", "path": "/links/1/last_on", "value": "2026-08-01"},
        {"op": "replace", "path": "/links/2/last_on", "value": "2026-08-01"}]);
    let sentence = "2 influential contacts were last in touch more than 45 days ago, \"Chief operating officer\" longest ago (78 days).";
    assert_eq!(
        judged(&both, "KA-408"),
        [(Severity::Warning, sentence.to_owned())]
    );
}

#[test]
fn who_has_gone_is_named_once_with_every_place_that_still_matters() {
    let set = |path: &str, value: &str| json!({"op": "replace", "path": path, "value": value});
    let named =
        |uses: &str| format!("\"Former head of plant engineering\" has gone, yet still stands as {uses}.");
    let main = json!({"op": "add", "path": "/stakeholders/5/is_main", "value": true});
    let cases = [
        (json!([main]), Some("main contact")),
        (
            json!([set("/client_objectives/3/contact_id", "C11")]),
            Some("contact of the client objective \"10 % less energy for cleaning\""),
        ),
        (
            json!([set("/sla/0/contact_id", "C11")]),
            Some("contact of the agreement \"Service agreement\""),
        ),
        (
            json!([set("/sla/0/contact_id", "C11"), set("/sla/0/to", "2026-09-30")]),
            Some("contact of the agreement \"Service agreement\""),
        ),
        (
            json!([set("/sla/0/contact_id", "C11"), set("/sla/0/to", "2026-09-29")]),
            None,
        ),
        (
            json!([set("/commitments/3/contact_id", "C11")]),
            Some("contact of the commitment \"access to the plant for audits at night\""),
        ),
        (json!([set("/commitments/1/contact_id", "C11")]), None),
        (
            json!([main, set("/sla/0/contact_id", "C11")]),
            Some("main contact, contact of the agreement \"Service agreement\""),
        ),
    ];
    for (edits, uses) in cases {
        let expected: Vec<_> = uses
            .map(|uses: &str| (Severity::Error, named(uses)))
            .into_iter()
            .collect();
        assert_eq!(judged(&edits, "KA-409"), expected, "{edits}");
    }
    assert!(fires(&json!([tier("standard"), main]), "KA-409"));
}

#[test]
fn a_contact_is_gone_the_day_after_the_last_one() {
    let end = |date: &str| json!([{"op": "add", "path": "/stakeholders/0/end_on", "value": date}]);
    assert!(!fires(&end("2026-09-30"), "KA-409"));
    let said = judged(&end("2026-09-29"), "KA-409");
    assert_eq!(said.len(), 1);
    assert!(
        said[0]
            .1
            .contains("still stands as only decision maker, contact of"),
        "{said:?}"
    );
    let another = json!([end("2026-09-29")[0], {"op": "replace", "path": "/stakeholders/3/roles", "value": ["decider"]}]);
    assert!(!judged(&another, "KA-409")[0].1.contains("only decision maker"));
    // One who is leaving still decides.
    let leaving = json!([another[0], another[1], {"op": "replace", "path": "/stakeholders/3/status", "value": "leaving"}]);
    assert!(!judged(&leaving, "KA-409")[0].1.contains("only decision maker"));
}

#[test]
fn a_successor_is_named_and_met() {
    let status = json!({"op": "replace", "path": "/stakeholders/0/status", "value": "leaving"});
    let heir = json!({"op": "add", "path": "/stakeholders/0/successor_id", "value": "C4"});
    let action = |status: &str, tags: Value| {
        json!({"op": "add", "path": "/actions/-", "value":
        {"id": "A40", "title": "Meet the new COO", "serves": ["contact:C4"], "status": status, "tags": tags}})
    };
    let unnamed = "No successor is named for \"Chief operating officer\", who is leaving or has gone.";
    let unmet = "No action serves to get to know \"Purchasing manager\", who takes over from \"Chief operating officer\".";
    let onboarding = || json!(["onboarding"]);
    let cases = [
        (json!([status]), Some(unnamed)),
        (json!([status, heir]), Some(unmet)),
        (json!([status, heir, action("planned", json!([]))]), Some(unmet)),
        (
            json!([status, heir, action("cancelled", onboarding())]),
            Some(unmet),
        ),
        (json!([status, heir, action("planned", onboarding())]), None),
        (json!([status, heir, action("done", onboarding())]), None),
        (json!([status, tier("incubator")]), None),
        (
            json!([{"op": "replace", "path": "/stakeholders/2/status", "value": "leaving"}]),
            None,
        ),
        (
            json!([{"op": "replace", "path": "/stakeholders/0/status", "value": "on_leave"}]),
            None,
        ),
    ];
    for (edits, sentence) in cases {
        let expected: Vec<_> = sentence
            .map(|sentence: &str| (Severity::Warning, sentence.to_owned()))
            .into_iter()
            .collect();
        assert_eq!(judged(&edits, "KA-410"), expected, "{edits}");
    }
    assert!(fires(
        &json!([{"op": "replace", "path": "/stakeholders/1/status", "value": "leaving"}]),
        "KA-410"
    ));
}

#[test]
fn thirty_days_after_the_departure_it_is_an_error() {
    let left = |date: Option<&str>| {
        let mut edits = vec![json!({"op": "replace", "path": "/stakeholders/0/status", "value": "left"})];
        edits.extend(date.map(|date| json!({"op": "add", "path": "/stakeholders/0/end_on", "value": date})));
        judged(&Value::from(edits), "KA-410")[0].0
    };
    assert_eq!(left(Some("2026-08-31")), Severity::Warning);
    assert_eq!(left(Some("2026-08-30")), Severity::Error);
    assert_eq!(left(None), Severity::Warning);
}

#[test]
fn against_an_influential_opponent_there_is_an_open_action() {
    let stance = |value: i32| json!({"op": "replace", "path": "/stakeholders/1/stance", "value": value});
    let power = |value: i32| json!({"op": "replace", "path": "/stakeholders/1/power", "value": value});
    let action = |status: &str| {
        json!({"op": "add", "path": "/actions/-", "value":
        {"id": "A40", "title": "Ask what went wrong", "serves": ["contact:C2"], "status": status}})
    };
    let cases = [
        (json!([stance(-1)]), true),
        (json!([stance(0)]), false),
        (json!([stance(-2), power(3)]), false),
        (json!([stance(-1), action("blocked")]), false),
        (json!([stance(-1), action("done")]), true),
        (json!([stance(-1), action("cancelled")]), true),
        (json!([stance(-1), tier("incubator")]), false),
        (
            json!([stance(-1), {"op": "replace", "path": "/stakeholders/1/status", "value": "left"}]),
            false,
        ),
        (json!([{"op": "remove", "path": "/stakeholders/1/stance"}]), false),
        (
            json!([stance(-1), {"op": "remove", "path": "/stakeholders/1/power"}]),
            false,
        ),
    ];
    for (edits, expected) in cases {
        assert_eq!(fires(&edits, "KA-411"), expected, "{edits}");
    }
    let sentence = "\"Head of plant engineering\", who is influential, stands against us (stance -2), and no open action deals with that.";
    assert_eq!(
        judged(&json!([stance(-2)]), "KA-411"),
        [(Severity::Warning, sentence.to_owned())]
    );
}

#[test]
fn an_influential_contact_has_an_owner() {
    let owners = json!({"op": "replace", "path": "/stakeholders/1/owner_ids", "value": []});
    let power = |value: i32| json!({"op": "replace", "path": "/stakeholders/1/power", "value": value});
    assert!(fires(&json!([owners, power(4)]), "KA-412"));
    assert!(!fires(&json!([owners, power(3)]), "KA-412"));
    assert!(!fires(&json!([owners, tier("incubator")]), "KA-412"));
    let left = json!({"op": "replace", "path": "/stakeholders/1/status", "value": "left"});
    assert!(!fires(&json!([owners, left]), "KA-412"));
    let gate = Options {
        mode: Mode::Gate(Gate::G2Launch),
        ..as_of(DAY)
    };
    let sentence = "Nobody of ours owns the relationship to \"Head of plant engineering\", who is influential (power 4 of 5).";
    assert_eq!(
        said(&patched(&json!([owners]), &gate), "KA-412"),
        [(Severity::Error, sentence.to_owned())]
    );
}
