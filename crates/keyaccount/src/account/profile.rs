//! What the first step of a plan records about an account.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, Money, UnitId};
use crate::vocabulary::entity;

/// A business unit or a site of the account.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Unit>))]
pub struct Unit {
    /// The id, unique among the units of the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<UnitId>,
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whether the plan covers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_scope: Option<bool>,
}

entity!(Unit, Unit: id);

/// How large a company is; any part may be left out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Size {
    /// People employed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employees: Option<u64>,
    /// Its own revenue in a year, not what it pays us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revenue: Option<Money>,
    /// A class of size, where numbers are not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<SizeBand>,
}

/// A class of company size by people employed: under 10, under 50, under 250, and more (EU recommendation 2003/361).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum SizeBand {
    Micro,
    Small,
    Medium,
    Large,
}

/// A dated event in the history of the account.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Milestone {
    /// The day, or the first day of the year or month where only that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// What happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Grounds other than revenue for treating an account as key.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Flags {
    /// It leads its market; others follow (KAM practice, S1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market_leader: Option<bool>,
    /// It recommends us (KAM practice, S4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advocate: Option<bool>,
    /// It develops with us (KAM practice, S1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub innovation_partner: Option<bool>,
    /// It has stayed since early days (KAM practice, S4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loyal: Option<bool>,
    /// Working with it costs little friction (KAM practice, S4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub easy_to_work_with: Option<bool>,
}
