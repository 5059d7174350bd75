//! `score.models`: the ready score models.

use keyaccount::document::{SourceText, read};
use keyaccount::scoring::models;
use serde::{Deserialize, Serialize};

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};

/// The operation `score.models`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreModels;

/// Nothing needs to be said.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreModelsRequest"))]
pub struct Request {}

/// The ready score models.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreModelsAnswer"))]
pub struct Answer {
    /// The models, by id.
    pub models: Vec<Ready>,
}

/// A ready score model.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ReadyScoreModel"))]
pub struct Ready {
    /// The name to give as `ready_model`.
    pub id: &'static str,
    /// One line that says what the model looks at.
    pub title: &'static str,
    /// The whole model, to be used as it stands or as a start for one's own.
    pub model: SourceText,
}

impl Operation for ScoreModels {
    const NAME: &'static str = "score.models";
    const SUMMARY: &'static str = "Which ready score models are there, and what do they look at?";
    type Request = Request;
    type Answer = Answer;

    fn run(_: Request) -> Result<Reply<Answer>, WireError> {
        let ready = |model: &models::ReadyModel| {
            Ok(Ready {
                id: model.id,
                title: model.title,
                model: read(model.text)?,
            })
        };
        let models: Result<Vec<Ready>, WireError> = models::READY.iter().map(ready).collect();
        Ok(Reply {
            answer: Answer { models: models? },
            provenance: Provenance::of_library(),
        })
    }
}
