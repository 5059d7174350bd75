//! Which criteria hold a row back.

use crate::quantity::CriterionId;

/// Returns the criteria with the largest shortfall, in the order given; none where nothing is lacking.
///
/// Shortfalls within `resolution` of each other are equal.
pub(super) fn held_back_by<'a>(
    shortfalls: impl Iterator<Item = (&'a CriterionId, f64)> + Clone,
    resolution: f64,
) -> Vec<CriterionId> {
    let largest = shortfalls
        .clone()
        .fold(0.0, |largest: f64, (_, shortfall)| largest.max(shortfall));
    shortfalls
        .filter(|(_, shortfall)| largest > resolution && *shortfall >= largest - resolution)
        .map(|(id, _)| id.clone())
        .collect()
}
