//! One step of the checks: what it is called, what it does, what it printed.

use std::fmt::Write as _;
use std::process::{Command, Stdio};

use anyhow::Context as _;

use crate::repository::root;

/// A step: it returns what it looked at, such as `412 tests`, or why it failed.
pub(crate) struct Step {
    /// The name for `--only`.
    pub(crate) name: &'static str,
    /// What it makes sure of, in one line.
    pub(crate) about: &'static str,
    /// The check itself.
    pub(crate) run: fn(&mut Log) -> anyhow::Result<String>,
}

impl Step {
    /// Returns the step called `name`.
    pub(crate) const fn new(
        name: &'static str,
        about: &'static str,
        run: fn(&mut Log) -> anyhow::Result<String>,
    ) -> Self {
        Self { name, about, run }
    }
}

/// What a step printed, shown when it fails.
#[derive(Default)]
pub(crate) struct Log(String);

impl Log {
    /// Returns everything printed so far.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) {
        self.0.push_str(line.as_ref());
        self.0.push('\n');
    }

    /// Runs `cargo` with `arguments` from the root and returns what it printed.
    pub(crate) fn cargo(&mut self, arguments: &[&str]) -> anyhow::Result<String> {
        self.command(cargo(arguments))
    }

    /// Runs `command` from the root and returns what it printed, both streams in one.
    pub(crate) fn command(&mut self, mut command: Command) -> anyhow::Result<String> {
        let shown = shown(&command);
        let (mut reader, writer) = std::io::pipe()?;
        let _ = writeln!(self.0, "$ {shown}");
        let mut child = command
            .current_dir(root())
            .stdin(Stdio::null())
            .stdout(writer.try_clone()?)
            .stderr(writer)
            .spawn()
            .with_context(|| format!("cannot start `{shown}`"))?;
        // The command holds the writing ends; reading stops when the child and nobody else has them.
        drop(command);
        let mut output = Vec::new();
        std::io::Read::read_to_end(&mut reader, &mut output)?;
        let status = child.wait()?;
        let output = String::from_utf8_lossy(&output).into_owned();
        self.0.push_str(&output);
        anyhow::ensure!(status.success(), "`{shown}` failed ({status})");
        Ok(output)
    }
}

/// Returns `1 step`, `2 steps`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Returns the `cargo` that runs this program, with `arguments`.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(arguments)
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("RUST_BACKTRACE");
    command
}

fn shown(command: &Command) -> String {
    let mut words = Vec::new();
    for (name, value) in command.get_envs() {
        if let (Some(name), Some(value)) = (name.to_str(), value.and_then(|value| value.to_str()))
            && name != "CARGO_TERM_COLOR"
        {
            words.push(format!("{name}='{value}'"));
        }
    }
    let program = std::path::Path::new(command.get_program());
    words.push(
        program
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    );
    words.extend(
        command
            .get_args()
            .map(|argument| argument.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
