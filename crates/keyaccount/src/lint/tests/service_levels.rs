//! The borders of the rules about service levels (KA-651 to KA-656, KA-665).

use serde_json::{Value, json};

use super::edits::{
    ERROR, NOTHING, WARNING, add, assert_not_evaluated, assert_table, at_gate, remove, set, tier, today,
};
use super::{findings_of, not_evaluated, patched, patched_within, severities, with_parameter};
use crate::lint::{Gate, ParameterValue, Reason, Severity};

/// The edits that take every metric away, and more.
fn without_metrics(more: &[Value]) -> Value {
    let mut edits = vec![set("/sla/0/metrics", json!([]))];
    edits.extend_from_slice(more);
    Value::from(edits)
}

fn agreement() -> Value {
    json!([{"id": "AG91", "metrics": [{"id": "M91", "name": "Reports on time", "kind": "quality",
        "targets": [{"op": "at_least", "value": 95, "unit": "percent"}], "window": "month", "source": "project log",
        "remedies": [{"kind": "fix", "text": "report within two days"}]}]}])
}

#[test]
fn one_metric_is_enough_and_none_stops_strategic_accounts_only() {
    assert_table(
        "KA-651",
        [
            (without_metrics(&[]), WARNING),
            (without_metrics(&[tier("key")]), WARNING),
            (without_metrics(&[tier("incubator")]), NOTHING),
            (
                without_metrics(&[add("/account/agreements", agreement())]),
                NOTHING,
            ),
            (json!([set("/sla", json!([]))]), WARNING),
            // That nothing at all is committed says it already.
            (
                without_metrics(&[set("/actions", json!([])), set("/commitments", json!([]))]),
                NOTHING,
            ),
        ],
    );
    for gate in [Gate::G2Approve, Gate::G2Launch] {
        let at = |edits: &Value| severities("KA-651", edits, &at_gate(gate));
        assert_eq!(at(&without_metrics(&[])), [Severity::Error]);
        assert_eq!(at(&without_metrics(&[tier("key")])), [Severity::Warning]);
    }
    let portfolio = json!([add("/accounts/0/agreements", agreement())]);
    let report = patched_within(&without_metrics(&[]), &portfolio, &today());
    assert_eq!(findings_of(&report, "KA-651").len(), 0);
}

/// The edits of the standard agreement's response time in the portfolio.
fn standard(hours: u32) -> Value {
    set(
        "/organisation/standard_agreement/metrics/0/targets/0/value",
        hours,
    )
}

#[test]
fn the_standard_of_the_portfolio_wins_on_equal_calendars() {
    let target = "/sla/0/metrics/0/targets/0";
    let value = || format!("{target}/value");
    let calendar = || format!("{target}/calendar_id");
    let same_hours = json!({"id": "CAL91", "name": "Weekdays", "time_zone": "Europe/Amsterdam",
        "opening": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "07:00", "to": "19:00"}]});
    let portfolio_target = "/organisation/standard_agreement/metrics/0/targets/0";
    let message = |hours: u32, of: u32| {
        format!(
            "Mail response of {hours} h for \"Halvorn Dairy Group\" is not shorter than the standard of {of} h; key accounts get 12 h."
        )
    };
    let cases = [
        // The plan promises 8 hours on weekdays.
        (json!([]), json!([standard(9)]), None),
        (json!([]), json!([standard(8)]), Some(message(8, 8))),
        (json!([]), json!([standard(6)]), Some(message(8, 6))),
        (json!([set(&value(), 12)]), json!([standard(30)]), None),
        // By day and night, which nobody compares with weekdays.
        (json!([set(&calendar(), "CAL11")]), json!([standard(6)]), None),
        (
            json!([set(&calendar(), "CAL11"), set(&value(), 30)]),
            json!([standard(6)]),
            Some("Mail response of 30 h for \"Halvorn Dairy Group\" is longer than the 12 h that key accounts get.".to_owned()),
        ),
        // The same hours under another name.
        (
            json!([add("/sla/0/calendars/-", same_hours), set(&calendar(), "CAL91")]),
            json!([standard(6)]),
            Some(message(8, 6)),
        ),
        (json!([remove(&calendar())]), json!([standard(6)]), None),
        // Standards for other cases: other priorities, other tiers, other kinds.
        (
            json!([]),
            json!([standard(6), add(&format!("{portfolio_target}/priority"), "high")]),
            None,
        ),
        (
            json!([add(&format!("{target}/priority"), "high")]),
            json!([standard(6), add(&format!("{portfolio_target}/priority"), "high")]),
            Some(message(8, 6)),
        ),
        (
            json!([add(&format!("{target}/priority"), "high")]),
            json!([standard(6)]),
            Some(message(8, 6)),
        ),
        (
            json!([]),
            json!([standard(6), add(&format!("{portfolio_target}/tier"), "key")]),
            None,
        ),
        (
            json!([]),
            json!([standard(6), add(&format!("{portfolio_target}/tier"), "standard")]),
            Some(message(8, 6)),
        ),
        (json!([set("/sla/0/metrics/0/kind", "next_response")]), json!([standard(6)]), None),
        // Without a standard for the kind the parameter counts.
        (
            json!([set(&value(), 24)]),
            json!([remove("/organisation/standard_agreement")]),
            Some(message(24, 24)),
        ),
    ];
    for (plan, portfolio, expected) in cases {
        let report = patched_within(&plan, &portfolio, &today());
        let found = findings_of(&report, "KA-652");
        let found: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(found, expected.iter().collect::<Vec<_>>(), "{plan} {portfolio}");
    }
}

