//! The package as it is published, and what proves it.

use std::process::Command;

use anyhow::{Context, bail};

use super::{Folders, tools};

/// Writes the package to `bindings/wasm/dist`.
pub(super) fn assemble(folders: &Folders) -> anyhow::Result<String> {
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
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        std::fs::copy(folders.root.join(licence), output.join(licence))?;
        count += 1;
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

/// Packs the package and installs it into an empty project, as a user has it.
pub(super) fn install(folders: &Folders) -> anyhow::Result<String> {
    let consumer = folders.consumer();
    let _ = std::fs::remove_dir_all(&consumer);
    let modules = consumer.join("node_modules");
    std::fs::create_dir_all(&modules)?;
    let mut pack = tools::npm();
    pack.current_dir(&folders.package)
        .args(["pack", "--silent", "--pack-destination"])
        .arg(&folders.build);
    let name = tools::output(&mut pack)?.trim().to_owned();
    let mut unpack = Command::new("tar");
    unpack
        .arg("-xzf")
        .arg(folders.build.join(&name))
        .arg("-C")
        .arg(&modules);
    tools::output(&mut unpack)?;
    std::fs::rename(modules.join("package"), modules.join("keyaccount"))?;
    Ok(name)
}

/// Compiles the TypeScript example of the README and runs it with the installed package.
pub(super) fn run_readme(folders: &Folders) -> anyhow::Result<String> {
    let Ok(text) = std::fs::read_to_string(folders.root.join("README.md")) else {
        return Ok("skipped: there is no README.md".to_owned());
    };
    let Some(example) = example(&text) else {
        bail!("README.md has no TypeScript example");
    };
    let consumer = folders.consumer();
    std::fs::write(consumer.join("example.mts"), example)?;
    tools::output(
        Command::new("node")
            .current_dir(&consumer)
            .arg(folders.package.join("node_modules/typescript/bin/tsc"))
            .args([
                "--strict", "--target", "es2022", "--lib", "es2022", "--module", "nodenext", "--types",
                "node",
            ])
            .arg("--typeRoots")
            .arg(folders.package.join("node_modules/@types"))
            .arg("example.mts"),
    )?;
    // From the root: the example names files as a reader of the README sees them.
    let mut run = Command::new("node");
    run.current_dir(&folders.root).arg(consumer.join("example.mjs"));
    let printed = tools::output(&mut run)?;
    Ok(format!(
        "compiled, ran, printed {} lines",
        printed.lines().count()
    ))
}

/// Runs the pages in a browser.
pub(super) fn run_pages(folders: &Folders) -> anyhow::Result<String> {
    let browser = tools::browser()?;
    let consumer = folders.consumer().display().to_string();
    tools::node(&folders.package, &["e2e.mjs", &browser, &consumer])
}

/// Returns the first TypeScript block of a Markdown text.
fn example(text: &str) -> Option<&str> {
    let start = ["```ts\n", "```typescript\n"].iter().find_map(|fence| {
        let position = text.find(fence)?;
        text.get(position + fence.len()..)
    })?;
    start.split_once("\n```").map(|(block, _)| block)
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
