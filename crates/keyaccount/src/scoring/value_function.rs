//! How a raw value becomes a value between 0 and 1.

use serde::{Deserialize, Serialize};

use super::ModelError;
use super::model::{Anchors, Direction};
use super::shown::shown;

/// How a raw value becomes a value between 0 (as bad as it gets) and 1 (as good as it gets).
///
/// In JSON: `"linear"`, `{"piecewise": [...]}`, `{"steps": [...]}` or `{"target": {...}}`. Every function gives 0 at the
/// worst anchor and 1 at the best, so that weights compare full swings. Source: multi-attribute value theory (Keeney
/// and Raiffa, *Decisions with Multiple Objectives*, 1976, on normalised value functions).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum ValueFunction {
    #[default]
    Linear,
    Piecewise(Vec<ValuePoint>),
    Steps(Vec<Step>),
    Target(Target),
}

/// A corner of a piecewise linear function; between two corners the value moves in a straight line.
///
/// Corners come in ascending order of `at`; the first and the last are the two anchors.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct ValuePoint {
    /// The raw value, in the unit of the criterion.
    pub at: f64,
    /// The value there, between 0 and 1.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0, "maximum" = 1)))]
    pub value: f64,
}

/// A step: the value from `at_least` up to the next step.
///
/// Steps come in ascending order of `at_least`; the first starts at the lower anchor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Step {
    /// The lowest raw value of the step, in the unit of the criterion.
    pub at_least: f64,
    /// The value on the step, between 0 and 1.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0, "maximum" = 1)))]
    pub value: f64,
}

/// The best in the middle: 1 within `tolerance` of `ideal`, falling in a straight line to 0 on either side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
#[cfg_attr(feature = "schema", schemars(rename = "TargetValue"))]
pub struct Target {
    /// The best raw value.
    pub ideal: f64,
    /// The distance from the ideal within which the value stays 1, at least 0.
    #[serde(default)]
    pub tolerance: f64,
    /// The raw value below the ideal at which the value reaches 0.
    pub worst_below: f64,
    /// The raw value above the ideal at which the value reaches 0.
    pub worst_above: f64,
}

/// A checked value function with the ends of its criterion.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Curve {
    /// The lower end of the raw values.
    pub(super) low: f64,
    /// The upper end of the raw values.
    pub(super) high: f64,
    shape: Shape,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Linear { worst: f64, best: f64 },
    Piecewise(Vec<ValuePoint>),
    Steps(Vec<Step>),
    Target { from: f64, to: f64 },
}

impl Curve {
    /// Returns the checked function of a criterion; `path` is the place of the criterion in the model.
    pub(super) fn new(
        function: &ValueFunction,
        direction: Direction,
        anchors: Option<Anchors>,
        path: &str,
    ) -> Result<Self, ModelError> {
        if let ValueFunction::Target(target) = function {
            return Self::target(target, direction, anchors, path);
        }
        let (low, high) = ends(direction, anchors, path)?;
        let rising = direction == Direction::MoreIsBetter;
        let shape = match function {
            ValueFunction::Piecewise(corners) => {
                let course: Vec<_> = corners.iter().map(|corner| (corner.at, corner.value)).collect();
                let place = format!("{path}/value_function/piecewise");
                check_course(&course, rising, &place)?;
                if corners.first().map(|first| first.at) != Some(low)
                    || corners.last().map(|last| last.at) != Some(high)
                {
                    let expected = format!("corners from {} to {}, the two anchors", shown(low), shown(high));
                    return Err(ModelError::value(
                        place,
                        "a piecewise function",
                        expected,
                        listed(&course),
                    ));
                }
                Shape::Piecewise(corners.clone())
            }
            ValueFunction::Steps(steps) => {
                let course: Vec<_> = steps.iter().map(|step| (step.at_least, step.value)).collect();
                let place = format!("{path}/value_function/steps");
                check_course(&course, rising, &place)?;
                if steps.first().map(|first| first.at_least) != Some(low)
                    || steps.last().is_none_or(|last| last.at_least > high)
                {
                    let expected = format!(
                        "steps from {}, the lower anchor, to at most {}",
                        shown(low),
                        shown(high)
                    );
                    return Err(ModelError::value(
                        place,
                        "a function of steps",
                        expected,
                        listed(&course),
                    ));
                }
                Shape::Steps(steps.clone())
            }
            ValueFunction::Linear | ValueFunction::Target(_) => {
                let (worst, best) = if rising { (low, high) } else { (high, low) };
                Shape::Linear { worst, best }
            }
        };
        Ok(Self { low, high, shape })
    }

