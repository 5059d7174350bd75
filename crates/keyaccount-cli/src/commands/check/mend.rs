//! Plans after their fixes: what would change, and writing it.

use std::io::{self, IsTerminal};
use std::path::Path;

use keyaccount::document::Document as Tree;
use keyaccount::lint::{Applicability, FixOutcome, UnappliedReason};
use similar::TextDiff;

use crate::failure::{Failure, say};
use crate::input::{self, Document, Source};
use crate::output::{deliver, printable, words};

const BYTE_ORDER_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Returns the document with the text of its plan replaced, and what stands around it as it was.
pub(super) fn document(before: &Document, tree: &Tree, plan: &str) -> Document {
    let span = tree.root().span();
    let around = |part| before.text.get(part).unwrap_or_default();
    Document {
        name: before.name.clone(),
        text: [around(0..span.start), plan, around(span.end..before.text.len())].concat(),
    }
}

/// Says which fixes were applied, and why others were not.
pub(super) fn say_what(name: &str, outcome: &FixOutcome) {
    for fix in &outcome.applied {
        let unsafe_fix = if fix.applicability == Applicability::Unsafe {
            " (unsafe)"
        } else {
            ""
        };
        say(&format!(
            "{name}: mended {} at {}: {}{unsafe_fix}",
            fix.code, fix.path, fix.title
        ));
    }
    let count = |reason| {
        outcome
            .not_applied
            .iter()
            .filter(|fix| fix.reason == reason)
            .count()
    };
    let unsafe_count = count(UnappliedReason::Unsafe);
    if unsafe_count > 0 {
        let fixes = if unsafe_count == 1 { "fix" } else { "fixes" };
        say(&format!(
            "{name}: {unsafe_count} {fixes} would change what the plan says; --unsafe-fixes applies such fixes too"
        ));
    }
    let failed = outcome.not_applied.iter().filter(|fix| {
        matches!(
            fix.reason,
            UnappliedReason::Stale | UnappliedReason::NoEffect | UnappliedReason::TooManyPasses
        )
    });
    for fix in failed {
        let reason = words(&fix.reason);
        say(&format!(
            "{name}: not mended {} at {}: {} ({reason})",
            fix.code, fix.path, fix.title
        ));
    }
}

/// Writes the mended text into the file that the document was read from, all of it or nothing.
///
/// A byte-order mark stays. A file that is not the one any more that was read is not written, nor one that is read-only.
pub(super) fn write(source: &Source, before: &Document, text: &str) -> Result<(), Failure> {
    let Source::File(path) = source else {
        return Err(Failure::in_file(&before.name, "only a file can be mended"));
    };
    let unreadable = |error| input::unreadable(&before.name, &error);
    let refuse =
        |message: &str, help: &str| Err(Failure::in_file(&before.name, message).with_help(help.to_owned()));
    let stored = std::fs::read(path).map_err(unreadable)?;
    if stored.starts_with(GZIP) {
        return refuse(
            "a compressed file cannot be mended in its place",
            "unpack it first",
        );
    }
    let mark = if stored.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK
    } else {
        &[]
    };
    if stored.strip_prefix(mark) != Some(before.text.as_bytes()) {
        return refuse(
            "the file has changed since it was read, so it is not written",
            "run the command again",
        );
    }
    if std::fs::metadata(path)
        .map_err(unreadable)?
        .permissions()
        .readonly()
    {
        return refuse(
            "the file is read-only, so it is not written",
            "allow writing, or use --diff",
        );
    }
    deliver(&[mark, text.as_bytes()].concat(), Some(path))
}

/// Returns what differs as a unified diff, nothing where nothing does.
pub(super) fn diff(before: &Document, after: &Document) -> String {
    let name = printable(&before.name);
    let lines = TextDiff::from_lines(before.text.as_str(), after.text.as_str());
    lines.unified_diff().header(&name, &name).to_string()
}

/// Writes diffs: byte for byte, but to a terminal without characters that would steer it.
pub(super) fn deliver_diff(diffs: &str, file: Option<&Path>) -> Result<(), Failure> {
    if file.is_none() && io::stdout().is_terminal() {
        let lines: Vec<String> = diffs.lines().map(printable).collect();
        return deliver((lines.join("\n") + "\n").as_bytes(), None);
    }
    deliver(diffs.as_bytes(), file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_is_not_written() {
        let path = std::env::temp_dir().join(format!("keyaccount-mend-{}.json", std::process::id()));
        let source = Source::File(path.clone());
        let read = Document {
            name: "plan.json".to_owned(),
            text: "{\"id\": \"P1\"}\n".to_owned(),
        };
        std::fs::write(&path, "{\"id\": \"P2\"}\n").unwrap();
        let failure = write(&source, &read, "{}").unwrap_err();
        assert_eq!(
            failure.to_string(),
            "plan.json: the file has changed since it was read, so it is not written\n  help: run the command again"
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\"id\": \"P2\"}\n");
        // The same text behind a byte-order mark is the text that was read.
        std::fs::write(&path, "\u{FEFF}{\"id\": \"P1\"}\n").unwrap();
        write(&source, &read, "{}\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "\u{FEFF}{}\n");
        std::fs::remove_file(&path).unwrap();
        let gone = write(&source, &read, "{}").unwrap_err();
        assert!(gone.to_string().starts_with("plan.json: "), "{gone}");
    }
}
