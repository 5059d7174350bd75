//! The rules about dates, ranges, currencies and placeholders (KA-006 to KA-011) at their borders.

use serde_json::{Value, json};

use super::{
    as_of, codes, findings_of, not_evaluated, patched, patched_within, replaced, severities, with_parameter,
};
use crate::document::ValueText;
use crate::lint::{Edit, Gate, Mode, Options, ParameterValue, Reason, Report, Severity};

const DAY: &str = "2026-09-30";

fn on_day() -> Options {
    as_of(DAY)
}

fn number(text: &str) -> ValueText {
    ValueText::parse(text).unwrap()
}

/// Returns the codes of what the reader and the ranges have to say.
fn about_values(report: &Report) -> Vec<&'static str> {
    let mut codes = codes(report);
    codes.retain(|code| ["KA-001", "KA-008"].contains(code));
    codes
}

#[test]
fn what_has_happened_may_lie_as_far_ahead_as_the_skew_says() {
    let cases = [
        ("2026-09-30", 0.0, 0),
        ("2026-10-01", 0.0, 1),
        ("2026-10-01", 1.0, 0),
        ("2026-10-02", 1.0, 1),
    ];
    for (date, skew_days, expected) in cases {
        let options = with_parameter("KA-006", "skew_days", ParameterValue::Number(skew_days));
        let report = patched(&replaced("/needs/0/confirmed_on", json!(date)), &options);
        assert_eq!(
            findings_of(&report, "KA-006").len(),
            expected,
            "{date} {skew_days}"
        );
    }
    // A deadline may lie ahead.
    let report = patched(&replaced("/actions/3/due_on", json!("2027-03-01")), &on_day());
    assert_eq!(codes(&report), [""; 0]);
}

#[test]
fn ties_are_told_apart_by_their_ends() {
    let ahead = json!([
        {"op": "replace", "path": "/links/0/last_on", "value": "2026-10-05"},
        {"op": "replace", "path": "/links/3/last_on", "value": "2026-10-05"}]);
    let first_gone = json!([
        {"op": "replace", "path": "/links/0/last_on", "value": "2026-09-03"},
        {"op": "replace", "path": "/links/3/last_on", "value": "2026-10-05"}]);
    let (both, second) = (patched(&ahead, &on_day()), patched(&first_gone, &on_day()));
    let (both, second) = (findings_of(&both, "KA-006"), findings_of(&second, "KA-006"));
    assert_eq!((both.len(), second.len()), (2, 1));
    assert_eq!(both[1].fingerprint, second[0].fingerprint);
    assert_eq!(
        second[0].message,
        "The date last_on (2026-10-05) records what has happened, yet lies after 2026-09-30."
    );
}

#[test]
fn a_percentage_typed_for_a_ratio_comes_with_the_ratio() {
    let weight = |value: Value| patched(&replaced("/objectives/0/weight", value), &on_day());
    let report = weight(json!(40));
    assert_eq!(about_values(&report), ["KA-008"]);
    let finding = findings_of(&report, "KA-008")[0];
    assert_eq!(
        finding.message,
        "The field \"weight\" must lie between 0 and 1 (got 40)."
    );
    assert_eq!(
        finding.help,
        "Write 0.4 if 40 percent is meant: this field holds a ratio between 0 and 1."
    );
    let path = "/objectives/0/weight";
    assert_eq!(
        finding.fixes[0].edits,
        [Edit::test(path, 40_i64), Edit::replace(path, number("0.4"))]
    );
    // (value, found out of range, the ratio that is offered)
    let cases = [
        (json!(0), false, None),
        (json!(1), false, None),
        (json!(1.5), true, Some("0.015")),
        (json!(33.3), true, Some("0.333")),
        (json!(100), true, Some("1")),
        (json!(100.5), true, None),
        (json!(-0.1), true, None),
    ];
    for (value, is_out, ratio) in cases {
        let report = weight(value.clone());
        let findings = findings_of(&report, "KA-008");
        assert_eq!(findings.len(), usize::from(is_out), "{value}");
        let fixes = findings.iter().flat_map(|finding| &finding.fixes);
        let offered: Vec<_> = fixes.map(|fix| fix.edits[1].clone()).collect();
        let expected: Vec<_> = ratio
            .map(|ratio| Edit::replace(path, number(ratio)))
            .into_iter()
            .collect();
        assert_eq!(offered, expected, "{value}");
    }
}

