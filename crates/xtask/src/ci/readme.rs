//! The commands of the README run as they stand.

use crate::step::{self, Log};
use crate::{markdown, repository};

pub(super) fn run(log: &mut Log) -> anyhow::Result<String> {
    let commands = commands(&repository::read("README.md")?);
    anyhow::ensure!(
        !commands.is_empty(),
        "README.md has no `sh` block with a cargo command"
    );
    for command in &commands {
        let words: Vec<&str> = command.split_whitespace().skip(1).collect();
        let output = log.command(step::cargo(&words))?;
        anyhow::ensure!(!output.trim().is_empty(), "`{command}` printed nothing");
    }
    Ok(format!("{} commands", commands.len()))
}

/// Returns the cargo commands in blocks of shell text, except `cargo xtask`, which runs this.
fn commands(readme: &str) -> Vec<String> {
    let blocks = markdown::blocks(readme);
    let shell = blocks
        .iter()
        .filter(|(language, _)| matches!(language.as_str(), "sh" | "console" | "text" | "shell"));
    let lines = shell.flat_map(|(_, code)| code.lines().map(|line| line.trim_start_matches("$ ").trim()));
    let cargo = lines.filter(|line| line.starts_with("cargo ") && !line.starts_with("cargo xtask"));
    cargo
        .map(|line| line.split(" #").next().unwrap_or(line).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::commands;

    #[test]
    fn commands_are_taken_from_shell_blocks() {
        let readme =
            "```sh\n$ cargo run -- review  # a review\ncargo xtask ci\n```\n```rust\ncargo no\n```\n";
        assert_eq!(commands(readme), ["cargo run -- review "]);
    }
}
