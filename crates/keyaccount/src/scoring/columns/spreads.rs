//! The points that criteria give at their best, remembered by which of them count.

use std::collections::BTreeMap;

use crate::scoring::CompiledModel;
use crate::scoring::weighting::Spread;

/// The patterns of absent cells that are remembered; rows with others are spread one by one.
const MOST: usize = 4096;

/// The spreads that were needed so far; rows lack the same few criteria again and again.
#[derive(Debug, Default)]
pub(super) struct Spreads {
    known: BTreeMap<Vec<bool>, (Vec<Spread>, bool)>,
}

impl Spreads {
    /// Spreads the points of the scale over the criteria that count, in canonical order, and returns whether any does.
    pub(super) fn spread(&mut self, model: &CompiledModel, counts: &[bool], spread: &mut [Spread]) -> bool {
        if counts.iter().all(|counts| *counts) {
            spread.copy_from_slice(&model.spread);
            return true;
        }
        if let Some((known, any)) = self.known.get(counts) {
            spread.copy_from_slice(known);
            return *any;
        }
        let any = model.weighting.spread(counts.iter().copied(), spread);
        if self.known.len() < MOST {
            self.known.insert(counts.to_vec(), (spread.to_vec(), any));
        }
        any
    }
}
