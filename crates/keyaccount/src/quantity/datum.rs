//! A fact that may not be known.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// The name under which [`Datum`] tells the readers of [`crate::document`] that it can be absent.
///
/// They hand over the value itself, with its digits and its place; other formats see an ordinary newtype.
pub(crate) const DATUM: &str = "$keyaccount::datum";

/// The key by which an absent value is told from a value.
pub(crate) const STATE: &str = "state";

/// A fact about an account, a person or a criterion, in one of four states that are never merged.
///
/// In documents: the bare value; an absent key is *missing*; `{"state": "unknown"}` and
/// `{"state": "not_applicable"}` say the others. `null` is refused. Answers always write the key, with
/// `{"state": "missing"}` where nobody has looked.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Datum;
///
/// let known: Datum<f64> = serde_json::from_str("7.5")?;
/// let unknown: Datum<f64> = serde_json::from_str(r#"{"state": "unknown"}"#)?;
/// assert_eq!(known.value(), Some(&7.5));
/// assert_eq!(unknown, Datum::Unknown);
/// assert!(serde_json::from_str::<Datum<f64>>("null").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Datum<T> {
    /// The fact is known.
    Value(T),
    /// Nobody has looked.
    #[default]
    Missing,
    /// Somebody has looked and not found it.
    Unknown,
    /// The question does not arise here.
    NotApplicable,
}

impl<T> Datum<T> {
    /// Returns the value, or nothing in the three other states.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Returns which of the four states this is.
    pub fn state(&self) -> State {
        match self {
            Self::Value(_) => State::Value,
            Self::Missing => State::Missing,
            Self::Unknown => State::Unknown,
            Self::NotApplicable => State::NotApplicable,
        }
    }

    /// Returns whether nobody has looked; documents leave the key out then.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// Returns the datum with its value changed by `change`; the other states stay.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Datum<U> {
        match self {
            Self::Value(value) => Datum::Value(change(value)),
            Self::Missing => Datum::Missing,
            Self::Unknown => Datum::Unknown,
            Self::NotApplicable => Datum::NotApplicable,
        }
    }

    /// Returns the datum over a borrowed value.
    pub fn as_ref(&self) -> Datum<&T> {
        match self {
            Self::Value(value) => Datum::Value(value),
            Self::Missing => Datum::Missing,
            Self::Unknown => Datum::Unknown,
            Self::NotApplicable => Datum::NotApplicable,
        }
    }
}

/// Which of its four states a fact is in: known, not looked for, looked for and not found, or not a question here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the states are described on `Datum`; comments here would split the schema's enum"
)]
pub enum State {
    Value,
    Missing,
    Unknown,
    NotApplicable,
}

/// A state other than a value, as it stands in JSON.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Absence {
    Missing,
    Unknown,
    NotApplicable,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Absent"))]
/// Why there is no value: nobody has looked, somebody has looked and not found it, or the question does not arise.
struct Absent {
    state: Absence,
}

impl<T: Serialize> Serialize for Datum<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let state = match self {
            Self::Value(value) => return value.serialize(serializer),
            Self::Missing => Absence::Missing,
            Self::Unknown => Absence::Unknown,
            Self::NotApplicable => Absence::NotApplicable,
        };
        Absent { state }.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Datum<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(DATUM, DatumVisitor(PhantomData))
    }
}

struct DatumVisitor<T>(PhantomData<T>);

macro_rules! forward {
    ($($method:ident($kind:ty);)+) => {$(
        fn $method<E: de::Error>(self, value: $kind) -> Result<Self::Value, E> {
            T::deserialize(value.into_deserializer()).map(Datum::Value)
        }
    )+};
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for DatumVisitor<T> {
    type Value = Datum<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value, or an object with a `state` of `unknown` or `not_applicable`")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(Datum::Value)
    }

    forward! {
        visit_bool(bool);
        visit_i64(i64);
        visit_u64(u64);
        visit_f64(f64);
        visit_str(&str);
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Self::Value, A::Error> {
        T::deserialize(de::value::SeqAccessDeserializer::new(sequence)).map(Datum::Value)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let first: Option<String> = map.next_key()?;
        let is_absent = first.as_deref() == Some(STATE);
        let map = MapAccessDeserializer::new(WithFirstKey { first, rest: map });
        if !is_absent {
            return T::deserialize(map).map(Datum::Value);
        }
        Ok(match Absent::deserialize(map)?.state {
            Absence::Missing => Datum::Missing,
            Absence::Unknown => Datum::Unknown,
            Absence::NotApplicable => Datum::NotApplicable,
        })
    }
}

/// A map whose first key has already been looked at.
struct WithFirstKey<A> {
    first: Option<String>,
    rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithFirstKey<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(key) => {
                let key: StrDeserializer<'_, A::Error> = key.as_str().into_deserializer();
                seed.deserialize(key).map(Some)
            }
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.rest.next_value_seed(seed)
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Datum<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Datum_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let value = generator.subschema_for::<T>();
        let absent = generator.subschema_for::<Absent>();
        schemars::json_schema!({"anyOf": [value, absent]})
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests;
