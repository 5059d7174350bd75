//! 1,024 rows that are scored together.

use std::ops::Range;

use super::BLOCK;
use super::gates::{Gates, Verdict};
use super::input::Column;
use super::kernel::Kernel;
use super::output::{ColumnSummary, ScoredColumns};
use super::partial::PartialRow;
use crate::scoring::kernel::contribution;
use crate::scoring::value_function::on_line;
use crate::scoring::{ScoreError, grid};

/// The sums of a block, used again for the next.
#[derive(Debug)]
pub(super) struct Block {
    /// The scores in grid units, before the caps of gates; NaN where there is none.
    units: [f64; BLOCK],
    /// The ends of the interval, likewise.
    lows: [f64; BLOCK],
    highs: [f64; BLOCK],
    /// Whether a cell of the row is absent.
    partial: [bool; BLOCK],
    row: PartialRow,
    gates: Gates,
}

/// The cells of a criterion in a block.
struct Cells<'a> {
    column: &'a Column<'a>,
    values: &'a [f64],
    states: Option<&'a [u8]>,
}

impl Block {
    pub(super) fn new(kernel: &Kernel<'_>) -> Self {
        Self {
            units: [0.0; BLOCK],
            lows: [0.0; BLOCK],
            highs: [0.0; BLOCK],
            partial: [false; BLOCK],
            row: PartialRow::new(kernel.model),
            gates: Gates::default(),
        }
    }

    /// Scores the rows of `outputs`, at most a block, the first of which is row `start`.
    pub(super) fn score(
        &mut self,
        kernel: &Kernel<'_>,
        start: usize,
        mut outputs: ScoredColumns<'_>,
    ) -> Result<ColumnSummary, ScoreError> {
        let mut summary = ColumnSummary::default();
        let rows = start..start + outputs.scores.len();
        let (Some(units), Some(lows), Some(highs), Some(partial)) = (
            self.units.get_mut(..rows.len()),
            self.lows.get_mut(..rows.len()),
            self.highs.get_mut(..rows.len()),
            self.partial.get_mut(..rows.len()),
        ) else {
            return Ok(summary);
        };

        units.fill(kernel.model.base_units);
        partial.fill(false);
        let mut any_partial = false;
        for column in &kernel.columns {
            let cells = Cells::new(column, rows.clone());
            let contributions = outputs.contributions.get_mut(column.prepared.index);
            if !cells.add_to(units, contributions.map(|column| &mut **column)) {
                summary.clipped_values += column.check(rows.clone())?;
            }
            any_partial |= cells.mark_absent(partial);
        }
        if let Some(shares) = outputs.known_shares.as_deref_mut() {
            shares.fill(1.0);
        }
        let bounded = outputs.lows.is_some() || outputs.highs.is_some();
        if bounded {
            lows.copy_from_slice(units);
            highs.copy_from_slice(units);
        }

        // What the loops above wrote to rows with an absent cell means nothing; these are scored by themselves.
        if any_partial {
            for (offset, _) in partial.iter().enumerate().filter(|(_, partial)| **partial) {
                let found = self.row.score(kernel, start + offset, bounded)?;
                summary.partial_rows += 1;
                summary.unscored_rows += usize::from(found.units.is_none());
                set(units, offset, found.units.unwrap_or(f64::NAN));
                let (low, high) = found.interval.unwrap_or((f64::NAN, f64::NAN));
                set(lows, offset, low);
                set(highs, offset, high);
                if let Some(shares) = outputs.known_shares.as_deref_mut() {
                    set(shares, offset, found.known_share);
                }
                if !outputs.contributions.is_empty() {
                    for (column, units) in kernel.columns.iter().zip(self.row.contributions()) {
                        if let Some(column) = outputs.contributions.get_mut(column.prepared.index) {
                            set(column, offset, grid::points(units));
                        }
                    }
                }
            }
        }

        let gated = bounded || outputs.final_scores.is_some() || outputs.excluded.is_some();
        let verdicts = if gated {
            self.gates.judge(kernel, rows)
        } else {
            &[]
        };
        write(Some(outputs.scores), units, &[], |_| f64::INFINITY);
        write(outputs.final_scores, units, verdicts, |verdict| verdict.cap_now);
        write(outputs.lows, lows, verdicts, |verdict| verdict.cap_possible);
        write(outputs.highs, highs, verdicts, |verdict| verdict.cap_certain);
        if let Some(excluded) = outputs.excluded {
            excluded.fill(false);
            for (excluded, verdict) in excluded.iter_mut().zip(verdicts) {
                *excluded = verdict.excluded;
            }
        }
        Ok(summary)
    }
}

