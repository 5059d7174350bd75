//! Suppressions and baselines: what they hide, what they do not, and what remains to be seen of it.

use serde_json::{Value, json};

use super::{as_of, codes, patched};
use crate::lint::{Baseline, Gate, Level, Mode, Options, Report, ReportedReason, SetAsideBy, Status};
use crate::plan::Suppression;

const DAY: &str = "2026-09-30";

/// A plan in which one risk lacks the trigger of its contingency, with the suppressions.
fn with(suppressions: &Value, options: &Options) -> Report {
    let edits = json!([
        {"op": "remove", "path": "/risks/0/contingency/trigger"},
        {"op": "add", "path": "/suppressions", "value": suppressions}]);
    patched(&edits, options)
}

fn valid() -> Value {
    json!({"code": "KA-702", "target": {"path": "/risks"}, "reason": "The trigger is agreed in October",
           "created_on": "2026-09-01", "expires_on": "2026-12-31"})
}

/// Returns the valid suppression with one field set, or taken away where `value` is nothing.
fn but(field: &str, value: Option<Value>) -> Value {
    let mut suppression = valid();
    let fields = suppression.as_object_mut().unwrap();
    match value {
        Some(value) => fields.insert(field.to_owned(), value),
        None => fields.remove(field),
    };
    json!([suppression])
}

/// The findings about the risk that count.
fn about_risk(report: &Report) -> Vec<&'static str> {
    let codes = codes(report).into_iter();
    codes.filter(|code| code.starts_with("KA-7")).collect()
}

#[test]
fn what_is_set_aside_stays_in_the_report() {
    let report = with(&json!([valid()]), &as_of(DAY));
    assert_eq!(about_risk(&report), [""; 0]);
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-702")
        .unwrap();
    assert_eq!(finding.status, Status::Suppressed);
    let set_aside = finding.set_aside.as_ref().unwrap();
    assert_eq!(set_aside.by, SetAsideBy::InSource);
    assert_eq!(
        set_aside.reason.as_deref(),
        Some("The trigger is agreed in October")
    );
    assert_eq!(report.summary.suppressed, 1);
}

#[test]
fn every_kind_of_target_hides_what_it_is_aimed_at_and_nothing_else() {
    let aimed = |target: Value| about_risk(&with(&but("target", Some(target)), &as_of(DAY))).len();
    for target in [
        json!({"document": true}),
        json!({"path": "/**"}),
        json!({"path": "/*"}),
    ] {
        assert_eq!(aimed(target.clone()), 0, "{target}");
    }
    for target in [json!({"path": "/objectives"}), json!({"entity": "objective:O1"})] {
        assert_eq!(aimed(target.clone()), 1, "{target}");
    }
}

#[test]
fn a_fingerprint_hides_exactly_one_finding() {
    let report = with(&json!([]), &as_of(DAY));
    let fingerprint = report.findings[0].fingerprint.clone();
    let right = but("fingerprint", Some(json!(fingerprint)));
    assert_eq!(about_risk(&with(&right, &as_of(DAY))), [""; 0]);
    let wrong = but("fingerprint", Some(json!("v1:00")));
    assert_eq!(about_risk(&with(&wrong, &as_of(DAY))), ["KA-702"]);
}

