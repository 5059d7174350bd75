//! Laws 20 to 23 of plan-and-lifecycle.md 3.5, and those of windows and changes of the period.

use proptest::prelude::*;

use super::walk::{Case, after, any_case, any_period};
use super::*;
use crate::quantity::{add_months, days_between};
use crate::vocabulary::RhythmUnit;

fn next_on(schedule: &Schedule, log: &ReviewLog, as_of: Date) -> Option<Date> {
    schedule.as_of(as_of, log).next_due().map(|due| due.on)
}

fn with_mode(mut case: Case, floats: bool) -> Case {
    if floats {
        case.schedule.mode = ScheduleMode::Floating;
    }
    case
}

/// The same case with an end for every hold.
fn with_ends(mut case: Case) -> Case {
    for hold in &mut case.log.holds {
        hold.until.get_or_insert(hold.since);
    }
    case
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Law 20: exactly one next date, later than the last review; and law 23: recording a review never yields a date on or
    /// before the day on which it was held.
    #[test]
    fn the_next_date_comes_after_the_last_review(case in any_case(), floats in any::<bool>()) {
        let case = with_mode(with_ends(case), floats);
        let next = next_on(&case.schedule, &case.log, case.as_of);
        let last = case.schedule.as_of(case.as_of, &case.log).last_held_on();
        prop_assert!(next.is_some() && last < next);
        let mut recorded = case.log.clone();
        recorded.held.push(case.as_of);
        prop_assert!(next_on(&case.schedule, &recorded, case.as_of) > Some(case.as_of));
    }

    /// Law 21: each slot is counted from the anchor, whatever happened before.
    #[test]
    fn slots_do_not_drift(case in any_case(), number in 0..200_u64) {
        let Some(on) = case.schedule.slot_on(number) else {
            prop_assert!(number < case.schedule.anchor.first_number());
            return Ok(());
        };
        let anchor = case.schedule.anchor.on();
        let units = i32::try_from(number).unwrap() * i32::try_from(case.schedule.period.every()).unwrap();
        let counted = match case.schedule.period.unit() {
            RhythmUnit::Days => add_days(anchor, units.into()),
            RhythmUnit::Weeks => add_days(anchor, i64::from(units) * 7),
            RhythmUnit::Months => add_months(anchor, units),
        };
        let counted = counted.unwrap();
        prop_assert_eq!((on.year(), on.month()), (counted.year(), counted.month()));
        if case.schedule.month_end == MonthEnd::Clamp {
            prop_assert_eq!(on, counted);
        } else {
            prop_assert!(on >= counted);
        }
        prop_assert_eq!(case.schedule.as_of(case.as_of, &case.log).slot(number).unwrap().on, on);
    }

    /// Law 22: every slot has one status; it is missed only after its window closed; held and missed are final.
    #[test]
    fn held_and_missed_are_final(case in any_case(), number in 0..30_u64) {
        let Some(window) = case.schedule.window(number) else { return Ok(()) };
        let mut before: Option<Slot> = None;
        for days in -40..700_i64 {
            let as_of = after(days);
            let slot = case.schedule.as_of(as_of, &case.log).slot(number).unwrap();
            prop_assert!(slot.status != SlotStatus::Missed || as_of > window.end());
            prop_assert!(!slot.status.is_open() || as_of <= window.end());
            prop_assert_eq!(slot.status == SlotStatus::Held, slot.held_on.is_some());
            prop_assert!(slot.held_on.is_none_or(|held| window.contains(held) && held <= as_of));
            if let Some(before) = before
                && matches!(before.status, SlotStatus::Held | SlotStatus::Missed)
            {
                prop_assert_eq!(before, slot);
            }
            before = Some(slot);
        }
    }

    /// Windows divide time without gap or overlap, and each contains its slot and ends before the next one.
    #[test]
    fn windows_divide_time(case in any_case(), number in 0..200_u64) {
        let schedule = &case.schedule;
        let Some(window) = schedule.window(number) else { return Ok(()) };
        let next = schedule.window(number + 1).unwrap();
        prop_assert_eq!(add_days(window.end(), 1), Some(next.start()));
        let on = schedule.slot_on(number).unwrap();
        prop_assert!(window.contains(on));
        prop_assert_eq!(days_between(window.start(), on), schedule.period.early_days());
        let graceful = add_days(on, schedule.effective_grace_days()).unwrap();
        prop_assert!(window.contains(graceful), "grace ends in the window");
    }

    /// What lies after the day does not change what is said of it; holds apart, which may be planned.
    #[test]
    fn the_future_is_not_looked_at(case in any_case(), days in 1..300_i64, floats in any::<bool>()) {
        let case = with_mode(case, floats);
        let mut known = case.log.clone();
        known.held.push(add_days(case.as_of, days).unwrap());
        known.ad_hoc.push(AdHocDue { raised_on: add_days(case.as_of, days).unwrap(), due_on: case.as_of });
        let (one, other) = (case.schedule.as_of(case.as_of, &case.log), case.schedule.as_of(case.as_of, &known));
        prop_assert_eq!(one.next_due(), other.next_due());
        prop_assert_eq!(one.overdue_slots(), other.overdue_slots());
    }

    /// A shorter period never puts a date off, a longer one leaves it where it is.
    #[test]
    fn a_change_of_the_period_keeps_the_old_date(case in any_case(), period in any_period()) {
        let case = with_ends(case);
        let old = case.schedule.as_of(case.as_of, &case.log);
        let old_due = old.next_due().unwrap().on;
        let change = old.change_period(period);
        let log = ReviewLog { ad_hoc: change.ad_hoc.into_iter().collect(), ..ReviewLog::default() };
        let is_shorter = case.schedule.period.is_longer_than(period);
        if is_shorter {
            let first = Schedule { anchor: Anchor::launch(case.as_of), ..change.schedule.clone() }.slot_on(1).unwrap();
            prop_assert_eq!(next_on(&change.schedule, &log, case.as_of), Some(old_due.min(first)));
        } else if period.is_longer_than(case.schedule.period) {
            prop_assert_eq!(next_on(&change.schedule, &log, case.as_of), Some(old_due));
            let mut held = log.clone();
            held.held.push(case.as_of);
            prop_assert!(next_on(&change.schedule, &held, case.as_of) > Some(case.as_of));
        } else {
            prop_assert_eq!(change.ad_hoc, None);
            prop_assert_eq!(change.schedule.anchor, case.schedule.anchor);
        }
    }
}
