//! Weights that a person gives as numbers: points, shares, swings.

use super::criteria::Criteria;
use super::{CriterionPoints, CriterionShare, CriterionSwing, WeightsError};
use crate::quantity::CriterionId;
use crate::scoring::shown::shown;
use crate::scoring::weighting::SHARES_TOLERANCE;

/// Numbers as given, with the shares that they make, by id ascending.
pub(super) struct Given {
    pub(super) numbers: Vec<f64>,
    pub(super) sum: f64,
    pub(super) shares: Vec<f64>,
}

/// Returns points divided by their sum.
pub(super) fn points(
    criteria: &Criteria<'_>,
    entries: &[CriterionPoints],
    path: &str,
) -> Result<Given, WeightsError> {
    let values = entries.iter().map(|entry| (&entry.criterion_id, entry.points));
    collected(criteria, values, "points", path)
}

/// Returns shares, and whether they had to be divided by their sum.
pub(super) fn shares(
    criteria: &Criteria<'_>,
    entries: &[CriterionShare],
    rescale: bool,
    path: &str,
) -> Result<(Given, bool), WeightsError> {
    let values = entries.iter().map(|entry| (&entry.criterion_id, entry.share));
    let given = collected(criteria, values, "share", path)?;
    let off = (given.sum - 1.0).abs() > SHARES_TOLERANCE;
    if off && !rescale {
        return Err(WeightsError::SharesSum {
            path: path.to_owned(),
            found: shown(given.sum),
        });
    }
    Ok((given, off))
}

/// Returns swings divided by their sum.
pub(super) fn swing(
    criteria: &Criteria<'_>,
    entries: &[CriterionSwing],
    path: &str,
) -> Result<Given, WeightsError> {
    let values = || entries.iter().map(|entry| (&entry.criterion_id, entry.swing));
    let given = collected(criteria, values(), "swing", path)?;
    let refused =
        |index: usize, criterion_id: &CriterionId, expected: &str, swing: f64| WeightsError::Value {
            path: format!("{path}/{index}/swing"),
            what: "swing",
            criterion_id: criterion_id.clone(),
            expected: expected.to_owned(),
            found: shown(swing),
        };
    let mut most: Option<(usize, &CriterionId, f64)> = None;
    for (index, (criterion_id, swing)) in values().enumerate() {
        if swing > 100.0 {
            return Err(refused(index, criterion_id, "between 0 and 100", swing));
        }
        if most.is_none_or(|(_, _, best)| swing > best) {
            most = Some((index, criterion_id, swing));
        }
    }
    match most {
        Some((index, criterion_id, swing)) if swing < 100.0 => Err(refused(
            index,
            criterion_id,
            "100, since no swing is valued more",
            swing,
        )),
        _ => Ok(given),
    }
}

fn collected<'e>(
    criteria: &Criteria<'_>,
    entries: impl Iterator<Item = (&'e CriterionId, f64)> + Clone,
    what: &'static str,
    path: &str,
) -> Result<Given, WeightsError> {
    for (index, (criterion_id, value)) in entries.clone().enumerate() {
        if !value.is_finite() || value < 0.0 {
            return Err(WeightsError::Value {
                path: format!("{path}/{index}/{what}"),
                what,
                criterion_id: criterion_id.clone(),
                expected: "a finite number of at least 0".to_owned(),
                found: shown(value),
            });
        }
    }
    let given = criteria.collect(entries, what, path)?;
    let sum: f64 = given.iter().sum();
    if sum <= 0.0 {
        return Err(WeightsError::AllZero {
            path: path.to_owned(),
            what,
        });
    }
    if !sum.is_finite() {
        return Err(WeightsError::Sum {
            path: path.to_owned(),
            what,
            found: shown(sum),
        });
    }
    // Adding zero turns a negative zero into zero, so that equal weights print equal bytes.
    let given: Vec<f64> = given.into_iter().map(|value| value + 0.0).collect();
    let shares = given.iter().map(|value| value / sum).collect();
    Ok(Given {
        numbers: given,
        sum,
        shares,
    })
}
