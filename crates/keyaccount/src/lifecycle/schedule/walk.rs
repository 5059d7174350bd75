//! A slow oracle: a schedule lived through day by day, without any of the arithmetic of the code.

use proptest::prelude::*;

use super::*;
use crate::lifecycle::HoldInterval;
use crate::quantity::days_between;
use crate::vocabulary::RhythmUnit;

/// A schedule, what happened to it, and the day on which to look.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) schedule: Schedule,
    pub(super) log: ReviewLog,
    pub(super) as_of: Date,
}

pub(super) fn start() -> Date {
    Date::new(2023, 11, 15).unwrap()
}

pub(super) fn after(days: i64) -> Date {
    add_days(start(), days).unwrap()
}

pub(super) fn any_period() -> impl Strategy<Value = SlotPeriod> {
    prop_oneof![
        (1..=12_u32).prop_map(|every| SlotPeriod::new(every, RhythmUnit::Months).unwrap()),
        (1..=9_u32).prop_map(|every| SlotPeriod::new(every, RhythmUnit::Weeks).unwrap()),
        (1..=20_u32).prop_map(|every| SlotPeriod::new(every, RhythmUnit::Days).unwrap()),
    ]
}

/// Holds that do not overlap; all but the last have ended.
fn any_holds() -> impl Strategy<Value = Vec<HoldInterval>> {
    let hold = (1..250_i64, 0..160_i64, prop::option::of(0..160_i64));
    (prop::collection::vec(hold, 0..4), any::<bool>()).prop_map(|(parts, last_goes_on)| {
        let mut from = 0;
        let mut holds = Vec::new();
        for (gap, length, planned) in parts {
            from += gap;
            holds.push(HoldInterval {
                since: after(from),
                until: planned.map(|days| after(from + days)),
                resumed_on: Some(after(from + length)),
            });
            from += length;
        }
        if let Some(last) = holds.last_mut().filter(|_| last_goes_on) {
            last.resumed_on = None;
        }
        holds
    })
}

pub(super) fn any_case() -> impl Strategy<Value = Case> {
    let anchor = (0..400_i64, any::<bool>());
    let ad_hoc = prop::collection::vec((0..900_i64, 0..60_i64), 0..3);
    let reviews = prop::collection::vec(-60..1000_i64, 0..14);
    (
        anchor,
        any_period(),
        any::<bool>(),
        reviews,
        any_holds(),
        ad_hoc,
        -40..1000_i64,
    )
        .prop_map(
            |((anchor, is_launch), period, sticks, reviews, holds, ad_hoc, as_of)| {
                let anchor = if is_launch {
                    Anchor::launch(after(anchor))
                } else {
                    Anchor::first_review(after(anchor))
                };
                let mut schedule = Schedule::new(anchor, period);
                if sticks {
                    schedule.month_end = MonthEnd::Stick;
                }
                let ad_hoc = ad_hoc
                    .into_iter()
                    .map(|(raised, days)| AdHocDue {
                        raised_on: after(raised),
                        due_on: after(raised + days),
                    })
                    .collect();
                let held = reviews.into_iter().map(after).collect();
                Case {
                    schedule,
                    log: ReviewLog { held, holds, ad_hoc },
                    as_of: after(as_of),
                }
            },
        )
}

/// A slot as the walk sees it; `open` until something happens to it.
#[derive(Debug, Clone, Copy)]
struct Walked {
    on: Date,
    state: Option<SlotStatus>,
    held_on: Option<Date>,
}

/// Returns the first slots, long past any day of a case.
fn slots(schedule: &Schedule) -> Vec<Date> {
    let anchor = schedule.anchor.on();
    let every = schedule.period.every();
    let last_day_of = |year, month| {
        (28..=31)
            .rev()
            .find_map(|day| Date::new(year, month, day))
            .unwrap()
    };
    let mut slots = Vec::new();
    let mut number = 0;
    while slots.last().is_none_or(|last| *last < after(2500)) {
        let slot = match schedule.period.unit() {
            RhythmUnit::Days => add_days(anchor, i64::from(number * every)).unwrap(),
            RhythmUnit::Weeks => add_days(anchor, i64::from(7 * number * every)).unwrap(),
            RhythmUnit::Months => {
                let (mut year, mut month) = (anchor.year(), anchor.month());
                for _ in 0..number * every {
                    month += 1;
                    if month > 12 {
                        (year, month) = (year + 1, 1);
                    }
                }
                let last = last_day_of(year, month);
                let is_last = anchor == last_day_of(anchor.year(), anchor.month());
                if is_last && schedule.month_end == MonthEnd::Stick {
                    last
                } else {
                    Date::new(year, month, anchor.day()).unwrap_or(last)
                }
            }
        };
        if u64::from(number) >= schedule.anchor.first_number() {
            slots.push(slot);
        }
        number += 1;
    }
    slots
}

/// What the walk finds: the slots, the due dates outside the rhythm that are left, and the grace.
struct Found {
    slots: Vec<Walked>,
    left: Vec<Date>,
    grace_days: i64,
}

