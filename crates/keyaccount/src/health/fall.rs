//! How far a score fell.

use std::collections::VecDeque;

use crate::plan::HealthReading;
use crate::quantity::days_between;

use super::{Dated, in_order};

/// A fall of the score from an earlier reading to a later one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fall<'a> {
    /// The earlier reading.
    pub from: &'a HealthReading,
    /// The later reading.
    pub to: &'a HealthReading,
    /// By how many points it is lower, at least 1.
    pub points: u8,
}

/// Returns for each reading the fall to it from the highest one of the `within_days` days before, by day; readings
/// without a fall, a day or a score are left out.
///
/// Day `within_days` is included. Of several highest readings the last one is taken. On one day the lowest score comes last.
///
/// # Examples
///
/// ```
/// use keyaccount::health::falls;
/// use keyaccount::plan::HealthReading;
///
/// let readings: Vec<HealthReading> = serde_json::from_str(r#"[
///     {"id": "H1", "as_of": "2026-01-10", "score": 72},
///     {"id": "H2", "as_of": "2026-01-31", "score": 60},
///     {"id": "H3", "as_of": "2026-02-10", "score": 55}]"#)?;
/// let points: Vec<_> = falls(&readings, 30).iter().map(|fall| fall.points).collect();
/// assert_eq!(points, [12, 5]);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn falls(readings: &[HealthReading], within_days: u32) -> Vec<Fall<'_>> {
    // The readings that may be the highest of a later one: each is higher than all that follow it.
    let mut highest: VecDeque<Dated<'_>> = VecDeque::new();
    let mut falls = Vec::new();
    for reading in in_order(readings) {
        let is_too_old = |earlier: &Dated<'_>| days_between(earlier.on, reading.on) > i64::from(within_days);
        while highest.front().is_some_and(is_too_old) {
            highest.pop_front();
        }
        if let Some(from) = highest.front()
            && from.score > reading.score
        {
            falls.push(Fall {
                from: from.reading,
                to: reading.reading,
                points: from.score.get() - reading.score.get(),
            });
        }
        while highest
            .back()
            .is_some_and(|earlier| earlier.score <= reading.score)
        {
            highest.pop_back();
        }
        highest.push_back(reading);
    }
    falls
}

/// Returns the largest of the [`falls`], the latest where several are as large; nothing where the score never fell.
pub fn largest_fall(readings: &[HealthReading], within_days: u32) -> Option<Fall<'_>> {
    falls(readings, within_days)
        .into_iter()
        .max_by_key(|fall| fall.points)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::quantity::{Date, EntityId, add_days};
    use crate::vocabulary::Percent;

    fn readings(scores: &[(i64, i64)]) -> Vec<HealthReading> {
        let first = Date::new(2026, 1, 1).unwrap();
        scores
            .iter()
            .enumerate()
            .map(|(index, (days, score))| HealthReading {
                id: EntityId::try_from(format!("H{index}")).ok(),
                as_of: add_days(first, *days),
                score: Percent::try_from(*score).ok(),
                ..HealthReading::default()
            })
            .collect()
    }

    fn ids(fall: Option<Fall<'_>>) -> Option<(String, String, u8)> {
        let id = |reading: &HealthReading| reading.id.as_ref().unwrap().to_string();
        fall.map(|fall| (id(fall.from), id(fall.to), fall.points))
    }

    #[test]
    fn day_thirty_is_within_and_day_thirty_one_is_not() {
        let within = readings(&[(0, 70), (30, 55)]);
        assert_eq!(
            ids(largest_fall(&within, 30)),
            Some(("H0".into(), "H1".into(), 15))
        );
        let beyond = readings(&[(0, 70), (31, 55)]);
        assert_eq!(ids(largest_fall(&beyond, 30)), None);
    }

    #[test]
    fn the_latest_of_equal_falls_from_the_latest_high() {
        let series = readings(&[(0, 70), (5, 70), (10, 60), (12, 70), (20, 60), (21, 80)]);
        assert_eq!(
            ids(largest_fall(&series, 30)),
            Some(("H3".into(), "H4".into(), 10))
        );
        assert_eq!(
            ids(falls(&series, 30).first().copied()),
            Some(("H1".into(), "H2".into(), 10))
        );
        assert_eq!(falls(&readings(&[(0, 5), (1, 5)]), 30), []);
        assert_eq!(falls(&[HealthReading::default()], 30), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn each_fall_as_every_pair_gives_it(
            series in prop::collection::vec((0..90_i64, 0..=100_i64), 0..25),
            within_days in 0..60_u32,
        ) {
            let documents = readings(&series);
            let mut order = series.clone();
            order.sort_by_key(|(day, score)| (*day, -score));
            let slowly: Vec<i64> = (0..order.len())
                .filter_map(|to| {
                    let fits = |from: &usize| order[to].0 - order[*from].0 <= i64::from(within_days);
                    (0..to).filter(fits).map(|from| order[from].1 - order[to].1).max()
                })
                .filter(|points| *points > 0)
                .collect();
            let found: Vec<i64> = falls(&documents, within_days).iter().map(|fall| fall.points.into()).collect();
            prop_assert_eq!(&found, &slowly);
            let largest = largest_fall(&documents, within_days).map(|fall| i64::from(fall.points));
            prop_assert_eq!(largest, slowly.into_iter().max());
        }
    }
}
