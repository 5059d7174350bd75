//! Who comes where in a few samples that are scored side by side.

use super::field::{LANES, Lanes};
use crate::scoring::ranking::tied;

/// The rows that may still reach one of the first ranks, per sample.
///
/// Rows come in any order. A row below the worst of the best found so far is passed over with one comparison, so that a sample
/// costs little more than its scores.
pub(super) struct Contest {
    ranks: usize,
    resolution: f64,
    /// What a row must have to be kept.
    thresholds: Lanes,
    lanes: [Lane; LANES],
}

#[derive(Default)]
struct Lane {
    kept: Vec<(f64, usize)>,
    /// The number of kept rows at which those that no longer count are dropped.
    room: usize,
}

impl Contest {
    /// Returns a contest for the first `ranks` ranks, at least 1.
    pub(super) fn new(ranks: usize, resolution: f64) -> Self {
        Self {
            ranks,
            resolution,
            thresholds: [f64::NEG_INFINITY; LANES],
            lanes: Default::default(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.thresholds = [f64::NEG_INFINITY; LANES];
        for lane in &mut self.lanes {
            lane.kept.clear();
            lane.room = first_room(self.ranks);
        }
    }

    #[expect(
        clippy::needless_bitwise_bool,
        reason = "eight comparisons without a branch between them"
    )]
    pub(super) fn add(&mut self, row: usize, values: &Lanes) {
        let reached = values
            .iter()
            .zip(&self.thresholds)
            .fold(false, |any, (value, least)| any | (value >= least));
        if !reached {
            return;
        }
        for ((value, least), lane) in values.iter().zip(&mut self.thresholds).zip(&mut self.lanes) {
            if value >= least {
                lane.kept.push((*value, row));
                if lane.kept.len() >= lane.room {
                    *least = lane.drop_beaten(self.ranks, self.resolution);
                }
            }
        }
    }

    /// Returns the kept rows of one sample, best first, as groups of rows that tie: each with its first place, counted from 0.
    ///
    /// A group is all rows within the resolution of its best. Rows stand in ascending order inside a group.
    pub(super) fn groups(&mut self, lane: usize) -> impl Iterator<Item = (usize, &[(f64, usize)])> {
        let (ranks, resolution) = (self.ranks, self.resolution);
        let kept = self
            .lanes
            .get_mut(lane)
            .map(|lane| lane.kept.as_mut_slice())
            .unwrap_or_default();
        kept.sort_unstable_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        let mut rest: &[(f64, usize)] = kept;
        let mut place = 0;
        std::iter::from_fn(move || {
            if rest.is_empty() || place >= ranks {
                return None;
            }
            let length = tied(rest.iter().map(|(value, _)| *value), resolution);
            let (group, after) = rest.split_at_checked(length)?;
            let first = place;
            rest = after;
            place += length;
            Some((first, group))
        })
    }
}

impl Lane {
    /// Drops the rows that can have none of the ranks, not even tied, and returns what a further row must have.
    fn drop_beaten(&mut self, ranks: usize, resolution: f64) -> f64 {
        let Some(last) = ranks.checked_sub(1).filter(|last| *last < self.kept.len()) else {
            self.room = self.kept.len().saturating_mul(2);
            return f64::NEG_INFINITY;
        };
        let (_, worst, _) = self
            .kept
            .select_nth_unstable_by(last, |left, right| right.0.total_cmp(&left.0));
        let threshold = worst.0 - resolution;
        self.kept.retain(|(value, _)| *value >= threshold);
        // Where many rows tie, dropping again before long would drop nothing.
        self.room = first_room(ranks).max(self.kept.len().saturating_mul(2));
        threshold
    }
}

fn first_room(ranks: usize) -> usize {
    ranks.saturating_mul(2).saturating_add(6)
}
