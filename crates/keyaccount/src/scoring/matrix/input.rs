//! What a matrix is made from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Grid, RelationshipStage};
use crate::quantity::{AccountId, CriterionId, Date, Datum, Money};
use crate::scoring::{AccountFacts, CompiledModel};
use crate::vocabulary::Fact;

/// The accounts to place, the grid to place them in, and the models that measure its axes.
#[derive(Debug, Clone, Copy)]
pub struct MatrixInput<'a> {
    /// The axes, the cuts and the cells.
    pub grid: &'a Grid,
    /// The model behind `score` and `group`.
    pub model: &'a CompiledModel,
    /// The model behind `second_score` and `second_group`, where an axis asks for one.
    pub second_model: Option<&'a CompiledModel>,
    /// The accounts with their facts, for both models together; a criterion of the same id in both reads the same fact.
    pub accounts: &'a [AccountFacts],
    /// The day on which earlier facts are judged; needed where one is carried forward.
    pub as_of: Option<Date>,
    /// What else is known of some of the accounts.
    pub details: &'a [MatrixDetail],
}

/// What else is known of an account: its stage, its revenue, what is expected of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct MatrixDetail {
    /// The account.
    pub account_id: AccountId,
    /// The stage of the relationship.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub stage: Datum<RelationshipStage>,
    /// What the account weighs in the sums of the cells: its revenue, or all that it could buy; at least 0.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub revenue: Datum<Money>,
    /// What is expected at the end of the planning period, three years in McDonald's steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<AccountForecast>,
}

/// What is expected of an account; what is not mentioned stays as it is today.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct AccountForecast {
    /// The raw values that are expected to differ from today's, by criterion.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<CriterionId, Datum<Fact>>,
    /// The stage that is expected.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub stage: Datum<RelationshipStage>,
}
