//! One judgement of the weights, or several raters.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::criteria::Criteria;
use super::given::{self, Given};
use super::pairwise::{Compared, consistency, priorities};
use super::rank_order::rank_order;
use super::{
    JudgedWeight, PriorityMethod, RankOrderFormula, RaterWeight, RaterWeights, WeightCombination,
    WeightMethod, WeightMethodName, WeightsAnswer, WeightsError,
};
use crate::quantity::{CriterionId, PersonId};
use crate::scoring::rater_spread::RaterSpread;

/// The most raters of one set of weights.
const MAX_RATERS: usize = 1000;

/// How much criteria count, by one judgement or by several raters; exactly one of the two.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct JudgedWeights {
    /// One judgement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<WeightMethod>,
    /// Several raters, each with a judgement of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub raters: Vec<WeightRater>,
    /// How the raters are combined, `mean` unless stated.
    #[serde(default)]
    pub combine: WeightCombination,
    /// Whether shares that do not add up to 1 are divided by their sum; the answer says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rescale: bool,
}

/// A rater and what they say about the weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct WeightRater {
    /// The id of the person or role, unique among the raters.
    pub id: PersonId,
    /// What they say; raters may use different methods.
    pub method: WeightMethod,
}

impl JudgedWeights {
    /// Returns the share of each criterion of the list, in its order, and each judgement by itself.
    ///
    /// Nothing depends on the order of the list but the order of the answer: every float stays the same to the last bit.
    ///
    /// # Errors
    ///
    /// [`WeightsError`] for the first thing that is wrong, with its place: `/criterion_ids` for the list, else relative
    /// to these weights.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document;
    /// use keyaccount::quantity::CriterionId;
    /// use keyaccount::scoring::weights::JudgedWeights;
    ///
    /// let criterion_ids: Vec<CriterionId> = document::read(r#"["growth", "harmony", "value"]"#)?;
    /// let judged: JudgedWeights = document::read(r#"{"method": {"ahp": {"judgements": [
    ///     {"criterion_id": "growth", "over_criterion_id": "harmony", "times": 2},
    ///     {"criterion_id": "growth", "over_criterion_id": "value", "times": 4},
    ///     {"criterion_id": "harmony", "over_criterion_id": "value", "times": 2}]}}}"#)?;
    /// let answer = judged.weigh(&criterion_ids)?;
    /// let shares: Vec<f64> = answer.weights.iter().map(|judged| judged.share).collect();
    /// assert!((shares[0] - 4.0 / 7.0).abs() < 1e-12 && (shares[2] - 1.0 / 7.0).abs() < 1e-12);
    /// let consistency = answer.raters[0].consistency.as_ref().unwrap();
    /// assert!(consistency.consistency_ratio.unwrap() < 1e-12 && consistency.most_inconsistent.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn weigh(&self, criterion_ids: &[CriterionId]) -> Result<WeightsAnswer, WeightsError> {
        let criteria = Criteria::new(criterion_ids)?;
        match (&self.method, self.raters.as_slice()) {
            (Some(method), []) => {
                let judgement = Judgement::new(&criteria, method, self.rescale, "/method")?;
                let weights = judged_weights(&criteria, judgement.shares.iter().map(|&share| (share, None)));
                Ok(WeightsAnswer {
                    weights,
                    combination: None,
                    combined_sum: None,
                    raters: vec![judgement.into_answer(&criteria, None)],
                })
            }
            (None, raters) if !raters.is_empty() => self.combined(&criteria),
            _ => Err(WeightsError::NotOneSource),
        }
    }

    fn combined(&self, criteria: &Criteria<'_>) -> Result<WeightsAnswer, WeightsError> {
        let found = self.raters.len();
        if found > MAX_RATERS {
            return Err(WeightsError::RaterCount {
                most: MAX_RATERS,
                found,
            });
        }
        let mut seen = BTreeSet::new();
        let mut judgements = Vec::with_capacity(found);
        for (index, rater) in self.raters.iter().enumerate() {
            if !seen.insert(&rater.id) {
                return Err(WeightsError::DuplicateRater {
                    path: format!("/raters/{index}/id"),
                    rater_id: rater.id.clone(),
                });
            }
            let path = format!("/raters/{index}/method");
            judgements.push((
                rater,
                Judgement::new(criteria, &rater.method, self.rescale, &path)?,
            ));
        }
        // Summed by rater id, so that no float depends on the order of the raters.
        let mut by_id: Vec<&(&WeightRater, Judgement)> = judgements.iter().collect();
        by_id.sort_by_key(|(rater, _)| &rater.id);
        let of_criterion = |place: usize| -> Vec<f64> {
            let share = |(_, judgement): &&(&WeightRater, Judgement)| judgement.shares.get(place).copied();
            by_id.iter().filter_map(share).collect()
        };
        let shares: Vec<Vec<f64>> = (0..criteria.len()).map(of_criterion).collect();
        let combined: Vec<f64> = shares.iter().map(|shares| self.combine.of(shares)).collect();
        let sum: f64 = combined.iter().sum();
        if sum <= 0.0 {
            return Err(WeightsError::CombinedZero);
        }
        let entries = combined.iter().zip(&shares);
        let weights = judged_weights(
            criteria,
            entries.map(|(share, shares)| (share / sum, RaterSpread::of(shares))),
        );
        let raters = judgements
            .into_iter()
            .map(|(rater, judgement)| judgement.into_answer(criteria, Some(rater.id.clone())))
            .collect();
        Ok(WeightsAnswer {
            weights,
            combination: Some(self.combine),
            combined_sum: Some(sum),
            raters,
        })
    }
}

