//! What holds for every table, and what other programs got wrong.

use proptest::prelude::*;

use super::super::{PreferenceFunction, PrometheeFlows, promethee_flows};
use super::{cases, column, settings, thresholds};
use crate::scoring::Better;
use crate::scoring::tests::sheet::{Column, Sheet};

fn bits(flows: &PrometheeFlows) -> Vec<u64> {
    let all = flows.positive.iter().chain(&flows.negative).chain(&flows.net);
    all.map(|flow| flow.to_bits()).collect()
}

fn one(better: Better, values: &[f64]) -> Sheet {
    let (weight, values) = (1.0, values.to_vec());
    Sheet(vec![Column {
        better,
        weight,
        values,
    }])
}

proptest! {
    #[test]
    fn flows_stay_in_range_and_add_up_to_nothing((sheet, settings) in cases(30)) {
        let flows = promethee_flows(&sheet.table(), &settings).unwrap();
        for (positive, negative) in flows.positive.iter().zip(&flows.negative) {
            prop_assert!((0.0..=1.0).contains(positive) && (0.0..=1.0).contains(negative));
            prop_assert!(positive + negative <= 1.0 + 1e-11);
        }
        let rounding = f64::from(u32::try_from(sheet.0.len() * flows.net.len()).unwrap()) * 2e-12;
        prop_assert!(flows.net.iter().sum::<f64>().abs() <= rounding);
    }

    #[test]
    fn the_order_of_rows_changes_no_bit((sheet, settings) in cases(30), turn in 0_usize..30) {
        let before = promethee_flows(&sheet.table(), &settings).unwrap();
        let rows = before.net.len();
        prop_assume!(rows > 0);
        let mut turned = sheet.clone();
        for column in &mut turned.0 {
            column.values.rotate_left(turn % rows);
        }
        let mut after = promethee_flows(&turned.table(), &settings).unwrap();
        for flows in [&mut after.positive, &mut after.negative, &mut after.net] {
            flows.rotate_right(turn % rows);
        }
        prop_assert_eq!(bits(&after), bits(&before));
    }

    #[test]
    fn a_cost_is_a_benefit_with_the_sign_turned((column, function) in (0..30_usize).prop_flat_map(column)) {
        let before = promethee_flows(&Sheet(vec![column.clone()]).table(), &settings(&[function])).unwrap();
        let better = if column.better == Better::Higher { Better::Lower } else { Better::Higher };
        let values = column.values.iter().map(|value| -value).collect();
        let turned = Sheet(vec![Column { better, values, ..column }]);
        prop_assert_eq!(bits(&promethee_flows(&turned.table(), &settings(&[function])).unwrap()), bits(&before));
    }

    #[test]
    fn adding_a_number_to_a_criterion_changes_nothing(
        cells in prop::collection::vec(-40_i32..40, 0..30), shift in -1_000_000_i32..1_000_000, function in super::function(),
    ) {
        let moved = |by: i32| cells.iter().map(|cell| f64::from(cell + by) / 4.0).collect::<Vec<_>>();
        let flows = |by: i32| promethee_flows(&one(Better::Higher, &moved(by)).table(), &settings(&[function])).unwrap();
        prop_assert_eq!(bits(&flows(shift)), bits(&flows(0)));
    }

    #[test]
    fn units_that_change_with_their_thresholds_change_no_bit(
        (column, function) in (0..30_usize).prop_flat_map(column), factor in prop_oneof![Just(1024.0), Just(0.125)],
    ) {
        let before = promethee_flows(&Sheet(vec![column.clone()]).table(), &settings(&[function])).unwrap();
        let values = column.values.iter().map(|value| value * factor).collect();
        let scaled = Sheet(vec![Column { values, ..column }]);
        let after = promethee_flows(&scaled.table(), &settings(&[super::scaled(function, factor)])).unwrap();
        prop_assert_eq!(bits(&after), bits(&before));
    }

    #[test]
    fn a_better_cell_never_has_a_lower_flow((column, function) in (2..30_usize).prop_flat_map(column)) {
        let flows = promethee_flows(&Sheet(vec![column.clone()]).table(), &settings(&[function])).unwrap();
        let mut rows: Vec<_> = column.values.iter().map(|value| value * column.better.sign()).zip(flows.net).collect();
        rows.sort_by(|left, right| left.0.total_cmp(&right.0));
        // Rounding to units may turn two flows that differ by less than it means.
        prop_assert!(rows.windows(2).all(|pair| pair[0].1 <= pair[1].1 + 1e-12));
        prop_assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0 || pair[0].1 == pair[1].1));
    }

    #[test]
    fn any_finite_numbers_give_flows_in_range(
        values in prop::collection::vec(any::<f64>().prop_filter("finite", |value| value.is_finite()), 0..20),
        low in 0.0_f64..=f64::MAX, high in 0.0_f64..=f64::MAX, small in any::<bool>(),
    ) {
        let size = if small { 1e-300 } else { 1.0 };
        let (low, high) = (low.min(high) * size, low.max(high) * size);
        for function in [
            PreferenceFunction::UShape(low),
            PreferenceFunction::VShape(low),
            PreferenceFunction::Level(thresholds(low, high)),
            PreferenceFunction::Linear(thresholds(low, high)),
            PreferenceFunction::Gaussian(low.max(f64::MIN_POSITIVE)),
        ] {
            let sheet = one(Better::Higher, &values);
            let found = promethee_flows(&sheet.table(), &settings(&[function])).unwrap();
            let settings = settings(&[function]);
            for (row, (positive, negative)) in super::oracle::flows(&sheet, &settings).into_iter().enumerate() {
                prop_assert!((found.positive[row] - positive).abs() < 1e-11, "{function:?} {positive} {}", found.positive[row]);
                prop_assert!((found.negative[row] - negative).abs() < 1e-11);
            }
        }
    }
}

