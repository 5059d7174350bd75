//! How sure the first place is under an account's central weights.

use super::field::{Field, LANES, Lanes, Rows};
use super::random::Random;

/// The stream after which those of the confidence factors begin; samples of weights stay below.
const FIRST_STREAM: u64 = 1 << 32;

/// Returns, for each of the central weights, the share of samples of the open facts in which its row is first, alone or tied.
///
/// `central` holds a row of the field and its weights. All are judged by the same samples; without open facts one look is
/// enough.
pub(super) fn confidence_factors(
    field: &Field<'_>,
    central: &[(usize, Vec<f64>)],
    samples: u32,
    seed: u64,
) -> Vec<f64> {
    let samples = if field.open_facts() == 0 { 1 } else { samples };
    let mut open = vec![[0.0; LANES]; field.open_facts()];
    let mut candidates: Vec<Candidate> = central
        .iter()
        .map(|(row, shares)| Candidate::new(field, *row, shares, &open))
        .collect();
    let mut random = Random::new(seed, FIRST_STREAM);
    let mut left = samples;
    while left > 0 {
        let lanes = usize::try_from(left).unwrap_or(LANES).min(LANES);
        for lane in 0..lanes {
            field.draw_open(&mut random, lane, &mut open);
        }
        for candidate in &mut candidates {
            candidate.look(field, &open, lanes);
        }
        left = left.saturating_sub(u32::try_from(lanes).unwrap_or(u32::MAX));
    }
    let share = |candidate: Candidate| f64::from(candidate.first) / f64::from(samples);
    candidates.into_iter().map(share).collect()
}

/// A row under its central weights.
struct Candidate {
    row: usize,
    shares: Vec<Lanes>,
    /// The best value of the rows without open facts, which is the same in all samples.
    best_closed: Lanes,
    /// The value of the row itself, where it has no open facts.
    own_closed: Option<Lanes>,
    /// The samples in which it was first.
    first: u32,
}

impl Candidate {
    fn new(field: &Field<'_>, row: usize, shares: &[f64], open: &[Lanes]) -> Self {
        let mut candidate = Self {
            row,
            shares: shares.iter().map(|share| [*share; LANES]).collect(),
            best_closed: [f64::NEG_INFINITY; LANES],
            own_closed: None,
            first: 0,
        };
        let (best, own) = (&mut candidate.best_closed, &mut candidate.own_closed);
        field.each_row(Rows::All, &candidate.shares, open, |at, values| {
            if !field.has_open_facts(at) {
                raise(best, values);
                *own = if at == row { Some(*values) } else { *own };
            }
        });
        candidate
    }

    /// Counts in how many of the samples the row is first.
    fn look(&mut self, field: &Field<'_>, open: &[Lanes], lanes: usize) {
        let (mut best, mut own) = (self.best_closed, self.own_closed.unwrap_or_default());
        field.each_row(Rows::WithOpenFacts, &self.shares, open, |at, values| {
            raise(&mut best, values);
            own = if at == self.row { *values } else { own };
        });
        let leads = best
            .iter()
            .zip(own)
            .take(lanes)
            .filter(|(best, own)| **best - own <= field.resolution);
        self.first = self
            .first
            .saturating_add(u32::try_from(leads.count()).unwrap_or_default());
    }
}

fn raise(best: &mut Lanes, values: &Lanes) {
    for (best, value) in best.iter_mut().zip(values) {
        *best = best.max(*value);
    }
}
