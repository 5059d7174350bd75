//! The rules about the team and what it can carry, each at its borders.

use serde_json::{Value, json};

use super::{
    as_of, faultless_portfolio, has, not_evaluated, patch, patched, patched_within, said, with_parameter,
};
use crate::lint::{Gate, Mode, Options, ParameterValue, Reason, Report, Severity, check_portfolio};
use crate::portfolio::Portfolio;

const DAY: &str = "2026-09-30";

fn tier(tier: &str) -> Value {
    json!({"op": "replace", "path": "/account/tier", "value": tier})
}

fn at(gate: Gate) -> Options {
    Options {
        mode: Mode::Gate(gate),
        ..as_of(DAY)
    }
}

fn judged(edits: &Value, code: &str) -> Vec<(Severity, String)> {
    said(&patched(edits, &as_of(DAY)), code)
}

fn fires(edits: &Value, code: &str) -> bool {
    has(&patched(edits, &as_of(DAY)), code)
}

fn portfolio(edits: &Value, options: &Options) -> Report {
    let mut portfolio = faultless_portfolio();
    patch::apply(&mut portfolio, edits);
    let portfolio = Portfolio::read(&portfolio.to_string()).unwrap();
    check_portfolio(&portfolio, options).unwrap()
}

#[test]
fn two_active_primary_managers_are_one_too_many() {
    let second = |key: &str, value: Value| {
        let mut member = json!({"id": "T9", "name": "Second manager", "role": "key_account_manager",
                                "is_primary": true, "start_on": "2026-01-01"});
        member[key] = value;
        json!({"op": "add", "path": "/team/-", "value": member})
    };
    let cases = [
        (json!([second("start_on", json!("2026-09-30"))]), true),
        (json!([second("start_on", json!("2026-10-01"))]), false),
        (json!([second("end_on", json!("2026-09-30"))]), true),
        (json!([second("end_on", json!("2026-09-29"))]), false),
        (json!([second("is_primary", json!(false))]), false),
        (json!([second("role", json!("deputy"))]), false),
        (json!([second("note", json!(1)), tier("incubator")]), true),
        (json!([second("note", json!(1)), tier("standard")]), false),
    ];
    for (edits, expected) in cases {
        assert_eq!(fires(&edits, "KA-501"), expected, "{edits}");
    }
    let sentence =
        "2 members are the primary manager at the same time: Key account manager, food, Second manager.";
    let edits = json!([second("end_on", json!("2026-12-31"))]);
    for gate in Gate::ALL {
        let report = patched(&edits, &at(gate));
        assert_eq!(
            said(&report, "KA-501"),
            [(Severity::Error, sentence.to_owned())],
            "{gate:?}"
        );
    }
}

#[test]
fn a_manager_is_introduced_within_thirty_days() {
    let start = |date: &str| {
        json!([{"op": "remove", "path": "/team/0/introduced_on"},
               {"op": "replace", "path": "/team/0/start_on", "value": date}])
    };
    assert!(!fires(&start("2026-08-31"), "KA-503"));
    let sentence = "\"Key account manager, food\" has been manager for 31 days, and no introduction to the client is noted.";
    let late = start("2026-08-30");
    assert_eq!(
        judged(&late, "KA-503"),
        [(Severity::Warning, sentence.to_owned())]
    );
    assert!(
        !has(&patched(&late, &at(Gate::G2Approve)), "KA-503"),
        "launch, not approval"
    );
    assert_eq!(
        said(&patched(&late, &at(Gate::G2Launch)), "KA-503"),
        [(Severity::Error, sentence.to_owned())]
    );
    assert!(!fires(&json!([late[0], late[1], tier("incubator")]), "KA-503"));
    assert!(!fires(
        &json!([{"op": "remove", "path": "/team/1/introduced_on"}]),
        "KA-503"
    ));
}

