//! One fault of a plan: what is wrong, where, and what to do.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::gate::Gate;
use super::rule::Scope;
use super::severity::{Nature, Severity};
pub use crate::document::patch::Edit;
use crate::quantity::Date;

/// One fault of a plan.
///
/// Hosts show `message` and `help`, or translate from `message_id` and `args`; they never parse text. Neither position
/// nor wording is part of the identity of a finding: `fingerprint` is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The rule's code, such as `KA-404`, or `ORG-012` for a rule of the organisation's own.
    pub code: Cow<'static, str>,
    /// The rule's name, such as `no-decision-maker`.
    pub name: Cow<'static, str>,
    /// The severity after configuration, state and mode.
    pub severity: Severity,
    /// The kind of fault.
    pub nature: Nature,
    /// One sentence that says what is wrong, with labels and numbers.
    pub message: String,
    /// The name of the sentence, for translation.
    pub message_id: String,
    /// The values that the sentence mentions.
    pub args: BTreeMap<Cow<'static, str>, Value>,
    /// The next step, in the imperative.
    pub help: String,
    /// The document that is judged, into which the pointers point.
    pub document: Scope,
    /// The JSON Pointer of the most specific place; it may not exist yet.
    pub path: String,
    /// Whether `path` exists in the plan.
    pub exists: bool,
    /// The JSON Pointer of the nearest place that exists.
    pub anchor: String,
    /// The entity that is judged; survives reordering.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityRef>,
    /// The other places that belong to the fault.
    pub related: Vec<Related>,
    /// What was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed: Option<Measure>,
    /// What would have been right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Limit>,
    /// The gates that this finding blocks.
    pub gates: Vec<Gate>,
    /// Changes that would mend it.
    pub fixes: Vec<Fix>,
    /// `v1:` and a hash of code, document, entity, field and discriminator.
    pub fingerprint: String,
    /// The hash of the judged part of the plan; changes when the facts change.
    pub content_hash: String,
    /// The page of the rule, relative to the documentation; empty for a rule of the organisation's own.
    pub docs_url: String,
    /// Whether the finding counts.
    pub status: Status,
    /// Why it does not count, where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<SetAside>,
    /// Whether its rule is one that nothing may lower.
    #[serde(skip)]
    pub(crate) is_forbidden: bool,
}

/// Whether a finding counts: it does, somebody set it aside for a while, or it was there when checking began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "FindingStatus"))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum Status {
    Active,
    Suppressed,
    Baselined,
}

/// Why a finding does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetAside {
    /// What set it aside.
    pub by: SetAsideBy,
    /// Why, in the words of whoever set it aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The last day on which that holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// The id of the person who approved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by_id: Option<String>,
    /// The day on which it came into the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_seen_on: Option<Date>,
}

/// What set a finding aside: a suppression in the plan, one beside it, or the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum SetAsideBy {
    InSource,
    External,
    Baseline,
}

/// An entity by kind and id, such as `objective` and `O2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntityRef {
    /// The kind of entity, in `snake_case`.
    pub kind: &'static str,
    /// The id, unique among entities of its kind.
    pub id: String,
}

/// Another place that belongs to a fault, such as the second of two equal ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Related {
    /// The JSON Pointer of the place.
    pub path: String,
    /// What this place has to do with the fault.
    pub message: String,
}

/// A measured value with its unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Measure {
    /// The value.
    pub value: Value,
    /// The unit, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
}

impl Measure {
    pub(crate) fn new(value: impl Into<Value>, unit: &'static str) -> Self {
        Self {
            value: value.into(),
            unit: Some(unit),
        }
    }
}

/// What a measured value should have been.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limit {
    /// How the value is compared: `<=`, `>=`, `<`, `>`, `=`, or `one_of`.
    pub op: &'static str,
    /// The value to compare with.
    pub value: Value,
    /// The unit, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
}

impl Limit {
    pub(crate) fn at_least(value: impl Into<Value>, unit: &'static str) -> Self {
        Self::new(">=", value, unit)
    }

    pub(crate) fn at_most(value: impl Into<Value>, unit: &'static str) -> Self {
        Self::new("<=", value, unit)
    }

    pub(crate) fn above(value: impl Into<Value>, unit: &'static str) -> Self {
        Self::new(">", value, unit)
    }

    pub(crate) fn below(value: impl Into<Value>, unit: &'static str) -> Self {
        Self::new("<", value, unit)
    }

    fn new(op: &'static str, value: impl Into<Value>, unit: &'static str) -> Self {
        Self {
            op,
            value: value.into(),
            unit: Some(unit),
        }
    }
}

/// A change that would mend a finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fix {
    /// What the change does, in the imperative.
    pub title: String,
    /// How much thought the change needs.
    pub applicability: Applicability,
    /// A JSON Patch (RFC 6902) on the text of the plan; what replaces, moves or removes a value is preceded by a test of it.
    pub edits: Vec<Edit>,
    /// Whether this is the change to offer first.
    pub preferred: bool,
}

/// How much thought a fix needs: *safe* none, *unsafe* changes the meaning and is shown first, *manual* is advice only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum Applicability {
    Safe,
    Unsafe,
    Manual,
}

/// A value that a finding talks about: in JSON a text, a number, a date text, or a list of texts.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A label, an id, a word.
    Text(String),
    /// A count or a number of days.
    Integer(i64),
    /// A measured number.
    Number(f64),
    /// A civil date.
    Date(Date),
    /// Several labels or ids.
    Texts(Vec<String>),
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Date(date) => serializer.collect_str(date),
            Self::Texts(texts) => texts.serialize(serializer),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Value {
    fn schema_name() -> Cow<'static, str> {
        "FindingValue".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A value that a finding talks about: a text, a number, a date, or a list of texts.",
            "anyOf": [{"type": "string"}, {"type": "number"}, {"type": "array", "items": {"type": "string"}}]
        })
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Vec<String>> for Value {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}
