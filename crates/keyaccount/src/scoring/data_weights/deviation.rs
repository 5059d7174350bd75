//! The standard deviation, raw or free of units.

use super::answer::Measured;
use super::moments::Moments;
use super::{DataWeightError, DeviationBasis, DeviationMeasure, SpreadMeasure};
use crate::scoring::shown::shown;
use crate::scoring::{DecisionTable, TableColumn, TableError};

/// The part of the largest cell below which a mean is rounding, as that of a centred column is.
const MEAN_IS_ROUNDING: f64 = 1e-12;

/// Returns the deviation of each column.
pub(super) fn measures(
    table: &DecisionTable<'_>,
    basis: DeviationBasis,
) -> Result<Vec<Measured>, DataWeightError> {
    table
        .columns()
        .iter()
        .map(|column| measured(column, basis))
        .collect()
}

fn measured(column: &TableColumn<'_>, basis: DeviationBasis) -> Result<Measured, DataWeightError> {
    let columns = [column.values];
    let Some(moments) = Moments::of(&columns) else {
        return Err(column.first_not_finite().unwrap_or(TableError::NoColumn).into());
    };
    let constant = moments.is_constant(0);
    let deviation = match basis {
        _ if constant => 0.0,
        DeviationBasis::Raw => moments.deviation(0),
        DeviationBasis::Normalised => moments.normalised_deviation(0),
        DeviationBasis::CoefficientOfVariation => {
            let (mean, size) = moments.mean_and_size(&columns, 0);
            if mean.abs() <= size * MEAN_IS_ROUNDING {
                return Err(DataWeightError::MeanZero {
                    criterion_id: column.criterion_id.clone(),
                    found: shown(mean),
                });
            }
            moments.scaled_deviation(0) / mean.abs()
        }
    };
    Ok(Measured {
        measure: SpreadMeasure::StandardDeviation(DeviationMeasure { basis, deviation }),
        constant,
    })
}
