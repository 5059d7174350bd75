//! The criteria of a request that needs no scores: a list, those of a model, or both in agreement.

use std::collections::BTreeSet;

use keyaccount::document::nearest;
use keyaccount::quantity::CriterionId;
use keyaccount::scoring::{ChosenModel, ScoreModel};

use crate::WireError;
use crate::operation::{ModelStamp, Provenance};

/// The criteria, and the provenance of an answer about them.
pub(crate) struct RatedCriteria {
    pub(crate) ids: Vec<CriterionId>,
    /// The model, where one is given.
    pub(crate) model: Option<ChosenModel>,
    pub(crate) provenance: Provenance,
}

impl RatedCriteria {
    /// Returns the listed criteria, or those of the model in its order where none are listed.
    pub(crate) fn new(
        criterion_ids: Vec<CriterionId>,
        model: Option<ScoreModel>,
        ready_model: Option<&str>,
    ) -> Result<Self, WireError> {
        check_unique(&criterion_ids)?;
        if model.is_none() && ready_model.is_none() {
            if criterion_ids.is_empty() {
                let message = "there must be `criterion_ids`, a `model` or the name of a `ready_model`";
                return Err(WireError::new("criteria_missing", "", message));
            }
            return Ok(Self {
                ids: criterion_ids,
                model: None,
                provenance: Provenance::of_library(),
            });
        }
        let chosen = ChosenModel::new(model, ready_model)?;
        let own: Vec<CriterionId> = chosen.compiled.criterion_ids().cloned().collect();
        if !criterion_ids.is_empty() {
            check_same(&criterion_ids, &own)?;
        }
        Ok(Self {
            ids: if criterion_ids.is_empty() {
                own
            } else {
                criterion_ids
            },
            provenance: Provenance::of_library().with_model(ModelStamp::of(&chosen)),
            model: Some(chosen),
        })
    }
}

fn check_unique(listed: &[CriterionId]) -> Result<(), WireError> {
    let mut seen = BTreeSet::new();
    match listed.iter().enumerate().find(|&(_, id)| !seen.insert(id)) {
        Some((index, id)) => Err(WireError {
            found: Some(id.to_string()),
            ..WireError::new(
                "duplicate_id",
                &format!("/criterion_ids/{index}"),
                format!("every criterion must be listed once (got `{id}` twice)"),
            )
        }),
        None => Ok(()),
    }
}

fn check_same(listed: &[CriterionId], own: &[CriterionId]) -> Result<(), WireError> {
    let known: BTreeSet<&CriterionId> = own.iter().collect();
    if let Some((index, id)) = listed.iter().enumerate().find(|(_, id)| !known.contains(id)) {
        let near = nearest(id.as_str(), own.iter().map(CriterionId::as_str));
        return Err(WireError {
            found: Some(id.to_string()),
            help: near.map(|near| format!("`{near}` is the nearest known id")),
            ..WireError::new(
                "unknown_criterion",
                &format!("/criterion_ids/{index}"),
                format!("the model has no criterion `{id}`"),
            )
        });
    }
    let listed: BTreeSet<&CriterionId> = listed.iter().collect();
    match own.iter().find(|id| !listed.contains(id)) {
        Some(id) => Err(WireError::new(
            "criterion_missing",
            "/criterion_ids",
            format!("the criterion `{id}` of the model must be listed (got none)"),
        )),
        None => Ok(()),
    }
}
