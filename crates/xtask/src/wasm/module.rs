//! The compiled module: with an installed wasm target, else with Debian's toolchain, else not at all.
//!
//! No toolchain is ever downloaded from here.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use super::{Folders, tools};
use crate::debian;

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "lld-22",
];
const FILE: &str = "keyaccount_wasm.wasm";

/// Compiles the module and writes it with its JavaScript side to `build/module`.
pub(super) fn build(folders: &Folders) -> anyhow::Result<String> {
    let toolchain = Toolchain::find()?;
    let compiled = toolchain.compile(folders)?;
    let fresh = bind(folders, &compiled)?;
    Ok(format!(
        "{}{}",
        toolchain.description(),
        if fresh { "" } else { ", up to date" }
    ))
}

/// Runs the tests of the glue, which need no browser.
pub(super) fn test(folders: &Folders) -> anyhow::Result<String> {
    let mut cargo = Command::new(own("CARGO", "cargo"));
    cargo
        .current_dir(&folders.root)
        .args(["test", "--quiet", "--locked", "--package", "keyaccount-wasm"]);
    let output = tools::output(&mut cargo)?;
    match output.lines().find(|line| line.starts_with("test result: ok. ")) {
        Some(result) if !result.contains(" 0 passed") => Ok(result
            .split([';', '.'])
            .nth(1)
            .unwrap_or_default()
            .trim()
            .to_owned()),
        _ => bail!("no test ran"),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Toolchain {
    /// The toolchain that runs this program has the target.
    Own,
    /// Debian's compiler builds the standard library from its sources.
    Debian,
}

impl Toolchain {
    fn find() -> anyhow::Result<Self> {
        if has_target() {
            return Ok(Self::Own);
        }
        let missing = missing_debian_packages();
        if missing.is_empty() || debian::install(&missing)? {
            return Ok(Self::Debian);
        }
        bail!(
            "there is no compiler for the browser: run `rustup target add {TARGET}`, or on Debian \
             `apt-get install --no-install-recommends {}`",
            DEBIAN_PACKAGES.join(" ")
        )
    }

    fn description(self) -> &'static str {
        match self {
            Self::Own => "installed target",
            Self::Debian => "Debian's toolchain",
        }
    }

    /// Returns the path of the compiled module.
    fn compile(self, folders: &Folders) -> anyhow::Result<PathBuf> {
        let (mut command, target) = match self {
            Self::Own => (Command::new(own("CARGO", "cargo")), folders.target.clone()),
            Self::Debian => {
                let mut command = Command::new(DEBIAN_CARGO);
                for variable in [
                    "CARGO",
                    "RUSTUP_TOOLCHAIN",
                    "RUSTUP_HOME",
                    "RUSTDOC",
                    "LD_LIBRARY_PATH",
                ] {
                    command.env_remove(variable);
                }
                command
                    .env("RUSTC", DEBIAN_RUSTC)
                    .env("RUSTC_BOOTSTRAP", "1")
                    .arg("-Zbuild-std=std,panic_abort");
                // Another compiler: in the common folder the two would undo each other's work.
                (command, folders.target.join("wasm-debian"))
            }
        };
        command
            .current_dir(&folders.root)
            .env("CARGO_TARGET_DIR", &target)
            .args(["build", "--locked", "--package", "keyaccount-wasm"])
            .args(["--profile", "wasm", "--target", TARGET]);
        tools::output(&mut command)?;
        Ok(target.join(TARGET).join("wasm").join(FILE))
    }
}

/// Writes the JavaScript side of the compiled module; returns whether there was anything to do.
fn bind(folders: &Folders, compiled: &Path) -> anyhow::Result<bool> {
    let program = folders
        .target
        .join("debug")
        .join(format!("bindgen{}", std::env::consts::EXE_SUFFIX));
    let output = folders.build.join("module");
    let input = folders.build.join(FILE);
    let module = std::fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    if output.join("module.js").exists() && std::fs::read(&input).is_ok_and(|present| present == module) {
        return Ok(false);
    }
    let mut cargo = Command::new(own("CARGO", "cargo"));
    cargo
        .current_dir(&folders.root)
        .args(["build", "--locked", "--package", "xtask"])
        .args(["--features", "bindgen", "--bin", "bindgen"]);
    tools::output(&mut cargo)?;
    let _ = std::fs::remove_dir_all(&output);
    std::fs::create_dir_all(&output)?;
    tools::output(Command::new(program).arg(compiled).arg(&output))?;
    // Last, so that a run that was cut off is not taken for a whole one.
    std::fs::write(&input, module)?;
    Ok(true)
}

fn has_target() -> bool {
    let folder = tools::output(Command::new(own("RUSTC", "rustc")).args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]));
    let Ok(entries) = folder.and_then(|folder| Ok(std::fs::read_dir(folder.trim())?)) else {
        return false;
    };
    entries
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
}

/// Returns Debian's packages that are not installed; all of them where this is not Debian.
fn missing_debian_packages() -> Vec<&'static str> {
    let is_installed = |package: &str| {
        tools::output(Command::new("dpkg-query").args([
            "--show",
            "--showformat=${db:Status-Status}",
            package,
        ]))
        .is_ok_and(|status| status.trim() == "installed")
    };
    DEBIAN_PACKAGES
        .into_iter()
        .filter(|package| !is_installed(package))
        .collect()
}

/// Returns the program that cargo names in `variable`, else the one on the path.
fn own(variable: &str, program: &str) -> std::ffi::OsString {
    std::env::var_os(variable).unwrap_or_else(|| program.into())
}
