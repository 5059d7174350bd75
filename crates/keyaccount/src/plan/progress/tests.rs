mod borders;
mod laws;
mod oracle;

use super::*;
use crate::plan::{Objective, Plan};
use crate::quantity::Date;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn objective(json: &str) -> Objective {
    crate::document::read(json).unwrap()
}

fn plan(json: &str) -> Plan {
    crate::document::read(json).unwrap()
}

fn judge(json: &str, as_of: &str) -> ObjectiveProgress {
    objective_progress(&objective(json), date(as_of), &ProgressThresholds::default())
}

/// The objective of the published figures: values as given, from the first to the last day of 2026.
fn of_2026(direction: &str, baseline: &str, target: &str, current: &str) -> String {
    format!(
        r#"{{"id": "O1", "status": "active", "metric": {{"direction": "{direction}"}},
        "start_on": "2026-01-01", "due_on": "2026-12-31",
        "baseline": {{"value": "{baseline}"}}, "target": {{"value": "{target}"}},
        "current": {{"value": "{current}", "as_of": "2026-07-02"}}}}"#
    )
}

/// The published figures of attainment and expectation.
#[test]
fn published_figures() {
    for (direction, baseline, target, current, attainment) in [
        ("up", "100", "160", "130", 0.5),
        ("down", "12", "4", "10", 0.25),
        ("hold", "0.98", "0.98", "0.97", 1.0),
    ] {
        let found = judge(&of_2026(direction, baseline, target, current), "2026-07-02");
        assert_eq!(found.attainment_ratio, Some(attainment), "{direction}");
    }
    let drifted = judge(&of_2026("hold", "0.98", "0.98", "0.95"), "2026-07-02");
    assert_eq!(format!("{:.2}", drifted.attainment_ratio.unwrap()), "0.47");
    let halfway = judge(&of_2026("up", "100", "160", "130"), "2026-07-02");
    assert_eq!(halfway.expected_ratio, Some(0.5), "182 of 364 days");
}

#[test]
fn milestones_bend_the_expected_line() {
    // 100 on 1 January, 110 on 31 January, 160 on 31 December: on 16 January half of the way to 110.
    let text = of_2026("up", "100", "160", "105").replace(
        r#""start_on""#,
        r#""milestones": [{"date": "2026-01-31", "value": 110}, {"date": "2026-01-31", "value": 90},
            {"date": "2026-01-01", "value": 7}, {"date": "2026-12-31", "value": 7}, {"value": 7},
            {"date": "2026-06-30"}], "start_on""#,
    );
    let found = judge(&text.replace("2026-07-02", "2026-01-16"), "2026-01-16");
    assert_eq!(found.expected_ratio, Some(0.083_333_333), "5 of 60");
    assert_eq!(found.attainment_ratio, found.expected_ratio);
    assert_eq!(found.slip_ratio, Some(0.0));
    assert_eq!(found.ignored_milestone_count, 5);
}

