//! `cargo xtask gen`: the generated files, written or checked.

mod differential;
mod mutation;
mod random;
mod rule_pages;
mod schemas;
mod vectors;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::repository;

/// Options.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Writes nothing, names the files that are stale, missing or surplus.
    #[arg(long)]
    check: bool,
    /// Writes the expected texts of the conformance vectors, and nothing else.
    #[arg(long, conflicts_with = "check")]
    bless_vectors: bool,
    /// Writes this many random requests per operation with their outcomes to `--out`, and nothing else.
    #[arg(long, value_name = "N", conflicts_with_all = ["check", "bless_vectors"], requires = "out")]
    random_requests: Option<usize>,
    /// The seed of the random requests.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The file for the random requests.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Folders that hold generated files only, so that a file nobody generates any more is found.
const GENERATED_FOLDERS: &[&str] = &["docs/schema", "docs/rules"];

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    if options.bless_vectors {
        return vectors::bless();
    }
    if let (Some(count), Some(out)) = (options.random_requests, &options.out) {
        return differential::write(out, count, options.seed);
    }
    let faults = if options.check { check()? } else { write()? };
    anyhow::ensure!(
        faults.is_empty(),
        "generated files are not in step; run `cargo xtask gen`\n  {}",
        faults.join("\n  ")
    );
    Ok(())
}

fn check() -> anyhow::Result<Vec<String>> {
    let files = files()?;
    let mut faults = faults(repository::root(), &files)?;
    let paths: Vec<PathBuf> = files.keys().cloned().collect();
    let marked = repository::generated(&paths)?;
    let unmarked = paths.iter().filter(|path| !marked.contains(path));
    faults.extend(unmarked.map(|path| {
        format!(
            "not marked `linguist-generated` in .gitattributes: {}",
            path.display()
        )
    }));
    if faults.is_empty() {
        println!("{} generated files are in step", files.len());
    }
    Ok(faults)
}

fn write() -> anyhow::Result<Vec<String>> {
    let files = files()?;
    let root = repository::root();
    let mut written = 0;
    for (path, text) in &files {
        if std::fs::read_to_string(root.join(path)).is_ok_and(|found| found == *text) {
            continue;
        }
        if let Some(folder) = root.join(path).parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(root.join(path), text).with_context(|| path.display().to_string())?;
        println!("wrote {}", path.display());
        written += 1;
    }
    for path in surplus(root, &files)? {
        std::fs::remove_file(root.join(&path))?;
        println!("removed {}", path.display());
    }
    println!("{} generated files, {written} written", files.len());
    Ok(Vec::new())
}

/// Returns every generated file by its path below the root.
fn files() -> anyhow::Result<BTreeMap<PathBuf, String>> {
    let mut files = BTreeMap::new();
    let parts = [
        schemas::files()?,
        rule_pages::files()?,
        crate::python::generated_files()?,
        crate::wasm::generated_files()?,
    ];
    for (path, text) in parts.into_iter().flatten() {
        if let Some(earlier) = files.insert(path.clone(), text) {
            anyhow::bail!(
                "{} is generated twice ({} bytes the first time)",
                path.display(),
                earlier.len()
            );
        }
    }
    anyhow::ensure!(!files.is_empty(), "nothing is generated");
    Ok(files)
}

/// Returns what is wrong with the generated files below `root`.
fn faults(root: &Path, files: &BTreeMap<PathBuf, String>) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    for (path, text) in files {
        match std::fs::read_to_string(root.join(path)) {
            Ok(found) if found == *text => {}
            Ok(found) => faults.push(format!(
                "stale: {} ({})",
                path.display(),
                first_difference(text, &found)
            )),
            Err(_) => faults.push(format!("missing: {}", path.display())),
        }
    }
    faults.extend(
        surplus(root, files)?
            .iter()
            .map(|path| format!("surplus: {}", path.display())),
    );
    Ok(faults)
}

fn surplus(root: &Path, files: &BTreeMap<PathBuf, String>) -> anyhow::Result<Vec<PathBuf>> {
    let mut surplus = Vec::new();
    for folder in GENERATED_FOLDERS {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
            continue;
        };
        for entry in entries {
            let path = Path::new(folder).join(entry?.file_name());
            if !files.contains_key(&path) {
                surplus.push(path);
            }
        }
    }
    surplus.sort();
    Ok(surplus)
}

fn first_difference(expected: &str, found: &str) -> String {
    let mut lines = expected.lines().zip(found.lines()).enumerate();
    let difference = lines.find(|(_, (expected, found))| expected != found);
    difference.map_or_else(
        || "lengths differ".to_owned(),
        |(line, (expected, found))| {
            format!(
                "line {}: `{}` should be `{}`",
                line + 1,
                found.trim(),
                expected.trim()
            )
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stale_missing_and_surplus_files_are_named() {
        let root = std::env::temp_dir().join(format!("keyaccount-generate-{}", std::process::id()));
        std::fs::create_dir_all(root.join("docs/schema")).unwrap();
        std::fs::write(root.join("docs/schema/a.json"), "one\ntwo\n").unwrap();
        std::fs::write(root.join("docs/schema/old.json"), "").unwrap();
        let file = |path: &str, text: &str| (PathBuf::from(path), text.to_owned());
        let files = BTreeMap::from([
            file("docs/schema/a.json", "one\n2\n"),
            file("docs/schema/b.json", ""),
        ]);
        let faults = faults(&root, &files).unwrap();
        std::fs::remove_dir_all(&root).unwrap();
        assert_eq!(
            faults,
            [
                "stale: docs/schema/a.json (line 2: `two` should be `2`)",
                "missing: docs/schema/b.json",
                "surplus: docs/schema/old.json"
            ]
        );
    }
}
