//! What is known about an account in one respect.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::quantity::Datum;

/// The raw value of a criterion: a number in its unit, or the grade that a level of its rubric goes by.
///
/// In JSON a number or a text. Whether a criterion knows the grade is for the score model to say.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Datum;
/// use keyaccount::vocabulary::Fact;
///
/// let fact: Fact = serde_json::from_str("\"A\"")?;
/// assert_eq!(fact, Fact::from("A"));
/// let known: Datum<Fact> = 7.5.into();
/// assert_eq!(known, Datum::Value(Fact::Number(7.5)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A number, in the unit or rating of the criterion.
    Number(f64),
    /// The grade of a level, such as `A` or `yes`.
    Grade(String),
}

impl Fact {
    /// Returns the number, nothing for a grade.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Grade(_) => None,
        }
    }
}

impl From<f64> for Fact {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Fact {
    fn from(grade: &str) -> Self {
        Self::Grade(grade.to_owned())
    }
}

impl From<String> for Fact {
    fn from(grade: String) -> Self {
        Self::Grade(grade)
    }
}

impl From<f64> for Datum<Fact> {
    fn from(number: f64) -> Self {
        Self::Value(number.into())
    }
}

impl From<&str> for Datum<Fact> {
    fn from(grade: &str) -> Self {
        Self::Value(grade.into())
    }
}

impl From<Datum<f64>> for Datum<Fact> {
    fn from(number: Datum<f64>) -> Self {
        number.map(Fact::Number)
    }
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Grade(grade) => serializer.serialize_str(grade),
        }
    }
}

impl<'de> Deserialize<'de> for Fact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FactVisitor)
    }
}

struct FactVisitor;

#[expect(
    clippy::cast_precision_loss,
    reason = "a number counts as the nearest float, as everywhere"
)]
impl Visitor<'_> for FactVisitor {
    type Value = Fact;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number or a grade")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Fact, E> {
        Ok(Fact::Number(number as f64))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Fact, E> {
        Ok(Fact::Number(number as f64))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Fact, E> {
        Ok(Fact::Number(number))
    }

    fn visit_str<E: de::Error>(self, grade: &str) -> Result<Fact, E> {
        Ok(grade.into())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Fact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Fact".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["number", "string"]})
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    #[test]
    fn numbers_and_grades_come_back_as_they_were_written() {
        for (text, fact) in [
            ("7.5", Datum::from(7.5)),
            ("7", Datum::from(7.0)),
            ("-0.0", Datum::from(-0.0)),
            ("-3", Datum::from(-3.0)),
            ("18446744073709551615", Datum::from(18_446_744_073_709_551_615.0)),
            ("\"A\"", Datum::from("A")),
            ("\"7\"", Datum::from("7")),
            (r#"{"state": "unknown"}"#, Datum::Unknown),
        ] {
            assert_eq!(document::read::<Datum<Fact>>(text).unwrap(), fact, "{text}");
            assert_eq!(serde_json::from_str::<Datum<Fact>>(text).unwrap(), fact, "{text}");
            let written = serde_json::to_string(&fact).unwrap();
            assert_eq!(
                document::read::<Datum<Fact>>(&written).unwrap(),
                fact,
                "{written}"
            );
        }
    }

    #[test]
    fn nothing_else_is_a_fact() {
        for (text, message) in [
            ("true", "value must be a number or a grade (got true or false)"),
            ("[1]", "value must be a number or a grade (got a list)"),
            (
                r#"{"grade": "A"}"#,
                "value must be a number or a grade (got an object)",
            ),
        ] {
            assert_eq!(
                document::read::<Datum<Fact>>(text).unwrap_err().to_string(),
                message
            );
        }
    }
}
