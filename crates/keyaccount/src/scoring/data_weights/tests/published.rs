//! Examples from papers, each computed a second time in numpy.
//!
//! "One unit": papers round the figures that they go on computing with.

use super::super::{DataWeightMethod, DeviationBasis, SpreadMeasure};
use super::{close, shares, weights};
use crate::scoring::tests::sheet::Sheet;

/// Diakoulaki, Mavrotas and Papayannakis 1995, Computers & Operations Research 22(7), 763-770: eight pharmaceutical
/// firms by profitability, market share and productivity.
fn the_eight_firms() -> Sheet {
    Sheet::of_rows(
        [(1, 1.0), (1, 1.0), (1, 1.0)],
        &[
            [61.0, 1.08, 4.33],
            [20.7, 0.26, 4.34],
            [16.3, 1.98, 2.53],
            [9.0, 3.29, 1.65],
            [5.4, 2.77, 2.33],
            [4.0, 4.12, 1.21],
            [-6.1, 3.52, 2.10],
            [-34.6, 3.31, 0.98],
        ],
    )
}

#[test]
fn critic_of_the_eight_firms_of_1995() {
    let found = weights(&the_eight_firms(), DataWeightMethod::Critic);
    let shares: Vec<f64> = found
        .criteria
        .iter()
        .filter_map(|criterion| criterion.data_share)
        .collect();
    close(&shares, &[0.202_225_54, 0.480_901_73, 0.316_872_73], 1e-8);
    let Some(SpreadMeasure::Critic(measure)) = &found.criteria[0].measure else {
        panic!()
    };
    // r with market share -0.656331, with productivity 0.811709: 1.656331 + 0.188291.
    assert!((measure.conflict - 1.844_622).abs() < 1e-6);
    assert_eq!(
        measure
            .closest_criterion_id
            .as_ref()
            .map(crate::quantity::CriterionId::as_str),
        Some("c2")
    );
    assert!((measure.closest_correlation.unwrap() - 0.811_709).abs() < 1e-6);
}

#[test]
fn normalised_deviations_of_the_eight_firms_of_1995() {
    let method = DataWeightMethod::StandardDeviation(DeviationBasis::Normalised);
    close(
        &shares(&the_eight_firms(), method),
        &[0.279_083_06, 0.340_926_28, 0.379_990_65],
        1e-8,
    );
}

/// Keshavarz-Ghorabaee et al. 2021, Symmetry 13(4), 525, section 4.1: table 2 and the weights of step 6.
#[test]
fn merec_of_the_first_example_of_2021() {
    let sheet = Sheet::of_rows(
        [(1, 1.0), (1, 1.0), (-1, 1.0), (-1, 1.0)],
        &[
            [450.0, 8000.0, 54.0, 145.0],
            [10.0, 9100.0, 2.0, 160.0],
            [100.0, 8200.0, 31.0, 153.0],
            [220.0, 9300.0, 1.0, 162.0],
            [5.0, 8400.0, 23.0, 158.0],
        ],
    );
    let found = weights(&sheet, DataWeightMethod::Merec);
    let shares: Vec<f64> = found
        .criteria
        .iter()
        .filter_map(|criterion| criterion.data_share)
        .collect();
    close(&shares, &[0.5752, 0.0141, 0.4016, 0.0091], 0.0001);
    close(&shares, &[0.575_222, 0.014_097, 0.401_561, 0.009_120], 1e-6);
    let effects: Vec<f64> = found
        .criteria
        .iter()
        .filter_map(|criterion| criterion.measure.as_ref().map(SpreadMeasure::amount))
        .collect();
    close(&effects, &[1.71, 0.04, 1.19, 0.03], 0.01);
}

/// The same paper, section 4.2: table 5 and the columns of table 6.
#[test]
fn merec_of_the_second_example_of_2021() {
    let sheet = Sheet::of_rows(
        [
            (1, 1.0),
            (1, 1.0),
            (1, 1.0),
            (-1, 1.0),
            (-1, 1.0),
            (-1, 1.0),
            (-1, 1.0),
        ],
        &[
            [23.0, 264.0, 2.37, 0.05, 167.0, 8900.0, 8.71],
            [20.0, 220.0, 2.2, 0.04, 171.0, 9100.0, 8.23],
            [17.0, 231.0, 1.98, 0.15, 192.0, 10800.0, 9.91],
            [12.0, 210.0, 1.73, 0.2, 195.0, 12300.0, 10.21],
            [15.0, 243.0, 2.0, 0.14, 187.0, 12600.0, 9.34],
            [14.0, 222.0, 1.89, 0.13, 180.0, 13200.0, 9.22],
            [21.0, 262.0, 2.43, 0.06, 160.0, 10300.0, 8.93],
            [20.0, 256.0, 2.6, 0.07, 163.0, 11400.0, 8.44],
            [19.0, 266.0, 2.1, 0.06, 157.0, 11200.0, 9.04],
            [8.0, 218.0, 1.94, 0.11, 190.0, 13400.0, 10.11],
        ],
    );
    let found = shares(&sheet, DataWeightMethod::Merec);
    close(&found, &[0.324, 0.055, 0.086, 0.368, 0.044, 0.077, 0.045], 0.001);
    // In numpy: the other methods on the same table.
    let entropy = [
        0.198_883, 0.019_840, 0.039_675, 0.663_476, 0.016_113, 0.048_540, 0.013_472,
    ];
    close(&shares(&sheet, DataWeightMethod::Entropy), &entropy, 1e-6);
    let critic = [
        0.100_217, 0.200_186, 0.116_357, 0.123_137, 0.130_196, 0.194_871, 0.135_036,
    ];
    close(&shares(&sheet, DataWeightMethod::Critic), &critic, 1e-6);
}

