//! Published examples, an oracle from the definitions, laws, the texts of errors.

mod errors;
mod laws;
mod published;

use super::{DataWeightMethod, DataWeights, DeviationBasis, data_weights};
use crate::scoring::tests::sheet::Sheet;

const METHODS: [DataWeightMethod; 6] = [
    DataWeightMethod::Entropy,
    DataWeightMethod::Critic,
    DataWeightMethod::Merec,
    DataWeightMethod::StandardDeviation(DeviationBasis::Raw),
    DataWeightMethod::StandardDeviation(DeviationBasis::Normalised),
    DataWeightMethod::StandardDeviation(DeviationBasis::CoefficientOfVariation),
];

fn weights(sheet: &Sheet, method: DataWeightMethod) -> DataWeights {
    data_weights(&sheet.table(), method).unwrap()
}

/// Returns the shares, which must be defined.
fn shares(sheet: &Sheet, method: DataWeightMethod) -> Vec<f64> {
    let weights = weights(sheet, method);
    weights
        .criteria
        .iter()
        .map(|criterion| criterion.data_share.unwrap())
        .collect()
}

#[track_caller]
fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
    }
}
