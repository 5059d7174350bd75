//! `cargo xtask ci`: every check, one line per step with its time.

mod cargo;
mod licences;
mod metadata;
mod readme;
mod versions;

use std::io::Write as _;
use std::time::{Duration, Instant};

use crate::repository;
use crate::step::{self, Log, Step, counted};
use crate::tidy;

/// Options.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Runs this step only; may be given more than once.
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// Lists the steps and runs none.
    #[arg(long)]
    list: bool,
}

/// Every step, quick ones first.
const STEPS: &[Step] = &[
    Step::new("tidy", "the house rules for files", tidy::run),
    Step::new("versions", "all packages have one version", versions::run),
    Step::new(
        "licences",
        "every dependency has a licence from the list",
        licences::run,
    ),
    Step::new("fmt", "the code is formatted", cargo::fmt),
    Step::new("generated", "generated files are in step", generated),
    Step::new(
        "clippy",
        "no warning in any package, target or feature",
        cargo::clippy,
    ),
    Step::new("tests", "the tests of every Rust package", cargo::tests),
    Step::new(
        "doc-tests",
        "the examples in the documentation run",
        cargo::doc_tests,
    ),
    Step::new("docs", "the documentation builds without a warning", cargo::docs),
    Step::new(
        "features",
        "each feature alone, none, and all together",
        cargo::features,
    ),
    Step::new(
        "requests",
        "random requests neither panic nor change their answer",
        requests,
    ),
    Step::new("wasm", "the browser package and its tests", wasm),
    Step::new("python", "the Python package and its tests", python),
    Step::new("readme", "the commands of the README run", readme::run),
    Step::new(
        "instructions",
        "no column method and no plan check takes more instructions than it did",
        instructions,
    ),
];

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    if options.list {
        for step in STEPS {
            println!("{:<12} {}", step.name, step.about);
        }
        return Ok(());
    }
    let steps = selected(&options.only)?;
    let started = Instant::now();
    let mut failed = Vec::new();
    for step in &steps {
        if !passes(step) {
            failed.push(step.name);
        }
    }
    let passed = steps.len() - failed.len();
    let summary = format!("{}, {passed} passed", counted(steps.len(), "step"));
    let took = time(started.elapsed());
    if failed.is_empty() {
        println!("{summary} in {took}");
        return Ok(());
    }
    println!(
        "{summary}, {} failed ({}) in {took}",
        failed.len(),
        failed.join(", ")
    );
    std::process::exit(1);
}

fn selected(only: &[String]) -> anyhow::Result<Vec<&'static Step>> {
    let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
    if let Some(unknown) = only.iter().find(|name| !names.contains(&name.as_str())) {
        anyhow::bail!(
            "there is no step called `{unknown}` (expected one of {})",
            names.join(", ")
        );
    }
    let wanted = |step: &&Step| only.is_empty() || only.iter().any(|name| name == step.name);
    Ok(STEPS.iter().filter(wanted).collect())
}

/// Runs the step, prints its line and, when it fails, what it printed.
fn passes(step: &Step) -> bool {
    print!("{:<12} ", step.name);
    // Without the flush a long step would show its name only when it is over.
    let _ = std::io::stdout().flush();
    let started = Instant::now();
    let mut log = Log::default();
    let result = (step.run)(&mut log);
    let took = time(started.elapsed());
    match result {
        Ok(seen) => println!("ok     {took:>12}  {seen}"),
        Err(error) => {
            println!("FAILED {took:>12}  {}", step.about);
            for line in log.text().lines().chain(format!("{error:#}").lines()) {
                println!("    {line}");
            }
            return false;
        }
    }
    true
}

/// Own process: its output belongs into the log, and it may build this program anew.
fn generated(log: &mut Log) -> anyhow::Result<String> {
    let output = log.command(step::cargo(&["xtask", "gen", "--check"]))?;
    Ok(last_line(&output))
}

/// The requests that the hosts compare with; writing them shows that nothing panics.
fn requests(log: &mut Log) -> anyhow::Result<String> {
    let file = random_requests();
    let file = file.to_string_lossy();
    let output = log.command(step::cargo(&[
        "xtask",
        "gen",
        "--random-requests",
        "300",
        "--out",
        &file,
    ]))?;
    Ok(last_line(&output)
        .split(", in ")
        .next()
        .unwrap_or_default()
        .to_owned())
}

fn wasm(log: &mut Log) -> anyhow::Result<String> {
    // Types of the browser need node's packages, so they are compared here and not by `gen`.
    host(log, &["wasm", "--check"])
}

fn python(log: &mut Log) -> anyhow::Result<String> {
    host(log, &["python"])
}

fn instructions(log: &mut Log) -> anyhow::Result<String> {
    let output = log.command(step::cargo(&["xtask", "instructions"]))?;
    Ok(last_line(&output))
}

fn host(log: &mut Log, task: &[&str]) -> anyhow::Result<String> {
    let mut command = step::cargo(&[&["xtask"], task].concat());
    let requests = random_requests();
    // Run alone, a host replays the vectors and leaves the random requests out.
    if requests.is_file() {
        command.env("KEYACCOUNT_REQUESTS", requests);
    }
    let output = log.command(command)?;
    Ok(last_line(&output))
}

fn random_requests() -> std::path::PathBuf {
    repository::target().join("random_requests.jsonl")
}

fn last_line(output: &str) -> String {
    output
        .lines()
        .rfind(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn time(elapsed: Duration) -> String {
    let tenths = elapsed.as_millis() / 100;
    let (minutes, tenths) = (tenths / 600, tenths % 600);
    match minutes {
        0 => format!("{}.{} s", tenths / 10, tenths % 10),
        _ => format!("{minutes} min {} s", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_well() {
        assert_eq!(time(Duration::from_millis(349)), "0.3 s");
        assert_eq!(time(Duration::from_millis(192_400)), "3 min 12 s");
    }

    #[test]
    fn an_unknown_step_is_named() {
        let error = selected(&["test".to_owned()]).err().unwrap().to_string();
        assert!(
            error.starts_with("there is no step called `test` (expected one of tidy, "),
            "{error}"
        );
        assert_eq!(selected(&["fmt".to_owned()]).unwrap().len(), 1);
    }
}
