//! What is known about the accounts that are scored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::EarlierFact;
use crate::quantity::{AccountId, CriterionId, Datum};
use crate::vocabulary::Fact;

/// The facts of one account, by criterion; a criterion that is not listed is missing.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Datum;
/// use keyaccount::scoring::AccountFacts;
///
/// let read: AccountFacts = serde_json::from_str(
///     r#"{"id": "globex", "facts": {"growth": 7.5, "harmony": {"state": "unknown"}, "quality": "A"}}"#)?;
/// let facts = [
///     ("growth".try_into()?, 7.5.into()),
///     ("harmony".try_into()?, Datum::Unknown),
///     ("quality".try_into()?, "A".into()),
/// ];
/// assert_eq!(read, AccountFacts { id: "globex".try_into()?, name: None, facts: facts.into(), earlier: Vec::new() });
/// # Ok::<(), Box<dyn std::error::Error>>(())
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
    /// The raw value of each criterion: a number in its unit or rating, or the grade of a level of its rubric.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<CriterionId, Datum<Fact>>,
    /// Values of earlier days, in any order, for criteria that carry values forward; they are checked like facts even
    /// where they do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierFact>,
}
