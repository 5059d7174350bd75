//! Every Rust file begins with the sentence that says what it is for; a file of tests says it by its name.

use std::path::{Path, PathBuf};

use super::{Report, has_extension};
use crate::repository;

pub(super) fn check(files: &[PathBuf]) -> anyhow::Result<Report> {
    let mut report = Report::default();
    for path in files {
        if !has_extension(path, &["rs"]) || is_of_tests(path) {
            continue;
        }
        report.looked_at += 1;
        let text = repository::read(path)?;
        // A crate whose documentation is a Markdown file includes it instead.
        if !text.starts_with("//! ") && !text.starts_with("#![doc = include_str!(") {
            report
                .faults
                .push(format!("{} does not begin with `//! `", path.display()));
        }
    }
    Ok(report)
}

fn is_of_tests(path: &Path) -> bool {
    path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "tests")
}