#[test]
fn what_a_metric_needs_depends_on_what_it_measures() {
    let first = "/sla/0/metrics/0";
    let (target, quality) = ("/sla/0/metrics/0/targets/0", "/sla/0/metrics/4/targets/0");
    let field = |place: &str, field: &str| format!("{place}/{field}");
    let without_calendar = |unit: &str| {
        json!([
            set(&field(target, "unit"), unit),
            remove(&field(target, "calendar_id"))
        ])
    };
    assert_table(
        "KA-653",
        [
            (json!([set(&field(first, "targets"), json!([]))]), ERROR),
            (json!([remove(&field(target, "value"))]), ERROR),
            (json!([remove(&field(target, "unit"))]), ERROR),
            (json!([remove(&field(first, "window"))]), ERROR),
            (json!([remove(&field(target, "calendar_id"))]), ERROR),
            (json!([remove(&field(first, "source"))]), ERROR),
            (json!([set(&field(first, "source"), " ")]), ERROR),
            (json!([remove(&field(quality, "calendar_id"))]), NOTHING),
            (json!([remove(&field(quality, "unit"))]), ERROR),
            (without_calendar("minutes"), ERROR),
            (without_calendar("business_days"), ERROR),
            (without_calendar("calendar_days"), NOTHING),
            (without_calendar("percent"), NOTHING),
            (
                json!([add(&field(first, "targets/-"), json!({"tier": "standard"}))]),
                NOTHING,
            ),
            (
                json!([add(&field(first, "targets/-"), json!({"tier": "strategic"}))]),
                ERROR,
            ),
            (json!([add(&field(target, "tier"), "standard")]), ERROR),
            (json!([remove(&field(first, "window")), tier("standard")]), ERROR),
        ],
    );
    let held = json!([
        add("/account/agreements", agreement()),
        remove("/account/agreements/0/metrics/0/source")
    ]);
    let report = patched(&held, &today());
    assert_eq!(
        findings_of(&report, "KA-653")[0].path,
        "/account/agreements/0/metrics/0"
    );
}

