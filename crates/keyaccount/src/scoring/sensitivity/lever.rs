//! The weights that can move, and what each makes of every account.

use super::course::Course;
use crate::scoring::model::{ScoreModel, WeightKind};
use crate::scoring::ranked_values::RankedValues;
use crate::scoring::weighting::Weighting;
use crate::scoring::{CompiledModel, WeightOf};

/// A weight that can move while the weights that it is compared with keep their proportions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lever {
    pub(super) weight_of: WeightOf,
    /// Its share now among the weights that it is compared with.
    pub(super) now: f64,
    /// What the whole of those weights is of all weights: 1 but for a criterion inside a weighted group.
    pub(super) whole: f64,
    /// The weight as the model gives it.
    pub(super) given: f64,
    /// The sum of the others as the model gives them.
    others: f64,
    kind: WeightKind,
    /// The course of each account, in the order of the ranked accounts.
    pub(super) courses: Vec<Course>,
}

/// A nest of criteria: a weighted group, or the whole model.
struct Nest<'a> {
    weight: f64,
    weights: &'a [f64],
    /// The first of its criteria in canonical order.
    start: usize,
}

/// What one account has in a set of weights that are compared with each other.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: f64,
    weight: f64,
}

impl Lever {
    /// Returns the given weight at which the share is `t`: with the other points as they are, or the share itself; nothing
    /// where no finite number of points reaches it.
    pub(super) fn given_at(&self, t: f64) -> Option<f64> {
        if t.to_bits() == self.now.to_bits() {
            return Some(self.given);
        }
        match self.kind {
            WeightKind::Shares => Some(t),
            WeightKind::Points => Some(t / (1.0 - t) * self.others).filter(|given| given.is_finite()),
        }
    }

    /// Returns the share of all weights at which the share among those compared is `t`.
    pub(super) fn share_at(&self, t: f64) -> f64 {
        t * self.whole
    }
}

/// Returns the weights that can move, criteria first, both in the order of the model.
///
/// Left out is a weight that has no other beside it, and one inside a group that counts nothing.
pub(super) fn levers(model: &CompiledModel, ranked: &RankedValues<'_>) -> Vec<Lever> {
    let nests = nests(&model.weighting);
    let document = model.model();
    let mut criteria = Vec::new();
    for (index, _) in nests.iter().enumerate() {
        criteria.extend(criterion_levers(model, ranked, &nests, index));
    }
    criteria.sort_by_key(|(place, _)| *place);
    let mut levers: Vec<Lever> = criteria.into_iter().map(|(_, lever)| lever).collect();
    if nests.len() > 1 || document.groups.iter().any(|group| group.weight.is_some()) {
        levers.extend(group_levers(document, ranked, &nests));
    }
    levers
}

fn nests(weighting: &Weighting) -> Vec<Nest<'_>> {
    let mut start = 0;
    let nests = weighting.nests().map(|(weight, weights)| {
        let nest = Nest {
            weight,
            weights,
            start,
        };
        start += weights.len();
        nest
    });
    nests.collect()
}

