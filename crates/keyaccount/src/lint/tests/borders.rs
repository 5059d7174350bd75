//! Each condition at its border, and what the engine makes of states, modes and settings.

use serde_json::json;

use super::{FAULTLESS, FAULTLESS_PORTFOLIO, as_of, codes, has, patched, report, report_within, said};
use crate::lint::{
    Gate, Level, Mode, Options, OptionsError, ParameterValue, RULES, Reason, Scope, Severity, check_portfolio,
};

const DAY: &str = "2026-09-30";

#[test]
fn the_faultless_plan_is_clean_in_every_mode() {
    let modes = [Mode::Editor, Mode::Ci]
        .into_iter()
        .chain(Gate::ALL.map(Mode::Gate));
    for mode in modes {
        let report = report_within(FAULTLESS, FAULTLESS_PORTFOLIO, &Options { mode, ..as_of(DAY) });
        assert_eq!(report.findings, [], "{mode}");
        assert_eq!(report.not_evaluated, [], "{mode}");
        assert!(report.passed);
    }
    let portfolio = crate::portfolio::Portfolio::read(FAULTLESS_PORTFOLIO).unwrap();
    let report = check_portfolio(&portfolio, &as_of(DAY)).unwrap();
    assert_eq!((report.findings, report.not_evaluated), (vec![], vec![]));
}

