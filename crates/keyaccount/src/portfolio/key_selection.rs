//! How an organisation chooses its key accounts.

use serde::{Deserialize, Serialize};

use crate::scoring::ScoreModel;
use crate::selection::SelectionPolicy;

/// How an organisation chooses its key accounts: a score model, its own or a ready one, and a line between in and out.
///
/// # Examples
///
/// ```
/// use keyaccount::portfolio::KeySelection;
///
/// let choice: KeySelection = keyaccount::document::read(
///     r#"{"ready_model": "ranking-1-to-10", "policy": {"top": 20, "threshold": 7}}"#)?;
/// assert_eq!(choice.policy.top, Some(20));
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeySelection {
    /// The score model; leave it out to use a ready one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ScoreModel>,
    /// The name of a ready score model, such as `ranking-1-to-10`; leave it out to use your own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_model: Option<String>,
    /// Where the line is drawn. Where it has a rule for incumbents, the accounts of the tiers strategic and key are those that
    /// are key today.
    pub policy: SelectionPolicy,
}
