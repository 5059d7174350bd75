//! From weights to points: what each criterion gives an account that has its best value.

use std::collections::BTreeMap;

use super::ModelError;
use super::grid;
use super::model::{ScoreModel, WeightKind};
use crate::quantity::{GroupId, Weight};

/// How far a sum of shares may be from 1.
pub(super) const SHARES_TOLERANCE: f64 = 1e-9;

/// The weights of a model, in the canonical order of its criteria: by nest, then by id.
///
/// A nest is a set of criteria whose weights are compared with each other: one per group where groups have weights,
/// else one for the whole model. The canonical order makes every float independent of the order in the document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weighting {
    nests: Vec<Nest>,
    /// The length of the scale, in grid units.
    span_units: f64,
    /// Whether shares were divided by their sum because they did not add up to 1.
    pub(super) rescaled: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Nest {
    weight: f64,
    /// The weights of the criteria of this nest.
    criteria: Vec<f64>,
}

impl Weighting {
    /// Returns the weighting of a model and, for each place of the canonical order, the index of its criterion.
    pub(super) fn new(model: &ScoreModel) -> Result<(Self, Vec<usize>), ModelError> {
        let weighted_groups = check_groups(model)?;
        let nest_of = |index: usize| -> Option<&GroupId> {
            let criterion = model.criteria.get(index)?;
            criterion.group_id.as_ref().filter(|_| weighted_groups)
        };
        let mut order: Vec<usize> = (0..model.criteria.len()).collect();
        order.sort_by_key(|&index| {
            (
                nest_of(index),
                model.criteria.get(index).map(|criterion| &criterion.id),
            )
        });

        let mut weights: BTreeMap<Option<&GroupId>, Vec<f64>> = BTreeMap::new();
        for &index in &order {
            if let Some(criterion) = model.criteria.get(index) {
                weights
                    .entry(nest_of(index))
                    .or_default()
                    .push(criterion.weight.get());
            }
        }
        let mut rescaled = false;
        let mut nests = Vec::new();
        for (group, criteria) in weights {
            let of = group.map_or_else(
                || "the criteria".to_owned(),
                |id| format!("the criteria of `{id}`"),
            );
            rescaled |= check_weights(&criteria, model, "/criteria", &of)?;
            let declared = model.groups.iter().find(|declared| Some(&declared.id) == group);
            let weight = declared
                .and_then(|declared| declared.weight)
                .map_or(1.0, Weight::get);
            nests.push(Nest { weight, criteria });
        }
        if weighted_groups {
            let groups: Vec<f64> = nests.iter().map(|nest| nest.weight).collect();
            rescaled |= check_weights(&groups, model, "/groups", "the groups")?;
        }
        let span_units = grid::units(model.scale.span());
        Ok((
            Self {
                nests,
                span_units,
                rescaled,
            },
            order,
        ))
    }

    /// Spreads the points of the scale over the criteria that count, and returns whether any does.
    ///
    /// Inside a nest, each criterion gets its weight over the sum of the weights that count; each nest in which
    /// something counts gets its weight over the sum of such nests. `spread` then holds, per criterion in canonical
    /// order, the share and the points at the best value in grid units; zeros for a criterion that does not count.
    ///
    /// The points are whole units by rounding the running total, not the single term: they add up to the length of
    /// the scale exactly, so that the best account stands at the end of the scale and none beyond it.
    pub(super) fn spread(&self, counts: impl Iterator<Item = bool> + Clone, spread: &mut [Spread]) -> bool {
        let mut here = counts.clone();
        let mut nests_sum = 0.0;
        let mut remaining = 0_usize;
        for nest in &self.nests {
            let (sum, number) = nest.counted(&mut here);
            if sum > 0.0 && nest.weight > 0.0 {
                nests_sum += nest.weight;
                remaining += number;
            }
        }
        let mut here = counts;
        let mut slots = spread.iter_mut();
        let (mut total, mut total_units) = (0.0, 0.0);
        for nest in &self.nests {
            let (sum, _) = nest.counted(&mut here.clone());
            let nest_share = if sum > 0.0 && nest.weight > 0.0 {
                nest.weight / nests_sum
            } else {
                0.0
            };
            for (&weight, slot) in nest.criteria.iter().zip(&mut slots) {
                *slot = Spread::default();
                if !here.next().unwrap_or_default() || nest_share <= 0.0 || weight <= 0.0 {
                    continue;
                }
                slot.share = nest_share * (weight / sum);
                total += slot.share * self.span_units;
                remaining = remaining.saturating_sub(1);
                // The last one reaches the end exactly, whatever the floats before it did.
                let reached = if remaining == 0 {
                    self.span_units
                } else {
                    total.min(self.span_units)
                };
                slot.units = grid::whole(reached) - total_units;
                total_units += slot.units;
            }
        }
        nests_sum > 0.0
    }

