//! The law of merging, as a table of truth.

use serde_json::json;

use super::{FAULTLESS, as_of, check_text, codes, patched, report};
use crate::document::read;
use crate::fault::Fault;
use crate::lint::{Layer, Level, Options, OptionsError, ParameterValue, Report, Severity};

const DAY: &str = "2026-09-30";

fn layer(name: &str, settings: &str) -> Layer {
    Layer {
        name: name.to_owned(),
        settings: read(settings).unwrap_or_else(|error| panic!("{settings}: {error}")),
    }
}

fn options(layers: &[(&str, &str)]) -> Options {
    Options {
        configuration: layers
            .iter()
            .map(|(name, settings)| layer(name, settings))
            .collect(),
        ..as_of(DAY)
    }
}

/// Returns how a rule was run on the faultless plan, a strategic customer account in execution; nothing where it was off.
fn run(options: &Options, code: &str) -> Option<(Level, Option<ParameterValue>)> {
    let report = report(FAULTLESS, options);
    let run = report.rules_run.into_iter().find(|run| run.code == code)?;
    Some((run.level, run.params.into_values().next()))
}

fn level(layers: &[(&str, &str)], code: &str) -> Option<Level> {
    run(&options(layers), code).map(|(level, _)| level)
}

/// What is tried, the layers by name and text, and the level that is expected.
type Row<'t> = (&'t str, &'t [(&'t str, &'t str)], Option<Level>);

