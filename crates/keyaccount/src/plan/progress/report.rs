//! How far a plan has come.

use serde::Serialize;

use super::objective::{clamped, share};
use super::{
    ActionProgress, ObjectiveProgress, ProgressThresholds, action_progress, objective_progress, rounded,
};
use crate::plan::Plan;
use crate::quantity::decimal::{self, Decimal};
use crate::quantity::{Date, PlanId, Share};

/// How far a plan has come on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProgressReport {
    /// The plan, where it has an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_id: Option<PlanId>,
    /// The day.
    pub as_of: Date,
    /// The attainment of the plan.
    pub plan: PlanAttainment,
    /// Every objective, in the order of the plan.
    pub objectives: Vec<ObjectiveProgress>,
    /// How much of the work is done, which is another question.
    pub actions: ActionProgress,
    /// The limits by which was judged.
    pub thresholds: ProgressThresholds,
}

/// The attainment of a plan, and how much of the plan it speaks for. The one must not be shown without the other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanAttainment {
    /// The weighted mean of the attainments within 0 to 1, over the objectives that count and can be evaluated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attainment_share: Option<Share>,
    /// The part of the weight that those objectives have; absent where no objective counts or all weights are 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage_share: Option<Share>,
    /// Where the weights come from; absent where no objective counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<WeightBasis>,
    /// The number of objectives that count: active, met or missed.
    pub counted_count: u32,
    /// The number of them that can be evaluated.
    pub evaluable_count: u32,
}

/// Where the weights of objectives come from.
///
/// * `stated`: every objective that counts states its weight.
/// * `partly_stated`: some do; the others weigh as much as the mean of those.
/// * `equal`: none does; all weigh the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum WeightBasis {
    Stated,
    PartlyStated,
    Equal,
}

/// Returns how far `plan` has come as of a day.
///
/// Attainment of the plan = sum(w a) / sum(w) over the objectives that count and can be evaluated, with a within 0 to 1;
/// coverage = their weight / the weight of all that count. Weights need not add up to 1. An objective that states no
/// weight weighs as much as the mean of those that do, so that it is neither left out nor given the rest by accident;
/// where none states one all weigh the same. Weights are read to twelve digits after the point, shares are rounded to
/// nine, half to even.
///
/// Never fails: what is absent or unreadable in a plan is a reason beside the objective that lacks it.
///
/// # Examples
///
/// ```
/// use keyaccount::plan::Plan;
/// use keyaccount::plan::progress::{ProgressThresholds, progress};
///
/// let plan: Plan = keyaccount::document::read(r#"{"objectives": [
///   {"id": "O1", "status": "active", "weight": 0.5, "start_on": "2026-01-01", "due_on": "2026-12-31",
///    "baseline": {"value": 12}, "target": {"value": 4}, "current": {"value": 10, "as_of": "2026-06-30"}},
///   {"id": "O2", "status": "active", "weight": 0.3, "start_on": "2026-01-01", "due_on": "2026-12-31"}]}"#)?;
/// let report = progress(&plan, "2026-07-02".parse()?, &ProgressThresholds::default());
/// assert_eq!(report.plan.attainment_share.map(f64::from), Some(0.25));
/// assert_eq!(report.plan.coverage_share.map(f64::from), Some(0.625));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn progress(plan: &Plan, as_of: Date, thresholds: &ProgressThresholds) -> ProgressReport {
    let mut objectives: Vec<ObjectiveProgress> = plan
        .objectives
        .iter()
        .map(|objective| objective_progress(objective, as_of, thresholds))
        .collect();
    let stated = plan.objectives.iter().zip(&objectives);
    let stated: Vec<Option<Decimal>> = stated
        .filter(|(_, progress)| progress.is_counted)
        .map(|(objective, _)| objective.weight.map(exact))
        .collect();
    let weights = weights(&stated);
    let whole = sum(weights.iter().copied());
    let (mut covered, mut attained, mut evaluable_count) = (Some(Decimal::ZERO), Some(Decimal::ZERO), 0);
    let counted = objectives.iter_mut().filter(|progress| progress.is_counted);
    for (progress, &weight) in counted.zip(&weights) {
        progress.weight_share = whole.and_then(|whole| part(weight, whole));
        let Some(attainment) = progress.attainment else {
            continue;
        };
        evaluable_count += 1;
        covered = covered.and_then(|sum| sum.checked_add(weight));
        let product = weight.checked_mul(clamped(attainment));
        attained = attained
            .zip(product)
            .and_then(|(sum, product)| sum.checked_add(product));
    }
    let attainment = attained
        .zip(covered)
        .and_then(|(attained, covered)| part(attained, covered));
    ProgressReport {
        plan_id: plan.id.clone(),
        as_of,
        plan: PlanAttainment {
            attainment_share: attainment,
            coverage_share: covered
                .zip(whole)
                .and_then(|(covered, whole)| part(covered, whole)),
            weights: basis(&stated),
            counted_count: u32::try_from(stated.len()).unwrap_or(u32::MAX),
            evaluable_count,
        },
        objectives,
        actions: action_progress(&plan.actions),
        thresholds: *thresholds,
    }
}

/// Returns the weight as a decimal of twelve digits after the point.
fn exact(weight: Share) -> Decimal {
    decimal::parse(&format!("{:.12}", weight.get())).unwrap_or_default()
}

/// Returns the weight of each objective that counts: its own, else the mean of those that state one, else 1.
pub(crate) fn weights(stated: &[Option<Decimal>]) -> Vec<Decimal> {
    let total = sum(stated.iter().copied().flatten());
    let number = stated.iter().flatten().count();
    let mean = total.and_then(|total| total.checked_div(number.into()));
    stated
        .iter()
        .map(|weight| weight.or(mean).unwrap_or(Decimal::ONE))
        .collect()
}

fn basis(stated: &[Option<Decimal>]) -> Option<WeightBasis> {
    let number = stated.iter().flatten().count();
    match number {
        _ if stated.is_empty() => None,
        0 => Some(WeightBasis::Equal),
        _ if number == stated.len() => Some(WeightBasis::Stated),
        _ => Some(WeightBasis::PartlyStated),
    }
}

fn sum(mut weights: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    weights.try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// Returns `part / whole`, nothing where the whole is 0.
fn part(part: Decimal, whole: Decimal) -> Option<Share> {
    part.checked_div(whole).map(rounded).map(clamped).and_then(share)
}
