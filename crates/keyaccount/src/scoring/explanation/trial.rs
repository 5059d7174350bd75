//! What the score would be with other facts.

use crate::quantity::{CriterionId, Datum};
use crate::scoring::criterion::Prepared;
use crate::scoring::gate::GateOutcome;
use crate::scoring::kernel::{contribution, sum_units};
use crate::scoring::weighting::Spread;
use crate::scoring::{CompiledModel, Criterion};

/// The facts of one account under a model, to be changed one at a time.
///
/// A raw value beyond the anchors counts as the anchor, and an absent one that the criterion refuses to go without is
/// left out: a trial asks what would be, and always has an answer.
#[derive(Debug, Clone)]
pub(super) struct Trial<'a> {
    pub(super) model: &'a CompiledModel,
    /// The facts, in canonical order.
    facts: Vec<Datum<f64>>,
    /// The values that count, in canonical order.
    values: Vec<Option<f64>>,
    spread: Vec<Spread>,
}

/// What the final score is for every raw value of one criterion, the other facts as they are.
#[derive(Debug)]
pub(super) struct Course<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) criterion: &'a Criterion,
    pub(super) fact: Datum<f64>,
    /// The grid units of the scale's lower end and of all other criteria.
    others_units: Option<f64>,
    units_at_best: f64,
    /// The lowest cap and the exclusion that the gates on other criteria bring.
    pub(super) others_cap: Option<f64>,
    pub(super) others_exclude: bool,
    pub(super) gates: Vec<OwnGate<'a>>,
}

/// A gate on the criterion of a course.
#[derive(Debug)]
pub(super) struct OwnGate<'a> {
    pub(super) gate: &'a crate::scoring::Gate,
    pub(super) cap_units: Option<f64>,
}

impl<'a> Trial<'a> {
    /// Returns the facts that `fact` gives for each criterion, ready to be changed.
    pub(super) fn new(model: &'a CompiledModel, fact: impl Fn(usize, &Criterion) -> Datum<f64>) -> Self {
        let mut trial = Self {
            model,
            facts: Vec::with_capacity(model.criteria.len()),
            values: Vec::with_capacity(model.criteria.len()),
            spread: model.spread.clone(),
        };
        for prepared in &model.criteria {
            let criterion = model.model.criteria.get(prepared.index);
            let fact = criterion.map_or(Datum::Missing, |criterion| fact(prepared.index, criterion));
            trial.facts.push(fact);
            trial.values.push(value(prepared, fact));
        }
        trial
    }

    /// Changes the fact of one criterion; a criterion that the model does not have changes nothing.
    pub(super) fn set(&mut self, criterion_id: &CriterionId, fact: Datum<f64>) {
        let model = self.model;
        let slots = self.facts.iter_mut().zip(&mut self.values);
        for (prepared, (fact_now, value_now)) in model.criteria.iter().zip(slots) {
            let criterion = model.model.criteria.get(prepared.index);
            if criterion.is_some_and(|criterion| criterion.id == *criterion_id) {
                *fact_now = fact;
                *value_now = value(prepared, fact);
            }
        }
    }

    /// Returns the score in grid units, before caps; nothing where no criterion counts.
    pub(super) fn score_units(&mut self) -> Option<f64> {
        let sum = sum_units(&self.model.weighting, &self.values, &mut self.spread);
        sum.map(|sum| self.model.base_units + sum)
    }

    /// Returns the course of every criterion, in canonical order.
    pub(super) fn courses(&self) -> Vec<Course<'a>> {
        (0..self.model.criteria.len())
            .filter_map(|at| self.course(at))
            .collect()
    }

    fn course(&self, at: usize) -> Option<Course<'a>> {
        let model = self.model;
        let prepared = model.criteria.get(at)?;
        let criterion = model.model.criteria.get(prepared.index)?;
        let mut others = self.clone();
        *others.values.get_mut(at)? = Some(0.0);
        let others_units = others.score_units();
        let mut course = Course {
            prepared,
            criterion,
            fact: *self.facts.get(at)?,
            others_units,
            units_at_best: others.spread.get(at)?.units,
            others_cap: None,
            others_exclude: false,
            gates: Vec::new(),
        };
        for (gate, ready) in model.model.gates.iter().zip(&model.gates) {
            let cap_units = ready.cap_units;
            if ready.criterion == prepared.index {
                course.gates.push(OwnGate { gate, cap_units });
            } else if gate.fails(self.fact_of(ready.criterion)) {
                course.others_cap = lower(course.others_cap, cap_units);
                course.others_exclude |= gate.outcome == GateOutcome::Exclude;
            }
        }
        Some(course)
    }

    fn fact_of(&self, index: usize) -> Datum<f64> {
        let mut facts = self.model.criteria.iter().zip(&self.facts);
        let found = facts.find(|(prepared, _)| prepared.index == index);
        found.map_or(Datum::Missing, |(_, fact)| *fact)
    }
}

impl Course<'_> {
    /// Returns the score at `raw` in grid units, before caps.
    pub(super) fn score_units(&self, raw: f64) -> Option<f64> {
        let value = self.prepared.curve.value_at(raw);
        self.others_units
            .map(|others| others + contribution(self.units_at_best, value))
    }

    /// Returns the score at `raw` in grid units, after caps.
    pub(super) fn final_units(&self, raw: f64) -> Option<f64> {
        let failing = self.gates.iter().filter(|own| own.gate.fails(Datum::Value(raw)));
        let cap = failing.fold(self.others_cap, |cap, own| lower(cap, own.cap_units));
        self.score_units(raw)
            .map(|units| cap.map_or(units, |cap| units.min(cap)))
    }

    /// Returns whether a gate excludes the account at `raw`.
    pub(super) fn excludes(&self, raw: f64) -> bool {
        let own = self
            .gates
            .iter()
            .any(|own| own.gate.outcome == GateOutcome::Exclude && own.gate.fails(Datum::Value(raw)));
        own || self.others_exclude
    }

    /// Returns the value that counts today, nothing where the criterion is left out.
    pub(super) fn value_today(&self) -> Option<f64> {
        value(self.prepared, self.fact)
    }
}

fn value(prepared: &Prepared, fact: Datum<f64>) -> Option<f64> {
    match fact {
        Datum::Value(raw) => Some(prepared.curve.value_at(raw)),
        _ => prepared.rule(fact.state()).and_then(|rule| rule.value),
    }
}

fn lower(cap: Option<f64>, other: Option<f64>) -> Option<f64> {
    match (cap, other) {
        (Some(cap), Some(other)) => Some(cap.min(other)),
        _ => cap.or(other),
    }
}
