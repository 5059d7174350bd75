//! The `keyaccount` program: reads files, calls operations, prints.
//!
//! It holds no rule about accounts. Exit codes: 0 done, 1 findings, 2 unusable input or arguments, or output that cannot
//! be written, 3 a fault of the program itself.

mod arguments;
mod commands;

mod as_of;
mod configurations;
mod failure;
mod input;
mod operation;
mod output;
mod place;
mod steering;
mod table;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;
use crate::commands::Outcome;

fn main() -> ExitCode {
    failure::exit_with_3_on_panic();
    match commands::run(&Arguments::parse()) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Unusable) => ExitCode::from(2),
        Err(failure) => {
            failure.print();
            ExitCode::from(2)
        }
    }
}
