//! What is measured, what is promised about it, and what came of it.

use serde::{Deserialize, Serialize};

use crate::account::Tier;
use crate::quantity::decimal::Decimal;
use crate::quantity::{EntityId, Money, PersonId, Share};
use crate::vocabulary::{DateRange, Figure, Reference, entity, required};

/// Something that is measured, with a target for each priority or tier.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<SlaMetric>))]
pub struct SlaMetric {
    /// The id, unique among the metrics of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MetricKind>,
    /// What is promised; the first target that fits a case counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// The stretch of time over which it is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Where the numbers come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What follows from a miss.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<Remedy>,
    /// Who answers for it on our side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    /// The needs, value-adds and objectives that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<Reference>,
    /// The states of a case in which the clock stands still.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pausing_states: Vec<String>,
    /// What happens to the clock when a case is opened again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopening: Option<Reopening>,
    /// What happens to the clock when the target of a case changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_change: Option<TargetChange>,
    /// What was attained, the latest window last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<SlaResult>,
}

entity!(SlaMetric, SlaMetric: id, name, kind);

/// What is measured. The older word `response` is read as first response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum MetricKind {
    #[serde(alias = "response")]
    FirstResponse,
    NextResponse,
    Resolution,
    Availability,
    Quality,
    Delivery,
    Custom,
}

/// What is promised about a metric for the cases that fit.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Target {
    /// The priority of the cases; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// The tier of the accounts; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// On which side of the value the promise is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub op: Option<TargetComparison>,
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Figure>,
    /// The unit of the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<TargetUnit>,
    /// The share of cases that must keep it, all unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// The service hours in which time is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar_id: Option<EntityId>,
}

impl Target {
    /// Returns the value in hours on its calendar, nothing for units that are not hours or minutes.
    ///
    /// Days are left out: a business day is as long as its calendar says.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::sla::Target;
    ///
    /// let target: Target = serde_json::from_str(r#"{"op": "at_most", "value": 90, "unit": "minutes"}"#)?;
    /// assert_eq!(target.hours().map(|hours| hours.to_string()).as_deref(), Some("1.5"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn hours(&self) -> Option<Decimal> {
        let value = self.value?.get();
        match self.unit? {
            TargetUnit::Hours => Some(value),
            TargetUnit::Minutes => Some(value.checked_div(Decimal::from(60))?.normalize()),
            _ => None,
        }
    }
}

/// On which side of the value a promise is kept, the value included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum TargetComparison {
    AtMost,
    AtLeast,
}

/// The unit of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum TargetUnit {
    #[serde(alias = "min")]
    Minutes,
    #[serde(alias = "h")]
    Hours,
    CalendarDays,
    BusinessDays,
    Percent,
    PartsPerMillion,
    Count,
    Points,
    Other,
}

/// The stretch of time over which a metric is judged, such as `"month"` or `{"rolling_days": 30}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Window {
    Week,
    Month,
    Quarter,
    Year,
    RollingDays(u32),
}

/// What follows from a missed target.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Remedy {
    /// What sort of remedy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<RemedyKind>,
    /// The remedy in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A fixed sum for each miss.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// The credit by what was attained, from the best tier down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credit_tiers: Vec<CreditTier>,
    /// The most that is paid, as a share of the fee of the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_share: Option<Share>,
}

/// What sort of remedy follows from a miss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum RemedyKind {
    Fix,
    Credit,
    Penalty,
    Escalation,
}

/// The credit that is due when at least `attained` was attained, and no better tier fits.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<CreditTier>))]
pub struct CreditTier {
    /// The lowest attainment of the tier, the bound included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attained_share: Option<Share>,
    /// The credit as a share of the fee of the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_share: Option<Share>,
}

required!(CreditTier: attained_share, credit_share);

/// What happens to the clock when a case is opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Reopening {
    Continue,
    Restart,
    CountEverything,
}

/// What happens to the clock when the target of a case changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum TargetChange {
    KeepElapsed,
    Restart,
    KeepShare,
}

/// What was attained in one window.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<SlaResult>))]
pub struct SlaResult {
    /// The first and the last day of the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<DateRange>,
    /// What was attained, in the unit of the target or as a percentage of cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Figure>,
    /// Whether the target was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
}

required!(SlaResult: window);
