//! Examples from papers and a textbook, each computed a second time by another program.

use super::super::{PreferenceFunction, promethee_flows};
use super::{settings, thresholds};
use crate::scoring::tests::sheet::Sheet;

fn close(found: &[f64], printed: &[f64], unit: f64) {
    assert_eq!(found.len(), printed.len());
    for (found, printed) in found.iter().zip(printed) {
        assert!(
            (found - printed).abs() <= unit * 1.000_001,
            "{found} is not {printed}"
        );
    }
}

/// Brans and Vincke 1985, Management Science 31(6), 647-656, and Brans, Vincke and Mareschal 1986, European Journal of
/// Operational Research 24(2), 228-238: six hydroelectric power stations, six criteria, one function of each type, equal
/// weights. The papers print preference indices with three digits and flows as their sums over the five others.
#[test]
fn the_six_power_stations_of_1985() {
    let signs = [(-1, 1.0), (1, 1.0), (-1, 1.0), (-1, 1.0), (-1, 1.0), (1, 1.0)];
    let sheet = Sheet::of_rows(
        signs,
        &[
            [80.0, 90.0, 600.0, 5.4, 8.0, 5.0],
            [65.0, 58.0, 200.0, 9.7, 1.0, 1.0],
            [83.0, 60.0, 400.0, 7.2, 4.0, 7.0],
            [40.0, 80.0, 1000.0, 7.5, 7.0, 10.0],
            [52.0, 72.0, 600.0, 2.0, 3.0, 8.0],
            [94.0, 96.0, 700.0, 3.6, 5.0, 6.0],
        ],
    );
    let functions = [
        PreferenceFunction::UShape(10.0),
        PreferenceFunction::VShape(30.0),
        PreferenceFunction::Linear(thresholds(50.0, 500.0)),
        PreferenceFunction::Level(thresholds(1.0, 6.0)),
        PreferenceFunction::Usual,
        PreferenceFunction::Gaussian(5.0),
    ];
    let flows = promethee_flows(&sheet.table(), &settings(&functions)).unwrap();
    // The sum of five indices of three digits each may be off by five units of the last one.
    let sums = |flows: &[f64]| flows.iter().map(|flow| 5.0 * flow).collect::<Vec<_>>();
    close(
        &sums(&flows.positive),
        &[1.099, 1.980, 1.234, 1.644, 2.274, 1.500],
        0.005,
    );
    close(
        &sums(&flows.negative),
        &[1.827, 1.895, 1.681, 1.746, 0.808, 1.774],
        0.005,
    );
    // All pairs in numpy, to nine digits.
    let net = [
        -0.145_664_068,
        0.017_162_132,
        -0.089_523_650,
        -0.020_002_535,
        0.292_899_926,
        -0.054_871_806,
    ];
    close(&flows.net, &net, 1e-9);
}

/// Papathanasiou and Ploskas 2018, Multiple Criteria Decision Aid, chapter 3: six sites for a facility, four criteria,
/// linear functions with q = 1 and p = 2.
#[test]
fn the_six_sites_of_2018() {
    let sheet = Sheet::of_rows(
        [(1, 0.4), (1, 0.3), (1, 0.1), (1, 0.2)],
        &[
            [8.0, 7.0, 2.0, 1.0],
            [5.0, 3.0, 7.0, 5.0],
            [7.0, 5.0, 6.0, 4.0],
            [9.0, 9.0, 7.0, 3.0],
            [11.0, 10.0, 3.0, 7.0],
            [6.0, 9.0, 5.0, 4.0],
        ],
    );
    let linear = PreferenceFunction::Linear(thresholds(1.0, 2.0));
    let flows = promethee_flows(&sheet.table(), &settings(&[linear; 4])).unwrap();
    close(&flows.net, &[-0.26, -0.52, -0.22, 0.36, 0.70, -0.06], 1e-9);
}

/// Zhao, Peng and Li 2013, Procedia Computer Science 17, 181-188: three plans for an emergency, usual functions.
#[test]
fn the_three_plans_of_2013() {
    let sheet = Sheet::of_rows(
        [(1, 0.5), (1, 0.3), (1, 0.2)],
        &[[4.0, 3.0, 2.0], [3.0, 2.0, 4.0], [5.0, 1.0, 3.0]],
    );
    let flows = promethee_flows(&sheet.table(), &settings(&[])).unwrap();
    close(&flows.net, &[0.1, -0.3, 0.2], 1e-9);
}

/// The example of the R package MCDA (trips to a station, `tests/PROMETHEEII.R`): Gaussian, level and linear functions.
#[test]
fn the_five_trips_of_the_r_package() {
    let sheet = Sheet::of_rows(
        [(-1, 0.2), (-1, 0.3), (1, 0.5)],
        &[
            [1.0, 10.0, 1.0],
            [4.0, 20.0, 2.0],
            [2.0, 20.0, 0.0],
            [6.0, 40.0, 0.0],
            [30.0, 30.0, 3.0],
        ],
    );
    let functions = [
        PreferenceFunction::Gaussian(4.0),
        PreferenceFunction::Level(thresholds(11.0, 15.0)),
        PreferenceFunction::Linear(thresholds(1.0, 3.0)),
    ];
    let flows = promethee_flows(&sheet.table(), &settings(&functions)).unwrap();
    // All pairs in numpy.
    close(&flows.positive, &[0.2409, 0.2559, 0.1505, 0.05, 0.3125], 0.0001);
    close(&flows.negative, &[0.0625, 0.0181, 0.1890, 0.4652, 0.275], 0.0001);
}