#[test]
fn a_link_is_live_on_its_last_day_and_dead_on_the_next() {
    // live_days = 120: 2026-09-30 is 120 days after 2026-06-02 (28 + 31 + 31 + 30).
    let links = |second: &str| {
        json!([{"op": "replace", "path": "/links", "value": [
            {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-10"},
            {"member_id": "T2", "contact_id": "C2", "last_on": second}]}])
    };
    assert!(!has(&patched(&links("2026-06-02"), &as_of(DAY)), "KA-401"));
    let report = patched(&links("2026-06-01"), &as_of(DAY));
    let sentence = "Only \"Chief operating officer\" was in touch with our team in the last 120 days (active contacts listed: 5).";
    assert_eq!(said(&report, "KA-401"), [(Severity::Error, sentence.to_owned())]);
}

#[test]
fn a_dated_contact_thirty_days_ahead_counts_and_thirty_one_do_not() {
    let links = |next: &str| {
        json!([{"op": "replace", "path": "/links", "value": [
            {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-10"},
            {"member_id": "T2", "contact_id": "C2", "next_on": next}]}])
    };
    assert!(!has(&patched(&links("2026-10-30"), &as_of(DAY)), "KA-401"));
    assert!(has(&patched(&links("2026-10-31"), &as_of(DAY)), "KA-401"));
}

#[test]
fn a_link_of_a_member_who_has_left_is_no_link() {
    let edits = json!([
        {"op": "replace", "path": "/links", "value": [
            {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-10"},
            {"member_id": "T2", "contact_id": "C2", "last_on": "2026-09-10"}]},
        {"op": "add", "path": "/team/1/end_on", "value": "2026-09-29"}]);
    assert!(has(&patched(&edits, &as_of(DAY)), "KA-401"));
}

#[test]
fn a_response_at_the_limit_is_good_enough_and_a_minute_more_is_not() {
    let target = |value: u32| {
        json!([{"op": "replace", "path": "/sla/0/metrics/0/targets/0",
                "value": {"op": "at_most", "value": value, "unit": "minutes", "share": 0.95, "calendar_id": "CAL1"}}])
    };
    assert_eq!(codes(&patched(&target(720), &as_of(DAY))), [""; 0]);
    let report = patched(&target(735), &as_of(DAY));
    assert_eq!(
        report.findings[0].message,
        "Mail response of 12.25 h for \"Halvorn Dairy Group\" is longer than the 12 h that key accounts get."
    );
    let report = patched(&target(1440), &as_of(DAY));
    assert_eq!(
        report.findings[0].message,
        "Mail response of 24 h for \"Halvorn Dairy Group\" is not shorter than the standard of 24 h; key accounts get 12 h."
    );
}

#[test]
fn equal_dates_are_allowed_but_not_for_the_plan_period() {
    let same_day = json!([{"op": "replace", "path": "/actions/0/start_on", "value": "2026-12-15"}]);
    assert_eq!(codes(&patched(&same_day, &as_of(DAY))), [""; 0]);
    let one_day_plan = json!([{"op": "replace", "path": "/plan/period/end", "value": "2026-01-01"}]);
    let report = patched(&one_day_plan, &as_of(DAY));
    assert_eq!(codes(&report), ["KA-005"]);
    assert_eq!(
        report.findings[0].message,
        "The date end (2026-01-01) must come after start."
    );
}

#[test]
fn swapped_dates_come_with_a_fix_only_where_the_swap_helps() {
    let swapped = json!([{"op": "replace", "path": "/actions/0/start_on", "value": "2027-06-01"}]);
    let report = patched(&swapped, &as_of(DAY));
    assert_eq!(report.findings[0].fixes.len(), 1);
    assert_eq!(report.findings[0].path, "/actions/0/due_on");
    // Approval before creation: after a swap the launch would precede the approval.
    let chain = json!([
        {"op": "replace", "path": "/plan/created_on", "value": "2026-06-01"}]);
    let report = patched(&chain, &as_of(DAY));
    assert_eq!(codes(&report), ["KA-005"]);
    assert_eq!(report.findings[0].fixes, []);
}

#[test]
fn the_shortest_circle_is_named_from_its_smallest_id() {
    let edits = json!([
        {"op": "add", "path": "/actions/0/depends_on", "value": [{"id": "A4"}]},
        {"op": "add", "path": "/actions/3/depends_on", "value": [{"id": "A2"}]},
        {"op": "add", "path": "/actions/2/depends_on", "value": [{"id": "A3"}]}]);
    let report = patched(&edits, &as_of(DAY));
    let messages: Vec<&str> = report
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "These actions wait for each other in a circle: A1 -> A4 -> A2 -> A1.",
            "These actions wait for each other in a circle: A3 -> A3.",
        ]
    );
    assert_eq!(report.findings[0].related.len(), 2);
}

#[test]
fn a_cancelled_action_breaks_the_circle() {
    let edits = json!([
        {"op": "add", "path": "/actions/0/depends_on", "value": [{"id": "A2"}]},
        {"op": "replace", "path": "/actions/1/status", "value": "cancelled"}]);
    assert_eq!(codes(&patched(&edits, &as_of(DAY))), [""; 0]);
}

#[test]
fn missing_things_are_info_while_the_plan_is_a_draft_and_errors_at_the_gate() {
    let draft = json!([
        {"op": "remove", "path": "/account/lifecycle/state"},
        {"op": "replace", "path": "/plan/status", "value": "draft"},
        {"op": "remove", "path": "/objectives/0/due_on"}]);
    let at = |mode| patched(&draft, &Options { mode, ..as_of(DAY) });
    let report = at(Mode::Ci);
    assert_eq!(
        (codes(&report), report.findings[0].severity),
        (vec!["KA-205"], Severity::Info)
    );
    let report = at(Mode::Gate(Gate::G2Approve));
    assert_eq!(
        (codes(&report), report.findings[0].severity),
        (vec!["KA-205"], Severity::Error)
    );
    assert!(!report.passed);
    assert_eq!(codes(&at(Mode::Gate(Gate::G5))), [""; 0]);

    let submitted = json!([
        {"op": "remove", "path": "/account/lifecycle/state"},
        {"op": "replace", "path": "/plan/status", "value": "in_review"},
        {"op": "remove", "path": "/objectives/0/due_on"}]);
    assert_eq!(
        patched(&submitted, &as_of(DAY)).findings[0].severity,
        Severity::Warning
    );
}

#[test]
fn missing_things_are_silent_before_selection() {
    let edits = json!([
        {"op": "replace", "path": "/account/lifecycle/state", "value": "selection"},
        {"op": "replace", "path": "/history", "value": []},
        {"op": "remove", "path": "/objectives/0/due_on"}]);
    assert_eq!(codes(&patched(&edits, &as_of(DAY))), [""; 0]);
}

#[test]
fn nobody_accountable_is_a_warning_in_a_draft() {
    let edits = json!([
        {"op": "remove", "path": "/account/lifecycle/state"},
        {"op": "replace", "path": "/plan/status", "value": "draft"},
        {"op": "replace", "path": "/actions/0/assignments", "value": []}]);
    let report = patched(&edits, &as_of(DAY));
    assert_eq!(
        (codes(&report), report.findings[0].severity),
        (vec!["KA-301"], Severity::Warning)
    );
}

#[test]
fn a_rule_is_not_evaluated_where_its_input_cannot_be_read() {
    let edits = json!([{"op": "replace", "path": "/objectives/0/due_on", "value": "soon"}]);
    let report = patched(&edits, &as_of(DAY));
    assert_eq!(codes(&report), ["KA-001"]);
    let mut entries = report.not_evaluated.iter();
    let deadline = entries.find(|entry| entry.code == "KA-205").unwrap();
    assert_eq!(deadline.reason, Reason::InputUnreadable);
    assert_eq!(deadline.missing_inputs, ["/objectives/0/due_on"]);
    let again = report.not_evaluated.iter().filter(|entry| entry.code == "KA-221");
    assert_eq!(
        again.count(),
        1,
        "what cannot be read is not said to be missing as well"
    );
    // Another objective is judged all the same.
    let edits = json!([
        {"op": "replace", "path": "/objectives/0/due_on", "value": "soon"},
        {"op": "remove", "path": "/objectives/1/due_on"}]);
    assert_eq!(codes(&patched(&edits, &as_of(DAY))), ["KA-001", "KA-205"]);
}

#[test]
fn a_section_of_the_wrong_type_gives_one_finding() {
    let edits = json!([{"op": "replace", "path": "/objectives", "value": {"id": "O1"}}]);
    let report = patched(&edits, &as_of(DAY));
    let unexpected: Vec<&str> = codes(&report)
        .into_iter()
        .filter(|&code| code != "KA-001" && code != "KA-004")
        .collect();
    assert_eq!(unexpected, [""; 0]);
}

#[test]
fn without_a_date_rules_about_time_are_listed() {
    let report = report(FAULTLESS, &Options::default());
    assert_eq!(codes(&report), ["KA-094"]);
    let listed: Vec<&str> = report
        .not_evaluated
        .iter()
        .map(|entry| entry.code.as_ref())
        .collect();
    let about_time = RULES
        .iter()
        .filter(|rule| rule.needs_date && rule.scope() == Scope::Plan);
    let on = about_time.filter(|rule| rule.default_level(Mode::Ci) != Level::Off);
    assert_eq!(listed, on.map(|rule| rule.code).collect::<Vec<_>>());
}

#[test]
fn settings_change_levels_and_limits() {
    let slow = json!([{"op": "replace", "path": "/sla/0/metrics/0/targets/0/value", "value": 10}]);
    let mut options = as_of(DAY);
    options.parameters.insert(
        "KA-652".into(),
        [("key_response_hours".into(), ParameterValue::Number(6.0))].into(),
    );
    options.levels.insert("KA-6".into(), Level::Error);
    let report = patched(&slow, &options);
    assert_eq!(
        (codes(&report), report.findings[0].severity),
        (vec!["KA-652"], Severity::Error)
    );
    options.levels.insert("KA-652".into(), Level::Off);
    assert_eq!(codes(&patched(&slow, &options)), [""; 0]);
}

#[test]
fn settings_that_name_nothing_are_refused() {
    let refused = |options: Options| {
        let document = crate::document::Document::parse("{}").unwrap();
        let view = crate::plan::PlanView::read(document.root()).unwrap();
        crate::lint::check(&view, None, &options).unwrap_err()
    };
    let level = |selector: &str, level| Options {
        levels: [(selector.to_owned(), level)].into(),
        ..Options::default()
    };
    let parameter = |code: &str, name: &str, value| Options {
        parameters: [(code.to_owned(), [(name.to_owned(), value)].into())].into(),
        ..Options::default()
    };
    let cases: [(Options, &str); 6] = [
        (
            level("KA-99", Level::Off),
            "a rule must be named by its code or the beginning of it (got `KA-99` in the call)",
        ),
        (
            level("KA-001", Level::Off),
            "rule KA-001 cannot be silenced or lowered (in the call)",
        ),
        (
            parameter("KA-999", "x", ParameterValue::Flag(true)),
            "a rule must be named by its code or the beginning of it (got `KA-999` in the call)",
        ),
        (
            parameter("KA-401", "live_day", ParameterValue::Number(1.0)),
            "rule KA-401 has no parameter `live_day` (in the call)",
        ),
        (
            parameter("KA-401", "live_days", ParameterValue::Flag(true)),
            "parameter `live_days` of rule KA-401 must be a number (got true or false in the call)",
        ),
        (
            parameter("KA-404", "roles", ParameterValue::Texts(vec!["boss".into()])),
            "parameter `roles` of rule KA-404 must hold only known words (got `boss` in the call)",
        ),
    ];
    for (options, message) in cases {
        assert_eq!(refused(options).to_string(), message);
    }
    let error: OptionsError = refused(parameter("KA-401", "live_day", ParameterValue::Number(1.0)));
    assert_eq!(
        crate::fault::Fault::help(&error).as_deref(),
        Some("did you mean `live_days`")
    );
}

#[test]
fn the_portfolio_supplies_what_a_plan_does_not_say_about_its_account() {
    let portfolio = crate::portfolio::Portfolio::read(
        r#"{"schema": "keyaccount/portfolio/1", "id": "PF", "name": "Invented accounts",
            "organisation": {"name": "Tarnwell (invented)", "currency": "EUR"},
            "accounts": [{"id": "A01", "name": "Halvorn", "orientation": "customer", "tier": "strategic",
                          "lifecycle": {"state": "execution"}}]}"#,
    )
    .unwrap();
    let checked = |account: serde_json::Value| {
        let mut plan = super::faultless();
        plan["account"] = account;
        plan["risks"][0]["mitigation_action_ids"] = json!([]);
        plan["actions"][3]["serves"] = json!(["objective:O3"]);
        plan["stakeholders"] = plan["stakeholders"]
            .as_array()
            .unwrap()
            .iter()
            .map(|contact| {
                let mut contact = contact.clone();
                contact.as_object_mut().unwrap().remove("unit_id");
                contact
            })
            .collect();
        let text = plan.to_string();
        let document = crate::document::Document::parse(&text).unwrap();
        let view = crate::plan::PlanView::read(document.root()).unwrap();
        crate::lint::check(&view, Some(&portfolio), &as_of(DAY)).unwrap()
    };
    let report = checked(json!({"id": "A01"}));
    assert!(
        codes(&report).contains(&"KA-004"),
        "the contract of the agreement is not in this portfolio"
    );
    assert!(!codes(&report).contains(&"KA-001"));
    let report = checked(json!({"id": "A02"}));
    assert!(
        codes(&report).contains(&"KA-001"),
        "the portfolio does not know the account"
    );
}

