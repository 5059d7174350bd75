//! Whether a fact still open could change a side where accounts take turns.

use super::contender::Contender;
use super::firmness::{is_ranked_anyway, may_be_ranked};
use super::resources::Need;
use super::{SelectionError, SelectionPolicy, TiesAtLine, WhenFull};
use crate::scoring::{AccountScore, Interval, ScoreAnswer};

/// What the open facts of all accounts leave possible.
///
/// As for a single line the test is safe, not sharp. An account inside is firm when it fits although all that could ever
/// come before it or tie with it take what they need; one outside when it could not fit whoever comes before it, or when,
/// with a policy that stops, those that come before it in any case leave too little.
pub(super) struct TurnFirmness<'p> {
    policy: &'p SelectionPolicy,
    tolerance: f64,
    anything_open: bool,
    /// The accounts that may take a turn, by their highest possible score.
    possible: Ranked,
    /// The accounts that take a turn whatever turns up, by their lowest possible score.
    certain: Ranked,
}

/// How many accounts, and what they need together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Totals {
    count: usize,
    need: Need,
}

/// Scores, descending, each with the totals down to it.
struct Ranked(Vec<(f64, Totals)>);

impl Ranked {
    fn new(mut rows: Vec<(f64, Need)>) -> Result<Self, SelectionError> {
        rows.sort_by(|left, right| right.0.total_cmp(&left.0));
        let mut totals = Totals::default();
        let mut ranked = Vec::with_capacity(rows.len());
        for (score, need) in rows {
            totals.count = totals.count.saturating_add(1);
            totals.need = totals.need.plus(need).ok_or(SelectionError::Overflow)?;
            ranked.push((score, totals));
        }
        Ok(Self(ranked))
    }

    /// Returns the totals of the accounts that pass a test which the highest pass first.
    fn totals(&self, passes: impl Fn(f64) -> bool) -> Totals {
        let count = self.0.partition_point(|&(score, _)| passes(score));
        let last = count.checked_sub(1).and_then(|index| self.0.get(index));
        last.map(|&(_, totals)| totals).unwrap_or_default()
    }
}

impl<'p> TurnFirmness<'p> {
    pub(super) fn new(
        scores: &ScoreAnswer,
        policy: &'p SelectionPolicy,
        contenders: &[Contender<'_>],
    ) -> Result<Self, SelectionError> {
        let (mut possible, mut certain) = (Vec::new(), Vec::new());
        for contender in contenders {
            // Without an interval it never has a score, and its turn comes after all others.
            let Some(interval) = contender.account.interval else {
                continue;
            };
            // Below its line, an account whose need is not known still stands among the tied.
            if may_be_ranked(contender.account) {
                possible.push((interval.high, contender.need.unwrap_or_default()));
            }
            let Some(need) = contender.need else { continue };
            if is_certain(contender, interval) {
                certain.push((interval.low, need));
            }
        }
        Ok(Self {
            policy,
            tolerance: scores.tie_tolerance + scores.resolution,
            anything_open: contenders.iter().any(|contender| is_open(contender.account)),
            possible: Ranked::new(possible)?,
            certain: Ranked::new(certain)?,
        })
    }

    /// Returns whether the account keeps its side in every completion of the open facts.
    pub(super) fn is_firm(&self, contender: &Contender<'_>, selected: bool) -> bool {
        let account = contender.account;
        if !self.anything_open {
            return true;
        }
        let Some(interval) = account.interval else {
            return contender.barred.is_some();
        };
        if selected {
            return is_ranked_anyway(account)
                && contender.is_in_with(interval.low)
                && self.fits_anyway(interval);
        }
        let Some(need) = contender.need else { return true };
        !may_be_ranked(account)
            || !contender.is_in_with(interval.high)
            || self.never_fits(contender, interval, need)
    }

    /// Returns whether an account at its worst fits, however well the others come out.
    fn fits_anyway(&self, interval: Interval) -> bool {
        let before = self.possible.totals(|high| high >= interval.low - self.tolerance);
        let fits_number = self.places().is_none_or(|places| match self.policy.ties_at_line {
            TiesAtLine::Include => {
                let itself = usize::from(interval.high > interval.low);
                let ahead = self.possible.totals(|high| high > interval.low).count;
                ahead.saturating_sub(itself) < places
            }
            TiesAtLine::Exclude => before.count <= places,
        });
        fits_number && self.fits(before.need)
    }

    /// Returns whether an account at its best does not fit, however badly the others come out.
    fn never_fits(&self, contender: &Contender<'_>, interval: Interval, need: Need) -> bool {
        if !self.fits(need) {
            return true;
        }
        let stops = self
            .policy
            .resources
            .is_none_or(|limits| limits.when_full == WhenFull::Stop);
        if !stops {
            return false;
        }
        let is_certain = is_certain(contender, interval);
        let itself = is_certain && interval.low >= interval.high;
        let not_behind = self.certain.totals(|low| low >= interval.high);
        let is_full = self
            .places()
            .is_some_and(|places| match self.policy.ties_at_line {
                TiesAtLine::Include => {
                    self.certain
                        .totals(|low| low > interval.high + self.tolerance)
                        .count
                        >= places
                }
                TiesAtLine::Exclude => not_behind.count.saturating_sub(usize::from(itself)) >= places,
            });
        // Accounts that are tied with it fit together or not at all.
        let together = if itself {
            Some(not_behind.need)
        } else {
            not_behind.need.plus(need)
        };
        is_full || !together.is_some_and(|sum| self.fits(sum))
    }

    fn fits(&self, need: Need) -> bool {
        self.policy
            .resources
            .is_none_or(|limits| limits.excess(need).is_none())
    }

    fn places(&self) -> Option<usize> {
        self.policy.top.and_then(|top| usize::try_from(top).ok())
    }
}

/// Returns whether the account takes a turn whatever turns up.
fn is_certain(contender: &Contender<'_>, interval: Interval) -> bool {
    is_ranked_anyway(contender.account) && contender.is_in_with(interval.low)
}

fn is_open(account: &AccountScore) -> bool {
    let moves = account
        .interval
        .is_some_and(|interval| interval.low < interval.high || account.final_score.is_none());
    moves || account.exclusion_open
}
