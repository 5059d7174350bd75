//! A person on our side.

use serde::{Deserialize, Serialize};

use crate::quantity::{AccountId, Date, Money, PersonId, Share};
use crate::stakeholder::Level;
use crate::vocabulary::{Degree, entity, required};

/// A person on our side: manager, deputy, sponsor, or expert of any function.
///
/// Capacity, skills, languages and history are optional; only the assignment of accounts needs them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Member>))]
pub struct Member {
    /// The id, unique among the people of both sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PersonId>,
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The part in the team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<MemberRole>,
    /// Whether this is the one accountable manager of the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
    /// The first day in the part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_on: Option<Date>,
    /// The last day in the part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_on: Option<Date>,
    /// When the client met the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduced_on: Option<Date>,
    /// The member for whom this one stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup_for_id: Option<PersonId>,
    /// The member to whom this one reports in the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_manager_id: Option<PersonId>,
    /// How high the person stands with us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// How much experience the person has with key accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seniority: Option<Seniority>,
    /// The industries that the person knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub industries: Vec<String>,
    /// The part of the person's working time for this account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocation: Option<Share>,
    /// How much the person can carry over all accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    /// What the person can do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<Skill>,
    /// What the person speaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// The time zone, by its IANA name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The accounts that the person looked after before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Held>,
    /// What an hour of the person costs us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_per_hour: Option<Money>,
}

entity!(Member, Member: id, name, role, start_on);

impl Member {
    /// Returns whether the person is in the part on `date`, the first and the last day included.
    ///
    /// A member without a first day has not started.
    pub fn is_active(&self, date: Date) -> bool {
        self.start_on.is_some_and(|start| start <= date) && self.end_on.is_none_or(|end| end >= date)
    }
}

/// The part that a member plays for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum MemberRole {
    KeyAccountManager,
    Deputy,
    ExecutiveSponsor,
    Sales,
    Service,
    Technical,
    Product,
    Finance,
    Legal,
    It,
    Operations,
    Marketing,
}

impl MemberRole {
    /// Returns whether the part stands for a line of work, such as finance; manager, deputy and sponsor do not.
    pub fn is_function(self) -> bool {
        !matches!(
            self,
            Self::KeyAccountManager | Self::Deputy | Self::ExecutiveSponsor
        )
    }
}

/// Experience with key accounts, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Seniority {
    Junior,
    Experienced,
    Senior,
}

/// How much a person can carry.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Capacity {
    /// The part of a full working week, 1 for full time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<Share>,
    /// Working hours in a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_per_month: Option<f64>,
    /// The part of those hours that goes into anything but accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin_share: Option<Share>,
    /// The most accounts to look after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_accounts: Option<u32>,
}

/// Something that a person can do.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Skill>))]
pub struct Skill {
    /// The skill, in the organisation's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How well, 0 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub degree: Option<Degree>,
}

required!(Skill: name);

/// A language that a person speaks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Language>))]
pub struct Language {
    /// The language, by its BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// How well, on the Common European Framework.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<LanguageLevel>,
}

required!(Language: tag);

/// How well somebody speaks a language (Common European Framework of Reference for Languages).
//
// The framework itself writes capitals, hence the aliases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum LanguageLevel {
    #[serde(alias = "A1")]
    A1,
    #[serde(alias = "A2")]
    A2,
    #[serde(alias = "B1")]
    B1,
    #[serde(alias = "B2")]
    B2,
    #[serde(alias = "C1")]
    C1,
    #[serde(alias = "C2")]
    C2,
}

/// An account that somebody looked after.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Held>))]
pub struct Held {
    /// The account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day; absent while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

required!(Held: account_id);
