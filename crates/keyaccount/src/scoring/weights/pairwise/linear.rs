//! Small systems of linear equations whose solution stays positive.

/// Returns the solution of linear equations; each row holds the coefficients and, last, the right-hand side.
///
/// The coefficients form an M-matrix: above zero on the diagonal, at most zero elsewhere, each row's sum at least zero
/// after a scaling. Elimination then needs no exchange of rows, off-diagonal entries only ever add, and a right-hand side
/// without a negative entry gives a solution without one, in floats as on paper. A pivot below `floor`, which only
/// rounding can cause, counts as `floor`.
pub(super) fn solve(rows: &mut [Vec<f64>], floor: f64) -> Vec<f64> {
    let mut rest = &mut *rows;
    let mut column = 0;
    while let Some((head, below)) = rest.split_first_mut() {
        let pivot = head.get(column).copied().unwrap_or_default().max(floor);
        if let Some(slot) = head.get_mut(column) {
            *slot = pivot;
        }
        for row in below.iter_mut() {
            let factor = row.get(column).copied().unwrap_or_default() / pivot;
            if factor != 0.0 {
                for (slot, above) in row.iter_mut().zip(head.iter()).skip(column) {
                    *slot -= factor * above;
                }
            }
        }
        rest = below;
        column += 1;
    }
    let mut solution = vec![0.0; rows.len()];
    for (index, row) in rows.iter().enumerate().rev() {
        let (Some(&pivot), Some(&right)) = (row.get(index), row.last()) else {
            continue;
        };
        let known = row.iter().zip(&solution).skip(index + 1);
        let reached: f64 = known.map(|(coefficient, value)| coefficient * value).sum();
        if let Some(slot) = solution.get_mut(index) {
            *slot = (right - reached) / pivot;
        }
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn worked_by_hand() {
        // 2x - y = 1, -x + 2y = 4: x = 2, y = 3.
        let mut rows = vec![vec![2.0, -1.0, 1.0], vec![-1.0, 2.0, 4.0]];
        let solution = solve(&mut rows, 0.0);
        assert!((solution[0] - 2.0).abs() < 1e-15 && (solution[1] - 3.0).abs() < 1e-15);
        assert!(solve(&mut [], 0.0).is_empty());
    }
}
