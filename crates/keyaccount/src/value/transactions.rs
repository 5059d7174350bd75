//! Transaction lines as columns.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};

use super::TextColumn;
use crate::quantity::{Date, Datum, decimal};

/// Transaction lines, one entry per line in each column, in any order.
///
/// A line is what was invoiced or ordered for one account on one day. All columns have the same length. Amounts are in one
/// currency, which is said apart.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransactionColumns {
    /// The account of each line; white space around an id is not part of it.
    pub account: TextColumn,
    /// The day of each line.
    pub date: Vec<Date>,
    /// The revenue of each line; returns and credits are negative.
    #[serde(deserialize_with = "amounts")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "amounts_schema"))]
    pub revenue: Vec<Decimal>,
    /// The cost of the goods or hours of each line, where it is known (`{"state": "unknown"}` where not).
    #[serde(default, deserialize_with = "costs")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "costs_schema"))]
    pub cost: Option<Vec<Datum<Decimal>>>,
    /// The order that each line belongs to; a blank text where it is not known.
    #[serde(default)]
    pub order: Option<TextColumn>,
    /// The category of what each line sold; a blank text where it is not known.
    #[serde(default)]
    pub category: Option<TextColumn>,
}

impl TransactionColumns {
    /// Returns each column that is there with its length, `account` first.
    pub(crate) fn lengths(&self) -> impl Iterator<Item = (&'static str, usize)> {
        [
            Some(("account", self.account.len())),
            Some(("date", self.date.len())),
            Some(("revenue", self.revenue.len())),
            self.cost.as_ref().map(|column| ("cost", column.len())),
            self.order.as_ref().map(|column| ("order", column.len())),
            self.category.as_ref().map(|column| ("category", column.len())),
        ]
        .into_iter()
        .flatten()
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Amount {
    #[serde(with = "decimal")]
    amount: Decimal,
}

fn amounts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Decimal>, D::Error> {
    let column = Vec::<Amount>::deserialize(deserializer)?;
    Ok(column.into_iter().map(|cell| cell.amount).collect())
}

fn costs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Datum<Decimal>>>, D::Error> {
    let column = Vec::<Datum<Amount>>::deserialize(deserializer)?;
    Ok(Some(
        column
            .into_iter()
            .map(|cell| cell.map(|cell| cell.amount))
            .collect(),
    ))
}

#[cfg(feature = "schema")]
fn amounts_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": "array", "items": {"type": ["string", "number"], "format": "decimal"}})
}

#[cfg(feature = "schema")]
fn costs_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": "array", "items": {"anyOf": [
        {"type": ["string", "number"], "format": "decimal"},
        {
            "type": "object",
            "properties": {"state": {"enum": ["missing", "unknown", "not_applicable"]}},
            "required": ["state"],
            "additionalProperties": false
        }
    ]}})
}
