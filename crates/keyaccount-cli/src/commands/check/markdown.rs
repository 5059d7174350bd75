//! Findings as a summary in Markdown, for the page of a pipeline or a comment.

use std::fmt::Write as _;

use keyaccount::lint::{Severity, Status};

use super::judged::Judged;
use crate::output::{counted, word};

/// Returns a heading with the result, a table of the findings that count, and what else there is to know.
pub(super) fn summary(judged: &[Judged<'_>]) -> String {
    let passed = judged.iter().all(|judged| judged.report().passed);
    let mut text = format!(
        "## Account plans: {}\n\n",
        if passed { "passed" } else { "failed" }
    );
    let findings = || judged.iter().flat_map(|judged| &judged.report().findings);
    let count = |severity: Severity| {
        let active = findings().filter(|finding| finding.status == Status::Active);
        active.filter(|finding| finding.severity == severity).count()
    };
    let counts = Severity::ALL
        .iter()
        .rev()
        .map(|&severity| counted(count(severity), &word(&severity)));
    let _ = writeln!(
        text,
        "{}: {}.",
        counted(judged.len(), "file"),
        counts.collect::<Vec<_>>().join(", ")
    );
    if findings().any(|finding| finding.status == Status::Active) {
        text.push_str("\n| severity | rule | place | finding | next step |\n|---|---|---|---|---|\n");
    }
    for severity in Severity::ALL.into_iter().rev() {
        for judged in judged {
            let active = judged.report().findings.iter();
            let active = active.filter(|finding| finding.status == Status::Active);
            for finding in active.filter(|finding| finding.severity == severity) {
                let _ = writeln!(
                    text,
                    "| {} | {} {} | {} | {} | {} |",
                    word(&severity),
                    finding.code,
                    finding.name,
                    cell(&judged.place(finding).to_string()),
                    cell(&finding.message),
                    cell(&finding.help)
                );
            }
        }
    }
    text.push_str(&set_aside(judged));
    text
}

/// Returns what is set aside and what could not be evaluated.
fn set_aside(judged: &[Judged<'_>]) -> String {
    let mut text = String::new();
    let findings = || judged.iter().flat_map(|judged| &judged.report().findings);
    let count = |status: Status| findings().filter(|finding| finding.status == status).count();
    let (suppressed, baselined) = (count(Status::Suppressed), count(Status::Baselined));
    if suppressed > 0 {
        let _ = writeln!(
            text,
            "\nSet aside by suppressions: {}.",
            counted(suppressed, "finding")
        );
    }
    if baselined > 0 {
        let _ = writeln!(text, "\nHeld by the baseline: {}.", counted(baselined, "finding"));
    }
    let mut codes: Vec<&str> = judged
        .iter()
        .flat_map(|judged| &judged.report().not_evaluated)
        .map(|entry| entry.code.as_ref())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    if !codes.is_empty() {
        let _ = writeln!(text, "\nNot evaluated everywhere: {}.", codes.join(", "));
    }
    text
}

/// Returns a text that stays inside its cell and is read as text.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => cell.push(' '),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '@' => {
                cell.push('\\');
                cell.push(character);
            }
            _ => cell.push(character),
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn what_markdown_would_read_is_escaped() {
        assert_eq!(cell("a | b\n<img> [x](y) *z*"), r"a \| b \<img\> \[x\](y) \*z\*");
    }
}
