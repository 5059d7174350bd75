//! `keyaccount review`: what to show at the next business review.

mod report;

use keyaccount::portfolio::Portfolio;
use keyaccount_wire::Operation;
use keyaccount_wire::review_pack::{Request, ReviewPack};

use crate::arguments::ReviewArguments;
use crate::as_of::AsOf;
use crate::commands::Outcome;
use crate::failure::Failure;
use crate::output::{Format, deliver, deliver_styled};
use crate::{input, operation, place};

/// Prints the review of a portfolio.
pub(crate) fn run(arguments: &ReviewArguments) -> Result<Outcome, Failure> {
    let document = input::read_document(&arguments.portfolio)?;
    let portfolio: Portfolio = operation::read(&document)?;
    let as_of = AsOf::resolve(arguments.as_of.as_of, portfolio.as_of)?;
    as_of.say();
    let reply = ReviewPack::run(Request {
        portfolio,
        as_of: as_of.date,
    })
    .map_err(|error| operation::failure_below(&document, "/portfolio", error))?;
    let file = arguments.output.output.as_deref();
    match arguments.output.format {
        Format::Json => deliver(&operation::json(&reply)?, file)?,
        Format::Csv => deliver(&report::rows(&reply.answer).to_csv()?, file)?,
        Format::Table => {
            let tree = operation::tree(&document)?;
            let place = |pointer: &str| place::of_pointer(&document, &tree, pointer);
            deliver_styled(&report::text(&reply.answer, place), file)?;
        }
    }
    Ok(Outcome::Done)
}
