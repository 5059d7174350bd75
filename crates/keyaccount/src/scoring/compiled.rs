//! A model that was checked as a whole and is ready to score.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::band::check_bands;
use super::criterion::Prepared;
use super::gate::{CapAt, Gate, GateOutcome};
use super::weighting::{Spread, Weighting};
use super::{ModelError, ScoreModel, grid};
use crate::document::nearest;
use crate::quantity::{CriterionId, is_blank};

/// The most criteria that a model may have.
const MAX_CRITERIA: usize = 1000;

/// A score model that was checked once and scores any number of accounts.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::{AccountFacts, CompiledModel, models};
///
/// let text = models::ready("ranking-1-to-10").unwrap().text;
/// let model = CompiledModel::compile(&document::read(text)?)?;
/// let accounts: Vec<AccountFacts> = document::read(r#"[{"id": "globex", "facts": {
///     "cost_to_revenue": 10, "market_potential": 10, "alignment": 10,
///     "channel_partner_chance": 10, "geographic_centrality": 10, "revenue_potential": 10}}]"#)?;
/// assert_eq!(model.score(&accounts)?.accounts[0].score, Some(10.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CompiledModel {
    pub(super) model: ScoreModel,
    /// The criteria in canonical order.
    pub(super) criteria: Vec<Prepared>,
    pub(super) weighting: Weighting,
    /// What each criterion gives where all count, in canonical order.
    pub(super) spread: Vec<Spread>,
    pub(super) gates: Vec<PreparedGate>,
    /// The lower end of the scale, in grid units.
    pub(super) base_units: f64,
    /// The difference of scores that means nothing, in grid units.
    pub(super) resolution_units: f64,
}

/// A checked gate.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PreparedGate {
    /// The index of the criterion in the model.
    pub(super) criterion: usize,
    /// Where it caps, in grid units.
    pub(super) cap_units: Option<f64>,
}

impl CompiledModel {
    /// Returns the model ready to score.
    ///
    /// # Errors
    ///
    /// [`ModelError`] for the first thing that is wrong, with its place in the model.
    pub fn compile(model: &ScoreModel) -> Result<Self, ModelError> {
        check_head(model)?;
        check_ids(model)?;
        for (index, criterion) in model.criteria.iter().enumerate() {
            if let Some(id) = &criterion.group_id
                && !model.groups.iter().any(|group| group.id == *id)
            {
                let path = format!("/criteria/{index}/group_id");
                let user = format!("criterion `{}`", criterion.id);
                let known = model.groups.iter().map(|group| group.id.as_str());
                return Err(unknown(path, "group", id.as_str(), user, known));
            }
        }
        check_bands(&model.bands, model.scale)?;
        let (weighting, order) = Weighting::new(model)?;
        let mut prepared = model
            .criteria
            .iter()
            .enumerate()
            .map(|(index, criterion)| Prepared::new(criterion, index).map(Some))
            .collect::<Result<Vec<_>, _>>()?;
        let criteria: Vec<Prepared> = order
            .iter()
            .filter_map(|&index| prepared.get_mut(index).and_then(Option::take))
            .collect();
        let mut spread = vec![Spread::default(); criteria.len()];
        weighting.spread(criteria.iter().map(|_| true), &mut spread);
        // Each score is off by at most one unit per criterion for its points and half a unit for its product; two
        // scores, and the two ends, double that.
        let resolution_units = 2.0 * (f64::from(u32::try_from(criteria.len()).unwrap_or(u32::MAX)) + 1.0);
        Ok(Self {
            gates: prepared_gates(model, resolution_units)?,
            criteria,
            weighting,
            spread,
            base_units: grid::units(model.scale.min()),
            resolution_units,
            model: model.clone(),
        })
    }

    /// Returns the document that the model was compiled from.
    pub fn model(&self) -> &ScoreModel {
        &self.model
    }

    /// Returns the ids of the criteria in the order of the model, which is the order of columns.
    pub fn criterion_ids(&self) -> impl Iterator<Item = &CriterionId> {
        self.model.criteria.iter().map(|criterion| &criterion.id)
    }

    /// Returns the difference in points below which two scores are the same number, rounding apart.
    pub fn resolution(&self) -> f64 {
        grid::points(self.resolution_units)
    }

    /// Returns the difference in points up to which two scores are tied: the declared tolerance plus the resolution.
    pub fn tie_span(&self) -> f64 {
        self.model.tie_tolerance + self.resolution()
    }
}

