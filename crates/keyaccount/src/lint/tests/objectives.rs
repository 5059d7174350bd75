//! The rules about what an objective says and whom it serves, on both sides of each border.

use serde_json::{Value, json};

use super::edits::{DAY, add, at_gate, found, judge, remove, today, unjudged};
use super::{patched, with_parameter};
use crate::lint::{Gate, Layer, Options, ParameterValue, Reason, Severity};

/// Returns edits that add objectives of a status.
fn more(count: u32, status: &str) -> Vec<Value> {
    let objective =
        |number: u32| json!({"id": format!("X{number}"), "title": "More", "kind": "other", "status": status});
    (0..count)
        .map(|number| add("/objectives/-", objective(number)))
        .collect()
}

#[test]
fn ka_202_counts_open_objectives_per_tier() {
    let tier = |tier: &str, status: &str, more: Vec<Value>| {
        let mut edits = vec![add("/account/tier", tier), add("/objectives/5/status", status)];
        edits.extend(more);
        Value::from(edits)
    };
    // The faultless plan has six open objectives.
    let cases = [
        ("seven", json!(more(1, "draft")), false),
        ("eight", json!(more(2, "draft")), true),
        ("met ones do not count", json!(more(5, "met")), false),
        ("missed ones do not count", json!(more(5, "missed")), false),
        ("dropped ones do not count", json!(more(5, "dropped")), false),
        ("six of a key account", tier("key", "active", vec![]), true),
        ("five of a key account", tier("key", "met", vec![]), false),
        ("six of an incubator", tier("incubator", "active", vec![]), true),
        (
            "three of an incubator",
            json!([
                add("/account/tier", "incubator"),
                add("/objectives/3/status", "met"),
                add("/objectives/4/status", "met"),
                add("/objectives/5/status", "met")
            ]),
            false,
        ),
        (
            "standard accounts are free",
            tier("standard", "active", more(9, "active")),
            false,
        ),
    ];
    judge("KA-202", &today(), cases);
}

#[test]
fn ka_204_wants_a_value_and_its_day() {
    let cases = [
        ("no baseline", json!([remove("/objectives/0/baseline")]), true),
        ("no value", json!([remove("/objectives/0/baseline/value")]), true),
        ("no day", json!([remove("/objectives/0/baseline/as_of")]), true),
        (
            "first measurement",
            json!([
                remove("/objectives/0/baseline"),
                add("/objectives/0/metric/direction", "establish")
            ]),
            false,
        ),
        (
            "qualitative",
            json!([
                remove("/objectives/0/baseline"),
                add("/objectives/0/measurement", "qualitative")
            ]),
            false,
        ),
        (
            "dropped",
            json!([
                remove("/objectives/0/baseline"),
                add("/objectives/0/status", "dropped")
            ]),
            false,
        ),
    ];
    judge("KA-204", &today(), cases);
}

#[test]
fn ka_206_wants_an_active_member() {
    let member = |field: &str, date: &str| {
        json!([
            add("/objectives/2/owner_id", "T3"),
            add(&format!("/team/2/{field}"), date)
        ])
    };
    let cases = [
        ("nobody", json!([remove("/objectives/2/owner_id")]), true),
        ("last day", member("end_on", DAY), false),
        ("day after the last", member("end_on", "2026-09-29"), true),
        ("first day", member("start_on", DAY), false),
        ("day before the first", member("start_on", "2026-10-01"), true),
        (
            "a member of the board",
            json!([add("/objectives/2/owner_id", "B1")]),
            true,
        ),
        (
            "an id that nobody has is said once",
            json!([add("/objectives/2/owner_id", "T99")]),
            false,
        ),
        (
            "met",
            json!([
                remove("/objectives/2/owner_id"),
                add("/objectives/2/status", "met")
            ]),
            false,
        ),
        (
            "standard account",
            json!([remove("/objectives/2/owner_id"), add("/account/tier", "standard")]),
            false,
        ),
    ];
    judge("KA-206", &today(), cases);
    let gone = json!([add("/objectives/2/owner_id", "T17")]);
    let report = patched(&gone, &at_gate(Gate::G2Approve));
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-206")
        .unwrap();
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!(
        finding.message,
        "\"Former service engineer, Denmark\", who owns objective \"Named preferred partner for metering\", has left our team."
    );
    let without_date = unjudged("KA-206", &gone, &Options::default());
    assert_eq!(without_date, [(Reason::EvaluationDateMissing, vec![])]);
}

