//! Weights drawn from what is known about them.

use std::collections::BTreeSet;

use super::question::{ImportanceOrder, RobustnessError, WeightMargin, WeightRange, WeightUncertainty};
use super::random::Random;
use super::ranges::RangeSampler;
use crate::quantity::GroupId;
use crate::scoring::{CompiledModel, WeightOf};

/// The mean number of draws per sample at which ranges are given up.
pub(super) const MOST_TRIES: u64 = 1000;

/// How the weights of a model are drawn: the groups among themselves, the criteria of each group among themselves.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WeightSampler {
    groups: Option<Sampler>,
    /// Per nest in canonical order.
    pub(super) nests: Vec<Sampler>,
}

/// How weights that are compared with each other are drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sampler {
    /// The name of the weights in messages.
    of: String,
    pub(super) count: usize,
    shape: Shape,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    /// All shares that add up to 1.
    Any,
    /// Per weight its level of importance, 0 first, and per level the number of weights up to it.
    Order {
        levels: Vec<usize>,
        counts: Vec<f64>,
    },
    Ranges(RangeSampler),
}

/// The weights that are compared with each other.
struct Siblings {
    of: String,
    weights: Vec<WeightOf>,
    shares: Vec<f64>,
}

impl WeightSampler {
    pub(super) fn new(model: &CompiledModel, known: &WeightUncertainty) -> Result<Self, RobustnessError> {
        check(model, known)?;
        let (groups, nests) = siblings(model);
        let sampler = |siblings: &Siblings| Sampler::new(siblings, known);
        Ok(Self {
            groups: groups.as_ref().map(sampler).transpose()?,
            nests: nests.iter().map(sampler).collect::<Result<_, _>>()?,
        })
    }

    /// Writes the shares of all weights to `shares`, in canonical order; `tries` counts what is left of the draws.
    pub(super) fn draw(
        &self,
        random: &mut Random,
        tries: &mut u64,
        group_shares: &mut [f64],
        shares: &mut [f64],
    ) -> Result<(), RobustnessError> {
        group_shares.fill(1.0);
        if let Some(groups) = &self.groups {
            groups.draw(random, tries, group_shares)?;
        }
        let mut rest = shares;
        for (nest, whole) in self.nests.iter().zip(group_shares) {
            let (own, after) = rest.split_at_mut_checked(nest.count).unwrap_or_default();
            nest.draw(random, tries, own)?;
            for share in own {
                *share *= *whole;
            }
            rest = after;
        }
        Ok(())
    }
}

impl Sampler {
    fn new(siblings: &Siblings, known: &WeightUncertainty) -> Result<Self, RobustnessError> {
        let shape = match known {
            WeightUncertainty::Any => Shape::Any,
            WeightUncertainty::Order(order) => Shape::order(siblings, order),
            WeightUncertainty::Ranges(ranges) => {
                let range = |weight: &WeightOf| {
                    let found = ranges.iter().find(|range| range.weight_of == *weight);
                    found.map_or((0.0, 1.0), |range| (range.low, range.high))
                };
                Shape::ranges(siblings, &siblings.weights.iter().map(range).collect::<Vec<_>>())?
            }
            WeightUncertainty::Around(WeightMargin { percent }) => {
                let margin = percent / 100.0;
                let range = |share: &f64| (share * (1.0 - margin), (share * (1.0 + margin)).min(1.0));
                Shape::ranges(siblings, &siblings.shares.iter().map(range).collect::<Vec<_>>())?
            }
        };
        Ok(Self {
            of: siblings.of.clone(),
            count: siblings.weights.len(),
            shape,
        })
    }

