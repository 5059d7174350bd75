//! Working days, against a walk from day to day.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::fault::Fault;
use crate::quantity::{add_days, day_number};
use crate::sla::Weekday;

const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// 1 January 2024 was a Monday; count the days of the week from there.
fn is_working(days: &WorkingDays, day: Date) -> bool {
    let mut weekday = WEEK.iter().cycle();
    let mut at = date("2024-01-01");
    while at < day {
        at = add_days(at, 1).unwrap();
        weekday.next();
    }
    !days.weekend.contains(weekday.next().unwrap()) && !days.closed_on.contains(&day)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn dates_and_days_are_those_of_a_walk(
        weekend in prop::collection::btree_set(prop::sample::select(&WEEK[..]), 0..7),
        closed in prop::collection::btree_set(0_i64..90, 0..12),
        zero in 20_i64..70,
    ) {
        prop_assume!(weekend.len() < 7);
        let day = |number| add_days(date("2024-01-01"), number).unwrap();
        let days = WorkingDays { weekend, closed_on: closed.into_iter().map(day).collect() };
        let scale = DayScale::new(&DayCount::Working(days.clone()), day(zero)).unwrap();
        let working: Vec<Date> = (0..120).map(day).filter(|&day| is_working(&days, day)).collect();
        let before = |limit: Date| i64::try_from(working.iter().filter(|&&day| day < limit).count()).unwrap();
        for number in 0..100 {
            prop_assert_eq!(scale.start_of(day(number)), before(day(number)) - before(day(zero)));
            prop_assert_eq!(scale.end_of(day(number)), before(day(number + 1)) - before(day(zero)));
        }
        for &day in &working {
            prop_assert_eq!(scale.date_of(scale.start_of(day)), Some(day));
            prop_assert_eq!(scale.end_of(day), scale.start_of(day) + 1);
        }
    }
}

#[test]
fn the_calendar_ends_with_the_year_9999() {
    for count in [DayCount::Calendar, DayCount::Working(WorkingDays::default())] {
        let scale = DayScale::new(&count, date("9999-12-31")).unwrap();
        assert_eq!(scale.date_of(0), Some(date("9999-12-31")), "a Friday");
        assert_eq!(scale.date_of(1), None);
        assert_eq!(scale.end_of(date("9999-12-31")), 1);
        assert_eq!(scale.date_of(i64::MAX), None);
        let scale = DayScale::new(&count, date("0001-01-01")).unwrap();
        assert_eq!(scale.date_of(0), Some(date("0001-01-01")), "a Monday");
        assert_eq!(scale.date_of(-1), None);
        assert_eq!(scale.date_of(i64::MIN), None);
    }
    assert_eq!(day_number(date("9999-12-31")), 3_652_058);
}

#[test]
fn a_schedule_in_working_days() {
    let working = WorkingDays {
        closed_on: BTreeSet::from([date("2026-10-05")]),
        ..WorkingDays::default()
    };
    let options = ScheduleOptions {
        day_count: DayCount::Working(working),
        ..ScheduleOptions::at(date("2026-10-03"))
    };
    let plan = plan(
        r#"{"objectives": [{"id": "O1", "due_on": "2026-10-11"}],
            "actions": [
                {"id": "A", "start_on": "2026-10-02", "due_on": "2026-10-06"},
                {"id": "B", "duration_days": 3, "depends_on": [{"id": "A", "lag_days": 1}], "serves": ["objective:O1"]},
                {"id": "C", "start_on": "2026-10-10", "due_on": "2026-10-11"}]}"#,
    );
    let path = critical_path(&plan, &options).unwrap();
    // Saturday 3 to Monday 5 October are free: day 0 is Tuesday 6. Friday and Tuesday make the two days of A.
    assert_eq!(path.day_zero_on, Some(date("2026-10-06")));
    let a = action(&path, "A");
    assert_eq!(
        (a.duration_days, a.earliest_finish_on),
        (2, Some(date("2026-10-07")))
    );
    let b = action(&path, "B");
    assert_eq!(
        (b.earliest_start_on, b.earliest_finish_on),
        (Some(date("2026-10-09")), Some(date("2026-10-13")))
    );
    // Due on a Sunday is due at the end of Friday 9: two working days are missing.
    assert_eq!(
        (path.objectives[0].deadline_days, path.objectives[0].days_late),
        (Some(4), Some(2))
    );
    assert_eq!(b.latest_finish_on, Some(date("2026-10-09")));
    assert_eq!(
        action(&path, "C").duration_days,
        1,
        "a weekend of work takes a day all the same"
    );
}

#[test]
fn a_week_needs_a_day_of_work() {
    let count: DayCount = serde_json::from_str(
        r#"{"working": {"weekend": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}}"#,
    )
    .unwrap();
    let error = DayScale::new(&count, date("2026-01-01")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "weekend must leave at least one day of the week for work"
    );
    assert_eq!(
        (error.code(), error.path().as_str()),
        ("no_working_day", "/working/weekend")
    );
}
