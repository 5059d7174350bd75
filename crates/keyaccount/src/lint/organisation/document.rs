//! What an organisation rule says.

use serde::{Deserialize, Serialize};

use super::value::OrganisationValue;
use crate::lint::severity::{Level, Nature};
use crate::vocabulary::{EntityKind, Figure};

/// A rule of an organisation's own: where to look, whom it concerns, and what must hold there.
///
/// # Examples
///
/// ```
/// use keyaccount::document::Document;
/// use keyaccount::lint::{self, Layer, Options};
/// use keyaccount::plan::PlanView;
///
/// let organisation: Layer = keyaccount::document::read(r#"{"name": "organisation", "settings": {"custom": [{
///   "code": "ORG-012", "name": "gxp-owner-named", "level": "warning", "given": "/actions/*",
///   "when": {"field": "tags", "contains": "gxp"},
///   "then": [{"field": "x_quality_owner_id", "check": "present"}],
///   "message": "Action {id} touches GxP but names no quality owner.",
///   "help": "Name the responsible quality person."}]}}"#)?;
/// let options = Options { configuration: vec![organisation], ..Options::default() };
/// let plan = Document::parse(r#"{"actions": [{"id": "A1", "title": "Validate", "status": "planned", "tags": ["gxp"]}]}"#)?;
/// let report = lint::check(&PlanView::read(plan.root())?, None, &options)?;
/// let finding = report.findings.iter().find(|finding| finding.code == "ORG-012").unwrap();
/// assert_eq!(finding.message, "Action A1 touches GxP but names no quality owner.");
/// assert_eq!(finding.path, "/actions/0/x_quality_owner_id");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct OrganisationRule {
    /// The code, `ORG-` and one to six digits.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^ORG-[0-9]{1,6}$")))]
    pub code: String,
    /// The name; it reads well after "allow": it names the fault and not the remedy.
    pub name: String,
    /// The level; a section of settings may set another under the code.
    pub level: Level,
    /// The kind of fault; unless given, *missing* for a check that something is present, *risky* for the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<Nature>,
    /// The entries that are judged, as a JSON Pointer with `*` for every entry of a list; empty for the plan as a whole.
    pub given: String,
    /// Which of them the rule concerns; all of them where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<OrganisationCondition>,
    /// What must hold, at most 32 checks; each that fails gives a finding.
    pub then: Vec<OrganisationCheck>,
    /// The sentence of a finding; `{field}` stands for the value of that field of the entry.
    pub message: String,
    /// The next step, in the imperative.
    pub help: String,
}

/// Which entries a rule concerns: those whose field is as one condition says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct OrganisationCondition {
    /// The field of the entry; `/` leads into an object, as in `metric/unit`.
    pub field: String,
    /// The field has this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<OrganisationValue>,
    /// The field has one of these values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<OrganisationValue>>,
    /// The field is a list with this value in it, or a text with this text in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains: Option<OrganisationValue>,
    /// The field says something: `true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<bool>,
    /// The field says nothing: `true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<bool>,
}

/// What must hold for one field of an entry, or for that field of all entries together.
///
/// | check | holds where | takes |
/// |---|---|---|
/// | `present` | the field says something | |
/// | `absent` | the field says nothing | |
/// | `one_of` | the value, or every value of a list, is one of `values` | `values` |
/// | `pattern` | the pattern is found in the text | `pattern` |
/// | `min`, `max` | the number is at least `min`, at most `max` | `min`, `max` |
/// | `length` | the text has that many characters | `min`, `max` or both |
/// | `count` | the list has that many entries | `min`, `max` or both |
/// | `unique` | no other of the entries has the value | |
/// | `ref_exists` | each id leads to an entity | `kind`, unless the ids are written `kind:id` |
/// | `equals_field` | the value is that of another field | `of` |
/// | `date_before`, `date_after` | the day lies before, after another | `of` |
/// | `within_days` | the days from the other day to this one are at least `min`, unless given `-max`, and at most `max` | `of`, `max`, `min` |
/// | `sum_at_most` | the numbers of the entries add up to at most `max` | `max` |
///
/// `of` is a field of the entry, a JSON Pointer into the plan, or `as_of` for the day of judgement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct OrganisationCheck {
    /// The field of the entry; `/` leads into an object, as in `metric/unit`.
    pub field: String,
    /// What must hold.
    pub check: CheckKind,
    /// The allowed values, at most 256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<OrganisationValue>>,
    /// The pattern, a regular expression of at most 200 characters without look-around and back-references; `^` and `$` tie
    /// it to the ends. It looks at texts of at most 10000 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The least number, characters, entries or days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Figure>,
    /// The most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Figure>,
    /// What the field is compared with: a field of the entry, a JSON Pointer into the plan, or `as_of`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The kind of entity that an id must lead to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EntityKind>,
}

/// What must hold for a field; [`OrganisationCheck`] says what each means and takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "OrganisationCheckKind"))]
#[allow(
    missing_docs,
    reason = "described where it is used; comments here would split it in the schema"
)]
pub enum CheckKind {
    Present,
    Absent,
    OneOf,
    Pattern,
    Min,
    Max,
    Length,
    Count,
    Unique,
    RefExists,
    EqualsField,
    DateBefore,
    DateAfter,
    WithinDays,
    SumAtMost,
}

impl CheckKind {
    /// Returns the word for the check, as on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::OneOf => "one_of",
            Self::Pattern => "pattern",
            Self::Min => "min",
            Self::Max => "max",
            Self::Length => "length",
            Self::Count => "count",
            Self::Unique => "unique",
            Self::RefExists => "ref_exists",
            Self::EqualsField => "equals_field",
            Self::DateBefore => "date_before",
            Self::DateAfter => "date_after",
            Self::WithinDays => "within_days",
            Self::SumAtMost => "sum_at_most",
        }
    }

    /// Returns whether the check looks at all entries together.
    pub(super) fn is_about_all(self) -> bool {
        matches!(self, Self::Unique | Self::SumAtMost)
    }
}

/// What `of` is compared with where it names the day of judgement.
pub(super) const AS_OF: &str = "as_of";

impl OrganisationRule {
    /// Returns whether the rule can be judged only on a day.
    pub(super) fn needs_date(&self) -> bool {
        self.then.iter().any(|check| check.of.as_deref() == Some(AS_OF))
    }

    /// Returns the kind of fault that a failed check is.
    pub(super) fn nature_of(&self, check: &OrganisationCheck) -> Nature {
        self.nature.unwrap_or(match check.check {
            CheckKind::Present => Nature::Missing,
            _ => Nature::Risky,
        })
    }
}
