//! How far may a weight move, or a rating change, before the order of the accounts changes?
//!
//! [`sensitivity`] answers without sampling. While one weight takes the share `t` of the weights that it is compared with
//! and the others keep their proportions, the score of an account is a quotient of two straight lines in `t`, a straight
//! line where no criterion is left out. Two such courses cross where a quadratic is 0, so that every interval is known in
//! closed form: O(n k) for the lead and for a pair, times the number of accounts inside for a set.
//!
//! Source: stability intervals of weights (Mareschal, *Weight stability intervals in multicriteria decision aid*, European
//! Journal of Operational Research 33, 1988); the smallest change of one weight that reverses two alternatives
//! (Triantaphyllou and Sánchez, *A sensitivity analysis approach for some deterministic multi-criteria decision-making
//! methods*, Decision Sciences 28, 1997), whose change of an unscaled weight is the change of the given points here.

mod answer;
mod course;
mod lever;
mod one_point;
mod question;

#[cfg(test)]
mod tests;

pub use answer::{
    AccountSensitivity, CloseCall, CloseCalls, Flip, IntervalEnd, LeaderSensitivity, LimitSource,
    OnePointTest, PairSensitivity, RatingFlip, SensitivityAnswer, SmallestFlip, TopSensitivity,
    WeightInterval,
};
pub use question::{AccountPair, RatingStep, SensitivityError, SensitivityQuestion};

use super::ranked_values::RankedValues;
use super::{CompiledModel, ScoreAnswer};
use crate::quantity::AccountId;
use course::Stretches;
use lever::{Lever, levers};
use one_point::one_point_test;

/// The part of the scale up to which a margin is a close call, unless stated.
const CLOSE_CALL_PART: f64 = 0.02;

/// The most pairs of accounts that are compared, over all weights: a few seconds.
const MOST_COMPARISONS: usize = 200_000_000;

/// Changes of order nearer to each other than this, in shares, happen at once.
const SAME_SHARE: f64 = 1e-12;

/// Returns, for each weight, the exact interval in which the lead, the best accounts and a pair keep their order; the
/// smallest change that turns it; the close calls; and the ratings that one step would make decisive.
///
/// `scores` are those of `model`. Only ranked accounts are compared. The order is that of the final scores; scores within
/// the resolution are equal, and a declared tie tolerance plays no part. Caps of gates hold as they are, since weights do
/// not move them. The weight of a criterion moves against the criteria of its group where groups have weights, that of a
/// group against the other groups. Shares of exactly 0 and 1 are limits: there an account whose facts all lie on one side
/// may have no score.
///
/// Weights with no other beside them, and weights inside a group that counts nothing, cannot move and are not listed. Where
/// two accounts are equal now, an interval may have the length 0 on one side.
///
/// # Errors
///
/// [`SensitivityError`] when `top` is 0, the limit of close calls lies off the scale, an account of the pair is unknown or
/// not ranked, or there is too much to compare.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::{CompiledModel, SensitivityQuestion, sensitivity};
///
/// let model = CompiledModel::compile(&document::read(r#"{
///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Two criteria", "weights": "points",
///     "criteria": [
///         {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 3,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse"},
///         {"id": "fit", "name": "Fit", "meaning": "Share of our range in use", "unit": "%", "weight": 1,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 100}, "when_absent": "refuse"}]}"#)?)?;
/// let scores = model.score(&document::read::<Vec<_>>(r#"[{"id": "globex", "facts": {"growth": 20, "fit": 0}},
///     {"id": "initech", "facts": {"growth": 0, "fit": 100}}]"#)?)?;
/// let leader = sensitivity(&model, &scores, &SensitivityQuestion::default())?.leader.unwrap();
/// let growth = &leader.weights[0];
/// assert_eq!((leader.account_id.as_str(), growth.share, growth.low.share), ("globex", 0.75, 0.5));
/// assert_eq!((growth.given, growth.low.given, growth.high.flip.is_none()), (3.0, Some(1.0), true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sensitivity(
    model: &CompiledModel,
    scores: &ScoreAnswer,
    question: &SensitivityQuestion,
) -> Result<SensitivityAnswer, SensitivityError> {
    let ranked = RankedValues::new(model, scores);
    let limit = close_call_limit(scores, question)?;
    let pair = question
        .pair
        .as_ref()
        .map(|pair| places(pair, &ranked, scores))
        .transpose()?;
    let inside = inside(&ranked, question.top)?;
    let compared = inside
        .max(1)
        .saturating_mul(3)
        .saturating_mul(ranked.accounts.len());
    let found = compared.saturating_mul(model.criteria.len());
    if found > MOST_COMPARISONS {
        let most = MOST_COMPARISONS;
        return Err(SensitivityError::TooMuchWork { most, found });
    }
    let order = Order {
        levers: levers(model, &ranked),
        ranked,
        resolution: scores.resolution,
    };
    Ok(SensitivityAnswer {
        account_count: u32::try_from(order.ranked.accounts.len()).unwrap_or(u32::MAX),
        resolution: scores.resolution,
        leader: order.leader(),
        top: question.top.map(|top| order.top(top, inside)),
        pair: pair.and_then(|(ahead, behind)| order.pair(ahead, behind)),
        close_calls: order.close_calls(limit, question, inside),
        one_point: question
            .one_point
            .map(|step| one_point_test(model, scores, &order.ranked, step)),
    })
}