#[test]
fn one_finding_says_all_that_a_metric_lacks() {
    let lacks = |place: &str, fields: &[&str]| {
        let edits: Value = fields
            .iter()
            .map(|field| remove(&format!("{place}/{field}")))
            .collect();
        let report = patched(&edits, &today());
        let found = findings_of(&report, "KA-653");
        assert_eq!(found.len(), 1, "{edits}");
        assert_eq!(found[0].path, place);
        let related = found[0].related.iter().map(|related| related.path.clone());
        (found[0].message.clone(), related.collect::<Vec<_>>())
    };
    let first = "/sla/0/metrics/0";
    let (message, related) = lacks(
        first,
        &["targets/0/unit", "targets/0/calendar_id", "source", "window"],
    );
    assert_eq!(
        message,
        "The service level \"Mail response\" lacks: unit, window, calendar, source."
    );
    assert_eq!(
        related,
        ["targets/0/unit", "window", "targets/0/calendar_id", "source"]
            .map(|place| format!("{first}/{place}"))
    );
    // Quality is no time, so that a target without a unit needs no calendar.
    let (message, _) = lacks("/sla/0/metrics/4", &["targets/0/unit", "targets/0/calendar_id"]);
    assert_eq!(
        message,
        "The service level \"Recalibrations without remark\" lacks: unit."
    );

    let options = with_parameter(
        "KA-653",
        "require",
        ParameterValue::Texts(vec!["target".to_owned()]),
    );
    let edits = json!([remove("/sla/0/metrics/0/window")]);
    assert_eq!(severities("KA-653", &edits, &options), NOTHING);
    let blocked = severities("KA-653", &edits, &at_gate(Gate::G2Launch));
    assert_eq!(blocked, [Severity::Error]);
}

#[test]
fn a_miss_has_a_consequence() {
    let remedies = "/sla/0/metrics/0/remedies";
    let bare = |remedy: Value| json!([remove("/sla/0/escalation"), set(remedies, json!([remedy]))]);
    assert_table(
        "KA-654",
        [
            (json!([remove(remedies)]), NOTHING),
            (json!([remove("/sla/0/escalation")]), NOTHING),
            (json!([remove("/sla/0/escalation"), remove(remedies)]), WARNING),
            (bare(json!({"text": "we shall see"})), WARNING),
            (bare(json!({"kind": "fix"})), NOTHING),
            (bare(json!({"kind": "credit"})), NOTHING),
            (bare(json!({"kind": "penalty"})), NOTHING),
            (bare(json!({"kind": "escalation"})), NOTHING),
            (
                json!([remove("/sla/0/escalation"), remove(remedies), tier("incubator")]),
                NOTHING,
            ),
        ],
    );
}

/// The edits that let the agreement end on a day, with a successor.
fn ends(to: &str, successor: &Value) -> Value {
    let mut next = json!({"id": "SL12", "name": "Service agreement, next"});
    next.as_object_mut()
        .unwrap()
        .extend(successor.as_object().unwrap().clone());
    json!([
        set("/sla/0/to", to),
        add("/sla/0/successor_id", "SL12"),
        add("/sla/-", next)
    ])
}

#[test]
fn an_agreement_is_followed_without_a_gap() {
    let to = |date: &str| json!([set("/sla/0/to", date)]);
    assert_table(
        "KA-656",
        [
            // 91 and 90 days ahead of 2026-09-30, then the day itself and the day before.
            (to("2026-12-30"), NOTHING),
            (to("2026-12-29"), WARNING),
            (to("2026-09-30"), WARNING),
            (to("2026-09-29"), ERROR),
            (json!([remove("/sla/0/to")]), NOTHING),
            (ends("2026-10-31", &json!({"from": "2026-11-01"})), NOTHING),
            (ends("2026-10-31", &json!({"from": "2026-10-01"})), NOTHING),
            (ends("2026-10-31", &json!({"from": "2026-11-02"})), WARNING),
            (
                json!([set("/sla/0/to", "2026-10-31"), add("/sla/0/successor_id", "SL1")]),
                WARNING,
            ),
            (
                json!([
                    set("/sla/0/to", "2026-10-31"),
                    add("/sla/-", json!({"id": "SL12", "from": "2026-11-01"}))
                ]),
                WARNING,
            ),
            (json!([set("/sla/0/to", "2026-10-31"), tier("standard")]), WARNING),
        ],
    );
    assert_not_evaluated(
        "KA-656",
        &ends("2026-10-31", &json!({})),
        Reason::InputMissing,
        "/sla/1/from",
    );
    assert_not_evaluated(
        "KA-656",
        &json!([
            set("/sla/0/to", "2026-10-31"),
            add("/sla/0/successor_id", "crm:SL-9")
        ]),
        Reason::InputMissing,
        "/sla/0/successor_id",
    );
    let blocked = severities("KA-656", &to("2026-12-29"), &at_gate(Gate::G2Approve));
    assert_eq!(blocked, [Severity::Error]);
    let report = patched(&to("2026-12-29"), &today());
    assert_eq!(
        findings_of(&report, "KA-656")[0].message,
        "The agreement \"Service agreement\" ends on 2026-12-29, in 90 days, and none follows it without a gap."
    );
}

