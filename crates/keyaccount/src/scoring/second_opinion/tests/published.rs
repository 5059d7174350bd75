//! Tables that papers, books and other programs print. Each was recomputed with numpy.

use super::{Data, near};
use crate::scoring::second_opinion::{ProductScaling, TopsisScaling};

/// Hwang and Yoon, Multiple Attribute Decision Making, 1981: the fighter aircraft problem.
#[test]
fn fighter_aircraft() {
    let data = Data::new(
        &[
            &[2.0, 1500.0, 20000.0, 5.5, 5.0, 9.0],
            &[2.5, 2700.0, 18000.0, 6.5, 3.0, 5.0],
            &[1.8, 2000.0, 21000.0, 4.5, 7.0, 7.0],
            &[2.2, 1800.0, 20000.0, 5.0, 5.0, 5.0],
        ],
        &[0.2, 0.1, 0.1, 0.1, 0.2, 0.3],
        "+++-++",
    );
    let closeness = data.topsis(TopsisScaling::Vector).unwrap();
    assert!(
        near(&closeness, &[0.643, 0.268, 0.613, 0.312], 1e-3),
        "{closeness:?}"
    );
}

/// Tzeng and Huang, Multiple Attribute Decision Making, 2011.
#[test]
fn three_ratings_of_four() {
    let data = Data::new(
        &[
            &[5.0, 8.0, 4.0],
            &[7.0, 6.0, 8.0],
            &[8.0, 8.0, 6.0],
            &[7.0, 4.0, 6.0],
        ],
        &[0.3, 0.4, 0.3],
        "+++",
    );
    assert!(near(
        &data.topsis(TopsisScaling::Vector).unwrap(),
        &[0.5037, 0.6581, 0.7482, 0.3340],
        1e-4
    ));
    let (s, r, q, _) = data.vikor(0.5).unwrap();
    assert!(near(&s, &[0.6, 0.3, 0.15, 0.65], 1e-12));
    assert!(near(&r, &[0.3, 0.2, 0.15, 0.4], 1e-12));
    assert!(near(&q, &[0.75, 0.25, 0.0, 1.0], 1e-12));
}

/// The package MCDA of R, tests/TOPSIS.R: three cars.
#[test]
fn three_cars() {
    let data = Data::new(
        &[
            &[5490.0, 51.4, 8.5, 285.0],
            &[6500.0, 70.6, 7.0, 288.0],
            &[6489.0, 54.3, 7.5, 290.0],
        ],
        &[0.35, 0.25, 0.25, 0.15],
        "-+++",
    );
    assert!(near(
        &data.topsis(TopsisScaling::Vector).unwrap(),
        &[0.4817, 0.5182, 0.1780],
        1e-4
    ));
}

/// Opricovic and Tzeng, European Journal of Operational Research 178, 2007: the reservoirs, under four sets of weights.
#[test]
fn reservoirs() {
    let rows: [&[f64]; 6] = [
        &[4184.3, 2914.0, 407.2, 251.0, 195.0, 244.0, 15.0, 2.41],
        &[5211.9, 3630.0, 501.7, 308.3, 282.0, 346.0, 21.0, 1.41],
        &[5021.3, 3920.5, 504.0, 278.6, 12.0, 56.0, 3.0, 4.42],
        &[5566.1, 3957.9, 559.5, 335.3, 167.0, 268.0, 16.0, 3.36],
        &[5060.5, 3293.5, 514.1, 284.2, 69.0, 90.0, 7.0, 4.04],
        &[4317.9, 2925.9, 432.8, 239.3, 12.0, 55.0, 3.0, 4.36],
    ];
    let q = |economy: f64, society: f64| {
        let weights = [[economy; 4], [society; 4]].concat();
        Data::new(&rows, &weights, "+-++---+").vikor(0.5).unwrap().2
    };
    assert!(near(&q(1.0, 1.0), &[0.991, 1.0, 0.473, 0.670, 0.0, 0.578], 1e-3));
    assert!(near(&q(2.0, 1.0), &[1.0, 0.533, 0.552, 0.563, 0.0, 0.686], 1e-3));
    assert!(near(
        &q(1.0, 2.0),
        &[0.684, 1.0, 0.147, 0.554, 0.041, 0.191],
        1e-3
    ));
    assert!(near(
        &q(1.0, 3.2),
        &[0.668, 1.0, 0.051, 0.588, 0.058, 0.078],
        1e-3
    ));
}

