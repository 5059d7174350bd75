//! An object kept as the text that it was written as.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Document, Kind, ReadError};

/// The name under which [`SourceText`] asks the readers of this module for the text of a value.
pub(super) const SOURCE_TEXT: &str = "$keyaccount::source_text";

/// A JSON object as the bytes that it was written as: a plan inside a portfolio or a request.
///
/// Plans are text first: places, number literals and keys that nobody knows survive. Writing it gives the same bytes
/// again.
///
/// # Examples
///
/// ```
/// use keyaccount::document::{self, SourceText};
///
/// let plan: SourceText = document::read(r#"{ "share": 0.40, "x_note": "?" }"#)?;
/// assert_eq!(plan.as_str(), r#"{ "share": 0.40, "x_note": "?" }"#);
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText(String);

impl SourceText {
    /// Returns the text, which is one JSON object without white space around it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the source text of the object that `text` writes.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when the text is not one JSON object, or is over a bound.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        super::read(text)
    }

    /// Returns the document that the text writes.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when the text came from another reader and is over a bound of this one.
    pub fn document(&self) -> Result<Document, ReadError> {
        Document::parse(&self.0)
    }
}

impl fmt::Display for SourceText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SourceText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(SOURCE_TEXT, SourceVisitor)
    }
}

/// Writes the bytes as they are where the format is JSON text.
impl Serialize for SourceText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(&self.0).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

struct SourceVisitor;

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = SourceText;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(Kind::Object.words())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SourceText, E> {
        Ok(SourceText(text.to_owned()))
    }

    /// Any other reader of JSON: `serde_json` hands over the text of a value by the name of its own newtype.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<SourceText, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        if raw.get().starts_with('{') {
            return Ok(SourceText(raw.get().to_owned()));
        }
        Err(de::Error::custom("value must be an object"))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for SourceText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SourceText".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "object", "additionalProperties": true})
    }

    fn inline_schema() -> bool {
        true
    }
}
