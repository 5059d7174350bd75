//! Who competes with an account, or with us at an account.

use serde::{Deserialize, Serialize};

use crate::quantity::{AccountId, Date, EntityId};
use crate::vocabulary::{Reference, entity};

/// A company that competes with the account or with us there.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Competitor>))]
pub struct Competitor {
    /// The id, unique among the competitors of the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EntityId>,
    /// The name of the competitor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// With whom it competes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<CompetitorOf>,
    /// Whether it delivers to the account today what we want to deliver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incumbent: Option<bool>,
    /// The account of ours that this competitor is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub our_account_id: Option<AccountId>,
    /// Our position against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// When this was last looked through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The objectives, actions and risks that draw on this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<Reference>,
}

entity!(Competitor, Competitor: id, name, of);

/// With whom a competitor competes: the client, or us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum CompetitorOf {
    Client,
    Us,
}
