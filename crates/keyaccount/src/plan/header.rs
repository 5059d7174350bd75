//! What a plan says about itself: its period, its version, its approval.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, EntityId, PersonId, PlanId, Share};
use crate::vocabulary::{DateRange, entity, required};

/// The period, the version and the approval of a plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Header>))]
pub struct Header {
    /// The first and the last day of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<DateRange>,
    /// The version, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// How far the plan has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<PlanStatus>,
    /// The member who answers for the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    /// The person who approves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver_id: Option<PersonId>,
    /// When it was begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_on: Option<Date>,
    /// When it was put forward for approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_on: Option<Date>,
    /// When it was approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_on: Option<Date>,
    /// The commitment hash that was approved; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_hash: Option<String>,
    /// When it came into force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub launched_on: Option<Date>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_on: Option<Date>,
    /// When it is next reviewed; derived from the cadences where they say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_review_on: Option<Date>,
    /// The cycle of the account that it belongs to, counted from 1; derived from the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<u32>,
    /// The attainment of its objectives as it was reported; derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Share>,
    /// The plan of the cycle before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predecessor_id: Option<PlanId>,
    /// The plan of the cycle after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor_id: Option<PlanId>,
    /// The changes since it was approved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amendment>,
}

required!(Header: period, version, status);

/// How far a plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum PlanStatus {
    Draft,
    InReview,
    Approved,
    Superseded,
    Closed,
}

/// A recorded change of an approved plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Amendment>))]
pub struct Amendment {
    /// The id, unique among the amendments of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// When the plan was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Who changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_id: Option<PersonId>,
    /// Who approved the change, where it was more than a minor one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by_id: Option<PersonId>,
    /// What was changed, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The commitment hash of the plan after the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment_hash: Option<String>,
}

entity!(Amendment, Amendment: id);
