//! What one person says about the weights.

use serde::{Deserialize, Serialize};

use super::PairwiseComparisons;
use crate::quantity::CriterionId;

/// What one person says about how much each criterion counts; every criterion has one entry, a criterion that counts
/// nothing has 0.
///
/// * `points`: any numbers from 0 upwards, divided by their sum.
/// * `shares`: numbers that add up to 1 within 1e-9; others are an error unless the request says `rescale`.
/// * `swing`: how much it is worth to lift each criterion from its worst to its best anchor: 100 for the most valued
///   swing, the others relative to it (von Winterfeldt and Edwards 1986; Edwards and Barron 1994, SMARTS).
/// * `rank_order`: only the order of importance.
/// * `ahp`: comparisons in pairs, how many times as important one criterion is as another (Saaty 1977).
/// * `equal`: every criterion counts the same.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::weights::WeightMethod;
///
/// let method: WeightMethod = serde_json::from_str(
///     r#"{"swing": [{"criterion_id": "growth", "swing": 100}, {"criterion_id": "harmony", "swing": 60}]}"#)?;
/// assert!(matches!(method, WeightMethod::Swing(swings) if swings.len() == 2));
/// let method: WeightMethod = serde_json::from_str(r#""equal""#)?;
/// assert_eq!(method, WeightMethod::Equal);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum WeightMethod {
    Points(Vec<CriterionPoints>),
    Shares(Vec<CriterionShare>),
    Swing(Vec<CriterionSwing>),
    RankOrder(RankOrder),
    Ahp(PairwiseComparisons),
    Equal,
}

/// The points of a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct CriterionPoints {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// A finite number of at least 0.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0)))]
    pub points: f64,
}

/// The share of a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct CriterionShare {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// A finite number of at least 0; all add up to 1 unless the request says `rescale`.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0)))]
    pub share: f64,
}

/// What it is worth to lift a criterion from its worst to its best anchor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct CriterionSwing {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// A number between 0 and 100; the most valued swing has 100.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0, "maximum" = 100)))]
    pub swing: f64,
}

/// The order of importance, and the formula that makes weights of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct RankOrder {
    /// The formula, `centroid` unless stated.
    #[serde(default)]
    pub formula: RankOrderFormula,
    /// The rank of every criterion.
    pub ranks: Vec<CriterionRank>,
}

/// The rank of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct CriterionRank {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// One more than the number of criteria that are more important: 1, 1, 3 where two share the first place.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1)))]
    pub rank: u32,
}

/// The formula that makes weights of the places 1 to n.
///
/// * `centroid`: the place r has (1/r + ... + 1/n) / n, the mean of all weights that keep the order (Barron and Barrett
///   1996, who found that it picks the best option more often than the other two; therefore the default).
/// * `sum`: 2 (n + 1 - r) / (n (n + 1)), equal steps (Stillwell, Seaver and Edwards 1981).
/// * `reciprocal`: (1/r) / (1/1 + ... + 1/n), the same source.
///
/// Criteria that share a rank share the mean of the weights of the places that they occupy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum RankOrderFormula {
    #[default]
    Centroid,
    Sum,
    Reciprocal,
}
