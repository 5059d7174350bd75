//! The rules about old facts and derived values (KA-013, KA-015) at their borders.

use serde_json::{Value, json};

use super::{as_of, findings_of, not_evaluated, patched, patched_within, replaced, severities};
use crate::document::ValueText;
use crate::lint::{Applicability, Edit, Options, Reason, Severity};

const DAY: &str = "2026-09-30";

#[test]
fn a_fact_is_old_on_the_day_after_its_limit() {
    // Days before 2026-09-30: 35 to 08-26, 100 to 06-22, 180 to 04-03, 365 to 2025-09-30.
    let cases = [
        ("/health/readings/0/as_of", "2026-08-26", "2026-08-25"),
        ("/objectives/0/current/as_of", "2026-06-22", "2026-06-21"),
        ("/stakeholders/0/stance/as_of", "2026-04-03", "2026-04-02"),
        ("/account/profile_as_of", "2025-09-30", "2025-09-29"),
        ("/account/competitors/1/as_of", "2025-09-30", "2025-09-29"),
    ];
    for (path, last, too_old) in cases {
        let found = |date: &str| severities("KA-013", &replaced(path, json!(date)), &as_of(DAY));
        assert_eq!(found(last), [], "{path}");
        assert_eq!(found(too_old), [Severity::Info], "{path}");
    }
}

#[test]
fn the_oldest_fact_of_a_section_is_named() {
    let edits = json!([
        {"op": "replace", "path": "/objectives/0/current/as_of", "value": "2026-06-01"},
        {"op": "replace", "path": "/objectives/1/current/as_of", "value": "2026-05-01"},
        {"op": "replace", "path": "/health/readings/0/as_of", "value": "2026-06-18"}]);
    let report = patched(&edits, &as_of(DAY));
    let findings = findings_of(&report, "KA-013");
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "The current value of objective \"Cut line stops through metering\" is 152 days old (limit: 100 days).",
            "The health of the account was last read 104 days ago (limit: 35 days).",
        ]
    );
}

#[test]
fn facts_that_no_longer_matter_may_be_old() {
    let old = "2024-01-01";
    let cases = [
        json!([{"op": "replace", "path": "/objectives/0/current/as_of", "value": old},
               {"op": "replace", "path": "/objectives/0/status", "value": "met"}]),
        json!([{"op": "replace", "path": "/stakeholders/4/stance/as_of", "value": old},
               {"op": "replace", "path": "/stakeholders/4/status", "value": "left"}]),
        json!([{"op": "add", "path": "/health/readings/-", "value": {"id": "H0", "as_of": old, "score": 70}}]),
        json!([{"op": "remove", "path": "/account/profile_as_of"}]),
        json!([{"op": "replace", "path": "/account/profile_as_of", "value": old},
               {"op": "replace", "path": "/account/tier", "value": "incubator"}]),
    ];
    for edits in cases {
        assert_eq!(severities("KA-013", &edits, &as_of(DAY)), [], "{edits}");
    }
}

#[test]
fn a_risk_score_is_probability_times_impact() {
    let report = patched(&replaced("/risks/0/score", json!(12)), &as_of(DAY));
    let finding = findings_of(&report, "KA-015")[0];
    assert_eq!(
        finding.message,
        "The stored score of risk \"Halvorn tenders the metering of all plants\" is 12, but what the plan says elsewhere gives 10."
    );
    assert_eq!(finding.fixes[0].applicability, Applicability::Safe);
    let path = "/risks/0/score";
    assert_eq!(
        finding.fixes[0].edits,
        [Edit::test(path, 12_i64), Edit::replace(path, 10_i64)]
    );
    let unrated = json!([
        {"op": "remove", "path": "/risks/0/impact"},
        {"op": "replace", "path": "/risks/0/score", "value": 12}]);
    assert_eq!(severities("KA-015", &unrated, &as_of(DAY)), []);
}

