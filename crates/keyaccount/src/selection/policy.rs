//! How many accounts are selected, and how good they must be.

use serde::{Deserialize, Serialize};

use super::{IncumbentRule, ResourceLimits, SelectionError};
use crate::quantity::{Scale, Score};

/// How many accounts are selected, and how good they must be; at least one of `top`, `threshold` and `resources`, and all
/// hold that are given.
///
/// The field names no number that holds for every company: 15 to 35 accounts, above 50 far too many, or 15 to 50, at a
/// stretch 75 (field-map 2.1 item 4); the limits are therefore stated, not assumed.
///
/// # Examples
///
/// ```
/// use keyaccount::selection::SelectionPolicy;
///
/// let policy: SelectionPolicy = serde_json::from_str(r#"{"top": 20, "threshold": 7}"#)?;
/// assert_eq!(policy.top, Some(20));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct SelectionPolicy {
    /// The most accounts that are selected, at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1)))]
    pub top: Option<u32>,
    /// The lowest final score that is selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Score>,
    /// What happens to tied accounts of which only some fit into `top`.
    #[serde(default)]
    pub ties_at_line: TiesAtLine,
    /// The hours and the money that there are for the selected accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resources: Option<ResourceLimits>,
    /// How accounts that are key today stay or leave, and how long a score must last; without it accounts that are key today
    /// are judged like all others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incumbents: Option<IncumbentRule>,
}

/// What happens to tied accounts of which only some fit into the number.
///
/// `include` selects all of them, more than the number then; `exclude` selects none of them. Equal accounts are treated
/// equally either way. `include` unless stated (house default).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum TiesAtLine {
    #[default]
    Include,
    Exclude,
}

impl SelectionPolicy {
    /// Checks the policy against the scale of the scores.
    pub(super) fn check(&self, scale: Scale) -> Result<(), SelectionError> {
        if self.top.is_none() && self.threshold.is_none() && self.resources.is_none() {
            return Err(SelectionError::NoLimit);
        }
        if self.top == Some(0) {
            return Err(SelectionError::TopZero);
        }
        if let Some(resources) = &self.resources {
            resources.check()?;
        }
        let off_scale = self
            .threshold
            .filter(|threshold| !scale.contains(threshold.get()));
        if let Some(threshold) = off_scale {
            return Err(SelectionError::ThresholdOffScale {
                found: threshold.get().to_string(),
                expected: format!(
                    "between {} and {}, the ends of the scale",
                    scale.min(),
                    scale.max()
                ),
            });
        }
        let Some(incumbents) = &self.incumbents else {
            return Ok(());
        };
        let Some(entry) = self.threshold else {
            return Err(SelectionError::NoEntryThreshold);
        };
        incumbents.check_dwells()?;
        let exit = incumbents.exit_threshold;
        if exit > entry || !scale.contains(exit.get()) {
            return Err(SelectionError::ExitThreshold {
                found: exit.get().to_string(),
                expected: format!(
                    "between {} and {}, the end of the scale and `threshold`",
                    scale.min(),
                    entry.get()
                ),
            });
        }
        Ok(())
    }

    /// Returns whether accounts take turns, so that one line of the score does not part them.
    pub(super) fn takes_turns(&self) -> bool {
        self.resources.is_some() || self.incumbents.is_some()
    }
}
