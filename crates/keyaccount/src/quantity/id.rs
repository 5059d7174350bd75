//! Names by which entities refer to each other.

use std::fmt;
use std::sync::Arc;

use serde::de::{self, Visitor};

use super::OutOfRange;
use super::is_invisible;

/// The most characters that an id may have.
const MAX_CHARS: usize = 200;

fn checked(text: &str) -> Result<Arc<str>, OutOfRange> {
    // A byte-order mark or a zero-width space from a spreadsheet would make two equal ids differ.
    // A control character is no white space of a spreadsheet but damage, and is refused wherever it stands.
    let id = text.trim_matches(|character: char| is_invisible(character) && !is_damage(character));
    if id.is_empty() || id.chars().count() > MAX_CHARS || id.chars().any(char::is_control) {
        let found: String = text.chars().take(60).collect();
        return Err(OutOfRange::new(
            "id",
            "1 to 200 visible characters",
            format_args!("{found:?}"),
        ));
    }
    Ok(id.into())
}

fn is_damage(character: char) -> bool {
    character.is_control() && !character.is_whitespace()
}

/// Reads an id without a copy of the text in between.
struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = Arc<str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Arc<str>, E> {
        checked(text).map_err(E::custom)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        ///
        /// One to 200 characters, none of them a control character; white space and invisible characters around it are not
        /// part of it. Copies share one text, so that an answer may repeat an id at no cost.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(with = "String", extend("minLength" = 1, "maxLength" = 200)))]
        pub struct $name(Arc<str>);

        impl $name {
            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<&str> for $name {
            type Error = OutOfRange;

            fn try_from(text: &str) -> Result<Self, OutOfRange> {
                checked(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = OutOfRange;

            fn try_from(text: String) -> Result<Self, OutOfRange> {
                checked(&text).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.as_str().to_owned()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(IdVisitor).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// The id of an account, unique in a portfolio.
    AccountId;
    /// The id of an action of a plan.
    ActionId;
    /// The id of a service-level agreement.
    AgreementId;
    /// The id of a criterion, unique in a score model.
    CriterionId;
    /// The id of an entity of a plan, unique among entities of its kind.
    EntityId;
    /// The id of a group of criteria.
    GroupId;
    /// The id of a score model.
    ModelId;
    /// The id of an objective of a plan.
    ObjectiveId;
    /// The id of a person of either side, or of another person named in a plan: one namespace for all.
    PersonId;
    /// The id of a plan.
    PlanId;
    /// The id of a portfolio.
    PortfolioId;
    /// The id of a risk.
    RiskId;
    /// The id of a business unit of an account.
    UnitId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_surrounds_an_id_is_not_part_of_it() {
        for text in ["A 1", " A 1\n", "\u{FEFF}A 1", "A 1\u{200B}\u{A0}"] {
            assert_eq!(AccountId::try_from(text).unwrap().as_str(), "A 1", "{text:?}");
        }
    }

    #[test]
    fn an_id_is_visible_and_short() {
        assert!(PlanId::try_from("é".repeat(200)).is_ok());
        for (text, found) in [
            (String::new(), r#""""#.to_owned()),
            (" \u{200B}".to_owned(), r#"" \u{200b}""#.to_owned()),
            ("A\n1".to_owned(), r#""A\n1""#.to_owned()),
            ("é".repeat(201), format!("\"{}\"", "é".repeat(60))),
        ] {
            let error = PlanId::try_from(text.as_str()).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("id must be 1 to 200 visible characters (got {found})")
            );
            let json = serde_json::to_string(&text).unwrap();
            assert!(serde_json::from_str::<PlanId>(&json).is_err());
        }
    }
}
