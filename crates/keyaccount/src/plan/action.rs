//! What is to be done.

use serde::{Deserialize, Serialize};

use crate::quantity::{ActionId, Date, Money, PersonId};
use crate::vocabulary::{Figure, Percent, Reference, entity, required};

/// Something to be done, by whom and until when.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Action>))]
pub struct Action {
    /// The id, unique among the actions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ActionId>,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it serves: objectives, needs, value-adds, risks, commitments, metrics, reviews, decisions, contacts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<Reference>,
    /// Who has which part in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assignments: Vec<Assignment>,
    /// Who carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// When it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_on: Option<Date>,
    /// When it must be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// How many days it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_days: Option<u32>,
    /// How many days of work it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort_days: Option<Figure>,
    /// The three-point estimate of its duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// The actions that it waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<Dependency>,
    /// How it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ActionStatus>,
    /// How far it has come, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
    /// What shows that it was done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// What blocks it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked_reason: Option<String>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// Labels, such as `onboarding` or `renewal`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

entity!(Action, Action: id, title, status);

/// The part of one person in an action.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Assignment {
    /// The person, of either side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// The part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// A part in an action (RACI); the single letters are read as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Part {
    #[serde(alias = "R")]
    Responsible,
    #[serde(alias = "A")]
    Accountable,
    #[serde(alias = "C")]
    Consulted,
    #[serde(alias = "I")]
    Informed,
}

/// Who carries an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Side {
    Us,
    Client,
    Joint,
}

/// The three-point estimate of a duration, in days.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Estimate {
    /// If all goes well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub optimistic: Option<Figure>,
    /// As it usually goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likely: Option<Figure>,
    /// If much goes wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pessimistic: Option<Figure>,
}

/// A link from an action to one that it waits for.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Dependency>))]
pub struct Dependency {
    /// The action waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ActionId>,
    /// Which ends are linked, finish to start unless given.
    #[serde(default, alias = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<DependencyKind>,
    /// Days between the two ends, 0 unless given; negative for a lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lag_days: Option<i32>,
}

required!(Dependency: id);

/// Which ends of two actions are linked; the two-letter abbreviations are read as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum DependencyKind {
    #[serde(alias = "FS")]
    #[default]
    FinishToStart,
    #[serde(alias = "SS")]
    StartToStart,
    #[serde(alias = "FF")]
    FinishToFinish,
    #[serde(alias = "SF")]
    StartToFinish,
}

/// How an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum ActionStatus {
    Planned,
    InProgress,
    Blocked,
    Done,
    Cancelled,
}

impl ActionStatus {
    /// Returns whether work is still to be done: planned, in progress or blocked.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::InProgress | Self::Blocked)
    }
}