impl<'a> Cells<'a> {
    fn new(column: &'a Column<'a>, rows: Range<usize>) -> Self {
        Self {
            values: column.values.get(rows.clone()).unwrap_or_default(),
            states: column.states.and_then(|states| states.get(rows)),
            column,
        }
    }

    /// Adds the contributions to the sums, writes them in points where wanted, and returns whether every value lies
    /// between the anchors.
    fn add_to(&self, sums: &mut [f64], contributions: Option<&mut [f64]>) -> bool {
        let values = self.values.iter().map(|&raw| (raw, u64::MAX));
        let sums = sums.iter_mut();
        match (self.states, contributions) {
            (None, None) => self.each(values, sums, |sum, units| *sum += units),
            (None, Some(points)) => self.each(values, sums.zip(points), add_and_write),
            (Some(states), None) => self.each(masked(self.values, states), sums, |sum, units| *sum += units),
            (Some(states), Some(points)) => {
                self.each(masked(self.values, states), sums.zip(points), add_and_write)
            }
        }
    }

    /// Hands every contribution in grid units to `put`, and returns whether every value lies between the anchors.
    ///
    /// Every cell comes with a mask that is zero where the cell is no value. There is no branch per cell, so that the
    /// compiler makes two cells of one instruction (four or eight on machines that have them): the clamp is a maximum
    /// and a minimum, and what it changed shows in the bits.
    fn each<T>(
        &self,
        cells: impl Iterator<Item = (f64, u64)>,
        targets: impl Iterator<Item = T>,
        put: impl Fn(T, f64),
    ) -> bool {
        let curve = &self.column.prepared.curve;
        let units_at_best = self.column.units_at_best;
        let (low, high) = (curve.low, curve.high);
        let mut changed = 0;
        let mut clamped = |raw: f64, mask: u64| {
            // Written so that a NaN becomes `low`, and is seen to have changed.
            let above = if raw > low { raw } else { low };
            let within = if above < high { above } else { high };
            changed |= (raw.to_bits() ^ within.to_bits()) & mask;
            within
        };
        if let Some((worst, best)) = curve.line() {
            for ((raw, mask), target) in cells.zip(targets) {
                let value = on_line(clamped(raw, mask), worst, best);
                put(target, contribution(units_at_best, value));
            }
        } else {
            for ((raw, mask), target) in cells.zip(targets) {
                let value = curve.value_at(clamped(raw, mask));
                put(target, contribution(units_at_best, value));
            }
        }
        changed == 0
    }

    /// Marks the rows without a value, and returns whether there is one.
    fn mark_absent(&self, partial: &mut [bool]) -> bool {
        let mut any = 0;
        for (partial, &state) in partial.iter_mut().zip(self.states.unwrap_or_default()) {
            *partial |= state != 0;
            any |= state;
        }
        any != 0
    }
}

fn masked(values: &[f64], states: &[u8]) -> impl Iterator<Item = (f64, u64)> {
    let cells = values.iter().zip(states);
    cells.map(|(&raw, &state)| (raw, u64::from(state == 0).wrapping_neg()))
}

fn add_and_write((sum, points): (&mut f64, &mut f64), units: f64) {
    *sum += units;
    *points = grid::points(units);
}

fn set(column: &mut [f64], offset: usize, value: f64) {
    if let Some(cell) = column.get_mut(offset) {
        *cell = value;
    }
}

/// Writes units as points, lowered to the caps where there are verdicts; NaN stays.
fn write(column: Option<&mut [f64]>, units: &[f64], verdicts: &[Verdict], cap: impl Fn(&Verdict) -> f64) {
    let cells = column.unwrap_or_default().iter_mut().zip(units);
    if verdicts.is_empty() {
        for (cell, &units) in cells {
            *cell = grid::points(units);
        }
        return;
    }
    for ((cell, &units), verdict) in cells.zip(verdicts) {
        let cap = cap(verdict);
        *cell = grid::points(if cap < units { cap } else { units });
    }
}
