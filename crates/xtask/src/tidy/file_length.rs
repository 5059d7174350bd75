//! No source file is longer than 700 lines, unless it is generated.

use std::path::PathBuf;

use super::{Report, has_extension};
use crate::repository;

/// Above this many lines a file is a question of design.
const LONGEST: usize = 700;

pub(super) fn check(files: &[PathBuf]) -> anyhow::Result<Report> {
    let generated = repository::generated(files)?;
    let mut report = Report::default();
    for path in files {
        if !has_extension(path, &["rs", "py", "pyi", "ts", "mts", "js", "mjs"]) || generated.contains(path) {
            continue;
        }
        report.looked_at += 1;
        let lines = repository::read(path)?.lines().count();
        if lines > LONGEST {
            report.faults.push(format!(
                "{} has {lines} lines (at most {LONGEST})",
                path.display()
            ));
        }
    }
    Ok(report)
}
