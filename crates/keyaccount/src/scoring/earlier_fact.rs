//! What was known of an account before today.

use serde::{Deserialize, Serialize};

use crate::quantity::{CriterionId, Date};
use crate::vocabulary::Fact;

/// A value that an account had for a criterion on an earlier day.
///
/// It counts where the criterion carries values forward
/// ([`carry_forward_at_most_days`](super::Criterion::carry_forward_at_most_days)), today's fact is missing or unknown,
/// no later one is known, and it is not too old.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::{AccountFacts, EarlierFact};
///
/// let read: AccountFacts = serde_json::from_str(
///     r#"{"id": "globex", "earlier": [{"criterion_id": "growth", "value": 7.5, "known_on": "2026-03-31"}]}"#)?;
/// let earlier = EarlierFact {
///     criterion_id: "growth".try_into()?,
///     value: 7.5.into(),
///     known_on: "2026-03-31".parse()?,
/// };
/// assert_eq!(read.earlier, [earlier]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct EarlierFact {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The raw value: a number in its unit or rating, or the grade of a level of its rubric.
    pub value: Fact,
    /// The day on which it was known; at most one value of a criterion per day.
    pub known_on: Date,
}
