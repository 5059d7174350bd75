//! Where the bands of a health score begin, and who says so.

use crate::plan::HealthBand;
use crate::vocabulary::Percent;

/// Where the bands of a health score begin, on a scale from 0 to 100, and when a red account is no longer red.
///
/// Red is asked first, so that limits which contradict each other still give every score one band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HealthBandLimits {
    /// The lowest green score.
    pub green_from: u8,
    /// The lowest score that is not red.
    pub red_below: u8,
    /// The lowest score that counts towards leaving red.
    pub leaves_red_from: u8,
    /// How many such readings in a row it takes to leave red; 0 counts as 1.
    pub readings_to_leave_red: u32,
    /// Whose limits they are.
    pub source: &'static str,
}

/// The limits that products and recipes publish, the default first.
///
/// They differ, and none says how its limits were found. Those with four bands (Quivly) are left out, and so are those of
/// single measures (GitLab, Vitally). Gainsight's 50 and 75 belong to the band below; scores are whole numbers here, so that
/// the next band begins at 51 and 76.
pub const HEALTH_BAND_LIMITS: [HealthBandLimits; 3] = [
    HealthBandLimits {
        leaves_red_from: 45,
        readings_to_leave_red: 2,
        ..HealthBandLimits::without_corridor(
            70,
            40,
            "circulos.co, customer health scoring; how red is left: house default",
        )
    },
    HealthBandLimits::without_corridor(76, 51, "Gainsight, health score bands"),
    HealthBandLimits::without_corridor(67, 34, "Revegy, percent of healthy accounts"),
];

impl HealthBandLimits {
    /// Returns limits by which a red account is red as long as its score is.
    pub const fn without_corridor(green_from: u8, red_below: u8, source: &'static str) -> Self {
        Self {
            green_from,
            red_below,
            leaves_red_from: red_below,
            readings_to_leave_red: 1,
            source,
        }
    }

    /// Returns the band of a score that stands alone.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::health::HealthBandLimits;
    /// use keyaccount::plan::HealthBand::{Amber, Green, Red};
    /// use keyaccount::vocabulary::Percent;
    ///
    /// let limits = HealthBandLimits::default();
    /// let bands = [39, 40, 69, 70].map(|score| limits.band_of(Percent::try_from(score).unwrap()));
    /// assert_eq!(bands, [Red, Amber, Amber, Green]);
    /// ```
    pub fn band_of(&self, score: Percent) -> HealthBand {
        if score.get() < self.red_below {
            HealthBand::Red
        } else if score.get() < self.green_from {
            HealthBand::Amber
        } else {
            HealthBand::Green
        }
    }
}

impl Default for HealthBandLimits {
    /// Green from 70, red below 40; red is left at 45 or more in two readings in a row.
    fn default() -> Self {
        let [default, ..] = HEALTH_BAND_LIMITS;
        default
    }
}
