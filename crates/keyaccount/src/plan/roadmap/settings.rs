//! The weights and the limits by which the nine steps are measured.

use serde::{Deserialize, Serialize};

use super::answer::StepName;
use crate::account::Tier;
use crate::fault::Fault;
use crate::quantity::decimal::Decimal;
use crate::vocabulary::Figure;

/// The weights and the limits by which the nine steps are measured; each that is left out has its default.
///
/// # Examples
///
/// ```
/// use keyaccount::plan::roadmap::RoadmapSettings;
///
/// let settings: RoadmapSettings = serde_json::from_str(r#"{"weights": [2, 1, 1, 1, 1, 1, 1, 1]}"#)?;
/// assert_eq!(settings.request_days, 92);
/// assert_eq!(settings.check().unwrap_err().to_string(), "weights must be 9, one for each step (got 8)");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoadmapSettings {
    /// The weights of the nine steps in their order, each between 0 and 1000; 1 for each unless given. Source: house default.
    #[cfg_attr(feature = "schema", schemars(extend("minItems" = 9, "maxItems" = 9)))]
    pub weights: Vec<Figure>,
    /// For how many days a request or a gesture counts, and after how many days of Execution one is expected; 92 unless given,
    /// as long as the longest quarter. Source: house default.
    pub request_days: u32,
    /// The most months to the next review, by tier.
    pub refinement_max_months: RefinementMonths,
}

/// The most months to the next review, by tier.
///
/// Source: KAM practice, S4 step 9 (quarterly or more often) for strategic and key accounts; house default for the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefinementMonths {
    /// For strategic accounts; 3 unless given.
    pub strategic: u32,
    /// For key accounts; 3 unless given.
    pub key: u32,
    /// For incubator accounts; 6 unless given.
    pub incubator: u32,
    /// For standard accounts; 12 unless given.
    pub standard: u32,
}

impl Default for RoadmapSettings {
    fn default() -> Self {
        Self {
            weights: vec![Decimal::ONE.into(); Self::STEPS],
            request_days: 92,
            refinement_max_months: RefinementMonths::default(),
        }
    }
}

impl Default for RefinementMonths {
    fn default() -> Self {
        Self {
            strategic: 3,
            key: 3,
            incubator: 6,
            standard: 12,
        }
    }
}

impl RefinementMonths {
    /// Returns the limit for accounts of `tier`.
    pub fn of(&self, tier: Tier) -> u32 {
        match tier {
            Tier::Strategic => self.strategic,
            Tier::Key => self.key,
            Tier::Incubator => self.incubator,
            Tier::Standard => self.standard,
        }
    }
}

impl RoadmapSettings {
    /// How many steps there are.
    pub const STEPS: usize = StepName::ALL.len();

    /// The most that a step may weigh, so that sums are exact.
    pub const MAX_WEIGHT: u32 = 1000;

    /// Returns whether the weights make sense.
    ///
    /// # Errors
    ///
    /// [`RoadmapError`], the first of: not nine weights; a weight outside 0 to 1000, in the order of the steps; all weights 0.
    pub fn check(&self) -> Result<(), RoadmapError> {
        if self.weights.len() != Self::STEPS {
            return Err(RoadmapError::WeightCount {
                found: self.weights.len(),
            });
        }
        let allowed = Decimal::ZERO..=Decimal::from(Self::MAX_WEIGHT);
        let outside = self
            .weights
            .iter()
            .position(|weight| !allowed.contains(&weight.get()));
        if let Some((position, found)) = outside.and_then(|at| Some((at, self.weights.get(at)?.get()))) {
            return Err(RoadmapError::WeightOutOfRange { position, found });
        }
        if self.weights.iter().all(|weight| weight.get().is_zero()) {
            return Err(RoadmapError::WeightsZero);
        }
        Ok(())
    }
}

/// Why the nine steps cannot be weighed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RoadmapError {
    /// There is not one weight for each step.
    #[error("weights must be 9, one for each step (got {found})")]
    WeightCount {
        /// How many there are.
        found: usize,
    },
    /// A weight is negative, or so large that it drowns the others.
    #[error("weight must be between 0 and 1000 (got {found})")]
    WeightOutOfRange {
        /// The position of the step, from 0.
        position: usize,
        /// The weight.
        found: Decimal,
    },
    /// No step weighs anything.
    #[error("weights must not all be 0")]
    WeightsZero,
}

impl Fault for RoadmapError {
    fn code(&self) -> &'static str {
        match self {
            Self::WeightCount { .. } => "weight_count",
            Self::WeightOutOfRange { .. } => "weight_out_of_range",
            Self::WeightsZero => "weights_zero",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::WeightCount { .. } | Self::WeightsZero => "/weights".to_owned(),
            Self::WeightOutOfRange { position, .. } => format!("/weights/{position}"),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::WeightCount { found } => Some(found.to_string()),
            Self::WeightOutOfRange { found, .. } => Some(found.to_string()),
            Self::WeightsZero => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::WeightCount { .. } => Some("9".to_owned()),
            Self::WeightOutOfRange { .. } => Some("between 0 and 1000".to_owned()),
            Self::WeightsZero => None,
        }
    }
}
