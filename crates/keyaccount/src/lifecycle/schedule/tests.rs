//! The vectors of plan-and-lifecycle.md 3.6, borders of statuses, and what has no answer.

use super::SlotStatus::{Cancelled, Due, DueSoon, Held, Missed, Overdue, Upcoming};
use super::*;
use crate::lifecycle::HoldInterval;
use crate::sla::Weekday;
use crate::vocabulary::RhythmUnit::{self, Days, Months, Weeks};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn days(texts: &[&str]) -> Vec<Date> {
    texts.iter().map(|text| day(text)).collect()
}

fn schedule(anchor: Anchor, every: u32, unit: RhythmUnit) -> Schedule {
    Schedule::new(anchor, SlotPeriod::new(every, unit).unwrap())
}

fn held(texts: &[&str]) -> ReviewLog {
    ReviewLog {
        held: days(texts),
        ..ReviewLog::default()
    }
}

fn hold(since: &str, until: Option<&str>, resumed_on: Option<&str>) -> HoldInterval {
    HoldInterval {
        since: day(since),
        until: until.map(day),
        resumed_on: resumed_on.map(day),
    }
}

fn next(schedule: &Schedule, log: &ReviewLog, as_of: &str) -> Option<(String, DueReason)> {
    let due = schedule.as_of(day(as_of), log).next_due()?;
    Some((due.on.to_string(), due.reason))
}

fn slot_due(on: &str, number: u64) -> (String, DueReason) {
    (on.to_owned(), DueReason::Slot(number))
}

