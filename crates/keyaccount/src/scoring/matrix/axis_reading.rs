//! What an account measures on an axis.

use super::{AxisMeasure, RelationshipStage};
use crate::quantity::{Datum, GroupId};
use crate::scoring::kernel::contribution;
use crate::scoring::{AccountScore, CompiledModel, GroupScore, Interval, ScoreAnswer, grid};

/// A value on an axis, with what the facts still open could make of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct AxisReading {
    /// Nothing where nothing counts.
    pub(super) value: Option<f64>,
    /// Nothing where nothing can ever count.
    pub(super) interval: Option<Interval>,
    /// The difference in points that means nothing.
    pub(super) resolution: f64,
}

/// A model with the scores that it gave.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored<'a> {
    pub(super) model: &'a CompiledModel,
    pub(super) answer: &'a ScoreAnswer,
}

/// One account as the models scored it, and the stage of its relationship.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured<'a> {
    pub(super) first: (Scored<'a>, &'a AccountScore),
    pub(super) second: Option<(Scored<'a>, &'a AccountScore)>,
    pub(super) stage: Datum<RelationshipStage>,
}

impl Measured<'_> {
    /// Returns what the account measures on an axis; nothing of a second model where there is none.
    pub(super) fn on(&self, measure: &AxisMeasure) -> AxisReading {
        match (measure, self.second) {
            (AxisMeasure::Score, _) => of_score(self.first),
            (AxisMeasure::Group(group), _) => of_group(self.first, group),
            (AxisMeasure::SecondScore, Some(second)) => of_score(second),
            (AxisMeasure::SecondGroup(group), Some(second)) => of_group(second, group),
            (AxisMeasure::SecondScore | AxisMeasure::SecondGroup(_), None) => AxisReading::default(),
            (AxisMeasure::Stage, _) => of_stage(self.stage),
        }
    }
}

fn of_score((scored, account): (Scored<'_>, &AccountScore)) -> AxisReading {
    AxisReading {
        value: account.final_score,
        interval: account.interval,
        resolution: scored.answer.resolution,
    }
}

/// Returns the score of a group alone.
///
/// A group with a part of the weight has that part of the points, so that stretching it to the whole scale stretches
/// the rounding as well.
fn of_group((scored, account): (Scored<'_>, &AccountScore), group: &GroupId) -> AxisReading {
    let found = account.groups.iter().find(|found| found.group_id == *group);
    let value = found.and_then(|found| found.score);
    let share = |found: &GroupScore| if found.share > 0.0 { found.share } else { 1.0 };
    AxisReading {
        value,
        interval: interval_of_group(scored, account, group, value),
        resolution: scored.answer.resolution / found.map_or(1.0, share),
    }
}

fn interval_of_group(
    scored: Scored<'_>,
    account: &AccountScore,
    group: &GroupId,
    value: Option<f64>,
) -> Option<Interval> {
    let model = scored.model.model();
    let of_group = || {
        let rows = account.contributions.iter().zip(&scored.answer.weights);
        rows.zip(&model.criteria)
            .filter(|(_, criterion)| criterion.group_id.as_ref() == Some(group))
            .map(|(row, _)| row)
    };
    let is_open = |fact: Datum<f64>| matches!(fact, Datum::Missing | Datum::Unknown);
    if !of_group().any(|(cell, _)| is_open(cell.fact)) {
        return value.map(|value| Interval {
            low: value,
            high: value,
        });
    }
    // As for the score over all groups: values only raise a weighted mean.
    let end = |open: f64| {
        let (mut sum, mut at_best) = (0.0, 0.0);
        for (cell, weight) in of_group() {
            let value = if is_open(cell.fact) {
                Some(open)
            } else {
                cell.value
            };
            let Some(value) = value else { continue };
            let units = grid::units(weight.points_at_best);
            at_best += units;
            sum += contribution(units, value);
        }
        let span_units = grid::units(model.scale.span());
        (at_best > 0.0)
            .then(|| grid::points(grid::units(model.scale.min()) + grid::whole(sum / at_best * span_units)))
    };
    let (low, high) = (end(0.0)?, end(1.0)?);
    Some(Interval {
        low: value.map_or(low, |value| value.min(low)),
        high: value.map_or(high, |value| value.max(high)),
    })
}

fn of_stage(stage: Datum<RelationshipStage>) -> AxisReading {
    let between = |low: RelationshipStage, high: RelationshipStage| Interval {
        low: low.number(),
        high: high.number(),
    };
    let [first, .., last] = RelationshipStage::ALL;
    let (value, interval) = match stage {
        Datum::Value(stage) => (Some(stage.number()), Some(between(stage, stage))),
        Datum::Missing | Datum::Unknown => (None, Some(between(first, last))),
        Datum::NotApplicable => (None, None),
    };
    AxisReading {
        value,
        interval,
        resolution: 0.0,
    }
}