#[test]
fn a_total_is_the_weighted_mean_of_the_scores_to_one_decimal() {
    // 0.3 x 9 + 0.2 x 9 + 0.2 x 7 + 0.1 x 8 + 0.2 x 9 = 8.5
    let path = "/account/selection/total";
    for (total, expected) in [(8.55, 0), (8.56, 1), (8.45, 0), (8.44, 1)] {
        let found = severities("KA-015", &replaced(path, json!(total)), &as_of(DAY));
        assert_eq!(found.len(), expected, "{total}");
    }
    // Weights that do not add up to one: (0.5 x 9 + 0.3 x 5) / 0.8 = 7.5
    let scores = json!([
        {"criterion_id": "growth", "value": 9, "weight": 0.5},
        {"criterion_id": "fit", "value": 5, "weight": 0.3}]);
    let edits = |scores: &Value, total: f64| {
        json!([{"op": "replace", "path": "/account/selection/scores", "value": scores},
               {"op": "replace", "path": path, "value": total}])
    };
    assert_eq!(severities("KA-015", &edits(&scores, 7.5), &as_of(DAY)), []);
    assert_eq!(severities("KA-015", &edits(&scores, 6.0), &as_of(DAY)).len(), 1);
    let unweighted = json!([{"criterion_id": "growth", "value": 9}]);
    assert_eq!(severities("KA-015", &edits(&unweighted, 1.0), &as_of(DAY)), []);
}

#[test]
fn a_revenue_share_is_judged_where_the_portfolio_states_a_year_of_revenue() {
    // 6,940,000 of 77,100,000 EUR are 0.0900130.
    let share = |value: f64| replaced("/account/revenue_share", json!(value));
    let found = |plan: &Value, portfolio: &Value| {
        let report = patched_within(plan, portfolio, &as_of(DAY));
        (
            findings_of(&report, "KA-015").len(),
            not_evaluated(&report, "KA-015"),
        )
    };
    let nothing = json!([]);
    assert_eq!(found(&share(0.091), &nothing), (0, vec![]));
    assert_eq!(found(&share(0.0911), &nothing), (1, vec![]));
    assert_eq!(severities("KA-015", &share(0.4), &as_of(DAY)), [], "no portfolio");
    let half_year = replaced("/revenue_total/period/start", json!("2026-04-01"));
    assert_eq!(found(&share(0.4), &half_year), (0, vec![]));
    // 7,543,478.26 USD at 0.92 are 6,940,000 EUR.
    let in_currency = |currency: &str| json!([{"op": "replace", "path": "/account/annual_value", "value": {"amount": "7543478.26", "currency": currency}}]);
    assert_eq!(found(&in_currency("USD"), &nothing), (0, vec![]));
    let missing = vec![(Reason::RateMissing, vec!["/account/annual_value".to_owned()])];
    assert_eq!(found(&in_currency("CHF"), &nothing), (0, missing));
    let supplier = json!([
        {"op": "replace", "path": "/account/orientation", "value": "supplier"},
        {"op": "replace", "path": "/account/revenue_share", "value": 0.4}]);
    assert_eq!(found(&supplier, &nothing).0, 0);
}

#[test]
fn the_cycle_is_counted_from_the_selection_on() {
    let next_cycle = json!([
        {"seq": 13, "command": "open_cycle_review", "from": "execution", "to": "review"},
        {"seq": 14, "command": "close_review", "from": "review", "to": "strategy"}]);
    let mut refined: Vec<Value> = next_cycle.as_array().unwrap().clone();
    refined.push(json!({"seq": 4, "command": "select", "from": "selection", "to": "strategy"}));
    let history = |entries: &[Value], cycle: u32| {
        json!([{"op": "replace", "path": "/history", "value": entries},
               {"op": "replace", "path": "/plan/cycle", "value": cycle}])
    };
    let found = |edits: &Value| severities("KA-015", edits, &as_of(DAY)).len();
    assert_eq!(found(&replaced("/plan/cycle", json!(2))), 1);
    assert_eq!(found(&history(&refined, 2)), 0);
    assert_eq!(found(&history(&refined, 1)), 1);
    // An excerpt that begins after the selection does not say how many cycles there were.
    assert_eq!(found(&history(next_cycle.as_array().unwrap(), 7)), 0);
    let mut past = history(&refined, 1);
    past.as_array_mut()
        .unwrap()
        .push(json!({"op": "replace", "path": "/plan/status", "value": "superseded"}));
    assert_eq!(found(&past), 0);
}

