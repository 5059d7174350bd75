//! How far one objective has come.

use serde::Serialize;

use super::attainment::{Yardstick, or_note};
use super::expected::{Expected, expected};
use super::{ProgressThresholds, rounded};
use crate::plan::{Measurement, Objective, ObjectiveStatus};
use crate::quantity::decimal::{self, Decimal};
use crate::quantity::{Date, ObjectiveId, Share, days_between};

/// How far an objective has come on a day, and how far it should be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ObjectiveProgress {
    /// The objective, where it has an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<ObjectiveId>,
    /// How it stands by its own word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ObjectiveStatus>,
    /// Whether it counts in the progress of the plan: active, met and missed ones do; drafts, dropped ones and those
    /// without a status do not.
    pub is_counted: bool,
    /// Its part of the weight of all objectives that count; absent where it does not, or was judged alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_share: Option<Share>,
    /// How it is measured or judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<AttainmentBasis>,
    /// The attainment as it is: below 0 on the wrong side of the baseline, above 1 beyond the target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attainment_ratio: Option<f64>,
    /// The attainment within 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attainment_share: Option<Share>,
    /// The expected attainment; milestones may lie beyond target or baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_ratio: Option<f64>,
    /// Expected less actual attainment: positive is behind, negative is ahead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slip_ratio: Option<f64>,
    /// The class that the slip falls into.
    pub class: ProgressClass,
    /// The day on which it is judged: `as_of`, or the day on which it was met or missed.
    pub judged_on: Date,
    /// The day of the value that the attainment comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured_on: Option<Date>,
    /// How many milestones are not on the expected line: without day or value, not between start and due date, second on
    /// their day, or of an objective that is there or not there.
    pub ignored_milestone_count: u32,
    /// Why the attainment or what is expected of it cannot be told, each reason once, in the order of the reasons.
    pub not_evaluable: Vec<ProgressGap>,
    #[serde(skip)]
    pub(super) attainment: Option<Decimal>,
}

/// How an attainment was found.
///
/// * `measured`: from values.
/// * `judged`: by the word of its status. A met objective attains 1 whatever was measured; a qualitative one that was missed
///   attains 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum AttainmentBasis {
    Measured,
    Judged,
}

/// How an objective is doing, by its slip: expected less actual attainment.
///
/// Ahead at -0.10 or less, on track up to 0.15, behind up to 0.30, off track above, by the defaults of the thresholds;
/// unknown where the slip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum ProgressClass {
    Ahead,
    OnTrack,
    Behind,
    OffTrack,
    Unknown,
}

/// Why the progress of an objective cannot be told.
///
/// * `not_measured`: it is qualitative, and nobody has judged it yet.
/// * `baseline_missing`, `target_missing`: no such value.
/// * `target_equals_baseline`: there is no way to go, and it is not an objective to hold a value.
/// * `target_against_direction`: the target lies below the baseline of what should go up, or above of what should go down.
/// * `current_missing`, `current_undated`: no measured value, or no day of it.
/// * `current_in_future`: the value was measured after `as_of`.
/// * `current_too_old`: it was measured more than 100 days ago, by the default of the thresholds.
/// * `start_missing`: neither the start nor the day of the baseline is known.
/// * `due_missing`: no due date.
/// * `start_after_due`: the start comes after the due date.
/// * `beyond_decimals`: the attainment has more than 28 digits before the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum ProgressGap {
    NotMeasured,
    BaselineMissing,
    TargetMissing,
    TargetEqualsBaseline,
    TargetAgainstDirection,
    CurrentMissing,
    CurrentUndated,
    CurrentInFuture,
    CurrentTooOld,
    StartMissing,
    DueMissing,
    StartAfterDue,
    BeyondDecimals,
}

