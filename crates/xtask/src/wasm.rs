//! `cargo xtask wasm`: the browser package `keyaccount`, its generated types and its tests.
//!
//! Everything that depends on the operations is generated: the functions from the registry ([`generated_files`]), the
//! types from the JSON Schemas. A new operation needs no edit here or in `bindings/wasm`.

mod dialect;
mod facade;
mod module;
mod package;
mod schema;
mod tools;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};

use crate::repository;

pub(crate) use facade::generated_files;

/// Options.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Fails on stale generated files instead of writing them.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let folders = Folders::of_workspace();
    step("npm packages", || tools::install_npm_packages(&folders.package))?;
    step("generated types", || write_generated(&folders, options.check))?;
    step("module", || module::build(&folders))?;
    step("package", || package::assemble(&folders))?;
    step("download size", || tools::node(&folders.package, &["size.mjs"]))?;
    step("types of a program", || package::check_types(&folders))?;
    step("tests of the glue", || module::test(&folders))?;
    let tests = step("tests in node", || package::test(&folders))?;
    step("installed package", || package::install(&folders))?;
    step("readme example", || package::run_readme(&folders))?;
    let pages = step("pages in a browser", || package::run_pages(&folders))?;
    println!("{tests}; {pages}");
    Ok(())
}

/// Where things are.
struct Folders {
    /// The root of the repository.
    root: PathBuf,
    /// The sources of the npm package.
    package: PathBuf,
    /// Where cargo writes.
    target: PathBuf,
    /// Where this task keeps what it writes beside the package.
    build: PathBuf,
}

impl Folders {
    /// Returns the project that has the package installed.
    fn consumer(&self) -> PathBuf {
        self.build.join("consumer")
    }

    fn of_workspace() -> Self {
        let root = repository::root().to_owned();
        // Cargo takes a relative folder from where it runs; here all commands run in the root.
        let target = root.join(repository::target());
        Self {
            package: root.join("bindings/wasm"),
            build: target.join("npm"),
            target,
            root,
        }
    }
}

/// Runs one step, prints its name, its time and what it says about itself, and returns the last.
fn step(name: &str, work: impl FnOnce() -> anyhow::Result<String>) -> anyhow::Result<String> {
    let start = Instant::now();
    let result = work();
    let seconds = start.elapsed().as_secs_f64();
    match result {
        Ok(detail) => {
            println!("wasm: {name:<20} {seconds:>6.1} s  {detail}");
            Ok(detail)
        }
        Err(error) => {
            println!("wasm: {name:<20} {seconds:>6.1} s  FAILED");
            Err(error.context(format!("wasm: {name}")))
        }
    }
}

/// Writes the generated sources of the package, or names those that are stale.
fn write_generated(folders: &Folders, check: bool) -> anyhow::Result<String> {
    let mut files = generated_files()?;
    let schema = dialect::for_types(&schema::of_all_operations()?).to_string();
    let types = tools::node_with_input(&folders.package, &["types.mjs"], &schema)?;
    files.push((PathBuf::from("bindings/wasm/js/types.d.ts"), types));

    let mut changed = Vec::new();
    for (path, text) in &files {
        let full = folders.root.join(path);
        if std::fs::read_to_string(&full).is_ok_and(|present| present == *text) {
            continue;
        }
        changed.push(path.display().to_string());
        if !check {
            std::fs::write(&full, text).with_context(|| format!("cannot write {}", full.display()))?;
        }
    }
    match (changed.is_empty(), check) {
        (true, _) => Ok(format!("{} files in step", files.len())),
        (false, false) => Ok(format!("wrote {}", changed.join(", "))),
        (false, true) => bail!("stale: {}; run `cargo xtask wasm` and commit", changed.join(", ")),
    }
}
