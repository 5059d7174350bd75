//! How a value moves while one weight moves, and where two such courses cross.

/// The value of an account as the moved weight takes the share `t` of the weights that it is compared with and the
/// others keep their proportions:
///
/// `min(cap, (t at_all + (1 - t) rest) / (t + (1 - t) rest_share))`.
///
/// `at_all` is the value where the moved weight is everything, `rest` the weighted sum of the others, `rest_share` the part of
/// the others that counts for this account: 1 where nothing is left out, and then the course is a straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Course {
    pub(super) at_all: f64,
    pub(super) rest: f64,
    pub(super) rest_share: f64,
    pub(super) cap: f64,
}

/// The most points at which two courses can cross: two of the curves, and one of each with the other's cap.
const MOST_CROSSINGS: usize = 4;

/// Stretches of shares, in ascending order; crossings leave at most three, since stretches alternate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretches {
    ends: [(f64, f64); MOST_CROSSINGS],
    count: usize,
}

impl Course {
    /// Returns a course on which the moved weight has no influence.
    pub(super) fn constant(value: f64, cap: f64) -> Self {
        Self {
            at_all: value,
            rest: value,
            rest_share: 1.0,
            cap,
        }
    }

    /// Returns the value at the share `t`, between 0 and 1; not at 0 itself where `rest_share` is 0.
    pub(super) fn value(&self, t: f64) -> f64 {
        let value = (t * self.at_all + (1.0 - t) * self.rest) / (t + (1.0 - t) * self.rest_share);
        value.min(self.cap)
    }

    /// Returns the stretches on which this course runs above `other` by more than `resolution`.
    ///
    /// Between two crossings the order stays, so that a look at the middle of each stretch is enough.
    pub(super) fn above(&self, other: &Self, resolution: f64) -> Stretches {
        let mut found = Stretches::default();
        if self.is_straight() && other.is_straight() {
            let (at_none, at_all) = (self.rest - other.rest, self.at_all - other.at_all);
            let crossing = at_none / (at_none - at_all);
            match (at_none > resolution, at_all > resolution) {
                (true, true) => found.push(0.0, 1.0),
                (true, false) => found.push(0.0, if at_all < 0.0 { crossing } else { 1.0 }),
                (false, true) => found.push(if at_none < 0.0 { crossing } else { 0.0 }, 1.0),
                (false, false) => {}
            }
            return found;
        }
        let mut crossings = Crossings::default();
        crossings.add_curves(self, other);
        crossings.add_cap(self, other.cap);
        crossings.add_cap(other, self.cap);
        let mut from = 0.0;
        for to in crossings.sorted().chain([1.0]) {
            let middle = f64::midpoint(from, to);
            if self.value(middle) - other.value(middle) > resolution {
                found.push(from, to);
            }
            from = to;
        }
        found
    }

    fn is_straight(&self) -> bool {
        self.rest_share >= 1.0 && self.cap == f64::INFINITY
    }
}

impl Default for Stretches {
    fn default() -> Self {
        Self {
            ends: [(1.0, 1.0); MOST_CROSSINGS],
            count: 0,
        }
    }
}

impl Stretches {
    fn push(&mut self, from: f64, to: f64) {
        if let Some(last) = self.count.checked_sub(1).and_then(|last| self.ends.get_mut(last))
            && last.1 >= from
        {
            last.1 = to;
        } else if let Some(next) = self.ends.get_mut(self.count) {
            *next = (from, to);
            self.count += 1;
        }
    }

    /// Returns the stretches as their two ends.
    pub(super) fn iter(&self) -> impl Iterator<Item = (f64, f64)> {
        self.ends.into_iter().take(self.count)
    }

    /// Returns the nearest share at or below `now` at which a stretch that lies below begins, seen from `now`.
    pub(super) fn nearest_below(&self, now: f64) -> Option<f64> {
        let lower = self.iter().filter(|(from, _)| *from < now);
        lower.map(|(_, to)| to.min(now)).last()
    }

    /// Returns the nearest share at or above `now` at which a stretch that lies above begins.
    pub(super) fn nearest_above(&self, now: f64) -> Option<f64> {
        let higher = self.iter().find(|(_, to)| *to > now);
        higher.map(|(from, _)| from.max(now))
    }
}

/// The shares strictly between 0 and 1 at which the order may change.
#[derive(Debug, Default)]
struct Crossings {
    shares: [f64; MOST_CROSSINGS],
    count: usize,
}

impl Crossings {
    /// Adds the shares at which the two curves, caps apart, have the same value.
    ///
    /// The difference of two quotients of straight lines is 0 where, with `u = t / (1 - t)`, a quadratic in `u` is 0. The
    /// larger root is taken without a difference of near numbers and the smaller from their product (Press and others,
    /// *Numerical Recipes*, 3rd edition 2007, section 5.6).
    fn add_curves(&mut self, left: &Course, right: &Course) {
        let second = left.at_all - right.at_all;
        let first = left.at_all * right.rest_share + left.rest - right.at_all * left.rest_share - right.rest;
        let zeroth = left.rest * right.rest_share - right.rest * left.rest_share;
        let root = (first * first - 4.0 * second * zeroth).sqrt();
        // NaN where the courses never meet; `add` leaves it out.
        let larger = -0.5 * (first + root.copysign(first));
        self.add_ratio(larger, second);
        self.add_ratio(zeroth, larger);
    }

    /// Adds the share at which `course` reaches `cap`.
    fn add_cap(&mut self, course: &Course, cap: f64) {
        if cap < f64::INFINITY {
            self.add_ratio(cap * course.rest_share - course.rest, course.at_all - cap);
        }
    }

    /// Adds the share `t` for which `t / (1 - t)` is `above / below`.
    fn add_ratio(&mut self, above: f64, below: f64) {
        let share = above / (above + below);
        if share > 0.0
            && share < 1.0
            && let Some(next) = self.shares.get_mut(self.count)
        {
            *next = share;
            self.count += 1;
        }
    }

    fn sorted(mut self) -> impl Iterator<Item = f64> {
        if let Some(found) = self.shares.get_mut(..self.count) {
            found.sort_by(f64::total_cmp);
        }
        self.shares.into_iter().take(self.count)
    }
}
