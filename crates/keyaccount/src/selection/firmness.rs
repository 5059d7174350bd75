//! Whether a fact still open could move an account across the line.

use super::{SelectionPolicy, TiesAtLine};
use crate::scoring::{AccountScore, Interval, ScoreAnswer};

/// What the open facts of all accounts leave possible.
///
/// The test is safe, not sharp: an account called firm keeps its side in every completion of the open facts of all
/// accounts; one that is not called firm may keep it as well.
pub(super) struct Firmness {
    policy: SelectionPolicy,
    resolution: f64,
    tolerance: f64,
    /// The highest possible scores of the accounts that may be ranked, ascending.
    highs: Vec<f64>,
    /// The lowest possible scores of the accounts that are ranked whatever turns up, ascending.
    lows: Vec<f64>,
}

impl Firmness {
    pub(super) fn new(scores: &ScoreAnswer, policy: &SelectionPolicy) -> Self {
        let rivals = |wanted: fn(&AccountScore) -> bool, end: fn(Interval) -> f64| {
            let mut ends: Vec<f64> = scores
                .accounts
                .iter()
                .filter(|account| wanted(account))
                .filter_map(|account| account.interval)
                .map(end)
                .collect();
            ends.sort_by(f64::total_cmp);
            ends
        };
        Self {
            policy: *policy,
            resolution: scores.resolution,
            tolerance: scores.tie_tolerance + scores.resolution,
            highs: rivals(may_be_ranked, |interval| interval.high),
            lows: rivals(is_ranked_anyway, |interval| interval.low),
        }
    }

    /// Returns whether the account keeps its side in every completion of the open facts.
    pub(super) fn is_firm(&self, account: &AccountScore, selected: bool) -> bool {
        let Some(interval) = account.interval else {
            return !selected;
        };
        if selected {
            return is_ranked_anyway(account) && self.reaches(interval.low) && self.fits_anyway(interval);
        }
        !may_be_ranked(account) || !self.reaches(interval.high) || self.never_fits(account, interval)
    }

    fn reaches(&self, score: f64) -> bool {
        let threshold = self.policy.threshold;
        threshold.is_none_or(|threshold| score + self.resolution >= threshold.get())
    }

    /// Returns whether an account at its worst is within the number, however well the others come out.
    fn fits_anyway(&self, interval: Interval) -> bool {
        let Some(places) = self.places() else {
            return true;
        };
        match self.policy.ties_at_line {
            // In unless that many others can be strictly better.
            TiesAtLine::Include => {
                let itself = usize::from(interval.high > interval.low);
                count(&self.highs, |high| high > interval.low) - itself < places
            }
            // In if the account and all that can be tied with it or better fit.
            TiesAtLine::Exclude => count(&self.highs, |high| high >= interval.low - self.tolerance) <= places,
        }
    }

    /// Returns whether an account at its best is beyond the number, however badly the others come out.
    fn never_fits(&self, account: &AccountScore, interval: Interval) -> bool {
        let Some(places) = self.places() else {
            return false;
        };
        match self.policy.ties_at_line {
            TiesAtLine::Include => count(&self.lows, |low| low > interval.high + self.tolerance) >= places,
            TiesAtLine::Exclude => {
                let itself = usize::from(is_ranked_anyway(account) && interval.low >= interval.high);
                count(&self.lows, |low| low >= interval.high) - itself >= places
            }
        }
    }

    fn places(&self) -> Option<usize> {
        self.policy.top.and_then(|top| usize::try_from(top).ok())
    }
}

/// Returns how many of the ascending `ends` pass a test that the highest pass first.
fn count(ends: &[f64], passes: impl Fn(f64) -> bool) -> usize {
    ends.len() - ends.partition_point(|&end| !passes(end))
}

pub(super) fn may_be_ranked(account: &AccountScore) -> bool {
    !account.excluded || account.exclusion_open
}

pub(super) fn is_ranked_anyway(account: &AccountScore) -> bool {
    account.final_score.is_some() && !account.excluded && !account.exclusion_open
}
