//! What a rule declares about itself.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::context::Context;
use super::gate::Gate;
use super::severity::{Nature, Profile, Severity};
use super::sink::Sink;
use crate::account::Tier;

/// A rule: what it is called, what it reads, whom it judges, and how it judges.
///
/// Codes are public contract: never reused, never renumbered.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The code, `KA-` and three digits.
    pub code: &'static str,
    /// The name; it reads well after "allow": it names the fault and not the remedy.
    pub name: &'static str,
    /// The severity in a running plan, before configuration.
    pub severity: Severity,
    /// The kind of fault.
    pub nature: Nature,
    /// The set that the rule belongs to.
    pub profile: Profile,
    /// The tiers whose plans are judged; empty for all.
    pub tiers: &'static [Tier],
    /// The gates that list the rule; empty for none.
    pub gates: &'static [GateUse],
    /// The places that the rule reads, as JSON Pointers with `*` for every entry of a list.
    ///
    /// Where one of them cannot be read, the rule is not evaluated there: one fact gives one finding.
    pub inputs: &'static [&'static str],
    /// Whether the rule needs to know the date of evaluation.
    pub needs_date: bool,
    /// Whether configuration may neither silence nor lower the rule.
    pub locked: bool,
    /// The thresholds and word lists that configuration may change.
    pub parameters: &'static [Parameter],
    /// The version of keyaccount that brought the rule.
    pub since: &'static str,
    /// Raised when the rule starts to judge differently.
    pub revision: u32,
    /// Judges a plan.
    pub(super) check: fn(&Context<'_>, &mut Sink),
    /// The page of the rule, from its doc comment.
    #[cfg(feature = "schema")]
    pub docs: &'static str,
}

impl Rule {
    /// What most rules have in common.
    pub(super) const BASE: Self = Self {
        code: "",
        name: "",
        severity: Severity::Warning,
        nature: Nature::Invalid,
        profile: Profile::Core,
        tiers: &[],
        gates: &[],
        inputs: &[],
        needs_date: false,
        locked: false,
        parameters: &[],
        since: "0.1.0",
        revision: 1,
        check: |_, _| {},
        #[cfg(feature = "schema")]
        docs: "",
    };
}

/// Declares a rule; its doc comment becomes its page.
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])+ $visibility:vis static $name:ident = { $($field:ident: $value:expr),+ $(,)? };) => {
        $(#[doc = $doc])+
        $visibility static $name: $crate::lint::Rule = $crate::lint::Rule {
            $($field: $value,)+
            #[cfg(feature = "schema")]
            docs: concat!($($doc, "\n"),+),
            ..$crate::lint::Rule::BASE
        };
    };
}
pub(super) use declare_rule;

/// Strategic and key accounts.
pub(super) const STRATEGIC_AND_KEY: &[Tier] = &[Tier::Strategic, Tier::Key];

/// Every tier that gets a plan of its own.
pub(super) const PLANNED_TIERS: &[Tier] = &[Tier::Strategic, Tier::Key, Tier::Incubator];

/// Stops every gate.
pub(super) const ALL_GATES: &[GateUse] = &[
    GateUse::blocking(Gate::G1),
    GateUse::blocking(Gate::G2Approve),
    GateUse::blocking(Gate::G2Launch),
    GateUse::blocking(Gate::G3),
    GateUse::blocking(Gate::G4),
    GateUse::blocking(Gate::G5),
    GateUse::blocking(Gate::G6),
];

/// Stops the approval of a plan and its launch, which repeats the approval.
pub(super) const PLAN_GATES: &[GateUse] = &[
    GateUse::blocking(Gate::G2Approve),
    GateUse::blocking(Gate::G2Launch),
];

/// How a gate uses a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateUse {
    /// The gate.
    pub gate: Gate,
    /// Whether findings stop the gate; otherwise they are shown there as warnings.
    pub blocks: bool,
}

impl GateUse {
    pub(super) const fn blocking(gate: Gate) -> Self {
        Self { gate, blocks: true }
    }
}

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