#[test]
fn ka_211_ties_objectives_to_the_client() {
    let objective = |index: u32, status: &str| {
        let place = format!("/objectives/{index}");
        json!([
            add(&format!("{place}/client_objective_ids"), json!([])),
            add(&format!("{place}/need_ids"), json!([])),
            add(&format!("{place}/status"), status)
        ])
    };
    let cases = [
        ("growth", objective(0, "active"), true),
        ("service", objective(1, "draft"), true),
        ("relationship", objective(2, "active"), false),
        ("retention", objective(3, "active"), false),
        ("innovation", objective(4, "active"), true),
        ("profitability", objective(5, "active"), false),
        ("met", objective(0, "met"), false),
        (
            "a need is enough",
            json!([add("/objectives/0/client_objective_ids", json!([]))]),
            false,
        ),
    ];
    judge("KA-211", &today(), cases);
    let kinds = ParameterValue::Texts(vec!["retention".to_owned()]);
    let options = with_parameter("KA-211", "kinds", kinds);
    judge(
        "KA-211",
        &options,
        [("other kinds", objective(3, "active"), true)],
    );
}

#[test]
fn ka_212_wants_something_for_the_client() {
    let gains = |who: [&str; 6]| {
        let edits = who.iter().enumerate();
        let edits = edits.map(|(index, who)| add(&format!("/objectives/{index}/beneficiary"), *who));
        edits.collect::<Vec<_>>()
    };
    let us = || gains(["us"; 6]);
    let with = |more: Value| {
        let mut edits = us();
        edits.push(more);
        Value::from(edits)
    };
    let cases = [
        ("all for us", Value::from(us()), true),
        (
            "one for both",
            json!(gains(["us", "us", "us", "us", "us", "mutual"])),
            false,
        ),
        (
            "one for the client",
            json!(gains(["us", "client", "us", "us", "us", "us"])),
            false,
        ),
        (
            "the client's one was met",
            with(json!({"op": "replace", "path": "/objectives/1", "value": {
                "id": "O2", "title": "Done", "kind": "service", "status": "met", "beneficiary": "client"}})),
            true,
        ),
        ("a supplier", with(add("/account/orientation", "supplier")), false),
        ("an incubator", with(add("/account/tier", "incubator")), false),
    ];
    judge("KA-212", &today(), cases);
    for gate in [Gate::G2Approve, Gate::G2Launch] {
        let report = patched(&Value::from(us()), &at_gate(gate));
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "KA-212")
            .unwrap();
        assert_eq!((finding.severity, finding.gates.len()), (Severity::Warning, 0));
    }
}

