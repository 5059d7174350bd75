//! Findings for a screen and for a spreadsheet.

use keyaccount::lint::Severity;

use super::Checked;
use crate::output::{Cell, Grid, counted, finding, word};

/// Returns a line with the place for every finding, its help below it, and a summary at the end that also counts the
/// files which could not be read.
pub(crate) fn text(checked: &[Checked], unread_count: usize) -> String {
    let mut text = String::new();
    for plan in checked {
        for found in &plan.report().findings {
            text.push_str(&finding(&plan.place(&found.path), found));
        }
    }
    let mut parts = Vec::new();
    if !checked.is_empty() {
        parts.push(summary(checked));
    }
    if unread_count > 0 {
        parts.push(unread(unread_count));
    }
    text.push_str(&parts.join("; "));
    text.push('\n');
    text
}

/// Returns how many files could not be read, in words.
pub(crate) fn unread(count: usize) -> String {
    format!("{} could not be read", counted(count, "file"))
}

/// Returns one row per finding.
pub(crate) fn rows(checked: &[Checked]) -> Grid {
    let mut grid = Grid::new([
        "file",
        "line",
        "column",
        "code",
        "name",
        "severity",
        "message",
        "help",
        "path",
        "fingerprint",
    ]);
    let number = |number: Option<u64>| number.map_or(Cell::Empty, |number| Cell::Number(number.to_string()));
    for plan in checked {
        for finding in &plan.report().findings {
            let place = plan.place(&finding.path);
            grid.rows.push(vec![
                Cell::text(place.file),
                number(place.line),
                number(place.column),
                Cell::text(finding.code),
                Cell::text(finding.name),
                Cell::text(word(&finding.severity)),
                Cell::text(&finding.message),
                Cell::text(&finding.help),
                Cell::text(&finding.path),
                Cell::text(&finding.fingerprint),
            ]);
        }
    }
    grid
}

/// Returns how many findings there are, and which rules could not be evaluated: passing is not the same as judged.
fn summary(checked: &[Checked]) -> String {
    let findings = || checked.iter().flat_map(|plan| &plan.report().findings);
    let counts = Severity::ALL.iter().rev().map(|&severity| {
        let count = findings().filter(|finding| finding.severity == severity).count();
        counted(count, &word(&severity))
    });
    let counts: Vec<String> = counts.collect();
    let mut codes: Vec<&str> = checked
        .iter()
        .flat_map(|plan| &plan.report().not_evaluated)
        .map(|rule| rule.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let not_evaluated = match codes.as_slice() {
        [] => "every rule evaluated".to_owned(),
        codes => format!("not evaluated: {}", codes.join(", ")),
    };
    format!(
        "{}: {}; {not_evaluated}",
        counted(checked.len(), "plan"),
        counts.join(", ")
    )
}
