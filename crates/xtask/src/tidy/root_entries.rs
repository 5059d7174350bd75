//! The root shows the agreed entries and nothing else.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Report;

const AGREED: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "bindings",
    "crates",
    "docs",
];

pub(super) fn check(files: &[PathBuf]) -> anyhow::Result<Report> {
    let first = |path: &PathBuf| {
        Some(
            path.components()
                .next()?
                .as_os_str()
                .to_string_lossy()
                .into_owned(),
        )
    };
    let entries: BTreeSet<String> = files.iter().filter_map(first).collect();
    let mut faults = Vec::new();
    for entry in &entries {
        if !entry.starts_with('.') && !AGREED.contains(&entry.as_str()) {
            faults.push(format!("{entry} is not among the agreed entries"));
        }
    }
    let missing = AGREED.iter().filter(|agreed| !entries.contains(**agreed));
    faults.extend(missing.map(|agreed| format!("{agreed} is missing")));
    Ok(Report {
        looked_at: entries.len(),
        faults,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surplus_and_missing_entries_are_named() {
        let mut files: Vec<PathBuf> = AGREED[1..].iter().map(PathBuf::from).collect();
        files.extend([PathBuf::from(".ci/run"), PathBuf::from("notes/todo.md")]);
        let report = check(&files).unwrap();
        assert_eq!(
            report.faults,
            ["notes is not among the agreed entries", "Cargo.lock is missing"]
        );
    }
}
