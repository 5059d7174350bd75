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
    let mut factors = Vec::with_capacity(central.len());
    let mut open = vec![[0.0; LANES]; field.open_facts()];
    for (row, shares) in central {
        let shares: Vec<Lanes> = shares.iter().map(|share| [*share; LANES]).collect();
        // Rows without open facts have one value for all samples.
        let (mut best_closed, mut own_closed) = ([f64::NEG_INFINITY; LANES], None);
        field.each_row(Rows::All, &shares, &open, |at, values| {
            if !field.has_open_facts(at) {
                raise(&mut best_closed, values);
                own_closed = if at == *row { Some(*values) } else { own_closed };
            }
        });
        let mut random = Random::new(seed, FIRST_STREAM);
        let mut first = 0_u32;
        let mut left = samples;
        while left > 0 {
            let lanes = usize::try_from(left).unwrap_or(LANES).min(LANES);
            for lane in 0..lanes {
                field.draw_open(&mut random, lane, &mut open);
            }
            let (mut best, mut own) = (best_closed, own_closed.unwrap_or_default());
            field.each_row(Rows::WithOpenFacts, &shares, &open, |at, values| {
                raise(&mut best, values);
                own = if at == *row { *values } else { own };
            });
            let leads = best
                .iter()
                .zip(own)
                .take(lanes)
                .filter(|(best, own)| **best - own <= field.resolution);
            first = first.saturating_add(u32::try_from(leads.count()).unwrap_or_default());
            left = left.saturating_sub(u32::try_from(lanes).unwrap_or(u32::MAX));
        }
        factors.push(f64::from(first) / f64::from(samples));
    }
    factors
}

fn raise(best: &mut Lanes, values: &Lanes) {
    for (best, value) in best.iter_mut().zip(values) {
        *best = best.max(*value);
    }
}
