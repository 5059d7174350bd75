//! Which tier is each account in: strategic, key, incubator or standard?
//!
//! [`assign_tiers`] runs the scores of every account through one [`SchmittTrigger`](super::SchmittTrigger) per boundary: a boundary is crossed
//! upwards after some periods at or above its upper line, downwards after some periods below its lower line. A score that
//! wavers around a line moves nobody. Gates come first, overrides of people are listed until they expire, and the number of
//! accounts in a tier may be limited.

mod answer;
mod assign;
mod error;
mod incubator;
mod input;
mod ladder;
mod limit;
mod policy;

#[cfg(test)]
mod tests;

pub use answer::{
    LineKind, OverrideState, TierAnswer, TierLine, TierMembers, TierMove, TierReason, TierStep,
    TieredAccount, UsedOverride,
};
pub use assign::assign_tiers;
pub use error::TierError;
pub use incubator::{IncubatorRule, PresentLimit, TierMeasure};
pub use input::{PreviousTier, TierHistory};
pub use policy::{TierBoundary, TierOverride, TierPolicy};
