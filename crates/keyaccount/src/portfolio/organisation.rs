//! The organisation whose accounts these are.

use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, EntityId, FiscalYearStartMonth};
use crate::sla::{Agreement, Calendar};
use crate::vocabulary::{entity, required};

/// The organisation whose accounts these are, and what holds for all of them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Organisation>))]
pub struct Organisation {
    /// The id, in the organisation's own systems.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The currency in which totals are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The month in which its year begins, January unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_year_start_month: Option<FiscalYearStartMonth>,
    /// The zone of its civil dates, by its IANA name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Its working hours and holidays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendars: Vec<Calendar>,
    /// The calendar in which working days are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_calendar_id: Option<EntityId>,
    /// What every account is offered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standard_catalogue: Vec<CatalogueEntry>,
    /// The service levels of every account without an agreement of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_agreement: Option<Agreement>,
}

required!(Organisation: name, currency);

/// Something that every account is offered.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<CatalogueEntry>))]
pub struct CatalogueEntry {
    /// The id, unique in the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

entity!(CatalogueEntry, CatalogueEntry: id, name);
