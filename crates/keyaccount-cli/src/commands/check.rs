//! `keyaccount check`: what the linter says about plans and portfolios, and the plans mended.

mod annotations;
mod excerpt;
mod held;
mod judge;
mod judged;
mod junit;
mod markdown;
mod mend;
mod report;
mod sarif;

use keyaccount::document::Document as Tree;
use serde_json::json;

use crate::arguments::{CheckArguments, CheckFormat};
use crate::commands::Outcome;
use crate::configurations::Configurations;
use crate::failure::{Failure, say};
use crate::input::{self, Document, Source};
use crate::operation;
use crate::output::{deliver, deliver_styled};
use held::Held;
use judge::Judge;
use judged::Judged;

/// Prints the findings of every document; those that cannot be read do not keep the others from being checked.
///
/// A result file is written only where every document could be read.
pub(crate) fn run(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let plans = arguments.plans.iter().map(|plan| ("PLAN.json", plan));
    let portfolio = arguments.portfolio.iter().map(|source| ("--portfolio", source));
    input::refuse_second_stdin(plans.chain(portfolio))?;
    if arguments.fix && arguments.plans.contains(&Source::Stdin) {
        let failure = Failure::new("standard input cannot be mended in its place");
        return Err(failure.with_help("--diff shows what would change".to_owned()));
    }
    let portfolio = portfolio_of(arguments)?;
    let configurations = Configurations::read(&arguments.rules)?;
    let mut held = Held::read(arguments, &configurations)?;
    let mut judge = Judge::of(arguments, portfolio.as_ref(), &configurations, &held)?;
    let mut judged = Vec::new();
    let mut unread_count = 0;
    for source in input::expand(&arguments.plans, "json")? {
        match judge.judge(&source) {
            Ok(document) => judged.push(document),
            Err(failure) => {
                failure.print();
                unread_count += 1;
            }
        }
    }
    let file = arguments.output.as_deref();
    let unusable = report::unusable(unread_count, arguments.fix);
    if let (Some(path), Some(unusable)) = (file, &unusable) {
        // Whoever reads the file later must not take it for the whole.
        say(&format!("{}: not written, because {unusable}", path.display()));
        return Ok(Outcome::Unusable);
    }
    if arguments.diff {
        let diffs: String = judged.iter().map(|plan| plan.diff.as_str()).collect();
        mend::deliver_diff(&diffs, file)?;
        return Ok(match (unread_count, diffs.is_empty()) {
            (0, true) => Outcome::Done,
            (0, false) => Outcome::Findings,
            _ => Outcome::Unusable,
        });
    }
    match arguments.format {
        CheckFormat::Table => deliver_styled(&report::excerpts(&judged, unusable), file)?,
        CheckFormat::Concise => deliver_styled(&report::lines(&judged, unusable), file)?,
        CheckFormat::Json => deliver(&json(&judged)?, file)?,
        CheckFormat::Csv => deliver(&report::rows(&judged).to_csv()?, file)?,
        CheckFormat::Sarif => deliver(&sarif::log(&judged, unread_count == 0)?, file)?,
        CheckFormat::Github => deliver(annotations::commands(&judged).as_bytes(), file)?,
        CheckFormat::Junit => deliver(&junit::report(&judged)?, file)?,
        CheckFormat::Markdown => deliver(markdown::summary(&judged).as_bytes(), file)?,
    }
    if unread_count > 0 {
        return Ok(Outcome::Unusable);
    }
    held.update(arguments, &judged)?;
    if judged
        .iter()
        .any(|document| document.report().has_invalid_suppression())
    {
        Ok(Outcome::Unusable)
    } else if judged.iter().any(|document| !document.report().passed) {
        Ok(Outcome::Findings)
    } else {
        Ok(Outcome::Done)
    }
}

fn portfolio_of(arguments: &CheckArguments) -> Result<Option<(Document, Tree)>, Failure> {
    let Some(source) = &arguments.portfolio else {
        return Ok(None);
    };
    let document = input::read_document(source)?;
    let tree = operation::tree(&document)?;
    Ok(Some((document, tree)))
}

/// Returns the reply of the operation for each document, beside the name of its file.
fn json(judged: &[Judged<'_>]) -> Result<Vec<u8>, Failure> {
    let mut list = Vec::new();
    for document in judged {
        list.extend_from_slice(if list.is_empty() { b"[" } else { b",\n" });
        list.extend_from_slice(format!(r#"{{"file":{},"reply":"#, json!(document.document.name)).as_bytes());
        list.extend_from_slice(&operation::json(&document.reply)?);
        list.push(b'}');
    }
    list.extend_from_slice(if list.is_empty() { b"[]\n" } else { b"]\n" });
    Ok(list)
}
