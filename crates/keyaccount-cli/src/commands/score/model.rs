//! The score model, from a file or ready to use.

use std::path::Path;

use keyaccount::scoring::{ScoreModel, models};

use crate::failure::Failure;
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
}

fn with_ready_models(failure: Failure, path: &Path) -> Failure {
    if path.exists() {
        return failure;
    }
    let ready: Vec<String> = models::READY
        .iter()
        .map(|ready| format!("`{}`", ready.id))
        .collect();
    failure.with_help(format!("ready models are {}", ready.join(", ")))
}