#[test]
#[expect(clippy::too_many_lines, reason = "a table of truth stands in one piece")]
fn later_sources_win_and_inside_one_the_more_specific() {
    use Level::{Error, Hint, Info, Warning};
    let table: &[Row<'_>] = &[
        ("the default", &[], Some(Warning)),
        (
            "a layer",
            &[("a", r#"{"rules": {"KA-205": {"level": "error"}}}"#)],
            Some(Error),
        ),
        (
            "the later layer",
            &[
                ("a", r#"{"rules": {"KA-205": {"level": "error"}}}"#),
                ("b", r#"{"rules": {"KA-205": {"level": "hint"}}}"#),
            ],
            Some(Hint),
        ),
        (
            "a later layer, though less specific",
            &[
                ("a", r#"{"rules": {"KA-205": {"level": "error"}}}"#),
                ("b", r#"{"rules": {"KA-2": {"level": "hint"}}}"#),
            ],
            Some(Hint),
        ),
        (
            "the longer selector",
            &[(
                "a",
                r#"{"rules": {"KA-205": {"level": "error"}, "KA-2": {"level": "hint"}, "KA-20": {"level": "info"}}}"#,
            )],
            Some(Error),
        ),
        (
            "tier over base",
            &[(
                "a",
                r#"{"rules": {"KA-205": {"level": "error"}}, "tier": {"strategic": {"rules": {"KA-2": {"level": "hint"}}}}}"#,
            )],
            Some(Hint),
        ),
        (
            "state over tier over orientation",
            &[(
                "a",
                r#"{"state": {"execution": {"rules": {"KA-205": {"level": "hint"}}},"strategy": {"rules": {"KA-205": {"level": "off"}}}},
                        "tier": {"strategic": {"rules": {"KA-205": {"level": "info"}}}},
                        "orientation": {"customer": {"rules": {"KA-205": {"level": "error"}}}}}"#,
            )],
            Some(Hint),
        ),
        (
            "another tier does not matter",
            &[(
                "a",
                r#"{"tier": {"key": {"rules": {"KA-205": {"level": "hint"}}}}}"#,
            )],
            Some(Warning),
        ),
        (
            "base of a later source over state of an earlier one",
            &[
                (
                    "a",
                    r#"{"state": {"execution": {"rules": {"KA-205": {"level": "hint"}}}}}"#,
                ),
                ("b", r#"{"rules": {"KA-205": {"level": "info"}}}"#),
            ],
            Some(Info),
        ),
        (
            "switched off",
            &[("a", r#"{"select": {"disable": ["KA-205"]}}"#)],
            None,
        ),
        (
            "switched off with all of its group",
            &[("a", r#"{"select": {"disable": ["KA-2"]}}"#)],
            None,
        ),
        (
            "off as a group, on as a rule",
            &[("a", r#"{"select": {"disable": ["KA-2"], "enable": ["KA-205"]}}"#)],
            Some(Warning),
        ),
        (
            "to enable does not lower",
            &[
                ("a", r#"{"rules": {"KA-205": {"level": "error"}}}"#),
                ("b", r#"{"select": {"enable": ["KA-205"]}}"#),
            ],
            Some(Error),
        ),
        (
            "off in one layer, on in the next",
            &[
                ("a", r#"{"select": {"disable": ["KA-205"]}}"#),
                ("b", r#"{"select": {"enable": ["KA-2"]}}"#),
            ],
            Some(Warning),
        ),
        (
            "core rules are in the core",
            &[("a", r#"{"extends": ["keyaccount:core"]}"#)],
            Some(Warning),
        ),
        (
            "the order of keys in a layer does not matter",
            &[(
                "a",
                r#"{"rules": {"KA-205": {"level": "info"}}, "select": {"enable": ["KA-2"]}}"#,
            )],
            Some(Info),
        ),
    ];
    for (what, layers, expected) in table {
        assert_eq!(level(layers, "KA-205"), *expected, "{what}");
    }
}

#[test]
fn profiles_select_rules() {
    assert_eq!(
        level(&[("a", r#"{"extends": ["keyaccount:core"]}"#)], "KA-002"),
        None
    );
    assert_eq!(
        level(&[("a", r#"{"extends": ["keyaccount:recommended"]}"#)], "KA-002"),
        Some(Level::Warning)
    );
    let raised = r#"{"extends": ["keyaccount:core"], "select": {"enable": ["KA-002"]}}"#;
    assert_eq!(level(&[("a", raised)], "KA-002"), Some(Level::Warning));
}

#[test]
fn levels_and_parameters_merge_independently() {
    let layers = [
        (
            "a",
            r#"{"rules": {"KA-701": {"level": "error", "min_risks": 3}}}"#,
        ),
        ("b", r#"{"rules": {"KA-701": {"level": "hint"}}}"#),
    ];
    let expected = (Level::Hint, Some(ParameterValue::Number(3.0)));
    assert_eq!(run(&options(&layers), "KA-701"), Some(expected));
    // What the call itself says wins over every layer.
    let mut options = options(&layers);
    options.levels.insert("KA-7".to_owned(), Level::Warning);
    options.parameters.insert(
        "KA-701".to_owned(),
        [("min_risks".to_owned(), ParameterValue::Number(2.0))].into(),
    );
    let expected = (Level::Warning, Some(ParameterValue::Number(2.0)));
    assert_eq!(run(&options, "KA-701"), Some(expected));
}

#[test]
fn a_list_is_replaced_and_extended_only_on_request() {
    let texts = |texts: &[&str]| {
        Some(ParameterValue::Texts(
            texts.iter().map(|&text| text.to_owned()).collect(),
        ))
    };
    let prefixes = |settings: &str| run(&options(&[("a", settings)]), "KA-004").unwrap().1;
    assert_eq!(
        prefixes(r#"{"rules": {"KA-004": {"external_prefixes": ["erp:"]}}}"#),
        texts(&["erp:"])
    );
    assert_eq!(
        prefixes(r#"{"rules": {"KA-004": {"extend_external_prefixes": ["erp:"]}}}"#),
        texts(&["crm:", "erp:"])
    );
}

#[test]
fn what_is_locked_may_be_tightened_and_not_loosened() {
    let locked = r#"{"rules": {"KA-652": {"level": "warning", "key_response_hours": 8, "locked": true}}}"#;
    let after = |settings: &str| {
        check_text(
            FAULTLESS,
            &options(&[("organisation", locked), ("unit", settings)]),
        )
    };
    for tighter in [
        r#"{"rules": {"KA-652": {"key_response_hours": 6}}}"#,
        r#"{"rules": {"KA-652": {"level": "error"}}}"#,
        r#"{"select": {"enable": ["KA-652"]}}"#,
    ] {
        assert!(after(tighter).is_ok(), "{tighter}");
    }
    let looser = [
        (
            r#"{"rules": {"KA-652": {"key_response_hours": 10}}}"#,
            "`key_response_hours` of rule KA-652 is locked by layer `organisation` and must not be loosened (got 10 after 8 in layer `unit`)",
            "/configuration/1/settings/rules/KA-652",
        ),
        (
            r#"{"tier": {"strategic": {"rules": {"KA-652": {"level": "info"}}}}}"#,
            "`level` of rule KA-652 is locked by layer `organisation` and must not be loosened (got info after warning in layer `unit`)",
            "/configuration/1/settings/tier/strategic/rules/KA-652",
        ),
        (
            r#"{"select": {"disable": ["KA-65"]}}"#,
            "`level` of rule KA-652 is locked by layer `organisation` and must not be loosened (got off after warning in layer `unit`)",
            "/configuration/1/settings/select/disable/0",
        ),
    ];
    for (settings, message, path) in looser {
        let error = after(settings).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(error.path(), path);
    }
}

#[test]
fn what_is_forbidden_cannot_be_lowered_further_down() {
    let forbidden = r#"{"rules": {"KA-205": {"level": "forbid"}}}"#;
    let lowered = options(&[
        ("organisation", forbidden),
        ("unit", r#"{"rules": {"KA-2": {"level": "error"}}}"#),
    ]);
    let error = check_text(FAULTLESS, &lowered).unwrap_err();
    assert!(matches!(error, OptionsError::Loosened { .. }), "{error}");
}

#[test]
fn a_mode_caps_and_never_switches_on() {
    let caps = r#"{"mode": {"ci": {"severity": {"missing": "info"}}}, "select": {"disable": ["KA-701"]}}"#;
    let missing = json!([{"op": "remove", "path": "/objectives/0/due_on"}]);
    let report: Report = patched(&missing, &options(&[("a", caps)]));
    assert_eq!(codes(&report), ["KA-205"]);
    assert_eq!(report.findings[0].severity, Severity::Info);
    let raised = r#"{"mode": {"ci": {"severity": {"missing": "error"}}}}"#;
    let report = patched(&missing, &options(&[("a", raised)]));
    assert_eq!(report.findings[0].severity, Severity::Warning);
}

#[test]
fn what_fails_is_said_by_the_last_who_says() {
    let missing = json!([{"op": "remove", "path": "/objectives/0/due_on"}]);
    let layers = [("a", r#"{"fail_on": "warning"}"#), ("b", "{}")];
    assert!(!patched(&missing, &options(&layers)).passed);
    let call = Options {
        fail_on: Some(Severity::Error),
        ..options(&layers)
    };
    assert!(patched(&missing, &call).passed);
}

#[test]
fn what_cannot_be_meant_is_refused_with_place_and_suggestion() {
    let cases = [
        (
            r#"{"schema": 2}"#,
            "the version of a configuration must be 1 (got 2 in layer `a`)",
            None,
        ),
        (
            r#"{"ruleset": "2026.2"}"#,
            "ruleset must be one that this library knows: 2026.1 (got `2026.2` in layer `a`)",
            None,
        ),
        (
            r#"{"rules": {"KA-206x": {"level": "off"}}}"#,
            "a rule must be named by its code or the beginning of it (got `KA-206x` in layer `a`)",
            None,
        ),
        (
            r#"{"rules": {"KA-2O5": {"level": "off"}}}"#,
            "a rule must be named by its code or the beginning of it (got `KA-2O5` in layer `a`)",
            Some("did you mean `KA-205`"),
        ),
        (
            r#"{"rules": {"KA-65": {"key_response_hours": 8}}}"#,
            "`key_response_hours` must be set for one rule by its whole code (got `KA-65` in layer `a`)",
            None,
        ),
        (
            r#"{"rules": {"KA-652": {"key_response_days": 1}}}"#,
            "rule KA-652 has no parameter `key_response_days` (in layer `a`)",
            Some("did you mean `key_response_hours`"),
        ),
        (
            r#"{"tier": {"key": {"rules": {"KA-652": {"key_response_hours": "8"}}}}}"#,
            "parameter `key_response_hours` of rule KA-652 must be a number (got a text in layer `a`)",
            None,
        ),
        (
            r#"{"rules": {"KA-702": {"categories": ["defecting"]}}}"#,
            "parameter `categories` of rule KA-702 must hold only known words (got `defecting` in layer `a`)",
            Some("did you mean `defection`"),
        ),
        (
            r#"{"select": {"disable": ["KA-205"], "enable": ["KA-205"]}}"#,
            "`KA-205` must be switched on or off, not both (in layer `a`)",
            None,
        ),
        (
            r#"{"select": {"disable": ["KA-205"]}, "rules": {"KA-205": {"level": "info"}}}"#,
            "`KA-205` must be switched on or off, not both (in layer `a`)",
            None,
        ),
        (
            r#"{"select": {"disable": ["KA-001"]}}"#,
            "rule KA-001 cannot be silenced or lowered (in layer `a`)",
            None,
        ),
        (
            r#"{"calendar": {"weekend": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}}"#,
            "weekend must leave at least one day of the week for work (in layer `a`)",
            None,
        ),
    ];
    for (settings, message, help) in cases {
        let error = check_text(FAULTLESS, &options(&[("a", settings)])).unwrap_err();
        assert_eq!(error.to_string(), message);
        if help.is_some() {
            assert_eq!(error.help().as_deref(), help, "{settings}");
        }
    }
}

#[test]
fn a_plan_may_set_rules_for_itself_and_its_faults_are_findings() {
    let carrying = |block: serde_json::Value| json!([{"op": "remove", "path": "/objectives/0/due_on"}, {"op": "add", "path": "/lint", "value": block}]);
    let quiet = carrying(json!({"select": {"disable": ["KA-205"]}}));
    assert_eq!(codes(&patched(&quiet, &as_of(DAY))), [""; 0]);
    // What an organisation locks, the plan cannot loosen; nothing of its block counts then.
    let locked = options(&[(
        "organisation",
        r#"{"rules": {"KA-205": {"level": "warning", "locked": true}}}"#,
    )]);
    let mut found = codes(&patched(&quiet, &locked));
    found.sort_unstable();
    assert_eq!(found, ["KA-001", "KA-205"]);
    for (block, pointer) in [
        (
            json!({"rules": {"KA-2O5": {"level": "off"}}}),
            "/lint/rules/KA-2O5",
        ),
        (json!({"fail_on": "hint"}), "/lint/fail_on"),
        (json!({"select": {"disable": "KA-205"}}), "/lint/select/disable"),
        (json!("off"), "/lint"),
    ] {
        let report = patched(&carrying(block), &as_of(DAY));
        let places: Vec<(&str, &str)> = report
            .findings
            .iter()
            .map(|finding| (finding.code.as_ref(), finding.path.as_str()))
            .collect();
        assert!(places.contains(&("KA-001", pointer)), "{places:?}");
        assert!(codes(&report).contains(&"KA-205"), "{pointer}");
    }
}