/// Returns how far `objective` has come as of a day.
///
/// Attainment a = (current - baseline) / (target - baseline). To hold a value: 1 while |current - target| <= t, else
/// max(0, 1 - (|current - target| - t) / t), with t the tolerance times |baseline|. To establish one: 1 once there is a
/// value (the current one, else the baseline), 0 before. The class follows from the slip e - a with the expected
/// attainment e; see the [module](super).
///
/// A met or missed objective is judged on the day on which it was closed, where that is known and not after `as_of`;
/// the age of its last value counts to that day.
///
/// # Examples
///
/// ```
/// use keyaccount::plan::Objective;
/// use keyaccount::plan::progress::{ProgressClass, ProgressThresholds, objective_progress};
///
/// let objective: Objective = keyaccount::document::read(r#"{
///   "id": "O1", "status": "active", "metric": {"direction": "up"},
///   "start_on": "2026-01-01", "due_on": "2026-12-31",
///   "baseline": {"value": 100}, "target": {"value": 160}, "current": {"value": 118, "as_of": "2026-06-30"}}"#)?;
/// let found = objective_progress(&objective, "2026-07-02".parse()?, &ProgressThresholds::default());
/// assert_eq!((found.attainment_ratio, found.expected_ratio, found.slip_ratio), (Some(0.3), Some(0.5), Some(0.2)));
/// assert_eq!(found.class, ProgressClass::Behind);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn objective_progress(
    objective: &Objective,
    as_of: Date,
    thresholds: &ProgressThresholds,
) -> ObjectiveProgress {
    use ObjectiveStatus::{Active, Met, Missed};
    let status = objective.status;
    let is_qualitative = objective.measurement == Some(Measurement::Qualitative);
    let judged_on = match (status, objective.closed_on) {
        (Some(Met | Missed), Some(closed_on)) => closed_on.min(as_of),
        _ => as_of,
    };
    let judged = match status {
        Some(Met) => Some(Decimal::ONE),
        Some(Missed) if is_qualitative => Some(Decimal::ZERO),
        _ => None,
    };
    let mut gaps = Vec::new();
    let yardstick = if is_qualitative || judged.is_some() {
        Some(Yardstick::Once)
    } else {
        Yardstick::of(objective, thresholds, &mut gaps)
    };
    let (attainment, measured_on) = if is_qualitative && judged.is_none() {
        gaps.push(ProgressGap::NotMeasured);
        (None, None)
    } else if judged.is_some() {
        (judged, None)
    } else {
        let limits = Limits {
            as_of,
            judged_on,
            max_age_days: thresholds.current_max_age_days,
        };
        measured(objective, yardstick, limits, &mut gaps)
    };
    let Expected {
        ratio,
        ignored_milestone_count,
    } = match yardstick {
        Some(yardstick) => expected(objective, yardstick, judged_on, &mut gaps),
        None => Expected::default(),
    };
    let (attainment, expected) = (attainment.map(rounded), ratio.map(rounded));
    let slip = attainment
        .zip(expected)
        .and_then(|(attainment, expected)| expected.checked_sub(attainment));
    gaps.sort_unstable();
    gaps.dedup();
    ObjectiveProgress {
        id: objective.id.clone(),
        status,
        is_counted: matches!(status, Some(Active | Met | Missed)),
        weight_share: None,
        basis: attainment.map(|_| match judged {
            Some(_) => AttainmentBasis::Judged,
            None => AttainmentBasis::Measured,
        }),
        attainment_ratio: attainment.map(decimal::to_f64),
        attainment_share: attainment.map(clamped).and_then(share),
        expected_ratio: expected.map(decimal::to_f64),
        slip_ratio: slip.map(|slip| decimal::to_f64(slip.normalize())),
        class: slip.map_or(ProgressClass::Unknown, |slip| class(slip, thresholds)),
        judged_on,
        measured_on: attainment.and(measured_on),
        ignored_milestone_count,
        not_evaluable: gaps,
        attainment,
    }
}

/// From when a measured value must be.
#[derive(Debug, Clone, Copy)]
struct Limits {
    as_of: Date,
    judged_on: Date,
    max_age_days: u32,
}

/// Returns the attainment by the last measured value with its day, or notes in `gaps` what is lacking for it.
fn measured(
    objective: &Objective,
    yardstick: Option<Yardstick>,
    limits: Limits,
    gaps: &mut Vec<ProgressGap>,
) -> (Option<Decimal>, Option<Date>) {
    let has_value = |figure: &&crate::plan::DatedFigure| figure.value.is_some();
    let current = objective.current.as_ref().filter(has_value);
    let Some(figure) = (match yardstick {
        Some(Yardstick::Once) => current.or(objective.baseline.as_ref().filter(has_value)),
        _ => current,
    }) else {
        if yardstick == Some(Yardstick::Once) {
            return (Some(Decimal::ZERO), None);
        }
        gaps.push(ProgressGap::CurrentMissing);
        return (None, None);
    };
    let gap = match figure.as_of {
        Some(day) if day > limits.as_of => Some(ProgressGap::CurrentInFuture),
        // What has been measured once stays measured, whenever that was.
        _ if yardstick == Some(Yardstick::Once) => None,
        Some(day) if days_between(day, limits.judged_on) > limits.max_age_days.into() => {
            Some(ProgressGap::CurrentTooOld)
        }
        Some(_) => None,
        None => Some(ProgressGap::CurrentUndated),
    };
    if let Some(gap) = gap {
        gaps.push(gap);
        return (None, None);
    }
    let (Some(yardstick), Some(value)) = (yardstick, figure.value) else {
        return (None, None);
    };
    (or_note(yardstick.attainment(value.get()), gaps), figure.as_of)
}

fn class(slip: Decimal, thresholds: &ProgressThresholds) -> ProgressClass {
    if slip <= -thresholds.ahead_ratio.get() {
        ProgressClass::Ahead
    } else if slip <= thresholds.on_track_ratio.get() {
        ProgressClass::OnTrack
    } else if slip <= thresholds.behind_ratio.get() {
        ProgressClass::Behind
    } else {
        ProgressClass::OffTrack
    }
}

/// Returns the ratio within 0 to 1.
pub(super) fn clamped(ratio: Decimal) -> Decimal {
    ratio.clamp(Decimal::ZERO, Decimal::ONE)
}

/// Returns the share that a ratio within 0 to 1 is.
pub(super) fn share(ratio: Decimal) -> Option<Share> {
    Share::try_from(decimal::to_f64(ratio)).ok()
}