    fn target(
        target: &Target,
        direction: Direction,
        anchors: Option<Anchors>,
        path: &str,
    ) -> Result<Self, ModelError> {
        let place = format!("{path}/value_function/target");
        if direction != Direction::TargetIsBest {
            let expected = "`target_is_best` where the value function is a target";
            return Err(ModelError::value(
                format!("{path}/direction"),
                "direction",
                expected,
                direction.word(),
            ));
        }
        if anchors.is_some() {
            let expected = "absent where the value function is a target, which has its own two ends";
            return Err(ModelError::value(
                format!("{path}/anchors"),
                "anchors",
                expected,
                "anchors",
            ));
        }
        let (from, to) = (target.ideal - target.tolerance, target.ideal + target.tolerance);
        let (low, high) = (target.worst_below, target.worst_above);
        if !(target.tolerance >= 0.0 && low < from && to < high && (high - low).is_finite()) {
            let expected =
                "worst_below, ideal less tolerance, ideal plus tolerance, worst_above in ascending order";
            let found = [low, from, to, high].map(shown).join(", ");
            return Err(ModelError::value(place, "a target", expected, found));
        }
        Ok(Self {
            low,
            high,
            shape: Shape::Target { from, to },
        })
    }

    /// Returns the value of `raw` between 0 and 1; beyond the ends, the value at the end.
    ///
    /// It never falls where the raw value moves towards the best, the rounding of floats included.
    pub(super) fn value_at(&self, raw: f64) -> f64 {
        let raw = raw.clamp(self.low, self.high);
        match &self.shape {
            Shape::Linear { worst, best } => on_line(raw, *worst, *best),
            Shape::Piecewise(corners) => on_corners(corners, raw),
            Shape::Steps(steps) => steps
                .iter()
                .rfind(|step| step.at_least <= raw)
                .map_or(0.0, |step| step.value + 0.0),
            Shape::Target { from, .. } if raw < *from => (raw - self.low) / (from - self.low),
            Shape::Target { to, .. } if raw > *to => (self.high - raw) / (self.high - to),
            Shape::Target { .. } => 1.0,
        }
    }

    /// Returns the two ends for a message.
    pub(super) fn ends(&self) -> String {
        format!("{} and {}", shown(self.low), shown(self.high))
    }

    /// Returns the worst and the best anchor of a straight line, nothing for another function.
    pub(super) fn line(&self) -> Option<(f64, f64)> {
        match self.shape {
            Shape::Linear { worst, best } => Some((worst, best)),
            _ => None,
        }
    }
}

/// Returns the lower and the upper anchor.
fn ends(direction: Direction, anchors: Option<Anchors>, path: &str) -> Result<(f64, f64), ModelError> {
    let place = format!("{path}/anchors");
    let Some(Anchors { worst, best }) = anchors else {
        let expected = "a worst and a best raw value, unless the value function is a target";
        return Err(ModelError::value(place, "anchors", expected, "none"));
    };
    let (low, high, expected) = match direction {
        Direction::MoreIsBetter => (worst, best, "a best above the worst where more is better"),
        Direction::LessIsBetter => (best, worst, "a best below the worst where less is better"),
        Direction::TargetIsBest => {
            let expected = "`more_is_better` or `less_is_better` unless the value function is a target";
            let found = direction.word();
            return Err(ModelError::value(
                format!("{path}/direction"),
                "direction",
                expected,
                found,
            ));
        }
    };
    // An infinite or NaN anchor makes the difference infinite or NaN as well.
    if worst.to_bits() == best.to_bits() || !(high - low).is_finite() {
        let found = format!("worst {}, best {}", shown(worst), shown(best));
        let expected = "two different finite numbers";
        return Err(ModelError::value(place, "anchors", expected, found));
    }
    if low < high {
        return Ok((low, high));
    }
    let found = format!("worst {}, best {}", shown(worst), shown(best));
    Err(ModelError::value(place, "anchors", expected, found))
}