#[test]
fn slots_of_the_vectors() {
    for (anchor, every, month_end, slots) in [
        (
            "2025-11-30",
            3,
            MonthEnd::Clamp,
            [
                "2026-02-28",
                "2026-05-30",
                "2026-08-30",
                "2026-11-30",
                "2027-02-28",
            ]
            .as_slice(),
        ),
        (
            "2025-11-30",
            3,
            MonthEnd::Stick,
            &["2026-02-28", "2026-05-31", "2026-08-31", "2026-11-30"],
        ),
        (
            "2026-01-31",
            3,
            MonthEnd::Clamp,
            &["2026-04-30", "2026-07-31", "2026-10-31", "2027-01-31"],
        ),
        (
            "2024-02-29",
            12,
            MonthEnd::Clamp,
            &["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
        ),
        (
            "2026-08-31",
            6,
            MonthEnd::Clamp,
            &["2027-02-28", "2027-08-31", "2028-02-29"],
        ),
        // A day that is not the last of its month never sticks.
        ("2026-02-27", 1, MonthEnd::Stick, &["2026-03-27", "2026-04-27"]),
        ("2026-02-28", 1, MonthEnd::Stick, &["2026-03-31", "2026-04-30"]),
    ] {
        let mut schedule = schedule(Anchor::launch(day(anchor)), every, Months);
        schedule.month_end = month_end;
        let found: Vec<_> = (1..)
            .map_while(|number| schedule.slot_on(number))
            .take(slots.len())
            .collect();
        assert_eq!(found, days(slots), "{anchor}");
        assert_eq!(schedule.slot_on(0), None);
        schedule.anchor = Anchor::first_review(day(anchor));
        assert_eq!(schedule.slot_on(0), Some(day(anchor)));
        assert_eq!(schedule.slot_on(1), Some(day(slots[0])));
    }
    let fortnight = schedule(Anchor::launch(day("2026-02-20")), 2, Weeks);
    assert_eq!(fortnight.slot_on(1), Some(day("2026-03-06")));
    let tenth = schedule(Anchor::launch(day("2026-02-20")), 10, Days);
    assert_eq!(tenth.slot_on(2), Some(day("2026-03-12")));
}

/// "Quarterly slots 07-15 and 10-15: a review on 09-10 serves 07-15 (57 days late), one on 09-20 serves 10-15 and 07-15 is missed."
#[test]
fn the_worked_example_of_windows() {
    let quarterly = schedule(Anchor::first_review(day("2026-07-15")), 3, Months);
    let late = held(&["2026-09-10"]);
    let late = quarterly.as_of(day("2026-10-01"), &late);
    let served = late.slot_served_on(day("2026-09-10")).unwrap();
    assert_eq!(
        (served.on, served.status, served.days_late()),
        (day("2026-07-15"), Held, Some(57))
    );
    assert_eq!(late.next_due().unwrap().reason, DueReason::Slot(1));

    let early = held(&["2026-09-20"]);
    let early = quarterly.as_of(day("2026-10-01"), &early);
    let served = early.slot_served_on(day("2026-09-20")).unwrap();
    assert_eq!((served.on, served.days_late()), (day("2026-10-15"), Some(-25)));
    assert_eq!(early.slot(0).unwrap().status, Missed);

    // A second review in one window serves none.
    let twice = held(&["2026-09-12", "2026-09-10"]);
    let twice = quarterly.as_of(day("2026-10-01"), &twice);
    assert_eq!(twice.slot_served_on(day("2026-09-12")), None);
    assert_eq!(twice.slot(0).unwrap().held_on, Some(day("2026-09-10")));
    assert_eq!(twice.last_held_on(), Some(day("2026-09-12")));
    // So does one before the first window.
    let before = held(&["2026-06-14"]);
    assert_eq!(
        quarterly
            .as_of(day("2026-07-01"), &before)
            .slot_served_on(day("2026-06-14")),
        None
    );
    let first = held(&["2026-06-15"]);
    assert_eq!(
        next(&quarterly, &first, "2026-07-01"),
        Some(slot_due("2026-10-15", 1))
    );
}

/// "Anchor 2026-01-15 quarterly, hold 2026-06-01..2026-08-20: slot 07-15 cancelled, next due = 2026-09-19; a review on 09-19 lies in
/// the window of 10-15 (26 days early) and serves it; next 2027-01-15."
#[test]
fn the_worked_example_of_a_hold() {
    let quarterly = schedule(Anchor::launch(day("2026-01-15")), 3, Months);
    let mut log = ReviewLog {
        holds: vec![hold("2026-06-01", Some("2026-08-20"), Some("2026-08-20"))],
        ..held(&["2026-04-15"])
    };
    let after_hold = Some(("2026-09-19".to_owned(), DueReason::AfterHold));
    assert_eq!(
        next(&quarterly, &log, "2026-05-31"),
        Some(slot_due("2026-07-15", 2))
    );
    assert_eq!(next(&quarterly, &log, "2026-06-01"), after_hold);
    assert_eq!(next(&quarterly, &log, "2026-08-21"), after_hold);
    let resumed = quarterly.as_of(day("2026-08-21"), &log);
    let statuses: Vec<_> = resumed
        .slots_between(day("2026-01-01"), day("2026-12-31"))
        .map(|slot| slot.status)
        .collect();
    assert_eq!(statuses, [Held, Cancelled, Upcoming]);

    // A review in the window of the cancelled slot serves none, and satisfies the date after the hold.
    let mut early = log.clone();
    early.held.push(day("2026-09-14"));
    assert_eq!(
        quarterly
            .as_of(day("2026-09-14"), &early)
            .slot_served_on(day("2026-09-14")),
        None
    );
    assert_eq!(
        next(&quarterly, &early, "2026-09-14"),
        Some(slot_due("2026-10-15", 3))
    );

    log.held.push(day("2026-09-19"));
    let served = quarterly.as_of(day("2026-09-19"), &log);
    let slot = served.slot_served_on(day("2026-09-19")).unwrap();
    assert_eq!((slot.on, slot.days_late()), (day("2026-10-15"), Some(-26)));
    assert_eq!(
        next(&quarterly, &log, "2026-09-19"),
        Some(slot_due("2027-01-15", 4))
    );
}

#[test]
fn a_hold_without_an_end_leaves_nothing_due() {
    let quarterly = schedule(Anchor::launch(day("2026-01-15")), 3, Months);
    let mut log = ReviewLog {
        holds: vec![hold("2026-06-01", None, None)],
        ..ReviewLog::default()
    };
    // The slot before the hold is still open, until its window closes in the hold.
    assert_eq!(
        next(&quarterly, &log, "2026-06-02"),
        Some(slot_due("2026-04-15", 1))
    );
    assert_eq!(next(&quarterly, &log, "2026-06-15"), None);
    // A planned end that passed without a return is put off from day to day.
    log.holds = vec![hold("2026-06-01", Some("2026-06-20"), None)];
    let after_hold = |on: &str| Some((on.to_owned(), DueReason::AfterHold));
    assert_eq!(
        next(&quarterly, &log, "2026-06-20"),
        Some(slot_due("2026-07-15", 2))
    );
    assert_eq!(next(&quarterly, &log, "2026-08-01"), after_hold("2026-08-31"));
    // A hold that ended before it began is none.
    log.holds = vec![hold("2026-06-01", None, Some("2026-05-01"))];
    assert_eq!(
        next(&quarterly, &log, "2026-06-15"),
        Some(slot_due("2026-07-15", 2))
    );
}

#[test]
fn a_review_before_the_hold_keeps_its_slot() {
    let quarterly = schedule(Anchor::launch(day("2026-01-15")), 3, Months);
    let log = ReviewLog {
        holds: vec![hold("2026-07-01", None, Some("2026-07-20"))],
        ..held(&["2026-06-20"])
    };
    let slot = quarterly.as_of(day("2026-09-01"), &log).slot(2).unwrap();
    assert_eq!((slot.on, slot.status), (day("2026-07-15"), Held));
}

#[test]
fn a_review_serves_by_what_was_known_on_its_day() {
    let quarterly = schedule(Anchor::launch(day("2026-01-15")), 3, Months);
    let slot = |hold, held_on: &str| {
        let log = ReviewLog {
            holds: vec![hold],
            ..held(&[held_on])
        };
        let slot = quarterly.as_of(day("2026-07-20"), &log).slot(2).unwrap();
        assert_eq!(slot.on, day("2026-07-15"));
        slot.status
    };
    // Planned until August, ended in June: the slot was cancelled on the day of the review, and is open again.
    let shorter = hold("2026-06-01", Some("2026-08-20"), Some("2026-06-25"));
    assert_eq!(slot(shorter, "2026-06-20"), Due);
    assert_eq!(slot(shorter, "2026-06-26"), Held);
    // Planned until June, ended in August: on the day of the review nobody knew that the slot would be cancelled.
    let longer = hold("2026-06-01", Some("2026-06-20"), Some("2026-07-18"));
    assert_eq!(slot(longer, "2026-06-20"), Held);
    assert_eq!(slot(longer, "2026-07-16"), Cancelled);
}

#[test]
fn statuses_change_on_their_days() {
    let statuses = |schedule: &Schedule, dates: &[&str]| -> Vec<SlotStatus> {
        dates
            .iter()
            .map(|date| {
                schedule
                    .as_of(day(date), &ReviewLog::default())
                    .slot(0)
                    .unwrap()
                    .status
            })
            .collect()
    };
    let quarterly = schedule(Anchor::first_review(day("2026-07-15")), 3, Months);
    assert_eq!(
        statuses(
            &quarterly,
            &[
                "2026-06-14",
                "2026-06-15",
                "2026-07-14",
                "2026-07-15",
                "2026-07-29",
                "2026-07-30"
            ]
        ),
        [Upcoming, DueSoon, DueSoon, Due, Due, Overdue]
    );
    assert_eq!(
        statuses(&quarterly, &["2026-09-14", "2026-09-15"]),
        [Overdue, Missed]
    );
    // Weekly: 2 days early, 2 days of grace, the window closes 5 days after.
    let weekly = schedule(Anchor::first_review(day("2026-07-15")), 1, Weeks);
    assert_eq!(
        statuses(
            &weekly,
            &[
                "2026-07-12",
                "2026-07-13",
                "2026-07-17",
                "2026-07-18",
                "2026-07-19",
                "2026-07-20"
            ]
        ),
        [Upcoming, DueSoon, Due, Overdue, Overdue, Missed]
    );
    let daily = schedule(Anchor::first_review(day("2026-07-15")), 1, Days);
    assert_eq!(
        statuses(&daily, &["2026-07-14", "2026-07-15", "2026-07-16"]),
        [Upcoming, Due, Missed]
    );
    assert!(Overdue.is_open() && !Missed.is_open() && !Cancelled.is_open());
}

/// The examples of KA-801 (plan-and-lifecycle.md 1.5): due 2026-01-31, judged on 2026-03-15.
#[test]
fn overdue_slots_of_the_rule() {
    let quarterly = schedule(Anchor::first_review(day("2026-01-31")), 3, Months);
    let overdue = |log: &ReviewLog, as_of| quarterly.as_of(day(as_of), log).overdue_slots();
    assert_eq!(overdue(&ReviewLog::default(), "2026-03-15"), 1);
    assert_eq!(overdue(&held(&["2026-02-05"]), "2026-03-15"), 0);
    assert_eq!(overdue(&ReviewLog::default(), "2026-05-14"), 1);
    assert_eq!(overdue(&ReviewLog::default(), "2026-05-15"), 2);
    // Later slots that were served make up for an earlier one.
    assert_eq!(overdue(&held(&["2026-04-30"]), "2026-05-15"), 0);
    // Cancelled slots are left out.
    let paused = ReviewLog {
        holds: vec![hold("2026-04-01", None, Some("2026-08-01"))],
        ..ReviewLog::default()
    };
    assert_eq!(overdue(&paused, "2026-11-30"), 2);
}

#[test]
fn a_trigger_is_due_before_the_slot() {
    let quarterly = schedule(Anchor::launch(day("2026-01-15")), 3, Months);
    let mut log = held(&["2026-04-10"]);
    let (raised_on, due_on) = (day("2026-05-01"), day("2026-05-15"));
    log.ad_hoc = vec![AdHocDue { raised_on, due_on }];
    assert_eq!(
        next(&quarterly, &log, "2026-04-30"),
        Some(slot_due("2026-07-15", 2))
    );
    let trigger = Some(("2026-05-15".to_owned(), DueReason::AdHoc));
    assert_eq!(next(&quarterly, &log, "2026-05-20"), trigger);
    // Its review is a second one in the window of 04-15, so that the next slot stays.
    log.held.push(day("2026-05-20"));
    assert_eq!(
        next(&quarterly, &log, "2026-05-20"),
        Some(slot_due("2026-07-15", 2))
    );
}

#[test]
fn floating_counts_from_the_last_review() {
    let mut floating = schedule(Anchor::launch(day("2026-01-15")), 3, Months);
    floating.mode = ScheduleMode::Floating;
    assert_eq!(
        next(&floating, &ReviewLog::default(), "2026-02-01"),
        Some(slot_due("2026-04-15", 1))
    );
    let log = held(&["2026-09-10"]);
    for as_of in ["2026-09-10", "2026-12-10", "2028-01-01"] {
        assert_eq!(next(&floating, &log, as_of), Some(slot_due("2026-12-10", 1)));
    }
    let later = floating.as_of(day("2027-04-01"), &log);
    assert_eq!(
        (later.slot(1).unwrap().status, later.overdue_slots()),
        (Overdue, 2)
    );
    assert_eq!(later.slot_served_on(day("2026-09-10")), None);
}

#[test]
fn a_due_date_rolls_and_its_slot_does_not() {
    let mut monthly = schedule(Anchor::first_review(day("2026-01-31")), 1, Months);
    monthly.business_days.weekend = [Weekday::Sat, Weekday::Sun].into();
    let first = |roll| {
        let schedule = Schedule {
            roll,
            ..monthly.clone()
        };
        let due = schedule
            .as_of(day("2026-01-25"), &ReviewLog::default())
            .next_due()
            .unwrap();
        assert_eq!(due.on, day("2026-01-31"));
        due.due_on.to_string()
    };
    assert_eq!(first(Roll::None), "2026-01-31");
    assert_eq!(first(Roll::Following), "2026-02-02");
    assert_eq!(first(Roll::Preceding), "2026-01-30");
    assert_eq!(first(Roll::ModifiedFollowing), "2026-01-30");
}

#[test]
fn a_new_tier_changes_the_rhythm() {
    let change = |every, as_of: &str, to, log: &ReviewLog| {
        let old = schedule(Anchor::launch(day("2026-01-15")), every, Months);
        let change = old
            .as_of(day(as_of), log)
            .change_period(SlotPeriod::new(to, Months).unwrap());
        let after = ReviewLog {
            ad_hoc: change.ad_hoc.into_iter().collect(),
            ..ReviewLog::default()
        };
        let due = next(&change.schedule, &after, as_of).unwrap().0;
        let later = change.schedule.slot_on(1).unwrap().to_string();
        (due, later)
    };
    let none = ReviewLog::default();
    let pair = |due: &str, slot: &str| (due.to_owned(), slot.to_owned());
    // Shorter, the old date comes first: 07-15 stays, then every 3 months from the change.
    assert_eq!(
        change(6, "2026-06-01", 3, &none),
        pair("2026-07-15", "2026-09-01")
    );
    // Shorter, the new slot comes first.
    assert_eq!(
        change(6, "2026-03-01", 3, &none),
        pair("2026-06-01", "2026-06-01")
    );
    // Longer: the old date stays, then every 6 months from it.
    assert_eq!(
        change(3, "2026-03-01", 6, &none),
        pair("2026-04-15", "2026-10-15")
    );
    // The same length: nothing changes.
    assert_eq!(
        change(3, "2026-03-01", 3, &none),
        pair("2026-04-15", "2026-04-15")
    );
}

/// Cost must not grow with the horizon: each of these would be millions of slots one by one.
#[test]
fn an_absurd_horizon_is_answered_at_once() {
    let daily = schedule(Anchor::launch(Date::MIN), 1, Days);
    let log = ReviewLog {
        holds: vec![hold("0002-01-01", None, Some("9998-12-31"))],
        ..ReviewLog::default()
    };
    for _ in 0..1000 {
        let end = daily.as_of(Date::MAX, &ReviewLog::default());
        assert_eq!(end.overdue_slots(), 3_652_057);
        assert_eq!(end.next_due().unwrap().on, Date::MAX);
        let paused = daily.as_of(Date::MAX, &log);
        // 364 days of the year 1 and 364 of the year 9999 before its last.
        assert_eq!(paused.overdue_slots(), 364 + 364);
        assert_eq!(end.slots_between(day("9990-01-01"), Date::MAX).take(3).count(), 3);
    }
    let never = schedule(Anchor::launch(day("2026-01-15")), u32::MAX, Months);
    assert_eq!(never.as_of(Date::MAX, &ReviewLog::default()).next_due(), None);
    assert_eq!(never.slot_on(u64::MAX), None);
    assert_eq!(never.window(1), None);
    let rare = schedule(Anchor::first_review(day("2026-01-15")), u32::MAX, Days);
    assert_eq!(rare.window(0).unwrap().end(), Date::MAX);
    assert_eq!(rare.as_of(Date::MAX, &ReviewLog::default()).overdue_slots(), 1);
}