    /// Returns, per nest in canonical order, its own weight and the weights of its criteria.
    pub(super) fn nests(&self) -> impl Iterator<Item = (f64, &[f64])> {
        self.nests
            .iter()
            .map(|nest| (nest.weight, nest.criteria.as_slice()))
    }

    /// Returns the length of the scale, in grid units.
    pub(super) fn span_units(&self) -> f64 {
        self.span_units
    }
}

impl Nest {
    /// Returns the sum of the weights that count and the number of those above zero, taking its part of `counts`.
    fn counted(&self, counts: &mut impl Iterator<Item = bool>) -> (f64, usize) {
        let mut sum = 0.0;
        let mut number = 0;
        for (&weight, counts) in self.criteria.iter().zip(counts) {
            if counts && weight > 0.0 {
                sum += weight;
                number += 1;
            }
        }
        (sum, number)
    }
}

/// What one criterion gives an account at its best value.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Spread {
    /// The share of the weight.
    pub(super) share: f64,
    /// The points, in grid units.
    pub(super) units: f64,
}

/// Checks the groups and returns whether they have weights.
fn check_groups(model: &ScoreModel) -> Result<bool, ModelError> {
    let weighted = model.groups.iter().any(|group| group.weight.is_some());
    if !weighted {
        return Ok(false);
    }
    for (index, group) in model.groups.iter().enumerate() {
        let path = format!("/groups/{index}");
        let group_id = group.id.to_string();
        if group.weight.is_none() {
            return Err(ModelError::GroupWithoutWeight { path, group_id });
        }
        let of_group = |criterion: &super::Criterion| criterion.group_id.as_ref() == Some(&group.id);
        if !model.criteria.iter().any(of_group) {
            return Err(ModelError::GroupWithoutCriterion { path, group_id });
        }
    }
    for (index, criterion) in model.criteria.iter().enumerate() {
        if criterion.group_id.is_none() {
            let path = format!("/criteria/{index}");
            let criterion_id = criterion.id.to_string();
            return Err(ModelError::CriterionWithoutGroup { path, criterion_id });
        }
    }
    Ok(true)
}

/// Checks weights that count together and returns whether they had to be rescaled.
fn check_weights(weights: &[f64], model: &ScoreModel, path: &str, of: &str) -> Result<bool, ModelError> {
    let sum: f64 = weights.iter().sum();
    let (path, of) = (path.to_owned(), of.to_owned());
    if !sum.is_finite() {
        return Err(ModelError::value(
            path,
            "the sum of the weights",
            "a finite number",
            sum,
        ));
    }
    if sum <= 0.0 {
        return Err(ModelError::WeightsAllZero { path, of });
    }
    let off = model.weights == WeightKind::Shares && (sum - 1.0).abs() > SHARES_TOLERANCE;
    if off && !model.rescale {
        let sum = sum.to_string();
        return Err(ModelError::SharesSum { path, of, sum });
    }
    Ok(off)
}
