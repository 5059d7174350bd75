//! When the plan is talked about, with whom, and what came of it.

use serde::{Deserialize, Serialize};

use crate::quantity::{ActionId, Date, EntityId, PersonId};
use crate::vocabulary::{Reference, RhythmUnit, entity};

/// The rhythms, the reviews and the reports of a plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Governance {
    /// The rhythms of contact and review.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cadences: Vec<Cadence>,
    /// The reviews that were held or are planned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
    /// What is reported about the results, and to whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<Report>,
}

/// A rhythm of contact or review, counted from its anchor.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Cadence>))]
pub struct Cadence {
    /// The id, unique among the cadences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What happens in this rhythm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CadenceKind>,
    /// How many units lie between one time and the next, at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<u32>,
    /// The unit that is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<RhythmUnit>,
    /// The day from which times are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor_on: Option<Date>,
    /// Who sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
}

entity!(Cadence, Cadence: id, kind);

/// What happens in a rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum CadenceKind {
    Operational,
    Refinement,
    JointReview,
    Executive,
    CycleReview,
}

/// A review, planned or held.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Review>))]
pub struct Review {
    /// The id, unique among the reviews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What kind of review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CadenceKind>,
    /// The cadence that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence_id: Option<EntityId>,
    /// The slot of the cadence that it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot_on: Option<Date>,
    /// When it is to be held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_on: Option<Date>,
    /// When it was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_on: Option<Date>,
    /// The contacts who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub client_attendee_ids: Vec<PersonId>,
    /// The members who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub our_attendee_ids: Vec<PersonId>,
    /// What it answers: health readings, risks, metrics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub responds_to: Vec<Reference>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decision_ids: Vec<EntityId>,
    /// The actions that came of it, new or changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub action_ids: Vec<ActionId>,
    /// What was learned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lessons: Vec<String>,
    /// Why nothing changes, where nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_change_note: Option<String>,
    /// The version of the plan after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_version_after: Option<u32>,
}

entity!(Review, Review: id, kind);

/// A report on the results of the account (KAM practice, S3).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Report>))]
#[cfg_attr(feature = "schema", schemars(rename = "PerformanceReport"))]
pub struct Report {
    /// The id, unique among the reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many units lie between one report and the next, at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<u32>,
    /// The unit that is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<RhythmUnit>,
    /// Who makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    /// Who gets it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipient_ids: Vec<PersonId>,
}

entity!(Report, Report: id);
