//! Findings for a screen and for a spreadsheet.

use keyaccount::lint::Severity;

use super::Checked;
use crate::output::{Cell, Grid, counted, finding, word};

/// Returns a line with the place for every finding, its help below it, and a summary at the end.
pub(crate) fn text(checked: &[Checked]) -> String {
    let mut text = String::new();
    for plan in checked {
        for found in &plan.report().findings {
            text.push_str(&finding(&plan.place(&found.path), found));
        }
    }
    text.push_str(&summary(checked));
    text
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
        "{}: {}; {not_evaluated}\n",
        counted(checked.len(), "plan"),
        counts.join(", ")
    )
}