#[test]
fn a_malformed_suppression_hides_nothing() {
    let cases = [
        ("reason", None, "its reason has 0 characters of at least 15"),
        (
            "reason",
            Some(json!("fourteen chars")),
            "its reason has 14 characters of at least 15",
        ),
        ("code", Some(json!("KA-799")), "no rule has the code \"KA-799\""),
        ("code", Some(json!("KA-001")), "this rule cannot be suppressed"),
        ("code", Some(json!("KA-093")), "this rule cannot be suppressed"),
        ("target", None, "it does not say what is meant"),
        (
            "target",
            Some(json!({"document": false})),
            "it does not say what is meant",
        ),
        (
            "target",
            Some(json!({"path": "risks"})),
            "it does not say what is meant",
        ),
        ("expires_on", None, "it has no last day"),
        (
            "expires_on",
            Some(json!("2027-03-01")),
            "it runs for 181 days of at most 180",
        ),
    ];
    for (field, value, complaint) in cases {
        let report = with(&but(field, value.clone()), &as_of(DAY));
        assert_eq!(about_risk(&report), ["KA-702"], "{field} {value:?}");
        let finding = report.findings.iter().find(|finding| finding.code == "KA-091");
        let message = &finding.unwrap_or_else(|| panic!("{field} {value:?}")).message;
        assert!(
            message.ends_with(&format!("hides nothing: {complaint}.")),
            "{message}"
        );
    }
    // What cannot be read, or is not known, is reported there.
    for (field, value) in [
        ("expires_on", json!("soon")),
        ("fingerprnt", json!("v1:00")),
        ("target", json!("risk")),
    ] {
        let report = with(&but(field, Some(value)), &as_of(DAY));
        assert_eq!(about_risk(&report), ["KA-702"], "{field}");
        assert!(
            codes(&report)
                .iter()
                .any(|code| ["KA-001", "KA-002"].contains(code)),
            "{field}"
        );
    }
}

#[test]
fn the_last_day_counts_and_the_next_does_not() {
    let until = |day: &str| with(&but("expires_on", Some(json!(day))), &as_of(DAY));
    assert_eq!(codes(&until("2026-09-30")), ["KA-092"], "a reminder");
    assert_eq!(codes(&until("2026-10-14")), ["KA-092"], "14 days before");
    assert_eq!(codes(&until("2026-10-15")), [""; 0]);
    let mut after = codes(&until("2026-09-29"));
    after.sort_unstable();
    assert_eq!(after, ["KA-092", "KA-702"]);
    // 180 days after the day on which it was set.
    assert_eq!(codes(&until("2027-02-28")), [""; 0]);
}

#[test]
fn without_a_day_of_evaluation_what_ends_hides_nothing() {
    assert_eq!(
        about_risk(&with(&json!([valid()]), &Options::default())),
        ["KA-702"]
    );
}

#[test]
fn an_error_needs_an_approver() {
    let options = Options {
        levels: [("KA-702".to_owned(), Level::Error)].into(),
        ..as_of(DAY)
    };
    let report = with(&json!([valid()]), &options);
    assert!(codes(&report).contains(&"KA-091") && codes(&report).contains(&"KA-702"));
    let approved = with(&but("approved_by_id", Some(json!("B1"))), &options);
    assert_eq!(codes(&approved), [""; 0]);
    let forbidden = Options {
        levels: [("KA-702".to_owned(), Level::Forbid)].into(),
        ..as_of(DAY)
    };
    let report = with(&but("approved_by_id", Some(json!("B1"))), &forbidden);
    assert!(
        codes(&report).contains(&"KA-702"),
        "nothing lowers what is forbidden"
    );
}

#[test]
fn gates_take_no_notice_of_suppressions_and_baselines() {
    let mut options = Options {
        mode: Mode::Gate(Gate::G2Launch),
        ..as_of(DAY)
    };
    options.baseline = Some(Baseline::of(&with(&json!([]), &as_of(DAY))));
    let report = with(&json!([valid()]), &options);
    assert_eq!(about_risk(&report), ["KA-702"]);
    assert!(!report.passed);
}

#[test]
fn one_that_hides_nothing_is_named_unless_its_rule_could_not_judge() {
    let other = but("code", Some(json!("KA-701")));
    let report = with(&other, &as_of(DAY));
    assert!(codes(&report).contains(&"KA-093"));
    // Whether there are risks cannot be said where a status cannot be read.
    let edits = json!([
        {"op": "replace", "path": "/risks/0/status", "value": "opn"},
        {"op": "add", "path": "/suppressions", "value": other}]);
    assert!(!codes(&patched(&edits, &as_of(DAY))).contains(&"KA-093"));
}

