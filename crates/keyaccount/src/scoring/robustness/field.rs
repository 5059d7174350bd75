//! The accounts as rows of numbers, ready to be scored under many weights.

use super::question::OpenFacts;
use super::random::Random;
use crate::quantity::Datum;
use crate::scoring::CompiledModel;
use crate::scoring::criterion::Prepared;
use crate::scoring::ranked_values::RankedValues;

/// The samples that are scored side by side: their sums stay in registers.
pub(super) const LANES: usize = 8;

/// One number per sample.
pub(super) type Lanes = [f64; LANES];

/// The ranked accounts, those that leave out the same criteria together.
pub(super) struct Field<'a> {
    /// The number of criteria, at least 1.
    width: usize,
    /// The number of criteria of each nest, in canonical order.
    nests: Vec<usize>,
    patterns: Vec<Pattern>,
    /// Per row, in the order of the patterns: its place in the order of the scores, its values, its cap, its open facts.
    pub(super) places: Vec<usize>,
    values: Vec<f64>,
    caps: Vec<f64>,
    open_ends: Vec<usize>,
    /// The open facts whose values are drawn, row by row.
    open: Vec<OpenFact<'a>>,
    /// The difference of values that means nothing.
    pub(super) resolution: f64,
}

/// Which criteria count, for the next rows.
struct Pattern {
    counts: Vec<bool>,
    rows: usize,
}

/// Which rows are scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    All,
    /// Those with an open fact whose value is drawn.
    WithOpenFacts,
}

struct OpenFact<'a> {
    /// The place of the criterion in canonical order.
    criterion: usize,
    prepared: &'a Prepared,
}

impl<'a> Field<'a> {
    pub(super) fn new(model: &'a CompiledModel, ranked: &RankedValues<'_>, open_facts: OpenFacts) -> Self {
        let mut field = Self {
            width: model.criteria.len(),
            nests: model
                .weighting
                .nests()
                .map(|(_, weights)| weights.len())
                .collect(),
            patterns: Vec::new(),
            places: Vec::new(),
            values: Vec::new(),
            caps: Vec::new(),
            open_ends: Vec::new(),
            open: Vec::new(),
            resolution: ranked.resolution,
        };
        let is_drawn = |place: usize, prepared: &Prepared| {
            open_facts == OpenFacts::Uniform && is_open(ranked, place, prepared)
        };
        let counts = |place: usize| -> Vec<bool> {
            let cells = ranked.row(place).iter().zip(&model.criteria);
            cells
                .map(|(value, prepared)| value.is_some() || is_drawn(place, prepared))
                .collect()
        };
        let mut order: Vec<(Vec<bool>, usize)> = (0..ranked.accounts.len())
            .map(|place| (counts(place), place))
            .collect();
        // Rows where all counts come first.
        order.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
        for (counts, place) in order {
            for (criterion, (value, prepared)) in ranked.row(place).iter().zip(&model.criteria).enumerate() {
                let drawn = is_drawn(place, prepared);
                field.values.push(if drawn { 0.0 } else { value.unwrap_or(0.0) });
                field
                    .open
                    .extend(drawn.then_some(OpenFact { criterion, prepared }));
            }
            field.places.push(place);
            field
                .caps
                .push(ranked.caps.get(place).copied().unwrap_or(f64::INFINITY));
            field.open_ends.push(field.open.len());
            match field.patterns.last_mut() {
                Some(last) if last.counts == counts => last.rows += 1,
                _ => field.patterns.push(Pattern { counts, rows: 1 }),
            }
        }
        field
    }

    pub(super) fn rows(&self) -> usize {
        self.places.len()
    }

    pub(super) fn open_facts(&self) -> usize {
        self.open.len()
    }

    /// Returns whether the values of a row differ from sample to sample.
    pub(super) fn has_open_facts(&self, row: usize) -> bool {
        let start = row
            .checked_sub(1)
            .and_then(|before| self.open_ends.get(before))
            .copied()
            .unwrap_or_default();
        self.open_ends.get(row).is_some_and(|end| *end > start)
    }

