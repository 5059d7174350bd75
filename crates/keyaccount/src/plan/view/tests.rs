use super::PlanView;
use crate::document::Document;
use crate::fault::Fault;
use crate::vocabulary::EntityKind;

/// Returns pointer and message of each problem, then pointer and keys of each incomplete part.
fn judged(text: &str) -> (Vec<String>, Vec<String>) {
    let document = Document::parse(text).unwrap();
    let view = PlanView::read(document.root()).unwrap();
    let problems = view.problems.iter();
    let incomplete = view.incomplete.iter();
    (
        problems
            .map(|problem| format!("{}: {}", problem.pointer, problem.message))
            .collect(),
        incomplete
            .map(|part| format!("{}: {}", part.pointer, part.absent.join(" ")))
            .collect(),
    )
}

fn problems(text: &str) -> Vec<String> {
    judged(text).0
}

#[test]
fn an_empty_plan_lacks_what_a_plan_must_have_and_nothing_else() {
    let (problems, incomplete) = judged("{}");
    assert_eq!(problems, [""; 0]);
    assert_eq!(incomplete, [": schema id currency account plan"]);
}

#[test]
fn anything_but_an_object_is_an_error() {
    for text in ["[]", "3", "\"plan\"", "null", "true"] {
        let document = Document::parse(text).unwrap();
        let error = PlanView::read(document.root()).unwrap_err();
        assert_eq!(error.path(), "", "{text}");
    }
}

#[test]
fn a_section_of_the_wrong_type_is_one_problem() {
    assert_eq!(
        problems(
            r#"{"actions": null, "needs": 3, "account": [], "governance": null, "plan": {"period": []}}"#
        ),
        [
            "/actions: a value must stand here (got null)",
            "/needs: value must be a list (got a number)",
            "/account: value must be an object (got a list)",
            "/governance: a value must stand here (got null)",
            "/plan/period: value must be an object (got a list)",
        ]
    );
}

#[test]
fn an_unknown_version_names_the_one_that_is_read() {
    assert_eq!(
        problems(r#"{"schema": "keyaccount/plan/9"}"#),
        ["/schema: value must be `keyaccount/plan/1` (got `keyaccount/plan/9`)"]
    );
}

#[test]
fn unknown_and_duplicate_keys_are_problems_and_own_keys_are_not() {
    assert_eq!(
        problems(
            r#"{"objectivs": [], "x_own": null, "actions": [], "actions": [1],
                "risks": [{"x_tool": {"a": null}, "probabilty": 3}]}"#
        ),
        [
            "/objectivs: there is no field `objectivs` here",
            "/actions: key `actions` must stand only once in an object",
            "/risks/0/probabilty: there is no field `probabilty` here",
        ]
    );
}

#[test]
fn one_unreadable_value_takes_nothing_else_away() {
    let text = r#"{"stakeholders": [
        {"id": "C1", "name": "Head of operations", "status": "active", "power": 9,
         "stance": {"value": 3, "as_of": "2026-01-10"}, "level": "bos"}]}"#;
    let document = Document::parse(text).unwrap();
    let view = PlanView::read(document.root()).unwrap();
    let contact = &view.plan.stakeholders[0];
    assert_eq!(contact.name.as_deref(), Some("Head of operations"));
    assert!(contact.power.is_missing() && contact.stance.is_missing() && contact.level.is_missing());
    let pointers: Vec<&str> = view
        .problems
        .iter()
        .map(|problem| problem.pointer.as_str())
        .collect();
    assert_eq!(
        pointers,
        [
            "/stakeholders/0/power",
            "/stakeholders/0/stance/value",
            "/stakeholders/0/level"
        ]
    );
}

#[test]
fn positions_are_those_of_the_text() {
    let text = r#"{
        "actions": ["none", {"id": "A1", "depends_on": [null, {"id": "A0"}]}],
        "sla": [{"id": "S1", "metrics": [7, {"id": "M1", "targets": [[], {"value": 12}]}]}],
        "governance": {"reviews": [{"id": "R0"}, "later", {"id": "R2"}]}
    }"#;
    let document = Document::parse(text).unwrap();
    let view = PlanView::read(document.root()).unwrap();
    let plan = &view.plan;
    assert_eq!(plan.actions[1].id.as_ref().unwrap().as_str(), "A1");
    assert_eq!(plan.actions[1].depends_on[1].id.as_ref().unwrap().as_str(), "A0");
    let target = &plan.sla[0].metrics[1].targets[1];
    assert_eq!(target.value.unwrap().get().to_string(), "12");
    assert_eq!(plan.governance.reviews.len(), 3);
    assert_eq!(plan.governance.reviews[2].id.as_ref().unwrap().as_str(), "R2");
    let pointers: Vec<&str> = view
        .problems
        .iter()
        .map(|problem| problem.pointer.as_str())
        .collect();
    assert_eq!(
        pointers,
        [
            "/actions/0",
            "/actions/1/depends_on/0",
            "/sla/0/metrics/0",
            "/sla/0/metrics/1/targets/0",
            "/governance/reviews/1"
        ]
    );
}

