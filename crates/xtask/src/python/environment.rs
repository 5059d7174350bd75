//! The interpreter and its tools.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::bail;

use super::{BINDING, quiet};
use crate::{debian, repository};

const OLDEST: (u32, u32) = (3, 10);
const CANDIDATES: [&str; 6] = [
    "python3",
    "python3.14",
    "python3.13",
    "python3.12",
    "python3.11",
    "python3.10",
];

/// The virtual environment `.venv` with the tools that `requirements-dev.txt` names.
#[derive(Debug)]
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// Returns the environment after making what is missing of it.
    pub(crate) fn ready(root: &Path) -> anyhow::Result<Self> {
        let environment = Self {
            folder: root.join(".venv"),
        };
        let requirements = root.join(BINDING).join("requirements-dev.txt");
        let wanted = std::fs::read_to_string(&requirements)?;
        let installed = environment.folder.join("keyaccount-tools.txt");
        let works = environment.runs();
        if works && std::fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
            return Ok(environment);
        }
        if !works {
            let python = interpreter()?;
            quiet(
                Command::new(python)
                    .args(["-m", "venv", "--clear"])
                    .arg(&environment.folder),
            )?;
        }
        let mut pip = environment.module("pip");
        pip.args([
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
        ]);
        quiet(pip.arg(&requirements))?;
        std::fs::write(installed, wanted)?;
        Ok(environment)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns a command that runs a Python module.
    pub(crate) fn module(&self, name: &str) -> Command {
        let mut command = self.tool("python");
        command.args(["-m", name]);
        command
    }

    /// Returns a command that runs an installed program.
    pub(crate) fn tool(&self, name: &str) -> Command {
        let programs = if cfg!(windows) { "Scripts" } else { "bin" };
        let mut command = Command::new(self.folder.join(programs).join(name));
        command
            .env("VIRTUAL_ENV", &self.folder)
            .env_remove("PYTHONPATH")
            .env_remove("PYTHONHOME");
        command
    }

    /// Returns a command that builds the binding with maturin.
    ///
    /// It has a build folder of its own: maturin sets variables that make cargo build `pyo3` again, and so would each
    /// ordinary build after it.
    pub(crate) fn maturin(&self, root: &Path) -> Command {
        let mut command = self.tool("maturin");
        command
            .env("CARGO_TARGET_DIR", repository::target().join("python"))
            .current_dir(root.join(BINDING));
        command
    }

    fn runs(&self) -> bool {
        let mut command = self.tool("python");
        let output = command.args(["-c", "import pip"]).output();
        output.is_ok_and(|output| output.status.success())
    }
}

/// Returns the name of an interpreter that is new enough and can make environments.
fn interpreter() -> anyhow::Result<&'static str> {
    if let Some(found) = usable() {
        return Ok(found);
    }
    let (major, minor) = OLDEST;
    if debian::install(&["python3", "python3-venv"])?
        && let Some(found) = usable()
    {
        return Ok(found);
    }
    bail!(
        "Python {major}.{minor} or newer with the modules venv and ensurepip is needed; \
         on Debian run `apt-get install python3 python3-venv` as root, elsewhere install it from your system's packages"
    )
}

fn usable() -> Option<&'static str> {
    let (major, minor) = OLDEST;
    let test = format!("import sys, venv, ensurepip; sys.exit(sys.version_info < ({major}, {minor}))");
    CANDIDATES.into_iter().find(|name| {
        let output = Command::new(name).args(["-c", &test]).output();
        output.is_ok_and(|output| output.status.success())
    })
}
