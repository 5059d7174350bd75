//! Definitions by hand, and a look at all pairs.

use proptest::prelude::*;

use super::{DominatedRow, Ranges, dominance};
use crate::quantity::Weight;
use crate::scoring::{Better, DecisionTable, TableColumn};

fn table<'a>(columns: &'a [Vec<f64>], better: &[Better]) -> DecisionTable<'a> {
    let columns = columns
        .iter()
        .zip(better)
        .enumerate()
        .map(|(index, (values, better))| TableColumn {
            criterion_id: format!("c{index}").try_into().unwrap(),
            better: *better,
            weight: Weight::try_from(1.0).unwrap(),
            values,
        });
    DecisionTable::new(columns.collect()).unwrap()
}

#[test]
fn strict_weak_and_equal_rows() {
    // Row 1 is worse everywhere, row 2 equals row 0, row 3 is as good once, row 4 is better once.
    let columns = [vec![5.0, 4.0, 5.0, 5.0, 1.0], vec![3.0, 2.0, 3.0, 1.0, 9.0]];
    let found = dominance(&table(&columns, &[Better::Higher, Better::Higher])).unwrap();
    assert_eq!(found.frontier, [0, 2, 4]);
    assert_eq!(
        found.dominated[0],
        DominatedRow {
            row: 1,
            by_row: 0,
            strictly: true
        }
    );
    assert_eq!(
        found.dominated[1],
        DominatedRow {
            row: 3,
            by_row: 0,
            strictly: false
        }
    );
}

#[test]
fn lower_is_better_where_the_table_says_so() {
    let columns = [vec![5.0, 4.0], vec![30.0, 20.0]];
    let found = dominance(&table(&columns, &[Better::Lower, Better::Lower])).unwrap();
    assert_eq!((found.frontier, found.dominated[0].by_row), (vec![1], 1));
}

#[test]
fn small_and_faulty_tables() {
    let none = dominance(&table(&[vec![]], &[Better::Higher])).unwrap();
    assert_eq!((none.frontier.len(), none.dominated.len()), (0, 0));
    let one = dominance(&table(&[vec![7.0]], &[Better::Higher])).unwrap();
    assert_eq!(one.frontier, [0]);
    let error = dominance(&table(&[vec![7.0, f64::NAN]], &[Better::Higher])).unwrap_err();
    assert_eq!(error.to_string(), "`c0` must be a finite number (got NaN, row 1)");
}

/// The two zeros are one number.
#[test]
fn zeros_are_equal() {
    let found = dominance(&table(
        &[vec![0.0, -0.0], vec![0.0, 0.0]],
        &[Better::Higher, Better::Lower],
    ))
    .unwrap();
    assert_eq!(found.frontier, [0, 1]);
}

fn dominates(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> bool {
    upper.iter().zip(lower).all(|(up, low)| up.0 >= low.1)
        && upper.iter().zip(lower).any(|(up, low)| up.0 > low.1)
}

fn possibly(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> bool {
    upper.iter().zip(lower).all(|(up, low)| up.1 >= low.0)
        && upper.iter().zip(lower).any(|(up, low)| up.1 > low.0)
}

proptest! {
    #[test]
    fn the_frontier_is_that_of_all_pairs(
        rows in prop::collection::vec(prop::collection::vec((0_u8..5, 0_u8..3), 3), 0..40), width in 1_usize..=3, open in any::<bool>(),
    ) {
        let rows: Vec<Vec<(f64, f64)>> = rows.iter().map(|row| {
            let ends = row.iter().take(width);
            ends.map(|(low, more)| (f64::from(*low), f64::from(low + if open && *more == 2 { 2 } else { 0 }))).collect()
        }).collect();
        let low: Vec<f64> = rows.iter().flatten().map(|ends| ends.0).collect();
        let high: Vec<f64> = rows.iter().flatten().map(|ends| ends.1).collect();
        let ranges = Ranges { low: &low, high: &high, width };
        let found = ranges.dominance();
        let expected: Vec<usize> =
            (0..rows.len()).filter(|row| !rows.iter().any(|other| dominates(other, &rows[*row]))).collect();
        prop_assert_eq!(&found.frontier, &expected);
        prop_assert_eq!(found.frontier.len() + found.dominated.len(), rows.len());
        for row in &found.dominated {
            prop_assert!(dominates(&rows[row.by_row], &rows[row.row]) && !dominates(&rows[row.row], &rows[row.by_row]));
            prop_assert!(found.frontier.contains(&row.by_row));
            let strictly = |upper: &[(f64, f64)]| upper.iter().zip(&rows[row.row]).all(|(up, low)| up.0 > low.1);
            prop_assert_eq!(row.strictly, rows.iter().any(|other| strictly(other)));
        }
        let possible = ranges.possibly_dominated();
        for (row, found) in possible.iter().enumerate() {
            let expected = (0..rows.len()).any(|other| other != row && possibly(&rows[other], &rows[row]));
            prop_assert_eq!(*found, expected);
        }
    }

    /// A completion is one of the things that open cells can turn out to be.
    #[test]
    fn what_is_certain_holds_in_every_completion(
        rows in prop::collection::vec(prop::collection::vec((0_u8..5, 0_u8..3, any::<bool>()), 2), 1..12),
    ) {
        let flat: Vec<(f64, f64, bool)> = rows.iter().flatten()
            .map(|(low, more, up)| (f64::from(*low), f64::from(low + more), *up)).collect();
        let low: Vec<f64> = flat.iter().map(|cell| cell.0).collect();
        let high: Vec<f64> = flat.iter().map(|cell| cell.1).collect();
        let now: Vec<f64> = flat.iter().map(|cell| if cell.2 { cell.1 } else { cell.0 }).collect();
        let open = Ranges { low: &low, high: &high, width: 2 };
        let closed = Ranges { low: &now, high: &now, width: 2 }.dominance();
        for row in open.dominance().dominated {
            prop_assert!(!closed.frontier.contains(&row.row));
        }
        for (row, possible) in open.possibly_dominated().into_iter().enumerate() {
            prop_assert!(possible || closed.frontier.contains(&row));
        }
    }
}
