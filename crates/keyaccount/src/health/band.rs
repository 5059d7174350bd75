//! The band of each reading of a series.

use crate::plan::{HealthBand, HealthReading};
use crate::quantity::Date;
use crate::vocabulary::Percent;

use super::{HealthBandLimits, in_order};

/// A reading with its band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandedReading<'a> {
    /// The reading.
    pub reading: &'a HealthReading,
    /// Its day.
    pub on: Date,
    /// Its score.
    pub score: Percent,
    /// The band of the account after it.
    pub band: HealthBand,
    /// The band of the score alone; where it differs, the readings before hold the account back.
    pub band_of_score: HealthBand,
}

/// Returns the readings with their bands, by day; those without a day or a score are left out.
///
/// The first reading has the band of its score. Worse shows at once, red included, from whichever band. Better goes one
/// band at a time and never within red: red is left for amber by the last of `readings_to_leave_red` readings in a row
/// that reach `leaves_red_from`. On one day the lowest score comes last.
///
/// Source: hysteresis, as a Schmitt trigger has it; that worse shows at once is a house default.
///
/// # Examples
///
/// ```
/// use keyaccount::health::{HealthBandLimits, health_bands};
/// use keyaccount::plan::HealthBand::{Amber, Green, Red};
/// use keyaccount::plan::HealthReading;
///
/// let readings: Vec<HealthReading> = serde_json::from_str(r#"[
///     {"id": "H1", "as_of": "2026-01-10", "score": 72},
///     {"id": "H2", "as_of": "2026-02-10", "score": 38},
///     {"id": "H3", "as_of": "2026-03-10", "score": 80},
///     {"id": "H4", "as_of": "2026-04-10", "score": 81},
///     {"id": "H5", "as_of": "2026-05-10", "score": 82}]"#)?;
/// let bands: Vec<_> = health_bands(&readings, &HealthBandLimits::default()).iter().map(|reading| reading.band).collect();
/// assert_eq!(bands, [Green, Red, Red, Amber, Green]);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn health_bands<'a>(readings: &'a [HealthReading], limits: &HealthBandLimits) -> Vec<BandedReading<'a>> {
    let mut band: Option<HealthBand> = None;
    let mut well_in_a_row = 0_u32;
    let mut banded = Vec::new();
    for dated in in_order(readings) {
        let band_of_score = limits.band_of(dated.score);
        let is_well = band_of_score != HealthBand::Red && dated.score.get() >= limits.leaves_red_from;
        well_in_a_row = if is_well {
            well_in_a_row.saturating_add(1)
        } else {
            0
        };
        let leaves_red = is_well && well_in_a_row >= limits.readings_to_leave_red;
        let next = match (band, band_of_score) {
            (Some(HealthBand::Red), HealthBand::Amber | HealthBand::Green) if leaves_red => HealthBand::Amber,
            (Some(HealthBand::Red), _) => HealthBand::Red,
            (_, score) => score,
        };
        band = Some(next);
        banded.push(BandedReading {
            reading: dated.reading,
            on: dated.on,
            score: dated.score,
            band: next,
            band_of_score,
        });
    }
    banded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::HealthBand::{Amber, Green, Red};
    use super::*;
    use crate::health::HEALTH_BAND_LIMITS;
    use crate::quantity::add_days;

    fn readings(scores: &[(i64, i64)]) -> Vec<HealthReading> {
        let first = Date::new(2026, 1, 1).unwrap();
        scores
            .iter()
            .map(|(days, score)| HealthReading {
                as_of: add_days(first, *days),
                score: Percent::try_from(*score).ok(),
                ..HealthReading::default()
            })
            .collect()
    }

    fn weekly(scores: &[i64]) -> Vec<HealthReading> {
        let dated: Vec<_> = scores
            .iter()
            .enumerate()
            .map(|(week, score)| (i64::try_from(week).unwrap() * 7, *score))
            .collect();
        readings(&dated)
    }

    fn bands(scores: &[i64]) -> Vec<HealthBand> {
        health_bands(&weekly(scores), &HealthBandLimits::default())
            .iter()
            .map(|reading| reading.band)
            .collect()
    }

    /// By hand from plan-and-lifecycle.md 3.7 and ruling 25.
    #[test]
    fn series_by_hand() {
        assert_eq!(bands(&[]), []);
        assert_eq!(bands(&[39]), [Red]);
        // At 45 or more in two readings in a row, the second of them leaves red.
        assert_eq!(bands(&[39, 45, 45]), [Red, Red, Amber]);
        assert_eq!(bands(&[39, 44, 45, 45]), [Red, Red, Red, Amber]);
        assert_eq!(bands(&[39, 45, 44, 45, 46]), [Red, Red, Red, Red, Amber]);
        assert_eq!(bands(&[39, 45, 39, 45, 45]), [Red, Red, Red, Red, Amber]);
        // Upwards one step at a time, downwards at once.
        assert_eq!(bands(&[10, 90, 90, 90]), [Red, Red, Amber, Green]);
        assert_eq!(bands(&[90, 10]), [Green, Red]);
        assert_eq!(bands(&[90, 60, 70, 69]), [Green, Amber, Green, Amber]);
        // Between 40 and 45 an account that was not red stays out of red.
        assert_eq!(bands(&[60, 41, 43, 40]), [Amber, Amber, Amber, Amber]);
    }

    #[test]
    fn incomplete_readings_are_left_out_and_the_lowest_of_a_day_counts_last() {
        let mut series = readings(&[(7, 80), (0, 80), (7, 30), (7, 60)]);
        series.push(HealthReading {
            score: Percent::try_from(5).ok(),
            ..HealthReading::default()
        });
        let found: Vec<_> = health_bands(&series, &HealthBandLimits::default())
            .iter()
            .map(|reading| (reading.score.get(), reading.band))
            .collect();
        assert_eq!(found, [(80, Green), (80, Green), (60, Amber), (30, Red)]);
    }

    /// The bands as the sources print them: yellow from 40 and green from 70 (circulos.co); 0-50, 51-75, 76-100 (Gainsight);
    /// up to 33, 34-66, from 67 (Revegy).
    #[test]
    fn published_bands() {
        let amber = |limits: &HealthBandLimits| {
            let is_amber = |score: &i64| limits.band_of(Percent::try_from(*score).unwrap()) == Amber;
            let amber: Vec<i64> = (0..=100).filter(is_amber).collect();
            (amber[0], amber[amber.len() - 1])
        };
        let found: Vec<_> = HEALTH_BAND_LIMITS.iter().map(amber).collect();
        assert_eq!(found, [(40, 69), (51, 75), (34, 66)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// A slow oracle: the band after each reading, looked up in the whole series before it.
        #[test]
        fn bands_as_looked_up_backwards(scores in prop::collection::vec(prop_oneof![30..60_i64, 0..=100_i64], 0..30)) {
            let found = bands(&scores);
            for end in 0..scores.len() {
                prop_assert_eq!(found[end], slowly(&scores[..=end]), "{:?} at {}", &scores, end);
            }
        }

        /// Law 32, with ruling 25: one step at most upwards, and no change inside the corridor once red.
        #[test]
        fn one_step_up_at_most(scores in prop::collection::vec(0..=100_i64, 2..30)) {
            let found = bands(&scores);
            for (pair, score) in found.windows(2).zip(&scores[1..]) {
                prop_assert!(pair != [Red, Green]);
                if pair[0] == Red && *score < 45 {
                    prop_assert_eq!(pair[1], Red);
                }
                prop_assert_eq!(pair[1] == Red && pair[0] != Red, *score < 40 && pair[0] != Red);
            }
        }
    }

    /// Returns the band after the last score: since the last red one, has a pair of readings at 45 or more left red?
    fn slowly(scores: &[i64]) -> HealthBand {
        let (last, before) = scores.split_last().unwrap();
        let plain = if *last < 40 {
            Red
        } else if *last < 70 {
            Amber
        } else {
            Green
        };
        let Some(red) = scores.iter().rposition(|score| *score < 40) else {
            return plain;
        };
        let after = &scores[red + 1..];
        match after.windows(2).position(|pair| pair[0] >= 45 && pair[1] >= 45) {
            None => Red,
            // The reading that leaves red is amber, the next one is free.
            Some(pair) if pair + 2 == after.len() => Amber,
            Some(_) => {
                assert!(!before.is_empty());
                plain
            }
        }
    }
}
