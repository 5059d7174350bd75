//! Borders of single objectives: days, limits, what is lacking.

use super::*;

#[test]
fn nothing_is_expected_before_the_start_and_all_from_the_due_date() {
    for (as_of, expected) in [
        ("2025-12-31", 0.0),
        ("2026-01-01", 0.0),
        ("2026-01-02", 0.002_747_253),
        ("2026-12-30", 0.997_252_747),
        ("2026-12-31", 1.0),
        ("2027-06-30", 1.0),
    ] {
        let found = judge(&of_2026("up", "100", "160", "130"), as_of);
        assert_eq!(found.expected_ratio, Some(expected), "{as_of}");
    }
}

#[test]
fn the_work_of_one_day_is_expected_on_that_day() {
    let text = of_2026("up", "100", "160", "130").replace("2026-01-01", "2026-12-31");
    assert_eq!(judge(&text, "2026-12-30").expected_ratio, Some(0.0));
    assert_eq!(judge(&text, "2026-12-31").expected_ratio, Some(1.0));
}

#[test]
fn work_starts_when_the_baseline_was_measured_unless_it_says_otherwise() {
    let text = of_2026("up", "100", "160", "130")
        .replace(r#""start_on": "2026-01-01","#, "")
        .replace(r#"{"value": "100"}"#, r#"{"value": 100, "as_of": "2026-01-01"}"#);
    assert_eq!(judge(&text, "2026-07-02").expected_ratio, Some(0.5));
}

/// Every limit belongs to the better class, and a slip beside it does not.
#[test]
fn classes_end_where_they_say() {
    for (current, class) in [
        ("60.0", ProgressClass::Ahead),
        ("59.999999", ProgressClass::OnTrack),
        ("35.0", ProgressClass::OnTrack),
        ("34.999999", ProgressClass::Behind),
        ("20.0", ProgressClass::Behind),
        ("19.999999", ProgressClass::OffTrack),
        ("-40", ProgressClass::OffTrack),
    ] {
        let found = judge(&of_2026("up", "0", "100", current), "2026-07-02");
        assert_eq!(
            found.class, class,
            "{current} of 100 where 50 is expected: {found:?}"
        );
    }
}

#[test]
fn a_ratio_is_as_it_is_and_a_share_lies_within_0_and_1() {
    for (current, ratio, share) in [("70", -0.5, 0.0), ("190", 1.5, 1.0)] {
        let found = judge(&of_2026("up", "100", "160", current), "2026-07-02");
        assert_eq!(found.attainment_ratio, Some(ratio));
        assert_eq!(found.attainment_share.map(f64::from), Some(share));
    }
}

#[test]
fn a_value_to_hold_may_move_by_the_tolerance() {
    for (baseline, target, current, attainment) in [
        ("100", "100", "102", 1.0),
        ("100", "100", "98", 1.0),
        ("100", "100", "103", 0.5),
        ("100", "100", "96", 0.0),
        ("100", "100", "50", 0.0),
        ("-100", "-100", "-97", 0.5),
        // A baseline of 0 has no share: 0.02 is the distance itself.
        ("0", "0", "0.02", 1.0),
        ("0", "0", "-0.03", 0.5),
        // The tolerance is that of the baseline, the distance that to the target.
        ("100", "101", "104", 0.5),
    ] {
        let found = judge(&of_2026("hold", baseline, target, current), "2026-07-02");
        assert_eq!(
            found.attainment_ratio,
            Some(attainment),
            "{baseline} {target} {current}"
        );
        assert_eq!(found.expected_ratio, Some(1.0), "held from the first day on");
    }
    let none = ProgressThresholds {
        hold_tolerance_ratio: Decimal::ZERO.into(),
        ..ProgressThresholds::default()
    };
    for (current, attainment) in [("100.00", 1.0), ("100.01", 0.0)] {
        let objective = objective(&of_2026("hold", "100", "100", current));
        let found = objective_progress(&objective, date("2026-07-02"), &none);
        assert_eq!(found.attainment_ratio, Some(attainment));
    }
}

#[test]
fn a_first_value_establishes() {
    let text = |values: &str| {
        format!(
            r#"{{"status": "active", "metric": {{"direction": "establish"}}, "due_on": "2026-12-31"{values}}}"#
        )
    };
    for (values, attainment) in [
        ("", 0.0),
        (r#", "current": {"as_of": "2026-01-01"}"#, 0.0),
        (r#", "current": {"value": 0}"#, 1.0),
        (r#", "current": {"value": 3, "as_of": "2024-01-01"}"#, 1.0),
        (r#", "baseline": {"value": 3}"#, 1.0),
    ] {
        let found = judge(&text(values), "2026-07-02");
        assert_eq!(found.attainment_ratio, Some(attainment), "{values}");
        assert_eq!((found.expected_ratio, found.not_evaluable.len()), (Some(0.0), 0));
    }
    assert_eq!(judge(&text(""), "2026-12-31").class, ProgressClass::OffTrack);
    let future = judge(
        &text(r#", "current": {"value": 3, "as_of": "2026-07-03"}"#),
        "2026-07-02",
    );
    assert_eq!(future.not_evaluable, [ProgressGap::CurrentInFuture]);
}

#[test]
fn a_value_counts_for_100_days() {
    let text = of_2026("up", "100", "160", "130");
    for (as_of, gaps) in [
        ("2026-07-01", vec![ProgressGap::CurrentInFuture]),
        ("2026-07-02", vec![]),
        ("2026-10-10", vec![]),
        ("2026-10-11", vec![ProgressGap::CurrentTooOld]),
    ] {
        let found = judge(&text, as_of);
        assert_eq!(found.not_evaluable, gaps, "{as_of}");
        assert_eq!(found.attainment_ratio.is_some(), gaps.is_empty());
        assert_eq!(found.measured_on.is_some(), gaps.is_empty());
        assert!(
            found.expected_ratio.is_some(),
            "what is expected is known all the same"
        );
    }
}

#[test]
fn what_is_lacking_is_named() {
    use ProgressGap::*;
    let whole = of_2026("up", "100", "160", "130");
    for (part, instead, gaps) in [
        (r#""baseline": {"value": "100"},"#, "", vec![BaselineMissing]),
        (
            r#"{"value": "100"}"#,
            r#"{"as_of": "2026-01-01"}"#,
            vec![BaselineMissing],
        ),
        (r#""target": {"value": "160"},"#, "", vec![TargetMissing]),
        (
            r#""value": "160""#,
            r#""value": "100.0""#,
            vec![TargetEqualsBaseline],
        ),
        (
            r#""value": "160""#,
            r#""value": "90""#,
            vec![TargetAgainstDirection],
        ),
        (
            r#""direction": "up""#,
            r#""direction": "down""#,
            vec![TargetAgainstDirection],
        ),
        (r#""value": "130", "#, "", vec![CurrentMissing]),
        (r#", "as_of": "2026-07-02""#, "", vec![CurrentUndated]),
        (r#""start_on": "2026-01-01","#, "", vec![StartMissing]),
        (
            r#""start_on": "2026-01-01", "due_on": "2026-12-31","#,
            "",
            vec![StartMissing, DueMissing],
        ),
        ("2026-01-01", "2027-01-01", vec![StartAfterDue]),
        (
            r#""status": "active","#,
            r#""status": "active", "measurement": "qualitative","#,
            vec![NotMeasured],
        ),
        (
            r#""value": "130""#,
            r#""value": "79228162514264337593543950335""#,
            vec![],
        ),
        (
            r#""value": "130""#,
            r#""value": "0.1000000000000000000000000001""#,
            vec![],
        ),
        (
            r#""value": "160""#,
            r#""value": "100.0000000000000000000000001""#,
            vec![BeyondDecimals],
        ),
    ] {
        let text = whole.replace(part, instead);
        assert_ne!(text, whole);
        let found = judge(&text.replace("\"130\"", "\"70000000000000\""), "2026-07-02");
        let found = if gaps == [BeyondDecimals] {
            found
        } else {
            judge(&text, "2026-07-02")
        };
        assert_eq!(found.not_evaluable, gaps, "{text}");
        assert_eq!(found.class == ProgressClass::Unknown, !gaps.is_empty(), "{text}");
    }
    let bare = judge(r#"{"status": "active"}"#, "2026-07-02");
    assert_eq!(
        bare.not_evaluable,
        [BaselineMissing, TargetMissing, CurrentMissing]
    );
    assert!(bare.is_counted);
}

#[test]
fn values_say_which_way_to_go_where_the_metric_does_not() {
    let text = of_2026("down", "12", "4", "10").replace(r#""direction": "down""#, "");
    assert_eq!(judge(&text, "2026-07-02").attainment_ratio, Some(0.25));
}

#[test]
fn a_closed_objective_is_judged_on_the_day_on_which_it_was_closed() {
    let closed = |status: &str, on: &str| {
        let text = of_2026("up", "100", "160", "130");
        judge(
            &text.replace(r#""active""#, &format!(r#""{status}", "closed_on": "{on}""#)),
            "2028-01-01",
        )
    };
    let met = closed("met", "2026-07-02");
    assert_eq!(
        (met.attainment_ratio, met.basis),
        (Some(1.0), Some(AttainmentBasis::Judged))
    );
    assert_eq!((met.expected_ratio, met.class), (Some(0.0), ProgressClass::Ahead));
    assert_eq!(met.judged_on, date("2026-07-02"));
    assert_eq!(closed("met", "2026-12-31").class, ProgressClass::OnTrack);

    let missed = closed("missed", "2026-10-10");
    assert_eq!(
        (missed.attainment_ratio, missed.basis),
        (Some(0.5), Some(AttainmentBasis::Measured))
    );
    assert_eq!(
        closed("missed", "2026-10-11").not_evaluable,
        [ProgressGap::CurrentTooOld]
    );
    let qualitative = judge(
        r#"{"status": "missed", "measurement": "qualitative", "due_on": "2026-12-31"}"#,
        "2027-01-01",
    );
    assert_eq!(
        (qualitative.attainment_ratio, qualitative.class),
        (Some(0.0), ProgressClass::OffTrack)
    );

    // Closed later than the day that is asked for: then it was not closed yet.
    assert_eq!(closed("missed", "2029-01-01").judged_on, date("2028-01-01"));
    assert!(!closed("dropped", "2026-07-02").is_counted);
}
