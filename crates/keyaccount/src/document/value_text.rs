//! Any JSON value kept as the text that it was written as.

use std::fmt;

use serde::{Serialize, Serializer, ser};
use serde_json::value::RawValue;

use super::canonical;
use super::{Document, Node, ReadError};
use crate::quantity::Date;
use crate::quantity::decimal::Decimal;

/// A JSON value as the bytes that it was written as: the value of an edit, one side of a difference.
///
/// [`super::SourceText`] is the same for objects that hosts send. Writing it gives the same bytes again. Two are equal
/// when their bytes are.
///
/// # Examples
///
/// ```
/// use keyaccount::document::{Document, ValueText};
///
/// let document = Document::parse(r#"{"share": 0.40, "tags": [ "a" ]}"#)?;
/// let share = document.root().get("share").unwrap();
/// assert_eq!(ValueText::from(share).as_str(), "0.40");
/// assert_eq!(ValueText::from("so \"named\"").as_str(), r#""so \"named\"""#);
/// assert_eq!(ValueText::parse(" [1.50] ")?.as_str(), "[1.50]");
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueText(String);

impl ValueText {
    /// Returns the text of the value that `text` writes, without white space around it.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when the text is not one JSON value, or is over a bound.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        Document::parse(text).map(|document| Self::from(document.root()))
    }

    /// Returns the text, which is one JSON value without white space around it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ValueText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Writes the bytes as they are where the format is JSON text.
impl Serialize for ValueText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.0.clone()).map_err(ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl From<Node<'_>> for ValueText {
    fn from(node: Node<'_>) -> Self {
        Self(node.raw().to_owned())
    }
}

impl From<&str> for ValueText {
    fn from(text: &str) -> Self {
        let mut quoted = String::with_capacity(text.len() + 2);
        canonical::write_text(text, &mut quoted);
        Self(quoted)
    }
}

impl From<String> for ValueText {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Date> for ValueText {
    fn from(date: Date) -> Self {
        Self::from(date.to_string())
    }
}

impl From<i64> for ValueText {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

/// The shortest digits that read back as the same float; `null` where it is none of JSON.
impl From<f64> for ValueText {
    fn from(number: f64) -> Self {
        Self(serde_json::Value::from(number).to_string())
    }
}

/// A number literal with the digits of the decimal, trailing zeros included.
impl From<Decimal> for ValueText {
    fn from(number: Decimal) -> Self {
        Self(number.to_string())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ValueText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ValueText".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["string", "number", "boolean", "array", "object", "null"]})
    }

    fn inline_schema() -> bool {
        true
    }
}
