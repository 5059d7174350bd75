//! Laws of progress, on generated plans.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// An objective in any state of completeness, with numbers that no float touches.
fn any_objective() -> impl Strategy<Value = Value> {
    let figure = || prop::option::of(prop_oneof![-300_i64..300, Just(i64::MAX), Just(0)]);
    let day = || {
        prop::option::of((1_u32..13, 1_u32..29).prop_map(|(month, day)| format!("2026-{month:02}-{day:02}")))
    };
    let word = |words: &'static [&'static str]| prop::option::of(prop::sample::select(words));
    (
        (figure(), figure(), figure(), figure()),
        (day(), day(), day(), day()),
        word(&["draft", "active", "met", "missed", "dropped"]),
        word(&["up", "down", "hold", "establish"]),
        word(&["quantitative", "qualitative"]),
        prop::option::of(0_u32..=100),
    )
        .prop_map(|(figures, days, status, direction, measurement, weight)| {
            let all = json!({
                "baseline": {"value": figures.0, "as_of": days.0}, "target": {"value": figures.1},
                "current": {"value": figures.2, "as_of": days.1}, "milestones": [{"value": figures.3, "date": days.2}],
                "start_on": days.2, "due_on": days.3, "closed_on": days.1, "status": status,
                "metric": {"direction": direction}, "measurement": measurement,
                "weight": weight.map(|weight| f64::from(weight) / 100.0),
            });
            without_null(all)
        })
}

fn without_null(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            members.map(|(key, value)| (key, without_null(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_null).collect(),
        other => other,
    }
}

fn report(objectives: &[Value]) -> ProgressReport {
    let plan = plan(&json!({"objectives": objectives}).to_string());
    progress(&plan, date("2026-07-02"), &ProgressThresholds::default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn what_is_told_holds_together(objectives in prop::collection::vec(any_objective(), 0..6)) {
        let report = report(&objectives);
        prop_assert_eq!(report.objectives.len(), objectives.len());
        for found in &report.objectives {
            let is_told = found.attainment_ratio.is_some() && found.expected_ratio.is_some();
            prop_assert_eq!(is_told, found.not_evaluable.is_empty(), "{:?}", found);
            prop_assert_eq!(found.class == ProgressClass::Unknown, found.slip_ratio.is_none());
            prop_assert_eq!(found.basis.is_some(), found.attainment_ratio.is_some());
            prop_assert_eq!(
                found.attainment_share.map(f64::from),
                found.attainment_ratio.map(|ratio| ratio.clamp(0.0, 1.0))
            );
            prop_assert!(found.not_evaluable.is_sorted());
        }
        let counted = || report.objectives.iter().filter(|found| found.is_counted);
        let shares: Vec<f64> = counted().filter_map(|found| found.attainment_share).map(f64::from).collect();
        prop_assert_eq!(counted().count(), report.plan.counted_count as usize);
        prop_assert_eq!(shares.len(), report.plan.evaluable_count as usize);
        if let Some(plan) = report.plan.attainment_share.map(f64::from) {
            let (least, most) = shares.iter().fold((1.0_f64, 0.0_f64), |(least, most), &share| (least.min(share), most.max(share)));
            prop_assert!(least <= plan && plan <= most, "{} not within {} and {}", plan, least, most);
            prop_assert!(report.plan.coverage_share.is_some(), "never without coverage");
        }
        let is_whole = report.plan.coverage_share.map(f64::from) == Some(1.0);
        if shares.len() == counted().count() && report.plan.coverage_share.is_some() {
            prop_assert!(is_whole, "all of it is told");
        }
    }

    #[test]
    fn neither_order_nor_idle_objectives_matter(
        objectives in prop::collection::vec(any_objective(), 0..6),
        idle in any_objective(),
        is_dropped in any::<bool>(),
    ) {
        let before = report(&objectives).plan;
        let mut others: Vec<Value> = objectives.into_iter().rev().collect();
        let mut idle = idle;
        idle["status"] = json!(if is_dropped { "dropped" } else { "draft" });
        others.push(idle);
        prop_assert_eq!(report(&others).plan, before);
    }

    #[test]
    fn the_unit_of_a_metric_does_not_matter(
        baseline in -300_i64..300, target in -300_i64..300, current in -300_i64..300,
        factor in prop_oneof![Just(-1_i64), Just(10), Just(-1000)], shift in -1_000_i64..1_000,
    ) {
        prop_assume!(baseline != target);
        let ratio = |of: &dyn Fn(i64) -> i64| {
            let objective = json!({"status": "active", "start_on": "2026-01-01", "due_on": "2026-12-31",
                "baseline": {"value": of(baseline)}, "target": {"value": of(target)},
                "current": {"value": of(current), "as_of": "2026-07-01"}});
            let found = report(&[objective]).objectives.remove(0);
            (found.attainment_ratio, found.expected_ratio, found.class)
        };
        prop_assert_eq!(ratio(&|value| value), ratio(&|value| value * factor + shift));
    }

    #[test]
    fn more_is_expected_every_day(length in 1_i64..400, first in -30_i64..430, later in 0_i64..60) {
        let start = date("2026-01-01");
        let day = |number| crate::quantity::add_days(start, number).unwrap();
        let expected = |number| {
            let text = format!(
                r#"{{"start_on": "{start}", "due_on": "{}", "baseline": {{"value": 5}}, "target": {{"value": -3}}}}"#,
                day(length)
            );
            objective_progress(&objective(&text), day(number), &ProgressThresholds::default()).expected_ratio.unwrap()
        };
        let (before, after) = (expected(first), expected(first + later));
        prop_assert!(before <= after);
        prop_assert!((0.0..=1.0).contains(&before));
    }
}
