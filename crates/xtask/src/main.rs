//! The developer command of keyaccount: everything that continuous integration does, and the generators.

mod ci;
mod debian;
mod generate;
mod instructions;
mod new_rule;
mod python;
mod tidy;
mod wasm;

mod markdown;
mod repository;
mod rules;
mod step;
// The vectors' format has one description in code: the one that the Rust tests replay with.
#[path = "../../keyaccount-wire/tests/it/vector.rs"]
#[allow(dead_code, reason = "the tests compare, this program writes")]
mod vector;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The developer command of keyaccount.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Runs every check; what continuous integration runs.
    Ci(ci::Options),
    /// Writes the generated files, or with `--check` names those that are stale.
    Gen(generate::Options),
    /// Counts the instructions of the column methods, or with `--write` makes the counts the new limits.
    Instructions(instructions::Options),
    /// Creates the file, registry entry and page of a new lint rule.
    NewRule(new_rule::Options),
    /// Builds, installs and tests the Python package.
    Python(python::Options),
    /// Builds and tests the browser package.
    Wasm(wasm::Options),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Ci(options) => ci::run(&options),
        Task::Gen(options) => generate::run(&options),
        Task::Instructions(options) => instructions::run(&options),
        Task::NewRule(options) => new_rule::run(&options),
        Task::Python(options) => python::run(&options),
        Task::Wasm(options) => wasm::run(&options),
    };
    // Returned from here, the error would be printed with a backtrace where the environment asks for one.
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
