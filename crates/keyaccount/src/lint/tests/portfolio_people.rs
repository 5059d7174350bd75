//! The rules about people across accounts (KA-906, KA-907) at their borders.

use serde_json::{Value, json};

use super::edits::{add, at_gate, set, today};
use super::{codes, patched_portfolio, patched_within};
use crate::lint::{Gate, Level, Options, Reason, Report, Severity};

fn portfolio(edits: &Value) -> Report {
    patched_portfolio(edits, &today())
}

/// Makes A03, which T1 manages as well, a rival of A01.
fn rivals() -> Value {
    add("/accounts/0/competitors/2/our_account_id", json!("A03"))
}

#[test]
fn rivals_that_share_a_manager_are_told_once_and_to_both() {
    let report = portfolio(&json!([rivals()]));
    assert_eq!(
        (codes(&report), report.findings[0].severity),
        (vec!["KA-906"], Severity::Error)
    );
    assert_eq!(
        report.findings[0].message,
        "\"Halvorn Dairy Group\" and \"Ostrel Water Utilities\" are rivals and share people: Key account manager, food."
    );
    let both = json!([
        rivals(),
        add(
            "/accounts/2/competitors",
            json!([
        {"id": "K31", "name": "Halvorn", "of": "client", "our_account_id": "A01"}])
        )
    ]);
    assert_eq!(
        codes(&portfolio(&both)),
        ["KA-906"],
        "named on both sides, told once"
    );
    for gate in [Gate::G1, Gate::G2Approve, Gate::G2Launch] {
        let options = at_gate(gate);
        let report = patched_within(&json!([]), &json!([rivals()]), &options);
        assert!(codes(&report).contains(&"KA-906"), "{gate:?}");
    }
}

#[test]
fn what_makes_two_accounts_rivals_who_share_people() {
    let fires = |edits: Vec<Value>| {
        let mut all = vec![rivals()];
        all.extend(edits);
        codes(&portfolio(&json!(all))).contains(&"KA-906")
    };
    assert!(fires(vec![]));
    // It competes with us and not with the client.
    assert!(!fires(vec![set("/accounts/0/competitors/2/of", json!("us"))]));
    assert!(!fires(vec![set("/accounts/2/manager_id", json!("T15"))]));
    // Neither is a key account.
    assert!(!fires(vec![set("/accounts/0/tier", json!("incubator"))]));
    assert!(!fires(vec![set(
        "/accounts/2/lifecycle",
        json!({"state": "deselected", "exit": {"outcome": "lost"}})
    )]));
    let conflict = |key: &str, value: Value| {
        let mut conflict = json!({"id": "CF90", "kind": "competitor", "other_account_id": "A03"});
        conflict[key] = value;
        vec![add("/plans/0/conflicts/-", conflict)]
    };
    assert!(!fires(conflict("barrier", json!(true))));
    assert!(!fires(conflict("consent_on", json!("2026-09-01"))));
    assert!(fires(conflict("barrier", json!(false))));
    assert!(fires(conflict("decision", json!("we shall see"))));
}

#[test]
fn sponsors_lawyers_and_controllers_may_work_for_rivals() {
    let shared = |role: &str, allocation: Value| {
        let mut member = json!({"id": "T99", "name": "Shared", "role": role, "start_on": "2026-01-01", "allocation": allocation});
        if member["allocation"].is_null() {
            member.as_object_mut().unwrap().remove("allocation");
        }
        // A plan of A03 beside its own manager, who is not in the team of A01.
        let plan =
            json!({"schema": "keyaccount/plan/1", "id": "P-X", "account": {"id": "A03"}, "team": [member]});
        codes(&portfolio(&json!([
            rivals(),
            set("/accounts/2/manager_id", json!("T15")),
            add("/plans/0/team/-", member),
            add("/plans/-", plan)
        ])))
        .contains(&"KA-906")
    };
    for (role, expected) in [
        ("executive_sponsor", false),
        ("legal", false),
        ("finance", false),
        ("product", true),
        ("it", true),
    ] {
        assert_eq!(shared(role, json!(0.1)), expected, "{role}");
    }
    assert!(!shared("it", json!(0)));
    assert!(shared("it", json!(null)), "what is not stated is not nothing");
}

#[test]
fn a_key_account_needs_a_plan_once_it_is_run_or_has_been_planned_for_sixty_days() {
    let without = |lifecycle: Value| {
        portfolio(&json!([
            {"op": "remove", "path": "/accounts/1/plan_ids"},
            {"op": "remove", "path": "/plans/1"},
            set("/accounts/1/lifecycle", lifecycle)]))
    };
    for (lifecycle, fires) in [
        (json!({"state": "execution"}), true),
        (json!({"state": "review"}), true),
        (json!({"state": "strategy", "since": "2026-08-01"}), false),
        (json!({"state": "strategy", "since": "2026-07-31"}), true),
        (json!({"state": "candidate"}), false),
        (json!({"state": "selection"}), false),
        (json!({"state": "on_hold"}), false),
        (json!({"state": "exiting"}), false),
    ] {
        let expected = if fires { vec!["KA-907"] } else { vec![] };
        assert_eq!(codes(&without(lifecycle.clone())), expected, "{lifecycle}");
    }
    for (lifecycle, field) in [(json!({}), "state"), (json!({"state": "strategy"}), "since")] {
        let report = without(lifecycle);
        assert_eq!(codes(&report), [""; 0]);
        let entry = &report.not_evaluated[0];
        assert_eq!(
            (entry.code.as_ref(), entry.reason),
            ("KA-907", Reason::InputMissing)
        );
        assert_eq!(entry.missing_inputs, [format!("/accounts/1/lifecycle/{field}")]);
    }
}

#[test]
fn a_plan_that_is_kept_elsewhere_is_a_plan() {
    let named = json!([{"op": "remove", "path": "/plans/1"}, {"op": "remove", "path": "/plans/0"}]);
    assert_eq!(codes(&portfolio(&named)), [""; 0]);
    let embedded = json!([{"op": "remove", "path": "/accounts/1/plan_ids"}]);
    assert_eq!(codes(&portfolio(&embedded)), [""; 0]);
    let key_without = json!([add("/accounts/4/lifecycle", json!({"state": "execution"}))]);
    assert_eq!(
        codes(&portfolio(&key_without)),
        [""; 0],
        "standard accounts need none"
    );
}

#[test]
fn a_rule_about_portfolios_can_be_switched_off() {
    let options = Options {
        levels: [("KA-906".to_owned(), Level::Off)].into(),
        ..today()
    };
    assert_eq!(codes(&patched_portfolio(&json!([rivals()]), &options)), [""; 0]);
}
