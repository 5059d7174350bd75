//! The score model that a request names or brings along.

use keyaccount::document::{canonical, nearest, read};
use keyaccount::scoring::{CompiledModel, ScoreModel, models};

use crate::WireError;
use crate::operation::ModelStamp;

/// Returns the model that a request asks for, compiled, with its stamp: its own, or the ready one by name.
///
/// # Errors
///
/// `model_missing` when the request has neither or both, `unknown_model` for a name that no ready model has, and whatever
/// is wrong with the model, below `/model`.
pub(crate) fn chosen_model(
    own: Option<&ScoreModel>,
    ready: Option<&str>,
) -> Result<(CompiledModel, ModelStamp), WireError> {
    match (own, ready) {
        (Some(model), None) => compiled(model, "/model"),
        (None, Some(name)) => compiled(&ready_model(name)?, "/ready_model"),
        _ => {
            let message = "a request must have either a `model` of its own or the name of a `ready_model`";
            let help = format!("the ready models are {}", ready_names().join(", "));
            Err(WireError { help: Some(help), ..WireError::new("model_missing", "", message) })
        }
    }
}

fn compiled(model: &ScoreModel, path: &str) -> Result<(CompiledModel, ModelStamp), WireError> {
    let compiled = CompiledModel::compile(model).map_err(|error| WireError::below(path, &error))?;
    let stamp = ModelStamp { id: model.id.clone(), version: model.version, hash: canonical::hash(model) };
    Ok((compiled, stamp))
}

fn ready_model(name: &str) -> Result<ScoreModel, WireError> {
    let Some(ready) = models::ready(name) else {
        let message = format!("there is no ready model called `{name}`");
        let help = match nearest(name, ready_names()) {
            Some(known) => format!("the nearest known model is `{known}`"),
            None => format!("the ready models are {}", ready_names().join(", ")),
        };
        return Err(WireError {
            found: Some(name.to_owned()),
            help: Some(help),
            ..WireError::new("unknown_model", "/ready_model", message)
        });
    };
    Ok(read(ready.text)?)
}

fn ready_names() -> Vec<&'static str> {
    models::READY.iter().map(|model| model.id).collect()
}