#[test]
fn numbers_out_of_range_are_told_once() {
    let cases = [
        ("/risks/0/probability", json!(6), vec!["KA-008"]),
        ("/risks/0/probability", json!(0), vec!["KA-008"]),
        ("/stakeholders/0/power/value", json!(7), vec!["KA-008"]),
        ("/stakeholders/0/power", json!(7), vec!["KA-008"]),
        ("/stakeholders/0/stance/value", json!(-3), vec!["KA-008"]),
        ("/actions/0/percent", json!(101), vec!["KA-008"]),
        ("/actions/0/effort_days", json!(-1), vec!["KA-008"]),
        ("/actions/0/cost/amount", json!("-0.01"), vec!["KA-008"]),
        ("/governance/cadences/0/every", json!(-3), vec!["KA-008"]),
        ("/exchange_rates/0/rate", json!("0"), vec!["KA-008"]),
        ("/sla/0/metrics/2/targets/0/value", json!(100.1), vec!["KA-008"]),
        ("/sla/0/metrics/2/targets/0/value", json!(100), vec![]),
        // A loss is a margin too.
        ("/account/gross_margin/amount", json!("-1"), vec![]),
        ("/actions/1/depends_on/0/lag_days", json!(-5), vec![]),
        // Inside the scale, yet no step of it: nothing is out of range, but the number cannot be read.
        ("/risks/0/probability", json!(3.5), vec!["KA-001"]),
        ("/risks/0/probability", json!("high"), vec!["KA-001"]),
        ("/plan/version", json!(-1), vec!["KA-001"]),
    ];
    for (path, value, expected) in cases {
        let report = patched(&replaced(path, value.clone()), &on_day());
        assert_eq!(about_values(&report), expected, "{path} {value}");
    }
}

#[test]
fn what_is_out_of_range_counts_as_unreadable_for_others() {
    let edits = json!([
        {"op": "replace", "path": "/risks/0/probability", "value": 6},
        {"op": "replace", "path": "/risks/0/score", "value": 30}]);
    let report = patched(&edits, &on_day());
    let place = vec!["/risks/0/probability".to_owned()];
    assert_eq!(findings_of(&report, "KA-015").len(), 0);
    assert_eq!(not_evaluated(&report, "KA-015"), [(Reason::InputFaulty, place)]);
}

#[test]
fn a_rate_counts_for_ninety_two_days_in_one_direction() {
    // 92 days lie between 2026-06-30 and 2026-09-30. The plan has one action that costs dollars.
    let rate =
        |from: &str, to: &str, as_of: &str| json!({"from": from, "to": to, "rate": "0.92", "as_of": as_of});
    let cases = [
        (vec![rate("USD", "EUR", "2026-06-30")], 0),
        (vec![rate("USD", "EUR", "2026-06-29")], 1),
        (vec![rate("USD", "EUR", "2026-09-30")], 0),
        (vec![rate("USD", "EUR", "2026-10-01")], 1),
        (vec![rate("EUR", "USD", "2026-09-28")], 1),
        (
            vec![rate("USD", "CHF", "2026-09-28"), rate("CHF", "EUR", "2026-09-28")],
            1,
        ),
        (
            vec![rate("USD", "EUR", "2026-09-28"), rate("USD", "EUR", "2025-09-28")],
            0,
        ),
        (vec![], 1),
    ];
    for (rates, expected) in cases {
        let report = patched(&replaced("/exchange_rates", json!(rates)), &on_day());
        assert_eq!(findings_of(&report, "KA-009").len(), expected, "{rates:?}");
    }
    let without = json!([{"op": "remove", "path": "/exchange_rates"}]);
    let report = patched_within(&without, &json!([]), &on_day());
    assert_eq!(
        findings_of(&report, "KA-009").len(),
        0,
        "the portfolio has a rate"
    );
    let cancelled = json!([
        {"op": "remove", "path": "/exchange_rates"},
        {"op": "replace", "path": "/actions/9/status", "value": "cancelled"}]);
    assert_eq!(
        severities("KA-009", &cancelled, &on_day()),
        [],
        "nothing is left to convert"
    );
}

