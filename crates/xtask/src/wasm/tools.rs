//! The programs that this task runs, and what to do where one is missing.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::debian;

/// What node must be at least: the browser driver refuses older ones.
const NODE_MAJOR: u32 = 20;

/// Runs `command` and returns what it printed, or fails with everything it said.
pub(super) fn output(command: &mut Command) -> anyhow::Result<String> {
    finish(command, "")
}

/// Runs node on a script of the package and returns what it printed.
pub(super) fn node(package: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    node_with_input(package, arguments, "").map(|text| text.trim_end().to_owned())
}

/// Runs node on a script of the package with `input` on its standard input and returns what it printed.
pub(super) fn node_with_input(package: &Path, arguments: &[&str], input: &str) -> anyhow::Result<String> {
    finish(Command::new("node").current_dir(package).args(arguments), input)
}

/// Installs the npm packages of the lock file, unless that was done already.
pub(super) fn install_npm_packages(package: &Path) -> anyhow::Result<String> {
    require_node()?;
    let lock = std::fs::read_to_string(package.join("package-lock.json"))
        .context("cannot read package-lock.json")?;
    // npm removes the folder before it installs, so the copy says that this lock file was installed whole.
    let installed = package.join("node_modules/.installed-lock.json");
    if std::fs::read_to_string(&installed).is_ok_and(|present| present == lock) {
        return Ok("up to date".to_owned());
    }
    output(npm().current_dir(package).arg("ci"))?;
    std::fs::write(&installed, lock).context("cannot write into node_modules")?;
    Ok("installed".to_owned())
}

/// Returns the command `npm`.
pub(super) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Returns the program of the browser that tests the page.
pub(super) fn browser() -> anyhow::Result<String> {
    if let Some(present) = find_browser() {
        return Ok(present);
    }
    let installed = debian::install(&["chromium"])?;
    match find_browser() {
        Some(present) if installed => Ok(present),
        _ => bail!(
            "no Chromium found: install it (on Debian `apt-get install --no-install-recommends chromium`) or name \
             its program in the environment variable CHROMIUM"
        ),
    }
}

fn require_node() -> anyhow::Result<()> {
    let version = || output(Command::new("node").arg("--version")).ok();
    let missing = version().is_none() || output(npm().arg("--version")).is_err();
    if missing && !debian::install(&["nodejs", "npm"])? {
        bail!("node {NODE_MAJOR} or newer and npm are needed; install them from your system's packages");
    }
    let version = version().unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next();
    match major.and_then(|text| text.parse::<u32>().ok()) {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        _ => bail!("node {NODE_MAJOR} or newer is needed (found {})", version.trim()),
    }
}

fn find_browser() -> Option<String> {
    if let Ok(named) = std::env::var("CHROMIUM") {
        return Some(named);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
        .map(|program| program.display().to_string())
}

fn finish(command: &mut Command, input: &str) -> anyhow::Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run `{program}`"))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends without reading says why itself.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output()?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(printed);
    }
    let complaints = String::from_utf8_lossy(&output.stderr);
    bail!("`{program}` failed ({})\n{printed}{complaints}", output.status)
}
