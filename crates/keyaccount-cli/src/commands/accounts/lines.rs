//! Transaction lines, read into columns.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use keyaccount::quantity::decimal::Decimal;
use keyaccount::quantity::{Date, Datum};
use keyaccount::value::{TextColumn, TransactionColumns};
use keyaccount_wire::WireError;

use super::map::{Lookup, Map, TextFrom};
use crate::arguments::TableArguments;
use crate::failure::{Failure, Place, say};
use crate::input::Source;
use crate::output::counted;
use crate::table::{Column, Row, TableReader};

/// Transaction lines in columns, with the names of their accounts.
pub(crate) struct Lines {
    /// The lines.
    pub(crate) columns: TransactionColumns,
    table_name: String,
    /// The line of the file on which each transaction begins.
    line_numbers: Vec<u64>,
    name_by_account: BTreeMap<String, String>,
}

impl Lines {
    /// Returns the lines of `source`, read as `map` says.
    pub(crate) fn read(source: &Source, map: &Map, arguments: TableArguments) -> Result<Self, Failure> {
        let arguments = arguments.or(map.table_arguments());
        let mut table = TableReader::open(source, arguments)?;
        let layout = Layout::of(&table, map, arguments)?;
        let mut lines = Self {
            columns: TransactionColumns {
                cost: layout.cost.as_ref().map(|_| Vec::new()),
                order: layout.order.map(|_| TextColumn::default()),
                category: layout.category.as_ref().map(|_| TextColumn::default()),
                ..TransactionColumns::default()
            },
            table_name: table.name.clone(),
            line_numbers: Vec::new(),
            name_by_account: BTreeMap::new(),
        };
        while let Some(row) = table.row()? {
            lines.push(&table, &row, &layout, map)?;
        }
        for text in layout.name.iter().chain(&layout.category) {
            text.report_unfound(&table.name);
        }
        Ok(lines)
    }

    /// Returns the name of an account, empty where none is known.
    pub(crate) fn name(&self, account: &str) -> &str {
        self.name_by_account.get(account).map_or("", String::as_str)
    }

    /// Returns the failure that `error` is, with the line that it speaks of.
    pub(crate) fn failure(&self, mut error: WireError) -> Failure {
        let row = error
            .path
            .rsplit('/')
            .next()
            .and_then(|index| index.parse::<usize>().ok());
        // A table has lines; the pointer is that of a request which the user never saw.
        error.path.clear();
        Failure::of_operation(error).at(Place {
            line: row.and_then(|row| self.line_numbers.get(row)).copied(),
            ..Place::file(&self.table_name)
        })
    }

    fn push(&mut self, table: &TableReader, row: &Row, layout: &Layout, map: &Map) -> Result<(), Failure> {
        let account = row.cell(layout.account);
        self.line_numbers.push(row.line());
        self.columns.account.push(account);
        self.columns.date.push(date(table, row, layout.date, map)?);
        self.columns.revenue.push(table.amount(row, layout.revenue)?);
        if let (Some(costs), Some(from)) = (&mut self.columns.cost, &layout.cost) {
            costs.push(from.of(table, row)?);
        }
        if let (Some(orders), Some(column)) = (&mut self.columns.order, layout.order) {
            orders.push(row.cell(column));
        }
        if let (Some(categories), Some(from)) = (&mut self.columns.category, &layout.category) {
            categories.push(from.of(row));
        }
        if let Some(name) = layout
            .name
            .as_ref()
            .map(|from| from.of(row))
            .filter(|name| !name.is_empty())
            && !self.name_by_account.contains_key(account)
        {
            self.name_by_account.insert(account.to_owned(), name.to_owned());
        }
        Ok(())
    }
}

fn date(table: &TableReader, row: &Row, column: Column, map: &Map) -> Result<Date, Failure> {
    let text = row.cell(column);
    match &map.date_format {
        None => text.parse().map_err(|_| {
            table
                .wrong_cell(row, column, "a day written like 2026-03-31")
                .with_help("for another form set `date_format` in the map".to_owned())
        }),
        Some(format) => NaiveDate::parse_from_str(text, &format.0)
            .ok()
            .and_then(|date| Date::try_from(date).ok())
            .ok_or_else(|| table.wrong_cell(row, column, &format!("a day written as `{}`", format.0))),
    }
}

/// Where the table has what the map names.
struct Layout {
    account: Column,
    date: Column,
    revenue: Column,
    cost: Option<Cost>,
    order: Option<Column>,
    category: Option<Text>,
    name: Option<Text>,
}