#[test]
fn each_currency_without_a_rate_is_one_finding_and_never_stops_a_gate() {
    let edits = json!([
        {"op": "remove", "path": "/exchange_rates"},
        {"op": "replace", "path": "/value_adds/0/cost/currency", "value": "CHF"},
        {"op": "replace", "path": "/value_adds/1/cost/currency", "value": "CHF"}]);
    let report = patched(&edits, &on_day());
    let findings = findings_of(&report, "KA-009");
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages.len(), 2);
    assert!(messages.contains(
        &"Amounts in CHF (2 of them) cannot be added to those in EUR: there is no rate from CHF to EUR of the last 92 days."
    ));
    assert_ne!(findings[0].fingerprint, findings[1].fingerprint);
    let at_gate = Options {
        mode: Mode::Gate(Gate::G2Approve),
        ..on_day()
    };
    assert_eq!(
        severities("KA-009", &edits, &at_gate),
        [Severity::Warning, Severity::Warning]
    );
}

#[test]
fn a_placeholder_is_known_in_any_dress_and_a_text_is_not() {
    let cases = [
        ("TBD", "en", 1),
        (" t\u{200B}bd. ", "en", 1),
        ("\u{FF34}\u{FF22}\u{FF24}", "en", 1),
        ("[ToDo]", "en", 1),
        ("None   yet", "en", 1),
        ("---", "en", 1),
        ("ab", "en", 1),
        ("abc", "en", 0),
        ("TBD by the sponsor", "en", 0),
        ("noch offen", "de-AT", 1),
        ("noch offen", "en", 0),
        ("k.A.", "de", 1),
        ("\u{C0} d\u{E9}finir", "fr", 1),
        ("n.v.t.", "nl", 1),
        ("por definir", "es", 1),
        // A blank text is absent; whoever wants it says so.
        ("  ", "en", 0),
    ];
    for (text, language, expected) in cases {
        let edits = json!([
            {"op": "replace", "path": "/language", "value": language},
            {"op": "replace", "path": "/needs/0/cause", "value": text}]);
        let found = severities("KA-011", &edits, &on_day());
        assert_eq!(found, vec![Severity::Warning; expected], "{text:?} in {language}");
    }
}

#[test]
fn names_may_be_short_and_required_texts_may_not_be_blank() {
    let cases = [
        ("/account/name", "HP", 0),
        ("/account/name", "n/a", 1),
        ("/account/industry", "IT", 0),
        ("/account/industry", "?", 1),
        ("/account/name", " ", 1),
        ("/account/industry", " ", 0),
        ("/objectives/0/title", " ", 1),
        ("/actions/0/title", "", 1),
        ("/actions/0/title", "ok", 1),
        ("/commitments/0/text", "tbc", 1),
    ];
    for (path, text, expected) in cases {
        let found = severities("KA-011", &replaced(path, json!(text)), &on_day());
        assert_eq!(found.len(), expected, "{path} {text:?}");
    }
}

#[test]
fn a_placeholder_is_no_answer_to_any_other_rule() {
    let edits = replaced("/risks/0/contingency/plan", json!("tbd"));
    let report = patched(&edits, &on_day());
    assert_eq!(codes(&report), ["KA-011"]);
    let place = vec!["/risks/0/contingency/plan".to_owned()];
    assert_eq!(not_evaluated(&report, "KA-702"), [(Reason::InputFaulty, place)]);
    // The state of the account decides whether it is shown, not whether the field counts.
    let early = json!([
        {"op": "replace", "path": "/account/lifecycle/state", "value": "candidate"},
        {"op": "replace", "path": "/risks/0/contingency/plan", "value": "tbd"}]);
    assert_eq!(severities("KA-011", &early, &on_day()), []);
}
