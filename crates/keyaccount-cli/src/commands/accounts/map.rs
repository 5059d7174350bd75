//! The file that names the columns of a table of transaction lines.

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::format::{Item, StrftimeItems};
use clap::ValueEnum;
use keyaccount::quantity::Currency;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::arguments::{self, Encoding, TableArguments};
use crate::failure::{Failure, near_miss};
use crate::input::{self, Source};
use crate::place;

/// Which column of the transaction lines holds what.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Map {
    /// The account of a line.
    pub(crate) account: String,
    /// The name of the account.
    pub(crate) name: Option<TextFrom>,
    /// The day of a line.
    pub(crate) date: String,
    /// How days are written, in the signs of `strftime`; year-month-day without it.
    pub(crate) date_format: Option<DateFormat>,
    /// The revenue of a line.
    pub(crate) revenue: String,
    /// The cost of a line.
    pub(crate) cost: Option<String>,
    /// The cost of one piece, to be multiplied by `quantity`.
    pub(crate) unit_cost: Option<String>,
    /// The number of pieces of a line.
    pub(crate) quantity: Option<String>,
    /// The order that a line belongs to.
    pub(crate) order: Option<String>,
    /// The category of what a line sold.
    pub(crate) category: Option<TextFrom>,
    /// The currency of all amounts.
    pub(crate) currency: Currency,
    delimiter: Option<Delimiter>,
    decimal: Option<DecimalMark>,
    encoding: Option<EncodingName>,
    /// The folder that the files of lookups are relative to.
    #[serde(skip)]
    folder: PathBuf,
}

/// Where a text stands: in a column of the lines, or in another table that shares a column with them.
#[derive(Debug)]
pub(crate) enum TextFrom {
    /// In this column of the lines.
    Column(String),
    /// In another table.
    Lookup(Lookup),
}

/// A text in another table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lookup {
    /// The other table, relative to the folder of the map.
    pub(crate) file: PathBuf,
    /// The column that both tables have.
    pub(crate) key: String,
    /// The column of the other table that holds the text.
    pub(crate) column: String,
}

impl Map {
    /// Returns the map in the file at `path`.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let document = input::read_document(&Source::File(path.to_owned()))?;
        let mut map: Self = toml::from_str(&document.text).map_err(|error| {
            let message = error.message().lines().collect::<Vec<_>>().join(" ");
            let offset = error.span().map_or(0, |span| span.start);
            Failure::new(&message)
                .with_help(likely_key(&message))
                .at(place::of_offset(&document, offset))
        })?;
        map.folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let pieces_are_whole = map.unit_cost.is_some() == map.quantity.is_some();
        if !pieces_are_whole || (map.cost.is_some() && map.unit_cost.is_some()) {
            let message = "costs are either `cost`, or both `unit_cost` and `quantity`";
            return Err(Failure::in_file(&document.name, message));
        }
        Ok(map)
    }

    /// Returns where the table of `lookup` is.
    pub(crate) fn source_of(&self, lookup: &Lookup) -> Source {
        Source::File(self.folder.join(&lookup.file))
    }

    /// Returns how the map says that the lines are written.
    pub(crate) fn table_arguments(&self) -> TableArguments {
        TableArguments {
            delimiter: self.delimiter.as_ref().map(|delimiter| delimiter.0),
            decimal: self.decimal.as_ref().map(|mark| mark.0),
            encoding: self.encoding.as_ref().map(|name| name.0),
        }
    }
}

/// Returns the key that was probably meant, from a message like "unknown field `a`, expected one of `b`, `c`".
fn likely_key(message: &str) -> Option<String> {
    let words = message.strip_prefix("unknown field ")?;
    let mut quoted = words.split('`').skip(1).step_by(2);
    near_miss(quoted.next()?, quoted)
}

impl<'de> Deserialize<'de> for TextFrom {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextFromVisitor)
    }
}

struct TextFromVisitor;

impl<'de> Visitor<'de> for TextFromVisitor {
    type Value = TextFrom;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a column, or { file = \"...\", key = \"...\", column = \"...\" }")
    }

    fn visit_str<E: de::Error>(self, column: &str) -> Result<TextFrom, E> {
        Ok(TextFrom::Column(column.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TextFrom, A::Error> {
        Lookup::deserialize(MapAccessDeserializer::new(map)).map(TextFrom::Lookup)
    }
}

/// How days are written.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct DateFormat(pub(crate) String);

impl TryFrom<String> for DateFormat {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if StrftimeItems::new(&text).any(|item| item == Item::Error) {
            return Err(format!(
                "date_format must be written like `%d.%m.%Y` (got `{text}`)"
            ));
        }
        Ok(Self(text))
    }
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Delimiter(u8);

impl TryFrom<String> for Delimiter {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        arguments::delimiter(&text).map(Self)
    }
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct DecimalMark(char);

impl TryFrom<String> for DecimalMark {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        arguments::decimal_mark(&text).map(Self)
    }
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct EncodingName(Encoding);

impl TryFrom<String> for EncodingName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Encoding::from_str(&text, false)
            .map(Self)
            .map_err(|_| format!("encoding must be `utf-8` or `latin-1` (got `{text}`)"))
    }
}
