//! The thresholds and word lists of rules, and how configuration sets them.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A threshold or a word list of a rule.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// The name, with its unit at the end where it has one.
    pub name: &'static str,
    /// What it does.
    pub meaning: &'static str,
    /// The value where configuration says nothing.
    pub default: ParameterDefault,
    /// The words that a list may hold; empty where any may stand.
    pub choices: &'static [&'static str],
    /// Where the default comes from.
    pub source: &'static str,
}

/// The value of a parameter where configuration says nothing.
#[derive(Debug, Clone, Copy)]
pub enum ParameterDefault {
    /// A number.
    Number(f64),
    /// A yes or a no.
    Flag(bool),
    /// A list of words.
    Texts(&'static [&'static str]),
}

/// The value of a parameter: a number, a yes or no, or a list of words.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterValue {
    /// A number.
    Number(f64),
    /// A yes or a no.
    Flag(bool),
    /// A list of words.
    Texts(Vec<String>),
}

impl ParameterValue {
    /// Returns whether both are of one kind.
    pub(super) fn same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Returns the kind in the words of a user.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "a number",
            Self::Flag(_) => "true or false",
            Self::Texts(_) => "a list of texts",
        }
    }
}

impl From<ParameterDefault> for ParameterValue {
    fn from(default: ParameterDefault) -> Self {
        match default {
            ParameterDefault::Number(number) => Self::Number(number),
            ParameterDefault::Flag(flag) => Self::Flag(flag),
            ParameterDefault::Texts(texts) => {
                Self::Texts(texts.iter().map(|&text| text.to_owned()).collect())
            }
        }
    }
}

/// The values of a rule's parameters, by name.
pub type Parameters = BTreeMap<String, ParameterValue>;

impl Serialize for ParameterValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Texts(texts) => texts.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ParameterValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ParameterVisitor)
    }
}

struct ParameterVisitor;

impl<'de> Visitor<'de> for ParameterVisitor {
    type Value = ParameterValue;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number, true or false, or a list of texts")
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<ParameterValue, E> {
        Ok(ParameterValue::Flag(flag))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<ParameterValue, E> {
        i32::try_from(number)
            .map(f64::from)
            .map(ParameterValue::Number)
            .map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<ParameterValue, E> {
        u32::try_from(number)
            .map(f64::from)
            .map(ParameterValue::Number)
            .map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<ParameterValue, E> {
        Ok(ParameterValue::Number(number))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<ParameterValue, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = sequence.next_element()? {
            texts.push(text);
        }
        Ok(ParameterValue::Texts(texts))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ParameterValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ParameterValue".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The value of a rule's parameter: a number, true or false, or a list of texts.",
            "anyOf": [{"type": "number"}, {"type": "boolean"}, {"type": "array", "items": {"type": "string"}}]
        })
    }
}
