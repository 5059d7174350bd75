//! Slow second ways: power iteration for the eigenvector, gradient descent for the least squares.

use proptest::prelude::*;

use super::{ahp, close, ids, shares, weigh};

/// The matrix of comparisons with 0 for gaps, and one more on the diagonal of the row for each of them.
fn harker(number: usize, pairs: &[(usize, usize, f64)]) -> Vec<Vec<f64>> {
    let mut matrix = vec![vec![0.0; number]; number];
    for &(row, column, times) in pairs {
        matrix[row][column] = times;
        matrix[column][row] = 1.0 / times;
    }
    for (place, row) in matrix.iter_mut().enumerate() {
        row[place] = row.iter().filter(|&&times| times == 0.0).count() as f64;
    }
    matrix
}

fn power_iteration(matrix: &[Vec<f64>]) -> (f64, Vec<f64>) {
    let mut vector = vec![1.0 / matrix.len() as f64; matrix.len()];
    let mut eigenvalue = 0.0;
    for _ in 0..20_000 {
        let product: Vec<f64> = matrix
            .iter()
            .map(|row| row.iter().zip(&vector).map(|(left, right)| left * right).sum())
            .collect();
        eigenvalue = product.iter().sum();
        vector = product.iter().map(|entry| entry / eigenvalue).collect();
    }
    (eigenvalue, vector)
}

fn least_squares_by_descent(number: usize, pairs: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut logs = vec![0.0; number];
    for _ in 0..20_000 {
        let mut gradient = vec![0.0; number];
        for &(row, column, times) in pairs {
            let error = logs[row] - logs[column] - libm::log(times);
            gradient[row] += error;
            gradient[column] -= error;
        }
        for (log, slope) in logs.iter_mut().zip(gradient) {
            *log -= slope / (2.0 * number as f64);
        }
    }
    let weights: Vec<f64> = logs.iter().map(|log| libm::exp(*log)).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn both_methods_agree_with_a_slow_second_way(
        times in prop::collection::vec(1.0_f64 / 9.0..9.0, 15),
        dropped in prop::collection::vec(any::<bool>(), 15),
    ) {
        let criterion_ids = ids("d b f a e c");
        let places = (0..6).flat_map(|row| (row + 1..6).map(move |column| (row, column)));
        // Neighbours are always compared, so that the chain connects all.
        let pairs: Vec<(usize, usize, f64)> = places
            .zip(times.iter().zip(dropped))
            .filter(|&((row, column), (_, dropped))| !dropped || column == row + 1)
            .map(|((row, column), (&times, _))| (row, column, times))
            .collect();
        let answer = weigh(&criterion_ids, ahp(&criterion_ids, &pairs, "eigenvector")).unwrap();
        let (eigenvalue, vector) = power_iteration(&harker(6, &pairs));
        prop_assert!(close(&shares(&answer), &vector, 1e-9), "{:?} {:?}", shares(&answer), vector);
        let lambda_max = answer.raters[0].consistency.as_ref().unwrap().lambda_max;
        prop_assert!((lambda_max - eigenvalue).abs() < 1e-9);

        let answer = weigh(&criterion_ids, ahp(&criterion_ids, &pairs, "row_geometric_mean")).unwrap();
        prop_assert!(close(&shares(&answer), &least_squares_by_descent(6, &pairs), 1e-9));
    }
}