#[test]
fn somebody_else_stands_in_for_the_manager() {
    let role = |role: &str| json!({"op": "replace", "path": "/team/2/role", "value": role});
    let backup = |id: &str| json!({"op": "replace", "path": "/team/2/backup_for_id", "value": id});
    let unsaid = json!({"op": "remove", "path": "/team/2/backup_for_id"});
    let ended = json!({"op": "add", "path": "/team/2/end_on", "value": "2026-09-29"});
    let own = json!({"op": "add", "path": "/team/0/backup_for_id", "value": "T1"});
    let nobody = json!({"op": "replace", "path": "/team/0/is_primary", "value": false});
    let cases = [
        (json!([unsaid]), false),
        (json!([unsaid, role("sales")]), true),
        (json!([role("sales")]), false),
        (json!([backup("T2")]), true),
        (json!([ended]), true),
        (json!([unsaid, role("sales"), own]), true),
        (json!([unsaid, role("sales"), nobody]), false),
        (json!([ended, tier("incubator")]), false),
    ];
    for (edits, expected) in cases {
        assert_eq!(fires(&edits, "KA-504"), expected, "{edits}");
    }
    let sentence = "Nobody stands in for \"Key account manager, food\", who manages the account.";
    assert_eq!(
        judged(&json!([ended]), "KA-504"),
        [(Severity::Warning, sentence.to_owned())]
    );
}

#[test]
fn a_strategic_account_has_a_sponsor_and_a_key_account_where_configuration_says_so() {
    let ended = json!({"op": "add", "path": "/team/4/end_on", "value": "2026-09-29"});
    let sentence = "No active member of the team is executive sponsor (active members listed: 7).";
    let warning = vec![(Severity::Warning, sentence.to_owned())];
    assert_eq!(judged(&json!([ended]), "KA-505"), warning);
    assert!(!fires(
        &json!([{"op": "add", "path": "/team/4/end_on", "value": "2026-09-30"}]),
        "KA-505"
    ));
    assert_eq!(
        said(&patched(&json!([ended]), &at(Gate::G2Approve)), "KA-505"),
        warning
    );
    let key = json!([ended, tier("key")]);
    assert!(!fires(&key, "KA-505"));
    let tiers = ParameterValue::Texts(vec!["strategic".to_owned(), "key".to_owned()]);
    let both = with_parameter("KA-505", "tiers", tiers);
    assert!(has(&patched(&key, &both), "KA-505"));
    assert!(!has(
        &patched(&json!([ended, tier("incubator")]), &both),
        "KA-505"
    ));
}

#[test]
fn functions_are_counted_and_parts_are_not() {
    let role = |index: usize, role: &str| json!({"op": "replace", "path": format!("/team/{index}/role"), "value": role});
    // T2 service, T4 product, T6 finance, T11 legal, T12 operations; T17, service, has gone.
    let two = [role(5, "service"), role(6, "product"), role(7, "service")];
    let one = [
        role(3, "service"),
        role(5, "service"),
        role(6, "service"),
        role(7, "service"),
    ];
    let with =
        |edits: &[Value], more: Value| Value::from(edits.iter().cloned().chain([more]).collect::<Vec<_>>());
    let cases = [
        (with(&two[1..], tier("strategic")), false),
        (with(&two, tier("strategic")), true),
        (with(&two, tier("key")), false),
        (with(&one, tier("key")), true),
        (with(&one, tier("incubator")), false),
        (with(&two, role(2, "sales")), false),
        (with(&two, role(8, "marketing")), true),
    ];
    for (edits, expected) in cases {
        assert_eq!(fires(&edits, "KA-507"), expected, "{edits}");
    }
    let sentence = "The team covers 2 of the 3 functions that should work beside the manager.";
    assert_eq!(
        judged(&Value::from(two.to_vec()), "KA-507"),
        [(Severity::Warning, sentence.to_owned())]
    );
}