#[test]
fn a_suppression_beside_the_plan_counts_like_one_within() {
    let suppression: Suppression = serde_json::from_value(valid()).unwrap();
    let mut options = as_of(DAY);
    options.suppressions.push(suppression);
    let report = with(&json!([]), &options);
    assert_eq!(codes(&report), [""; 0]);
    let finding = &report.findings[0];
    assert_eq!(finding.set_aside.as_ref().unwrap().by, SetAsideBy::External);
    options.suppressions[0].reason = None;
    let report = with(&json!([]), &options);
    assert!(codes(&report).contains(&"KA-091") && codes(&report).contains(&"KA-702"));
}

#[test]
fn the_baseline_of_a_run_leaves_nothing_active_and_nothing_over() {
    let mut options = as_of(DAY);
    options.baseline = Some(Baseline::of(&with(&json!([]), &options)));
    let report = with(&json!([]), &options);
    assert_eq!(codes(&report), [""; 0]);
    let outcome = report.baseline.as_ref().unwrap();
    assert_eq!((outcome.matched, outcome.unmatched.len()), (1, 0));
    assert_eq!(report.findings[0].status, Status::Baselined);
    // The fault is mended: the entry is left over, and pruning takes it away.
    let mended = patched(&json!([]), &options);
    assert_eq!(mended.baseline.as_ref().unwrap().unmatched.len(), 1);
    assert!(mended.passed, "not strict");
    let pruned = options.baseline.clone().unwrap().pruned(&mended);
    assert_eq!(pruned.entries, []);
}

#[test]
fn a_strict_baseline_must_shrink() {
    let mut options = as_of(DAY);
    options.baseline = Some(Baseline::of(&with(&json!([]), &options)));
    options.configuration = vec![
        crate::document::read(r#"{"name": "organisation", "settings": {"baseline": {"strict": true}}}"#)
            .unwrap(),
    ];
    assert!(with(&json!([]), &options).passed);
    assert!(!patched(&json!([]), &options).passed);
}

#[test]
fn a_fault_that_became_worse_is_reported() {
    let slow =
        |hours: u32| json!([{"op": "replace", "path": "/sla/0/metrics/0/targets/0/value", "value": hours}]);
    let mut options = as_of(DAY);
    options.baseline = Some(Baseline::of(&patched(&slow(20), &options)));
    assert_eq!(codes(&patched(&slow(20), &options)), [""; 0]);
    assert_eq!(
        codes(&patched(&slow(16), &options)),
        [""; 0],
        "better is not worse"
    );
    let report = patched(&slow(22), &options);
    assert_eq!(codes(&report), ["KA-652"]);
    let outcome = report.baseline.unwrap();
    assert_eq!(outcome.reported[0].reason, ReportedReason::Worse);
    options.configuration = vec![
        crate::document::read(
            r#"{"name": "organisation", "settings": {"baseline": {"on_change": "report"}}}"#,
        )
        .unwrap(),
    ];
    let report = patched(&slow(16), &options);
    assert_eq!(
        report.baseline.unwrap().reported[0].reason,
        ReportedReason::Changed
    );
}

#[test]
fn a_baseline_cannot_hold_what_is_invalid_and_grows_only_with_a_reason() {
    let typo = json!([{"op": "add", "path": "/risks/0/colour", "value": 1}]);
    let report = patched(&typo, &as_of(DAY));
    assert_eq!(codes(&report), ["KA-002"]);
    assert_eq!(Baseline::of(&report).entries, []);
    let empty = Baseline::of(&patched(&json!([]), &as_of(DAY)));
    let report = with(&json!([]), &as_of(DAY));
    assert_eq!(empty.clone().accepting(&report, " "), None);
    let grown = empty.accepting(&report, "Taken over from the old plan").unwrap();
    assert_eq!(grown.entries.len(), 1);
    assert_eq!(
        grown.entries[0].reason.as_deref(),
        Some("Taken over from the old plan")
    );
}
