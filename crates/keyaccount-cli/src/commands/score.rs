//! `keyaccount score`: from a table of accounts to ranked scores and a selection.

mod accounts;
mod digits;
mod model;
mod report;
mod what_if;
mod why;

use std::collections::BTreeMap;

use keyaccount::quantity::Score;
use keyaccount::selection::SelectionPolicy;
use keyaccount_wire::score_run::{self, ScoreRun};
use keyaccount_wire::select_run::{self, SelectRun};
use keyaccount_wire::{Operation, WireError};

use self::accounts::Accounts;
use self::digits::Digits;
use self::model::Model;
use crate::arguments::ScoreArguments;
use crate::commands::Outcome;
use crate::failure::{Failure, Place, say};
use crate::output::{Format, deliver};
use crate::{input, operation};

/// Prints the score of every account, and which are selected where a limit is given.
pub(crate) fn run(arguments: &ScoreArguments) -> Result<Outcome, Failure> {
    input::refuse_second_stdin([("TABLE.csv", &arguments.accounts), ("--model", &arguments.model)])?;
    refuse_repeated(arguments)?;
    let policy = policy(arguments)?;
    let model = Model::read(&arguments.model)?;
    // A table can only be matched with a model that holds.
    ScoreRun::run(score_run::Request {
        model: Some(model.model.clone()),
        ready_model: None,
        accounts: Vec::new(),
        as_of: None,
    })
    .map_err(|error| operation::failure_below(&model.document, "/model", error))?;
    let accounts = Accounts::read(arguments, &model)?;
    let refused = |error| failure(&model, &accounts, error);
    if let [id, other @ ..] = arguments.why.as_slice() {
        let text = why::explained(
            arguments,
            &model,
            &accounts,
            id,
            other.first().map(String::as_str),
        )?;
        deliver(&text, arguments.output.output.as_deref())?;
        return Ok(Outcome::Done);
    }
    let selection = match policy {
        Some(policy) => Some(
            SelectRun::run(select_run::Request {
                model: Some(model.model.clone()),
                ready_model: None,
                accounts: accounts.facts.clone(),
                as_of: None,
                policy,
                needs: Vec::new(),
                incumbents: Vec::new(),
            })
            .map_err(refused)?,
        ),
        None => None,
    };
    let scores = ScoreRun::run(score_run::Request {
        model: Some(model.model.clone()),
        ready_model: None,
        accounts: accounts.facts.clone(),
        as_of: None,
    })
    .map_err(refused)?;
    if arguments.output.format != Format::Json {
        for warning in &scores.answer.warnings {
            say(&format!("{}: {}", model.document.name, warning.sentence));
        }
    }
    if !arguments.what_if.is_empty() {
        let today = what_if::Today {
            scores: &scores.answer,
            selection: selection.as_ref().map(|reply| &reply.answer),
        };
        let text = what_if::moves(arguments, &model, &accounts, today)?;
        deliver(&text, arguments.output.output.as_deref())?;
        return Ok(Outcome::Done);
    }
    let sides = selection.as_ref().map(|reply| &reply.answer);
    let text = match (arguments.output.format, &selection) {
        (Format::Table, _) => report::table(&model.model, &scores.answer, sides).into_bytes(),
        (Format::Csv, _) => report::rows(&scores.answer, sides).to_csv()?,
        (Format::Json, Some(selection)) => operation::json(selection)?,
        (Format::Json, None) => operation::json(&scores)?,
    };
    deliver(&text, arguments.output.output.as_deref())?;
    Ok(Outcome::Done)
}

/// Returns the failure that a criterion has two columns, or a criterion or group two weights.
fn refuse_repeated(arguments: &ScoreArguments) -> Result<(), Failure> {
    let columns = arguments.columns.iter().map(|(id, header)| {
        let header = header.as_ref().map(|header| format!("`{header}`"));
        (id, header.unwrap_or_else(|| "nothing".to_owned()))
    });
    let weights = arguments.what_if.iter();
    let weights = weights.map(|(id, weight)| (id, Digits::Rounded.raw(weight.get()).to_string()));
    refuse_second("--column", "column", columns)?;
    refuse_second("--what-if", "weight", weights)
}

fn refuse_second<'a>(
    option: &str,
    noun: &str,
    given: impl Iterator<Item = (&'a String, String)>,
) -> Result<(), Failure> {
    let mut seen = BTreeMap::new();
    for (id, found) in given {
        if let Some(first) = seen.insert(id, found.clone()) {
            let message = format!("{option} can give `{id}` one {noun} (got {first} and {found})");
            return Err(Failure::new(message));
        }
    }
    Ok(())
}

/// Returns the limits of the selection, nothing where none is asked for.
fn policy(arguments: &ScoreArguments) -> Result<Option<SelectionPolicy>, Failure> {
    if arguments.top.is_none() && arguments.threshold.is_none() {
        return Ok(None);
    }
    let threshold = arguments.threshold.map(Score::try_from).transpose();
    Ok(Some(SelectionPolicy {
        top: arguments.top,
        threshold: threshold.map_err(|error| Failure::new(format!("--threshold: {error}")))?,
        ..SelectionPolicy::default()
    }))
}

/// Returns what the operation reported, with its place in the user's own files.
fn failure(model: &Model, accounts: &Accounts, mut error: WireError) -> Failure {
    if matches!(error.path.as_str(), "/account_id" | "/above_account_id") {
        error.path.clear();
        return Failure::of_operation(error).at(Place::file(&accounts.table_name));
    }
    match error.path.strip_prefix("/accounts") {
        Some(pointer) => {
            let place = accounts.place(pointer);
            // A table has lines and columns; the pointer is that of a request which the user never saw.
            error.path.clear();
            Failure::of_operation(error).at(place)
        }
        None if error.path.starts_with("/policy") => Failure::of_operation(error),
        None => operation::failure_below(&model.document, "/model", error),
    }
}
