//! No file names a path of the machine that it was written on.

use std::path::PathBuf;

use super::Report;
use crate::repository;

/// The one file that has to name them.
const LIST: &str = "crates/xtask/src/tidy/machine_paths.txt";

pub(super) fn check(files: &[PathBuf]) -> anyhow::Result<Report> {
    let denied = denied();
    let mut report = Report::default();
    for path in files.iter().filter(|path| !path.ends_with(LIST)) {
        // What is not text (a picture, a compressed table) cannot be read and names no path.
        let Ok(text) = repository::read(path) else {
            continue;
        };
        report.looked_at += 1;
        report.faults.extend(
            faults(&text, &denied)
                .iter()
                .map(|fault| format!("{}: {fault}", path.display())),
        );
    }
    Ok(report)
}

/// Returns the list and, beside it, where this repository and its owner's home are here.
fn denied() -> Vec<String> {
    let list = include_str!("machine_paths.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut denied: Vec<String> = list.map(str::to_owned).collect();
    denied.push(format!("{}/", repository::root().display()));
    if let Ok(home) = std::env::var("HOME")
        && home.len() > 1
    {
        denied.push(format!("{home}/"));
    }
    denied
}

fn faults(text: &str, denied: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let found = denied
            .iter()
            .find(|start| line.match_indices(start.as_str()).any(|(at, _)| begins(line, at)));
        faults.extend(found.map(|start| format!("line {}: `{start}`", index + 1)));
    }
    faults
}

/// Returns whether a path can begin at `at`: `docs/media/` contains `/media/` without being such a path.
fn begins(line: &str, at: usize) -> bool {
    let before = line.get(..at).and_then(|before| before.chars().next_back());
    !before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '.' | '_' | '-' | '~' | '}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_where_it_begins() {
        let denied = ["/media/".to_owned()];
        assert_eq!(faults("a\nsee /media/x\n", &denied), ["line 2: `/media/`"]);
        assert_eq!(faults("docs/media/page and $root/media/", &denied), [""; 0]);
    }
}
