//! A table of accounts, read into the facts of a request.

use std::collections::BTreeMap;

use keyaccount::quantity::{AccountId, CriterionId};
use keyaccount::scoring::{AccountFacts, Criterion};

use super::model::Model;
use crate::arguments::ScoreArguments;
use crate::failure::{Failure, Place, near_miss};
use crate::output::unguarded;
use crate::table::{Column, Row, TableReader};

/// The accounts of a table, with the places of their facts.
pub(crate) struct Accounts {
    /// The facts, row by row.
    pub(crate) facts: Vec<AccountFacts>,
    /// The name of the table.
    pub(crate) table_name: String,
    /// The line of the file on which each account begins.
    line_numbers: Vec<u64>,
}

impl Accounts {
    /// Returns the accounts of the table that `arguments` name, with a fact for each criterion of `model`.
    pub(crate) fn read(arguments: &ScoreArguments, model: &Model) -> Result<Self, Failure> {
        let mut table = TableReader::open(&arguments.accounts, arguments.table)?;
        let layout = Layout::of(&table, arguments, model)?;
        let mut accounts = Self {
            facts: Vec::new(),
            table_name: table.name.clone(),
            line_numbers: Vec::new(),
        };
        while let Some(row) = table.row()? {
            accounts.line_numbers.push(row.line());
            accounts.facts.push(layout.account(&table, &row)?);
        }
        Ok(accounts)
    }

    /// Returns the place in the table of what a pointer below the list of accounts points to.
    pub(crate) fn place(&self, pointer: &str) -> Place {
        let index = pointer
            .split('/')
            .nth(1)
            .and_then(|index| index.parse::<usize>().ok());
        Place {
            line: index.and_then(|index| self.line_numbers.get(index)).copied(),
            ..Place::file(&self.table_name)
        }
    }
}

/// Which column holds what.
struct Layout {
    id: Column,
    name: Option<Column>,
    columns: Vec<CriterionColumn>,
}

/// The column of a criterion, with the grades that may stand for its numbers.
struct CriterionColumn {
    criterion_id: CriterionId,
    column: Column,
    grades: Vec<String>,
}

impl Layout {
    fn of(table: &TableReader, arguments: &ScoreArguments, model: &Model) -> Result<Self, Failure> {
        let criteria: Vec<&str> = model
            .model
            .criteria
            .iter()
            .map(|criterion| criterion.id.as_str())
            .collect();
        for (criterion, _) in &arguments.columns {
            if !criteria.contains(&criterion.as_str()) {
                return Err(model.unknown_criterion(criterion, "--column"));
            }
        }
        let mut columns = Vec::new();
        let mut without = Vec::new();
        for Criterion {
            id: criterion,
            rubric,
            ..
        } in &model.model.criteria
        {
            let mut named = arguments.columns.iter();
            let named = named.find(|(named, _)| named == criterion.as_str());
            let column = match named {
                Some((_, Some(header))) => Some(table.required_column(header)?),
                Some((_, None)) => None,
                None => {
                    let column = table.column(criterion.as_str());
                    if column.is_none() {
                        without.push(criterion.as_str());
                    }
                    column
                }
            };
            if let Some(column) = column {
                columns.push(CriterionColumn {
                    criterion_id: criterion.clone(),
                    column,
                    grades: rubric.iter().filter_map(|level| level.grade.clone()).collect(),
                });
            }
        }
        if !without.is_empty() {
            return Err(no_column(table, &without));
        }
        Ok(Self {
            id: table.required_column(&arguments.id)?,
            name: match &arguments.name {
                Some(header) => Some(table.required_column(header)?),
                None => table.column("name"),
            },
            columns,
        })
    }

    fn account(&self, table: &TableReader, row: &Row) -> Result<AccountFacts, Failure> {
        let mut facts = BTreeMap::new();
        for known in &self.columns {
            let fact = table.fact(row, known.column, &known.grades)?;
            facts.insert(known.criterion_id.clone(), fact);
        }
        let id = AccountId::try_from(unguarded(row.cell(self.id)));
        let name = self
            .name
            .map(|column| unguarded(row.cell(column)))
            .filter(|name| !name.is_empty());
        Ok(AccountFacts {
            id: id.map_err(|error| table.refused_cell(row, self.id, &error))?,
            name: name.map(str::to_owned),
            facts,
            earlier: Vec::new(),
        })
    }
}

fn no_column(table: &TableReader, criteria: &[&str]) -> Failure {
    let headers: Vec<&str> = table.headers().collect();
    let (noun, columns) = match criteria {
        [_] => ("criterion", "a column"),
        _ => ("criteria", "columns"),
    };
    let near = criteria
        .iter()
        .filter_map(|criterion| near_miss(criterion, headers.iter().copied()));
    let mut help: Vec<String> = near.collect();
    help.push(
        "`--column CRITERION=HEADER` names another column; `--column CRITERION=` (nothing behind the sign) says that \
         there is none, so that it counts as missing for every account"
            .to_owned(),
    );
    Failure::new(format!(
        "the table has no column for the {noun} {}",
        quoted(criteria)
    ))
    .with_expected(format!("{columns} called {}", quoted(criteria)), quoted(&headers))
    .with_help(help.join(" "))
    .at(Place::line(&table.name, 1))
}

fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
