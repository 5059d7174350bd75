//! Findings for a screen and for a spreadsheet.

use keyaccount::lint::{Finding, Mode, Severity, Status};

use super::excerpt;
use super::judged::Judged;
use crate::output::{Cell, Grid, counted, finding, word};

/// Returns every finding that counts with the lines of the file that it speaks of, and the summary.
pub(super) fn excerpts(judged: &[Judged<'_>], unusable: Option<String>) -> String {
    written(judged, unusable, excerpt::excerpt)
}

/// Returns a line with the place for every finding that counts, its help below it, and the summary.
pub(super) fn lines(judged: &[Judged<'_>], unusable: Option<String>) -> String {
    written(judged, unusable, |document, found| {
        finding(&document.place(found), found)
    })
}

/// Returns the findings that count and a summary at the end, which ends with what is said of files that could not be used.
fn written(
    judged: &[Judged<'_>],
    unusable: Option<String>,
    write: impl Fn(&Judged<'_>, &Finding) -> String,
) -> String {
    let mut text = String::new();
    for document in judged {
        for found in &document.report().findings {
            if found.status == Status::Active {
                text.push_str(&write(document, found));
            }
        }
    }
    let mut parts = Vec::new();
    if !judged.is_empty() {
        parts.push(summary(judged));
    }
    parts.extend(unusable);
    text.push_str(&parts.join("; "));
    text.push('\n');
    text
}

/// Returns how many files could not be read, or written where they are mended, in words; nothing where every file could.
pub(super) fn unusable(count: usize, mended: bool) -> Option<String> {
    let or_written = if mended { " or written" } else { "" };
    (count > 0).then(|| format!("{} could not be read{or_written}", counted(count, "file")))
}

/// Returns one row per finding.
pub(super) fn rows(judged: &[Judged<'_>]) -> Grid {
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
        "status",
    ]);
    let number = |number: Option<u64>| number.map_or(Cell::Empty, |number| Cell::Number(number.to_string()));
    for document in judged {
        for finding in &document.report().findings {
            let place = document.place(finding);
            grid.rows.push(vec![
                Cell::text(place.file),
                number(place.line),
                number(place.column),
                Cell::text(finding.code.as_ref()),
                Cell::text(finding.name.as_ref()),
                Cell::text(word(&finding.severity)),
                Cell::text(&finding.message),
                Cell::text(&finding.help),
                Cell::text(&finding.path),
                Cell::text(&finding.fingerprint),
                Cell::text(word(&finding.status)),
            ]);
        }
    }
    grid
}

/// Returns how many findings there are, what is set aside, and which rules could not be evaluated: passing is not the same as
/// judged.
fn summary(judged: &[Judged<'_>]) -> String {
    let findings = || judged.iter().flat_map(|document| &document.report().findings);
    let status = |status: Status| findings().filter(move |finding| finding.status == status);
    let counts = Severity::ALL.iter().rev().map(|&severity| {
        let count = status(Status::Active)
            .filter(|finding| finding.severity == severity)
            .count();
        counted(count, &word(&severity))
    });
    let mut parts = vec![counts.collect::<Vec<String>>().join(", ")];
    let (suppressed, baselined) = (
        status(Status::Suppressed).count(),
        status(Status::Baselined).count(),
    );
    if suppressed > 0 {
        parts.push(format!("{suppressed} suppressed"));
    }
    if baselined > 0 {
        parts.push(format!("{baselined} in the baseline"));
    }
    let gone: usize = judged
        .iter()
        .filter_map(|document| document.report().baseline.as_ref())
        .map(|outcome| outcome.unmatched.len())
        .sum();
    if gone > 0 {
        parts.push(format!(
            "{gone} of the baseline are gone: --update-baseline removes them"
        ));
    }
    let mut codes: Vec<&str> = judged
        .iter()
        .flat_map(|document| &document.report().not_evaluated)
        .map(|rule| rule.code.as_ref())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    parts.push(match codes.as_slice() {
        [] => "every rule evaluated".to_owned(),
        codes => format!("not evaluated: {}", codes.join(", ")),
    });
    format!("{}: {}", documents(judged), parts.join("; "))
}

/// Returns how many plans and portfolios there are, in words.
fn documents(judged: &[Judged<'_>]) -> String {
    let portfolios = judged
        .iter()
        .filter(|document| document.report().mode == Mode::Portfolio)
        .count();
    match (judged.len() - portfolios, portfolios) {
        (plans, 0) => counted(plans, "plan"),
        (0, portfolios) => counted(portfolios, "portfolio"),
        (plans, portfolios) => format!("{}, {}", counted(plans, "plan"), counted(portfolios, "portfolio")),
    }
}
