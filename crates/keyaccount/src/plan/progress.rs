//! How far has a plan come, and how far should it be?
//!
//! Two numbers that are never mixed, for activity is not outcome: the attainment of objectives, and the work done on
//! actions. Each says how much of the plan it speaks for; what cannot be told is listed with the reason, never put in.
//!
//! * **Attainment** of an objective: (current - baseline) / (target - baseline). An objective to `hold` a value attains
//!   1 as long as the value is near its target, one to `establish` a value attains 1 once there is one.
//! * **Expected** attainment: on the line through baseline at the start, the milestones, and target when it is due.
//! * **Slip**: expected less actual attainment. The class of an objective follows from it.
//!
//! Values are exact decimals. A ratio is rounded to nine digits after the point, half to even; slip and class are
//! computed from the rounded ratios, so that a reader who takes them from the answer comes to the same result, and a slip
//! of exactly 0.15 is one.
//!
//! Source: attainment is the share of the way from baseline to target, as in OKR practice; expected line, classes and
//! limits are house defaults ([`ProgressThresholds`]).

mod thresholds;

mod attainment;
mod expected;
mod objective;

mod action;
mod report;

pub use action::{ActionProgress, action_progress};
pub use objective::{AttainmentBasis, ObjectiveProgress, ProgressClass, ProgressGap, objective_progress};
pub(crate) use report::weights;
pub use report::{PlanAttainment, ProgressReport, WeightBasis, progress};
pub use thresholds::{ProgressThresholds, ThresholdError};

use rust_decimal::RoundingStrategy;

use crate::quantity::decimal::Decimal;

/// How many digits after the point a ratio keeps.
const RATIO_DIGITS: u32 = 9;

/// Returns a ratio as it is given in answers.
fn rounded(ratio: Decimal) -> Decimal {
    ratio
        .round_dp_with_strategy(RATIO_DIGITS, RoundingStrategy::MidpointNearestEven)
        .normalize()
}

#[cfg(test)]
mod tests;
