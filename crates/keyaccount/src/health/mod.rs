//! How well is the relationship, and did it get worse?
//!
//! [`health_bands`] gives each reading its band, so that one good week does not end an alarm; [`falls`] and
//! [`largest_fall`] say how far a score fell within some days. Calculations over the readings of a plan; who answers for
//! a red one is for the rules to ask.

mod band;
mod fall;
mod limits;

pub use band::{BandedReading, health_bands};
pub use fall::{Fall, falls, largest_fall};
pub use limits::{HEALTH_BAND_LIMITS, HealthBandLimits};

use crate::plan::HealthReading;
use crate::quantity::Date;
use crate::vocabulary::Percent;

/// A reading that has a day and a score.
#[derive(Debug, Clone, Copy)]
struct Dated<'a> {
    reading: &'a HealthReading,
    on: Date,
    score: Percent,
}

/// Returns the readings that have a day and a score, by day; on one day the lowest comes last, so that it has the last
/// word and the order in the document does not matter.
fn in_order(readings: &[HealthReading]) -> Vec<Dated<'_>> {
    let mut dated: Vec<Dated<'_>> = readings
        .iter()
        .filter_map(|reading| {
            Some(Dated {
                reading,
                on: reading.as_of?,
                score: reading.score?,
            })
        })
        .collect();
    dated.sort_by_key(|dated| (dated.on, std::cmp::Reverse(dated.score)));
    dated
}