#[test]
fn few_rows_are_defined() {
    let empty = promethee_flows(&one(Better::Higher, &[]).table(), &settings(&[])).unwrap();
    assert_eq!(
        (empty.positive.len(), empty.negative.len(), empty.net.len()),
        (0, 0, 0)
    );
    let single = promethee_flows(&one(Better::Higher, &[5.0]).table(), &settings(&[])).unwrap();
    assert_eq!(
        (single.positive, single.negative, single.net),
        (vec![0.0], vec![0.0], vec![0.0])
    );
}

#[test]
fn constant_columns_and_equal_rows_have_flows_of_zero() {
    let functions = [
        PreferenceFunction::Usual,
        PreferenceFunction::VShape(1.0),
        PreferenceFunction::Gaussian(1.0),
    ];
    for function in functions {
        let flows = promethee_flows(&one(Better::Lower, &[3.5; 4]).table(), &settings(&[function])).unwrap();
        assert_eq!((flows.positive, flows.negative), (vec![0.0; 4], vec![0.0; 4]));
    }
}

#[test]
fn zero_and_minus_zero_are_one_value() {
    let flows = promethee_flows(&one(Better::Lower, &[0.0, -0.0, 1.0]).table(), &settings(&[])).unwrap();
    assert_eq!(flows.net, [0.5, 0.5, -1.0]);
}

#[test]
fn the_row_that_beats_all_has_a_flow_of_exactly_one() {
    // The thirds of the weights do not add up in floats; a flow that is not divided by n - 1 would be 2.
    let sheet = Sheet::of_rows(
        [(1, 1.0), (1, 1.0), (-1, 1.0)],
        &[[2.0, 2.0, 1.0], [1.0, 1.0, 2.0], [0.0, 0.0, 3.0]],
    );
    let flows = promethee_flows(&sheet.table(), &settings(&[])).unwrap();
    assert_eq!((flows.positive[0], flows.positive[2]), (1.0, 0.0));
    assert_eq!((flows.negative[0], flows.negative[2]), (0.0, 1.0));
    assert!((flows.positive[1] - 0.5).abs() < 2e-12);
    // The best row has the highest net flow: leaving less entering.
    assert_eq!(flows.net, [1.0, 0.0, -1.0]);
}

#[test]
fn a_threshold_itself_does_not_count() {
    let of = |function| {
        promethee_flows(
            &one(Better::Higher, &[0.0, 10.0, 30.0]).table(),
            &settings(&[function]),
        )
        .unwrap()
    };
    assert_eq!(of(PreferenceFunction::UShape(10.0)).positive, [0.0, 0.0, 1.0]);
    assert_eq!(
        of(PreferenceFunction::Level(thresholds(10.0, 20.0))).positive,
        [0.0, 0.0, 0.75]
    );
    assert_eq!(
        of(PreferenceFunction::Level(thresholds(10.0, 30.0))).positive,
        [0.0, 0.0, 0.5]
    );
    assert_eq!(of(PreferenceFunction::VShape(20.0)).positive, [0.0, 0.25, 1.0]);
    assert_eq!(
        of(PreferenceFunction::Linear(thresholds(10.0, 30.0))).positive,
        [0.0, 0.0, 0.75]
    );
}