fn close_call_limit(scores: &ScoreAnswer, question: &SensitivityQuestion) -> Result<f64, SensitivityError> {
    let span = scores.scale.span();
    let limit = question.close_call_points.unwrap_or(span * CLOSE_CALL_PART);
    if (0.0..=span).contains(&limit) {
        return Ok(limit + 0.0);
    }
    Err(SensitivityError::CloseCallPoints {
        most: span.to_string(),
        found: limit.to_string(),
    })
}

/// Returns the places of a pair in the order, the better first.
fn places(
    pair: &AccountPair,
    ranked: &RankedValues<'_>,
    scores: &ScoreAnswer,
) -> Result<(usize, usize), SensitivityError> {
    let place = |path: &'static str, id: &AccountId| {
        let place = ranked
            .accounts
            .iter()
            .position(|account| account.account_id == *id);
        place.ok_or_else(|| SensitivityError::not_ranked(path, id, scores))
    };
    let one = place("/pair/account_id", &pair.account_id)?;
    let other = place("/pair/other_account_id", &pair.other_account_id)?;
    if one == other {
        let account_id = pair.account_id.clone();
        return Err(SensitivityError::SameAccount { account_id });
    }
    Ok((one.min(other), one.max(other)))
}

/// Returns the number of accounts inside, ties for the last place included; 0 where no number was asked for.
fn inside(ranked: &RankedValues<'_>, top: Option<u32>) -> Result<usize, SensitivityError> {
    let Some(top) = top else { return Ok(0) };
    let top = usize::try_from(top).unwrap_or(usize::MAX);
    if top == 0 {
        return Err(SensitivityError::TopZero);
    }
    Ok(ranked.above.iter().take_while(|above| **above < top).count())
}

/// The ranked accounts with the weights that can move them.
struct Order<'a> {
    ranked: RankedValues<'a>,
    levers: Vec<Lever>,
    /// The difference of points that means nothing.
    resolution: f64,
}

/// The nearest change of order in one direction: where, and the places of the two accounts.
#[derive(Debug, Clone, Copy)]
struct Turn {
    share: f64,
    overtaken: usize,
    overtaking: usize,
}

/// The two directions in which a weight moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Down,
    Up,
}