#[test]
fn a_manager_has_the_experience_and_the_industry() {
    let seniority = |value: &str| json!({"op": "replace", "path": "/team/0/seniority", "value": value});
    let industries = |value: Value| json!({"op": "replace", "path": "/team/0/industries", "value": value});
    let junior = "\"Key account manager, food\" manages the account and is junior; the tier asks for senior.";
    let stranger =
        "\"Key account manager, food\" manages the account and does not know its industry, food and drink.";
    let cases: [(Value, &[&str]); 9] = [
        (json!([seniority("junior")]), &[junior]),
        (json!([seniority("experienced"), tier("key")]), &[]),
        (json!([seniority("junior"), tier("incubator")]), &[]),
        (json!([industries(json!([" FOOD and drink "]))]), &[]),
        (json!([industries(json!(["drink"]))]), &[stranger]),
        (json!([industries(json!([]))]), &[stranger]),
        (
            json!([seniority("junior"), industries(json!(["steel"]))]),
            &[junior, stranger],
        ),
        (
            json!([{"op": "replace", "path": "/account/industry", "value": {"state": "not_applicable"}}]),
            &[],
        ),
        (
            json!([seniority("junior"), {"op": "replace", "path": "/team/0/is_primary", "value": false}]),
            &[],
        ),
    ];
    for (edits, sentences) in cases {
        let expected: Vec<_> = sentences
            .iter()
            .map(|&sentence| (Severity::Info, sentence.to_owned()))
            .collect();
        assert_eq!(judged(&edits, "KA-509"), expected, "{edits}");
    }
    let experienced = judged(&json!([seniority("junior"), tier("key")]), "KA-509");
    assert!(experienced[0].1.ends_with("the tier asks for experienced."));
    let any_industry = with_parameter("KA-509", "require_industry", ParameterValue::Flag(false));
    assert!(!has(
        &patched(&json!([industries(json!([]))]), &any_industry),
        "KA-509"
    ));
}

#[test]
fn what_is_not_noted_about_the_manager_is_not_judged() {
    for (path, place) in [
        ("/team/0/seniority", "/team/0/seniority"),
        ("/team/0/industries", "/team/0/industries"),
        ("/account/industry", "/account/industry"),
    ] {
        let report = patched(&json!([{"op": "remove", "path": path}]), &as_of(DAY));
        assert!(!has(&report, "KA-509"), "{path}");
        assert_eq!(
            not_evaluated(&report, "KA-509"),
            [(Reason::InputMissing, vec![place.to_owned()])],
            "{path}"
        );
    }
}

/// Edits that give the accounts at these places to the manager of the faultless plan, in a tier.
///
/// That manager has a strategic account and an incubator already: a load of 1.5.
fn given(tiers: &[(usize, &str)]) -> Value {
    let edits = tiers.iter().flat_map(|(index, tier)| {
        [
            json!({"op": "replace", "path": format!("/accounts/{index}/manager_id"), "value": "T1"}),
            json!({"op": "replace", "path": format!("/accounts/{index}/tier"), "value": tier}),
        ]
    });
    edits.collect()
}

#[test]
fn five_weights_are_enough_and_ten_too_many() {
    let keys = |count: usize| (4..4 + count).map(|index| (index, "key")).collect::<Vec<_>>();
    let with = |mut tiers: Vec<(usize, &'static str)>, more: (usize, &'static str)| {
        tiers.push(more);
        given(&tiers)
    };
    let cases = [
        (with(keys(3), (7, "incubator")), None),
        (with(keys(3), (7, "standard")), None),
        (given(&keys(4)), Some((Severity::Warning, "5.5 with 6"))),
        (
            with(keys(8), (12, "incubator")),
            Some((Severity::Warning, "10 with 11")),
        ),
        (given(&keys(9)), Some((Severity::Error, "10.5 with 11"))),
    ];
    for (edits, expected) in cases {
        let said = said(&portfolio(&edits, &as_of(DAY)), "KA-502");
        let expected: Vec<_> = expected
            .map(|(severity, load)| {
                let sentence = format!(
                    "\"Key account manager, food\" carries a load of {load} accounts; 5 is the most for one manager."
                );
                (severity, sentence)
            })
            .into_iter()
            .collect();
        assert_eq!(said, expected, "{edits}");
    }
}

#[test]
fn only_the_hard_limit_stops_a_selection_and_deselected_accounts_weigh_nothing() {
    let at_gate = |count: usize| {
        let keys: Vec<_> = (4..4 + count).map(|index| (index, "key")).collect();
        let report = patched_within(&json!([]), &given(&keys), &at(Gate::G1));
        let findings = report.findings.into_iter();
        let ours: Vec<_> = findings.filter(|finding| finding.code == "KA-502").collect();
        assert_eq!(ours.len(), 1);
        (ours[0].severity, ours[0].gates.clone())
    };
    assert_eq!(at_gate(4), (Severity::Warning, vec![]));
    assert_eq!(at_gate(9), (Severity::Error, vec![Gate::G1]));
    let mut edits = given(&[(4, "key"), (5, "key"), (6, "key"), (7, "key")]);
    let gone = json!({"op": "replace", "path": "/accounts/2/lifecycle/state", "value": "deselected"});
    edits.as_array_mut().unwrap().push(gone);
    assert!(!has(&portfolio(&edits, &as_of(DAY)), "KA-502"));
}

