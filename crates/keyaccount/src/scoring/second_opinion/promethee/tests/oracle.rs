//! All pairs, one after the other, from the definitions alone.

use proptest::prelude::*;

use super::super::{PreferenceFunction, PrometheeSettings, promethee_flows};
use super::{cases, column, settings};
use crate::scoring::Better;
use crate::scoring::tests::sheet::{Column, Sheet};

/// Returns the preference of a difference; `slack` is what decimals may be off.
pub(super) fn preference(function: PreferenceFunction, difference: f64, slack: f64) -> f64 {
    let beyond = |threshold: f64| difference > if threshold > 0.0 { threshold + slack } else { 0.0 };
    let unit = |yes: bool| f64::from(u8::from(yes));
    let linear = |low: f64, high: f64| {
        if high == low {
            unit(beyond(low))
        } else {
            ((difference - low) / (high - low)).clamp(0.0, 1.0)
        }
    };
    if difference <= 0.0 {
        return 0.0;
    }
    match function {
        PreferenceFunction::Usual => 1.0,
        PreferenceFunction::UShape(threshold) => unit(beyond(threshold)),
        PreferenceFunction::VShape(threshold) => linear(0.0, threshold),
        PreferenceFunction::Level(pair) => {
            0.5 * unit(beyond(pair.indifference)) + 0.5 * unit(beyond(pair.preference))
        }
        PreferenceFunction::Linear(pair) => linear(pair.indifference, pair.preference),
        PreferenceFunction::Gaussian(inflection) => {
            let ratio = difference / inflection;
            1.0 - libm::exp(-ratio * ratio / 2.0)
        }
    }
}

/// Returns the positive and the negative flow of every row.
pub(super) fn flows(sheet: &Sheet, settings: &PrometheeSettings) -> Vec<(f64, f64)> {
    let total: f64 = sheet.0.iter().map(|column| column.weight).sum();
    let rows = sheet.0[0].values.len();
    let slack = |column: &Column| {
        let sizes = column.values.iter().map(|value| value.abs());
        sizes.fold(0.0, f64::max) / 1_125_899_906_842_624.0
    };
    let slacks: Vec<f64> = sheet.0.iter().map(slack).collect();
    let index = |one: usize, other: usize| -> f64 {
        let columns = sheet.0.iter().zip(&settings.preferences).zip(&slacks);
        let parts = columns.map(|((column, setting), &slack)| {
            let difference = (column.values[one] - column.values[other]) * column.better.sign();
            column.weight / total * preference(setting.function, difference, slack)
        });
        parts.sum()
    };
    let others = f64::from(u32::try_from(rows).unwrap().saturating_sub(1).max(1));
    let flow = |row: usize| {
        let pairs = (0..rows).filter(|&other| other != row);
        let (positive, negative) = pairs.fold((0.0, 0.0), |(positive, negative), other| {
            (positive + index(row, other), negative + index(other, row))
        });
        (positive / others, negative / others)
    };
    (0..rows).map(flow).collect()
}

fn check(sheet: &Sheet, settings: &PrometheeSettings, tolerance: f64) -> Result<(), TestCaseError> {
    let found = promethee_flows(&sheet.table(), settings).unwrap();
    for (row, (positive, negative)) in flows(sheet, settings).into_iter().enumerate() {
        prop_assert!(
            (found.positive[row] - positive).abs() <= tolerance,
            "{} is not {positive}",
            found.positive[row]
        );
        prop_assert!(
            (found.negative[row] - negative).abs() <= tolerance,
            "{} is not {negative}",
            found.negative[row]
        );
        prop_assert_eq!(found.net[row], found.positive[row] - found.negative[row]);
    }
    Ok(())
}

proptest! {
    #[test]
    fn one_criterion_agrees_with_all_pairs((column, function) in (0..60_usize).prop_flat_map(column)) {
        check(&Sheet(vec![column]), &settings(&[function]), 1e-12)?;
    }

    #[test]
    fn several_criteria_agree_with_all_pairs((sheet, settings) in cases(25)) {
        // Each criterion adds the rounding of its part, and of its share, to the grid of 2^-40.
        let grid = 2.0 * f64::from(u32::try_from(sheet.0.len()).unwrap()) / 1_099_511_627_776.0;
        check(&sheet, &settings, 1e-12 + grid)?;
    }
}

#[test]
fn many_rows_with_an_offset_keep_their_digits() {
    // Prices of about a billion whose differences are worth cents, thresholds of half a unit.
    let values: Vec<f64> = (0..2000_u32)
        .map(|row| 1e9 + f64::from(row * 7919 % 2003) / 1024.0)
        .collect();
    let (better, weight) = (Better::Lower, 1.0);
    let sheet = Sheet(vec![Column {
        better,
        weight,
        values,
    }]);
    check(&sheet, &settings(&[PreferenceFunction::VShape(0.5)]), 1e-12).unwrap();
    let linear = PreferenceFunction::Linear(super::thresholds(0.125, 0.625));
    check(&sheet, &settings(&[linear]), 1e-12).unwrap();
}
