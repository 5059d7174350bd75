//! The same numbers by whole-number fractions.

use proptest::prelude::*;

use super::*;
use crate::quantity::{add_days, days_between};

/// Returns `numerator / denominator` to nine digits after the point, half to even, as text.
fn nine_digits(numerator: i128, denominator: i128) -> String {
    let (numerator, denominator) = (numerator * denominator.signum(), denominator.abs());
    let scaled = numerator * 1_000_000_000;
    let (floor, rest) = (scaled.div_euclid(denominator), scaled.rem_euclid(denominator));
    let up = 2 * rest > denominator || (2 * rest == denominator && floor % 2 != 0);
    let digits = floor + i128::from(up);
    let sign = if digits < 0 { "-" } else { "" };
    format!(
        "{sign}{}.{:09}",
        digits.abs() / 1_000_000_000,
        digits.abs() % 1_000_000_000
    )
}

fn text(ratio: Option<f64>) -> String {
    format!("{:.9}", ratio.unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn attainment_and_line_are_the_fractions(
        baseline in -5_000_i128..5_000,
        target in -5_000_i128..5_000,
        current in -9_000_i128..9_000,
        milestones in prop::collection::btree_map(1_i64..500, -5_000_i128..5_000, 0..5),
        length in 1_i64..500,
        asked in -20_i64..520,
    ) {
        prop_assume!(baseline != target);
        let start = date("2026-01-01");
        let day = |number| add_days(start, number).unwrap();
        let points: Vec<String> = milestones
            .iter()
            .map(|(&number, value)| format!(r#"{{"date": "{}", "value": {value}e-2}}"#, day(number)))
            .collect();
        let objective = objective(&format!(
            r#"{{"start_on": "{start}", "due_on": "{}", "milestones": [{}],
                 "baseline": {{"value": {baseline}e-2}}, "target": {{"value": {target}e-2}},
                 "current": {{"value": {current}e-2, "as_of": "{}"}}}}"#,
            day(length), points.join(","), day(asked)
        ));
        let found = objective_progress(&objective, day(asked), &ProgressThresholds::default());
        prop_assert_eq!(text(found.attainment_ratio), nine_digits(current - baseline, target - baseline).replace("-0.000000000", "0.000000000"));

        // Walk to the segment of the line in which the day lies.
        let mut from = (0_i64, baseline);
        let mut expected = None;
        let inner = milestones.iter().filter(|&(&number, _)| number < length).map(|(&number, &value)| (number, value));
        for to in inner.chain([(length, target)]) {
            if expected.is_none() && asked >= from.0 && asked < to.0 {
                let days = i128::from(to.0 - from.0);
                let numerator = (from.1 - baseline) * days + (to.1 - from.1) * i128::from(asked - from.0);
                expected = Some(nine_digits(numerator, days * (target - baseline)));
            }
            from = to;
        }
        let outside = if asked < 0 { "0.000000000" } else { "1.000000000" };
        let expected = expected.unwrap_or_else(|| outside.to_owned()).replace("-0.000000000", "0.000000000");
        prop_assert_eq!(text(found.expected_ratio), expected);
        prop_assert_eq!(days_between(start, found.judged_on), asked);
    }

    #[test]
    fn the_plan_is_the_fraction(parts in prop::collection::vec((0_i128..=100, -50_i128..150, any::<bool>()), 1..8)) {
        let objectives: Vec<String> = parts
            .iter()
            .map(|(weight, current, is_known)| {
                let current = if *is_known { format!(r#""current": {{"value": {current}, "as_of": "2026-07-01"}},"#) } else { String::new() };
                format!(
                    r#"{{"status": "active", {current} "weight": {weight}e-2,
                         "baseline": {{"value": 0}}, "target": {{"value": 100}}}}"#
                )
            })
            .collect();
        let plan = plan(&format!(r#"{{"objectives": [{}]}}"#, objectives.join(",")));
        let found = progress(&plan, date("2026-07-02"), &ProgressThresholds::default()).plan;
        let all: i128 = parts.iter().map(|part| part.0).sum();
        let known: i128 = parts.iter().filter(|part| part.2).map(|part| part.0).sum();
        let sum: i128 = parts.iter().filter(|part| part.2).map(|part| part.0 * part.1.clamp(0, 100)).sum();
        prop_assert_eq!(found.attainment_share.is_some(), known > 0);
        prop_assert_eq!(found.coverage_share.is_some(), all > 0);
        if known > 0 {
            prop_assert_eq!(text(found.attainment_share.map(f64::from)), nine_digits(sum, known * 100));
        }
        if all > 0 {
            prop_assert_eq!(text(found.coverage_share.map(f64::from)), nine_digits(known, all));
        }
    }
}
