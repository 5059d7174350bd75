//! The changelog has a place for the change that is being made.

use std::path::PathBuf;

use super::Report;
use crate::repository;

pub(super) fn check(_files: &[PathBuf]) -> anyhow::Result<Report> {
    let text = repository::read("docs/changelog.md")?;
    let mut sections = text.lines().filter(|line| line.starts_with("## "));
    let first = sections.next().unwrap_or_default();
    let mut report = Report {
        looked_at: usize::from(!first.is_empty()),
        ..Report::default()
    };
    if !first.contains("Unreleased") {
        report.faults.push(format!(
            "the first section of docs/changelog.md must be Unreleased (got `{first}`)"
        ));
    }
    Ok(report)
}