/// Triantaphyllou, Multi-Criteria Decision Making Methods, 2000, chapter 2: ratios of two products.
#[test]
fn ratios_of_products() {
    let data = Data::new(
        &[
            &[25.0, 20.0, 15.0, 30.0],
            &[10.0, 30.0, 20.0, 30.0],
            &[30.0, 10.0, 30.0, 10.0],
        ],
        &[0.20, 0.15, 0.40, 0.25],
        "++++",
    );
    let products = data.weighted_product(ProductScaling::Ratio).unwrap();
    let ratios = [
        products[0] / products[1],
        products[0] / products[2],
        products[1] / products[2],
    ];
    assert!(near(&ratios, &[1.007, 1.067, 1.059], 1e-3), "{ratios:?}");
}

/// Chakraborty, Zavadskas and Antucheviciene, Economic Computation and Economic Cybernetics Studies and Research 49(1),
/// 2015, example 2: a machine in a flexible manufacturing cell.
#[test]
fn ten_machines() {
    let data = Data::new(
        &[
            &[581_818.0, 54.49, 3.0, 5500.0],
            &[595_454.0, 49.73, 3.0, 4500.0],
            &[586_060.0, 51.24, 3.0, 5000.0],
            &[522_727.0, 45.71, 3.0, 5800.0],
            &[561_818.0, 52.66, 3.0, 5200.0],
            &[543_030.0, 74.46, 4.0, 5600.0],
            &[522_727.0, 75.42, 4.0, 5800.0],
            &[486_970.0, 62.62, 4.0, 5600.0],
            &[509_394.0, 65.87, 4.0, 6400.0],
            &[513_333.0, 70.67, 4.0, 6000.0],
        ],
        &[0.467, 0.160, 0.095, 0.278],
        "---+",
    );
    let joint = |lambda: f64| data.waspas(lambda, ProductScaling::Ratio).unwrap();
    let sums = [
        0.8590, 0.8194, 0.8430, 0.9420, 0.8645, 0.8315, 0.8552, 0.8983, 0.9067, 0.8784,
    ];
    let halves = [
        0.8584, 0.8169, 0.8419, 0.9417, 0.8638, 0.8278, 0.8503, 0.8949, 0.9027, 0.8740,
    ];
    let products = [
        0.8578, 0.8144, 0.8408, 0.9413, 0.8632, 0.8241, 0.8454, 0.8915, 0.8987, 0.8697,
    ];
    assert!(near(&joint(1.0), &sums, 1e-4));
    assert!(near(&joint(0.5), &halves, 1e-4));
    assert!(near(&joint(0.0), &products, 1e-4));
    assert!(near(
        &data.weighted_product(ProductScaling::Ratio).unwrap(),
        &products,
        1e-4
    ));
}

/// Dezert, Tchamova, Han and Tacnet, FUSION 2020: both examples. Programs that repeat the first print 0.3705 or 0.3707
/// for its second row; by hand it is 0.2 * 16.7 / 17 + 0.3 * 6 / 16 + 0.5 * 1.6 / 13 = 0.37051.
#[test]
fn distances_from_the_ideal_point() {
    let first = Data::new(
        &[
            &[10.5, -3.1, 1.7],
            &[-4.7, 0.0, 3.4],
            &[8.1, 0.3, 1.3],
            &[3.2, 7.3, -5.3],
        ],
        &[0.2, 0.3, 0.5],
        "+-+",
    );
    let distances = first
        .spotis(&[(-5.0, 12.0, 12.0), (-6.0, 10.0, -6.0), (-8.0, 5.0, 5.0)])
        .unwrap();
    assert!(
        near(&distances, &[0.1989, 0.3705, 0.3063, 0.7491], 1e-4),
        "{distances:?}"
    );

    let second = Data::new(
        &[
            &[15000.0, 4.3, 99.0, 42.0, 737.0],
            &[15290.0, 5.0, 116.0, 42.0, 892.0],
            &[15350.0, 5.0, 114.0, 45.0, 952.0],
            &[15490.0, 5.3, 123.0, 45.0, 1120.0],
        ],
        &[0.2941, 0.2353, 0.2353, 0.0588, 0.1765],
        "---++",
    );
    let bounds = [
        (14000.0, 16000.0, 14000.0),
        (3.0, 8.0, 3.0),
        (80.0, 140.0, 80.0),
        (35.0, 60.0, 60.0),
        (650.0, 1300.0, 1300.0),
    ];
    let distances = second.spotis(&bounds).unwrap();
    assert!(
        near(&distances, &[0.4779, 0.5781, 0.5558, 0.5801], 1e-4),
        "{distances:?}"
    );
}