#[test]
fn progress_is_the_weighted_attainment_of_the_objectives() {
    // O1 (760 - 400) / (1500 - 400) = 0.327272..., weight 0.25; O2 (22 - 12) / (22 - 4) = 0.555555..., weight 0.25;
    // O11 holds, 1, weight 0.2; O12 0 of 2, weight 0.1; O13 (9.6 - 9.0) / (9.6 - 8.0) = 0.375, weight 0.1. O3 has no number.
    // (0.0818181 + 0.1388888 + 0.2 + 0 + 0.0375) / 0.9 = 0.5091189
    let stored = |progress: f64| json!([{"op": "add", "path": "/plan/progress", "value": progress}]);
    let found = |progress: f64| severities("KA-015", &stored(progress), &as_of(DAY)).len();
    assert_eq!(found(0.5091), 0);
    assert_eq!(found(0.5101), 0);
    assert_eq!(found(0.5102), 1);
    assert_eq!(found(0.508), 1);
    let report = patched(&stored(0.7), &as_of(DAY));
    let replaced = &findings_of(&report, "KA-015")[0].fixes[0].edits[1];
    assert_eq!(
        replaced,
        &Edit::replace("/plan/progress", ValueText::parse("0.5091").unwrap())
    );
    let report = patched(&stored(0.7), &Options::default());
    let place = vec!["/plan/progress".to_owned()];
    assert_eq!(
        not_evaluated(&report, "KA-015"),
        [(Reason::EvaluationDateMissing, place)]
    );
}

#[test]
fn a_band_follows_from_the_score_and_from_the_readings_before() {
    let readings = |bands: [&str; 3]| {
        // 72 is green; 38 is red at once; 80 alone does not leave red.
        let reading = |id: &str, date: &str, score: u8, band: &str| json!({"id": id, "as_of": date, "score": score, "band": band});
        replaced(
            "/health/readings",
            json!([
                reading("H3", "2026-09-15", 80, bands[2]),
                reading("H1", "2026-07-15", 72, bands[0]),
                reading("H2", "2026-08-15", 38, bands[1])
            ]),
        )
    };
    let found = |bands| {
        let report = patched(&readings(bands), &as_of(DAY));
        let findings = findings_of(&report, "KA-015").into_iter();
        findings
            .map(|finding| finding.message.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(found(["green", "red", "red"]), [""; 0]);
    assert_eq!(
        found(["green", "amber", "green"]),
        [
            "The stored band of the reading \"H3\" is green, but what the plan says elsewhere gives red.",
            "The stored band of the reading \"H2\" is amber, but what the plan says elsewhere gives red.",
        ]
    );
}

#[test]
fn the_next_review_may_lie_in_the_window_of_the_next_slot_and_not_behind_it() {
    // The refinement of 2026-10-15 is next; the window of 2027-01-15 opens 30 days before it, on 2026-12-16.
    let at = |date: &str| patched(&replaced("/plan/next_review_on", json!(date)), &as_of(DAY));
    assert_eq!(findings_of(&at("2026-12-15"), "KA-015").len(), 0);
    assert_eq!(findings_of(&at("2026-10-01"), "KA-015").len(), 0);
    let report = at("2026-12-16");
    let finding = findings_of(&report, "KA-015")[0];
    assert_eq!(
        finding.message,
        "The stored date of the next review is 2026-12-16, but what the plan says elsewhere gives 2026-10-15."
    );
    assert_eq!(finding.fixes[0].applicability, Applicability::Unsafe);
    let on_hold = json!([
        {"op": "replace", "path": "/plan/next_review_on", "value": "2026-12-16"},
        {"op": "replace", "path": "/account/lifecycle/state", "value": "on_hold"}]);
    assert_eq!(severities("KA-015", &on_hold, &as_of(DAY)), []);
}
