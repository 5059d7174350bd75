//! A value that a rule compares with.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::document::{Kind, Node};
use crate::quantity::decimal::{self, Decimal};

/// A value that a field may have: a text, a number, or true or false.
///
/// Numbers are compared by what they are worth: 1 equals 1.0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrganisationValue {
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A yes or a no.
    Flag(bool),
}

impl OrganisationValue {
    /// Returns the value of a node; nothing for lists, objects, `null` and numbers of more than 28 digits.
    pub(super) fn of(node: Node<'_>) -> Option<Self> {
        match node.kind() {
            Kind::Text => node.as_str().map(|text| Self::Text(text.to_owned())),
            Kind::Number => number(node).map(Self::Number),
            Kind::Boolean => node.as_bool().map(Self::Flag),
            Kind::Null | Kind::List | Kind::Object => None,
        }
    }
}

/// Returns the number that a node writes, as a number or as a text, as amounts of money are.
pub(super) fn number(node: Node<'_>) -> Option<Decimal> {
    let digits = node.number_literal().or_else(|| node.as_str())?;
    decimal::parse(digits).ok()
}

impl fmt::Display for OrganisationValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Flag(flag) => write!(formatter, "{flag}"),
        }
    }
}

impl Serialize for OrganisationValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(decimal::to_f64(*number)),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

impl<'de> Deserialize<'de> for OrganisationValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl Visitor<'_> for ValueVisitor {
    type Value = OrganisationValue;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, a number, or true or false")
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<OrganisationValue, E> {
        Ok(OrganisationValue::Flag(flag))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<OrganisationValue, E> {
        Ok(OrganisationValue::Number(number.into()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<OrganisationValue, E> {
        Ok(OrganisationValue::Number(number.into()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<OrganisationValue, E> {
        let number = decimal::parse(&number.to_string()).map_err(E::custom)?;
        Ok(OrganisationValue::Number(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<OrganisationValue, E> {
        Ok(OrganisationValue::Text(text.to_owned()))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for OrganisationValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OrganisationValue".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A value that a field may have: a text, a number, or true or false.",
            "type": ["string", "number", "boolean"]
        })
    }
}
