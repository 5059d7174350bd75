//! `cargo xtask instructions`: how many instructions the column methods take.
//!
//! Time depends on the machine and on what else it does; the number of instructions depends on the code and the compiler.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail, ensure};

use crate::{debian, repository, step};

/// Instructions per call, by method.
const LIMITS: &str = "benches/instructions.json";
/// How much above its limit a method may be: what another version of the compiler makes of the same code.
const TOLERANCE_PERCENT: u64 = 10;
/// The calls that are counted; the difference leaves out what a process does besides.
const CALLS: [u64; 2] = [2, 12];

/// Options.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Makes what is counted now the limits.
    #[arg(long)]
    write: bool,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    if cfg!(not(all(target_arch = "x86_64", target_os = "linux"))) {
        println!("skipped: the limits are those of x86-64 on Linux");
        return Ok(());
    }
    valgrind()?;
    let limits: BTreeMap<String, u64> = serde_json::from_str(&repository::read(LIMITS)?).context(LIMITS)?;
    build()?;
    let mut counts = BTreeMap::new();
    for method in limits.keys() {
        counts.insert(method.clone(), per_call(method)?);
    }
    if options.write {
        let text = serde_json::to_string_pretty(&counts)?;
        std::fs::write(repository::root().join(LIMITS), format!("{text}\n"))?;
    }
    let mut above = Vec::new();
    for (method, limit) in &limits {
        let count = counts.get(method).copied().unwrap_or_default();
        println!("{method:<22} {count:>12} instructions per call, limit {limit}");
        if count * 100 > limit * (100 + TOLERANCE_PERCENT) {
            above.push(format!("{method} takes {count} instructions (at most {limit})"));
        }
    }
    ensure!(
        options.write || above.is_empty(),
        "more than {TOLERANCE_PERCENT} % above the limits of {LIMITS}:\n  {}",
        above.join("\n  ")
    );
    println!("{} methods", counts.len());
    Ok(())
}

fn valgrind() -> anyhow::Result<()> {
    let present = || Command::new("valgrind").arg("--version").output().is_ok();
    if present() || debian::install(&["valgrind"])? && present() {
        return Ok(());
    }
    bail!(
        "valgrind is needed; on Debian run `apt-get install valgrind` as root, elsewhere install it from your system's packages"
    )
}

fn build() -> anyhow::Result<()> {
    let arguments = [
        "build",
        "--release",
        "--package",
        "keyaccount-benches",
        "--bin",
        "instructions",
    ];
    let status = step::cargo(&arguments).current_dir(repository::root()).status()?;
    ensure!(status.success(), "cargo {} failed", arguments.join(" "));
    Ok(())
}

/// Returns the instructions of one call of `method`.
fn per_call(method: &str) -> anyhow::Result<u64> {
    let program = repository::target().join("release/instructions");
    let [few, more] = CALLS;
    let count = |calls: u64| counted(&program, method, calls);
    Ok((count(more)? - count(few)?) / (more - few))
}

/// Returns the instructions of the process that calls `method` so often.
fn counted(program: &Path, method: &str, calls: u64) -> anyhow::Result<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([method, &calls.to_string()])
        .output()?;
    let report = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "{method} failed under valgrind:\n{report}"
    );
    collected(&report).with_context(|| format!("valgrind reports no count for {method}:\n{report}"))
}

fn collected(report: &str) -> Option<u64> {
    let line = report.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(' ').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_stands_behind_the_colon() {
        let report = "==7== Events    : Ir\n==7== Collected : 2841907\n==7==\n";
        assert_eq!(collected(report), Some(2_841_907));
        assert_eq!(collected("==7== nothing\n"), None);
    }
}
