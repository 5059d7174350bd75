//! The score model, from a file or ready to use.

use std::path::Path;

use keyaccount::document::nearest;
use keyaccount::scoring::{ScoreModel, models};

use crate::failure::{Failure, near_miss};
use crate::input::{self, Document, Source};
use crate::operation;

/// A score model and the text that it was read from.
pub(crate) struct Model {
    /// The text.
    pub(crate) document: Document,
    /// The model.
    pub(crate) model: ScoreModel,
}

impl Model {
    /// Returns the ready model called like `source`, else the one in the file.
    pub(crate) fn read(source: &Source) -> Result<Self, Failure> {
        let document = match source {
            Source::File(path) => match path.to_str().and_then(models::ready) {
                Some(ready) => Document {
                    name: ready.id.to_owned(),
                    text: ready.text.to_owned(),
                },
                None => input::read_document(source).map_err(|failure| with_ready_models(failure, path))?,
            },
            Source::Stdin => input::read_document(source)?,
        };
        let model = operation::read(&document)?;
        Ok(Self { document, model })
    }

    /// Returns the failure that an option names a criterion which the model does not have.
    pub(crate) fn unknown_criterion(&self, criterion: &str, option: &str) -> Failure {
        let known: Vec<&str> = self
            .model
            .criteria
            .iter()
            .map(|known| known.id.as_str())
            .collect();
        let listed: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
        let message = format!("the model has no criterion `{criterion}`, which {option} names");
        Failure::in_file(&self.document.name, message)
            .with_expected(format!("one of {}", listed.join(", ")), criterion)
            .with_help(near_miss(criterion, known.iter().copied()).or_else(|| {
                let begins = known.iter().find(|known| known.starts_with(criterion));
                begins.map(|known| format!("did you mean `{known}`?"))
            }))
    }
}

fn with_ready_models(failure: Failure, path: &Path) -> Failure {
    if path.exists() {
        return failure;
    }
    let ready: Vec<String> = models::READY
        .iter()
        .map(|ready| format!("`{}`", ready.id))
        .collect();
    let listed = format!("ready models are {}", ready.join(", "));
    let near = path.to_str().and_then(nearest_ready);
    failure.with_help(near.map_or(listed.clone(), |near| format!("did you mean `{near}`? {listed}")))
}

/// Returns the ready model whose name is nearly `name`, else the one whose name begins so.
fn nearest_ready(name: &str) -> Option<&'static str> {
    let ids = || models::READY.iter().map(|ready| ready.id);
    nearest(name, ids()).or_else(|| ids().find(|id| id.starts_with(name)))
}
