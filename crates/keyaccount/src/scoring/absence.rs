//! What a criterion does where an account has no value.

use serde::{Deserialize, Serialize};

/// What a criterion does where an account has no value; there is no default, because every choice tells a story.
///
/// A criterion may first carry the last known value forward
/// ([`carry_forward_at_most_days`](super::Criterion::carry_forward_at_most_days)); the policy is for what remains.
///
/// In JSON: `"exclude_and_rescale"` leaves the criterion out and gives its weight to the others of its group (or of
/// the model, where groups have no weights or nothing of the group is known); `"worst"` counts the worst anchor;
/// `"neutral"` counts 0.5, the middle between worst and best; `{"value": 4}` counts a stated raw value; `"refuse"`
/// gives an error that names the account. Source: field-map row 98 (ignore, neutral, worst case, refuse) and the
/// opposite wishes of users collected in the scoring notes, section 3.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum AbsencePolicy {
    ExcludeAndRescale,
    Worst,
    Neutral,
    Value(f64),
    Refuse,
}
