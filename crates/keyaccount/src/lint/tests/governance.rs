//! The rules about approval, escalation, reports and rhythm of contact (KA-807, KA-809 to KA-813) at their borders.

use serde_json::{Value, json};

use super::edits::{add, at_gate, named, set, today, told};
use super::{faultless, patch, patched};
use crate::document::Document;
use crate::lint::{Gate, Layer, Level, Options, ParameterValue, Severity};
use crate::plan::commitment_hash;

#[test]
fn two_complete_steps_in_one_agreement_are_a_path() {
    let step = |person: bool, hours: bool| {
        let mut step = json!({});
        if person {
            step["person_id"] = json!("T2");
        }
        if hours {
            step["within_hours"] = json!(4);
        }
        step
    };
    let escalation = |steps: Value| {
        named(
            &patched(&json!([set("/sla/0/escalation", steps)]), &today()),
            "KA-807",
        )
    };
    let lacking = told("KA-807", Severity::Warning, "steps");
    assert_eq!(escalation(json!([step(true, true), step(true, true)])), []);
    assert_eq!(escalation(json!([step(true, true), step(true, false)])), lacking);
    assert_eq!(escalation(json!([step(true, true), step(false, true)])), lacking);
    assert_eq!(escalation(json!([])), lacking);
    // The path may stand in another agreement, but not half of it in each.
    let elsewhere = |steps: Value| {
        let edits = json!([
            set("/sla/0/escalation", json!([step(true, true)])),
            add("/account/agreements", json!([{"id": "AG1", "escalation": steps}]))
        ]);
        named(&patched(&edits, &today()), "KA-807")
    };
    assert_eq!(elsewhere(json!([step(true, true), step(true, true)])), []);
    assert_eq!(elsewhere(json!([step(true, true)])), lacking);
    let without = json!([set("/sla", json!([]))]);
    let report = patched(&without, &today());
    let path = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-807")
        .map(|finding| finding.path.as_str());
    assert_eq!(path, Some("/sla"));
    let report = patched(&without, &at_gate(Gate::G2Launch));
    assert_eq!(
        named(&report, "KA-807"),
        lacking,
        "shown at the gate, and no more"
    );
    assert!(
        report
            .findings
            .iter()
            .all(|finding| finding.code != "KA-807" || finding.gates.is_empty())
    );
}

/// Sets state and status, with what else is changed; then what the rule about approval says.
fn approval(state: &str, status: &str, edits: &[Value]) -> Vec<(Severity, String)> {
    let mut all = vec![
        set("/account/lifecycle/state", json!(state)),
        set("/plan/status", json!(status)),
        set("/history", json!([])),
    ];
    all.extend(edits.iter().cloned());
    named(&patched(&json!(all), &today()), "KA-809")
}

#[test]
fn a_plan_in_force_is_approved() {
    let error = told("KA-809", Severity::Error, "status");
    for state in ["execution", "review", "on_hold", "exiting"] {
        for (status, expected) in [
            ("draft", &error[..]),
            ("in_review", &error),
            ("approved", &[]),
            ("superseded", &[]),
            ("closed", &[]),
        ] {
            assert_eq!(approval(state, status, &[]), expected, "{state} {status}");
        }
    }
    for state in ["candidate", "selection", "strategy", "deselected"] {
        assert_eq!(approval(state, "draft", &[]), [], "{state}");
    }
    // The hold began while the plan was made, and so did the exit.
    let hold = [add(
        "/account/lifecycle/hold",
        json!({"since": "2026-09-01", "until": "2026-12-01", "resume_to": "strategy"}),
    )];
    assert_eq!(approval("on_hold", "draft", &hold), []);
    let exit = [add("/account/lifecycle/exit", json!({"origin": "strategy"}))];
    assert_eq!(approval("exiting", "draft", &exit), []);
    // The plan of the next cycle is not in force yet.
    let next = add("/plan/predecessor_id", json!("crm:1"));
    assert_eq!(
        approval(
            "execution",
            "draft",
            &[next.clone(), json!({"op": "remove", "path": "/plan/launched_on"})]
        ),
        []
    );
    assert_eq!(approval("execution", "draft", &[next]), error);
}

#[test]
fn a_plan_is_approved_before_it_is_launched_whatever_the_state() {
    let edits = json!([
        set("/account/lifecycle/state", json!("strategy")),
        set("/plan/status", json!("in_review")),
        set("/history", json!([]))
    ]);
    assert_eq!(
        named(&patched(&edits, &at_gate(Gate::G2Launch)), "KA-809"),
        told("KA-809", Severity::Error, "launch")
    );
    assert_eq!(named(&patched(&edits, &at_gate(Gate::G2Approve)), "KA-809"), []);
}

