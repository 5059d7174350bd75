//! Findings that somebody has looked at and set aside for a while.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, PersonId};
use crate::vocabulary::Reference;

/// A finding, or all findings of a kind, set aside with a reason until a day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Suppression {
    /// The code of the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where it is set aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<SuppressionTarget>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by_id: Option<PersonId>,
    /// When it was set aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_on: Option<Date>,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// The fingerprint of the one finding that is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}

/// Where findings are set aside: at an entity, below a path with `*` and `**`, or in the whole document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum SuppressionTarget {
    Entity(Reference),
    Path(String),
    Document(bool),
}