/// Xu 2004, European Journal of Operational Research 156(2), 530-532; the last column is nearly constant.
#[test]
fn entropy_of_the_example_of_2004() {
    let sheet = Sheet::of_rows(
        [(1, 1.0); 4],
        &[
            [30.0, 30.0, 38.0, 29.0],
            [19.0, 54.0, 86.0, 29.0],
            [19.0, 15.0, 85.0, 28.9],
            [68.0, 70.0, 60.0, 29.0],
        ],
    );
    close(
        &shares(&sheet, DataWeightMethod::Entropy),
        &[0.4630, 0.3992, 0.1378, 0.0000],
        0.0001,
    );
}

/// Zavadskas and Podvezko 2016, International Journal of Information Technology & Decision Making 15(2), 267-283; the
/// first and the third criterion are costs, which entropy takes as they are.
#[test]
fn entropy_of_the_example_of_2016() {
    let sheet = Sheet::of_rows(
        [(-1, 1.0), (1, 1.0), (-1, 1.0), (1, 1.0)],
        &[
            [3.0, 100.0, 10.0, 7.0],
            [2.5, 80.0, 8.0, 5.0],
            [1.8, 50.0, 20.0, 11.0],
            [2.2, 70.0, 12.0, 9.0],
        ],
    );
    close(
        &shares(&sheet, DataWeightMethod::Entropy),
        &[0.1146, 0.1981, 0.4185, 0.2689],
        0.0001,
    );
}

/// Ersoy 2021, `LogForum` 17(3): six computers for an online shop, some criteria with two values only.
#[test]
fn entropy_of_the_example_of_2021() {
    let sheet = Sheet::of_rows(
        [(1, 1.0); 6],
        &[
            [256.0, 8.0, 41.0, 1.6, 1.77, 7347.16],
            [256.0, 8.0, 32.0, 1.0, 1.8, 6919.99],
            [256.0, 8.0, 53.0, 1.6, 1.9, 8400.0],
            [256.0, 8.0, 41.0, 1.0, 1.75, 6808.9],
            [512.0, 8.0, 35.0, 1.6, 1.7, 8479.99],
            [256.0, 4.0, 35.0, 1.6, 1.7, 7499.99],
        ],
    );
    let printed = [0.405, 0.221, 0.134, 0.199, 0.007, 0.034];
    close(&shares(&sheet, DataWeightMethod::Entropy), &printed, 0.001);
}

/// Salabun, Watrobski and Shekhovtsov 2020, Symmetry 12(9), 1549: standard deviations of the raw cells.
#[test]
fn raw_deviations_of_the_example_of_2020() {
    let sheet = Sheet::of_rows(
        [(1, 1.0); 3],
        &[
            [0.619, 0.449, 0.447],
            [0.862, 0.466, 0.006],
            [0.458, 0.698, 0.771],
            [0.777, 0.631, 0.491],
            [0.567, 0.992, 0.968],
        ],
    );
    let method = DataWeightMethod::StandardDeviation(DeviationBasis::Raw);
    close(&shares(&sheet, method), &[0.217, 0.294, 0.488], 0.001);
}

/// Tus and Aytac Adali 2019, Opsearch 56(2), 528-538. The printed weights take the first criterion, a cost, as a benefit,
/// as does a Python library that is tested against them; by its direction the weights are others.
#[test]
fn critic_goes_by_the_directions() {
    let rows = [
        [5000.0, 3.0, 3.0, 4.0, 3.0, 2.0],
        [680.0, 5.0, 3.0, 2.0, 2.0, 1.0],
        [2000.0, 3.0, 2.0, 3.0, 4.0, 3.0],
        [600.0, 4.0, 3.0, 1.0, 2.0, 2.0],
        [800.0, 2.0, 4.0, 3.0, 3.0, 4.0],
    ];
    let mut signs = [(1, 1.0); 6];
    let printed = [0.157, 0.249, 0.168, 0.121, 0.154, 0.151];
    close(
        &shares(&Sheet::of_rows(signs, &rows), DataWeightMethod::Critic),
        &printed,
        0.001,
    );
    signs[0].0 = -1;
    let directed = [0.184_066, 0.213_029, 0.142_214, 0.158_301, 0.168_382, 0.134_008];
    close(
        &shares(&Sheet::of_rows(signs, &rows), DataWeightMethod::Critic),
        &directed,
        1e-6,
    );
}
