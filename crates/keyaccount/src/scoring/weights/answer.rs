//! The answer: shares that add up to 1, and where they come from.

use serde::Serialize;

use super::{RandomIndexTable, WeightCombination};
use crate::quantity::{CriterionId, PersonId};
use crate::scoring::rater_spread::RaterSpread;

/// How much each criterion counts, and whose judgement that is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightsAnswer {
    /// The share of each criterion, in the order of the request: the `weight` of a criterion of a score model whose
    /// `weights` are `shares`. They add up to 1.
    pub weights: Vec<JudgedWeight>,
    /// How the raters were combined; nothing where one judgement stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combination: Option<WeightCombination>,
    /// What the combined shares added up to before they were divided by it; medians and geometric means add up to
    /// something else than 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combined_sum: Option<f64>,
    /// Each judgement by itself, in the order of the request.
    pub raters: Vec<RaterWeights>,
}

/// How much one criterion counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JudgedWeight {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The part of the whole, between 0 and 1.
    pub share: f64,
    /// How far the shares of the raters are apart; nothing where one judgement stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<RaterSpread>,
}

/// One judgement with the shares that it makes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RaterWeights {
    /// The rater; nothing where one judgement stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rater_id: Option<PersonId>,
    /// What the judgement was made with.
    pub method: WeightMethodName,
    /// What the points, shares or swings that were given add up to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_sum: Option<f64>,
    /// Whether shares that did not add up to 1 were divided by their sum. Points and swings always are, which is no
    /// rescaling.
    pub rescaled: bool,
    /// The criteria, in the order of the request.
    pub weights: Vec<RaterWeight>,
    /// How much comparisons in pairs contradict each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consistency: Option<ComparisonConsistency>,
}

/// What one judgement says of one criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RaterWeight {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The points, share, swing or rank that was given; nothing for comparisons and where all count the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<f64>,
    /// The part of the whole, between 0 and 1; all add up to 1.
    pub share: f64,
}

/// What a judgement was made with, down to the formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum WeightMethodName {
    Points,
    Shares,
    Swing,
    RankOrderCentroid,
    RankOrderSum,
    RankOrderReciprocal,
    AhpEigenvector,
    AhpRowGeometricMean,
    AhpColumnMean,
    Equal,
}

/// How much comparisons in pairs contradict each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComparisonConsistency {
    /// The number of pairs that were compared.
    pub comparisons: u32,
    /// The number of pairs.
    pub comparisons_possible: u32,
    /// The mean over the criteria of `(A w)_i / w_i` for the matrix A of comparisons and the weights w: with eigenvector
    /// weights the principal eigenvalue; at least the number of criteria, and equal to it without contradiction.
    pub lambda_max: f64,
    /// `(lambda_max - n) / (n - 1)` for n criteria; 0 for one or two, which cannot contradict each other (Saaty 1977).
    pub consistency_index: f64,
    /// The table of random indices.
    pub random_index_table: RandomIndexTable,
    /// The mean consistency index of random comparisons by that table; nothing where there is no consistency ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub random_index: Option<f64>,
    /// The consistency index over the random index; 0 for one or two criteria.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consistency_ratio: Option<f64>,
    /// Why there is no consistency ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio_absence: Option<RatioAbsence>,
    /// The highest consistency ratio that is acceptable.
    pub consistency_limit: f64,
    /// Whether the consistency ratio is at most the limit; nothing where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_limit: Option<bool>,
    /// The comparison that lies farthest from the weights, where any lies apart: the first one to think about again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_inconsistent: Option<InconsistentComparison>,
}

/// Why there is no consistency ratio.
///
/// `incomplete`: tables of random indices are made of whole matrices; with pairs missing, random comparisons contradict
/// each other less, and the ratio would flatter. `beyond_table`: the table ends below this number of criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum RatioAbsence {
    Incomplete,
    BeyondTable,
}

/// A comparison that lies apart from the weights.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InconsistentComparison {
    /// The criterion that was judged more important.
    pub criterion_id: CriterionId,
    /// The criterion that it was compared with.
    pub over_criterion_id: CriterionId,
    /// How many times as important it was judged, at least 1.
    pub times: f64,
    /// How many times as important the weights make it: the answer that would agree with all the others taken together.
    pub consistent_times: f64,
    /// The larger of `times` and `consistent_times` over the smaller; the largest of all comparisons.
    pub gap_factor: f64,
}
