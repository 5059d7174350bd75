//! Where another program was seen to be wrong (scoring notes, section 4): what is right.

use super::{Data, near, ranked};
use crate::scoring::second_opinion::{
    CompromiseOutcome, ProductScaling, RankMethod, RankMethodAnswer, TopsisScaling, VikorOptions,
};

const SCALINGS: [TopsisScaling; 2] = [TopsisScaling::Vector, TopsisScaling::MinMax];

/// The crate mcdm 0.4.0 returns D+ / (D+ + D-), so that its ideal row gets 0.
#[test]
fn topsis_gives_the_ideal_row_1_and_not_0() {
    let data = Data::new(&[&[1.0, 9.0], &[9.0, 1.0], &[5.0, 5.0]], &[2.0, 1.0], "+-");
    for scaling in SCALINGS {
        let closeness = data.topsis(scaling).unwrap();
        assert_eq!((closeness[1], closeness[0]), (1.0, 0.0));
    }
}

/// pymcdm 1.4.0 gives NaN.
#[test]
fn identical_rows_have_a_closeness_and_a_compromise() {
    let row: &[f64] = &[2.0, 3.0];
    let data = Data::new(&[row, row], &[1.0, 1.0], "+-");
    for scaling in SCALINGS {
        assert_eq!(data.topsis(scaling), Ok(vec![0.5, 0.5]));
    }
    assert_eq!(data.vikor(0.5).unwrap().2, [0.0, 0.0]);
}

/// pymcdm 1.4.0 refuses the table.
#[test]
fn vikor_takes_a_constant_criterion() {
    let data = Data::new(&[&[7.0, 1.0], &[7.0, 2.0], &[7.0, 5.0]], &[1.0, 1.0], "++");
    let (s, r, q, _) = data.vikor(0.5).unwrap();
    assert!(near(&s, &[0.5, 0.375, 0.0], 1e-15) && near(&r, &[0.5, 0.375, 0.0], 1e-15));
    assert!(near(&q, &[1.0, 0.75, 0.0], 1e-15));
}

/// pymcdm 1.4.0 divides 0 by 0 where all S or all R are equal.
#[test]
fn vikor_drops_a_half_in_which_all_are_equal() {
    // Each row has one full regret of 1/3, so that R is equal; S differs.
    let data = Data::new(
        &[&[0.0, 9.0, 9.0], &[9.0, 0.0, 5.0], &[9.0, 5.0, 0.0]],
        &[1.0; 3],
        "+++",
    );
    let (s, r, q, summary) = data.vikor(0.5).unwrap();
    assert!(near(&r, &[1.0 / 3.0; 3], 1e-15));
    assert_eq!(summary.dropped_halves().len(), 1);
    assert!(near(&s, &[3.0 / 9.0, 13.0 / 27.0, 13.0 / 27.0], 1e-12));
    assert!(near(&q, &[0.0, 0.5, 0.5], 1e-12));
}

/// In scikit-criteria 0.10 one empty cell makes its criterion vanish for every alternative.
#[test]
fn an_empty_cell_does_not_drop_a_criterion_from_vikor() {
    let data = Data::new(&[&[1.0, 5.0], &[f64::NAN, 3.0], &[9.0, 1.0]], &[1.0, 1.0], "++");
    let error = data.vikor(0.5).unwrap_err();
    assert_eq!(error.to_string(), "`c0` must be a finite number (got NaN, row 1)");
}

/// pyDecision 5.1.8 returns all alternatives where one is accepted alone, and the set where a set is: one list for both.
#[test]
fn the_compromise_set_says_on_what_ground_it_stands() {
    let alone = Data::new(&[&[9.0, 9.0], &[5.0, 5.0], &[1.0, 1.0]], &[1.0, 1.0], "++");
    let near = Data::new(&[&[9.0, 9.0], &[8.0, 8.0], &[1.0, 1.0]], &[1.0, 1.0], "++");
    let set = |data: &Data| {
        let answer = ranked(data, 10.0, &RankMethod::Vikor(VikorOptions::default())).unwrap();
        let RankMethodAnswer::Vikor(answer) = answer.method else {
            panic!("VIKOR answers for VIKOR")
        };
        let set = answer.compromise.unwrap();
        (set.outcome, set.account_ids.len())
    };
    assert_eq!(set(&alone), (CompromiseOutcome::AcceptedAlone, 1));
    assert_eq!(set(&near), (CompromiseOutcome::NearTheLeader, 2));
}

/// RMCDA 0.3.1 multiplies weights by recycling them down the rows.
#[test]
fn topsis_weighs_columns_and_not_rows() {
    let data = Data::new(&[&[9.0, 1.0], &[1.0, 9.0], &[5.0, 5.0]], &[1.0, 0.0], "++");
    for scaling in SCALINGS {
        assert_eq!(data.topsis(scaling), Ok(vec![1.0, 0.0, 0.5]));
    }
}

/// scikit-criteria 0.10 returns the logarithm to base 10.
#[test]
fn a_weighted_product_is_a_product() {
    let data = Data::new(&[&[8.0, 2.0], &[2.0, 8.0], &[8.0, 8.0]], &[1.0, 1.0], "++");
    assert!(near(
        &data.weighted_product(ProductScaling::Ratio).unwrap(),
        &[0.5, 0.5, 1.0],
        1e-15
    ));
}
