//! `keyaccount call`: one operation on one request.

use crate::arguments::CallArguments;
use crate::commands::Outcome;
use crate::failure::Failure;
use crate::{input, operation, output};

/// Prints the reply text exactly, with no line break behind it.
pub(crate) fn run(arguments: &CallArguments) -> Result<Outcome, Failure> {
    operation::entry(&arguments.operation)?;
    let request = input::read_document(&arguments.request)?;
    let reply = keyaccount_wire::call(&arguments.operation, &request.text)
        .map_err(|error| operation::failure_below(&request, "", error))?;
    output::deliver(reply.as_bytes(), arguments.output.as_deref())?;
    Ok(Outcome::Done)
}
