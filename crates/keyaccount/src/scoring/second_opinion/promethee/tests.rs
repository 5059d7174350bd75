//! Published examples, an oracle over all pairs, laws, the texts of errors.

#![expect(
    clippy::float_cmp,
    reason = "flows stand on a grid: equal means equal to the last bit"
)]

mod accounts;
mod errors;
mod laws;
mod oracle;
mod published;

use proptest::prelude::*;

use super::{CriterionPreference, PreferenceFunction, PreferenceThresholds, PrometheeSettings};
use crate::scoring::Better;
use crate::scoring::tests::sheet::{Column, Sheet};

/// Returns the settings with one function per column.
fn settings(functions: &[PreferenceFunction]) -> PrometheeSettings {
    let preferences = functions
        .iter()
        .enumerate()
        .map(|(index, &function)| CriterionPreference {
            criterion_id: format!("c{index}").try_into().unwrap(),
            function,
        });
    PrometheeSettings {
        preferences: preferences.collect(),
    }
}

fn thresholds(indifference: f64, preference: f64) -> PreferenceThresholds {
    PreferenceThresholds {
        indifference,
        preference,
    }
}

/// Tables of up to `rows` rows with ties, duplicates, large offsets and mixed sizes, with a function for each column.
fn cases(rows: usize) -> impl Strategy<Value = (Sheet, PrometheeSettings)> {
    (0..=rows, 1..=4_usize)
        .prop_flat_map(|(rows, columns)| prop::collection::vec(column(rows), columns))
        .prop_map(|columns| {
            let (columns, functions): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
            (Sheet(columns), settings(&functions))
        })
}

fn column(rows: usize) -> impl Strategy<Value = (Column, PreferenceFunction)> {
    let cell = prop_oneof![
        Just((0.0, 1.0)),
        Just((0.0, 0.1)),
        Just((1e9, 0.25)),
        Just((-1e9, 1e-6)),
        Just((1e12, 3.0)),
        Just((0.0, 1e-9)),
    ];
    let values = cell.prop_flat_map(move |(offset, step)| {
        let whole = (-10_i32..=10).prop_map(move |whole| offset + f64::from(whole) * step);
        let any = (-10.0_f64..=10.0).prop_map(move |any| offset + any * step);
        let values =
            prop_oneof![3 => prop::collection::vec(whole, rows), 2 => prop::collection::vec(any, rows)];
        (values, Just(step))
    });
    (values, function(), any::<bool>(), 1_u8..=9).prop_map(|((values, step), function, higher, weight)| {
        let better = if higher { Better::Higher } else { Better::Lower };
        let weight = f64::from(weight);
        (
            Column {
                better,
                weight,
                values,
            },
            scaled(function, step),
        )
    })
}

/// Functions for values with a step of 1; half the thresholds are whole steps, where differences hit them.
fn function() -> impl Strategy<Value = PreferenceFunction> {
    let threshold = || prop_oneof![(0_u8..=12).prop_map(f64::from), 0.0_f64..=12.0];
    let both =
        || (threshold(), threshold()).prop_map(|(one, other)| thresholds(one.min(other), one.max(other)));
    prop_oneof![
        Just(PreferenceFunction::Usual),
        threshold().prop_map(PreferenceFunction::UShape),
        threshold().prop_map(PreferenceFunction::VShape),
        both().prop_map(PreferenceFunction::Level),
        both().prop_map(PreferenceFunction::Linear),
        (0.1_f64..=12.0).prop_map(PreferenceFunction::Gaussian),
    ]
}

fn scaled(function: PreferenceFunction, step: f64) -> PreferenceFunction {
    let both = |both: PreferenceThresholds| thresholds(both.indifference * step, both.preference * step);
    match function {
        PreferenceFunction::Usual => function,
        PreferenceFunction::UShape(threshold) => PreferenceFunction::UShape(threshold * step),
        PreferenceFunction::VShape(threshold) => PreferenceFunction::VShape(threshold * step),
        PreferenceFunction::Level(pair) => PreferenceFunction::Level(both(pair)),
        PreferenceFunction::Linear(pair) => PreferenceFunction::Linear(both(pair)),
        PreferenceFunction::Gaussian(inflection) => PreferenceFunction::Gaussian(inflection * step),
    }
}
