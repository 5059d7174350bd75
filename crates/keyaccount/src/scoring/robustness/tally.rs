//! What is counted over the samples.

use super::contest::Contest;
use super::field::{Field, LANES, Lanes, Rows};
use super::question::RobustnessError;
use super::random::Random;
use super::weights::{MOST_TRIES, WeightSampler};

/// The samples that share a stream of random numbers; chunks are added in order, whoever computes them.
const CHUNK: u32 = 256;

/// The most chunks that are computed before they are added up, and the most numbers that they may hold together.
const MOST_CHUNKS: u32 = 64;
const MOST_NUMBERS: usize = 4_194_304;

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub(super) ranks: usize,
    /// The number of best accounts, 0 where it is not asked for.
    pub(super) top: usize,
    /// The number of first accounts by score whose pairs are compared.
    pub(super) paired: usize,
}

/// What was counted, per row of the field; every share of a tie counts as its part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tally {
    /// Per row and rank.
    pub(super) ranks: Vec<f64>,
    /// Per row.
    pub(super) top: Vec<f64>,
    /// Per row and criterion: the sum of the weights that put the row first.
    pub(super) weights: Vec<f64>,
    /// Per pair of the first accounts, `i` before `j`: how often each comes above the other.
    pub(super) pairs: Vec<(f64, f64)>,
}

/// Returns what is counted over `samples` samples, drawn with `seed`.
pub(super) fn tally(
    field: &Field<'_>,
    weighting: &WeightSampler,
    counted: Counted,
    samples: u32,
    seed: u64,
) -> Result<Tally, RobustnessError> {
    let chunk = |index: u32| {
        let left = samples.saturating_sub(index.saturating_mul(CHUNK));
        Chunk::new(field, weighting, counted).run(Random::new(seed, u64::from(index)), left.min(CHUNK))
    };
    let chunks = samples.div_ceil(CHUNK);
    let mut total = Tally::new(field, weighting, counted);
    let at_once = MOST_NUMBERS / total.numbers().max(1);
    let at_once = u32::try_from(at_once)
        .unwrap_or(MOST_CHUNKS)
        .clamp(1, MOST_CHUNKS);
    let mut first = 0;
    while first < chunks {
        let next = first.saturating_add(at_once).min(chunks);
        for found in each(first..next, &chunk)? {
            total.add(&found);
        }
        first = next;
    }
    Ok(total)
}

#[cfg(feature = "parallel")]
fn each(
    wave: std::ops::Range<u32>,
    chunk: &(impl Fn(u32) -> Result<Tally, RobustnessError> + Sync),
) -> Result<Vec<Tally>, RobustnessError> {
    use rayon::iter::{IntoParallelIterator, ParallelIterator};
    wave.into_par_iter().map(chunk).collect()
}

#[cfg(not(feature = "parallel"))]
fn each(
    wave: std::ops::Range<u32>,
    chunk: &impl Fn(u32) -> Result<Tally, RobustnessError>,
) -> Result<Vec<Tally>, RobustnessError> {
    wave.map(chunk).collect()
}

impl Tally {
    fn new(field: &Field<'_>, weighting: &WeightSampler, counted: Counted) -> Self {
        let criteria: usize = weighting.nests.iter().map(|nest| nest.count).sum();
        let rows = field.rows();
        Self {
            ranks: vec![0.0; rows.saturating_mul(counted.ranks)],
            top: vec![0.0; if counted.top > 0 { rows } else { 0 }],
            weights: vec![0.0; rows.saturating_mul(criteria)],
            pairs: vec![(0.0, 0.0); counted.paired.saturating_mul(counted.paired.saturating_sub(1)) / 2],
        }
    }

    fn numbers(&self) -> usize {
        self.ranks.len() + self.top.len() + self.weights.len() + self.pairs.len()
    }

    fn add(&mut self, other: &Self) {
        let lists = [
            (&mut self.ranks, &other.ranks),
            (&mut self.top, &other.top),
            (&mut self.weights, &other.weights),
        ];
        for (sums, parts) in lists {
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum += part;
            }
        }
        for (sum, part) in self.pairs.iter_mut().zip(&other.pairs) {
            *sum = (sum.0 + part.0, sum.1 + part.1);
        }
    }
}

