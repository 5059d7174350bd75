//! What is set aside beside the plans: suppressions and the baseline.

use std::path::PathBuf;

use keyaccount::lint::Baseline;
use keyaccount::plan::Suppression;
use keyaccount::quantity::is_blank;
use serde::Deserialize;

use super::judged::Judged;
use crate::arguments::CheckArguments;
use crate::configurations::Configurations;
use crate::failure::{Failure, say};
use crate::input::{self, Source};
use crate::operation;
use crate::output::{counted, deliver};

/// What is set aside beside the plans.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) suppressions: Vec<Suppression>,
    pub(super) baseline: Option<Baseline>,
    /// The file of the baseline, which may not be there yet.
    file: Option<PathBuf>,
}

/// A file of suppressions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SuppressionFile {
    suppressions: Vec<Suppression>,
}

impl Held {
    /// Returns what the arguments and the configurations name.
    pub(super) fn read(arguments: &CheckArguments, configurations: &Configurations) -> Result<Self, Failure> {
        let suppressions = match &arguments.suppressions {
            Some(source) => operation::read::<SuppressionFile>(&input::read_document(source)?)?.suppressions,
            None => Vec::new(),
        };
        let configured = configurations
            .baseline()
            .and_then(|(folder, settings)| Some(folder.join(settings.file.as_ref()?)));
        let file = arguments.baseline.clone().or(configured);
        if file.is_none() && (arguments.update_baseline || arguments.accept_new.is_some()) {
            let failure = Failure::new("a baseline must be named to be changed");
            return Err(failure.with_help("--baseline FILE names it".to_owned()));
        }
        if arguments.accept_new.as_deref().is_some_and(is_blank) {
            return Err(Failure::new(
                "a baseline must grow with a reason (got a blank one)",
            ));
        }
        let baseline = match &file {
            Some(path) if path.exists() || arguments.accept_new.is_none() => Some(operation::read(
                &input::read_document(&Source::File(path.clone()))?,
            )?),
            _ => None,
        };
        Ok(Self {
            suppressions,
            baseline,
            file,
        })
    }

    /// Writes the baseline anew, where that was asked for.
    pub(super) fn update(
        &mut self,
        arguments: &CheckArguments,
        judged: &[Judged<'_>],
    ) -> Result<(), Failure> {
        let Some(path) = &self.file else { return Ok(()) };
        if !arguments.update_baseline && arguments.accept_new.is_none() {
            return Ok(());
        }
        let mut baseline = self.baseline.clone().unwrap_or_else(Baseline::empty);
        let before = baseline.entries.len();
        for document in judged {
            baseline = baseline.pruned(document.report());
        }
        let removed = before.saturating_sub(baseline.entries.len());
        let kept = baseline.entries.len();
        if let Some(reason) = &arguments.accept_new {
            for document in judged {
                let grown = baseline.clone().accepting(document.report(), reason);
                baseline = grown.unwrap_or(baseline);
            }
        }
        let added = baseline.entries.len().saturating_sub(kept);
        let mut text =
            serde_json::to_vec_pretty(&baseline).map_err(|error| Failure::new(error.to_string()))?;
        text.push(b'\n');
        deliver(&text, Some(path))?;
        say(&format!(
            "{}: {} removed, {} added",
            path.display(),
            counted(removed, "finding"),
            counted(added, "finding")
        ));
        Ok(())
    }
}
