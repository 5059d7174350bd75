//! How a value of a metric becomes an attainment.

use super::{ProgressGap, ProgressThresholds};
use crate::plan::{MetricDirection, Objective};
use crate::quantity::decimal::Decimal;

/// What an objective is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Yardstick {
    /// From the baseline to the target, up or down; the two differ.
    Travel { baseline: Decimal, target: Decimal },
    /// To stay near the target.
    Hold {
        baseline: Decimal,
        target: Decimal,
        tolerance: Decimal,
    },
    /// There or not there: a first measurement, a judgement.
    Once,
}

impl Yardstick {
    /// Returns what a measured objective is measured against, or notes in `gaps` what is lacking for it.
    ///
    /// Without a direction the two values say which way it should go.
    pub(super) fn of(
        objective: &Objective,
        thresholds: &ProgressThresholds,
        gaps: &mut Vec<ProgressGap>,
    ) -> Option<Self> {
        let direction = objective.direction();
        if direction == Some(MetricDirection::Establish) {
            return Some(Self::Once);
        }
        let (baseline, target) = (objective.baseline_value(), objective.target_value());
        if baseline.is_none() {
            gaps.push(ProgressGap::BaselineMissing);
        }
        if target.is_none() {
            gaps.push(ProgressGap::TargetMissing);
        }
        let (baseline, target) = (baseline?.get(), target?.get());
        let gap = match direction {
            Some(MetricDirection::Hold) => {
                return or_note(hold(baseline, target, thresholds), gaps);
            }
            _ if target == baseline => ProgressGap::TargetEqualsBaseline,
            Some(MetricDirection::Up) if target < baseline => ProgressGap::TargetAgainstDirection,
            Some(MetricDirection::Down) if target > baseline => ProgressGap::TargetAgainstDirection,
            _ => return Some(Self::Travel { baseline, target }),
        };
        gaps.push(gap);
        None
    }

    /// Returns the attainment of `value`, not yet rounded; nothing where decimals cannot hold it.
    pub(super) fn attainment(self, value: Decimal) -> Option<Decimal> {
        match self {
            Self::Travel { baseline, target } => value
                .checked_sub(baseline)?
                .checked_div(target.checked_sub(baseline)?),
            Self::Hold {
                target, tolerance, ..
            } => {
                let distance = value.checked_sub(target)?.abs();
                if distance <= tolerance {
                    return Some(Decimal::ONE);
                }
                if tolerance.is_zero() {
                    return Some(Decimal::ZERO);
                }
                // A distance beyond all bounds leaves nothing attained.
                let excess = distance.checked_sub(tolerance)?.checked_div(tolerance);
                Some(excess.map_or(Decimal::ZERO, |excess| Decimal::ONE - excess.min(Decimal::ONE)))
            }
            Self::Once => Some(Decimal::ONE),
        }
    }
}

/// Returns what a value to hold is measured against.
fn hold(baseline: Decimal, target: Decimal, thresholds: &ProgressThresholds) -> Option<Yardstick> {
    let ratio = thresholds.hold_tolerance_ratio.get();
    let tolerance = if baseline.is_zero() {
        ratio
    } else {
        baseline.abs().checked_mul(ratio)?
    };
    Some(Yardstick::Hold {
        baseline,
        target,
        tolerance,
    })
}

/// Returns `value`, or notes that decimals cannot hold it.
pub(super) fn or_note<T>(value: Option<T>, gaps: &mut Vec<ProgressGap>) -> Option<T> {
    if value.is_none() {
        gaps.push(ProgressGap::BeyondDecimals);
    }
    value
}