impl Layout {
    fn of(table: &TableReader, map: &Map, arguments: TableArguments) -> Result<Self, Failure> {
        let optional = |header: &Option<String>| {
            header
                .as_deref()
                .map(|header| table.required_column(header))
                .transpose()
        };
        let text = |from: &Option<TextFrom>| {
            from.as_ref()
                .map(|from| Text::of_map(from, table, map, arguments))
                .transpose()
        };
        let cost = match (
            optional(&map.cost)?,
            optional(&map.unit_cost)?,
            optional(&map.quantity)?,
        ) {
            (Some(column), _, _) => Some(Cost::OfLine(column)),
            (_, Some(unit_cost), Some(quantity)) => Some(Cost::OfPieces { unit_cost, quantity }),
            _ => None,
        };
        Ok(Self {
            account: table.required_column(&map.account)?,
            date: table.required_column(&map.date)?,
            revenue: table.required_column(&map.revenue)?,
            cost,
            order: optional(&map.order)?,
            category: text(&map.category)?,
            name: text(&map.name)?,
        })
    }
}

/// Where the cost of a line stands.
enum Cost {
    OfLine(Column),
    OfPieces { unit_cost: Column, quantity: Column },
}

impl Cost {
    fn of(&self, table: &TableReader, row: &Row) -> Result<Datum<Decimal>, Failure> {
        let (unit_cost, quantity) = match *self {
            Self::OfLine(column) => return table.decimal(row, column),
            Self::OfPieces { unit_cost, quantity } => (unit_cost, quantity),
        };
        match (table.decimal(row, unit_cost)?, table.decimal(row, quantity)?) {
            (Datum::Value(cost), Datum::Value(pieces)) => {
                let cost = cost.checked_mul(pieces);
                cost.map(Datum::Value).ok_or_else(|| {
                    table.wrong_cell(
                        row,
                        unit_cost,
                        "a cost whose product with the quantity has at most 28 digits",
                    )
                })
            }
            (Datum::Value(_), state) | (state, _) => Ok(state),
        }
    }
}

/// Where a text of a line stands.
enum Text {
    OfLine(Column),
    Elsewhere {
        key: Column,
        text_by_key: BTreeMap<String, String>,
        file: String,
        header: String,
        unfound: std::cell::Cell<u64>,
    },
}

impl Text {
    fn of_map(
        from: &TextFrom,
        table: &TableReader,
        map: &Map,
        arguments: TableArguments,
    ) -> Result<Self, Failure> {
        let lookup = match from {
            TextFrom::Column(header) => return Ok(Self::OfLine(table.required_column(header)?)),
            TextFrom::Lookup(lookup) => lookup,
        };
        let source = map.source_of(lookup);
        Ok(Self::Elsewhere {
            key: table.required_column(&lookup.key)?,
            text_by_key: text_by_key(&source, lookup, arguments)?,
            file: source.name(),
            header: lookup.key.clone(),
            unfound: std::cell::Cell::new(0),
        })
    }

    fn of<'a>(&'a self, row: &'a Row) -> &'a str {
        match self {
            Self::OfLine(column) => row.cell(*column),
            Self::Elsewhere {
                key,
                text_by_key,
                unfound,
                ..
            } => text_by_key.get(row.cell(*key)).map_or_else(
                || {
                    unfound.set(unfound.get() + 1);
                    ""
                },
                String::as_str,
            ),
        }
    }

    fn report_unfound(&self, table_name: &str) {
        if let Self::Elsewhere {
            file,
            header,
            unfound,
            ..
        } = self
            && unfound.get() > 0
        {
            say(&format!(
                "{table_name}: {} {} a `{header}` that {file} does not have",
                counted(unfound.get(), "line"),
                if unfound.get() == 1 { "has" } else { "have" }
            ));
        }
    }
}

fn text_by_key(
    source: &Source,
    lookup: &Lookup,
    arguments: TableArguments,
) -> Result<BTreeMap<String, String>, Failure> {
    // The other table has its own delimiter; the encoding is that of the house.
    let arguments = TableArguments {
        encoding: arguments.encoding,
        ..TableArguments::default()
    };
    let mut table = TableReader::open(source, arguments)?;
    let key = table.required_column(&lookup.key)?;
    let text = table.required_column(&lookup.column)?;
    let mut text_by_key = BTreeMap::new();
    while let Some(row) = table.row()? {
        let (key_text, text) = (row.cell(key).to_owned(), row.cell(text).to_owned());
        match text_by_key.get(&key_text) {
            Some(first) if *first != text => {
                return Err(table.wrong_cell(&row, key, "a key that stands on one row only"));
            }
            _ => text_by_key.insert(key_text, text),
        };
    }
    Ok(text_by_key)
}