impl Order<'_> {
    fn leader(&self) -> Option<LeaderSensitivity> {
        let leader = self.ranked.accounts.first()?;
        let runner_up = self.ranked.accounts.get(1);
        let weights =
            self.intervals(|lever, way| self.nearest(lever, way, 0..1, 1..self.ranked.accounts.len()));
        Some(LeaderSensitivity {
            account_id: leader.account_id.clone(),
            runner_up_account_id: runner_up.map(|account| account.account_id.clone()),
            margin: runner_up.map(|_| self.margin(0, 1)),
            smallest_flip: smallest_flip(&weights),
            weights,
        })
    }

    fn top(&self, top: u32, inside: usize) -> TopSensitivity {
        let count = self.ranked.accounts.len();
        let weights = self.intervals(|lever, way| self.nearest(lever, way, 0..inside, inside..count));
        let places = usize::try_from(top).unwrap_or(usize::MAX);
        let listed = self
            .ranked
            .accounts
            .iter()
            .enumerate()
            .take(inside.saturating_mul(2));
        let accounts = listed.map(|(place, account)| AccountSensitivity {
            account_id: account.account_id.clone(),
            inside: place < inside,
            weights: self.intervals(|lever, way| self.crosses_line(lever, way, place, inside, places)),
        });
        TopSensitivity {
            top,
            account_ids: (0..inside).filter_map(|place| self.id(place)).collect(),
            margin: inside
                .checked_sub(1)
                .filter(|_| inside < count)
                .map(|last| self.margin(last, inside)),
            smallest_flip: smallest_flip(&weights),
            weights,
            accounts: accounts.collect(),
        }
    }

    fn pair(&self, ahead: usize, behind: usize) -> Option<PairSensitivity> {
        let weights =
            self.intervals(|lever, way| self.nearest(lever, way, ahead..ahead + 1, behind..behind + 1));
        Some(PairSensitivity {
            ahead_account_id: self.id(ahead)?,
            behind_account_id: self.id(behind)?,
            margin: self.margin(ahead, behind),
            smallest_flip: smallest_flip(&weights),
            weights,
        })
    }

    fn close_calls(&self, limit: f64, question: &SensitivityQuestion, inside: usize) -> CloseCalls {
        let count = self.ranked.accounts.len();
        let close = |place: usize, margin: f64| {
            let account_id = self
                .id(place)
                .filter(|_| margin.abs() <= limit + self.resolution)?;
            Some(CloseCall { account_id, margin })
        };
        let to_line = |place: usize| {
            let across = if place < inside {
                inside
            } else {
                inside.saturating_sub(1)
            };
            (inside > 0 && inside < count)
                .then(|| close(place, self.margin(place, across)))
                .flatten()
        };
        CloseCalls {
            limit,
            limit_source: match question.close_call_points {
                Some(_) => LimitSource::Request,
                None => LimitSource::HouseDefault,
            },
            to_lead: (1..count)
                .filter_map(|place| close(place, self.margin(place, 0)))
                .collect(),
            to_line: (0..count).filter_map(to_line).collect(),
        }
    }

    /// Returns the interval of each weight; `turn` finds the nearest change of order in a direction.
    fn intervals(&self, turn: impl Fn(&Lever, Way) -> Option<Turn>) -> Vec<WeightInterval> {
        let interval = |lever: &Lever| WeightInterval {
            weight_of: lever.weight_of.clone(),
            share: lever.share_at(lever.now),
            given: lever.given,
            low: self.end(lever, turn(lever, Way::Down), 0.0),
            high: self.end(lever, turn(lever, Way::Up), 1.0),
        };
        self.levers.iter().map(interval).collect()
    }

    fn end(&self, lever: &Lever, turn: Option<Turn>, limit: f64) -> IntervalEnd {
        let share = turn.map_or(limit, |turn| turn.share);
        IntervalEnd {
            share: lever.share_at(share),
            given: lever.given_at(share),
            flip: turn.and_then(|turn| {
                Some(Flip {
                    overtaken_account_id: self.id(turn.overtaken)?,
                    overtaking_account_id: self.id(turn.overtaking)?,
                })
            }),
        }
    }

    /// Returns the nearest share at which an account of `behind` comes above one of `ahead`; where several do so at once, the
    /// first of each in the order now.
    fn nearest(
        &self,
        lever: &Lever,
        way: Way,
        ahead: std::ops::Range<usize>,
        behind: std::ops::Range<usize>,
    ) -> Option<Turn> {
        let mut found: Option<Turn> = None;
        for overtaken in ahead {
            for overtaking in behind.clone() {
                let stretches = self.above(lever, overtaking, overtaken);
                let share = match way {
                    Way::Down => stretches.nearest_below(lever.now),
                    Way::Up => stretches.nearest_above(lever.now),
                };
                let Some(share) = share else { continue };
                let distance = (share - lever.now).abs();
                if found.is_none_or(|found| distance < (found.share - lever.now).abs() - SAME_SHARE) {
                    found = Some(Turn {
                        share,
                        overtaken,
                        overtaking,
                    });
                }
            }
        }
        found
    }

    /// Returns the nearest share at which the account at `place` comes in or goes out: where `places` accounts are above it, or
    /// fewer.
    fn crosses_line(
        &self,
        lever: &Lever,
        way: Way,
        place: usize,
        inside: usize,
        places: usize,
    ) -> Option<Turn> {
        let now = lever.now;
        // Per change: how far away, whether the other account comes above, which account.
        let mut changes: Vec<(f64, bool, usize)> = Vec::new();
        for other in (0..self.ranked.accounts.len()).filter(|other| *other != place) {
            for (from, to) in self.above(lever, other, place).iter() {
                match way {
                    Way::Up if to > now => {
                        changes.push(((from - now).max(0.0), true, other));
                        changes.extend((to < 1.0).then_some((to - now, false, other)));
                    }
                    Way::Down if from < now => {
                        changes.push(((now - to).max(0.0), true, other));
                        changes.extend((from > 0.0).then_some((now - from, false, other)));
                    }
                    Way::Up | Way::Down => {}
                }
            }
        }
        changes.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.2.cmp(&right.2)));
        let is_inside = place < inside;
        let mut above = 0_usize;
        let mut rest = changes.as_slice();
        // The first look is at the first step away from now: an account that nothing but a weight of 0 speaks for leaps there.
        let mut distance = 0.0;
        loop {
            let length = rest
                .iter()
                .take_while(|change| change.0 - distance <= SAME_SHARE)
                .count();
            let (at_once, after) = rest.split_at_checked(length)?;
            for (_, comes_above, _) in at_once {
                above = if *comes_above {
                    above + 1
                } else {
                    above.saturating_sub(1)
                };
            }
            if (above < places) != is_inside {
                let other = at_once
                    .iter()
                    .find(|change| change.1 == is_inside)
                    .map(|change| change.2);
                let passed = |other: &usize| !at_once.iter().any(|change| change.2 == *other);
                let other = other.or_else(|| (0..inside).rev().find(passed))?;
                let share = match way {
                    Way::Up => now + distance,
                    Way::Down => now - distance,
                };
                let (overtaken, overtaking) = if is_inside { (place, other) } else { (other, place) };
                return Some(Turn {
                    share,
                    overtaken,
                    overtaking,
                });
            }
            distance = after.first()?.0;
            rest = after;
        }
    }

    /// Returns where the account at `upper` runs above the one at `lower`.
    fn above(&self, lever: &Lever, upper: usize, lower: usize) -> Stretches {
        match (lever.courses.get(upper), lever.courses.get(lower)) {
            (Some(upper), Some(lower)) => upper.above(lower, self.ranked.resolution),
            _ => Stretches::default(),
        }
    }

    fn margin(&self, place: usize, other: usize) -> f64 {
        self.ranked.score(place) - self.ranked.score(other)
    }

    fn id(&self, place: usize) -> Option<AccountId> {
        self.ranked
            .accounts
            .get(place)
            .map(|account| account.account_id.clone())
    }
}

/// Returns the smallest change among the ends of the intervals, by share of all weights; the first of equal ones.
fn smallest_flip(weights: &[WeightInterval]) -> Option<SmallestFlip> {
    let mut smallest: Option<SmallestFlip> = None;
    for interval in weights {
        for end in [&interval.low, &interval.high] {
            let Some(flip) = &end.flip else { continue };
            let share_change = end.share - interval.share;
            let is_smaller =
                |found: &SmallestFlip| share_change.abs() < found.share_change.abs() - SAME_SHARE;
            if smallest.as_ref().is_none_or(is_smaller) {
                smallest = Some(SmallestFlip {
                    weight_of: interval.weight_of.clone(),
                    share_change,
                    relative_change: Some(share_change / interval.share).filter(|change| change.is_finite()),
                    given_change: end.given.map(|given| given - interval.given),
                    overtaken_account_id: flip.overtaken_account_id.clone(),
                    overtaking_account_id: flip.overtaking_account_id.clone(),
                });
            }
        }
    }
    smallest
}
