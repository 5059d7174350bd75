//! What somebody thinks about a person, and how sure they may be.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::quantity::{Date, PersonId};

/// A judgement about a person, with what it rests on, its date and its author.
///
/// In JSON either the bare value, which is an undated assumption, or an object with `value` and any of `basis`,
/// `as_of` and `by_id`.
///
/// # Examples
///
/// ```
/// use keyaccount::vocabulary::{Basis, Judgement, Rating};
///
/// let bare: Judgement<Rating> = serde_json::from_str("4")?;
/// assert_eq!((bare.value.get(), bare.basis, bare.as_of), (4, Basis::Assumed, None));
///
/// let dated: Judgement<Rating> =
///     serde_json::from_str(r#"{"value": 5, "basis": "confirmed", "as_of": "2026-02-10", "by_id": "T1"}"#)?;
/// assert_eq!(dated.basis, Basis::Confirmed);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement<T> {
    /// What is thought.
    pub value: T,
    /// What it rests on.
    pub basis: Basis,
    /// When it was last thought right.
    pub as_of: Option<Date>,
    /// Who thinks so.
    pub by_id: Option<PersonId>,
}

/// What a judgement rests on: our own guess, somebody's word, or evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Basis {
    #[default]
    Assumed,
    Reported,
    Confirmed,
}

impl<T> Judgement<T> {
    /// Returns `value` as an undated assumption, the meaning of a bare value.
    pub fn assumed(value: T) -> Self {
        Self {
            value,
            basis: Basis::Assumed,
            as_of: None,
            by_id: None,
        }
    }

    fn is_bare(&self) -> bool {
        self.basis == Basis::Assumed && self.as_of.is_none() && self.by_id.is_none()
    }
}

/// A judgement about a person: the value, what it rests on, its date and its author.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Judgement_{T}", deny_unknown_fields))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
struct Written<T> {
    value: T,
    #[cfg_attr(feature = "schema", schemars(default))]
    basis: Basis,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_id: Option<PersonId>,
}

impl<T: Serialize> Serialize for Judgement<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_bare() {
            return self.value.serialize(serializer);
        }
        let written = Written {
            value: &self.value,
            basis: self.basis,
            as_of: self.as_of,
            by_id: self.by_id.clone(),
        };
        written.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Judgement<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JudgementVisitor(PhantomData))
    }
}

struct JudgementVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for JudgementVisitor<T> {
    type Value = Judgement<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value, or an object with a `value`")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(Judgement::assumed)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(Judgement::assumed)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(Judgement::assumed)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(Judgement::assumed)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut value, mut basis, mut as_of, mut by_id) = (None, Basis::default(), None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "value" => value = Some(map.next_value()?),
                "basis" => basis = map.next_value()?,
                "as_of" => as_of = Some(map.next_value()?),
                "by_id" => by_id = Some(map.next_value()?),
                own if own.starts_with("x_") => drop(map.next_value::<IgnoredAny>()?),
                unknown => {
                    return Err(de::Error::unknown_field(
                        unknown,
                        &["value", "basis", "as_of", "by_id"],
                    ));
                }
            }
        }
        Ok(Judgement {
            value: value.ok_or_else(|| de::Error::missing_field("value"))?,
            basis,
            as_of,
            by_id,
        })
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Judgement<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("BareOrJudgement_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let bare = generator.subschema_for::<T>();
        let written = generator.subschema_for::<Written<T>>();
        schemars::json_schema!({"anyOf": [bare, written]})
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Basis, Judgement};
    use crate::quantity::{Date, PersonId};
    use crate::vocabulary::{Rating, Stance};

    proptest! {
        #[test]
        fn a_judgement_survives_the_round_trip(
            value in 1_i64..=5,
            basis in prop_oneof![Just(Basis::Assumed), Just(Basis::Reported), Just(Basis::Confirmed)],
            day in proptest::option::of(0_i32..60_000),
            by in proptest::option::of("[A-Z][0-9]{1,3}"),
        ) {
            let judgement = Judgement {
                value: Rating::try_from(value).unwrap(),
                basis,
                as_of: day.and_then(|day| chrono::NaiveDate::from_num_days_from_ce_opt(700_000 + day)
                    .and_then(|day| Date::try_from(day).ok())),
                by_id: by.map(|by| PersonId::try_from(by).unwrap()),
            };
            let text = serde_json::to_string(&judgement).unwrap();
            prop_assert_eq!(serde_json::from_str::<Judgement<Rating>>(&text).unwrap(), judgement);
        }
    }

    #[test]
    fn a_bare_value_stays_bare() {
        let text = serde_json::to_string(&Judgement::assumed(Stance::MIN)).unwrap();
        assert_eq!(text, "-2");
    }

    #[test]
    fn refusals_name_what_was_expected() {
        let refusal = |text: &str| {
            serde_json::from_str::<Judgement<Rating>>(text)
                .unwrap_err()
                .to_string()
        };
        assert!(refusal("9").starts_with("rating must be a whole number between 1 and 5 (got 9)"));
        assert!(refusal("{}").starts_with("missing field `value`"));
        assert!(refusal(r#"{"value": 3, "sure": true}"#).starts_with("unknown field `sure`"));
        assert!(
            refusal("null").starts_with("invalid type: null, expected a value, or an object with a `value`")
        );
    }
}
