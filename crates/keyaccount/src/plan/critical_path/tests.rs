mod days;
mod laws;
mod oracle;

use super::AssumptionKind::{BeginsOnDayZero, FinishedBeforeDayZero, NothingDoneYet};
use super::NotScheduledReason::{AfterCycle, InCycle};
use super::*;
use crate::plan::Plan;
use crate::quantity::{ActionId, Date, ObjectiveId};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn plan(json: &str) -> Plan {
    crate::document::read(json).unwrap()
}

fn schedule(json: &str, as_of: &str) -> CriticalPath {
    critical_path(&plan(json), &ScheduleOptions::at(date(as_of))).unwrap()
}

fn action<'p>(path: &'p CriticalPath, id: &str) -> &'p ActionSchedule {
    path.action(&ActionId::try_from(id).unwrap()).unwrap()
}

fn ids(chain: &DrivingChain) -> String {
    let ids: Vec<&str> = chain.steps.iter().map(|step| step.action_id.as_str()).collect();
    ids.join("-")
}

/// The published network: durations A10 B20 C5 D15 E8 F10, with links of three kinds and lags.
fn published(serves: &str, objectives: &str) -> String {
    format!(
        r#"{{"objectives": [{objectives}], "actions": [
        {{"id": "A", "duration_days": 10{serves}}},
        {{"id": "B", "duration_days": 20, "depends_on": [{{"id": "A"}}]{serves}}},
        {{"id": "C", "duration_days": 5, "depends_on": [{{"id": "A"}}]{serves}}},
        {{"id": "D", "duration_days": 15, "depends_on": [{{"id": "B"}}, {{"id": "C", "lag_days": 5}}]{serves}}},
        {{"id": "E", "duration_days": 8, "depends_on": [{{"id": "C", "type": "SS", "lag_days": 3}}]{serves}}},
        {{"id": "F", "duration_days": 10,
          "depends_on": [{{"id": "E"}}, {{"id": "D", "type": "FF", "lag_days": 2}}]{serves}}}]}}"#
    )
}

fn floats(path: &CriticalPath) -> Vec<(&str, i64)> {
    let float = |action: &'_ ActionSchedule| action.total_float_days.unwrap();
    path.actions
        .iter()
        .map(|action| (action.id.as_str(), float(action)))
        .collect()
}

#[test]
fn the_published_network() {
    let path = schedule(&published("", ""), "2026-01-01");
    let early: Vec<_> = path
        .actions
        .iter()
        .map(|action| {
            (
                action.id.as_str(),
                action.earliest_start_days,
                action.earliest_finish_days,
            )
        })
        .collect();
    assert_eq!(
        early,
        [
            ("A", 0, 10),
            ("B", 10, 30),
            ("C", 10, 15),
            ("D", 30, 45),
            ("E", 13, 21),
            ("F", 37, 47)
        ]
    );
    assert_eq!(path.finish_days, Some(47));
    assert_eq!(path.finish_on, Some(date("2026-02-16")));
    assert_eq!(
        floats(&path),
        [("A", 0), ("B", 0), ("C", 10), ("D", 0), ("E", 16), ("F", 0)]
    );
    let critical = path
        .actions
        .iter()
        .filter(|action| action.criticality == Some(Criticality::Critical));
    assert_eq!(
        critical.map(|action| action.id.as_str()).collect::<Vec<_>>(),
        ["A", "B", "D", "F"]
    );
    assert_eq!(ids(&path.driving_chain), "A-B-D-F");
    assert!(
        path.actions
            .iter()
            .all(|action| action.limited_by_objective_id.is_none())
    );
    // Worked by hand: C may end on day 25 for D; E on day 37 for F.
    let free: Vec<_> = path
        .actions
        .iter()
        .map(|action| action.free_float_days.unwrap())
        .collect();
    assert_eq!(free, [0, 0, 0, 0, 16, 0]);
}

