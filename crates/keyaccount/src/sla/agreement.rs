//! An agreement on service levels.

use serde::{Deserialize, Serialize};

use super::{Calendar, SlaMetric};
use crate::quantity::{AgreementId, Date, EntityId, PersonId};
use crate::vocabulary::{Figure, entity};

/// An agreement on service levels: what is measured, what is promised, and what follows from a miss.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Agreement>))]
pub struct Agreement {
    /// The id, unique among the agreements of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<AgreementId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The version; a case keeps the version that was valid when it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The first day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The agreement that follows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor_id: Option<AgreementId>,
    /// The contract that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract_id: Option<EntityId>,
    /// The contact who speaks for the client in these matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<PersonId>,
    /// The zone in which days and months are counted, by its IANA name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Whether a case is judged by the printed deadline instead of the time used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strict_due: Option<bool>,
    /// The service hours that targets refer to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendars: Vec<Calendar>,
    /// What is measured and promised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<SlaMetric>,
    /// Whom to call, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escalation: Vec<EscalationStep>,
}

entity!(Agreement, Agreement: id);

/// A step of an escalation: who takes over, and how soon.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct EscalationStep {
    /// Who takes over, on either side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// How soon, in hours since the step before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_hours: Option<Figure>,
}