    /// Draws a value for each open fact, for one sample.
    pub(super) fn draw_open(&self, random: &mut Random, lane: usize, values: &mut [Lanes]) {
        for (fact, lanes) in self.open.iter().zip(values) {
            let curve = &fact.prepared.curve;
            let raw = curve.low + (curve.high - curve.low) * random.unit();
            if let Some(value) = lanes.get_mut(lane) {
                *value = curve.value_at(raw);
            }
        }
    }

    /// Calls `take` with each of the rows and its values under the weights, a share per criterion in canonical order.
    ///
    /// An account that leaves a criterion out has its share spread over the others of the nest, and over the other nests
    /// where nothing of the nest counts, as scores do.
    pub(super) fn each_row(
        &self,
        which: Rows,
        shares: &[Lanes],
        open: &[Lanes],
        mut take: impl FnMut(usize, &Lanes),
    ) {
        let mut spread = shares.to_vec();
        let mut rows = self
            .values
            .chunks_exact(self.width)
            .zip(self.caps.iter().zip(&self.open_ends))
            .enumerate();
        let mut open_start = 0;
        for pattern in &self.patterns {
            self.spread(pattern, shares, &mut spread);
            for (row, (cells, (&cap, &open_end))) in rows.by_ref().take(pattern.rows) {
                if which == Rows::WithOpenFacts && open_end == open_start {
                    continue;
                }
                let mut values = [0.0; LANES];
                for (cell, weights) in cells.iter().zip(&spread) {
                    for (value, weight) in values.iter_mut().zip(weights) {
                        *value += cell * weight;
                    }
                }
                for place in open_start..open_end {
                    let weights = self.open.get(place).and_then(|fact| spread.get(fact.criterion));
                    for (value, (fact, weight)) in values.iter_mut().zip(
                        open.get(place)
                            .into_iter()
                            .flatten()
                            .zip(weights.into_iter().flatten()),
                    ) {
                        *value += fact * weight;
                    }
                }
                open_start = open_end;
                if cap < f64::INFINITY {
                    for value in &mut values {
                        *value = value.min(cap);
                    }
                }
                take(row, &values);
            }
        }
    }

    fn spread(&self, pattern: &Pattern, shares: &[Lanes], spread: &mut [Lanes]) {
        spread.copy_from_slice(shares);
        if pattern.counts.iter().all(|counts| *counts) {
            return;
        }
        let mut whole = [0.0; LANES];
        let mut factors: Vec<Lanes> = Vec::with_capacity(self.nests.len());
        let mut cells = shares.iter().zip(&pattern.counts);
        for &length in &self.nests {
            let (mut all, mut counted) = ([0.0; LANES], [0.0; LANES]);
            for (share, counts) in cells.by_ref().take(length) {
                for ((all, counted), share) in all.iter_mut().zip(&mut counted).zip(share) {
                    *all += share;
                    *counted += if *counts { *share } else { 0.0 };
                }
            }
            for ((whole, all), counted) in whole.iter_mut().zip(&mut all).zip(counted) {
                if counted > 0.0 {
                    *whole += *all;
                    *all /= counted;
                } else {
                    *all = 0.0;
                }
            }
            factors.push(all);
        }
        let mut cells = spread.iter_mut().zip(&pattern.counts);
        for (factor, &length) in factors.iter().zip(&self.nests) {
            for (share, counts) in cells.by_ref().take(length) {
                for ((share, factor), whole) in share.iter_mut().zip(factor).zip(whole) {
                    *share *= if *counts && whole > 0.0 {
                        factor / whole
                    } else {
                        0.0
                    };
                }
            }
        }
    }
}

/// Returns whether the fact of an account is missing or unknown.
pub(super) fn is_open(ranked: &RankedValues<'_>, place: usize, prepared: &Prepared) -> bool {
    let account = ranked.accounts.get(place);
    let part = account.and_then(|account| account.contributions.get(prepared.index));
    part.is_some_and(|part| matches!(part.fact, Datum::Missing | Datum::Unknown))
}