/// A result of the metric for mails.
fn result(start: &str, end: &str, met: bool) -> Value {
    json!({"window": {"start": start, "end": end}, "met": met})
}

/// The edits after which the last window of the metric was missed, and more.
fn missed(more: &[Value]) -> Value {
    let august = result("2026-08-01", "2026-08-31", false);
    let mut edits = vec![set("/sla/0/metrics/0/results/3", august)];
    edits.extend_from_slice(more);
    Value::from(edits)
}

#[test]
fn a_missed_window_is_answered() {
    let serves = |place: &str| add(&format!("{place}/serves/-"), "sla_metric:M1");
    let decided = |date: &str, status: &str| {
        missed(&[
            set("/decisions/1/decided_on", date),
            set("/decisions/1/status", status),
        ])
    };
    assert_table(
        "KA-665",
        [
            (missed(&[]), ERROR),
            (missed(&[tier("standard")]), ERROR),
            (missed(&[serves("/actions/6")]), NOTHING),
            (missed(&[serves("/actions/22")]), ERROR),
            (missed(&[set("/actions/26/due_on", "2026-08-31")]), ERROR),
            (missed(&[set("/actions/26/due_on", "2026-09-01")]), NOTHING),
            (missed(&[serves("/commitments/0")]), NOTHING),
            (missed(&[serves("/commitments/4")]), NOTHING),
            (
                missed(&[serves("/commitments/4"), set("/commitments/4/status", "released")]),
                ERROR,
            ),
            (missed(&[serves("/commitments/7")]), ERROR),
            (decided("2026-09-01", "done"), NOTHING),
            (decided("2026-08-31", "done"), ERROR),
            (decided("2026-08-31", "open"), NOTHING),
            (decided("2026-09-01", "revoked"), ERROR),
            (
                missed(&[add("/governance/reviews/10/responds_to/-", "sla_metric:M1")]),
                ERROR,
            ),
        ],
    );
}

#[test]
fn a_window_counts_once_it_is_over() {
    let last = |end: &str| {
        json!([set(
            "/sla/0/metrics/0/results/3",
            result("2026-09-01", end, false)
        )])
    };
    let swapped = json!([set(
        "/sla/0/metrics/0/results",
        json!([
            result("2026-08-01", "2026-08-31", false),
            result("2026-07-01", "2026-07-31", true)
        ])
    )]);
    assert_table(
        "KA-665",
        [
            (last("2026-09-29"), ERROR),
            (last("2026-09-30"), NOTHING),
            (swapped, ERROR),
            (json!([set("/sla/0/metrics/0/results", json!([]))]), NOTHING),
        ],
    );
    let met = "/sla/0/metrics/0/results/3/met";
    assert_not_evaluated("KA-665", &json!([remove(met)]), Reason::InputMissing, met);
    let two = with_parameter("KA-665", "windows", ParameterValue::Number(2.0));
    let july = set(
        "/sla/0/metrics/0/results/2",
        result("2026-07-01", "2026-07-31", false),
    );
    assert_eq!(severities("KA-665", &missed(&[]), &two), NOTHING);
    assert_eq!(severities("KA-665", &missed(&[july]), &two), ERROR);
    let report = patched(&missed(&[remove("/sla/0/metrics/0/results/2/met")]), &two);
    assert_eq!(
        not_evaluated(&report, "KA-665"),
        [(
            Reason::InputMissing,
            vec!["/sla/0/metrics/0/results/2/met".to_owned()]
        )]
    );
}
