//! The thresholds and word lists of rules, and how configuration sets them.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::account::Tier;

/// A threshold or a word list of a rule.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// The name, with its unit at the end where it has one.
    pub name: &'static str,
    /// What it does.
    pub meaning: &'static str,
    /// The value where configuration says nothing.
    pub default: ParameterDefault,
    /// The words that a text or a list may hold; empty where any may stand.
    pub choices: &'static [&'static str],
    /// Which numbers are stricter; a locked rule lets later layers go that way only.
    pub stricter: Stricter,
    /// Where the default comes from.
    pub source: &'static str,
}

impl Parameter {
    /// A number.
    pub(super) const fn number(
        name: &'static str,
        default: f64,
        meaning: &'static str,
        source: &'static str,
    ) -> Self {
        Self::new(name, ParameterDefault::Number(default), meaning, source)
    }

    /// A number that depends on the tier of the account.
    pub(super) const fn per_tier(
        name: &'static str,
        default: &'static [(Tier, f64)],
        meaning: &'static str,
        source: &'static str,
    ) -> Self {
        Self::new(name, ParameterDefault::PerTier(default), meaning, source)
    }

    /// Several numbers, as many as the default has.
    pub(super) const fn numbers(
        name: &'static str,
        default: &'static [f64],
        meaning: &'static str,
        source: &'static str,
    ) -> Self {
        Self::new(name, ParameterDefault::Numbers(default), meaning, source)
    }

    /// A yes or a no.
    pub(super) const fn flag(
        name: &'static str,
        default: bool,
        meaning: &'static str,
        source: &'static str,
    ) -> Self {
        Self::new(name, ParameterDefault::Flag(default), meaning, source)
    }

    /// One word out of several.
    pub(super) const fn choice(
        name: &'static str,
        default: &'static str,
        choices: &'static [&'static str],
        meaning: &'static str,
        source: &'static str,
    ) -> Self {
        Self {
            choices,
            ..Self::new(name, ParameterDefault::Text(default), meaning, source)
        }
    }

    /// One word out of several that depends on the tier of the account.
    pub(super) const fn choice_per_tier(
        name: &'static str,
        default: &'static [(Tier, &'static str)],
        choices: &'static [&'static str],
        meaning: &'static str,
        source: &'static str,
    ) -> Self {
        Self {
            choices,
            ..Self::new(name, ParameterDefault::TextPerTier(default), meaning, source)
        }
    }

    /// A list of texts.
    pub(super) const fn texts(
        name: &'static str,
        default: &'static [&'static str],
        meaning: &'static str,
        source: &'static str,
    ) -> Self {
        Self::new(name, ParameterDefault::Texts(default), meaning, source)
    }

    /// The only words that the list may hold.
    pub(super) const fn out_of(self, choices: &'static [&'static str]) -> Self {
        Self { choices, ..self }
    }

    /// The smaller the number, the more findings.
    pub(super) const fn smaller_is_stricter(self) -> Self {
        Self {
            stricter: Stricter::Smaller,
            ..self
        }
    }

    /// The larger the number, the more findings.
    pub(super) const fn larger_is_stricter(self) -> Self {
        Self {
            stricter: Stricter::Larger,
            ..self
        }
    }

    const fn new(
        name: &'static str,
        default: ParameterDefault,
        meaning: &'static str,
        source: &'static str,
    ) -> Self {
        Self {
            name,
            meaning,
            default,
            choices: &[],
            stricter: Stricter::Unordered,
            source,
        }
    }
}

/// Which values of a parameter are stricter, that is, never lead to fewer findings: smaller numbers, larger ones, or neither,
/// because another value makes another rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum Stricter {
    Smaller,
    Larger,
    Unordered,
}

/// The value of a parameter where configuration says nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ParameterDefault {
    /// A number.
    Number(f64),
    /// A number for each tier; a tier that is not listed has none.
    PerTier(&'static [(Tier, f64)]),
    /// Several numbers.
    Numbers(&'static [f64]),
    /// A yes or a no.
    Flag(bool),
    /// A word.
    Text(&'static str),
    /// A word for each tier; a tier that is not listed has none.
    TextPerTier(&'static [(Tier, &'static str)]),
    /// A list of words.
    Texts(&'static [&'static str]),
}