#[test]
fn where_no_approval_is_required_none_is_missed() {
    let parameters = [("approval_required".to_owned(), ParameterValue::Flag(false))];
    let options = Options {
        parameters: [("KA-809".to_owned(), parameters.into())].into(),
        ..today()
    };
    let edits = json!([set("/plan/status", json!("draft"))]);
    assert_eq!(named(&patched(&edits, &options), "KA-809"), []);
    assert_eq!(named(&patched(&edits, &today()), "KA-809").len(), 1);
}

#[test]
fn what_was_approved_is_what_is_in_force_or_the_change_is_recorded() {
    let hash_after = |edits: &Value| {
        let mut plan = faultless();
        patch::apply(&mut plan, edits);
        commitment_hash(Document::parse(&plan.to_string()).unwrap().root())
    };
    let change = json!([set("/objectives/0/due_on", json!("2028-06-15"))]);
    let progress = json!([set("/actions/0/status", json!("planned"))]);
    let (approved, changed) = (hash_after(&json!([])), hash_after(&change));
    assert_ne!(approved, changed);
    let at = |edits: &Value, hash: &str, amended: Option<&str>| {
        let mut all = edits.as_array().unwrap().clone();
        all.push(add("/plan/approved_hash", json!(hash)));
        all.extend(amended.map(|hash| add("/plan/amendments/1/commitment_hash", json!(hash))));
        named(&patched(&json!(all), &today()), "KA-809")
    };
    assert_eq!(at(&json!([]), &approved, None), []);
    assert_eq!(at(&progress, &approved, None), []);
    assert_eq!(
        at(&change, &approved, None),
        told("KA-809", Severity::Error, "changed")
    );
    assert_eq!(at(&change, &approved, Some(&approved)).len(), 1);
    assert_eq!(at(&change, &approved, Some(&changed)), []);
    assert_eq!(at(&change, &changed.to_uppercase(), None), []);
}

