//! What differs between two models that changes a score, a rank, a gate or a band.

use super::answer::{ModelChange, ModelChangeKind};
use crate::scoring::{Criterion, ScoreModel};

/// Returns what changed from one model to the next: the scale, the least known share, the tie tolerance, weights,
/// criteria, gates, bands; each in the order of the earlier model, then what is new in the order of the later.
pub(super) fn model_changes(before: &ScoreModel, after: &ScoreModel) -> Vec<ModelChange> {
    let mut changes = Vec::new();
    let mut add = |kind, id: Option<String>| changes.push(ModelChange { kind, id });
    if before.scale != after.scale {
        add(ModelChangeKind::ScaleChanged, None);
    }
    if before.least_known_share != after.least_known_share {
        add(ModelChangeKind::LeastKnownShareChanged, None);
    }
    if (before.tie_tolerance - after.tie_tolerance).abs() > 0.0 {
        add(ModelChangeKind::TieToleranceChanged, None);
    }
    if before.weights != after.weights {
        add(ModelChangeKind::WeightsChanged, None);
    }
    for group in &before.groups {
        let later = after.groups.iter().find(|later| later.id == group.id);
        if later.map(|later| later.weight) != Some(group.weight) {
            add(ModelChangeKind::GroupWeightChanged, Some(group.id.to_string()));
        }
    }
    for group in &after.groups {
        if group.weight.is_some() && !before.groups.iter().any(|earlier| earlier.id == group.id) {
            add(ModelChangeKind::GroupWeightChanged, Some(group.id.to_string()));
        }
    }
    for criterion in &before.criteria {
        let id = || Some(criterion.id.to_string());
        match after.criteria.iter().find(|later| later.id == criterion.id) {
            None => add(ModelChangeKind::CriterionRemoved, id()),
            Some(later) => {
                if later.weight != criterion.weight {
                    add(ModelChangeKind::CriterionWeightChanged, id());
                }
                if reading(later) != reading(criterion) {
                    add(ModelChangeKind::CriterionChanged, id());
                }
            }
        }
    }
    for criterion in &after.criteria {
        if !before.criteria.iter().any(|earlier| earlier.id == criterion.id) {
            add(ModelChangeKind::CriterionAdded, Some(criterion.id.to_string()));
        }
    }
    for gate in &before.gates {
        let id = || Some(gate.id.to_string());
        match after.gates.iter().find(|later| later.id == gate.id) {
            None => add(ModelChangeKind::GateRemoved, id()),
            Some(later) if later != gate => add(ModelChangeKind::GateChanged, id()),
            Some(_) => {}
        }
    }
    for gate in &after.gates {
        if !before.gates.iter().any(|earlier| earlier.id == gate.id) {
            add(ModelChangeKind::GateAdded, Some(gate.id.to_string()));
        }
    }
    if before.bands != after.bands {
        add(ModelChangeKind::BandsChanged, None);
    }
    changes
}

/// Returns the criterion without what changes no score: names, sentences, owners, and without its weight.
fn reading(criterion: &Criterion) -> Criterion {
    Criterion {
        name: String::new(),
        meaning: String::new(),
        looks_at: None,
        rubric: Vec::new(),
        owner: None,
        source: None,
        weight: crate::quantity::Weight::default(),
        ..criterion.clone()
    }
}
