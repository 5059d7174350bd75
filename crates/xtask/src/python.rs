//! `cargo xtask python`: the wheel and its tests.

mod annotation;
mod areas;
mod environment;
mod generated;
mod schema;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, bail};

use crate::repository;
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
    let root = repository::root();
    let environment = step("environment", || Environment::ready(root))?;
    let files = step("generators", || generated::all(root, &environment))?;
    if options.write {
        step("writing", || generated::write(root, &files))?;
    } else {
        step("check", || generated::check(root, &files))?;
    }
    let wheel = step("wheel", || build(root, &environment, options.release))?;
    step("installation", || install(&environment, &wheel))?;
    let tests = step("tests", || test(root, &environment))?;
    step("types", || check_types(root, &environment))?;
    println!("{} generated files, {tests}", files.len());
    Ok(())
}

/// Builds the wheel and returns its path.
fn build(root: &Path, environment: &Environment, release: bool) -> anyhow::Result<PathBuf> {
    let folder = root.join(BINDING).join("dist");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let mut command = environment.maturin(root);
    command
        .args(["build", "--quiet", "--locked", "--out"])
        .arg(&folder);
    if release {
        // Not set in pyproject.toml: the stubs are read from symbols that this removes.
        command.args(["--release", "--strip"]);
    }
    quiet(&mut command)?;
    let wheel = std::fs::read_dir(&folder)?
        .next()
        .context("maturin wrote no wheel")?;
    Ok(wheel?.path())
}

fn install(environment: &Environment, wheel: &Path) -> anyhow::Result<()> {
    let mut command = environment.module("pip");
    command.args(["install", "--quiet", "--force-reinstall", "--no-deps"]);
    quiet(command.arg(wheel)).map(drop)
}

/// Runs the tests away from the sources, so that they see the installed wheel, and returns their count.
fn test(root: &Path, environment: &Environment) -> anyhow::Result<String> {
    let binding = root.join(BINDING);
    let mut command = environment.module("pytest");
    command.arg("--config-file").arg(binding.join("pyproject.toml"));
    command
        .arg(binding.join("tests"))
        .current_dir(environment.folder());
    let output = quiet(&mut command)?;
    for line in output.lines().filter(|line| line.starts_with("SKIPPED")) {
        println!("{line}");
    }
    let count = output.lines().next_back().context("pytest printed nothing")?;
    Ok(count.trim_matches(['=', ' ']).to_owned())
}

fn check_types(root: &Path, environment: &Environment) -> anyhow::Result<()> {
    let binding = root.join(BINDING);
    let mut strict = environment.module("mypy");
    strict
        .arg("--cache-dir")
        .arg(environment.folder().join("mypy-cache"));
    strict.args(["--no-error-summary", "python/keyaccount", "tests"]);
    quiet(strict.env("MYPYPATH", "python").current_dir(&binding))?;
    // Compares the compiled part with its stub; the other modules are their own source.
    let mut stubs = environment.module("mypy.stubtest");
    stubs.arg("keyaccount._core").current_dir(environment.folder());
    quiet(&mut stubs).map(drop)
}

/// Runs a command whose output matters only when it fails, and returns what it printed.
fn quiet(command: &mut Command) -> anyhow::Result<String> {
    let output = command
        .output()
        .with_context(|| format!("could not start {}", command.get_program().display()))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    let program = command.get_program().display();
    let arguments: Vec<_> = command
        .get_args()
        .map(|argument| argument.to_string_lossy())
        .collect();
    let complaint = String::from_utf8_lossy(&output.stderr);
    bail!("`{program} {}` failed\n{text}{complaint}", arguments.join(" "))
}

/// Runs one step and prints a line with its time.
fn step<T>(name: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let start = Instant::now();
    let result = work();
    let verdict = if result.is_ok() { "ok" } else { "FAILED" };
    println!("{name:<13}{verdict:<7}{:6.1} s", start.elapsed().as_secs_f64());
    result
}
