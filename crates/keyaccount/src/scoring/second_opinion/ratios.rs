//! Cells as numbers between 0 and 1 for the methods that multiply.

use super::extremes::Measured;
use super::{ProductScaling, RankError};
use crate::quantity::CriterionId;
use crate::scoring::{Better, DecisionTable};

/// A criterion with weight, ready for ratios.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ratios<'a> {
    pub(super) criterion_id: &'a CriterionId,
    pub(super) cells: &'a [f64],
    /// The part of the weight, above 0.
    pub(super) share: f64,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    /// The cell over the largest.
    OfLargest(f64),
    /// The smallest over the cell.
    OfSmallest(f64),
    /// The cell, a value where higher is better.
    Value,
    /// 1 less the cell, a value where lower is better.
    ValueLeft,
}

impl<'a> Ratios<'a> {
    /// Returns the criteria with weight.
    pub(super) fn columns(
        table: &'a DecisionTable<'a>,
        scaling: ProductScaling,
    ) -> Result<Vec<Self>, RankError> {
        let measured = Measured::columns(table)?;
        if table.rows() == 0 {
            return Ok(Vec::new());
        }
        measured
            .into_iter()
            .map(|measured| Self::new(measured, scaling))
            .collect()
    }

    fn new(measured: Measured<'a>, scaling: ProductScaling) -> Result<Self, RankError> {
        let form = match (scaling, measured.column.better) {
            (ProductScaling::Ratio, better) => {
                measured.check_positive()?;
                match better {
                    Better::Higher => Form::OfLargest(measured.high),
                    Better::Lower => Form::OfSmallest(measured.low),
                }
            }
            (ProductScaling::Anchors, better) => {
                measured.check_values()?;
                match better {
                    Better::Higher => Form::Value,
                    Better::Lower => Form::ValueLeft,
                }
            }
        };
        Ok(Self {
            criterion_id: &measured.column.criterion_id,
            cells: measured.column.values,
            share: measured.share,
            form,
        })
    }

    /// Returns the number between 0 and 1 that stands for a cell.
    pub(super) fn ratio(&self, cell: f64) -> f64 {
        match self.form {
            Form::OfLargest(largest) => cell / largest,
            Form::OfSmallest(smallest) => smallest / cell,
            Form::Value => cell + 0.0,
            Form::ValueLeft => 1.0 - cell,
        }
    }

    /// Returns the cell of a row with its ratio and the logarithm of its factor, `w ln r`.
    pub(super) fn of_row(&self, row: usize) -> (f64, f64, f64) {
        let cell = self.cells.get(row).copied().unwrap_or_default();
        let ratio = self.ratio(cell);
        (cell, ratio, self.log_factor(ratio))
    }

    /// Returns the logarithm of the factor of a ratio, minus infinity for a ratio of 0.
    pub(super) fn log_factor(&self, ratio: f64) -> f64 {
        self.share * libm::log(ratio)
    }
}
