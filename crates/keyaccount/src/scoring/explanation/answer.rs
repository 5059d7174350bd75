//! The answer: an account taken apart.

use std::sync::Arc;

use serde::Serialize;

use crate::quantity::{AccountId, CriterionId, Date, Datum, Scale};
use crate::scoring::{AbsencePolicy, BandPlace, DataState, GateResult, Interval};

/// Why an account scores as it does.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreExplanation"))]
pub struct Explanation {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The scale of the scores.
    pub scale: Scale,
    /// The place among the accounts with a score that no gate excludes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The number of accounts with a rank.
    pub ranked_count: u32,
    /// The lower end of the scale plus the points of all parts, exactly; nothing where no criterion counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The score after the caps of gates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_score: Option<f64>,
    /// The upper end of the scale less the score, which is the sum over all parts, exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_away_points: Option<f64>,
    /// The lowest and the highest final score that the facts still open could lead to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// Whether as much is known as the model asks for; this and the next two only where it declares a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_state: Option<DataState>,
    /// The share of the weight with a known value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_share: Option<f64>,
    /// The share of the weight that must be known for a score to rest on enough data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_known_share: Option<f64>,
    /// What the score is made of: most points first, then by criterion.
    pub parts: Vec<ScorePart>,
    /// What hangs on each fact: the larger of gain and loss first, then by criterion. A fact that does not apply is not
    /// listed.
    pub stakes: Vec<Stake>,
    /// The band of the final score and the way to the next one, where the model has bands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<BandPlace>,
    /// What each criterion alone could do to reach the next band: those that can, the shortest way first, then the
    /// others by criterion. Empty where there is no band above.
    pub ways_up: Vec<WayUp>,
    /// The gates that did not simply pass, in the order of the model.
    pub gates: Vec<GateResult>,
    /// The comparison with another account, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pair: Option<PairExplanation>,
    /// The same in words. Points are rounded to two decimals, raw values to four digits with whole numbers in full;
    /// values that would reach a band are not rounded.
    pub sentences: Vec<String>,
}

/// What one criterion gave to a score and what it gave away.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScorePart {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Its name.
    pub name: String,
    /// The raw value, or its state.
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
    /// The part of the weight that it had for this account; 0 where it was left out.
    pub share: f64,
    /// The points that it gave.
    pub points: f64,
    /// The points that its best value would have given this account.
    pub points_at_best: f64,
    /// The points that it gave away: at best less those that it gave, exactly.
    pub given_away_points: f64,
    /// Whether the raw value lay beyond an anchor and counted as the anchor.
    pub clipped: bool,
    /// The policy that stood in for an absent value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<AbsencePolicy>,
}

/// What hangs on one fact: the final score with its worst and with its best raw value, all other facts as they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "FactStake"))]
pub struct Stake {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The raw value, or its state.
    pub fact: Datum<f64>,
    /// Whether the fact is still open: missing or unknown.
    pub open: bool,
    /// The final score with the worst raw value; nothing where no criterion would count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_score_at_worst: Option<f64>,
    /// The final score with the best raw value; nothing where no criterion would count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_score_at_best: Option<f64>,
    /// The most points that the account could lose by this fact alone, at least 0: not always at the worst raw value, since a
    /// gate may cap beyond a better one.
    pub loss: f64,
    /// The most points that the account could gain by this fact alone, at least 0: not always at the best raw value.
    pub gain: f64,
    /// Whether a gate would exclude the account at the worst raw value.
    pub excluded_at_worst: bool,
    /// Whether a gate would exclude the account at the best raw value.
    pub excluded_at_best: bool,
}

/// What one criterion alone could do to reach the next band.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "BandWayUp"))]
pub struct WayUp {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The raw value today, or its state.
    pub fact: Datum<f64>,
    /// The raw value nearest to today's (nearest to the worst, where it is open) that lifts the account into the next
    /// band, if nothing else changes; nothing where the criterion cannot do it alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    /// The step between the raw values tried: 1 for ratings, else a power of ten between 1/1,000 and 1/100 of the distance
    /// of the anchors. The best anchor is tried in any case.
    pub step: f64,
    /// The sentence of the rubric that would be true of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<Arc<str>>,
    /// The final score that it would lead to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_score: Option<f64>,
    /// Why the criterion cannot do it alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
}

/// Why a criterion alone does not reach the next band.
///
/// `best_not_enough`: even its best value does not. `held_by_gate`: a gate keeps the account below, or out, all the way
/// from today's value to the best. `not_applicable`: the question does not arise for this account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
#[cfg_attr(feature = "schema", schemars(rename = "BandObstacle"))]
pub enum Obstacle {
    BestNotEnough,
    HeldByGate,
    NotApplicable,
}

/// Why an account stands above another, or does not.
///
/// Exchanging the two accounts exchanges their sides and negates every difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairExplanation {
    /// The account.
    pub account_id: AccountId,
    /// The account that it is compared with.
    pub other_account_id: AccountId,
    /// Where the account stands, seen from the other.
    pub order: PairOrder,
    /// What the order comes from.
    pub reason: PairReason,
    /// The score of the account less that of the other, which is the sum of the differences of the parts, exactly;
    /// nothing where one has no score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_difference: Option<f64>,
    /// The same for the final scores, after the caps of gates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_score_difference: Option<f64>,
    /// What each criterion adds to the difference, the largest first, then by criterion; empty where one has no score.
    pub parts: Vec<PairPart>,
    /// The gates that the account did not simply pass.
    pub gates: Vec<GateResult>,
    /// The gates that the other did not simply pass.
    pub other_gates: Vec<GateResult>,
    /// The same in words, rounded as the sentences about one account.
    pub sentences: Vec<String>,
}

/// Where an account stands, seen from another: by rank, or that none of the two has a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum PairOrder {
    Above,
    Below,
    Tied,
    Unranked,
}

/// What the order of two accounts comes from.
///
/// `score`: from the scores. `cap`: the scores alone would say otherwise, a cap decides. `exclusion`: a gate excludes one
/// of them, or both. `no_score`: one of them, or both, has no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum PairReason {
    Score,
    Cap,
    Exclusion,
    NoScore,
}

/// What one criterion adds to the difference of two scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairPart {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Its name.
    pub name: String,
    /// The raw value of the account, or its state.
    pub fact: Datum<f64>,
    /// The day on which it was known, where it is carried forward from an earlier day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_on: Option<Date>,
    /// The raw value of the other, or its state.
    pub other_fact: Datum<f64>,
    /// The day on which that was known, where it is carried forward.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_known_on: Option<Date>,
    /// The points that it gave the account.
    pub points: f64,
    /// The points that it gave the other.
    pub other_points: f64,
    /// The first less the second, exactly.
    pub difference: f64,
    /// For whom it speaks.
    pub speaks_for: PairSide,
    /// Whether it decides: the largest differences in favour of the higher score, as many as are needed to outweigh
    /// everything that speaks for the lower. None decides where the scores are equal or the order is not by score.
    pub decides: bool,
}

/// For whom of two accounts a criterion speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum PairSide {
    Account,
    Other,
    Neither,
}
