//! How many accounts are selected, and how good they must be.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::quantity::{Scale, Score};

/// How many accounts are selected, and how good they must be; at least one of the two limits, and both hold where both
/// are given.
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
        if self.top.is_none() && self.threshold.is_none() {
            return Err(SelectionError::NoLimit);
        }
        if self.top == Some(0) {
            return Err(SelectionError::TopZero);
        }
        let off_scale = self
            .threshold
            .filter(|threshold| !scale.contains(threshold.get()));
        off_scale.map_or(Ok(()), |threshold| {
            Err(SelectionError::ThresholdOffScale {
                found: threshold.get().to_string(),
                expected: format!(
                    "between {} and {}, the ends of the scale",
                    scale.min(),
                    scale.max()
                ),
            })
        })
    }
}

/// Why a selection cannot be made; paths are relative to the policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectionError {
    /// There is no limit at all.
    #[error("a selection must have `top`, `threshold` or both (got neither)")]
    NoLimit,
    /// No account may be selected.
    #[error("`top` must be at least 1 (got 0)")]
    TopZero,
    /// No score reaches, or every score reaches, the threshold.
    #[error("`threshold` must be {expected} (got {found})")]
    ThresholdOffScale {
        /// The threshold as text.
        found: String,
        /// The scale as text.
        expected: String,
    },
}

impl Fault for SelectionError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoLimit => "no_limit",
            Self::TopZero => "top_zero",
            Self::ThresholdOffScale { .. } => "threshold_off_scale",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::NoLimit => String::new(),
            Self::TopZero => "/top".to_owned(),
            Self::ThresholdOffScale { .. } => "/threshold".to_owned(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::NoLimit => None,
            Self::TopZero => Some("0".to_owned()),
            Self::ThresholdOffScale { found, .. } => Some(found.clone()),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::NoLimit => Some("`top`, `threshold` or both".to_owned()),
            Self::TopZero => Some("at least 1".to_owned()),
            Self::ThresholdOffScale { expected, .. } => Some(expected.clone()),
        }
    }
}