#[test]
fn four_eyes_are_asked_for_only_where_the_rule_is_on() {
    let same = json!([set("/plan/approver_id", json!("T1"))]);
    assert_eq!(named(&patched(&same, &today()), "KA-810"), []);
    let mut strict = today();
    strict.configuration.push(Layer {
        name: "strict".to_owned(),
        settings: crate::document::read(r#"{"select": {"enable": ["KA-810"]}}"#).unwrap(),
    });
    assert_eq!(
        named(&patched(&same, &strict), "KA-810"),
        told("KA-810", Severity::Warning, "same")
    );
    assert_eq!(named(&patched(&json!([]), &strict), "KA-810"), []);
    let tier = json!([same[0].clone(), set("/account/tier", json!("incubator"))]);
    assert_eq!(named(&patched(&tier, &strict), "KA-810"), []);
    let by_level = Options {
        levels: [("KA-810".to_owned(), Level::Hint)].into(),
        ..today()
    };
    assert_eq!(
        named(&patched(&same, &by_level), "KA-810"),
        told("KA-810", Severity::Hint, "same")
    );
}

#[test]
fn one_complete_report_is_enough() {
    let reports = |reports: Value| {
        named(
            &patched(&json!([set("/governance/reports", reports)]), &today()),
            "KA-811",
        )
    };
    let complete =
        json!({"id": "RP1", "every": 3, "unit": "months", "owner_id": "T6", "recipient_ids": ["T1"]});
    assert_eq!(reports(json!([])), told("KA-811", Severity::Info, "none"));
    assert_eq!(reports(json!([{"id": "RP0"}, complete])), []);
    for key in ["every", "unit", "owner_id", "recipient_ids"] {
        let mut report = complete.clone();
        report.as_object_mut().unwrap().remove(key);
        assert_eq!(
            reports(json!([report])),
            told("KA-811", Severity::Info, "incomplete"),
            "{key}"
        );
    }
}

#[test]
fn a_change_is_told_before_it_takes_effect_and_somebody_is_to_tell() {
    let at = |change: Value, edits: &[Value]| {
        let mut own = json!({"id": "X", "text": "new portal", "touches_client": true});
        for (key, value) in change.as_object().unwrap() {
            own[key] = value.clone();
        }
        let mut all = vec![add("/own_changes/-", own)];
        all.extend(edits.iter().cloned());
        named(&patched(&json!(all), &today()), "KA-812")
    };
    let (late, nobody) = (
        told("KA-812", Severity::Warning, "in-effect"),
        told("KA-812", Severity::Warning, "nobody"),
    );
    assert_eq!(
        at(json!({"effective_on": "2026-09-30", "told_by_id": "T1"}), &[]),
        late
    );
    assert_eq!(
        at(json!({"effective_on": "2026-10-01", "told_by_id": "T1"}), &[]),
        []
    );
    assert_eq!(at(json!({"effective_on": "2026-10-01"}), &[]), nobody);
    assert_eq!(at(json!({}), &[]), nobody);
    assert_eq!(
        at(
            json!({"effective_on": "2026-09-01", "told_on": "2026-08-14"}),
            &[]
        ),
        []
    );
    assert_eq!(at(json!({"touches_client": false}), &[]), []);
    assert_eq!(at(json!({"action_ids": ["A1"]}), &[]), []);
    let serves = add("/actions/0/serves/-", json!("own_change:X"));
    assert_eq!(at(json!({}), std::slice::from_ref(&serves)), []);
    assert_eq!(
        at(json!({}), &[serves, set("/actions/0/status", json!("cancelled"))]),
        nobody
    );
    assert_eq!(at(json!({}), &[set("/account/tier", json!("standard"))]), []);
}

/// Makes a need ask for a rhythm; then what the rule says, with the tolerance.
fn asked(kind: Option<&str>, every: u32, unit: &str, tolerance: f64) -> Vec<(Severity, String)> {
    let mut requested = json!({"rhythm": {"every": every, "unit": unit}});
    if let Some(kind) = kind {
        requested["kind"] = json!(kind);
    }
    let edits = json!([set("/needs/1/requested_rhythm", requested)]);
    let parameters = [("tolerance_days".to_owned(), ParameterValue::Number(tolerance))];
    let options = Options {
        parameters: [("KA-813".to_owned(), parameters.into())].into(),
        ..today()
    };
    named(&patched(&edits, &options), "KA-813")
}

#[test]
fn what_a_need_asks_for_is_planned() {
    let longer = told("KA-813", Severity::Warning, "longer");
    // Operational meetings are planned every month, which counts as 31 days.
    assert_eq!(asked(Some("operational"), 1, "months", 0.0), []);
    assert_eq!(asked(Some("operational"), 31, "days", 0.0), []);
    assert_eq!(asked(Some("operational"), 30, "days", 0.0), longer);
    assert_eq!(asked(Some("operational"), 30, "days", 1.0), []);
    assert_eq!(asked(Some("operational"), 29, "days", 1.0), longer);
    assert_eq!(asked(None, 1, "months", 0.0), []);
    assert_eq!(asked(None, 1, "weeks", 0.0), longer);
    assert_eq!(asked(Some("refinement"), 1, "months", 0.0), longer);
    let without = json!([set("/governance/cadences", json!([]))]);
    assert_eq!(
        named(&patched(&without, &today()), "KA-813"),
        [],
        "nothing to compare"
    );
    let declined = json!([
        set(
            "/needs/1/requested_rhythm",
            json!({"rhythm": {"every": 1, "unit": "days"}})
        ),
        add(
            "/needs/1/declined",
            json!({"reason": "too often", "by_id": "T1", "on": "2026-02-01"})
        )
    ]);
    assert_eq!(named(&patched(&declined, &today()), "KA-813"), []);
}

#[test]
fn what_a_contact_asks_for_is_planned_with_somebody_who_is_there() {
    // T1 sees C2 every two weeks, T2 every month, T3 every three months.
    let at = |every: u32, unit: &str, edits: &[Value]| {
        let mut all = vec![set(
            "/stakeholders/1/requested_rhythm",
            json!({"every": every, "unit": unit}),
        )];
        all.extend(edits.iter().cloned());
        named(&patched(&json!(all), &today()), "KA-813")
    };
    assert_eq!(at(2, "weeks", &[]), []);
    assert_eq!(at(13, "days", &[]), told("KA-813", Severity::Warning, "longer"));
    let left = add("/team/0/end_on", json!("2026-09-29"));
    assert_eq!(at(2, "weeks", std::slice::from_ref(&left)).len(), 1);
    assert_eq!(at(1, "months", &[left]), []);
    let gone = [set("/stakeholders/1/status", json!("left"))];
    assert_eq!(at(1, "days", &gone), []);
    let none = set("/links", json!([]));
    assert_eq!(at(1, "days", &[none]), [], "nothing to compare");
}

#[test]
fn the_requested_rhythm_can_be_adopted() {
    let edits = json!([set(
        "/needs/1/requested_rhythm/rhythm",
        json!({"every": 2, "unit": "weeks"})
    )]);
    let report = patched(&edits, &today());
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "KA-813")
        .unwrap();
    assert_eq!(
        finding.message,
        "Need \"one meeting a month with plant engineering\" asks for contact every 2 weeks, and it is planned every month."
    );
    let edits = serde_json::to_value(&finding.fixes[0].edits).unwrap();
    assert_eq!(
        edits,
        json!([
        {"op": "test", "path": "/governance/cadences/2/every", "value": 1},
        {"op": "test", "path": "/governance/cadences/2/unit", "value": "months"},
        {"op": "replace", "path": "/governance/cadences/2/every", "value": 2},
        {"op": "replace", "path": "/governance/cadences/2/unit", "value": "weeks"}])
    );
}
