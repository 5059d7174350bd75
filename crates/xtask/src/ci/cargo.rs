//! The steps that are calls of cargo.

use super::metadata::Metadata;
use crate::step::{self, Log};

/// The packages that need no host; the bindings are built by their own steps.
const HOSTLESS: &[&str] = &[
    "-p",
    "keyaccount",
    "-p",
    "keyaccount-wire",
    "-p",
    "keyaccount-cli",
    "-p",
    "keyaccount-benches",
    "-p",
    "xtask",
];
/// The packages that other programs build on.
const LIBRARIES: &[&str] = &["-p", "keyaccount", "-p", "keyaccount-wire"];

pub(super) fn fmt(log: &mut Log) -> anyhow::Result<String> {
    log.cargo(&["fmt", "--all", "--check"])?;
    Ok(String::new())
}

pub(super) fn clippy(log: &mut Log) -> anyhow::Result<String> {
    let mut arguments = vec![
        "clippy",
        "--quiet",
        "--locked",
        "--workspace",
        "--all-targets",
        "--all-features",
    ];
    arguments.extend(["--", "-D", "warnings"]);
    log.cargo(&arguments)?;
    Ok(String::new())
}

pub(super) fn tests(log: &mut Log) -> anyhow::Result<String> {
    let targets = ["--all-features", "--lib", "--bins", "--tests", "--no-fail-fast"];
    let output = log.cargo(&[&["test", "--quiet", "--locked"], HOSTLESS, &targets].concat())?;
    counted(&output)
}

pub(super) fn doc_tests(log: &mut Log) -> anyhow::Result<String> {
    let output = log.cargo(
        &[
            &["test", "--quiet", "--locked", "--doc", "--all-features"],
            LIBRARIES,
        ]
        .concat(),
    )?;
    counted(&output)
}

pub(super) fn docs(log: &mut Log) -> anyhow::Result<String> {
    let arguments = [
        &[
            "doc",
            "--quiet",
            "--locked",
            "--no-deps",
            "--all-features",
            "--lib",
        ],
        LIBRARIES,
    ]
    .concat();
    let mut command = step::cargo(&arguments);
    command.env("RUSTDOCFLAGS", "-D warnings");
    log.command(command)?;
    Ok(String::new())
}

/// Checks each feature set and replays the vectors without schemas, as the browser package is built.
pub(super) fn features(log: &mut Log) -> anyhow::Result<String> {
    let metadata = Metadata::read(log)?;
    let mut sets = 0;
    for name in ["keyaccount", "keyaccount-wire"] {
        let package = metadata.own().into_iter().find(|package| package.name == name);
        let package = package.ok_or_else(|| anyhow::anyhow!("there is no package called `{name}`"))?;
        let alone = package.features.keys().filter(|feature| *feature != "default");
        let check = ["check", "--quiet", "--locked", "-p", name];
        log.cargo(&[&check[..], &["--no-default-features"]].concat())?;
        log.cargo(&check)?;
        log.cargo(&[&check[..], &["--all-features"]].concat())?;
        sets += 3;
        for feature in alone {
            log.cargo(&[&check[..], &["--no-default-features", "--features", feature]].concat())?;
            sets += 1;
        }
    }
    let replay = [
        "test",
        "--quiet",
        "--locked",
        "-p",
        "keyaccount-wire",
        "--no-default-features",
        "--test",
        "it",
    ];
    counted(&log.cargo(&replay)?)?;
    Ok(format!("{sets} feature sets"))
}

/// Returns the number of tests that passed, an error when there was none.
fn counted(output: &str) -> anyhow::Result<String> {
    let results = output
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. "));
    let counts = results.filter_map(|line| line.split(' ').next()?.parse::<usize>().ok());
    let passed: usize = counts.sum();
    anyhow::ensure!(passed > 0, "no test ran");
    Ok(format!("{passed} tests"))
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn passed_tests_are_added_up() {
        let output = "test result: ok. 12 passed; 0 failed;\n\nother\ntest result: ok. 3 passed; 0 failed;\n";
        assert_eq!(counted(output).unwrap(), "15 tests");
        assert!(counted("test result: ok. 0 passed; 0 failed;\n").is_err());
    }
}