#[test]
fn the_published_network_with_a_deadline() {
    // The deadline 40 is the end of day 39, and day 0 is 1 January.
    let objective = |id, due| format!(r#"{{"id": "{id}", "status": "active", "due_on": "{due}"}}"#);
    let objectives = format!(
        "{}, {}",
        objective("O2", "2026-02-20"),
        objective("O1", "2026-02-09")
    );
    let serves = r#", "serves": ["objective:O1", "objective:O2"]"#;
    let path = schedule(&published(serves, &objectives), "2026-01-01");
    assert_eq!(
        floats(&path),
        [("A", -7), ("B", -7), ("C", 3), ("D", -7), ("E", 9), ("F", -7)]
    );
    let limits = path
        .actions
        .iter()
        .map(|action| action.limited_by_objective_id.as_ref());
    assert!(
        limits
            .into_iter()
            .all(|limit| limit.map(ObjectiveId::as_str) == Some("O1"))
    );
    assert_eq!(action(&path, "C").criticality, Some(Criticality::NearCritical));
    assert_eq!(action(&path, "E").criticality, Some(Criticality::NotCritical));

    let [later, sooner] = &path.objectives[..] else {
        panic!("two objectives")
    };
    assert_eq!(
        (sooner.deadline_days, sooner.float_days, sooner.days_late),
        (Some(40), Some(-7), Some(7))
    );
    assert_eq!(
        (later.deadline_days, later.float_days, later.days_late),
        (Some(51), Some(4), Some(0))
    );
    assert_eq!(ids(&sooner.driving_chain), "A-B-D-F");
    assert_eq!((sooner.action_count, sooner.open_count), (6, 6));

    // Deadline at day 50: 3 days to spare, and nothing is critical by the end of the last action.
    let path = schedule(&published(serves, &objective("O1", "2026-02-19")), "2026-01-01");
    assert_eq!(
        floats(&path),
        [("A", 3), ("B", 3), ("C", 13), ("D", 3), ("E", 19), ("F", 3)]
    );
}

#[test]
fn closed_objectives_set_no_deadline() {
    for status in ["met", "missed", "dropped"] {
        let objective = format!(r#"{{"id": "O1", "status": "{status}", "due_on": "2026-01-09"}}"#);
        let path = schedule(
            &published(r#", "serves": ["objective:O1"]"#, &objective),
            "2026-01-01",
        );
        assert_eq!(action(&path, "A").total_float_days, Some(0));
        assert!(path.objectives.is_empty());
    }
    let draft = r#"{"id": "O1", "status": "draft", "due_on": "2026-01-09"}"#;
    let path = schedule(&published(r#", "serves": ["objective:O1"]"#, draft), "2026-01-01");
    assert_eq!(action(&path, "F").total_float_days, Some(-38));
}

/// What no deadline bears on is limited by the end of the last action, even where a deadline comes later.
#[test]
fn without_a_deadline_the_last_action_limits() {
    let path = schedule(
        r#"{"objectives": [{"id": "O1", "due_on": "2026-04-10"}, {"id": "O2"}],
            "actions": [
                {"id": "A", "duration_days": 5},
                {"id": "B", "duration_days": 20, "depends_on": [{"id": "A"}]},
                {"id": "C", "duration_days": 3, "depends_on": [{"id": "A"}], "serves": ["objective:O1"]},
                {"id": "D", "duration_days": 4, "serves": ["objective:O2"]}]}"#,
        "2026-01-01",
    );
    assert_eq!(floats(&path), [("A", 0), ("B", 0), ("C", 92), ("D", 21)]);
    let limit = |id| {
        action(&path, id)
            .limited_by_objective_id
            .as_ref()
            .map(ObjectiveId::as_str)
    };
    assert_eq!(
        [limit("A"), limit("B"), limit("C"), limit("D")],
        [None, None, Some("O1"), None]
    );
}

#[test]
fn what_has_happened_stands_and_what_is_left_begins_today() {
    let path = schedule(
        r#"{"actions": [
            {"id": "A", "status": "done", "start_on": "2026-02-20", "due_on": "2026-02-22", "done_on": "2026-02-26"},
            {"id": "B", "status": "in_progress", "percent": 65, "start_on": "2026-02-23", "duration_days": 10},
            {"id": "C", "status": "planned", "duration_days": 2, "start_on": "2026-05-01", "depends_on": [
                {"id": "A", "lag_days": 1}, {"id": "B", "type": "SS", "lag_days": 7}]},
            {"id": "D", "status": "blocked", "percent": 50, "duration_days": 3, "depends_on": [{"id": "B"}]},
            {"id": "E", "status": "done"},
            {"id": "F", "status": "in_progress", "duration_days": 4, "start_on": "2026-03-09"},
            {"id": "G", "status": "cancelled", "duration_days": 400}]}"#,
        "2026-03-01",
    );
    let found: Vec<_> = path
        .actions
        .iter()
        .map(|action| {
            let ends = (action.earliest_start_days, action.earliest_finish_days);
            (
                action.id.as_str(),
                ends,
                action.duration_days,
                action.remaining_days,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            // 2026 is no leap year: 20 February is 9 days before 1 March, the day after the 26th 2 days.
            ("A", (-9, -2), 3, 0),
            // ceil(10 x 0.35) = 4 days are left from today on.
            ("B", (-6, 4), 10, 4),
            // Seven days after B began; the planned start does not hold it back.
            ("C", (1, 3), 2, 2),
            ("D", (4, 7), 3, 3),
            ("E", (-1, 0), 1, 0),
            ("F", (0, 4), 4, 4),
        ]
    );
    assert_eq!(action(&path, "A").criticality, None);
    assert_eq!(action(&path, "A").total_float_days, None);
    assert_eq!(ids(&path.driving_chain), "B-D");
    // C waits for the start of B alone, which is past: only D limits B.
    assert_eq!(action(&path, "B").total_float_days, Some(0));
    assert_eq!(
        action(&path, "C").driven_by.as_ref().map(|step| step.lag_days),
        Some(Some(7))
    );
    let assumed: Vec<_> = path
        .assumptions
        .iter()
        .map(|found| (found.action_id.as_str(), found.kind))
        .collect();
    assert_eq!(
        assumed,
        [
            ("E", FinishedBeforeDayZero),
            ("F", BeginsOnDayZero),
            ("F", NothingDoneYet)
        ]
    );
}

#[test]
fn own_due_dates_have_a_float_of_their_own() {
    let path = schedule(
        r#"{"actions": [
            {"id": "A", "duration_days": 4, "due_on": "2026-01-31"},
            {"id": "B", "duration_days": 3, "due_on": "2026-01-05", "depends_on": [{"id": "A"}]},
            {"id": "C", "duration_days": 9}]}"#,
        "2026-01-01",
    );
    let due = |id| {
        (
            action(&path, id).due_float_days,
            action(&path, id).limited_by_due_of_id.clone(),
        )
    };
    let b = Some(ActionId::try_from("B").unwrap());
    assert_eq!(due("A"), (Some(-2), b.clone()));
    assert_eq!(due("B"), (Some(-2), b));
    assert_eq!(due("C"), (None, None));
    assert_eq!(
        action(&path, "A").total_float_days,
        Some(2),
        "late, and yet not critical"
    );
}

#[test]
fn circles_are_named_and_what_waits_for_them_is_not_evaluated() {
    let path = schedule(
        r#"{"objectives": [{"id": "O1", "due_on": "2026-01-03"}],
            "actions": [
                {"id": "A", "duration_days": 5, "serves": ["objective:O1"]},
                {"id": "B", "depends_on": [{"id": "D"}, {"id": "A"}], "serves": ["objective:O1"]},
                {"id": "C", "depends_on": [{"id": "B", "type": "SS"}]},
                {"id": "D", "depends_on": [{"id": "C", "type": "FF"}]},
                {"id": "E", "depends_on": [{"id": "C"}, {"id": "Z"}]},
                {"id": "E"}, {"title": "no id"}]}"#,
        "2026-01-01",
    );
    assert_eq!(path.cycles.len(), 1);
    let names = |ids: &[ActionId]| ids.iter().map(ActionId::as_str).collect::<Vec<_>>().join("-");
    assert_eq!(
        (names(&path.cycles[0].route), names(&path.cycles[0].action_ids)),
        ("B-D-C".into(), "B-C-D".into())
    );
    let not: Vec<_> = path
        .not_evaluated
        .iter()
        .map(|found| (found.action_id.as_str(), found.reason))
        .collect();
    assert_eq!(
        not,
        [("B", InCycle), ("C", InCycle), ("D", InCycle), ("E", AfterCycle)]
    );
    assert_eq!(path.actions.len(), 1);
    assert_eq!(action(&path, "A").total_float_days, Some(-2));
    let objective = &path.objectives[0];
    assert_eq!((objective.action_count, objective.days_late), (1, Some(2)));
    assert_eq!(names(&objective.not_evaluated_action_ids), "B");
    assert_eq!(path.unknown_dependencies[0].depends_on_id.as_str(), "Z");
    assert_eq!(
        (
            path.actions_without_id_count,
            names(&path.repeated_action_ids).as_str()
        ),
        (1, "E")
    );
}