/// One judgement, worked out; by id ascending.
struct Judgement {
    name: WeightMethodName,
    given: Option<Vec<f64>>,
    given_sum: Option<f64>,
    rescaled: bool,
    shares: Vec<f64>,
    consistency: Option<super::ComparisonConsistency>,
}

impl Judgement {
    fn new(
        criteria: &Criteria<'_>,
        method: &WeightMethod,
        rescale: bool,
        path: &str,
    ) -> Result<Self, WeightsError> {
        match method {
            WeightMethod::Points(entries) => {
                let given = given::points(criteria, entries, &format!("{path}/points"))?;
                Ok(Self::of_given(WeightMethodName::Points, given, false))
            }
            WeightMethod::Shares(entries) => {
                let (given, rescaled) = given::shares(criteria, entries, rescale, &format!("{path}/shares"))?;
                Ok(Self::of_given(WeightMethodName::Shares, given, rescaled))
            }
            WeightMethod::Swing(entries) => {
                let given = given::swing(criteria, entries, &format!("{path}/swing"))?;
                Ok(Self::of_given(WeightMethodName::Swing, given, false))
            }
            WeightMethod::RankOrder(order) => {
                let (ranks, shares) = rank_order(criteria, order, &format!("{path}/rank_order"))?;
                let name = match order.formula {
                    RankOrderFormula::Centroid => WeightMethodName::RankOrderCentroid,
                    RankOrderFormula::Sum => WeightMethodName::RankOrderSum,
                    RankOrderFormula::Reciprocal => WeightMethodName::RankOrderReciprocal,
                };
                Ok(Self {
                    given: Some(ranks),
                    ..Self::of_shares(name, shares)
                })
            }
            WeightMethod::Ahp(comparisons) => {
                let path = format!("{path}/ahp");
                let compared = Compared::new(criteria, comparisons, &path)?;
                let logs = priorities(criteria, &compared, comparisons.priority, &path)?;
                let name = match comparisons.priority {
                    PriorityMethod::Eigenvector => WeightMethodName::AhpEigenvector,
                    PriorityMethod::RowGeometricMean => WeightMethodName::AhpRowGeometricMean,
                    PriorityMethod::ColumnMean => WeightMethodName::AhpColumnMean,
                };
                Ok(Self {
                    consistency: Some(consistency(criteria, &compared, comparisons, &logs)),
                    ..Self::of_shares(name, shares_of_logs(&logs))
                })
            }
            WeightMethod::Equal => {
                let share = 1.0 / f64::from(u32::try_from(criteria.len()).unwrap_or(u32::MAX));
                Ok(Self::of_shares(
                    WeightMethodName::Equal,
                    vec![share; criteria.len()],
                ))
            }
        }
    }

    fn of_given(name: WeightMethodName, given: Given, rescaled: bool) -> Self {
        Self {
            given: Some(given.numbers),
            given_sum: Some(given.sum),
            rescaled,
            ..Self::of_shares(name, given.shares)
        }
    }

    fn of_shares(name: WeightMethodName, shares: Vec<f64>) -> Self {
        Self {
            name,
            given: None,
            given_sum: None,
            rescaled: false,
            shares,
            consistency: None,
        }
    }

    fn into_answer(self, criteria: &Criteria<'_>, rater_id: Option<PersonId>) -> RaterWeights {
        let given = |place: usize| self.given.as_ref().and_then(|given| given.get(place).copied());
        let entries = self
            .shares
            .iter()
            .enumerate()
            .map(|(place, &share)| (given(place), share));
        let weights = criteria
            .in_given_order(entries)
            .into_iter()
            .map(|(criterion_id, (given, share))| RaterWeight {
                criterion_id: criterion_id.clone(),
                given,
                share,
            })
            .collect();
        RaterWeights {
            rater_id,
            method: self.name,
            given_sum: self.given_sum,
            rescaled: self.rescaled,
            weights,
            consistency: self.consistency,
        }
    }
}

/// Returns the shares of weights whose logarithms are known up to a constant.
fn shares_of_logs(logs: &[f64]) -> Vec<f64> {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logs.iter().map(|log| libm::exp(log - most)).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

fn judged_weights(
    criteria: &Criteria<'_>,
    by_id: impl Iterator<Item = (f64, Option<RaterSpread>)>,
) -> Vec<JudgedWeight> {
    criteria
        .in_given_order(by_id)
        .into_iter()
        .map(|(criterion_id, (share, spread))| JudgedWeight {
            criterion_id: criterion_id.clone(),
            share,
            spread,
        })
        .collect()
}