    fn draw(&self, random: &mut Random, tries: &mut u64, shares: &mut [f64]) -> Result<(), RobustnessError> {
        match &self.shape {
            Shape::Any => draw_any(random, shares),
            Shape::Order { levels, counts } => {
                // The possible shares are the mixtures of: all to the first level, evenly; to the first two; and so on
                // (Barron, Acta Psychologica 80, 1992). An even mixture of corners is an even draw.
                let mut mixture = vec![0.0; counts.len()];
                draw_any(random, &mut mixture);
                let mut sum = 0.0;
                for (part, count) in mixture.iter_mut().zip(counts).rev() {
                    sum += *part / count;
                    *part = sum;
                }
                for (share, level) in shares.iter_mut().zip(levels) {
                    *share = mixture.get(*level).copied().unwrap_or_default();
                }
            }
            Shape::Ranges(ranges) => {
                while !ranges.draw(random, shares) {
                    *tries = tries.checked_sub(1).ok_or_else(|| RobustnessError::TooNarrow {
                        of: self.of.clone(),
                        tries: MOST_TRIES,
                    })?;
                }
            }
        }
        Ok(())
    }
}

impl Shape {
    /// Returns the shape of an order; levels without a weight among these are left out.
    fn order(siblings: &Siblings, order: &ImportanceOrder) -> Self {
        let of_criteria = order
            .criteria
            .iter()
            .map(|level| level.iter().cloned().map(WeightOf::Criterion).collect());
        let of_groups = order
            .groups
            .iter()
            .map(|level| level.iter().cloned().map(WeightOf::Group).collect());
        let all: Vec<Vec<WeightOf>> = of_criteria.chain(of_groups).collect();
        let here = all
            .into_iter()
            .filter(|level| level.iter().any(|weight| siblings.weights.contains(weight)));
        let here: Vec<Vec<WeightOf>> = here.collect();
        let level_of = |weight: &WeightOf| {
            here.iter()
                .position(|level| level.contains(weight))
                .unwrap_or_default()
        };
        let levels: Vec<usize> = siblings.weights.iter().map(level_of).collect();
        let up_to = |last: usize| levels.iter().filter(|level| **level <= last).map(|_| 1.0).sum();
        Self::Order {
            counts: (0..here.len()).map(up_to).collect(),
            levels,
        }
    }

    fn ranges(siblings: &Siblings, ranges: &[(f64, f64)]) -> Result<Self, RobustnessError> {
        RangeSampler::new(ranges).map(Self::Ranges).ok_or_else(|| {
            let ends = |end: fn(&(f64, f64)) -> f64| ranges.iter().map(end).sum::<f64>();
            let (low, high) = (ends(|range| range.0), ends(|range| range.1));
            RobustnessError::NoRoom {
                of: siblings.of.clone(),
                found: format!("{low} to {high} in all"),
            }
        })
    }
}

/// Draws shares of 1, all equally likely: exponential numbers, divided by their sum (Devroye, *Non-Uniform Random Variate
/// Generation*, 1986, chapter 5.2).
fn draw_any(random: &mut Random, shares: &mut [f64]) {
    if let [only] = shares {
        *only = 1.0;
        return;
    }
    let mut sum = 0.0;
    for share in &mut *shares {
        *share = random.exponential();
        sum += *share;
    }
    for share in shares {
        *share /= sum;
    }
}

/// Returns the groups, where they have weights, and the nests of criteria, all in canonical order.
fn siblings(model: &CompiledModel) -> (Option<Siblings>, Vec<Siblings>) {
    let document = model.model();
    let mut groups: Vec<&GroupId> = document.groups.iter().map(|group| &group.id).collect();
    groups.sort();
    let weighted = has_group_weights(model);
    let mut criteria = model
        .criteria
        .iter()
        .filter_map(|prepared| document.criteria.get(prepared.index));
    let mut nests = Vec::new();
    let mut group_weights = Vec::new();
    for (place, (weight, weights)) in model.weighting.nests().enumerate() {
        let group = groups.get(place).filter(|_| weighted);
        nests.push(Siblings {
            of: group.map_or_else(
                || "the criteria".to_owned(),
                |id| format!("the criteria of `{id}`"),
            ),
            weights: criteria
                .by_ref()
                .take(weights.len())
                .map(|criterion| WeightOf::Criterion(criterion.id.clone()))
                .collect(),
            shares: shares(weights),
        });
        group_weights.push(weight);
    }
    let of_groups = Siblings {
        of: "the groups".to_owned(),
        weights: groups.into_iter().cloned().map(WeightOf::Group).collect(),
        shares: shares(&group_weights),
    };
    (weighted.then_some(of_groups), nests)
}

