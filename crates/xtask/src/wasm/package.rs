//! The package as it is published, and what proves it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

use super::{Folders, tools};

/// Writes the package to `bindings/wasm/dist`.
pub(super) fn assemble(folders: &Folders) -> anyhow::Result<String> {
    check_version(&folders.package)?;
    let output = folders.package.join("dist");
    let _ = std::fs::remove_dir_all(&output);
    std::fs::create_dir_all(&output)?;
    let mut count = 0;
    for folder in [folders.build.join("module"), folders.package.join("js")] {
        for entry in
            std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?
        {
            let entry = entry?;
            std::fs::copy(entry.path(), output.join(entry.file_name()))?;
            count += 1;
        }
    }
    Ok(format!("{count} files in bindings/wasm/dist"))
}

/// Compiles programs that use the package: one written by hand, one made of the conformance vectors.
pub(super) fn check_types(folders: &Folders) -> anyhow::Result<String> {
    let vectors = tools::node(&folders.package, &["test/vectors-as-types.mjs"])?;
    tools::node(
        &folders.package,
        &["node_modules/typescript/bin/tsc", "--project", "tsconfig.json"],
    )?;
    Ok(format!("strict, {vectors}"))
}

/// Runs the tests of the package in node.
pub(super) fn test(folders: &Folders) -> anyhow::Result<String> {
    let mut arguments = vec!["--test".to_owned(), "--test-reporter=tap".to_owned()];
    for entry in std::fs::read_dir(folders.package.join("test"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            arguments.push(format!("test/{name}"));
        }
    }
    arguments.sort();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let report = tools::node(&folders.package, &arguments)?;
    let count = |what: &str| {
        let line = report.lines().find_map(|line| line.strip_prefix(what));
        line.and_then(|number| number.trim().parse::<u32>().ok())
            .unwrap_or_default()
    };
    if count("# pass ") == 0 {
        bail!("no test ran");
    }
    let notes = report
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("# note: "));
    let mut parts = vec![format!(
        "{} passed, {} skipped",
        count("# pass "),
        count("# skipped ")
    )];
    parts.extend(notes.map(str::to_owned));
    Ok(parts.join(", "))
}

/// Runs the TypeScript example of the README against the package as npm packs it.
pub(super) fn run_readme(folders: &Folders) -> anyhow::Result<String> {
    let readme = folders.root.join("README.md");
    let Ok(text) = std::fs::read_to_string(&readme) else {
        return Ok("skipped: there is no README.md".to_owned());
    };
    let Some(example) = example(&text) else {
        bail!("README.md has no TypeScript example");
    };
    let consumer = folders.build.join("consumer");
    install_packed(folders, &consumer)?;
    std::fs::write(consumer.join("example.mts"), example)?;
    tools::output(
        Command::new("node")
            .current_dir(&consumer)
            .arg(folders.package.join("node_modules/typescript/bin/tsc"))
            .args([
                "--strict", "--target", "es2022", "--module", "nodenext", "--types", "node",
            ])
            .arg("--typeRoots")
            .arg(folders.package.join("node_modules/@types"))
            .arg("example.mts"),
    )?;
    // From the root: the example names files as the reader of the README sees them.
    tools::output(
        Command::new("node")
            .current_dir(&folders.root)
            .arg(consumer.join("example.mjs")),
    )?;
    Ok("ran".to_owned())
}

/// Packs the package and unpacks it into the `node_modules` of `consumer`.
fn install_packed(folders: &Folders, consumer: &Path) -> anyhow::Result<()> {
    let _ = std::fs::remove_dir_all(consumer);
    let modules = consumer.join("node_modules");
    std::fs::create_dir_all(&modules)?;
    let mut pack = tools::npm();
    pack.current_dir(&folders.package)
        .args(["pack", "--silent", "--pack-destination"])
        .arg(&folders.build);
    let name = tools::output(&mut pack)?;
    tools::output(
        Command::new("tar")
            .arg("-xzf")
            .arg(folders.build.join(name.trim()))
            .arg("-C")
            .arg(&modules),
    )?;
    std::fs::rename(modules.join("package"), modules.join("keyaccount"))?;
    Ok(())
}

/// Returns the first TypeScript block of a Markdown text.
fn example(text: &str) -> Option<&str> {
    let start = ["```ts\n", "```typescript\n"].iter().find_map(|fence| {
        let position = text.find(fence)?;
        text.get(position + fence.len()..)
    })?;
    start.split_once("\n```").map(|(block, _)| block)
}

/// All packages carry one version.
fn check_version(package: &Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(package.join("package.json")).context("cannot read package.json")?;
    let manifest: serde_json::Value = serde_json::from_str(&text)?;
    let version = env!("CARGO_PKG_VERSION");
    if manifest.get("version").and_then(serde_json::Value::as_str) != Some(version) {
        bail!("the version in bindings/wasm/package.json must be {version}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::example;

    #[test]
    fn the_first_typescript_block_is_the_example() {
        assert_eq!(
            example("a\n```rust\nx\n```\n```ts\none\ntwo\n```\n"),
            Some("one\ntwo")
        );
        assert_eq!(example("a\n```rust\nx\n```\n"), None);
    }
}