fn walk(case: &Case) -> Found {
    let Case { schedule, log, as_of } = case;
    let third = match (schedule.period.unit(), i64::from(schedule.period.every())) {
        (RhythmUnit::Days, every) => every / 3,
        (RhythmUnit::Weeks, every) => every * 7 / 3,
        (RhythmUnit::Months, every) => every * 31 / 3,
    };
    let (early_days, grace_days) = (third.min(30), third.min(14));
    let holds_known_on = |today: Date| -> Vec<(Date, Date)> {
        let begun = log.holds.iter().filter(|hold| hold.since <= today);
        let ends_on = |hold: &HoldInterval| match (hold.resumed_on, hold.until) {
            (Some(day), _) if day <= today => day,
            (_, Some(until)) => until.max(today),
            (_, None) => Date::MAX,
        };
        begun.map(|hold| (hold.since, ends_on(hold))).collect()
    };
    let is_in =
        |holds: &[(Date, Date)], date| holds.iter().any(|(since, end)| *since <= date && date <= *end);
    let holds = holds_known_on(*as_of);
    let mut ad_hoc: Vec<AdHocDue> = log
        .ad_hoc
        .iter()
        .copied()
        .filter(|due| due.raised_on <= *as_of)
        .collect();
    for (_, end) in holds.iter().filter(|(_, end)| *end != Date::MAX) {
        ad_hoc.push(AdHocDue {
            raised_on: *end,
            due_on: add_days(*end, 30).unwrap(),
        });
    }
    ad_hoc.retain(|due| !is_in(&holds, due.due_on));

    let dates = slots(schedule);
    let mut slots: Vec<Walked> = dates
        .iter()
        .map(|on| Walked {
            on: *on,
            state: None,
            held_on: None,
        })
        .collect();
    let opens_on = |place: usize| add_days(dates[place], -early_days).unwrap();
    let mut today = after(-100);
    while today <= *as_of {
        for place in 0..slots.len() - 1 {
            if opens_on(place + 1) == today && slots[place].state.is_none() {
                let is_cancelled = is_in(&holds_known_on(today), slots[place].on);
                slots[place].state = Some(if is_cancelled {
                    SlotStatus::Cancelled
                } else {
                    SlotStatus::Missed
                });
            }
        }
        if log.held.contains(&today) {
            ad_hoc.retain(|due| due.raised_on > today);
            let is_open = |place: &usize| opens_on(*place) <= today && today < opens_on(*place + 1);
            if let Some(place) = (0..slots.len() - 1).find(is_open)
                && slots[place].state.is_none()
                && !is_in(&holds_known_on(today), slots[place].on)
            {
                slots[place].state = Some(SlotStatus::Held);
                slots[place].held_on = Some(today);
            }
        }
        today = add_days(today, 1).unwrap();
    }
    for slot in slots.iter_mut().filter(|slot| slot.state.is_none()) {
        if is_in(&holds, slot.on) {
            slot.state = Some(SlotStatus::Cancelled);
            continue;
        }
        let by_day = match days_between(slot.on, *as_of) {
            days if days < -early_days => SlotStatus::Upcoming,
            days if days < 0 => SlotStatus::DueSoon,
            days if days <= grace_days => SlotStatus::Due,
            _ => SlotStatus::Overdue,
        };
        slot.state = Some(by_day);
    }
    Found {
        slots,
        left: ad_hoc.iter().map(|due| due.due_on).collect(),
        grace_days,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_answer_as_lived_through_day_by_day(case in any_case()) {
        let found = walk(&case);
        let fast = case.schedule.as_of(case.as_of, &case.log);
        let first = case.schedule.anchor.first_number();
        for (number, slot) in (first..).zip(&found.slots) {
            let answer = fast.slot(number).unwrap();
            let expected = (slot.on, slot.state, slot.held_on);
            prop_assert_eq!((answer.on, Some(answer.status), answer.held_on), expected, "slot {}", number);
        }

        let is_open = |slot: &&Walked| slot.state.is_some_and(SlotStatus::is_open);
        let open = found.slots.iter().find(is_open).map(|slot| slot.on);
        let endless = case.log.holds.iter().any(|hold| {
            hold.since <= case.as_of && hold.until.is_none() && hold.resumed_on.is_none_or(|day| day > case.as_of)
        });
        let expected = open.into_iter().chain(found.left).min();
        prop_assert_eq!(fast.next_due().map(|due| due.on), expected);
        prop_assert!(expected.is_some() || endless);

        let last = found.slots.iter().rposition(|slot| slot.held_on.is_some());
        let overdue = found.slots[last.map_or(0, |place| place + 1)..]
            .iter()
            .filter(|slot| slot.state != Some(SlotStatus::Cancelled))
            .filter(|slot| add_days(slot.on, found.grace_days).unwrap() < case.as_of)
            .count();
        prop_assert_eq!(fast.overdue_slots(), u64::try_from(overdue).unwrap());

        let listed: Vec<_> = fast.slots_between(after(100), after(500)).map(|slot| slot.on).collect();
        let expected: Vec<_> = found
            .slots
            .iter()
            .map(|slot| slot.on)
            .filter(|on| (after(100)..=after(500)).contains(on))
            .collect();
        prop_assert_eq!(listed, expected);
    }
}
