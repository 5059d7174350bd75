//! The limits by which progress is judged.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::quantity::decimal::Decimal;
use crate::vocabulary::Figure;

/// The limits by which progress is judged; each that is left out has its default.
///
/// The defaults are house defaults; 100 days let a quarter pass between two measurements, with a week to take them.
///
/// # Examples
///
/// ```
/// use keyaccount::plan::progress::ProgressThresholds;
///
/// let strict: ProgressThresholds = serde_json::from_str(r#"{"on_track_ratio": "0.05"}"#)?;
/// assert_eq!(strict.on_track_ratio.get().to_string(), "0.05");
/// assert_eq!(strict.behind_ratio.get().to_string(), "0.30");
/// assert_eq!(strict.check(), Ok(()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProgressThresholds {
    /// How far a value to hold may be from its target, as a share of the baseline; 0.02 unless given.
    ///
    /// A baseline of 0 has no share: the number itself is the distance then.
    pub hold_tolerance_ratio: Figure,
    /// The most days that a measured value may be old; 100 unless given.
    pub current_max_age_days: u32,
    /// Ahead from expected plus this; 0.10 unless given.
    pub ahead_ratio: Figure,
    /// On track down to expected less this; 0.15 unless given.
    pub on_track_ratio: Figure,
    /// Behind down to expected less this, off track below; 0.30 unless given.
    pub behind_ratio: Figure,
}

impl Default for ProgressThresholds {
    fn default() -> Self {
        let hundredths = |count| Figure::from(Decimal::new(count, 2));
        Self {
            hold_tolerance_ratio: hundredths(2),
            current_max_age_days: 100,
            ahead_ratio: hundredths(10),
            on_track_ratio: hundredths(15),
            behind_ratio: hundredths(30),
        }
    }
}

impl ProgressThresholds {
    /// Returns whether the limits make sense.
    ///
    /// # Errors
    ///
    /// [`ThresholdError`], the first of: a ratio outside 0 to 1, in the order of the fields; on track wider than behind.
    pub fn check(&self) -> Result<(), ThresholdError> {
        let ratios = [
            ("hold_tolerance_ratio", self.hold_tolerance_ratio),
            ("ahead_ratio", self.ahead_ratio),
            ("on_track_ratio", self.on_track_ratio),
            ("behind_ratio", self.behind_ratio),
        ];
        for (field, ratio) in ratios {
            if ratio.get() < Decimal::ZERO || ratio.get() > Decimal::ONE {
                return Err(ThresholdError::OutOfRange {
                    field,
                    found: ratio.get(),
                });
            }
        }
        if self.on_track_ratio > self.behind_ratio {
            return Err(ThresholdError::Crossed {
                on_track: self.on_track_ratio.get(),
                behind: self.behind_ratio.get(),
            });
        }
        Ok(())
    }
}

/// Why limits of progress make no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ThresholdError {
    /// A ratio is no ratio.
    #[error("{field} must be between 0 and 1 (got {found})")]
    OutOfRange {
        /// The limit.
        field: &'static str,
        /// The ratio.
        found: Decimal,
    },
    /// What is on track would be off track as well.
    #[error("on_track_ratio must be at most behind_ratio (got {on_track} above {behind})")]
    Crossed {
        /// The limit of on track.
        on_track: Decimal,
        /// The limit of behind.
        behind: Decimal,
    },
}

impl Fault for ThresholdError {
    fn code(&self) -> &'static str {
        match self {
            Self::OutOfRange { .. } => "threshold_out_of_range",
            Self::Crossed { .. } => "thresholds_crossed",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::OutOfRange { field, .. } => format!("/{field}"),
            Self::Crossed { .. } => "/on_track_ratio".to_owned(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::OutOfRange { found, .. } => Some(found.to_string()),
            Self::Crossed { on_track, .. } => Some(on_track.to_string()),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::OutOfRange { .. } => Some("between 0 and 1".to_owned()),
            Self::Crossed { behind, .. } => Some(format!("at most {behind}, which is behind_ratio")),
        }
    }
}
