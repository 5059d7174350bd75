//! Programs that the checks need besides Rust.
//!
//! Each is looked for by name. On Debian, as root, a missing one is installed from Debian's packages; elsewhere the
//! command that installs it is named. No toolchain is ever downloaded.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that some step needs.
pub(crate) struct Tool {
    /// What it is called in messages.
    pub(crate) name: &'static str,
    /// The names under which it is looked for in `PATH`, best first.
    pub(crate) programs: &'static [&'static str],
    /// The lowest major and minor version.
    pub(crate) at_least: (u32, u32),
    /// The Debian packages that hold it.
    pub(crate) debian: &'static [&'static str],
}

/// git, for the list of files.
pub(crate) const GIT: Tool = Tool {
    name: "git",
    programs: &["git"],
    at_least: (0, 0),
    debian: &["git"],
};
/// Python, for the wheel and its tests.
pub(crate) const PYTHON: Tool = Tool {
    name: "Python 3.10 or newer",
    programs: &["python3", "python"],
    at_least: (3, 10),
    debian: &["python3", "python3-venv"],
};
/// node, for the browser package and its tests.
pub(crate) const NODE: Tool = Tool {
    name: "node 18 or newer",
    programs: &["node", "nodejs"],
    at_least: (18, 0),
    debian: &["nodejs"],
};
/// npm, for the development packages of the browser package.
pub(crate) const NPM: Tool = Tool {
    name: "npm",
    programs: &["npm"],
    at_least: (0, 0),
    debian: &["npm"],
};
/// Chromium, for the test in a real browser.
pub(crate) const CHROMIUM: Tool = Tool {
    name: "Chromium",
    programs: &["chromium", "chromium-browser", "google-chrome"],
    at_least: (0, 0),
    debian: &["chromium"],
};

/// Returns the path of the tool.
///
/// # Errors
///
/// An error that names the tool and the command that installs it, when it is missing and cannot be installed here.
pub(crate) fn require(tool: &Tool) -> anyhow::Result<PathBuf> {
    if let Some(path) = find(tool) {
        return Ok(path);
    }
    if is_debian() && is_root() {
        install(tool.debian)?;
        if let Some(path) = find(tool) {
            return Ok(path);
        }
    }
    anyhow::bail!(
        "{} is missing; on Debian: apt-get install --no-install-recommends {}",
        tool.name,
        tool.debian.join(" ")
    )
}

fn find(tool: &Tool) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let candidates = tool
        .programs
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |dir| dir.join(name)));
    candidates
        .filter(|candidate| candidate.is_file())
        .find(|candidate| {
            tool.at_least == (0, 0) || version(candidate).is_some_and(|version| version >= tool.at_least)
        })
}

fn version(program: &Path) -> Option<(u32, u32)> {
    let output = Command::new(program).arg("--version").output().ok()?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let digits = text.trim_start_matches(|character: char| !character.is_ascii_digit());
    let mut parts = digits.split(|character: char| !character.is_ascii_digit());
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn is_debian() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|text| {
        text.lines()
            .any(|line| line == "ID=debian" || line.starts_with("ID_LIKE=") && line.contains("debian"))
    })
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn install(packages: &[&str]) -> anyhow::Result<()> {
    let apt = |arguments: &[&str]| {
        let status = Command::new("apt-get")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .status();
        status.is_ok_and(|status| status.success())
    };
    apt(&["update", "--quiet"]);
    let arguments = [
        &["install", "--yes", "--quiet", "--no-install-recommends"],
        packages,
    ]
    .concat();
    anyhow::ensure!(apt(&arguments), "`apt-get {}` failed", arguments.join(" "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_programs_print() {
        assert_eq!(parse_version("Python 3.11.9\n"), Some((3, 11)));
        assert_eq!(parse_version("v20.19.2\n"), Some((20, 19)));
        assert_eq!(parse_version("none"), None);
        assert!(parse_version("Python 3.9.2") < Some(PYTHON.at_least));
    }

    #[test]
    fn a_missing_tool_is_named_with_its_remedy() {
        let tool = Tool {
            name: "a tool",
            programs: &["no-such-program"],
            at_least: (0, 0),
            debian: &["some-package"],
        };
        assert!(find(&tool).is_none());
    }
}
