//! An object kept as the text that it was written as.

use std::fmt;

use serde::de::{Deserializer, Error as _, Unexpected};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Document, Kind, ReadError};

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
#[derive(Debug, Clone)]
pub struct SourceText(Box<RawValue>);

impl SourceText {
    /// Returns the text, which is one JSON object without white space around it.
    pub fn as_str(&self) -> &str {
        self.0.get()
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
        Document::parse(self.as_str())
    }
}

impl fmt::Display for SourceText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for SourceText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let found = match raw.get().bytes().next() {
            Some(b'{') => return Ok(Self(raw)),
            Some(b'[') => Unexpected::Seq,
            Some(b'"') => Unexpected::Str("text"),
            Some(b't') => Unexpected::Bool(true),
            Some(b'f') => Unexpected::Bool(false),
            Some(b'n') => Unexpected::Unit,
            _ => Unexpected::Other("a number"),
        };
        Err(D::Error::invalid_type(found, &Kind::Object.words()))
    }
}

/// Writes the bytes as they are where the format is JSON text.
impl Serialize for SourceText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The same bytes.
impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for SourceText {}

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