#[test]
fn required_keys_are_looked_for_at_every_depth() {
    let (problems, incomplete) = judged(
        r#"{"schema": "keyaccount/plan/1", "id": "P1", "currency": "EUR",
            "account": {"id": "A1", "contracts": [{"start": "2026-01-01"}]},
            "plan": {"period": {"start": "2026-01-01"}, "version": 1, "status": "drafft"},
            "sla": [{"metrics": [{"id": "M1", "name": "Mail response", "kind": "first_response",
                                  "results": [{"met": true}]}]}],
            "links": [{"member_id": "T1", "cadence": {"every": 2}}]}"#,
    );
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(
        incomplete,
        [
            "/account: name orientation tier",
            "/account/contracts/0: id",
            "/plan/period: end",
            "/sla/0: id",
            "/sla/0/metrics/0/results/0: window",
            "/links/0: contact_id",
            "/links/0/cadence: unit",
        ]
    );
}

#[test]
fn an_incomplete_part_is_named_by_kind_and_id() {
    let document =
        Document::parse(r#"{"client_objectives": [{"id": "CO1"}], "plan": {"period": {}}}"#).unwrap();
    let view = PlanView::read(document.root()).unwrap();
    let labels: Vec<String> = view.incomplete.iter().map(super::IncompletePart::label).collect();
    assert_eq!(
        labels,
        [
            "the plan",
            "client objective CO1",
            "the part at /plan",
            "the part at /plan/period"
        ]
    );
    assert_eq!(
        view.incomplete[1].entity,
        Some((EntityKind::ClientObjective, "CO1".to_owned()))
    );
}

#[test]
fn old_words_are_read_and_mean_the_new_ones() {
    let old = r#"{"stakeholders": [{"id": "C1", "name": "Buyer", "status": "active", "seniority": "executive",
        "influence": 5, "sentiment": -1, "roles": ["decision_maker", "economic_buyer", "procurement", "technical"]}]}"#;
    let new = r#"{"stakeholders": [{"id": "C1", "name": "Buyer", "status": "active", "level": "vice_president",
        "power": 5, "stance": {"value": -1, "basis": "assumed"}, "roles": ["decider", "buyer", "technical_evaluator"]}]}"#;
    let (old, new) = (Document::parse(old).unwrap(), Document::parse(new).unwrap());
    let (old, new) = (
        PlanView::read(old.root()).unwrap(),
        PlanView::read(new.root()).unwrap(),
    );
    assert!(
        old.problems.is_empty() && new.problems.is_empty(),
        "{:?}",
        old.problems
    );
    assert_eq!(old.plan, new.plan);
}

#[test]
fn abbreviations_of_parts_and_links_are_read() {
    let text = r#"{"actions": [{"id": "A2", "title": "Train", "status": "planned",
        "assignments": [{"person_id": "T1", "part": "A"}], "depends_on": [{"id": "A1", "type": "SS", "lag_days": -2}]}]}"#;
    assert_eq!(problems(text), [""; 0]);
}

/// Sections are listed by hand in the frame and in the reader; this finds one that was left out of either.
#[cfg(feature = "schema")]
#[test]
fn every_section_of_the_schema_is_read() {
    let places = crate::plan::schema_places::places::<crate::plan::Plan>();
    let keys: std::collections::BTreeSet<&str> = places
        .keys()
        .filter_map(|place| place.strip_prefix('/'))
        .filter(|place| !place.contains('/'))
        .collect();
    assert!(keys.len() > 30, "the schema was not looked through");
    for key in keys {
        let found = problems(&format!(r#"{{"{key}": true}}"#));
        assert_eq!(found.len(), 1, "{key}: {found:?}");
        assert!(found[0].starts_with(&format!("/{key}: ")), "{found:?}");
        assert!(!found[0].contains("there is no field"), "{found:?}");
    }
}

/// The same for lists inside sections: an entry that is no object must be a problem and keep its position.
#[cfg(feature = "schema")]
#[test]
fn every_list_of_entities_keeps_positions() {
    use crate::plan::references::ENTITY_PLACES;

    let mut seen = 0;
    for entity in ENTITY_PLACES {
        let Some(list) = entity.place.strip_suffix("/*") else {
            continue;
        };
        seen += 1;
        // From the innermost value outwards: a bad entry, then an entry without the required keys.
        let mut text = r#"[0, {"x_only": 1}]"#.to_owned();
        for step in list.split('/').skip(1).collect::<Vec<_>>().into_iter().rev() {
            text = if step == "*" {
                format!("[{text}]")
            } else {
                format!(r#"{{"{step}": {text}}}"#)
            };
        }
        let (problems, incomplete) = judged(&text);
        let bad = format!("{}/0: ", list.replace('*', "0"));
        assert!(
            problems.iter().any(|problem| problem.starts_with(&bad)),
            "{list}: {problems:?}"
        );
        let second = format!("{}/1: id", list.replace('*', "0"));
        assert!(
            incomplete.iter().any(|part| part.starts_with(&second)),
            "{list}: {incomplete:?}"
        );
    }
    assert!(seen > 30, "the table of places was not looked through");
}
