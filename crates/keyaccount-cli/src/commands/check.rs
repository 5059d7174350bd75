//! `keyaccount check`: what the linter says about plans.

mod report;

use keyaccount::document::{Document as Tree, SourceText};
use keyaccount::lint::{Mode, Report, Severity};
use keyaccount::portfolio::Portfolio;
use keyaccount::quantity::Date;
use keyaccount_wire::plan_check::{PlanCheck, Request};
use keyaccount_wire::{Operation, Reply};
use serde_json::json;

use crate::arguments::CheckArguments;
use crate::as_of::AsOf;
use crate::commands::Outcome;
use crate::failure::{Failure, Place, say};
use crate::input::{self, Document, Source};
use crate::output::{Format, deliver, deliver_styled};
use crate::{operation, place};

/// A plan with what the linter says about it.
pub(crate) struct Checked {
    document: Document,
    tree: Tree,
    reply: Reply<Report>,
}

impl Checked {
    /// Returns what the linter says.
    fn report(&self) -> &Report {
        &self.reply.answer
    }

    /// Returns the place of what a finding points to, or of the nearest thing around it.
    fn place(&self, pointer: &str) -> Place {
        place::of_pointer(&self.document, &self.tree, pointer)
    }
}

/// Prints the findings of every plan; plans that cannot be read do not keep the others from being checked.
///
/// A result file is written only where every plan could be read.
pub(crate) fn run(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let plans = arguments.plans.iter().map(|plan| ("PLAN.json", plan));
    let portfolio = arguments.portfolio.iter().map(|source| ("--portfolio", source));
    input::refuse_second_stdin(plans.chain(portfolio))?;
    let judge = Judge::of(arguments)?;
    let mut checked = Vec::new();
    let mut unread_count = 0;
    let mut days = Vec::new();
    for source in input::expand(&arguments.plans, "json")? {
        match judge.check(&source, &mut days) {
            Ok(plan) => checked.push(plan),
            Err(failure) => {
                failure.print();
                unread_count += 1;
            }
        }
    }
    let file = arguments.output.output.as_deref();
    if let (Some(path), true) = (file, unread_count > 0) {
        // Whoever reads the file later must not take it for the whole.
        say(&format!(
            "{}: not written, because {}",
            path.display(),
            report::unread(unread_count)
        ));
        return Ok(Outcome::Unusable);
    }
    match arguments.output.format {
        Format::Table => deliver_styled(&report::text(&checked, unread_count), file)?,
        Format::Json => deliver(&json(&checked)?, file)?,
        Format::Csv => deliver(&report::rows(&checked).to_csv()?, file)?,
    }
    if unread_count > 0 {
        Ok(Outcome::Unusable)
    } else if checked.iter().any(|plan| !plan.report().passed) {
        Ok(Outcome::Findings)
    } else {
        Ok(Outcome::Done)
    }
}

/// How plans are judged.
struct Judge {
    as_of: Option<Date>,
    mode: Mode,
    fail_on: Severity,
    /// The portfolio that the accounts of the plans stand in, with its text.
    portfolio: Option<(Document, Portfolio)>,
}

impl Judge {
    fn of(arguments: &CheckArguments) -> Result<Self, Failure> {
        let portfolio = match &arguments.portfolio {
            Some(source) => {
                let document = input::read_document(source)?;
                let portfolio = operation::read(&document)?;
                Some((document, portfolio))
            }
            None => None,
        };
        Ok(Self {
            as_of: arguments.as_of.as_of,
            mode: arguments.mode,
            fail_on: arguments.fail_on.0,
            portfolio,
        })
    }

    fn check(&self, source: &Source, days: &mut Vec<AsOf>) -> Result<Checked, Failure> {
        let document = input::read_document(source)?;
        let plan =
            SourceText::parse(&document.text).map_err(|error| operation::unreadable(&document, &error))?;
        let tree = operation::tree(&document)?;
        let as_of = AsOf::resolve(self.as_of, as_of(&tree))?;
        if !days.contains(&as_of) {
            as_of.say();
            days.push(as_of);
        }
        let request = Request {
            plan,
            portfolio: self.portfolio.as_ref().map(|(_, portfolio)| portfolio.clone()),
            as_of: Some(as_of.date),
            mode: self.mode,
            fail_on: Some(self.fail_on),
            levels: std::collections::BTreeMap::new(),
            parameters: std::collections::BTreeMap::new(),
            configuration: Vec::new(),
            bases: Vec::new(),
            suppressions: Vec::new(),
            baseline: None,
        };
        let reply = PlanCheck::run(request).map_err(|error| match &self.portfolio {
            Some((document, _)) if error.path.starts_with("/portfolio") => {
                operation::failure_below(document, "/portfolio", error)
            }
            _ => operation::failure_below(&document, "/plan", error),
        })?;
        Ok(Checked {
            document,
            tree,
            reply,
        })
    }
}

/// Returns the day that a plan names as its own, where it does so readably.
fn as_of(plan: &Tree) -> Option<Date> {
    plan.root().get("as_of")?.as_str()?.parse().ok()
}

/// Returns the reply of the operation for each plan, beside the name of its file.
fn json(checked: &[Checked]) -> Result<Vec<u8>, Failure> {
    let mut list = Vec::new();
    for plan in checked {
        list.extend_from_slice(if list.is_empty() { b"[" } else { b",\n" });
        list.extend_from_slice(format!(r#"{{"file":{},"reply":"#, json!(plan.document.name)).as_bytes());
        list.extend_from_slice(&operation::json(&plan.reply)?);
        list.push(b'}');
    }
    list.extend_from_slice(if list.is_empty() { b"[]\n" } else { b"]\n" });
    Ok(list)
}
