//! From the shares of several raters to one share.

use serde::{Deserialize, Serialize};

use crate::scoring::rater_spread::{mean, median};

/// How the shares of several raters become one.
///
/// * `mean`: the arithmetic mean; every rater moves the result by as much as they differ from it. The default (house
///   default: it is what a sheet of a committee does, and a criterion that one rater gives 0 keeps the weight that the
///   others give it).
/// * `median`: the middle share; a single extreme rater does not move it.
/// * `geometric_mean`: the n-th root of the product, which fits comparisons in pairs (Forman and Peniwati 1998,
///   aggregating individual priorities); a criterion that any rater gives 0 has 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum WeightCombination {
    #[default]
    Mean,
    Median,
    GeometricMean,
}

impl WeightCombination {
    /// Returns the combination of the shares that raters give one criterion, before the sum over the criteria is known.
    pub(super) fn of(self, shares: &[f64]) -> f64 {
        match self {
            Self::Mean => mean(shares),
            Self::Median => median(shares),
            Self::GeometricMean => geometric_mean(shares),
        }
        .unwrap_or_default()
    }
}

/// Returns the n-th root of the product; equal values give that value.
fn geometric_mean(values: &[f64]) -> Option<f64> {
    let min = values.iter().copied().reduce(f64::min)?;
    let max = values.iter().copied().reduce(f64::max)?;
    if min <= 0.0 {
        return Some(0.0);
    }
    let logs: Vec<f64> = values.iter().map(|&value| libm::log(value)).collect();
    Some(libm::exp(mean(&logs)?).clamp(min, max))
}
