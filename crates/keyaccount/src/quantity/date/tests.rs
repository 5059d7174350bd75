use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Days of a month by the rule of the calendar, apart from chrono.
fn days_of_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The slots of plan-and-lifecycle.md 3.6: anchor, months between two slots, the slots.
#[test]
fn months_are_added_from_the_anchor_and_clamp() {
    let table: &[(&str, i32, &[&str])] = &[
        (
            "2025-11-30",
            3,
            &[
                "2026-02-28",
                "2026-05-30",
                "2026-08-30",
                "2026-11-30",
                "2027-02-28",
            ],
        ),
        (
            "2026-01-31",
            3,
            &["2026-04-30", "2026-07-31", "2026-10-31", "2027-01-31"],
        ),
        (
            "2024-02-29",
            12,
            &["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
        ),
        ("2026-08-31", 6, &["2027-02-28", "2027-08-31", "2028-02-29"]),
        ("2026-01-31", 1, &["2026-02-28", "2026-03-31"]),
    ];
    for &(anchor, step, slots) in table {
        for (k, slot) in (1..).zip(slots) {
            assert_eq!(
                add_months(day(anchor), k * step),
                Some(day(slot)),
                "{anchor} slot {k}"
            );
        }
    }
}

/// plan-and-lifecycle.md 3.6: 31 Jan + 1 + 1 months = 28 Mar; 31 Jan + 1 - 1 = 28 Jan (2026).
#[test]
fn chained_months_drift() {
    let february = add_months(day("2026-01-31"), 1).unwrap();
    assert_eq!(add_months(february, 1), Some(day("2026-03-28")));
    assert_eq!(add_months(february, -1), Some(day("2026-01-28")));
}

#[test]
fn arithmetic_stops_at_the_ends_of_the_calendar() {
    let (first, last) = (day("0001-01-01"), day("9999-12-31"));
    assert_eq!(add_months(first, -1), None);
    assert_eq!(add_months(last, 1), None);
    assert_eq!(add_months(first, i32::MIN), None);
    assert_eq!(add_months(last, i32::MAX), None);
    assert_eq!(add_days(first, -1), None);
    assert_eq!(add_days(last, 1), None);
    assert_eq!(add_days(first, i64::MIN), None);
    assert_eq!(add_days(first, i64::MAX), None);
    assert_eq!(days_between(first, last), 3_652_058);
}

#[test]
fn only_one_written_form_is_read() {
    for text in [
        "",
        "2026",
        "2026-01",
        "2026-1-1",
        "+2026-01-01",
        "-2026-01-01",
        "02026-01-01",
        " 2026-01-01",
        "2026-01-01 ",
        "2026-01-01T00:00:00Z",
        "2026/01/01",
        "20260101",
        "01.01.2026",
        "2026-W01-1",
        "2026-001",
        "2026-00-01",
        "2026-13-01",
        "2026-01-00",
        "2026-02-29",
        "1900-02-29",
        "2026-04-31",
        "0000-01-01",
        "２０２６-01-01",
        "2026-01-0\u{0661}",
        "2026‐01‐01",
        "today",
        "null",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text:?}");
        let json = serde_json::to_string(text).unwrap();
        assert!(serde_json::from_str::<Date>(&json).is_err(), "{text:?}");
    }
    for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
        assert_eq!(day(text).to_string(), text);
    }
    assert!(serde_json::from_str::<Date>("20260101").is_err());
}

proptest! {
    #[test]
    fn every_day_of_the_calendar_and_no_other(year in 1..=9999_i32, month in 0..=13_u32, day in 0..=32_u32) {
        let right = (1..=12).contains(&month) && day >= 1 && day <= days_of_month(year, month);
        let date = Date::new(year, month, day);
        prop_assert_eq!(date.is_some(), right);
        if let Some(date) = date {
            let text = format!("{year:04}-{month:02}-{day:02}");
            prop_assert_eq!(date.to_string(), text.clone());
            let json = serde_json::to_string(&date).unwrap();
            prop_assert_eq!(&json, &format!("\"{text}\""));
            prop_assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,12}|[0-9+-]{9,11}") {
        if let Ok(date) = text.parse::<Date>() {
            prop_assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn added_months_keep_the_day_or_take_the_last(
        year in 1000..=3000_i32, month in 1..=12_u32, day in 1..=31_u32, months in -6000..=6000_i32,
    ) {
        let day = day.min(days_of_month(year, month));
        let moved = add_months(Date::new(year, month, day).unwrap(), months).unwrap();
        let count = year * 12 + month.cast_signed() - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12).unsigned_abs() + 1);
        prop_assert_eq!(Some(moved), Date::new(year, month, day.min(days_of_month(year, month))));
    }

    #[test]
    fn days_added_are_days_between(day in 1..=28_u32, days in -300_000..=300_000_i64) {
        let date = Date::new(2026, 5, day).unwrap();
        let moved = add_days(date, days).unwrap();
        prop_assert_eq!(days_between(date, moved), days);
        prop_assert_eq!(moved > date, days > 0);
    }
}