#[test]
fn a_forbidden_fault_stays_an_error_in_a_draft() {
    let draft = json!([
        {"op": "remove", "path": "/account/lifecycle/state"},
        {"op": "replace", "path": "/plan/status", "value": "draft"},
        {"op": "remove", "path": "/objectives/0/due_on"}]);
    for mode in [Mode::Ci, Mode::Editor] {
        let levels = [("KA-205".to_owned(), Level::Forbid)].into();
        let report = patched(
            &draft,
            &Options {
                mode,
                levels,
                ..as_of(DAY)
            },
        );
        assert_eq!(report.findings[0].severity, Severity::Error, "{mode}");
    }
}

#[test]
fn the_notice_about_the_date_is_given_in_every_state() {
    let edits = json!([
        {"op": "replace", "path": "/account/lifecycle/state", "value": "candidate"},
        {"op": "replace", "path": "/history", "value": []}]);
    assert_eq!(codes(&patched(&edits, &Options::default())), ["KA-094"]);
}

#[test]
fn who_was_in_touch_is_not_judged_where_a_part_that_decides_it_cannot_be_read() {
    let links = json!({"op": "replace", "path": "/links", "value": [
        {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-10"},
        {"member_id": "T2", "contact_id": "C2", "last_on": "2026-09-10"}]});
    for path in [
        "/team/1/start_on",
        "/team/1/end_on",
        "/stakeholders/1/end_on",
        "/links/1/last_on",
        "/links/1/next_on",
    ] {
        let report = patched(
            &json!([links, {"op": "add", "path": path, "value": "soon"}]),
            &as_of(DAY),
        );
        assert_eq!(codes(&report), ["KA-001"], "{path}");
        assert!(
            report.not_evaluated.iter().any(|entry| entry.code == "KA-401"),
            "{path}"
        );
    }
    // How strong a tie is does not decide whether it is live.
    let one = json!([
        {"op": "replace", "path": "/links", "value": [
            {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-10", "strength": "strong"}]}]);
    let report = patched(&one, &as_of(DAY));
    assert!(has(&report, "KA-401") && has(&report, "KA-001"));
}

#[test]
fn a_link_counts_on_the_day_itself_and_a_contact_up_to_the_last_day() {
    let plan = |second: serde_json::Value, end_on: &str| {
        patched(
            &json!([
                {"op": "replace", "path": "/links", "value": [
                    {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-10"}, second]},
                {"op": "add", "path": "/stakeholders/1/end_on", "value": end_on}]),
            &as_of(DAY),
        )
    };
    let link = |field: &str, date: &str| json!({"member_id": "T2", "contact_id": "C2", field: date});
    let single = |report: &crate::lint::Report| has(report, "KA-401");
    let end = "2026-12-31";
    assert!(!single(&plan(link("last_on", DAY), end)));
    assert!(!single(&plan(link("next_on", DAY), end)));
    assert!(
        single(&plan(link("last_on", "2026-10-01"), end)),
        "a contact that was is not one that will be"
    );
    assert!(
        single(&plan(link("next_on", "2026-09-29"), end)),
        "a date that has passed was perhaps not kept"
    );
    assert!(!single(&plan(link("last_on", DAY), DAY)));
    assert!(single(&plan(link("last_on", DAY), "2026-09-29")));
}

#[test]
fn the_side_of_the_table_is_not_guessed() {
    let edits = json!([
        {"op": "replace", "path": "/account/orientation", "value": "partner"},
        {"op": "remove", "path": "/risks/0/contingency"}]);
    let report = patched(&edits, &as_of(DAY));
    assert_eq!(codes(&report), ["KA-001"]);
    let listed: Vec<&str> = report
        .not_evaluated
        .iter()
        .map(|entry| entry.code.as_ref())
        .collect();
    assert!(listed.contains(&"KA-702"), "{listed:?}");
}

#[test]
fn nobody_accountable_is_a_warning_while_the_status_is_not_known() {
    let edits = json!([
        {"op": "remove", "path": "/account/lifecycle/state"},
        {"op": "remove", "path": "/plan/status"},
        {"op": "replace", "path": "/actions/0/assignments", "value": []}]);
    let report = patched(&edits, &as_of(DAY));
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-301")
        .unwrap();
    assert_eq!(finding.severity, Severity::Warning);
}

#[test]
fn the_portfolio_supplies_the_units_of_an_account() {
    let portfolio = crate::portfolio::Portfolio::read(
        r#"{"schema": "keyaccount/portfolio/1", "id": "PF", "name": "Invented accounts",
            "organisation": {"name": "Tarnwell (invented)", "currency": "EUR"},
            "accounts": [{"id": "A01", "name": "Halvorn", "orientation": "customer", "tier": "strategic",
                          "units": [{"id": "U1", "name": "Cheese plants"}],
                          "contracts": [{"id": "CT1", "name": "Frame contract"}],
                          "competitors": [{"id": "K1", "name": "Brightmeter", "of": "us", "answer": "hygienic design"}]}]}"#,
    )
    .unwrap();
    let mut plan = super::faultless();
    plan["account"] = json!({"id": "A01"});
    let text = plan.to_string();
    let document = crate::document::Document::parse(&text).unwrap();
    let view = crate::plan::PlanView::read(document.root()).unwrap();
    let report = crate::lint::check(&view, Some(&portfolio), &as_of(DAY)).unwrap();
    let dangling = report.findings.iter().filter(|finding| finding.code == "KA-004");
    let messages: Vec<&str> = dangling.map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["There is no unit \"U2\"."]);
}
