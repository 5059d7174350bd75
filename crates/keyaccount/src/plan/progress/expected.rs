//! How far an objective should be on a day.

use super::ProgressGap;
use super::attainment::{Yardstick, or_note};
use crate::plan::Objective;
use crate::quantity::decimal::Decimal;
use crate::quantity::{Date, days_between};

/// What was expected on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Expected {
    /// The expected attainment, not yet rounded.
    pub(super) ratio: Option<Decimal>,
    /// How many milestones could not be used.
    pub(super) ignored_milestone_count: u32,
}

/// Returns what is expected on `day`, or notes in `gaps` what is lacking for it.
///
/// 0 before the start, 1 from the due date on. Between them the expected value lies on the line through the baseline
/// at the start, the milestones, and the target at the due date, and its attainment is what is expected. What is
/// there or not there is expected from the due date on. Work starts at `start_on`, else when the baseline was measured.
pub(super) fn expected(
    objective: &Objective,
    yardstick: Yardstick,
    day: Date,
    gaps: &mut Vec<ProgressGap>,
) -> Expected {
    let (baseline, target) = match yardstick {
        Yardstick::Travel { baseline, target } | Yardstick::Hold { baseline, target, .. } => {
            (baseline, target)
        }
        Yardstick::Once => {
            return Expected {
                ratio: once_due(objective, day, gaps),
                ignored_milestone_count: count(objective.milestones.len()),
            };
        }
    };
    let baseline_on = objective.baseline.as_ref().and_then(|baseline| baseline.as_of);
    let start = objective.start_on.or(baseline_on);
    if start.is_none() {
        gaps.push(ProgressGap::StartMissing);
    }
    if objective.due_on.is_none() {
        gaps.push(ProgressGap::DueMissing);
    }
    let (Some(start), Some(due)) = (start, objective.due_on) else {
        return Expected::default();
    };
    if start > due {
        gaps.push(ProgressGap::StartAfterDue);
        return Expected::default();
    }
    let points = points((start, baseline), objective, (due, target));
    let ignored = objective.milestones.len() + 2 - points.len();
    let ratio = if day < start {
        Some(Decimal::ZERO)
    } else if day >= due {
        Some(Decimal::ONE)
    } else {
        let value = value_on(&points, day);
        or_note(value.and_then(|value| yardstick.attainment(value)), gaps)
    };
    Expected {
        ratio,
        ignored_milestone_count: count(ignored),
    }
}

/// Returns 1 from the due date on, 0 before.
fn once_due(objective: &Objective, day: Date, gaps: &mut Vec<ProgressGap>) -> Option<Decimal> {
    let Some(due) = objective.due_on else {
        gaps.push(ProgressGap::DueMissing);
        return None;
    };
    Some(if day >= due { Decimal::ONE } else { Decimal::ZERO })
}

/// Returns the corners of the line, by date; of two milestones on one day the first counts.
fn points(start: (Date, Decimal), objective: &Objective, due: (Date, Decimal)) -> Vec<(Date, Decimal)> {
    let mut points = vec![start];
    points.extend(objective.milestones.iter().filter_map(|milestone| {
        let date = milestone.date.filter(|&date| start.0 < date && date < due.0)?;
        Some((date, milestone.value?.get()))
    }));
    points.sort_by_key(|&(date, _)| date);
    points.dedup_by_key(|&mut (date, _)| date);
    points.push(due);
    points
}

/// Returns the value on the line through `points` on a day from the first to the last of them.
fn value_on(points: &[(Date, Decimal)], day: Date) -> Option<Decimal> {
    let after = points.partition_point(|&(date, _)| date <= day);
    let &(from, value) = points.get(after.checked_sub(1)?)?;
    let &(to, next) = points.get(after)?;
    let gone: Decimal = days_between(from, day).into();
    let all: Decimal = days_between(from, to).into();
    let rise = next.checked_sub(value)?.checked_mul(gone)?.checked_div(all)?;
    value.checked_add(rise)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
