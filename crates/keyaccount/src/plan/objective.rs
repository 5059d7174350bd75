//! What the plan is to reach.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, EntityId, ObjectiveId, PersonId, Share};
use crate::vocabulary::{Figure, entity};

/// An objective, measured or judged, with its owner and its deadline.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Objective>))]
pub struct Objective {
    /// The id, unique among the objectives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ObjectiveId>,
    /// What is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ObjectiveKind>,
    /// Who gains by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneficiary: Option<Beneficiary>,
    /// The member who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    /// Whether it is measured or judged.
    #[serde(default, alias = "type", skip_serializing_if = "Option::is_none")]
    pub measurement: Option<Measurement>,
    /// What is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Metric>,
    /// The value at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<DatedFigure>,
    /// The value to reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Aim>,
    /// The value last measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<DatedFigure>,
    /// What will show that a qualitative objective is met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub success_evidence: Option<String>,
    /// Who judges a qualitative objective.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judge_id: Option<PersonId>,
    /// When work on it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_on: Option<Date>,
    /// When it must be met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// The values to reach on the way, in the order of their dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Waypoint>,
    /// Its weight among the objectives, as a share of 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Share>,
    /// The objectives of the client that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub client_objective_ids: Vec<EntityId>,
    /// The needs that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub need_ids: Vec<EntityId>,
    /// The objective that it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<ObjectiveId>,
    /// How it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ObjectiveStatus>,
    /// When it was met, missed or dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// Why it was missed or dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing_note: Option<String>,
}

entity!(Objective, Objective: id, title, kind, status);

impl Objective {
    /// Returns which way its metric should go, where it says.
    pub(crate) fn direction(&self) -> Option<MetricDirection> {
        self.metric.as_ref()?.direction
    }

    /// Returns the value at the start, where it is known.
    pub(crate) fn baseline_value(&self) -> Option<Figure> {
        self.baseline.as_ref()?.value
    }

    /// Returns the value to reach, where it is known.
    pub(crate) fn target_value(&self) -> Option<Figure> {
        self.target.as_ref()?.value
    }
}

/// What an objective is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum ObjectiveKind {
    Growth,
    Retention,
    Relationship,
    Service,
    Innovation,
    Value,
    Profitability,
    Supply,
    Other,
}

/// Who gains by an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Beneficiary {
    Us,
    Client,
    Mutual,
}

/// Whether an objective is measured or judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Measurement {
    Quantitative,
    Qualitative,
}

/// What is measured, and which way it should go.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Metric {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Which way it should go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<MetricDirection>,
    /// Where the numbers come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Which way a metric should go; `establish` means that it is to be measured for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum MetricDirection {
    Up,
    Down,
    Hold,
    Establish,
}

/// A value and the day on which it was measured.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct DatedFigure {
    /// The value, in the unit of the metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Figure>,
    /// The day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
}

/// The value that an objective is to reach.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Aim {
    /// The value, in the unit of the metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Figure>,
}

/// A value to reach on the way.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Waypoint {
    /// The day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The value, in the unit of the metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Figure>,
}

/// How an objective stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum ObjectiveStatus {
    Draft,
    Active,
    Met,
    Missed,
    Dropped,
}

impl ObjectiveStatus {
    /// Returns whether it is still to be met: draft or active.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Active)
    }
}
