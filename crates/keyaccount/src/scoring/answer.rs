//! The answer: every score with what it is made of.

use std::sync::Arc;

use serde::Serialize;

use super::{AbsencePolicy, GateRule, ScoreWarning};
use crate::quantity::{AccountId, CriterionId, Date, Datum, EntityId, GroupId, Scale};

/// The scores of a list of accounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreAnswer {
    /// The scale of the scores.
    pub scale: Scale,
    /// The declared difference in points up to which scores are tied.
    pub tie_tolerance: f64,
    /// The difference in points below which two scores are the same number, rounding apart: 2 (k + 1) 2^-40 for k
    /// criteria. Ties, bands and lines of selection are judged with it.
    pub resolution: f64,
    /// Whether shares that did not add up to 1 were divided by their sum.
    pub weights_rescaled: bool,
    /// What each criterion weighs, in the order of the model.
    pub weights: Vec<CriterionWeight>,
    /// What each group weighs, in the order of the model.
    pub groups: Vec<GroupWeight>,
    /// The share of the weight that must be known for a score to rest on enough data, where the model declares one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_known_share: Option<f64>,
    /// The accounts: by rank, then by id; then those excluded by a gate, best first; then those without a score.
    pub accounts: Vec<AccountScore>,
    /// The accounts that share a rank, best first.
    pub ties: Vec<TieGroup>,
    /// What a reader should know about the model before trusting the scores; usually nothing.
    pub warnings: Vec<ScoreWarning>,
}

/// What a criterion weighs where everything is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CriterionWeight {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The weight as the model gives it.
    pub given: f64,
    /// The part of the whole, between 0 and 1; all add up to 1.
    pub share: f64,
    /// The points of the scale that its best value gives; all add up to the length of the scale, exactly.
    pub points_at_best: f64,
}

/// What a group weighs where everything is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupWeight {
    /// The group.
    pub group_id: GroupId,
    /// The weight as the model gives it, where groups have weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<f64>,
    /// The part of the whole, between 0 and 1.
    pub share: f64,
}

/// The score of one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountScore {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The place among the accounts with a score that no gate excludes: 1, 1, 3 where two tie for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The lower end of the scale plus the contributions, exactly; nothing where no criterion counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The score after the caps of gates; ranks, bands and selection go by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_score: Option<f64>,
    /// The band of the final score, where the model has bands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<BandPlace>,
    /// How much of the weight rests on known facts.
    pub coverage: Coverage,
    /// Whether that is as much as the model asks for, where it declares a share; score and rank stay either way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_state: Option<DataState>,
    /// The lowest and the highest final score that the facts still open could lead to; nothing where no criterion
    /// can ever count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// The points that rescaling gave: the score less the score with the left-out criteria at their worst.
    pub rescaling_points: f64,
    /// Whether a gate excludes the account from the ranking.
    pub excluded: bool,
    /// Whether a fact still open could change `excluded`.
    pub exclusion_open: bool,
    /// The gates that did not simply pass, in the order of the model.
    pub gates: Vec<GateResult>,
    /// The groups, in the order of the model.
    pub groups: Vec<GroupScore>,
    /// The criteria, in the order of the model.
    pub contributions: Vec<Contribution>,
}

/// What one criterion gave to a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contribution {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The raw value, or its state; a fact given as a grade is the rating of its level, one carried forward the value
    /// that it was known with.
    pub fact: Datum<f64>,
    /// The day on which the value was known, where it is carried forward from an earlier day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_on: Option<Date>,
    /// The grade of the highest level of the rubric at or below this rating, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Arc<str>>,
    /// The sentence of the rubric that is true of this rating, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<Arc<str>>,
    /// The value between 0 (worst anchor) and 1 (best anchor); nothing where the criterion was left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The part of the weight that it had for this account; 0 where it was left out.
    pub share: f64,
    /// The points that its best value would have given this account.
    pub points_at_best: f64,
    /// The points that it gave, on the grid of 2^-40.
    pub points: f64,
    /// Whether the raw value lay beyond an anchor and counted as the anchor.
    pub clipped: bool,
    /// The policy that stood in for an absent value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<AbsencePolicy>,
}

/// What a group of criteria came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupScore {
    /// The group.
    pub group_id: GroupId,
    /// The score of its criteria alone, on the scale of the model; nothing where none of them counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The part of the weight that it had for this account.
    pub share: f64,
    /// The sum of the contributions of its criteria, exactly.
    pub points: f64,
}

/// How much of the weight rests on known facts, those carried forward included; the three shares add up to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// The share of the weight with a known value.
    pub known_share: f64,
    /// The share of the weight still open: missing or unknown.
    pub open_share: f64,
    /// The share of the weight that does not apply to the account.
    pub not_applicable_share: f64,
}

/// Whether as much of the weight is known as the model asks for.
///
/// `enough`: the known share is at least the declared one, within the resolution of the scores. `not_enough`: it is
/// less, or nothing is known at all. What does not apply is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum DataState {
    Enough,
    NotEnough,
}

/// A span of scores, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interval {
    /// The final score with every open fact at its worst.
    pub low: f64,
    /// The final score with every open fact at its best.
    pub high: f64,
}

/// The band of a score and the way to the next one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BandPlace {
    /// The band.
    pub band_id: EntityId,
    /// Its name.
    pub name: String,
    /// The band above; nothing for the highest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<NextBand>,
}

/// The band above and how far away it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextBand {
    /// The band above.
    pub band_id: EntityId,
    /// Its name.
    pub name: String,
    /// The points from the final score to the start of the band above.
    pub points_away: f64,
}

/// A gate that an account did not simply pass.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GateResult {
    /// The gate.
    pub gate_id: EntityId,
    /// The criterion that it judges.
    pub criterion_id: CriterionId,
    /// The raw value that was judged, or its state.
    pub fact: Datum<f64>,
    /// What would have passed.
    pub passes: GateRule,
    /// What the gate does to the account.
    pub effect: GateEffect,
    /// The score at which it caps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<f64>,
    /// The reason that the model gives.
    pub reason: String,
}

/// What a gate does to an account.
///
/// `flagged` says so and changes nothing; `passed_open` says that the gate let an absent value pass, which a value
/// found later could change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum GateEffect {
    Excluded,
    Capped,
    Flagged,
    PassedOpen,
}

/// Accounts that share a rank.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TieGroup {
    /// The rank that they share.
    pub rank: u32,
    /// The accounts, by id.
    pub account_ids: Vec<AccountId>,
    /// The points (in a second opinion, the measure) from the best to the last of them; at most the tolerance plus the
    /// resolution.
    pub spread: f64,
}