fn check_head(model: &ScoreModel) -> Result<(), ModelError> {
    let found = model.criteria.len();
    if found == 0 || found > MAX_CRITERIA {
        return Err(ModelError::CriterionCount {
            most: MAX_CRITERIA,
            found,
        });
    }
    if is_blank(&model.name) {
        return Err(ModelError::value("/name".to_owned(), "name", "a text", "a blank"));
    }
    if model.version == 0 {
        return Err(ModelError::value(
            "/version".to_owned(),
            "version",
            "at least 1",
            0,
        ));
    }
    let tolerance = model.tie_tolerance;
    if !(0.0..=model.scale.span()).contains(&tolerance) {
        let expected = format!("between 0 and {}, the length of the scale", model.scale.span());
        return Err(ModelError::value(
            "/tie_tolerance".to_owned(),
            "tie_tolerance",
            expected,
            tolerance,
        ));
    }
    if let Some(share) = model.least_known_share
        && share.get() <= 0.0
    {
        return Err(ModelError::value(
            "/least_known_share".to_owned(),
            "least_known_share",
            "above 0 and up to 1",
            share.get(),
        ));
    }
    for (end, value) in [("min", model.scale.min()), ("max", model.scale.max())] {
        if !grid::holds(value) {
            let expected = "a multiple of 2^-40, such as a whole number or a half, so that sums are exact";
            return Err(ModelError::value(
                format!("/scale/{end}"),
                "an end of the scale",
                expected,
                value,
            ));
        }
    }
    Ok(())
}

fn check_ids(model: &ScoreModel) -> Result<(), ModelError> {
    check_unique("group", "/groups", model.groups.iter().map(|group| &group.id))?;
    check_unique(
        "criterion",
        "/criteria",
        model.criteria.iter().map(|criterion| &criterion.id),
    )?;
    check_unique("gate", "/gates", model.gates.iter().map(|gate| &gate.id))?;
    check_unique("band", "/bands", model.bands.iter().map(|band| &band.id))
}

fn check_unique<'a, I: Ord + Display + 'a>(
    kind: &'static str,
    list: &str,
    ids: impl Iterator<Item = &'a I>,
) -> Result<(), ModelError> {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            let path = format!("{list}/{index}/id");
            return Err(ModelError::DuplicateId {
                path,
                kind,
                id: id.to_string(),
            });
        }
    }
    Ok(())
}

fn unknown<'a>(
    path: String,
    kind: &'static str,
    id: &str,
    user: String,
    known: impl Iterator<Item = &'a str>,
) -> ModelError {
    ModelError::UnknownId {
        path,
        kind,
        nearest: nearest(id, known).map(str::to_owned),
        id: id.to_owned(),
        user,
    }
}

fn prepared_gates(model: &ScoreModel, resolution_units: f64) -> Result<Vec<PreparedGate>, ModelError> {
    let mut gates = Vec::new();
    for (index, gate) in model.gates.iter().enumerate() {
        let prepared = prepared_gate(model, gate, &format!("/gates/{index}"), resolution_units);
        gates.push(prepared.map_err(|error| error.about(gate.id.as_str()))?);
    }
    Ok(gates)
}

fn prepared_gate(
    model: &ScoreModel,
    gate: &Gate,
    path: &str,
    resolution_units: f64,
) -> Result<PreparedGate, ModelError> {
    let unknown = |key: &str, kind, id: &str, known: &mut dyn Iterator<Item = &str>| {
        let user = format!("gate `{}`", gate.id);
        unknown(format!("{path}/{key}"), kind, id, user, known)
    };
    let id = &gate.criterion_id;
    let Some(criterion) = model.criteria.iter().position(|criterion| criterion.id == *id) else {
        let mut known = model.criteria.iter().map(|criterion| criterion.id.as_str());
        return Err(unknown("criterion_id", "criterion", id.as_str(), &mut known));
    };
    if !gate.passes.bound().is_finite() {
        let found = gate.passes.bound();
        return Err(ModelError::value(
            format!("{path}/passes"),
            "a bound",
            "a finite number",
            found,
        ));
    }
    if is_blank(&gate.reason) {
        return Err(ModelError::value(
            format!("{path}/reason"),
            "reason",
            "a text",
            "a blank",
        ));
    }
    let cap_units = match &gate.outcome {
        GateOutcome::Exclude | GateOutcome::Flag => None,
        GateOutcome::Cap(CapAt::Score(score)) => {
            if !model.scale.contains(score.get()) {
                let expected = format!("between {} and {}", model.scale.min(), model.scale.max());
                return Err(ModelError::value(
                    format!("{path}/outcome/cap/score"),
                    "a cap",
                    expected,
                    score.get(),
                ));
            }
            Some(grid::units(score.get()))
        }
        GateOutcome::Cap(CapAt::Band(id)) => {
            let Some(at) = model.bands.iter().position(|band| band.id == *id) else {
                let mut known = model.bands.iter().map(|band| band.id.as_str());
                return Err(unknown("outcome/cap/band", "band", id.as_str(), &mut known));
            };
            // Scores within the resolution of a line stand on it; twice that is clearly below.
            let next = model.bands.get(at.saturating_add(1));
            Some(next.map_or(grid::units(model.scale.max()), |next| {
                grid::units(next.from) - 2.0 * resolution_units
            }))
        }
    };
    Ok(PreparedGate { criterion, cap_units })
}