impl ParameterDefault {
    /// Returns the value for accounts of `tier`, nothing where the default depends on the tier and names no value for it.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::account::Tier;
    /// use keyaccount::lint::{ParameterDefault, ParameterValue};
    ///
    /// let default = ParameterDefault::PerTier(&[(Tier::Strategic, 45.0), (Tier::Key, 60.0)]);
    /// assert_eq!(default.value(Some(Tier::Key)), Some(ParameterValue::Number(60.0)));
    /// assert_eq!(default.value(Some(Tier::Standard)), None);
    /// ```
    pub fn value(self, tier: Option<Tier>) -> Option<ParameterValue> {
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        match self {
            Self::Number(number) => Some(ParameterValue::Number(number)),
            Self::PerTier(numbers) => {
                let number = numbers.iter().find(|(of, _)| Some(*of) == tier);
                number.map(|&(_, number)| ParameterValue::Number(number))
            }
            Self::Numbers(numbers) => Some(ParameterValue::Numbers(numbers.to_vec())),
            Self::Flag(flag) => Some(ParameterValue::Flag(flag)),
            Self::Text(text) => Some(ParameterValue::Text(text.to_owned())),
            Self::TextPerTier(words) => {
                let word = words.iter().find(|(of, _)| Some(*of) == tier);
                word.map(|&(_, word)| ParameterValue::Text(word.to_owned()))
            }
            Self::Texts(list) => Some(ParameterValue::Texts(texts(list))),
        }
    }

    /// Returns whether `value` may stand where this default stands.
    pub(super) fn accepts(self, value: &ParameterValue) -> bool {
        match (self, value) {
            (Self::Number(_) | Self::PerTier(_), ParameterValue::Number(_))
            | (Self::Flag(_), ParameterValue::Flag(_))
            | (Self::Text(_) | Self::TextPerTier(_), ParameterValue::Text(_))
            | (Self::Texts(_), ParameterValue::Texts(_)) => true,
            (Self::Numbers(numbers), ParameterValue::Numbers(values)) => numbers.len() == values.len(),
            _ => false,
        }
    }

    /// Returns what may stand here, in the words of a user.
    pub(super) fn kind(self) -> String {
        match self {
            Self::Number(_) | Self::PerTier(_) => "a number".to_owned(),
            Self::Numbers(numbers) => format!("a list of {} numbers", numbers.len()),
            Self::Flag(_) => "true or false".to_owned(),
            Self::Text(_) | Self::TextPerTier(_) => "a text".to_owned(),
            Self::Texts(_) => "a list of texts".to_owned(),
        }
    }
}

/// The value of a parameter: a number or several, a yes or no, a word or a list of words.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterValue {
    /// A number.
    Number(f64),
    /// Several numbers.
    Numbers(Vec<f64>),
    /// A yes or a no.
    Flag(bool),
    /// A word.
    Text(String),
    /// A list of words.
    Texts(Vec<String>),
}

impl ParameterValue {
    /// Returns the kind in the words of a user.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "a number",
            Self::Numbers(_) => "a list of numbers",
            Self::Flag(_) => "true or false",
            Self::Text(_) => "a text",
            Self::Texts(_) => "a list of texts",
        }
    }

    /// Returns the words that the value holds.
    pub(super) fn words(&self) -> &[String] {
        match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::Texts(texts) => texts,
            _ => &[],
        }
    }
}

/// The values of a rule's parameters, by name.
pub type Parameters = BTreeMap<String, ParameterValue>;

impl Serialize for ParameterValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Numbers(numbers) => numbers.serialize(serializer),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Text(text) => serializer.serialize_str(text),
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
        formatter.write_str("a number, true or false, a text, or a list of numbers or of texts")
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

    fn visit_str<E: de::Error>(self, text: &str) -> Result<ParameterValue, E> {
        Ok(ParameterValue::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<ParameterValue, A::Error> {
        let (mut numbers, mut texts) = (Vec::new(), Vec::new());
        while let Some(entry) = sequence.next_element()? {
            match entry {
                ParameterValue::Number(number) => numbers.push(number),
                ParameterValue::Text(text) => texts.push(text),
                other => {
                    return Err(de::Error::custom(format!(
                        "a list must hold numbers or texts (got {})",
                        other.kind()
                    )));
                }
            }
        }
        match (numbers.is_empty(), texts.is_empty()) {
            (false, false) => Err(de::Error::custom("a list must hold numbers or texts, not both")),
            (false, true) => Ok(ParameterValue::Numbers(numbers)),
            (true, _) => Ok(ParameterValue::Texts(texts)),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ParameterValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ParameterValue".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The value of a rule's parameter: a number, true or false, a text, or a list of numbers or of texts.",
            "anyOf": [{"type": "number"}, {"type": "boolean"}, {"type": "string"},
                      {"type": "array", "items": {"type": ["number", "string"]}}]
        })
    }
}
