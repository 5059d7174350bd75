//! How layers of configuration, suppressions, modes and baselines treat the rules of an organisation.

use super::*;
use crate::fault::Fault;
use crate::lint::{Baseline, Gate, Level, Mode, Severity, Status};

fn plan() -> Value {
    json!({"id": "P1", "account": {"tier": "key", "orientation": "customer"}, "plan": {"status": "approved"},
           "actions": [{"id": "A1", "status": "planned", "x_no": "7"}]})
}

fn number_rule(level: &str) -> Value {
    let mut rule = rule(
        "ORG-012",
        &json!([{"field": "x_no", "check": "pattern", "pattern": "^8"}]),
    );
    rule["level"] = json!(level);
    rule
}

/// Layers by name.
type Layers = Vec<(&'static str, Value)>;

/// Returns the severity of the one finding, nothing where the rule says nothing.
fn severity(layers: &[(&str, Value)]) -> Option<Severity> {
    let report = report(&plan(), &options(layers));
    own(&report).first().map(|finding| finding.severity)
}

#[test]
fn levels_merge_like_those_of_any_rule() {
    let define = json!({"custom": [number_rule("warning")]});
    let with = |more: Value| {
        let mut settings = define.clone();
        settings
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        settings
    };
    let house = |settings: Value| vec![("house", settings)];
    let table: Vec<(Layers, Option<Severity>)> = vec![
        (house(define.clone()), Some(Severity::Warning)),
        (
            house(with(json!({"rules": {"ORG-012": {"level": "error"}}}))),
            Some(Severity::Error),
        ),
        (
            house(with(json!({"rules": {"ORG-": {"level": "hint"}}}))),
            Some(Severity::Hint),
        ),
        (
            house(with(
                json!({"rules": {"ORG-": {"level": "hint"}, "ORG-012": {"level": "info"}}}),
            )),
            Some(Severity::Info),
        ),
        (house(with(json!({"select": {"disable": ["ORG-012"]}}))), None),
        (
            house(with(
                json!({"tier": {"key": {"rules": {"ORG-012": {"level": "off"}}}}}),
            )),
            None,
        ),
        (
            house(with(
                json!({"tier": {"strategic": {"rules": {"ORG-012": {"level": "off"}}}}}),
            )),
            Some(Severity::Warning),
        ),
        (
            house(with(
                json!({"state": {"strategy": {"rules": {"ORG-0": {"level": "error"}}}}}),
            )),
            Some(Severity::Error),
        ),
        (
            house(with(
                json!({"orientation": {"supplier": {"rules": {"ORG-012": {"level": "off"}}}}}),
            )),
            Some(Severity::Warning),
        ),
        (house(json!({"custom": [number_rule("off")]})), None),
        (
            house(json!({"custom": [number_rule("off")], "select": {"enable": ["ORG-012"]}})),
            Some(Severity::Warning),
        ),
        // What an earlier layer said about a rule is forgotten with the rule.
        (
            vec![
                ("house", with(json!({"rules": {"ORG-012": {"level": "hint"}}}))),
                ("unit", define.clone()),
            ],
            Some(Severity::Warning),
        ),
        (
            vec![
                ("house", define.clone()),
                ("unit", json!({"rules": {"ORG-012": {"level": "error"}}})),
            ],
            Some(Severity::Error),
        ),
        // A later layer replaces a rule as a whole.
        (
            vec![
                ("house", define.clone()),
                (
                    "unit",
                    json!({"custom": [rule("ORG-012", &json!([{"field": "x_no", "check": "present"}]))]}),
                ),
            ],
            None,
        ),
    ];
    for (layers, expected) in table {
        assert_eq!(severity(&layers), expected, "{layers:?}");
    }
    let call = Options {
        levels: [("ORG-012".to_owned(), Level::Error)].into(),
        ..options(&[("house", define)])
    };
    assert_eq!(own(&report(&plan(), &call))[0].severity, Severity::Error);
}

#[test]
fn a_lock_holds_against_later_layers() {
    let locked = json!({"custom": [number_rule("warning")], "rules": {"ORG-012": {"locked": true}}});
    let text = |later: Value| {
        let error = try_report(&plan(), &options(&[("house", locked.clone()), ("unit", later)])).unwrap_err();
        error.to_string()
    };
    assert_eq!(
        text(json!({"rules": {"ORG-012": {"level": "info"}}})),
        "`level` of rule ORG-012 is locked by layer `house` and must not be loosened (got info after warning in layer `unit`)"
    );
    assert_eq!(
        text(json!({"custom": [number_rule("error")]})),
        "`custom` of rule ORG-012 is locked by layer `house` and must not be loosened (got another rule after the rule of house in layer `unit`)"
    );
    let tightened = [
        ("house", locked),
        ("unit", json!({"rules": {"ORG-012": {"level": "error"}}})),
    ];
    assert_eq!(severity(&tightened), Some(Severity::Error));
}

#[test]
fn only_levels_of_rules_that_exist_can_be_set() {
    let error = |settings: Value| try_report(&plan(), &options(&[("house", settings)])).unwrap_err();
    let unknown = error(json!({"custom": [number_rule("warning")], "rules": {"ORG-013": {"level": "off"}}}));
    assert_eq!(unknown.code(), "unknown_rule");
    assert_eq!(unknown.help().as_deref(), Some("did you mean `ORG-012`"));
    let parameter = error(json!({"custom": [number_rule("warning")], "rules": {"ORG-012": {"max_days": 3}}}));
    assert_eq!(
        parameter.to_string(),
        "rule ORG-012 has no parameter `max_days` (in layer `house`)"
    );
    let prefix = error(json!({"custom": [number_rule("warning")], "rules": {"ORG-": {"locked": true}}}));
    assert_eq!(prefix.code(), "not_for_prefix");
    let call = Options {
        parameters: [(
            "ORG-012".to_owned(),
            [("a".to_owned(), crate::lint::ParameterValue::Flag(true))].into(),
        )]
        .into(),
        ..options(&[("house", json!({"custom": [number_rule("warning")]}))])
    };
    assert_eq!(
        try_report(&plan(), &call).unwrap_err().path(),
        "/parameters/ORG-012/a"
    );
}

#[test]
fn a_plan_may_lower_a_rule_and_not_bring_its_own() {
    let house = options(&[("house", json!({"custom": [number_rule("warning")]}))]);
    let mut own_level = plan();
    own_level["lint"] = json!({"rules": {"ORG-012": {"level": "error"}}});
    assert_eq!(own(&report(&own_level, &house))[0].severity, Severity::Error);
    let mut own_rule = plan();
    own_rule["lint"] = json!({"custom": [number_rule("error")]});
    assert_eq!(own(&report(&own_rule, &house))[0].severity, Severity::Warning);
}

#[test]
fn gates_take_no_notice() {
    let house = [("house", json!({"custom": [number_rule("forbid")]}))];
    for gate in Gate::ALL {
        let at_gate = Options {
            mode: Mode::Gate(gate),
            ..options(&house)
        };
        let report = report(&plan(), &at_gate);
        assert!(own(&report).is_empty() && report.rules_run.iter().all(|run| !run.code.starts_with("ORG-")));
    }
    let finding = &report(&plan(), &options(&house));
    assert!(own(finding)[0].gates.is_empty());
}

#[test]
fn a_mode_caps_and_a_state_silences_what_is_missing() {
    let mut missing = rule("ORG-1", &json!([{"field": "x_owner", "check": "present"}]));
    missing["level"] = json!("error");
    let capped = json!({"custom": [missing], "mode": {"ci": {"severity": {"missing": "hint"}}}});
    assert_eq!(severity(&[("house", capped)]), Some(Severity::Hint));
    let mut candidate = plan();
    candidate["account"]["lifecycle"] = json!({"state": "candidate"});
    let report = report(&candidate, &options(&[("house", json!({"custom": [missing]}))]));
    assert_eq!(paths(&report), [""; 0]);
}

#[test]
fn findings_are_suppressed_and_held_like_any_other() {
    let house = [("house", json!({"custom": [number_rule("warning")]}))];
    let suppressed = |code: &str| {
        let mut plan = plan();
        plan["suppressions"] = json!([{"code": code, "target": {"entity": "action:A1"}, "created_on": "2026-09-01",
            "reason": "numbers change with the new system", "expires_on": "2026-12-31"}]);
        report(&plan, &options(&house))
    };
    let report_with = suppressed("ORG-012");
    assert_eq!(own(&report_with)[0].status, Status::Suppressed);
    let unknown = suppressed("ORG-013");
    assert_eq!(own(&unknown)[0].status, Status::Active);
    let complaint = unknown
        .findings
        .iter()
        .find(|finding| finding.code == "KA-091")
        .unwrap();
    assert_eq!(
        complaint.message,
        "The suppression of ORG-013 at action:A1 hides nothing: no rule has the code \"ORG-013\"."
    );

    let mut held = options(&house);
    held.baseline = Some(Baseline::of(&report(&plan(), &held)));
    assert_eq!(own(&report(&plan(), &held))[0].status, Status::Baselined);

    // Nothing may set aside what is forbidden.
    let forbidden = [("house", json!({"custom": [number_rule("forbid")]}))];
    let mut plan = plan();
    plan["suppressions"] = json!([{"code": "ORG-012", "target": {"document": true}, "created_on": "2026-09-01",
        "reason": "numbers change with the new system", "expires_on": "2026-12-31", "approved_by_id": "B1"}]);
    let report = report(&plan, &options(&forbidden));
    assert_eq!(own(&report)[0].status, Status::Active);
}

#[test]
fn findings_stand_in_the_order_of_the_document_after_those_of_the_library() {
    let mut plan = plan();
    plan["objectives"] = json!([{"id": "O1", "title": "a", "kind": "growth", "status": "active"}]);
    let mut titles = rule("ORG-2", &json!([{"field": "title", "check": "length", "min": 5}]));
    titles["given"] = json!("/objectives/*");
    let settings = json!({"custom": [titles, number_rule("warning")]});
    let report = report(&plan, &options(&[("house", settings)]));
    let (actions, objectives): (Vec<_>, Vec<_>) = report
        .findings
        .iter()
        .filter(|finding| finding.path.starts_with("/actions/") || finding.path.starts_with("/objectives/"))
        .map(|finding| (finding.anchor.as_str(), finding.code.as_ref()))
        .partition(|(anchor, _)| anchor.starts_with("/actions"));
    assert_eq!(actions.last(), Some(&("/actions/0/x_no", "ORG-012")));
    assert!(objectives.contains(&("/objectives/0/title", "ORG-2")));
    let position = |code: &str| report.findings.iter().position(|finding| finding.code == code);
    assert!(position("ORG-012") < position("ORG-2"));
    assert!(
        report
            .rules_run
            .is_sorted_by(|left, right| left.code < right.code)
    );
}
