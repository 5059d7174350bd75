//! Shares drawn evenly from ranges.

use super::random::Random;

/// Draws shares that lie in given ranges and add up to 1, each possible set of shares as likely as any other.
///
/// Exact, by rejection from a body that encloses the possible shares. The shares left of the lower ends (or, turned round, of the
/// upper ends) lie between 0 and the widths of their ranges and add up to what remains. The narrow ones are drawn evenly from their
/// ranges, the wide ones evenly from all shares of the rest, which is accepted with a probability that makes up for its size; how
/// many count as narrow, and which end is taken, is chosen so that the enclosing body is smallest. Only narrow ones: accepted about
/// once in `sqrt(k)` draws; only wide ones: hardly ever refused.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RangeSampler {
    /// The ends that shares are counted from.
    base: Vec<f64>,
    /// 1 where they are the lower ends, -1 where they are the upper ends.
    sign: f64,
    /// What the shares, counted from the ends, add up to.
    total: f64,
    /// The places and widths of the ranges that are more than a point: the narrow ones, then the wide ones.
    narrow: Vec<(usize, f64)>,
    wide: Vec<(usize, f64)>,
}

/// Sums this near to 1 leave no room: rounding.
const NO_ROOM: f64 = 1e-12;

impl RangeSampler {
    /// Returns the sampler, nothing where no shares in the ranges add up to 1.
    pub(super) fn new(ranges: &[(f64, f64)]) -> Option<Self> {
        let lows: f64 = ranges.iter().map(|range| range.0).sum();
        let highs: f64 = ranges.iter().map(|range| range.1).sum();
        if lows > 1.0 + NO_ROOM || highs < 1.0 - NO_ROOM {
            return None;
        }
        // What no share can reach because of the others is cut off.
        let (below, above) = ((1.0 - lows).max(0.0), (highs - 1.0).max(0.0));
        let cut = ranges
            .iter()
            .map(|&(low, high)| (low.max(high - above), high.min(low + below)));
        let ranges: Vec<(f64, f64)> = cut.map(|(low, high)| (low, high.max(low))).collect();
        let lower = Self::from_ends(ranges.iter().map(|range| range.0).collect(), 1.0, &ranges);
        let upper = Self::from_ends(ranges.iter().map(|range| range.1).collect(), -1.0, &ranges);
        Some(if upper.1 < lower.1 { upper.0 } else { lower.0 })
    }

    /// Returns the sampler that counts from these ends, with the logarithm of the volume of its enclosing body.
    fn from_ends(base: Vec<f64>, sign: f64, ranges: &[(f64, f64)]) -> (Self, f64) {
        let total = sign * (1.0 - base.iter().sum::<f64>());
        let widths = ranges.iter().map(|range| range.1 - range.0).enumerate();
        let mut narrow: Vec<(usize, f64)> = widths.filter(|(_, width)| *width > 0.0).collect();
        if total <= NO_ROOM {
            narrow.clear();
        }
        narrow.sort_by(|left, right| left.1.total_cmp(&right.1).then(left.0.cmp(&right.0)));
        // One wide range takes the rest, and m of them have the volume `total^(m - 1) / (m - 1)!`; the narrow ones have the
        // product of their widths.
        let mut volume: f64 = narrow
            .iter()
            .rev()
            .skip(1)
            .map(|(_, width)| libm::log(*width))
            .sum();
        let mut smallest = (volume, narrow.len().saturating_sub(1));
        let mut dimension = 0.0;
        for (place, (_, width)) in narrow.iter().enumerate().rev().skip(1) {
            dimension += 1.0;
            volume += libm::log(total / dimension) - libm::log(*width);
            if volume < smallest.0 {
                smallest = (volume, place);
            }
        }
        let wide = narrow.split_off(smallest.1.min(narrow.len()));
        let sampler = Self {
            base,
            sign,
            total,
            narrow,
            wide,
        };
        (sampler, smallest.0)
    }

    /// Writes shares to `shares` and returns true; false where the draw fell outside the ranges.
    pub(super) fn draw(&self, random: &mut Random, shares: &mut [f64]) -> bool {
        shares.copy_from_slice(&self.base);
        let mut rest = self.total;
        for &(place, width) in &self.narrow {
            let part = width * random.unit();
            rest -= part;
            if let Some(share) = shares.get_mut(place) {
                *share += self.sign * part;
            }
        }
        if self.wide.is_empty() {
            return true;
        }
        if rest < 0.0 {
            return false;
        }
        // All shares of a smaller rest fill less room than those of the whole.
        let acceptance = self
            .wide
            .iter()
            .skip(1)
            .fold(1.0, |product, _| product * (rest / self.total));
        if acceptance < 1.0 && random.unit() >= acceptance {
            return false;
        }
        let mut sum = 0.0;
        for &(place, _) in &self.wide {
            let part = if self.wide.len() == 1 {
                1.0
            } else {
                random.exponential()
            };
            sum += part;
            if let Some(share) = shares.get_mut(place) {
                // Kept here until the sum is known.
                *share = part;
            }
        }
        for &(place, width) in &self.wide {
            let (Some(share), Some(end)) = (shares.get_mut(place), self.base.get(place)) else {
                continue;
            };
            let part = *share / sum * rest;
            if part > width {
                return false;
            }
            *share = (end + self.sign * part).max(0.0);
        }
        true
    }
}