#[test]
fn the_plan_is_the_weighted_mean_of_what_can_be_told() {
    let parts = [
        of_2026("up", "100", "160", "130").replace(r#""id": "O1""#, r#""id": "O1", "weight": 0.6"#),
        of_2026("down", "12", "4", "10").replace(r#""id": "O1""#, r#""id": "O2", "weight": 0.2"#),
        r#"{"id": "O3", "status": "active", "measurement": "qualitative", "weight": 0.2}"#.to_owned(),
        r#"{"id": "O4", "status": "draft", "weight": 1}"#.to_owned(),
        r#"{"id": "O5", "status": "dropped", "weight": 1}"#.to_owned(),
        r#"{"id": "O6", "weight": 1}"#.to_owned(),
    ];
    let plan = plan(&format!(r#"{{"objectives": [{}]}}"#, parts.join(",")));
    let report = progress(&plan, date("2026-07-02"), &ProgressThresholds::default());
    // (0.6 x 0.5 + 0.2 x 0.25) / 0.8.
    assert_eq!(report.plan.attainment_share.map(f64::from), Some(0.4375));
    assert_eq!(report.plan.coverage_share.map(f64::from), Some(0.8));
    assert_eq!(report.plan.weights, Some(WeightBasis::Stated));
    assert_eq!((report.plan.counted_count, report.plan.evaluable_count), (3, 2));
    let weights: Vec<_> = report
        .objectives
        .iter()
        .map(|found| found.weight_share.map(f64::from))
        .collect();
    assert_eq!(weights, [Some(0.6), Some(0.2), Some(0.2), None, None, None]);
}

#[test]
fn an_objective_without_a_weight_weighs_as_much_as_the_mean_of_the_others() {
    let weighted = |weights: [&str; 3]| {
        let parts: Vec<String> = ["130", "160", "100"]
            .iter()
            .zip(weights)
            .map(|(current, weight)| {
                of_2026("up", "100", "160", current)
                    .replace(r#""id": "O1""#, &format!(r#""title": "x"{weight}"#))
            })
            .collect();
        let plan = plan(&format!(r#"{{"objectives": [{}]}}"#, parts.join(",")));
        progress(&plan, date("2026-07-02"), &ProgressThresholds::default()).plan
    };
    // (0.5 + 1 + 0) / 3.
    let equal = weighted(["", "", ""]);
    assert_eq!(
        (equal.attainment_share.map(f64::from), equal.weights),
        (Some(0.5), Some(WeightBasis::Equal))
    );
    // (0.2 x 0.5 + 0.6 x 1 + 0.4 x 0) / 1.2.
    let partly = weighted([r#", "weight": 0.2"#, r#", "weight": 0.6"#, ""]);
    assert_eq!(partly.attainment_share.map(f64::from), Some(0.583_333_333));
    assert_eq!(partly.weights, Some(WeightBasis::PartlyStated));
    let none = weighted([r#", "weight": 0"#, "", r#", "weight": 0"#]);
    assert_eq!((none.attainment_share, none.coverage_share), (None, None));
}

#[test]
fn actions_count_by_their_effort() {
    let plan = plan(
        r#"{"actions": [
            {"status": "done", "percent": 20, "effort_days": "7.5"},
            {"status": "in_progress", "percent": 60, "effort_days": 18},
            {"status": "in_progress", "effort_days": 2},
            {"status": "blocked", "percent": 90, "effort_days": -4},
            {"status": "planned", "effort_days": 0}, {},
            {"status": "cancelled", "effort_days": 100}]}"#,
    );
    let found = action_progress(&plan.actions);
    // (7.5 + 10.8) / (7.5 + 18 + 2 + 1 + 0 + 1).
    assert_eq!(found.done_effort_days.unwrap().get().to_string(), "18.3");
    assert_eq!(found.all_effort_days.unwrap().get().to_string(), "29.5");
    assert_eq!(found.done_share.map(f64::from), Some(0.620_338_983));
    assert_eq!(
        (found.action_count, found.done_count, found.cancelled_count),
        (6, 1, 1)
    );
    assert_eq!((found.effort_assumed_count, found.percent_missing_count), (2, 1));
    assert_eq!(action_progress(&[]).done_share, None);
}

#[test]
fn errors_name_the_limit() {
    use crate::fault::Fault;
    let error = |json: &str| {
        let thresholds: ProgressThresholds = crate::document::read(json).unwrap();
        thresholds.check().unwrap_err()
    };
    let range = error(r#"{"behind_ratio": 30}"#);
    assert_eq!(range.to_string(), "behind_ratio must be between 0 and 1 (got 30)");
    assert_eq!(
        (range.code(), range.path().as_str()),
        ("threshold_out_of_range", "/behind_ratio")
    );
    let crossed = error(r#"{"on_track_ratio": "0.4"}"#);
    assert_eq!(
        crossed.to_string(),
        "on_track_ratio must be at most behind_ratio (got 0.4 above 0.30)"
    );
    assert_eq!(
        (crossed.code(), crossed.path().as_str()),
        ("thresholds_crossed", "/on_track_ratio")
    );
}
