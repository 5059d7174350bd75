//! Judged shares as the weights of a score model.

use std::collections::BTreeSet;

use super::WeightsAnswer;
use crate::document::nearest;
use crate::fault::Fault;
use crate::quantity::{CriterionId, GroupId, Weight};
use crate::scoring::shown::shown;
use crate::scoring::{Criterion, Group, ScoreModel, WeightKind};

/// Why judged shares cannot be the weights of a model; paths are those of the model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsIntoModelError {
    /// A criterion of the model has no share.
    #[error("every criterion of the model must have a share (got none for `{criterion_id}`)")]
    MissingShare {
        /// The index of the criterion in the model.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// A share belongs to no criterion of the model.
    #[error("the model has no criterion `{criterion_id}` for a share")]
    UnknownCriterion {
        /// The criterion.
        criterion_id: CriterionId,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// A share is no weight: negative or not finite.
    #[error("the share of `{criterion_id}` must be a finite number of at least 0 (got {found})")]
    Share {
        /// The index of the criterion in the model.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
        /// The share as text.
        found: String,
    },
    /// All criteria of a group with a weight have the share 0, so that nothing says how they count inside the group.
    #[error("some criterion of group `{group_id}` must have a share above 0 (got 0 for all)")]
    GroupZero {
        /// The index of the group in the model.
        index: usize,
        /// The group.
        group_id: GroupId,
    },
}

impl Fault for WeightsIntoModelError {
    fn code(&self) -> &'static str {
        match self {
            Self::MissingShare { .. } => "weight_missing",
            Self::UnknownCriterion { .. } => "unknown_criterion",
            Self::Share { .. } => "weight_value",
            Self::GroupZero { .. } => "weights_all_zero",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::MissingShare { index, .. } | Self::Share { index, .. } => {
                format!("/criteria/{index}/weight")
            }
            Self::UnknownCriterion { .. } => "/criteria".to_owned(),
            Self::GroupZero { index, .. } => format!("/groups/{index}/weight"),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::UnknownCriterion { criterion_id, .. } => Some(criterion_id.to_string()),
            Self::Share { found, .. } => Some(found.clone()),
            Self::GroupZero { .. } => Some("0".to_owned()),
            Self::MissingShare { .. } => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Share { .. } => Some("a finite number of at least 0".to_owned()),
            Self::GroupZero { .. } => Some("above 0".to_owned()),
            Self::MissingShare { .. } | Self::UnknownCriterion { .. } => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownCriterion {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            Self::GroupZero { .. } => {
                Some("leave the group and its criteria out, or take the weights off the groups".to_owned())
            }
            _ => None,
        }
    }
}

impl WeightsAnswer {
    /// Writes the shares into the criteria of a model; on an error the model stays as it was.
    ///
    /// The model then says `shares`; where its groups have weights, each group gets the sum of its criteria and the model
    /// says `points`, since weights count inside their group there. The version stays: raise it when the model is kept.
    ///
    /// # Errors
    ///
    /// [`WeightsIntoModelError`] for a criterion without a share, a share without a criterion, and a group with a weight
    /// whose criteria all have the share 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document;
    /// use keyaccount::quantity::CriterionId;
    /// use keyaccount::scoring::weights::JudgedWeights;
    /// use keyaccount::scoring::{CompiledModel, ScoreModel, models};
    ///
    /// let mut model: ScoreModel = document::read(models::ready("ranking-1-to-10").unwrap().text)?;
    /// let criterion_ids: Vec<CriterionId> = model.criteria.iter().map(|criterion| criterion.id.clone()).collect();
    /// let judged: JudgedWeights = document::read(r#"{"method": "equal"}"#)?;
    /// judged.weigh(&criterion_ids)?.put_into(&mut model)?;
    /// assert_eq!(model.criteria[0].weight.get(), 1.0 / 6.0);
    /// CompiledModel::compile(&model)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn put_into(&self, model: &mut ScoreModel) -> Result<(), WeightsIntoModelError> {
        self.check_known(&model.criteria)?;
        let weights = model
            .criteria
            .iter()
            .enumerate()
            .map(|(index, criterion)| self.weight(index, &criterion.id))
            .collect::<Result<Vec<Weight>, _>>()?;
        let groups = model
            .groups
            .iter()
            .enumerate()
            .map(|(index, group)| group_weight(index, group, &model.criteria, &weights))
            .collect::<Result<Vec<Option<Weight>>, _>>()?;
        // Nothing fails from here on.
        model.weights = if groups.iter().any(Option::is_some) {
            WeightKind::Points
        } else {
            WeightKind::Shares
        };
        for (criterion, weight) in model.criteria.iter_mut().zip(weights) {
            criterion.weight = weight;
        }
        for (group, weight) in model.groups.iter_mut().zip(groups) {
            group.weight = weight;
        }
        Ok(())
    }

    fn check_known(&self, criteria: &[Criterion]) -> Result<(), WeightsIntoModelError> {
        let known: BTreeSet<&CriterionId> = criteria.iter().map(|criterion| &criterion.id).collect();
        let mut judged = self.weights.iter().map(|judged| &judged.criterion_id);
        match judged.find(|id| !known.contains(id)) {
            Some(id) => Err(WeightsIntoModelError::UnknownCriterion {
                nearest: nearest(id.as_str(), known.iter().map(|known| known.as_str())).map(str::to_owned),
                criterion_id: id.clone(),
            }),
            None => Ok(()),
        }
    }

    fn weight(&self, index: usize, id: &CriterionId) -> Result<Weight, WeightsIntoModelError> {
        let criterion_id = || id.clone();
        let judged = self
            .weights
            .iter()
            .find(|judged| judged.criterion_id == *id)
            .ok_or_else(|| WeightsIntoModelError::MissingShare {
                index,
                criterion_id: criterion_id(),
            })?;
        Weight::try_from(judged.share).map_err(|_| WeightsIntoModelError::Share {
            index,
            criterion_id: criterion_id(),
            found: shown(judged.share),
        })
    }
}

/// Returns the sum of the weights of the criteria of a group, nothing where the group has no weight.
fn group_weight(
    index: usize,
    group: &Group,
    criteria: &[Criterion],
    weights: &[Weight],
) -> Result<Option<Weight>, WeightsIntoModelError> {
    if group.weight.is_none() {
        return Ok(None);
    }
    let own = criteria
        .iter()
        .zip(weights)
        .filter(|(criterion, _)| criterion.group_id.as_ref() == Some(&group.id));
    let sum: f64 = own.map(|(_, weight)| weight.get()).sum();
    Weight::try_from(sum)
        .ok()
        .filter(|weight| weight.get() > 0.0)
        .map(Some)
        .ok_or_else(|| WeightsIntoModelError::GroupZero {
            index,
            group_id: group.id.clone(),
        })
}