#[test]
fn allocations_can_be_compared_with_the_time_that_is_there() {
    let options = with_parameter("KA-502", "basis", ParameterValue::Text("allocation".to_owned()));
    let allocation = |value: f64| json!({"op": "replace", "path": "/accounts/0/allocation", "value": value});
    let ratio = json!({"op": "replace", "path": "/members/0/capacity/ratio", "value": 0.7});
    let unsaid = json!({"op": "remove", "path": "/accounts/2/allocation"});
    // A03, an incubator of the same manager, has 0.2.
    let judged = |edits: Value| said(&portfolio(&edits, &options), "KA-502");
    assert_eq!(judged(json!([allocation(0.8)])), []);
    let sentence = "For the accounts of \"Key account manager, food\" 101 % of a full-time manager are set aside; 100 % are there.";
    assert_eq!(
        judged(json!([allocation(0.81)])),
        [(Severity::Warning, sentence.to_owned())]
    );
    assert_eq!(judged(json!([ratio, allocation(0.5)])), []);
    assert_eq!(judged(json!([ratio, allocation(0.51)])).len(), 1);
    let report = portfolio(&json!([unsaid, allocation(0.9)]), &options);
    assert!(!has(&report, "KA-502"));
    let place = vec!["/accounts/2/allocation".to_owned()];
    assert_eq!(not_evaluated(&report, "KA-502"), [(Reason::InputMissing, place)]);
    assert_eq!(
        judged(json!([ratio, unsaid, allocation(0.9)])).len(),
        1,
        "too much already"
    );
}

/// What KA-508 says when T4, whom the other plan of the portfolio claims 5 % of from 2026-03-02 to 2028-12-31, is claimed here as given.
fn claimed(fields: &Value) -> Vec<(Severity, String)> {
    let set = |(key, value): (&String, &Value)| json!({"op": "add", "path": format!("/team/3/{key}"), "value": value});
    let edits: Value = fields.as_object().unwrap().iter().map(set).collect();
    said(&patched_within(&edits, &json!([]), &as_of(DAY)), "KA-508")
}

#[test]
fn claims_of_all_plans_add_up_to_one_at_most() {
    assert_eq!(claimed(&json!({"allocation": 0.95})), []);
    let sentence = "Plans claim 101 % of the working time of \"Product manager, software\" from 2026-09-30 to 2028-12-31; 100 % can be claimed.";
    let error = |sentence: &str| vec![(Severity::Error, sentence.to_owned())];
    assert_eq!(claimed(&json!({"allocation": 0.96})), error(sentence));
    // The window of 92 days ends on 2026-12-31.
    assert_eq!(
        claimed(&json!({"allocation": 0.96, "start_on": "2027-01-01"})),
        []
    );
    let later = claimed(&json!({"allocation": 0.96, "start_on": "2026-12-31"}));
    assert!(later[0].1.contains("from 2026-12-31 to 2028-12-31"), "{later:?}");
    let until = claimed(&json!({"allocation": 0.96, "end_on": "2026-10-15"}));
    assert!(until[0].1.contains("from 2026-09-30 to 2026-10-15"), "{until:?}");
    assert_eq!(claimed(&json!({"allocation": 0.96, "end_on": "2026-09-29"})), []);
}

#[test]
fn plans_that_are_over_claim_nothing() {
    let claim = json!({"op": "replace", "path": "/team/3/allocation", "value": 0.96});
    let over = |path: &str, value: &str| {
        let other = json!([{"op": "replace", "path": path, "value": value}]);
        said(&patched_within(&json!([claim]), &other, &as_of(DAY)), "KA-508")
    };
    assert_eq!(over("/plans/1/plan/status", "approved").len(), 1);
    assert_eq!(over("/plans/1/plan/status", "closed"), []);
    assert_eq!(over("/plans/1/plan/status", "superseded"), []);
    assert_eq!(over("/plans/1/plan/period/end", "2026-09-29"), []);
    let gate = patched_within(&json!([claim]), &json!([]), &at(Gate::G2Approve));
    assert_eq!(said(&gate, "KA-508").len(), 1);
}
