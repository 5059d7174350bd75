//! The score of the nine steps (KA-112) at its borders.

use serde_json::{Value, json};

use super::{as_of, findings_of, not_evaluated, patched, with_parameter};
use crate::lint::{Gate, Level, Mode, Options, ParameterValue, Reason, Report, Severity};

fn at(gate: Gate) -> Options {
    Options {
        mode: Mode::Gate(gate),
        ..as_of("2026-09-30")
    }
}

fn removed(paths: &[&str]) -> Value {
    paths
        .iter()
        .map(|path| json!({"op": "remove", "path": path}))
        .collect()
}

fn messages(report: &Report) -> Vec<&str> {
    let findings = findings_of(report, "KA-112").into_iter();
    findings.map(|finding| finding.message.as_str()).collect()
}

/// Without requests step 8 is 0: 8/9, rounded 0.888888889.
#[test]
fn a_score_at_the_line_is_enough() {
    let least = |score: f64| Options {
        mode: Mode::Gate(Gate::G2Launch),
        ..with_parameter("KA-112", "min_score", ParameterValue::Number(score))
    };
    let edits = removed(&["/requests"]);
    assert_eq!(messages(&patched(&edits, &least(0.888_888_889))), [""; 0]);
    assert_eq!(
        messages(&patched(&edits, &least(0.889))),
        [
            "The nine steps of the plan score 0.889 of at least 0.889; most is lacking in step 8, satisfaction (0.00 of 1)."
        ]
    );
}

#[test]
fn the_line_depends_on_the_tier() {
    let tier = |tier: &str| {
        let mut edits = removed(&["/requests"]);
        let other = json!({"op": "replace", "path": "/account/tier", "value": tier});
        edits.as_array_mut().unwrap().push(other);
        messages(&patched(&edits, &at(Gate::G2Approve))).len()
    };
    assert_eq!(
        ["strategic", "key", "incubator", "standard"].map(tier),
        [1, 0, 0, 0]
    );
}

#[test]
fn it_counts_at_its_gates_or_where_somebody_asks() {
    let edits = removed(&["/requests"]);
    let severity = |options: &Options| {
        let report = patched(&edits, options);
        let findings = findings_of(&report, "KA-112").into_iter();
        findings
            .map(|finding| (finding.severity, finding.gates.clone()))
            .next()
    };
    let gates = vec![Gate::G2Approve, Gate::G2Launch];
    for gate in [Gate::G2Approve, Gate::G2Launch] {
        assert_eq!(severity(&at(gate)), Some((Severity::Error, gates.clone())));
    }
    assert_eq!(severity(&at(Gate::G4)), None);
    assert_eq!(severity(&as_of("2026-09-30")), None);
    let asked = Options {
        levels: [("KA-112".to_owned(), Level::Warning)].into(),
        ..as_of("2026-09-30")
    };
    assert_eq!(severity(&asked), Some((Severity::Warning, gates)));
}

#[test]
fn steps_that_other_rules_report_are_not_named_again() {
    let gate = at(Gate::G2Launch);
    // 9 - 1 - 1 - 1 - 0.5 = 5.5 of 9.
    let report = patched(
        &removed(&["/audience", "/kickoff", "/requests", "/team/0/introduced_on"]),
        &gate,
    );
    assert_eq!(
        messages(&report),
        [
            "The nine steps of the plan score 0.611 of at least 0.9; most is lacking in step 8, satisfaction (0.00 of 1); \
          step 4, team (0.50 of 1)."
        ]
    );
    let related = &findings_of(&report, "KA-112")[0].related;
    let places: Vec<_> = related
        .iter()
        .map(|place| (place.path.as_str(), place.message.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("/requests", "step 8: no recent request or gesture is recorded"),
            (
                "/team/0/introduced_on",
                "step 4: the client has not met the primary manager"
            )
        ]
    );
    let all_reported = patched(&removed(&["/audience", "/kickoff"]), &gate);
    assert_eq!(messages(&all_reported), [""; 0]);
}

/// Eight steps are complete and the eighth cannot be measured: the score lies between 8/9 and 1, and the line between them.
#[test]
fn a_score_that_may_be_on_either_side_is_not_judged() {
    let edits = removed(&[
        "/requests",
        "/account/lifecycle/since",
        "/plan/launched_on",
        "/account/lifecycle/launched_on",
    ]);
    let report = patched(&edits, &at(Gate::G2Approve));
    assert_eq!(
        not_evaluated(&report, "KA-112"),
        [(Reason::InputMissing, vec!["/account/lifecycle/since".to_owned()])]
    );
    let lenient = Options {
        mode: Mode::Gate(Gate::G2Approve),
        ..with_parameter("KA-112", "min_score", ParameterValue::Number(0.8))
    };
    assert_eq!(not_evaluated(&patched(&edits, &lenient), "KA-112"), []);
}

#[test]
fn weights_decide() {
    let only_eight = vec![0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.5, 0.0];
    let options = Options {
        mode: Mode::Gate(Gate::G2Launch),
        ..with_parameter("KA-112", "weights", ParameterValue::Numbers(only_eight))
    };
    let report = patched(&removed(&["/requests"]), &options);
    assert_eq!(
        messages(&report),
        [
            "The nine steps of the plan score 0.000 of at least 0.9; most is lacking in step 8, satisfaction (0.00 of 1)."
        ]
    );
    assert_eq!(
        messages(&patched(&removed(&["/team/0/introduced_on"]), &options)),
        [""; 0]
    );
}
