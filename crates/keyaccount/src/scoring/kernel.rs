//! The one calculation of a score, used by documents and by columns.

use super::grid;
use super::weighting::{Spread, Weighting};

/// Returns the contribution of a criterion in grid units: its points at the best value, times the value.
pub(super) fn contribution(units_at_best: f64, value: f64) -> f64 {
    grid::whole(units_at_best * value)
}

/// Returns the sum of the contributions in grid units, nothing where no criterion counts.
///
/// `values` holds, per criterion in canonical order, the value between 0 and 1, or nothing where it does not count;
/// `spread` is left with the shares and points that were used. Formula: sum of `w_j v_j` over the criteria that count,
/// with weights divided by their sum. Source: weighted sum on fixed anchors (scoring notes, sections 6 and 7.3).
pub(super) fn sum_units(weighting: &Weighting, values: &[Option<f64>], spread: &mut [Spread]) -> Option<f64> {
    if !weighting.spread(values.iter().map(Option::is_some), spread) {
        return None;
    }
    Some(sum_of(values.iter().copied(), spread))
}

/// Returns the sum of the contributions of `values` with the points of `spread`, in grid units.
pub(super) fn sum_of(values: impl Iterator<Item = Option<f64>>, spread: &[Spread]) -> f64 {
    let terms = values
        .zip(spread)
        .filter_map(|(value, spread)| value.map(|value| contribution(spread.units, value)));
    terms.sum()
}
