//! Where a value stands between the cuts of an axis.

use std::ops::RangeInclusive;

use super::axis_reading::AxisReading;
use super::{Axis, AxisPlace, BetterEnd, NearestCut};

/// A value on an axis with the level that it belongs to.
pub(super) struct Standing<'a> {
    axis: &'a Axis,
    reading: AxisReading,
    /// The index of the level; nothing without a value.
    pub(super) level: Option<usize>,
}

impl<'a> Standing<'a> {
    pub(super) fn new(axis: &'a Axis, reading: AxisReading) -> Self {
        let level = reading
            .value
            .map(|value| level_of(axis, value, reading.resolution));
        Self { axis, reading, level }
    }

    /// Returns the levels that the facts still open could lead to; nothing where there can be no value.
    pub(super) fn open_levels(&self) -> Option<RangeInclusive<usize>> {
        let interval = self.reading.interval?;
        let at = |value: f64| level_of(self.axis, value, self.reading.resolution);
        Some(at(interval.low)..=at(interval.high))
    }

    /// Returns the levels to the better side, the nearest first, each with the points to its cut.
    pub(super) fn better_levels(&self) -> Vec<(usize, f64)> {
        let (Some(value), Some(level)) = (self.reading.value, self.level) else {
            return Vec::new();
        };
        let cuts = self.axis.levels.iter().map(|level| level.from).enumerate();
        match self.axis.better {
            BetterEnd::Neither => Vec::new(),
            BetterEnd::Higher => cuts
                .skip(level.saturating_add(1))
                .filter_map(|(index, cut)| Some((index, cut? - value)))
                .collect(),
            // The cut of a level is where the one below it ends.
            BetterEnd::Lower => cuts
                .take(level.saturating_add(1))
                .filter_map(|(index, cut)| Some((index.checked_sub(1)?, self.settled(value - cut?))))
                .rev()
                .collect(),
        }
    }

    pub(super) fn place(&self) -> AxisPlace {
        let level = self.level.and_then(|level| self.axis.levels.get(level));
        let points = |cut: f64| Some(self.settled(self.reading.value? - cut));
        let cuts = self.axis.levels.iter().filter_map(|level| level.from);
        AxisPlace {
            value: self.reading.value,
            interval: self.reading.interval,
            level_id: level.map(|level| level.id.clone()),
            nearest_cut: cuts
                .filter_map(|at| {
                    Some(NearestCut {
                        at,
                        points: points(at)?,
                    })
                })
                .min_by(|left, right| left.points.abs().total_cmp(&right.points.abs())),
        }
    }

    /// Returns 0 for a distance within the resolution: the value stands on the cut.
    fn settled(&self, points: f64) -> f64 {
        if points.abs() <= self.reading.resolution {
            return 0.0;
        }
        points
    }
}

/// Returns the index of the last level whose cut the value reaches.
fn level_of(axis: &Axis, value: f64, resolution: f64) -> usize {
    let reaches = |cut: Option<f64>| cut.is_none_or(|cut| value + resolution >= cut);
    let up_to = axis.levels.iter().take_while(|level| reaches(level.from));
    up_to.count().saturating_sub(1)
}
