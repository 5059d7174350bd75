//! What holds for every table, and what other programs got wrong.

use proptest::prelude::*;

use super::super::{DataWeightMethod, DataWeightsUndefined, DeviationBasis, SpreadMeasure};
use super::{METHODS, close, shares, weights};
use crate::scoring::Better;
use crate::scoring::tests::sheet::{Column, Sheet};

/// Tables of positive cells with at least two rows; some columns are constant, some have few values.
fn sheets(rows: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Sheet> {
    let rows = rows.into();
    prop::collection::vec((0_u8..6, 1_u8..=9, any::<bool>(), any::<u64>()), 1..6).prop_flat_map(
        move |columns| {
            let cells =
                prop::collection::vec(prop::collection::vec(0.0_f64..1.0, columns.len()), rows.clone());
            cells.prop_map(move |rows| {
                let columns = columns
                    .iter()
                    .enumerate()
                    .map(|(index, &(kind, weight, higher, _))| {
                        let cell = |unit: f64| match kind {
                            0 => 7.25,
                            1 => 1.0 + (unit * 10.0).floor(),
                            2 => 1e6 + unit,
                            _ => 0.5 + unit * f64::from(kind),
                        };
                        Column {
                            better: if higher { Better::Higher } else { Better::Lower },
                            weight: f64::from(weight),
                            values: rows.iter().map(|row| cell(row[index])).collect(),
                        }
                    });
                Sheet(columns.collect())
            })
        },
    )
}

fn changed(sheet: &Sheet, change: impl Fn(&Column) -> Column) -> Sheet {
    Sheet(sheet.0.iter().map(change).collect())
}

fn scaled(sheet: &Sheet, change: impl Fn(f64) -> f64) -> Sheet {
    changed(sheet, |column| Column {
        values: column.values.iter().map(|&value| change(value)).collect(),
        ..column.clone()
    })
}

/// The measures from the definitions, with plain sums over the columns.
fn oracle(sheet: &Sheet, method: DataWeightMethod) -> Vec<f64> {
    let columns: Vec<Vec<f64>> = sheet.0.iter().map(|column| column.values.clone()).collect();
    let count = |length: usize| f64::from(u32::try_from(length).unwrap());
    let (n, k) = (count(columns[0].len()), count(columns.len()));
    let low = |column: &[f64]| column.iter().copied().fold(f64::INFINITY, f64::min);
    let high = |column: &[f64]| column.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mean = |column: &[f64]| {
        let first = column[0];
        first + column.iter().map(|value| value - first).sum::<f64>() / n
    };
    let centred = |column: &[f64]| -> Vec<f64> {
        let mean = mean(column);
        column.iter().map(|value| value - mean).collect()
    };
    let dot = |left: &[f64], right: &[f64]| {
        left.iter()
            .zip(right)
            .map(|(one, other)| one * other)
            .sum::<f64>()
    };
    let deviation = |column: &[f64]| (dot(&centred(column), &centred(column)) / n).sqrt();
    let constant = |column: &[f64]| low(column) >= high(column);
    let normalised = |index: usize| -> Vec<f64> {
        let (low, high) = (low(&columns[index]), high(&columns[index]));
        let stretch = |value: &f64| match sheet.0[index].better {
            _ if low >= high => 0.0,
            Better::Higher => (value - low) / (high - low),
            Better::Lower => (high - value) / (high - low),
        };
        columns[index].iter().map(stretch).collect()
    };
    let correlation = |one: &[f64], other: &[f64]| {
        if constant(one) || constant(other) {
            return 0.0;
        }
        let (one, other) = (centred(one), centred(other));
        dot(&one, &other) / (dot(&one, &one) * dot(&other, &other)).sqrt()
    };
    let indices = 0..columns.len();
    match method {
        DataWeightMethod::Entropy => indices
            .map(|index| {
                // The mean of (1 + d) ln(1 + d) - d is ln n - sum p ln(1 / p), without its cancellation.
                let mean = mean(&columns[index]);
                let terms = columns[index].iter().map(|value| {
                    let d = (value - mean) / mean;
                    if d.abs() < 1e-4 {
                        d * d / 2.0 - d * d * d / 6.0 + d * d * d * d / 12.0
                    } else {
                        (1.0 + d) * libm::log1p(d) - d
                    }
                });
                terms.sum::<f64>() / n / libm::log(n)
            })
            .collect(),
        DataWeightMethod::Critic => indices
            .map(|index| {
                let own = normalised(index);
                let others = (0..columns.len()).filter(|&other| other != index);
                let conflict: f64 = others
                    .map(|other| 1.0 - correlation(&own, &normalised(other)))
                    .sum();
                deviation(&own) * if conflict < 1e-12 { 0.0 } else { conflict }
            })
            .collect(),
        DataWeightMethod::Merec => {
            let logs: Vec<Vec<f64>> = (0..columns.len())
                .map(|index| {
                    let column = &columns[index];
                    let (low, high) = (low(column), high(column));
                    let ratio = |value: &f64| match sheet.0[index].better {
                        Better::Higher => low / value,
                        Better::Lower => value / high,
                    };
                    column.iter().map(|value| libm::log(ratio(value)).abs()).collect()
                })
                .collect();
            let whole = |row: usize| logs.iter().map(|log| log[row]).sum::<f64>();
            let effect = |index: usize| {
                let rows = 0..columns[0].len();
                rows.map(|row| {
                    let without = libm::log(1.0 + (whole(row) - logs[index][row]) / k);
                    (without - libm::log(1.0 + whole(row) / k)).abs()
                })
                .sum()
            };
            indices.map(effect).collect()
        }
        DataWeightMethod::StandardDeviation(basis) => indices
            .map(|index| match basis {
                DeviationBasis::Raw => deviation(&columns[index]),
                DeviationBasis::Normalised => deviation(&normalised(index)),
                DeviationBasis::CoefficientOfVariation => {
                    deviation(&columns[index]) / mean(&columns[index]).abs()
                }
            })
            .collect(),
    }
}

fn agrees(sheet: &Sheet, method: DataWeightMethod, tolerance: f64) -> Result<(), TestCaseError> {
    let found = weights(sheet, method);
    let expected = oracle(sheet, method);
    let sum: f64 = expected.iter().sum();
    for (criterion, expected) in found.criteria.iter().zip(&expected) {
        match criterion.data_share {
            Some(share) => prop_assert!(
                (share - expected / sum).abs() <= tolerance,
                "{method:?} {share} {}",
                expected / sum
            ),
            None => prop_assert!(sum.is_nan() || sum < 1e-9, "{method:?} {sum}"),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn weights_agree_with_the_definitions(sheet in sheets(2..30)) {
        for method in METHODS {
            agrees(&sheet, method, 1e-9)?;
        }
    }

    #[test]
    fn shares_add_up_to_one_and_constant_columns_have_none(sheet in sheets(2..30)) {
        for method in METHODS {
            let found = weights(&sheet, method);
            if found.undefined.is_some() {
                prop_assert!(found.criteria.iter().all(|criterion| criterion.data_share.is_none()));
                continue;
            }
            let shares = || found.criteria.iter().map(|criterion| criterion.data_share.unwrap());
            prop_assert!((shares().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!(shares().all(|share| (0.0..=1.0).contains(&share)));
            for criterion in found.criteria.iter().filter(|criterion| criterion.constant) {
                prop_assert_eq!(criterion.data_share, Some(0.0));
            }
            let judged: f64 = found.criteria.iter().map(|criterion| criterion.judged_share).sum();
            prop_assert!((judged - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_order_of_rows_and_columns_does_not_matter(sheet in sheets(2..30), turn in 0_usize..30) {
        for method in METHODS {
            let before = weights(&sheet, method);
            let mut turned = changed(&sheet, |column| {
                let mut column = column.clone();
                let rows = column.values.len();
                column.values.rotate_left(turn % rows);
                column
            });
            turned.0.reverse();
            let after = weights(&turned, method);
            prop_assert_eq!(after.undefined, before.undefined);
            for (one, other) in before.criteria.iter().zip(after.criteria.iter().rev()) {
                prop_assert!((one.data_share.unwrap_or(0.0) - other.data_share.unwrap_or(0.0)).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn units_do_not_matter_but_to_raw_deviations(sheet in sheets(2..20), factor in 1e-3_f64..1e3) {
        for method in METHODS.into_iter().filter(|method| *method != METHODS[3]) {
            let before = weights(&sheet, method);
            let mut other_unit = sheet.clone();
            other_unit.0[0].values = sheet.0[0].values.iter().map(|value| value * factor).collect();
            let after = weights(&other_unit, method);
            for (one, other) in before.criteria.iter().zip(&after.criteria) {
                // Rounding to the other unit is as large as the spread of a column around a million.
                prop_assert!((one.data_share.unwrap_or(0.0) - other.data_share.unwrap_or(0.0)).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn powers_of_two_change_no_bit(sheet in sheets(2..20)) {
        for method in [DataWeightMethod::Critic, DataWeightMethod::Merec, METHODS[4], METHODS[5]] {
            let before = weights(&sheet, method);
            prop_assert_eq!(weights(&scaled(&sheet, |value| value * 1024.0), method).criteria, before.criteria);
        }
    }

    #[test]
    fn critic_sees_a_cost_as_a_benefit_with_the_sign_turned(sheet in sheets(2..20)) {
        let before = weights(&sheet, DataWeightMethod::Critic);
        let turned = changed(&sheet, |column| Column {
            better: if column.better == Better::Higher { Better::Lower } else { Better::Higher },
            values: column.values.iter().map(|value| -value).collect(),
            ..column.clone()
        });
        prop_assert_eq!(weights(&turned, DataWeightMethod::Critic).criteria, before.criteria);
    }

    #[test]
    fn any_finite_numbers_are_taken_by_critic_and_deviations(
        columns in prop::collection::vec(prop::collection::vec(any::<f64>().prop_filter("finite", |value| value.is_finite()), 6), 1..4),
    ) {
        let columns = columns.into_iter().map(|values| Column { better: Better::Higher, weight: 1.0, values });
        let sheet = Sheet(columns.collect());
        for method in [DataWeightMethod::Critic, METHODS[3], METHODS[4]] {
            for criterion in weights(&sheet, method).criteria {
                prop_assert!(criterion.data_share.is_none_or(|share| (0.0..=1.0).contains(&share)));
            }
        }
        let positive = scaled(&sheet, |value| value.abs().max(f64::from_bits(1)));
        for method in METHODS {
            for criterion in weights(&positive, method).criteria {
                prop_assert!(criterion.data_share.is_none_or(|share| (0.0..=1.0).contains(&share)), "{method:?}");
            }
        }
    }
}

/// A sheet of many rows, so that blocks, chunks and their rests are all there.
fn many_rows(rows: u32) -> Sheet {
    let cell = |row: u32, column: u32| {
        f64::from((row * 7919 + column * 104_729 + row / 7 * column) % 9001 + 1) / 1000.0
    };
    let columns = (0..4_u32).map(|column| Column {
        better: if column % 2 == 0 {
            Better::Higher
        } else {
            Better::Lower
        },
        weight: 1.0,
        values: (0..rows)
            .map(|row| cell(row, column) + if column == 3 { 1e6 } else { 0.0 })
            .collect(),
    });
    Sheet(columns.collect())
}

#[test]
fn many_rows_agree_with_the_definitions() {
    for rows in [1024, 16_384, 40_003] {
        for method in METHODS {
            agrees(&many_rows(rows), method, 1e-10).unwrap();
        }
    }
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_changes_no_bit() {
    let sheet = many_rows(70_001);
    for method in METHODS {
        let of = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            serde_json::to_string(&pool.install(|| weights(&sheet, method))).unwrap()
        };
        let alone = of(1);
        assert!((2..=4).all(|threads| of(threads) == alone));
    }
}

fn columns(columns: &[(Better, &[f64])]) -> Sheet {
    let column = |&(better, values): &(Better, &[f64])| Column {
        better,
        weight: 1.0,
        values: values.to_vec(),
    };
    Sheet(columns.iter().map(column).collect())
}

#[test]
fn fewer_than_two_rows_have_no_spread() {
    for method in METHODS {
        for values in [&[][..], &[5.0]] {
            let found = weights(&columns(&[(Better::Higher, values)]), method);
            assert_eq!(found.undefined, Some(DataWeightsUndefined::TooFewRows));
            assert_eq!(
                (found.criteria[0].data_share, &found.criteria[0].measure),
                (None, &None)
            );
        }
    }
}

#[test]
fn constant_columns_alone_have_no_spread() {
    for method in METHODS {
        // The sum of ten tenths is not one in floats, so that rounding could look like spread.
        let found = weights(
            &columns(&[(Better::Higher, &[0.1; 10]), (Better::Lower, &[1e9; 10])]),
            method,
        );
        assert_eq!(
            found.undefined,
            Some(DataWeightsUndefined::NoSpread),
            "{method:?}"
        );
        assert!(
            found
                .criteria
                .iter()
                .all(|criterion| criterion.constant && criterion.data_share.is_none())
        );
        assert!(
            found
                .criteria
                .iter()
                .all(|criterion| criterion.measure.as_ref().map(SpreadMeasure::amount) == Some(0.0))
        );
    }
}

#[test]
fn one_constant_column_leaves_the_weights_of_the_others() {
    // CRITIC of two Python libraries gives NaN for all three here.
    let sheet = columns(&[
        (Better::Higher, &[1.0, 2.0, 4.0]),
        (Better::Higher, &[5.0, 5.0, 5.0]),
        (Better::Higher, &[3.0, 2.0, 9.0]),
    ]);
    for method in METHODS {
        let found = shares(&sheet, method);
        assert!(found[1] == 0.0 && found[0] > 0.0 && found[2] > 0.0, "{method:?}");
        assert!((found[0] + found[2] - 1.0).abs() < 1e-12);
    }
}

#[test]
fn columns_that_move_together_have_no_conflict() {
    let sheet = columns(&[
        (Better::Higher, &[1.0, 2.0, 4.7]),
        (Better::Lower, &[-3.0, -5.0, -10.4]),
    ]);
    assert_eq!(
        weights(&sheet, DataWeightMethod::Critic).undefined,
        Some(DataWeightsUndefined::NoConflict)
    );
    let single = columns(&[(Better::Higher, &[1.0, 2.0, 4.0])]);
    assert_eq!(
        weights(&single, DataWeightMethod::Critic).undefined,
        Some(DataWeightsUndefined::NoConflict)
    );
    assert_eq!(shares(&single, DataWeightMethod::Entropy), [1.0]);
    assert_eq!(shares(&single, DataWeightMethod::Merec), [1.0]);
}

#[test]
fn entropy_takes_zeros() {
    // p = (0, 1): E = 0. p = (1/4, 3/4): E = 0.8112781244591328, the entropy in bits.
    let sheet = columns(&[
        (Better::Higher, &[0.0, 5.0]),
        (Better::Higher, &[1.0, 3.0]),
        (Better::Higher, &[0.0, 0.0]),
    ]);
    let found = shares(&sheet, DataWeightMethod::Entropy);
    let divergence = 1.0 - 0.811_278_124_459_132_8;
    close(
        &found,
        &[1.0 / (1.0 + divergence), divergence / (1.0 + divergence), 0.0],
        1e-14,
    );
}

#[test]
fn entropy_does_not_turn_costs_over() {
    let rows: [&[f64]; 2] = [&[1.0, 2.0, 4.0], &[9.0, 3.0, 5.0]];
    let of = |better| {
        shares(
            &columns(&[(better, rows[0]), (Better::Higher, rows[1])]),
            DataWeightMethod::Entropy,
        )
    };
    assert_eq!(of(Better::Lower), of(Better::Higher));
}

#[test]
fn columns_that_are_nearly_constant_keep_their_digits() {
    // A step of 1 in a billion: 1 - E is variance / (2 mean^2 ln n) up to the third power of 1e-9; half the step, a quarter.
    let far = |step: f64| vec![1e9, 1e9 + step, 1e9 + 2.0 * step];
    let (one, half) = (far(1.0), far(0.5));
    let sheet = columns(&[(Better::Higher, &one), (Better::Higher, &half)]);
    close(&shares(&sheet, DataWeightMethod::Entropy), &[0.8, 0.2], 1e-8);
    let found = weights(&sheet, DataWeightMethod::Entropy);
    let Some(SpreadMeasure::Entropy(measure)) = &found.criteria[0].measure else {
        panic!()
    };
    let expected = 2.0 / 3.0 / (2.0 * 1e18 * libm::log(3.0));
    assert!((measure.divergence / expected - 1.0).abs() < 1e-8);
    close(&shares(&sheet, METHODS[3]), &[2.0 / 3.0, 1.0 / 3.0], 1e-14);
}

#[test]
fn the_answer_stands_beside_the_judged_weights_with_a_warning() {
    let mut sheet = columns(&[(Better::Higher, &[1.0, 4.0]), (Better::Lower, &[3.0, 2.0])]);
    sheet.0[0].weight = 3.0;
    let found = weights(&sheet, METHODS[3]);
    let expected = serde_json::json!({
        "method": {"standard_deviation": "raw"},
        "warning": "these weights measure how far the data at hand spread, not what matters to the business; \
                    use them to question judged weights, not to replace them",
        "row_count": 2,
        "criteria": [
            {"criterion_id": "c0", "judged_share": 0.75, "data_share": 0.75, "constant": false,
             "measure": {"standard_deviation": {"basis": "raw", "deviation": 1.5}}},
            {"criterion_id": "c1", "judged_share": 0.25, "data_share": 0.25, "constant": false,
             "measure": {"standard_deviation": {"basis": "raw", "deviation": 0.5}}},
        ],
    });
    assert_eq!(serde_json::to_value(&found).unwrap(), expected);
}