/// Checks that `course` ascends, stays between 0 and 1, and moves from worst 0 to best 1 without turning back.
fn check_course(course: &[(f64, f64)], rising: bool, place: &str) -> Result<(), ModelError> {
    let mut before: Option<(f64, f64)> = None;
    for (index, &(at, value)) in course.iter().enumerate() {
        let here = format!("{place}/{index}");
        if !at.is_finite() || !(0.0..=1.0).contains(&value) {
            let found = format!("{} at {}", shown(value), shown(at));
            let expected = "a value between 0 and 1 at a finite number";
            return Err(ModelError::value(here, "a value function", expected, found));
        }
        if let Some((at_before, value_before)) = before {
            if at <= at_before {
                let expected = format!("in ascending order, above {}", shown(at_before));
                return Err(ModelError::value(
                    here,
                    "the places of a value function",
                    expected,
                    at,
                ));
            }
            if (rising && value < value_before) || (!rising && value > value_before) {
                let expected = if rising {
                    "never falling where more is better"
                } else {
                    "never rising where less is better"
                };
                let found = format!("{}, then {}", shown(value_before), shown(value));
                return Err(ModelError::value(here, "a value function", expected, found));
            }
        }
        before = Some((at, value));
    }
    let ends = (
        course.first().map(|first| first.1),
        course.last().map(|last| last.1),
    );
    let expected = if rising {
        (Some(0.0), Some(1.0))
    } else {
        (Some(1.0), Some(0.0))
    };
    if ends == expected && course.len() > 1 {
        return Ok(());
    }
    let expected = "0 at the worst anchor and 1 at the best";
    Err(ModelError::value(
        place.to_owned(),
        "a value function",
        expected,
        listed(course),
    ))
}

fn listed(course: &[(f64, f64)]) -> String {
    let all: Vec<String> = course
        .iter()
        .map(|&(at, value)| format!("{} at {}", shown(value), shown(at)))
        .collect();
    if all.is_empty() {
        "nothing".to_owned()
    } else {
        all.join(", ")
    }
}

/// Returns how far `raw`, which lies between the two anchors, is on the way from `worst` to `best`.
pub(super) fn on_line(raw: f64, worst: f64, best: f64) -> f64 {
    // Adding zero turns a negative zero into zero, so that equal values print equal bytes.
    (raw - worst) / (best - worst) + 0.0
}

fn on_corners(corners: &[ValuePoint], raw: f64) -> f64 {
    let mut before: Option<&ValuePoint> = None;
    for corner in corners {
        if raw <= corner.at {
            let Some(from) = before.filter(|_| raw < corner.at) else {
                return corner.value + 0.0;
            };
            let way = (raw - from.at) / (corner.at - from.at);
            let value = from.value + way * (corner.value - from.value);
            // The clamp keeps the rounding of floats from passing a corner.
            return value.clamp(from.value.min(corner.value), from.value.max(corner.value)) + 0.0;
        }
        before = Some(corner);
    }
    before.map_or(0.0, |last| last.value + 0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ValuePoint, on_corners};

    /// 0.001 + (0.009 - 0.001) is more than 0.009 in floats, and from -1e9 the float below 1 is as far away as 1.
    #[test]
    fn the_value_does_not_pass_a_corner() {
        let corners = [(-2e9, 0.0), (-1e9, 0.001), (1.0, 0.009), (2.0, 1.0)]
            .map(|(at, value)| ValuePoint { at, value });
        assert!(on_corners(&corners, 1.0_f64.next_down()) <= on_corners(&corners, 1.0));
    }

    proptest! {
        /// Beside a corner the rounding of floats shows; the value must not turn back even there.
        #[test]
        fn the_value_never_turns_back_beside_a_corner(
            start in 0_u32..1000, rise in 0_u32..1000, at in 1_u32..100_000, steps in 1_u64..40,
        ) {
            let corners = [(0.0, 0.0), (0.3, f64::from(start) / 1000.0), (f64::from(at) / 997.0 + 0.3, f64::from(start.max(rise)) / 1000.0), (200.0, 1.0)]
                .map(|(at, value)| ValuePoint { at, value });
            for corner in &corners[1..3] {
                let mut before = 0.0;
                for offset in (0..2 * steps).rev() {
                    let raw = f64::from_bits((corner.at.to_bits() + steps).wrapping_sub(offset));
                    let value = on_corners(&corners, raw);
                    prop_assert!(value >= before && value <= 1.0, "{value} after {before} at {raw}");
                    before = value;
                }
            }
        }
    }
}
