//! The methods once more, row by row and as the sources write them.

use proptest::prelude::*;

use super::{Data, data, near};
use crate::scoring::Better;
use crate::scoring::second_opinion::{ProductScaling, TopsisScaling};

fn column_best(data: &Data, column: usize) -> f64 {
    ends(data, column).0
}

fn ends(data: &Data, column: usize) -> (f64, f64) {
    let mut cells: Vec<f64> = data.rows.iter().map(|row| row[column]).collect();
    cells.sort_by(f64::total_cmp);
    let (low, high) = (cells[0], cells[cells.len() - 1]);
    if data.better[column] == Better::Higher {
        (high, low)
    } else {
        (low, high)
    }
}

/// The matrix is scaled and weighted first, then the ideal points are found in it.
fn topsis(data: &Data, scaling: TopsisScaling) -> Vec<f64> {
    let shares = data.shares();
    let scaled: Vec<Vec<f64>> = data
        .rows
        .iter()
        .map(|row| {
            let cells = row.iter().enumerate().map(|(column, cell)| {
                let (best, worst) = ends(data, column);
                let length = match scaling {
                    TopsisScaling::Vector => data.columns[column]
                        .iter()
                        .map(|cell| cell * cell)
                        .sum::<f64>()
                        .sqrt(),
                    TopsisScaling::MinMax => (best - worst).abs(),
                    TopsisScaling::Anchors => 1.0,
                };
                if length <= 0.0 {
                    0.0
                } else {
                    shares[column] * cell / length
                }
            });
            cells.collect()
        })
        .collect();
    let scaled = Data::of(scaled, data.weights.clone(), data.better.clone());
    let distance = |row: &[f64], to: &[f64]| -> f64 {
        row.iter()
            .zip(to)
            .map(|(cell, to)| (cell - to) * (cell - to))
            .sum::<f64>()
            .sqrt()
    };
    let (best, worst): (Vec<f64>, Vec<f64>) = (0..shares.len())
        .map(|column| match (scaling, data.better[column]) {
            (TopsisScaling::Anchors, Better::Higher) => (shares[column], 0.0),
            (TopsisScaling::Anchors, Better::Lower) => (0.0, shares[column]),
            _ => ends(&scaled, column),
        })
        .unzip();
    let closeness = scaled.rows.iter().map(|row| {
        let (plus, minus) = (distance(row, &best), distance(row, &worst));
        if plus + minus <= 0.0 {
            0.5
        } else {
            1.0 - plus / (plus + minus)
        }
    });
    closeness.collect()
}

fn regrets(data: &Data, row: &[f64]) -> Vec<f64> {
    let shares = data.shares();
    let regrets = row.iter().enumerate().map(|(column, cell)| {
        let (best, worst) = ends(data, column);
        if (best - worst).abs() <= 0.0 {
            0.0
        } else {
            shares[column] * ((best - cell) / (best - worst))
        }
    });
    regrets.collect()
}

fn vikor(data: &Data, v: f64) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let s: Vec<f64> = data
        .rows
        .iter()
        .map(|row| regrets(data, row).iter().sum())
        .collect();
    let r: Vec<f64> = data
        .rows
        .iter()
        .map(|row| regrets(data, row).into_iter().fold(0.0, f64::max))
        .collect();
    let part = |measure: &[f64], row: usize| {
        let low = measure.iter().copied().fold(f64::INFINITY, f64::min);
        let high = measure.iter().copied().fold(0.0, f64::max);
        if high - low < 1e-13 {
            0.0
        } else {
            (measure[row] - low) / (high - low)
        }
    };
    let q = (0..s.len())
        .map(|row| v * part(&s, row) + (1.0 - v) * part(&r, row))
        .collect();
    (s, r, q)
}

fn ratio(data: &Data, column: usize, cell: f64, scaling: ProductScaling) -> f64 {
    match (scaling, data.better[column]) {
        (ProductScaling::Ratio, Better::Higher) => cell / column_best(data, column),
        (ProductScaling::Ratio, Better::Lower) => column_best(data, column) / cell,
        (ProductScaling::Anchors, Better::Higher) => cell,
        (ProductScaling::Anchors, Better::Lower) => 1.0 - cell,
    }
}

