//! `keyaccount diff`: what changed between two versions of a plan.

mod report;

use keyaccount::document::SourceText;
use keyaccount_wire::Operation;
use keyaccount_wire::plan_diff::{DiffPlans, Request};

use crate::arguments::DiffArguments;
use crate::commands::Outcome;
use crate::failure::Failure;
use crate::input::Document;
use crate::output::{Format, deliver, deliver_styled};
use crate::{input, operation};

/// Prints what changed.
pub(crate) fn run(arguments: &DiffArguments) -> Result<Outcome, Failure> {
    input::refuse_second_stdin([("OLD.json", &arguments.before), ("NEW.json", &arguments.after)])?;
    let before = input::read_document(&arguments.before)?;
    let after = input::read_document(&arguments.after)?;
    let plan = |document: &Document| {
        SourceText::parse(&document.text).map_err(|error| operation::unreadable(document, &error))
    };
    let request = Request {
        before: plan(&before)?,
        after: plan(&after)?,
    };
    let reply = DiffPlans::run(request).map_err(|error| {
        if error.path.starts_with("/after") {
            operation::failure_below(&after, "/after", error)
        } else {
            operation::failure_below(&before, "/before", error)
        }
    })?;
    let file = arguments.output.output.as_deref();
    match arguments.output.format {
        Format::Table => deliver_styled(&report::text(&reply.answer), file)?,
        Format::Json => deliver(&operation::json(&reply)?, file)?,
        Format::Csv => deliver(&report::rows(&reply.answer).to_csv()?, file)?,
    }
    Ok(Outcome::Done)
}
