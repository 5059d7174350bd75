//! `cargo xtask python`: the wheel and its tests.

mod annotation;
mod areas;
mod environment;
mod generated;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, bail};

use environment::Environment;

/// The folder of the binding, from the root of the repository.
const BINDING: &str = "bindings/python";
/// The folder of the Python sources, from the root of the repository.
const PACKAGE: &str = "bindings/python/python/keyaccount";

/// Options.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// Writes the generated files of the package instead of checking them.
    #[arg(long)]
    pub(crate) write: bool,
    /// Builds with optimisation, as for a release.
    #[arg(long)]
    pub(crate) release: bool,
}

/// Returns path (from the root of the repository) and content of the package's files that need Rust alone.
///
/// Models and stubs need the Python tools as well; `cargo xtask python` checks all of them.
pub(crate) fn generated_files() -> anyhow::Result<Vec<(PathBuf, String)>> {
    areas::files()
}

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let root = repository()?;
    let environment = step("environment", || Environment::ready(&root))?;
    step("generated files", || {
        let files = generated::all(&root, &environment)?;
        if options.write {
            generated::write(&root, &files)
        } else {
            generated::check(&root, &files)
        }
    })?;
    let wheel = step("wheel", || build(&root, &environment, options.release))?;
    step("installation", || install(&environment, &wheel))?;
    step("tests", || test(&root, &environment))?;
    step("types", || check_types(&root, &environment))
}

/// Builds the wheel and returns its path.
fn build(root: &Path, environment: &Environment, release: bool) -> anyhow::Result<PathBuf> {
    let folder = root.join(BINDING).join("dist");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let mut command = environment.tool("maturin");
    command
        .args(["build", "--quiet", "--locked", "--out"])
        .arg(&folder);
    if release {
        command.arg("--release");
    }
    quiet(command.current_dir(root.join(BINDING)))?;
    let wheel = std::fs::read_dir(&folder)?
        .next()
        .context("maturin wrote no wheel")?;
    Ok(wheel?.path())
}

fn install(environment: &Environment, wheel: &Path) -> anyhow::Result<()> {
    let mut command = environment.module("pip");
    command
        .args(["install", "--quiet", "--force-reinstall", "--no-deps"])
        .arg(wheel);
    quiet(&mut command)
}

/// Runs the tests away from the sources, so that they see the installed wheel.
fn test(root: &Path, environment: &Environment) -> anyhow::Result<()> {
    let binding = root.join(BINDING);
    let mut command = environment.module("pytest");
    command
        .arg("--config-file")
        .arg(binding.join("pyproject.toml"))
        .arg(binding.join("tests"))
        .current_dir(environment.folder());
    if !command.status()?.success() {
        bail!("tests of the Python package failed");
    }
    Ok(())
}

fn check_types(root: &Path, environment: &Environment) -> anyhow::Result<()> {
    let binding = root.join(BINDING);
    let mut strict = environment.module("mypy");
    strict
        .arg("--cache-dir")
        .arg(environment.folder().join("mypy-cache"));
    strict.args(["--no-error-summary", "python/keyaccount", "tests"]);
    quiet(strict.env("MYPYPATH", "python").current_dir(&binding))?;
    // Compares the installed package with what its sources and stubs promise.
    let mut stubs = environment.module("mypy.stubtest");
    stubs.arg("keyaccount").current_dir(environment.folder());
    quiet(&mut stubs)
}

/// Runs a command whose output matters only when it fails.
fn quiet(command: &mut Command) -> anyhow::Result<()> {
    let output = command
        .output()
        .with_context(|| format!("could not start {}", command.get_program().display()))?;
    if output.status.success() {
        return Ok(());
    }
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    bail!("{command:?} failed\n{text}")
}

/// Runs one step and prints a line with its time.
fn step<T>(name: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let start = Instant::now();
    let result = work();
    let verdict = if result.is_ok() { "ok" } else { "failed" };
    println!(
        "python: {name:<16} {verdict:<6} {:6.1} s",
        start.elapsed().as_secs_f64()
    );
    result
}

fn repository() -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(folder
        .ancestors()
        .nth(2)
        .context("xtask lies in crates/xtask")?
        .to_owned())
}

/// Returns the generated files by their path below the root.
pub(crate) fn generated_files() -> anyhow::Result<Vec<(std::path::PathBuf, String)>> {
    Ok(Vec::new())
}