#[test]
fn ka_212_adds_the_weights_of_growth_exactly() {
    // Five objectives, one of them growth: the weights of the others add up to 0.2.
    let weights = |growth: Value, others: [Value; 4]| {
        let mut edits = vec![
            add("/objectives/5/status", "met"),
            add("/objectives/0/weight", growth),
        ];
        let others = others.into_iter().zip(1..);
        edits.extend(others.map(|(weight, index)| add(&format!("/objectives/{index}/weight"), weight)));
        Value::from(edits)
    };
    let even = || [json!(0.05), json!(0.05), json!(0.05), json!(0.05)];
    let cases = [
        ("at the limit", weights(json!(0.8), even()), false),
        ("above it", weights(json!(0.801), even()), true),
        (
            "without a weight as much as the mean",
            json!([
                add("/objectives/0/weight", 0.5),
                remove("/objectives/1/weight"),
                add("/objectives/2/weight", 0.0),
                add("/objectives/3/weight", 0.0),
                add("/objectives/4/weight", 0.0),
                add("/objectives/5/weight", 0.0)
            ]),
            true,
        ),
        (
            "all alike",
            json!(
                (0..6)
                    .map(|index| remove(&format!("/objectives/{index}/weight")))
                    .collect::<Vec<_>>()
            ),
            false,
        ),
        (
            "no weight at all is not judged",
            json!(
                (0..6)
                    .map(|index| add(&format!("/objectives/{index}/weight"), 0.0))
                    .collect::<Vec<_>>()
            ),
            false,
        ),
    ];
    judge("KA-212", &today(), cases);
}

#[test]
fn ka_214_goes_up_from_the_parts() {
    // O13 is served by A24 alone, O12 is part of O1.
    let alone = |edits: &[Value]| {
        let mut all = vec![
            add("/actions/2/serves", json!(["client_objective:CO2"])),
            add("/actions/11/serves", json!(["objective:O12"])),
        ];
        all.extend_from_slice(edits);
        Value::from(all)
    };
    let cases = [
        ("cancelled", json!([add("/actions/17/status", "cancelled")]), true),
        ("done", json!([add("/actions/17/status", "done")]), false),
        (
            "dropped objective",
            json!([
                add("/actions/17/status", "cancelled"),
                add("/objectives/5/status", "dropped")
            ]),
            false,
        ),
        ("through a part", alone(&[]), false),
        (
            "through a dropped part",
            alone(&[add("/objectives/4/status", "dropped")]),
            true,
        ),
        (
            "through the part of a part",
            alone(&[
                add("/objectives/4/parent_id", "O13"),
                add("/objectives/5/parent_id", "O1"),
            ]),
            false,
        ),
        (
            "in a circle of parts",
            alone(&[add("/objectives/0/parent_id", "O12")]),
            false,
        ),
        (
            "standard account",
            json!([
                add("/actions/17/status", "cancelled"),
                add("/account/tier", "standard")
            ]),
            false,
        ),
    ];
    judge("KA-214", &today(), cases);
}

#[test]
fn ka_217_is_off_and_knows_two_languages() {
    let title =
        |title: &str, language: &str| json!([add("/objectives/2/title", title), add("/language", language)]);
    let mut options = today();
    assert_eq!(found("KA-217", &title("Improve everything", "en"), &options), []);
    options.configuration.push(Layer {
        name: "organisation".to_owned(),
        settings: crate::document::read(r#"{"preview": true, "select": {"enable": ["KA-217"]}}"#).unwrap(),
    });
    let cases = [
        ("english", title("STRENGTHEN the partnership", "en"), true),
        ("with a region", title("A world-class partnership", "en-GB"), true),
        ("german", title("Zusammenarbeit stärken", "de"), true),
        ("english word in german", title("Improve", "de"), false),
        ("a language without a list", title("Improve", "fr"), false),
        (
            "no language",
            json!([add("/objectives/2/title", "Improve"), remove("/language")]),
            false,
        ),
        ("part of a word", title("Improvements named", "en"), false),
        ("a digit", title("Strengthen it by 2 pilots", "en"), false),
        (
            "a metric",
            json!([
                add("/objectives/2/title", "Improve"),
                add("/objectives/2/metric", json!({"name": "pilots"}))
            ]),
            false,
        ),
        (
            "dropped",
            json!([
                add("/objectives/2/title", "Improve"),
                add("/objectives/2/status", "dropped")
            ]),
            false,
        ),
    ];
    judge("KA-217", &options, cases);
    assert_eq!(
        found("KA-217", &title("Improve", "en"), &options),
        [("/objectives/2/title".to_owned(), Severity::Hint)]
    );
}
