//! Links between Markdown files lead to files and headings that exist.

use std::path::{Component, Path, PathBuf};

use super::{Report, has_extension};
use crate::{markdown, repository};

pub(super) fn check(files: &[PathBuf]) -> anyhow::Result<Report> {
    let mut report = Report::default();
    for path in files.iter().filter(|path| has_extension(path, &["md"])) {
        report.looked_at += 1;
        for link in markdown::links(&repository::read(path)?) {
            if let Some(fault) = fault(path, &link, files)? {
                report
                    .faults
                    .push(format!("{}: `{link}` {fault}", path.display()));
            }
        }
    }
    Ok(report)
}

fn fault(from: &Path, link: &str, files: &[PathBuf]) -> anyhow::Result<Option<&'static str>> {
    // Links to the world are not followed; names of items are links only inside Rust documentation.
    if link.contains("://") || link.starts_with("mailto:") {
        return Ok(None);
    }
    let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if target.is_empty() {
        from.to_owned()
    } else {
        beside(from, target)
    };
    if !files.iter().any(|file| file.starts_with(&target)) {
        return Ok(Some("leads to no file"));
    }
    if anchor.is_empty() || !has_extension(&target, &["md"]) {
        return Ok(None);
    }
    let anchors = markdown::anchors(&repository::read(&target)?);
    Ok((!anchors.iter().any(|found| found == anchor)).then_some("leads to no heading"))
}

fn beside(from: &Path, target: &str) -> PathBuf {
    let mut path = from.parent().map(Path::to_owned).unwrap_or_default();
    for part in Path::new(target).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_from_their_file() {
        let files = [PathBuf::from("docs/adr/one.md"), PathBuf::from("Cargo.toml")];
        let fault = |link: &str| fault(Path::new("docs/adr/one.md"), link, &files).unwrap();
        assert_eq!(fault("../../Cargo.toml"), None);
        assert_eq!(fault("../adr"), None);
        assert_eq!(fault("https://example.org"), None);
        assert_eq!(fault("two.md"), Some("leads to no file"));
    }
}