fn shares(weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

fn has_group_weights(model: &CompiledModel) -> bool {
    model.model().groups.iter().any(|group| group.weight.is_some())
}

/// Checks that what is known speaks of weights of the model, each once.
fn check(model: &CompiledModel, known: &WeightUncertainty) -> Result<(), RobustnessError> {
    match known {
        WeightUncertainty::Any => Ok(()),
        WeightUncertainty::Around(WeightMargin { percent }) if (0.0..=100.0).contains(percent) => Ok(()),
        WeightUncertainty::Around(WeightMargin { percent }) => Err(RobustnessError::Number {
            field: "percent",
            expected: "between 0 and 100".to_owned(),
            found: percent.to_string(),
        }),
        WeightUncertainty::Ranges(ranges) => {
            let mut seen = BTreeSet::new();
            for (index, range) in ranges.iter().enumerate() {
                let path = format!("/weights/ranges/{index}");
                check_named(model, &range.weight_of, &format!("{path}/weight_of"), &mut seen)?;
                check_range(range, path)?;
            }
            Ok(())
        }
        WeightUncertainty::Order(order) => check_order(model, order),
    }
}

fn check_range(range: &WeightRange, path: String) -> Result<(), RobustnessError> {
    if 0.0 <= range.low && range.low <= range.high && range.high <= 1.0 {
        return Ok(());
    }
    Err(RobustnessError::Range {
        path,
        id: range.weight_of.id().to_owned(),
        found: format!("{} to {}", range.low, range.high),
    })
}

fn check_order(model: &CompiledModel, order: &ImportanceOrder) -> Result<(), RobustnessError> {
    let mut seen = BTreeSet::new();
    for (index, level) in order.criteria.iter().enumerate() {
        for (place, id) in level.iter().enumerate() {
            let path = format!("/weights/order/criteria/{index}/{place}");
            check_named(model, &WeightOf::Criterion(id.clone()), &path, &mut seen)?;
        }
    }
    for (index, level) in order.groups.iter().enumerate() {
        for (place, id) in level.iter().enumerate() {
            let path = format!("/weights/order/groups/{index}/{place}");
            check_named(model, &WeightOf::Group(id.clone()), &path, &mut seen)?;
        }
    }
    let document = model.model();
    let criteria = document
        .criteria
        .iter()
        .map(|criterion| WeightOf::Criterion(criterion.id.clone()));
    let groups = document.groups.iter().filter(|_| has_group_weights(model));
    let all = criteria.chain(groups.map(|group| WeightOf::Group(group.id.clone())));
    for weight in all {
        if !seen.contains(&weight) {
            let path = match weight {
                WeightOf::Criterion(_) => "/weights/order/criteria",
                WeightOf::Group(_) => "/weights/order/groups",
            };
            let id = weight.id().to_owned();
            return Err(RobustnessError::NotInOrder {
                path,
                kind: weight.kind(),
                id,
            });
        }
    }
    Ok(())
}

fn check_named(
    model: &CompiledModel,
    weight: &WeightOf,
    path: &str,
    seen: &mut BTreeSet<WeightOf>,
) -> Result<(), RobustnessError> {
    let (path, kind, id) = (path.to_owned(), weight.kind(), weight.id().to_owned());
    let document = model.model();
    let is_known = match weight {
        WeightOf::Criterion(id) => document.criteria.iter().any(|criterion| criterion.id == *id),
        WeightOf::Group(id) => document.groups.iter().any(|group| group.id == *id),
    };
    if !is_known {
        let nearest = weight.nearest_in(document);
        return Err(RobustnessError::UnknownWeight {
            path,
            kind,
            id,
            nearest,
        });
    }
    if matches!(weight, WeightOf::Group(_)) && !has_group_weights(model) {
        return Err(RobustnessError::GroupsUnweighted { path, id });
    }
    if seen.insert(weight.clone()) {
        return Ok(());
    }
    Err(RobustnessError::NamedTwice { path, kind, id })
}
