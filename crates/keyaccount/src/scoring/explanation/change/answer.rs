//! The answer: what changed, and what it did to each score.

use serde::Serialize;

use super::super::carried::CarriedFact;
use crate::quantity::{AccountId, CriterionId, Date, Datum, EntityId, ModelId, Scale};
use crate::scoring::{DataState, RankAgreement};

/// What changed between two scorings of accounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreComparison {
    /// The earlier scoring.
    pub before: ComparedScores,
    /// The later scoring.
    pub after: ComparedScores,
    /// What changed in the model, weights included; empty where both models score alike.
    pub model_changes: Vec<ModelChange>,
    /// How far the later order of the accounts that have a rank in both scorings agrees with the earlier one, which is
    /// the reference.
    pub rank_agreement: RankAgreement,
    /// Every account of either scoring: in the order of the later scoring, then those that are gone, in the order of the
    /// earlier one.
    pub accounts: Vec<AccountChange>,
    /// The same in words, over all accounts. Points are rounded to two decimals, raw values to four digits with whole
    /// numbers in full.
    pub sentences: Vec<String>,
}

/// One of two scorings that are compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComparedScores {
    /// The day that the facts speak of, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The model.
    pub model_id: ModelId,
    /// The version of the model.
    pub model_version: u32,
    /// The scale of the scores.
    pub scale: Scale,
    /// The number of accounts.
    pub account_count: u32,
    /// The number of accounts with a rank.
    pub ranked_count: u32,
}

/// One thing that changed in the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreModelChange"))]
pub struct ModelChange {
    /// What changed.
    pub kind: ModelChangeKind,
    /// The criterion, group, gate or band that is concerned, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// What changed in a model.
///
/// `criterion_changed`: anchors, value function, direction, unit, policies or group of a criterion. `weights_changed`
/// without an id: what the weights are (points or shares). `tie_tolerance_changed`: it moves ranks, no score. Names, sentences and owners do not change a score and are not
/// listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreModelChangeKind"))]
pub enum ModelChangeKind {
    ScaleChanged,
    LeastKnownShareChanged,
    TieToleranceChanged,
    WeightsChanged,
    GroupWeightChanged,
    CriterionWeightChanged,
    CriterionAdded,
    CriterionRemoved,
    CriterionChanged,
    GateAdded,
    GateRemoved,
    GateChanged,
    BandsChanged,
}

/// What happened to one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AccountScoreChange"))]
pub struct AccountChange {
    /// The account.
    pub account_id: AccountId,
    /// Its name, the later one where there are two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it stands in both scorings.
    pub presence: AccountPresence,
    /// Where it stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<AccountStanding>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<AccountStanding>,
    /// The places that it rose (above zero) or fell (below); nothing where it had or has no rank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places_up: Option<i64>,
    /// What the change of its score is made of; nothing where it had or has no score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<ScoreChange>,
    /// The same in words.
    pub sentences: Vec<String>,
}

/// Whether an account stands in both scorings, only in the later (`new`), or only in the earlier (`gone`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum AccountPresence {
    Both,
    New,
    Gone,
}

/// Where an account stands in one scoring.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountStanding {
    /// Its rank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Its score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Its score after the caps of gates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_score: Option<f64>,
    /// The band of the final score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band_id: Option<EntityId>,
    /// The name of the band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band_name: Option<String>,
    /// Whether a gate excludes it from the ranking.
    pub excluded: bool,
    /// Whether as much was known as the model asks for, where it declares a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_state: Option<DataState>,
    /// The facts that were carried forward from an earlier day, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<CarriedFact>,
}

/// What the change of a score is made of; every sum is exact.
///
/// `facts_points + weights_points + model_points = score_change`, and with `gates_points` it is `final_score_change`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreChange {
    /// The later score less the earlier, before caps.
    pub score_change: f64,
    /// The later final score less the earlier.
    pub final_score_change: f64,
    /// What the changed facts did, under the earlier model: the sum over `facts`.
    pub facts_points: f64,
    /// What the changed weights did.
    pub weights_points: f64,
    /// What the rest of the model did: criteria added or removed, anchors, value functions, policies, groups, scale.
    pub model_points: f64,
    /// What gates do now, less what they did: the change of the points that caps take.
    pub gates_points: f64,
    /// The facts that changed, in the order in which they were exchanged.
    pub facts: Vec<FactChange>,
}

/// What one changed fact did to a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreFactChange"))]
pub struct FactChange {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Its name in the earlier model.
    pub name: String,
    /// The earlier raw value, or its state.
    pub before: Datum<f64>,
    /// The later raw value, or its state.
    pub after: Datum<f64>,
    /// What happened to it.
    pub kind: FactChangeKind,
    /// The change of the score when this fact is exchanged after those before it.
    pub points: f64,
}

/// What happened to a fact.
///
/// `became_known`: absent before, a value now. `became_absent`: a value before, absent now. `changed`: another value, or
/// absent for another reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum FactChangeKind {
    BecameKnown,
    Changed,
    BecameAbsent,
}
