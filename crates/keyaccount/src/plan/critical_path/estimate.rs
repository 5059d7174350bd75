//! When a chain is finished by three-point estimates.

use super::answer::ChainEstimate;
use super::network::{Node, Work};
use crate::plan::Estimate;
use crate::quantity::Share;
use crate::quantity::decimal::{self, Decimal};
use crate::vocabulary::Figure;

/// What must be said with the chance to meet a deadline.
const REMARK: &str = "where several chains merge the chance is too high: it looks at one chain, and the latest of them decides";

/// By how much the estimates of the actions of a chain move its end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surplus {
    mean_days: f64,
    variance: f64,
    estimated_count: u32,
    fixed_count: u32,
}

impl Surplus {
    /// Returns the surplus with one more action, whose days count `weight` times.
    pub(super) fn with(self, node: &Node<'_>, weight: i8) -> Self {
        if weight == 0 {
            return self;
        }
        let Some(points) = node.action.estimate.as_ref().and_then(points) else {
            return Self {
                fixed_count: self.fixed_count + 1,
                ..self
            };
        };
        let left = match (node.work, node.action.percent) {
            (Work::Begun { .. }, Some(percent)) => f64::from(100 - percent.get()) / 100.0,
            _ => 1.0,
        };
        let [optimistic, likely, pessimistic] = points.map(|days| days * left);
        let deviation = (pessimistic - optimistic) / 6.0;
        let mean = (optimistic + 4.0 * likely + pessimistic) / 6.0;
        Self {
            mean_days: self.mean_days + f64::from(weight) * (mean - to_f64(node.work.remaining())),
            variance: self.variance + deviation * deviation,
            estimated_count: self.estimated_count + 1,
            ..self
        }
    }
}

/// Returns when a chain is finished that ends on the day `finish` by the durations of its actions; nothing where none of
/// them counts with a three-point estimate.
///
/// Mean of an action (o + 4 m + p) / 6, variance ((p - o) / 6)^2; both are added along the chain, from the first action to the last, and
/// the finish is taken for normally distributed. Of an action in progress the estimate counts in proportion to what is left. Source: Malcolm,
/// Roseboom, Clark and Fazar, *Application of a technique for research and development program evaluation*, Operations Research 7, 1959; on
/// merging paths *An analytical study of the PERT assumptions*, Operations Research 12, 1964 (by K. R. `MacCrimmon` and C. A. Ryavec).
pub(super) fn estimate(surplus: Surplus, finish: i64, deadline: Option<i64>) -> Option<ChainEstimate> {
    let mean = to_f64(finish) + surplus.mean_days;
    if surplus.estimated_count == 0 || !mean.is_finite() || !surplus.variance.is_finite() {
        return None;
    }
    let standard_deviation = surplus.variance.sqrt();
    let chance = |deadline| Share::try_from(chance(to_f64(deadline) - mean, standard_deviation)).ok();
    Some(ChainEstimate {
        mean_finish_days: mean,
        standard_deviation_days: standard_deviation,
        chance_to_meet_share: deadline.and_then(chance),
        estimated_count: surplus.estimated_count,
        fixed_count: surplus.fixed_count,
        remark: REMARK,
    })
}

/// Returns the three points, where they are all there and in their order.
fn points(estimate: &Estimate) -> Option<[f64; 3]> {
    let (optimistic, likely, pessimistic) = (estimate.optimistic?, estimate.likely?, estimate.pessimistic?);
    let is_usable = Decimal::ZERO <= optimistic.get() && optimistic <= likely && likely <= pessimistic;
    is_usable.then(|| [optimistic, likely, pessimistic].map(Figure::to_f64))
}

/// Returns the chance that a normally distributed finish lies at most `reserve` days after its mean.
fn chance(reserve: f64, standard_deviation: f64) -> f64 {
    if standard_deviation > 0.0 {
        return 0.5 * libm::erfc(-reserve / (standard_deviation * std::f64::consts::SQRT_2));
    }
    if reserve >= 0.0 { 1.0 } else { 0.0 }
}

fn to_f64(days: i64) -> f64 {
    decimal::to_f64(days.into())
}