#[test]
fn decimals_on_a_threshold_are_on_it() {
    // 12.3 - 7.3 is 5.000000000000001 in floats, 0.3 - 0.2 is 0.09999999999999998 and 0.4 - 0.3 is 0.10000000000000003.
    let of = |values: &[f64], function| {
        promethee_flows(&one(Better::Higher, values).table(), &settings(&[function]))
            .unwrap()
            .positive
    };
    assert_eq!(of(&[7.3, 12.3], PreferenceFunction::UShape(5.0)), [0.0, 0.0]);
    assert_eq!(
        of(&[0.2, 0.3, 0.4], PreferenceFunction::UShape(0.1)),
        [0.0, 0.0, 0.5]
    );
    assert_eq!(
        of(&[0.3, 0.4], PreferenceFunction::Linear(thresholds(0.1, 0.1))),
        [0.0, 0.0]
    );
}

#[test]
fn limits_of_functions_are_other_functions() {
    let sheet = one(Better::Higher, &[1.0, 2.5, 2.5, 7.0]);
    let of = |function| promethee_flows(&sheet.table(), &settings(&[function])).unwrap();
    assert_eq!(of(PreferenceFunction::VShape(0.0)), of(PreferenceFunction::Usual));
    assert_eq!(of(PreferenceFunction::UShape(0.0)), of(PreferenceFunction::Usual));
    let step = PreferenceFunction::UShape(1.5);
    assert_eq!(of(PreferenceFunction::Linear(thresholds(1.5, 1.5))), of(step));
    assert_eq!(of(PreferenceFunction::Level(thresholds(1.5, 1.5))), of(step));
    assert_eq!(
        of(PreferenceFunction::Linear(thresholds(0.0, 3.0))),
        of(PreferenceFunction::VShape(3.0))
    );
}

#[test]
fn settings_serve_any_number_of_tables() {
    let settings = settings(&[PreferenceFunction::VShape(2.0)]);
    let sheet = one(Better::Higher, &[1.0, 2.0, 4.0]);
    let first = promethee_flows(&sheet.table(), &settings).unwrap();
    assert_eq!(promethee_flows(&sheet.table(), &settings).unwrap(), first);
}

#[test]
fn a_criterion_without_weight_adds_nothing() {
    let with = Sheet::of_rows([(1, 1.0), (1, 0.0)], &[[1.0, 9.0], [2.0, 5.0], [3.0, 7.0]]);
    let without = Sheet::of_rows([(1, 1.0)], &[[1.0], [2.0], [3.0]]);
    let of = |sheet: &Sheet| promethee_flows(&sheet.table(), &settings(&[])).unwrap();
    assert_eq!(of(&with), of(&without));
}

#[test]
fn a_rating_of_any_number_of_rows_may_be_gaussian() {
    let values: Vec<f64> = (0..50_000_u32).map(|row| f64::from(row % 10)).collect();
    let found = promethee_flows(
        &one(Better::Higher, &values).table(),
        &settings(&[PreferenceFunction::Gaussian(2.0)]),
    )
    .unwrap();
    let few = promethee_flows(
        &one(Better::Higher, &values[..10]).table(),
        &settings(&[PreferenceFunction::Gaussian(2.0)]),
    )
    .unwrap();
    // Each value stands for 5,000 rows: the means differ by the rows that are equal to it.
    for (row, flow) in few.positive.iter().enumerate() {
        assert!((found.positive[row] - flow * 9.0 * 5_000.0 / 49_999.0).abs() < 1e-11);
    }
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_changes_no_bit() {
    let columns = (0..5_u32).map(|column| Column {
        better: Better::Higher,
        weight: f64::from(column + 1),
        values: (0..3000_u32)
            .map(|row| f64::from((row * 7919 + column * 104_729) % 4001) / 3.0)
            .collect(),
    });
    let sheet = Sheet(columns.collect());
    let functions = [
        PreferenceFunction::Usual,
        PreferenceFunction::VShape(100.0),
        PreferenceFunction::Linear(thresholds(10.0, 300.0)),
        PreferenceFunction::Gaussian(50.0),
        PreferenceFunction::Level(thresholds(10.0, 300.0)),
    ];
    let of = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        bits(&pool.install(|| promethee_flows(&sheet.table(), &settings(&functions)).unwrap()))
    };
    let alone = of(1);
    assert!((2..=4).all(|threads| of(threads) == alone));
}
