//! A row with an absent cell, scored by itself.

use super::kernel::Kernel;
use super::spreads::Spreads;
use crate::quantity::State;
use crate::scoring::kernel::{contribution, sum_of};
use crate::scoring::weighting::Spread;
use crate::scoring::{CompiledModel, ScoreError};

/// Room for one row, used again for the next; everything is in canonical order.
#[derive(Debug)]
pub(super) struct PartialRow {
    /// The values between 0 and 1, nothing where a criterion is left out.
    values: Vec<Option<f64>>,
    /// Whether a fact found later could change the cell.
    open: Vec<bool>,
    /// Whether the criterion counts, and the points that it then gives at its best.
    counts: Vec<bool>,
    spread: Vec<Spread>,
    /// The spread with every open cell counted.
    closed_spread: Vec<Spread>,
    spreads: Spreads,
}

/// What a row comes to, in grid units.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowScore {
    /// The score before the caps of gates, nothing where no criterion counts.
    pub(super) units: Option<f64>,
    /// The ends of the interval before the caps of gates, nothing where no criterion can ever count.
    pub(super) interval: Option<(f64, f64)>,
    /// The share of the weight with a known value.
    pub(super) known_share: f64,
}

impl PartialRow {
    pub(super) fn new(model: &CompiledModel) -> Self {
        let criteria = model.criteria.len();
        Self {
            values: vec![None; criteria],
            open: vec![false; criteria],
            counts: vec![true; criteria],
            spread: model.spread.clone(),
            closed_spread: model.spread.clone(),
            spreads: Spreads::default(),
        }
    }

    /// Scores a row; without `bounded` the interval is the score itself.
    pub(super) fn score(
        &mut self,
        kernel: &Kernel<'_>,
        row: usize,
        bounded: bool,
    ) -> Result<RowScore, ScoreError> {
        let model = kernel.model;
        let mut known_units = 0.0;
        let slots = self.values.iter_mut().zip(&mut self.open).zip(&mut self.counts);
        for (((value, open), counts), column) in slots.zip(&kernel.columns) {
            let cell = column.cell(row)?;
            *value = cell.value;
            *open = matches!(cell.state, State::Missing | State::Unknown);
            *counts = cell.value.is_some();
            if cell.state == State::Value {
                known_units += column.units_at_best;
            }
        }
        let counts = self.spreads.spread(model, &self.counts, &mut self.spread);
        let units = counts.then(|| model.base_units + sum_of(self.values.iter().copied(), &self.spread));
        let interval = if bounded && self.open.contains(&true) {
            self.interval(model, units)
        } else {
            units.map(|units| (units, units))
        };
        Ok(RowScore {
            units,
            interval,
            known_share: known_units / model.weighting.span_units(),
        })
    }

    /// Returns the contributions of the row that was scored last, in grid units and canonical order.
    pub(super) fn contributions(&self) -> impl Iterator<Item = f64> {
        let parts = self.values.iter().zip(&self.spread);
        parts.map(|(value, spread)| value.map_or(0.0, |value| contribution(spread.units, value)))
    }

    /// Returns the score with every open cell at its worst and at its best, and the score as it stands between them.
    fn interval(&mut self, model: &CompiledModel, units: Option<f64>) -> Option<(f64, f64)> {
        for (counts, &open) in self.counts.iter_mut().zip(&self.open) {
            *counts |= open;
        }
        if !self.spreads.spread(model, &self.counts, &mut self.closed_spread) {
            return None;
        }
        let end = |value: f64| {
            let cells = self.values.iter().zip(&self.open);
            let closed = cells.map(|(&known, &open)| if open { Some(value) } else { known });
            model.base_units + sum_of(closed, &self.closed_spread)
        };
        let (low, high) = (end(0.0), end(1.0));
        Some((
            units.map_or(low, |units| units.min(low)),
            units.map_or(high, |units| units.max(high)),
        ))
    }
}
