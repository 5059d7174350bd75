//! One file per command.

mod accounts;
mod call;
mod check;
mod diff;
mod explain;
mod operations;
mod review;
mod score;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// There is nothing to object to.
    Done,
    /// There are findings at or above the level that counts.
    Findings,
    /// Some input could not be used; why is already on stderr.
    Unusable,
}

/// Runs the command that `arguments` name.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.command {
        Command::Operations(arguments) => operations::run(arguments),
        Command::Accounts(arguments) => accounts::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Review(arguments) => review::run(arguments),
        Command::Score(arguments) => score::run(arguments),
        Command::Call(arguments) => call::run(arguments),
    }
}
