//! A person at the account.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Level;
use crate::quantity::{Date, Datum, PersonId, UnitId};
use crate::vocabulary::{Judgement, Rating, Rhythm, Stance, entity};

/// A person at the account, as far as we know them.
///
/// What we think of a person is a [`Judgement`]: dated, and marked as assumed, reported or confirmed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Contact>))]
pub struct Contact {
    /// The id, unique among the people of both sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PersonId>,
    /// The name; for a placeholder, the position that must be filled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the person is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ContactStatus>,
    /// When the person leaves or left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_on: Option<Date>,
    /// When a person on leave returns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_on: Option<Date>,
    /// The business unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// The title on the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The line of work.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub function: Datum<Function>,
    /// How high the person stands.
    #[serde(default, alias = "seniority", skip_serializing_if = "Datum::is_missing")]
    pub level: Datum<Level>,
    /// The contact to whom this one reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports_to_id: Option<PersonId>,
    /// The parts that the person plays in buying.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub roles: BTreeSet<BuyingRole>,
    /// What the person is to us, apart from any role in buying.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub relations: BTreeSet<Relation>,
    /// How much the person can move, 1 to 5.
    #[serde(default, alias = "influence", skip_serializing_if = "Datum::is_missing")]
    pub power: Datum<Judgement<Rating>>,
    /// How much the person cares about what we do, 1 to 5.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub interest: Datum<Judgement<Rating>>,
    /// How rightful the person's claims on the matter are, 1 to 5.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub legitimacy: Datum<Judgement<Rating>>,
    /// How pressing the person's claims are, 1 to 5.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub urgency: Datum<Judgement<Rating>>,
    /// How the person stands towards us, -2 to 2.
    #[serde(default, alias = "sentiment", skip_serializing_if = "Datum::is_missing")]
    pub stance: Datum<Judgement<Stance>>,
    /// What weighs most in the person's decisions.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub orientation: Datum<Judgement<DecisionOrientation>>,
    /// How the person takes to what is new.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub adaptability: Datum<Judgement<Adaptability>>,
    /// Whether this is the main contact of the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_main: Option<bool>,
    /// The contact who takes over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor_id: Option<PersonId>,
    /// The members on our side who own the relationship.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owner_ids: Vec<PersonId>,
    /// How the person likes to work (KAM practice, S4 step 9).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferences: Option<String>,
    /// How often the person asked to hear from us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_rhythm: Option<Rhythm>,
    /// Whether the person acts for the account without working there: an adviser, an agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<bool>,
    /// The time zone, by its IANA name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The languages, by their BCP 47 tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
}

entity!(Contact, Contact: id, name, status);

impl Contact {
    /// Returns the power of 1 to 5, nothing while it is not known.
    pub fn power_rating(&self) -> Option<u8> {
        self.power.value().map(|judgement| judgement.value.get())
    }

    /// Returns the stance of -2 to 2, nothing while it is not known.
    pub fn stance_value(&self) -> Option<i8> {
        self.stance.value().map(|judgement| judgement.value.get())
    }

    /// Returns whether the person decides on buying.
    pub fn is_decider(&self) -> bool {
        self.roles.contains(&BuyingRole::Decider)
    }

    /// Returns whether the person has gone by `date`: status left, or an end before it.
    pub fn has_left(&self, date: Date) -> bool {
        self.status == Some(ContactStatus::Left) || self.end_on.is_some_and(|end| end < date)
    }

    /// Returns whether the person is there on `date`: status active, and no end before it.
    pub fn is_active(&self, date: Date) -> bool {
        self.status == Some(ContactStatus::Active) && self.end_on.is_none_or(|end| end >= date)
    }
}

/// Whether a person is there; a placeholder is a position that nobody is known to fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum ContactStatus {
    Active,
    Leaving,
    Left,
    OnLeave,
    Placeholder,
}

/// A part in buying; one person may play several.
///
/// Source: the buying centre of Webster and Wind (1972), with initiator, approver, evaluator and legal added by later
/// lists. The older words `decision_maker` and `economic_buyer` are read as decider, `procurement` as buyer, and
/// `technical` as technical evaluator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum BuyingRole {
    Initiator,
    User,
    Influencer,
    #[serde(alias = "technical")]
    TechnicalEvaluator,
    #[serde(alias = "decision_maker", alias = "economic_buyer")]
    Decider,
    Approver,
    #[serde(alias = "procurement")]
    Buyer,
    Gatekeeper,
    Legal,
}

/// What a person is to us: speaks for us, advises us, works against us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Relation {
    Champion,
    Coach,
    AntiSponsor,
}

/// What weighs most in a person's decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum DecisionOrientation {
    Financial,
    Technical,
    Relationship,
    Business,
}

/// How a person takes to what is new, from last to first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Adaptability {
    Laggard,
    Conservative,
    Pragmatist,
    Visionary,
    Innovator,
}

/// A line of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Function {
    Procurement,
    Finance,
    It,
    Operations,
    Logistics,
    Quality,
    Engineering,
    Marketing,
    Sales,
    HumanResources,
    Legal,
    GeneralManagement,
    Other,
}
