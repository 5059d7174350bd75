//! `keyaccount operations`: what can be asked.

use keyaccount_wire::OPERATIONS;
use serde_json::json;

use crate::arguments::OperationsArguments;
use crate::commands::Outcome;
use crate::failure::Failure;
use crate::operation;
use crate::output::{Cell, Format, Grid, deliver};

/// Prints the operations, or the schemas of one.
pub(crate) fn run(arguments: &OperationsArguments) -> Result<Outcome, Failure> {
    let text = match &arguments.schema {
        Some(name) => schemas(name)?.into_bytes(),
        None => list(arguments.output.format)?,
    };
    deliver(&text, arguments.output.output.as_deref())?;
    Ok(Outcome::Done)
}

fn schemas(name: &str) -> Result<String, Failure> {
    let entry = operation::entry(name)?;
    let schemas = json!({
        "operation": entry.name,
        "request": (entry.request_schema)(),
        "reply": (entry.reply_schema)(),
    });
    Ok(format!("{schemas:#}\n"))
}

fn list(format: Format) -> Result<Vec<u8>, Failure> {
    let mut grid = Grid::new(["operation", "question"]);
    for entry in OPERATIONS {
        grid.rows
            .push(vec![Cell::text(entry.name), Cell::text(entry.summary)]);
    }
    match format {
        Format::Table => Ok(grid.to_table().into_bytes()),
        Format::Csv => grid.to_csv(),
        Format::Json => {
            let entries: Vec<_> = OPERATIONS
                .iter()
                .map(|entry| json!({"name": entry.name, "summary": entry.summary}))
                .collect();
            Ok(format!("{:#}\n", json!(entries)).into_bytes())
        }
    }
}
