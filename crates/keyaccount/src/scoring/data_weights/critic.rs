//! CRITIC: how far a criterion spreads, times how little it moves with the others.

use super::answer::Measured;
use super::moments::Moments;
use super::{CriticMeasure, DataWeightError, SpreadMeasure};
use crate::scoring::{DecisionTable, TableError};

/// The distance from a correlation of 1 that is rounding.
const SAME: f64 = 1e-12;

/// Returns the information of each column.
///
/// Stretching a column between 0 and 1 divides its deviation by its range and leaves its correlations alone, but for the
/// sign of a cost; so one pass over the raw cells is enough.
pub(super) fn measures(table: &DecisionTable<'_>) -> Result<Vec<Measured>, DataWeightError> {
    let values: Vec<&[f64]> = table.columns().iter().map(|column| column.values).collect();
    let Some(moments) = Moments::of(&values) else {
        return Err(table.first_not_finite().unwrap_or(TableError::NoColumn).into());
    };
    let measured = table.columns().iter().enumerate().map(|(index, column)| {
        let others = table.columns().iter().enumerate();
        let others = others.filter(|(other, _)| *other != index);
        let correlations = others.map(|(other, with)| {
            let sign = column.better.sign() * with.better.sign();
            // Adding zero turns a negative zero into zero.
            (other, with, sign * moments.correlation(index, other) + 0.0)
        });
        let (mut conflict, mut closest) = (0.0, None);
        for (other, with, correlation) in correlations {
            let distance = 1.0 - correlation;
            conflict += if distance < SAME { 0.0 } else { distance };
            let varies = !moments.is_constant(index) && !moments.is_constant(other);
            if varies && closest.is_none_or(|(_, most)| correlation > most) {
                closest = Some((&with.criterion_id, correlation));
            }
        }
        let deviation = moments.normalised_deviation(index);
        Measured {
            measure: SpreadMeasure::Critic(CriticMeasure {
                deviation,
                conflict,
                information: deviation * conflict,
                closest_criterion_id: closest.map(|(id, _)| id.clone()),
                closest_correlation: closest.map(|(_, correlation)| correlation),
            }),
            constant: moments.is_constant(index),
        }
    });
    Ok(measured.collect())
}