#[test]
fn an_empty_plan_has_an_empty_schedule() {
    let path = schedule("{}", "2026-01-01");
    assert_eq!((path.finish_days, path.finish_on), (None, None));
    assert!(path.actions.is_empty() && path.objectives.is_empty() && path.driving_chain.steps.is_empty());
    let done = schedule(
        r#"{"actions": [{"id": "A", "status": "done", "done_on": "2025-12-24"}]}"#,
        "2026-01-01",
    );
    assert_eq!(
        (done.finish_days, done.finish_on),
        (Some(-7), Some(date("2025-12-24")))
    );
}

#[test]
fn what_takes_no_time_ends_with_the_day_before() {
    let path = schedule(
        r#"{"actions": [{"id": "A", "duration_days": 2}, {"id": "B", "duration_days": 0, "depends_on": [{"id": "A"}]}]}"#,
        "2026-01-01",
    );
    let end = action(&path, "B");
    assert_eq!((end.earliest_start_days, end.earliest_finish_days), (2, 2));
    assert_eq!(
        (end.earliest_start_on, end.earliest_finish_on),
        (Some(date("2026-01-02")), Some(date("2026-01-02")))
    );
}

/// Worked by hand: o 3, m 6, p 9 have the mean 6 and the deviation 1; P(z <= 1) = 0.8413 as in any table.
#[test]
fn three_points_give_a_chance() {
    let text = |due: &str, second: &str| {
        format!(
            r#"{{"objectives": [{{"id": "O1", "due_on": "{due}"}}],
            "actions": [
                {{"id": "A", "duration_days": 6, "estimate": {{"optimistic": 3, "likely": 6, "pessimistic": 9}}}},
                {{"id": "B", "duration_days": 4, "depends_on": [{{"id": "A", "lag_days": 2}}],
                  "serves": ["objective:O1"]{second}}}]}}"#
        )
    };
    // The last day is 13 January, so the deadline is 13: one deviation after the mean 6 + 2 + 4 = 12.
    let estimate = schedule(&text("2026-01-13", ""), "2026-01-01")
        .objectives
        .remove(0)
        .estimate
        .unwrap();
    assert_eq!(
        (estimate.mean_finish_days, estimate.standard_deviation_days),
        (12.0, 1.0)
    );
    assert!((estimate.chance_to_meet_share.unwrap().get() - 0.841_344_746).abs() < 1e-9);
    assert_eq!((estimate.estimated_count, estimate.fixed_count), (1, 1));
    assert!(estimate.remark.contains("merge"));

    // Mean (2 + 16 + 18) / 6 = 6 instead of 4, variance (16 / 6)^2: both are added.
    let both = text(
        "2026-01-14",
        r#", "estimate": {"optimistic": 2, "likely": 4, "pessimistic": 18}"#,
    );
    let estimate = schedule(&both, "2026-01-01")
        .objectives
        .remove(0)
        .estimate
        .unwrap();
    let chance = estimate.chance_to_meet_share.map(f64::from);
    assert_eq!((estimate.mean_finish_days, chance), (14.0, Some(0.5)));
    let variance = estimate.standard_deviation_days * estimate.standard_deviation_days;
    assert!((variance - (1.0 + 64.0 / 9.0)).abs() < 1e-12);

    // Certain, one way or the other.
    for (due, chance) in [("2026-01-12", 1.0), ("2026-01-11", 0.0)] {
        let certain = text(due, "")
            .replace(r#""optimistic": 3"#, r#""optimistic": 6"#)
            .replace(": 9}", ": 6}");
        let estimate = schedule(&certain, "2026-01-01")
            .objectives
            .remove(0)
            .estimate
            .unwrap();
        assert_eq!(estimate.chance_to_meet_share.map(f64::from), Some(chance));
    }
    // Points out of their order, or not all there, are no estimate.
    for (from, to) in [(": 3,", ": 7,"), (r#""likely": 6, "#, ""), (": 3,", ": -1,")] {
        let path = schedule(&text("2026-01-13", "").replace(from, to), "2026-01-01");
        assert_eq!(path.objectives[0].estimate, None, "{to}");
    }
}

/// Of work in progress the estimate counts for what is left; of links through one end the duration does not count.
#[test]
fn estimates_count_where_the_duration_does() {
    let path = schedule(
        r#"{"objectives": [{"id": "O1", "due_on": "2026-02-01"}],
            "actions": [
                {"id": "A", "status": "in_progress", "percent": 50, "start_on": "2025-12-28", "duration_days": 12,
                 "estimate": {"optimistic": 6, "likely": 12, "pessimistic": 18}},
                {"id": "B", "duration_days": 30, "depends_on": [{"id": "A"}],
                 "estimate": {"optimistic": 1, "likely": 30, "pessimistic": 90}},
                {"id": "C", "duration_days": 50, "depends_on": [{"id": "B", "type": "SS", "lag_days": 4}],
                 "serves": ["objective:O1"]}]}"#,
        "2026-01-01",
    );
    let objective = &path.objectives[0];
    assert_eq!(ids(&objective.driving_chain), "A-B-C");
    let estimate = objective.estimate.as_ref().unwrap();
    // Half of mean 12 and deviation 2; then 4 days after the start of B, and 50 days.
    assert_eq!(
        (estimate.mean_finish_days, estimate.standard_deviation_days),
        (60.0, 1.0)
    );
    assert_eq!((estimate.estimated_count, estimate.fixed_count), (1, 1));
}
