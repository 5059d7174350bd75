//! A row with an absent cell, scored by itself.

use super::input::Cell;
use super::kernel::Kernel;
use crate::quantity::State;
use crate::scoring::kernel::{contribution, sum_units};
use crate::scoring::weighting::Spread;
use crate::scoring::{CompiledModel, ScoreError};

/// Room for one row, used again for the next.
#[derive(Debug)]
pub(super) struct PartialRow {
    /// The values in canonical order, with the points that each criterion gives at its best.
    values: Vec<Option<f64>>,
    spread: Vec<Spread>,
    states: Vec<State>,
    /// The same where open cells have the worst or the best value.
    closed_values: Vec<Option<f64>>,
    closed_spread: Vec<Spread>,
}

/// What a row comes to, in grid units.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowScore {
    /// The score before the caps of gates, nothing where no criterion counts.
    pub(super) units: Option<f64>,
    /// The ends of the interval before the caps of gates, nothing where they were not asked for or no criterion can
    /// ever count.
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    /// The share of the weight with a known value.
    pub(super) known_share: f64,
}

impl PartialRow {
    pub(super) fn new(model: &CompiledModel) -> Self {
        let criteria = model.criteria.len();
        Self {
            values: vec![None; criteria],
            spread: model.spread.clone(),
            states: vec![State::Value; criteria],
            closed_values: vec![None; criteria],
            closed_spread: model.spread.clone(),
        }
    }

    /// Scores a row, with the ends of its interval where they are wanted.
    pub(super) fn score(
        &mut self,
        kernel: &Kernel<'_>,
        row: usize,
        bounded: bool,
    ) -> Result<RowScore, ScoreError> {
        let model = kernel.model;
        let mut known_units = 0.0;
        let mut any_open = false;
        let slots = self.values.iter_mut().zip(&mut self.states);
        for ((value, state), column) in slots.zip(&kernel.columns) {
            let cell: Cell = column.cell(row)?;
            (*value, *state) = (cell.value, cell.state);
            any_open |= is_open(cell.state);
            if cell.state == State::Value {
                known_units += column.units_at_best;
            }
        }
        let sum = sum_units(&model.weighting, &self.values, &mut self.spread);
        let units = sum.map(|sum| model.base_units + sum);
        let (mut low, mut high) = (units, units);
        if bounded && any_open {
            low = self.closed(model, 0.0).map(|low| units.map_or(low, |units| units.min(low)));
            high = self
                .closed(model, 1.0)
                .map(|high| units.map_or(high, |units| units.max(high)));
        }
        Ok(RowScore {
            units,
            low,
            high,
            known_share: known_units / model.weighting.span_units(),
        })
    }

    /// Returns the contributions of the row that was scored last, in grid units and canonical order.
    pub(super) fn contributions(&self) -> impl Iterator<Item = f64> {
        let parts = self.values.iter().zip(&self.spread);
        parts.map(|(value, spread)| value.map_or(0.0, |value| contribution(spread.units, value)))
    }

    /// Returns the score of the row with `value` in every open cell.
    fn closed(&mut self, model: &CompiledModel, value: f64) -> Option<f64> {
        let cells = self.values.iter().zip(&self.states);
        for (closed, (&known, &state)) in self.closed_values.iter_mut().zip(cells) {
            *closed = if is_open(state) { Some(value) } else { known };
        }
        let sum = sum_units(&model.weighting, &self.closed_values, &mut self.closed_spread);
        sum.map(|sum| model.base_units + sum)
    }
}

fn is_open(state: State) -> bool {
    matches!(state, State::Missing | State::Unknown)
}