/// Returns the levers of the criteria of one nest, each with its place in the model.
fn criterion_levers(
    model: &CompiledModel,
    ranked: &RankedValues<'_>,
    nests: &[Nest<'_>],
    index: usize,
) -> Vec<(usize, Lever)> {
    let document = model.model();
    let nests_sum: f64 = nests.iter().map(|nest| nest.weight).sum();
    let Some(nest) = nests.get(index).filter(|nest| nest.weight > 0.0) else {
        return Vec::new();
    };
    let sum: f64 = nest.weights.iter().sum();
    let mut levers: Vec<(usize, Lever)> = Vec::with_capacity(nest.weights.len());
    for (place, &given) in nest.weights.iter().enumerate() {
        let Some(prepared) = model.criteria.get(nest.start + place) else {
            continue;
        };
        let Some(criterion) = document.criteria.get(prepared.index) else {
            continue;
        };
        let lever = Lever {
            weight_of: WeightOf::Criterion(criterion.id.clone()),
            now: given / sum,
            whole: nest.weight / nests_sum,
            given,
            others: without(nest.weights, place),
            kind: document.weights,
            courses: Vec::with_capacity(ranked.accounts.len()),
        };
        levers.push((prepared.index, lever));
    }
    let mut after = vec![Mean::default(); nest.weights.len() + 1];
    for (place, &cap) in ranked.caps.iter().enumerate() {
        let row = ranked.row(place);
        let (beside, beside_weight) = beside(row, nests, index);
        let values = row.iter().skip(nest.start).copied();
        // Sums before and after each criterion, so that none is taken out of a total again, which would lose digits.
        let cells: Vec<(f64, Option<f64>)> = nest.weights.iter().copied().zip(values).collect();
        for (at, &(weight, value)) in cells.iter().enumerate().rev() {
            let rest = after.get(at + 1).copied().unwrap_or_default();
            if let Some(slot) = after.get_mut(at) {
                *slot = rest.with(weight, value);
            }
        }
        let mut before = Mean::default();
        for ((at, &(weight, value)), (_, lever)) in cells.iter().enumerate().zip(&mut levers) {
            let rest = before.and(after.get(at + 1).copied().unwrap_or_default());
            let inside = course(value, rest, lever.others, cap);
            lever
                .courses
                .push(outside(inside, nest.weight, beside, beside_weight));
            before = before.with(weight, value);
        }
    }
    levers.retain(|(_, lever)| lever.others > 0.0);
    levers
}

fn group_levers(document: &ScoreModel, ranked: &RankedValues<'_>, nests: &[Nest<'_>]) -> Vec<Lever> {
    let weights: Vec<f64> = nests.iter().map(|nest| nest.weight).collect();
    let sum: f64 = weights.iter().sum();
    // Nests come by the id of their group; the model may list the groups in another order.
    let mut by_id: Vec<_> = document.groups.iter().enumerate().collect();
    by_id.sort_by(|left, right| left.1.id.cmp(&right.1.id));
    let mut levers = Vec::new();
    for (index, ((listed, group), &given)) in by_id.into_iter().zip(&weights).enumerate() {
        let others = without(&weights, index);
        if others <= 0.0 {
            continue;
        }
        let courses = ranked.caps.iter().enumerate().map(|(place, &cap)| {
            let row = ranked.row(place);
            let means = nests.iter().map(|nest| (nest.weight, mean_of(row, nest)));
            let mut rest = Mean::default();
            for (_, (weight, mean)) in means.enumerate().filter(|(at, _)| *at != index) {
                rest = rest.with(weight, mean);
            }
            let own = nests.get(index).and_then(|nest| mean_of(row, nest));
            course(own, rest, others, cap)
        });
        let lever = Lever {
            weight_of: WeightOf::Group(group.id.clone()),
            now: given / sum,
            whole: 1.0,
            given,
            others,
            kind: document.weights,
            courses: courses.collect(),
        };
        levers.push((listed, lever));
    }
    levers.sort_by_key(|(listed, _)| *listed);
    levers.into_iter().map(|(_, lever)| lever).collect()
}

impl Mean {
    fn with(self, weight: f64, value: Option<f64>) -> Self {
        let Some(value) = value.filter(|_| weight > 0.0) else {
            return self;
        };
        Self {
            sum: self.sum + weight * value,
            weight: self.weight + weight,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            sum: self.sum + other.sum,
            weight: self.weight + other.weight,
        }
    }

    fn value(self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.sum / self.weight)
    }
}

/// Returns the sum of the weights but one.
fn without(weights: &[f64], place: usize) -> f64 {
    weights
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != place)
        .map(|(_, weight)| weight)
        .sum::<f64>()
        + 0.0
}

/// Returns the weighted mean of an account in a nest, nothing where none of its criteria counts.
fn mean_of(row: &[Option<f64>], nest: &Nest<'_>) -> Option<f64> {
    let values = row.iter().skip(nest.start);
    let cells = nest.weights.iter().zip(values);
    cells
        .fold(Mean::default(), |mean, (&weight, &value)| {
            mean.with(weight, value)
        })
        .value()
}

/// Returns what an account has in the other nests: their sum, weighted, and their weight.
fn beside(row: &[Option<f64>], nests: &[Nest<'_>], index: usize) -> (f64, f64) {
    let others = nests.iter().enumerate().filter(|(at, _)| *at != index);
    let mean = others.fold(Mean::default(), |mean, (_, nest)| {
        mean.with(nest.weight, mean_of(row, nest))
    });
    (mean.sum, mean.weight)
}

/// Returns the course of a mean: `value` is that of the moved weight, `rest` the others that count, of `others` in all.
///
/// A course without any of the two parts is constant: the other part is all that counts, whatever its weight.
fn course(value: Option<f64>, rest: Mean, others: f64, cap: f64) -> Course {
    match (value, rest.value()) {
        (Some(at_all), Some(_)) => Course {
            at_all,
            rest: rest.sum / others,
            // Equal sums are one sum taken in two orders: nothing is left out, and the course is straight.
            rest_share: if rest.weight >= others * (1.0 - 1e-12) {
                1.0
            } else {
                rest.weight / others
            },
            cap,
        },
        (Some(only), None) | (None, Some(only)) => Course::constant(only, cap),
        (None, None) => Course::constant(f64::NAN, cap),
    }
}

/// Returns the course of a score whose one nest, of weight `weight`, follows the course `inside`; the other nests give
/// `beside`, of weight `beside_weight`.
fn outside(inside: Course, weight: f64, beside: f64, beside_weight: f64) -> Course {
    // Nothing of the nest counts: only the other nests do.
    if inside.at_all.is_nan() {
        return Course::constant(beside / beside_weight, inside.cap);
    }
    if beside_weight <= 0.0 {
        return inside;
    }
    let all = beside_weight + weight;
    let (constant, part) = (beside / all, weight / all);
    Course {
        at_all: constant + part * inside.at_all,
        rest: constant * inside.rest_share + part * inside.rest,
        ..inside
    }
}
