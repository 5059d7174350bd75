//! The house rules for files: each a small check that also says how many things it looked at.

mod changelog;
mod file_length;
mod links;
mod machine_paths;
mod module_docs;
mod root_entries;
mod rules;
mod sources_of_packages;

use std::path::PathBuf;

use crate::repository;
use crate::step::{Log, counted};

/// What a check saw.
#[derive(Debug, Default, PartialEq, Eq)]
struct Report {
    /// How many things it looked at; a check that saw nothing fails.
    looked_at: usize,
    /// One line per fault, with the file.
    faults: Vec<String>,
}

/// A check over all files of the repository.
type Check = fn(&[PathBuf]) -> anyhow::Result<Report>;

const CHECKS: &[(&str, Check)] = &[
    ("the root holds the agreed entries", root_entries::check),
    ("files are short enough to hold in mind", file_length::check),
    ("Rust files begin with a module doc", module_docs::check),
    ("no path of a machine is written down", machine_paths::check),
    ("lock files name no host", sources_of_packages::check),
    ("links in Markdown lead somewhere", links::check),
    ("rules have file, entry and page", rules::check),
    ("the changelog has an Unreleased section", changelog::check),
];

/// Runs every check.
pub(crate) fn run(log: &mut Log) -> anyhow::Result<String> {
    let files = repository::files()?;
    let mut faults = 0;
    for (name, check) in CHECKS {
        let report = check(&files).unwrap_or_else(|error| Report {
            looked_at: 1,
            faults: vec![format!("{error:#}")],
        });
        let mut found = report.faults;
        if report.looked_at == 0 {
            found.push("the check looked at nothing; it has lost its subject".to_owned());
        }
        if !found.is_empty() {
            log.line(format!("{name}:"));
        }
        for fault in &found {
            log.line(format!("  {fault}"));
        }
        faults += found.len();
    }
    anyhow::ensure!(faults == 0, "{}", counted(faults, "fault"));
    Ok(format!("{} checks, {} files", CHECKS.len(), files.len()))
}

/// Returns whether the name of `path` ends in one of `extensions`.
fn has_extension(path: &std::path::Path, extensions: &[&str]) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| extensions.contains(&extension))
}
