//! What the gates of a model do to an account.

use super::answer::{GateEffect, GateResult};
use super::gate::{GateOutcome, WhenAbsent};
use super::{CompiledModel, grid};
use crate::quantity::Datum;

/// What the gates of a model do to one account.
#[derive(Debug, Default)]
pub(super) struct Gating {
    pub(super) results: Vec<GateResult>,
    pub(super) excluded: bool,
    pub(super) exclusion_open: bool,
    /// The lowest cap that holds now, that holds whatever turns up, that could come to hold; in grid units.
    pub(super) cap_now: Option<f64>,
    pub(super) cap_certain: Option<f64>,
    pub(super) cap_possible: Option<f64>,
}

impl CompiledModel {
    /// Returns what the gates do where `fact_of` gives the fact of a criterion by its index in the model.
    pub(super) fn gating(&self, fact_of: impl Fn(usize) -> Datum<f64>) -> Gating {
        let mut gating = Gating::default();
        let (mut sure_exclusion, mut open_exclusion) = (false, false);
        for (gate, prepared) in self.model.gates.iter().zip(&self.gates) {
            let fact = fact_of(prepared.criterion);
            let open = matches!(fact, Datum::Missing | Datum::Unknown);
            let fails = gate.fails(fact);
            let flags = fact.value().is_none() && gate.when_absent == WhenAbsent::Flag;
            let effect = match &gate.outcome {
                GateOutcome::Exclude if fails => Some(GateEffect::Excluded),
                GateOutcome::Cap(_) if fails => Some(GateEffect::Capped),
                GateOutcome::Flag if fails => Some(GateEffect::Flagged),
                _ if flags => Some(GateEffect::Flagged),
                _ if open => Some(GateEffect::PassedOpen),
                _ => None,
            };
            if gate.outcome == GateOutcome::Exclude {
                gating.excluded |= fails;
                sure_exclusion |= fails && !open;
                open_exclusion |= open;
            }
            let cap = prepared.cap_units;
            lower(&mut gating.cap_now, cap.filter(|_| fails));
            lower(&mut gating.cap_certain, cap.filter(|_| fails && !open));
            lower(&mut gating.cap_possible, cap.filter(|_| fails || open));
            gating.results.extend(effect.map(|effect| GateResult {
                gate_id: gate.id.clone(),
                criterion_id: gate.criterion_id.clone(),
                fact,
                passes: gate.passes,
                effect,
                cap: cap.filter(|_| effect == GateEffect::Capped).map(grid::points),
                reason: gate.reason.clone(),
            }));
        }
        gating.exclusion_open = open_exclusion && !sure_exclusion;
        gating
    }
}

/// Returns `units`, or the cap where that is lower.
pub(super) fn capped(units: f64, cap: Option<f64>) -> f64 {
    cap.map_or(units, |cap| units.min(cap))
}

fn lower(lowest: &mut Option<f64>, cap: Option<f64>) {
    if let Some(cap) = cap {
        *lowest = Some(capped(cap, *lowest));
    }
}
