//! What is known about the accounts that are scored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::quantity::{AccountId, CriterionId, Datum};

/// The facts of one account, by criterion; a criterion that is not listed is missing.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Datum;
/// use keyaccount::scoring::AccountFacts;
///
/// let facts: AccountFacts = serde_json::from_str(
///     r#"{"id": "globex", "facts": {"growth": 7.5, "harmony": {"state": "unknown"}}}"#)?;
/// assert_eq!(facts.facts.values().next(), Some(&Datum::Value(7.5)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct AccountFacts {
    /// The id of the account, unique among those scored together.
    pub id: AccountId,
    /// The name that people see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The raw value of each criterion, in the unit or rating of the criterion.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<CriterionId, Datum<f64>>,
}
