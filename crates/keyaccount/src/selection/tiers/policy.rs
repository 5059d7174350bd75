//! The document that says how tiers are drawn.

use serde::{Deserialize, Serialize};

use super::{IncubatorRule, TierError};
use crate::account::Tier;
use crate::quantity::{AccountId, Date, Scale, Score, is_blank};
use crate::selection::TiesAtLine;

/// How accounts are sorted into tiers.
///
/// The field's tiers: 5 to 20 accounts with a manager of their own, the next 20 to 50 with shared ones, the rest (field-map
/// row 22). No source names scores, so that the lines are stated, not assumed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct TierPolicy {
    /// The boundaries of the tiers strategic and key, of one or of both.
    pub boundaries: Vec<TierBoundary>,
    /// The periods in a row at or above `promote_at` that lift an account; 2 unless stated (relations notes C.7).
    #[serde(default = "two")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1)))]
    pub dwell_up_periods: u32,
    /// The periods in a row below `demote_below` that lower an account; 2 unless stated (relations notes C.7).
    #[serde(default = "two")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1)))]
    pub dwell_down_periods: u32,
    /// Which accounts below the tier key are incubators; without it none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incubator: Option<IncubatorRule>,
    /// What happens to tied accounts of which only some fit into the number of a tier.
    #[serde(default)]
    pub ties_at_limit: TiesAtLine,
    /// Tiers that people set by hand until a day; they need a day to be judged on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<TierOverride>,
}

/// The lower boundary of a tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct TierBoundary {
    /// The tier above the boundary: strategic or key.
    pub tier: Tier,
    /// The final score at which accounts rise into the tier.
    pub promote_at: Score,
    /// The final score below which accounts fall out of it; at most `promote_at`.
    pub demote_below: Score,
    /// The most accounts in the tier; those beyond go one tier down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// Where the lines and the number come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A tier that people set by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct TierOverride {
    /// The account.
    pub account_id: AccountId,
    /// The tier.
    pub tier: Tier,
    /// Why, in words.
    pub reason: String,
    /// The last day on which it holds.
    pub expires_on: Date,
}

impl TierPolicy {
    /// Checks the policy against the scale of the scores.
    pub(super) fn check(&self, scale: Scale) -> Result<(), TierError> {
        if self.boundaries.is_empty() {
            return Err(TierError::NoBoundary);
        }
        for (index, boundary) in self.boundaries.iter().enumerate() {
            boundary.check(index, scale)?;
            if self
                .boundaries
                .iter()
                .take(index)
                .any(|before| before.tier == boundary.tier)
            {
                return Err(TierError::BoundaryTwice { index });
            }
        }
        let (strategic, key) = (self.boundary(Tier::Strategic), self.boundary(Tier::Key));
        if let (Some(strategic), Some(key)) = (strategic, key) {
            let lines = [
                ("promote_at", strategic.promote_at, key.promote_at),
                ("demote_below", strategic.demote_below, key.demote_below),
            ];
            for (field, upper, lower) in lines {
                if upper < lower {
                    let index = self.index_of(Tier::Strategic);
                    let (found, least) = (upper.get().to_string(), lower.get().to_string());
                    return Err(TierError::BoundaryOrder {
                        index,
                        field,
                        least,
                        found,
                    });
                }
            }
        }
        for (field, periods) in [
            ("dwell_up_periods", self.dwell_up_periods),
            ("dwell_down_periods", self.dwell_down_periods),
        ] {
            if periods == 0 {
                return Err(TierError::DwellZero { field });
            }
        }
        let blank = |entry: &&TierOverride| is_blank(&entry.reason);
        match self.overrides.iter().find(blank) {
            Some(entry) => Err(TierError::OverrideWithoutReason {
                index: self
                    .overrides
                    .iter()
                    .position(|other| other == entry)
                    .unwrap_or_default(),
                account_id: entry.account_id.clone(),
            }),
            None => Ok(()),
        }
    }

    /// Returns the lower boundary of a tier, nothing where the policy has none.
    pub(super) fn boundary(&self, tier: Tier) -> Option<&TierBoundary> {
        self.boundaries.iter().find(|boundary| boundary.tier == tier)
    }

    fn index_of(&self, tier: Tier) -> usize {
        let found = self.boundaries.iter().position(|boundary| boundary.tier == tier);
        found.unwrap_or_default()
    }
}

impl TierBoundary {
    fn check(&self, index: usize, scale: Scale) -> Result<(), TierError> {
        if !self.tier.is_key() {
            return Err(TierError::BoundaryTier { index });
        }
        for (field, line) in [
            ("promote_at", self.promote_at),
            ("demote_below", self.demote_below),
        ] {
            if !scale.contains(line.get()) {
                return Err(TierError::LineOffScale {
                    index,
                    field,
                    expected: format!(
                        "between {} and {}, the ends of the scale",
                        scale.min(),
                        scale.max()
                    ),
                    found: line.get().to_string(),
                });
            }
        }
        if self.demote_below > self.promote_at {
            return Err(TierError::DemoteAbovePromote {
                index,
                promote_at: self.promote_at.get().to_string(),
                found: self.demote_below.get().to_string(),
            });
        }
        Ok(())
    }
}

fn two() -> u32 {
    2
}
