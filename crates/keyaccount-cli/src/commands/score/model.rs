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
    pub(crate) fn unknown_criterion(&self, id: &str, option: &str) -> Failure {
        self.unknown("criterion", id, option, &self.criterion_ids())
    }

    /// Returns the failure that an option names neither a criterion nor a group with a weight.
    pub(crate) fn unknown_weight(&self, id: &str, option: &str) -> Failure {
        let groups = self.model.groups.iter().filter(|group| group.weight.is_some());
        let groups: Vec<&str> = groups.map(|group| group.id.as_str()).collect();
        if groups.is_empty() {
            return self.unknown_criterion(id, option);
        }
        let known = [self.criterion_ids(), groups].concat();
        self.unknown("criterion or group with a weight", id, option, &known)
    }

    fn criterion_ids(&self) -> Vec<&str> {
        let criteria = self.model.criteria.iter();
        criteria.map(|criterion| criterion.id.as_str()).collect()
    }

    fn unknown(&self, kind: &str, id: &str, option: &str, known: &[&str]) -> Failure {
        let listed: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
        let message = format!("the model has no {kind} `{id}`, which {option} names");
        Failure::in_file(&self.document.name, message)
            .with_expected(format!("one of {}", listed.join(", ")), id)
            .with_help(self.called(id, known).or_else(|| {
                near_miss(id, known.iter().copied()).or_else(|| {
                    let begins = known.iter().find(|known| known.starts_with(id));
                    begins.map(|known| format!("did you mean `{known}`?"))
                })
            }))
    }

    /// Returns which of `known` has `text` as its id or name, in whatever case, or which criteria the group has that does.
    fn called(&self, text: &str, known: &[&str]) -> Option<String> {
        let text = text.to_lowercase();
        let is_it = |other: &str| other.to_lowercase() == text;
        let named = |id: &str, name: &str| match (is_it(id), is_it(name)) {
            (true, _) => Some(format!("did you mean `{id}`?")),
            (false, true) => Some(format!("did you mean `{id}`, called `{name}`?")),
            (false, false) => None,
        };
        let criteria = self.model.criteria.iter();
        let criteria = criteria.map(|criterion| (criterion.id.as_str(), criterion.name.as_str()));
        let groups = self.model.groups.iter();
        let groups = groups.map(|group| (group.id.as_str(), group.name.as_str()));
        let meant: Vec<String> = criteria
            .chain(groups.clone())
            .filter(|(id, _)| known.contains(id))
            .filter_map(|(id, name)| named(id, name))
            .collect();
        if !meant.is_empty() {
            return Some(meant.join(" "));
        }
        let (group, _) = groups.into_iter().find(|(id, name)| is_it(id) || is_it(name))?;
        let members = self.model.criteria.iter().filter(|criterion| {
            let of = criterion.group_id.as_ref();
            of.is_some_and(|id| id.as_str() == group)
        });
        let members: Vec<String> = members.map(|criterion| format!("`{}`", criterion.id)).collect();
        Some(format!(
            "`{group}` is a group; its criteria are {}",
            members.join(", ")
        ))
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
