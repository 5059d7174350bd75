//! The earlier model with the later weights.

use std::collections::{BTreeMap, BTreeSet};

use crate::quantity::{CriterionId, GroupId, Weight};
use crate::scoring::{CompiledModel, Criterion, ScoreModel, WeightKind};

/// The earlier model with the later weights.
#[derive(Debug)]
pub(super) struct Reweighted {
    pub(super) model: CompiledModel,
    /// Whether the weights were taken as they stand; else they were worked out, and differences within the resolution
    /// are rounding.
    pub(super) as_given: bool,
}

/// Returns the earlier model with the later weights; nothing where the later model has no weight for any of its criteria.
///
/// Where both models weigh the same criteria in the same groups, the weights are taken as they stand, so that a change of
/// weights alone leaves nothing for the rest of the model. Else criteria that only the earlier model has keep their part
/// of the weight, inside their group and as groups, and the others share what is left in the proportions of the later
/// model.
pub(super) fn reweighted(before: &CompiledModel, after: &CompiledModel) -> Option<Reweighted> {
    let as_given = weighed(&before.model) == weighed(&after.model);
    let model = if as_given {
        with_weights_of(&before.model, &after.model)
    } else {
        in_proportion(before, after)?
    };
    let model = CompiledModel::compile(&model).ok()?;
    Some(Reweighted { model, as_given })
}

/// Returns what is weighed against what: the criteria with the group whose weight counts, and the groups.
fn weighed(model: &ScoreModel) -> BTreeSet<(Option<&GroupId>, &CriterionId)> {
    model
        .criteria
        .iter()
        .map(|criterion| (nest(model, criterion), &criterion.id))
        .collect()
}

/// Returns the group of a criterion where groups have weights.
fn nest<'a>(model: &'a ScoreModel, criterion: &'a Criterion) -> Option<&'a GroupId> {
    let weighted = model.groups.iter().any(|group| group.weight.is_some());
    criterion.group_id.as_ref().filter(|_| weighted)
}

fn with_weights_of(before: &ScoreModel, after: &ScoreModel) -> ScoreModel {
    let mut model = before.clone();
    model.weights = after.weights;
    model.rescale = after.rescale;
    for criterion in &mut model.criteria {
        if let Some(later) = after.criteria.iter().find(|later| later.id == criterion.id) {
            criterion.weight = later.weight;
        }
    }
    for group in &mut model.groups {
        if let Some(later) = after.groups.iter().find(|later| later.id == group.id) {
            group.weight = later.weight;
        }
    }
    model
}

fn in_proportion(before: &CompiledModel, after: &CompiledModel) -> Option<ScoreModel> {
    let (shares, later_shares) = (shares(before), shares(after));
    let mut model = before.model.clone();
    model.weights = WeightKind::Points;
    // Per group of the earlier model: its share, the part that is weighed in both, and the later weight of that part.
    let mut nests: BTreeMap<Option<GroupId>, Nest> = BTreeMap::new();
    for criterion in &model.criteria {
        let nest = nests.entry(nest(&before.model, criterion).cloned()).or_default();
        let share = shares.get(&criterion.id).copied().unwrap_or_default();
        nest.share += share;
        if let Some(later) = later_shares.get(&criterion.id) {
            nest.common_share += share;
            nest.later_share += later;
        }
    }
    let common: Vec<&Nest> = nests.values().filter(|nest| nest.common_share > 0.0).collect();
    let common_share: f64 = common.iter().map(|nest| nest.share).sum();
    let later_share: f64 = common.iter().map(|nest| nest.later_share).sum();
    if later_share <= 0.0 {
        return None;
    }
    for criterion in &mut model.criteria {
        let nest = nests.get(&nest(&before.model, criterion).cloned())?;
        let share = shares.get(&criterion.id).copied().unwrap_or_default();
        let weight = match later_shares.get(&criterion.id) {
            Some(later) if nest.later_share > 0.0 => nest.common_share * later / nest.later_share,
            _ => share,
        };
        criterion.weight = Weight::try_from(weight).ok()?;
    }
    for group in &mut model.groups {
        let Some(nest) = nests.get(&Some(group.id.clone())) else {
            continue;
        };
        let share = if nest.common_share > 0.0 {
            common_share * nest.later_share / later_share
        } else {
            nest.share
        };
        group.weight = Some(Weight::try_from(share).ok()?);
    }
    Some(model)
}

#[derive(Debug, Default)]
struct Nest {
    share: f64,
    common_share: f64,
    later_share: f64,
}

/// Returns the part of the whole that each criterion has where everything is known.
fn shares(model: &CompiledModel) -> BTreeMap<&CriterionId, f64> {
    let criteria = model.criteria.iter().zip(&model.spread);
    criteria
        .filter_map(|(prepared, spread)| {
            let criterion = model.model.criteria.get(prepared.index)?;
            Some((&criterion.id, spread.share))
        })
        .collect()
}