/// One chunk of samples with its working memory.
struct Chunk<'a> {
    field: &'a Field<'a>,
    weighting: &'a WeightSampler,
    counted: Counted,
    tally: Tally,
    contest: Contest,
    /// Per criterion, the shares of the samples at hand; per open fact, its values; per paired account, its scores.
    shares: Vec<Lanes>,
    open: Vec<Lanes>,
    paired: Vec<Lanes>,
}

impl<'a> Chunk<'a> {
    fn new(field: &'a Field<'a>, weighting: &'a WeightSampler, counted: Counted) -> Self {
        let criteria = weighting.nests.iter().map(|nest| nest.count).sum();
        Self {
            field,
            weighting,
            counted,
            tally: Tally::new(field, weighting, counted),
            contest: Contest::new(counted.ranks.max(counted.top), field.resolution),
            shares: vec![[0.0; LANES]; criteria],
            open: vec![[0.0; LANES]; field.open_facts()],
            paired: vec![[0.0; LANES]; counted.paired],
        }
    }

    fn run(mut self, mut random: Random, samples: u32) -> Result<Tally, RobustnessError> {
        let mut tries = u64::from(CHUNK) * MOST_TRIES;
        let mut shares = vec![0.0; self.shares.len()];
        let mut group_shares = vec![0.0; self.weighting.nests.len()];
        let mut left = usize::try_from(samples).unwrap_or_default();
        while left > 0 {
            let lanes = left.min(LANES);
            for lane in 0..lanes {
                self.weighting
                    .draw(&mut random, &mut tries, &mut group_shares, &mut shares)?;
                for (slot, share) in self.shares.iter_mut().zip(&shares) {
                    if let Some(slot) = slot.get_mut(lane) {
                        *slot = *share;
                    }
                }
                self.field.draw_open(&mut random, lane, &mut self.open);
            }
            self.count(lanes);
            left -= lanes;
        }
        Ok(self.tally)
    }

    fn count(&mut self, lanes: usize) {
        let (contest, paired) = (&mut self.contest, &mut self.paired);
        let places = &self.field.places;
        contest.clear();
        self.field
            .each_row(Rows::All, &self.shares, &self.open, |row, values| {
                contest.add(row, values);
                if let Some(slot) = places.get(row).and_then(|place| paired.get_mut(*place)) {
                    *slot = *values;
                }
            });
        for lane in 0..lanes {
            self.count_ranks(lane);
            self.count_pairs(lane);
        }
    }

    fn count_ranks(&mut self, lane: usize) {
        let Counted { ranks, top, .. } = self.counted;
        let criteria = self.shares.len();
        for (first, group) in self.contest.groups(lane) {
            // Rows that tie share the places that they fill.
            let part = 1.0 / float(group.len());
            let last = first + group.len();
            let inside = float(last.min(top).saturating_sub(first)) * part;
            for &(_, row) in group {
                let own = row * ranks;
                let reached = self
                    .tally
                    .ranks
                    .get_mut(own + first.min(ranks)..own + last.min(ranks));
                for share in reached.unwrap_or_default() {
                    *share += part;
                }
                if let Some(share) = self.tally.top.get_mut(row) {
                    *share += inside;
                }
                if first == 0 {
                    let own = self.tally.weights.get_mut(row * criteria..(row + 1) * criteria);
                    for (sum, shares) in own.unwrap_or_default().iter_mut().zip(&self.shares) {
                        *sum += part * shares.get(lane).copied().unwrap_or_default();
                    }
                }
            }
        }
    }

    fn count_pairs(&mut self, lane: usize) {
        let mut pairs = self.tally.pairs.iter_mut();
        for (place, one) in self.paired.iter().enumerate() {
            for other in self.paired.iter().skip(place + 1) {
                let (Some(one), Some(other), Some(pair)) = (one.get(lane), other.get(lane), pairs.next())
                else {
                    continue;
                };
                if one - other > self.field.resolution {
                    pair.0 += 1.0;
                } else if other - one > self.field.resolution {
                    pair.1 += 1.0;
                }
            }
        }
    }
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