/// Powers multiplied, not logarithms added.
fn sum_and_product(data: &Data, row: &[f64], scaling: ProductScaling) -> (f64, f64) {
    let shares = data.shares();
    let mut result = (0.0, 1.0);
    for (column, cell) in row.iter().enumerate() {
        let ratio = ratio(data, column, *cell, scaling);
        result.0 += shares[column] * ratio;
        result.1 *= libm::pow(ratio, shares[column]);
    }
    result
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn topsis_agrees(data in data(50.0)) {
        for scaling in [TopsisScaling::Vector, TopsisScaling::MinMax] {
            let found = data.topsis(scaling).unwrap();
            prop_assert!(near(&found, &topsis(&data, scaling), 1e-7), "{scaling:?} {found:?}");
        }
    }

    #[test]
    fn vikor_agrees(data in data(1000.0), percent in 0_u32..=100) {
        let v = f64::from(percent) / 100.0;
        let (s, r, q, _) = data.vikor(v).unwrap();
        let expected = vikor(&data, v);
        prop_assert!(near(&s, &expected.0, 1e-12) && near(&r, &expected.1, 1e-12) && near(&q, &expected.2, 1e-9));
    }

    #[test]
    fn the_methods_on_values_agree(data in data(1.0)) {
        prop_assert!(near(&data.topsis(TopsisScaling::Anchors).unwrap(), &topsis(&data, TopsisScaling::Anchors), 1e-9));
        let (values, columns) = data.worst_of().unwrap();
        for (row, cells) in data.rows.iter().enumerate() {
            let values_of_row: Vec<f64> = (0..cells.len())
                .map(|column| if data.better[column] == Better::Higher { cells[column] } else { 1.0 - cells[column] })
                .collect();
            let counted = (0..cells.len()).filter(|&column| data.weights[column] > 0.0);
            let worst = counted.min_by(|&left, &right| values_of_row[left].total_cmp(&values_of_row[right])).unwrap();
            prop_assert_eq!((values[row], columns[row]), (values_of_row[worst], u32::try_from(worst).unwrap()));
        }
    }

    #[test]
    fn products_and_sums_agree(data in data(1.0), percent in 0_u32..=100) {
        let lambda = f64::from(percent) / 100.0;
        for scaling in [ProductScaling::Ratio, ProductScaling::Anchors] {
            let expected: Vec<(f64, f64)> = data.rows.iter().map(|row| sum_and_product(&data, row, scaling)).collect();
            let products: Vec<f64> = expected.iter().map(|(_, product)| *product).collect();
            let joint: Vec<f64> = expected.iter().map(|(sum, product)| lambda * sum + (1.0 - lambda) * product).collect();
            prop_assert!(near(&data.weighted_product(scaling).unwrap(), &products, 1e-12));
            prop_assert!(near(&data.waspas(lambda, scaling).unwrap(), &joint, 1e-12));
        }
    }

    #[test]
    fn spotis_agrees(data in data(10.0), expected in prop::collection::vec(0_u32..=10, 6)) {
        let bounds: Vec<(f64, f64, f64)> = expected.iter().take(data.weights.len()).map(|&at| (0.0, 10.0, f64::from(at))).collect();
        let shares = data.shares();
        let distances: Vec<f64> = data.rows.iter().map(|row| {
            row.iter().enumerate().map(|(column, cell)| shares[column] * (cell - bounds[column].2).abs() / 10.0).sum()
        }).collect();
        prop_assert!(near(&data.spotis(&bounds).unwrap(), &distances, 1e-12));
    }
}

/// Two and a half chunks, so that sums of chunks are added and the last block is short.
#[test]
fn a_table_of_several_chunks_agrees() {
    let cell = |row: usize, column: usize| {
        f64::from(u32::try_from((row * 7_919 + column * 104_729 + row * row % 613) % 1_000 + 1).unwrap())
            / 1000.0
    };
    let rows: Vec<Vec<f64>> = (0..40_999)
        .map(|row| (0..4).map(|column| cell(row, column)).collect())
        .collect();
    let data = Data::of(
        rows,
        vec![4.0, 3.0, 0.0, 2.0],
        vec![Better::Higher, Better::Lower, Better::Higher, Better::Higher],
    );
    let (s, r, _, _) = data.vikor(0.5).unwrap();
    let closeness = data.topsis(TopsisScaling::Vector).unwrap();
    let products = data.weighted_product(ProductScaling::Ratio).unwrap();
    let (values, _) = data.worst_of().unwrap();
    for column in &data.columns {
        assert!(column.contains(&1.0) && column.contains(&0.001));
    }
    // The ends of blocks and chunks, where the oracle would take too long for every row.
    for row in [0, 1_023, 1_024, 16_383, 16_384, 32_768, 40_998] {
        let (mut sum, mut largest, mut product, mut worst) = (0.0, 0.0_f64, 1.0, 1.0_f64);
        let (mut plus, mut minus) = (0.0, 0.0);
        for column in [0, 1, 3] {
            let share = data.weights[column] / 9.0;
            let cell = data.rows[row][column];
            let higher = data.better[column] == Better::Higher;
            let regret = share * if higher { 1.0 - cell } else { cell - 0.001 } / 0.999;
            sum += regret;
            largest = largest.max(regret);
            product *= libm::pow(if higher { cell } else { 0.001 / cell }, share);
            worst = worst.min(if higher { cell } else { 1.0 - cell });
            let norm = data.columns[column]
                .iter()
                .map(|cell| cell * cell)
                .sum::<f64>()
                .sqrt();
            let gaps = (share * (1.0 - cell) / norm, share * (cell - 0.001) / norm);
            let (to_best, to_worst) = if higher { gaps } else { (gaps.1, gaps.0) };
            plus += to_best * to_best;
            minus += to_worst * to_worst;
        }
        let expected = [
            sum,
            largest,
            product,
            worst,
            minus.sqrt() / (plus.sqrt() + minus.sqrt()),
        ];
        let found = [s[row], r[row], products[row], values[row], closeness[row]];
        assert!(
            near(&found, &expected, 1e-10),
            "row {row}: {found:?}, {expected:?}"
        );
    }
}
