//! A score model of one's own, or a ready one by name.

use super::{CompiledModel, ModelError, ScoreModel, models};
use crate::document::{self, ReadError, canonical, nearest};
use crate::fault::Fault;
use crate::quantity::ModelId;

/// A score model, ready to score, with what identifies it.
#[derive(Debug, Clone)]
pub struct ChosenModel {
    /// The model as a document.
    pub model: ScoreModel,
    /// The model, compiled.
    pub compiled: CompiledModel,
}

impl ChosenModel {
    /// Returns the model that is given, or the ready model of that name; exactly one of the two must be there.
    ///
    /// # Errors
    ///
    /// [`ModelChoiceError`] when neither or both are there, when no ready model has the name, or when the model is faulty.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::scoring::ChosenModel;
    ///
    /// let chosen = ChosenModel::new(None, Some("ranking-1-to-10"))?;
    /// assert_eq!(chosen.id().as_str(), "ranking-1-to-10");
    /// assert_eq!(ChosenModel::new(None, Some("ranking")).unwrap_err().to_string(),
    ///            "there is no ready model called `ranking`");
    /// # Ok::<(), keyaccount::scoring::ModelChoiceError>(())
    /// ```
    pub fn new(own: Option<ScoreModel>, ready: Option<&str>) -> Result<Self, ModelChoiceError> {
        let model = match (own, ready) {
            (Some(model), None) => model,
            (None, Some(name)) => ready_model(name)?,
            _ => return Err(ModelChoiceError::NotOne),
        };
        let compiled = CompiledModel::compile(&model).map_err(ModelChoiceError::Faulty)?;
        Ok(Self { model, compiled })
    }

    /// Returns the id of the model.
    pub fn id(&self) -> &ModelId {
        &self.model.id
    }

    /// Returns the SHA-256 of the model in canonical form, 64 hexadecimal digits.
    pub fn hash(&self) -> String {
        canonical::hash(&self.model)
    }
}

fn ready_model(name: &str) -> Result<ScoreModel, ModelChoiceError> {
    let ready = models::ready(name).ok_or_else(|| ModelChoiceError::Unknown {
        name: name.to_owned(),
    })?;
    document::read(ready.text).map_err(ModelChoiceError::Unreadable)
}

fn ready_names() -> impl Iterator<Item = &'static str> {
    models::READY.iter().map(|model| model.id)
}

/// Why there is no model to score with.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelChoiceError {
    /// Neither or both kinds of model are given.
    #[error("there must be either a `model` or the name of a `ready_model`")]
    NotOne,
    /// No ready model has this name.
    #[error("there is no ready model called `{name}`")]
    Unknown {
        /// The name as given.
        name: String,
    },
    /// The model cannot be used.
    #[error(transparent)]
    Faulty(ModelError),
    /// The text of a ready model cannot be read; a test sees to it that this does not happen.
    #[error(transparent)]
    Unreadable(ReadError),
}

impl Fault for ModelChoiceError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotOne => "model_missing",
            Self::Unknown { .. } => "unknown_model",
            Self::Faulty(error) => error.code(),
            Self::Unreadable(error) => error.code(),
        }
    }

    fn path(&self) -> String {
        match self {
            Self::NotOne => String::new(),
            Self::Unknown { .. } | Self::Unreadable(_) => "/ready_model".to_owned(),
            Self::Faulty(error) => format!("/model{}", error.path()),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::Unknown { name } => Some(name.clone()),
            Self::Faulty(error) => error.found(),
            _ => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Faulty(error) => error.expected(),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        let all = || {
            format!(
                "the ready models are {}",
                ready_names().collect::<Vec<_>>().join(", ")
            )
        };
        match self {
            Self::NotOne => Some(all()),
            Self::Unknown { name } => Some(match nearest(name, ready_names()) {
                Some(known) => format!("the nearest known model is `{known}`"),
                None => all(),
            }),
            Self::Faulty(error) => error.help(),
            Self::Unreadable(_) => None,
        }
    }
}
