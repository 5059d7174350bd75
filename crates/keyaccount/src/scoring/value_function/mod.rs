//! How a raw value becomes a value between 0 and 1.

mod course;
mod exponential;
mod piecewise;
mod steps;
mod target;

use serde::{Deserialize, Serialize};

pub use exponential::Exponential;
pub use piecewise::ValuePoint;
pub use steps::Step;
pub use target::Target;

use super::ModelError;
use super::model::{Anchors, Direction};
use super::shown::shown;
use exponential::Bend;

/// How a raw value becomes a value between 0 (as bad as it gets) and 1 (as good as it gets).
///
/// In JSON: `"linear"`, `{"piecewise": [...]}`, `{"steps": [...]}`, `{"target": {...}}` or `{"exponential": {...}}`.
/// Every function gives 0 at the worst anchor and 1 at the best, so that weights compare full swings. Source:
/// multi-attribute value theory (Keeney and Raiffa, *Decisions with Multiple Objectives*, 1976, on normalised value
/// functions).
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
    Exponential(Exponential),
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

/// The shape between the ends.
#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Linear { worst: f64, best: f64 },
    Piecewise(Vec<ValuePoint>),
    Steps(Vec<Step>),
    Target { from: f64, to: f64 },
    Exponential(Bend),
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
            return target::curve(target, direction, anchors, path);
        }
        let (low, high) = ends(direction, anchors, path)?;
        let rising = direction == Direction::MoreIsBetter;
        let (worst, best) = if rising { (low, high) } else { (high, low) };
        let shape = match function {
            ValueFunction::Piecewise(corners) => {
                Shape::Piecewise(piecewise::checked(corners, (low, high), rising, path)?)
            }
            ValueFunction::Steps(steps) => Shape::Steps(steps::checked(steps, (low, high), rising, path)?),
            ValueFunction::Exponential(exponential) => match Bend::new(*exponential, worst, best, path)? {
                Some(bend) => Shape::Exponential(bend),
                None => Shape::Linear { worst, best },
            },
            ValueFunction::Linear | ValueFunction::Target(_) => Shape::Linear { worst, best },
        };
        Ok(Self { low, high, shape })
    }

    /// Returns the value of `raw` between 0 and 1; beyond the ends, the value at the end.
    ///
    /// It never falls where the raw value moves towards the best, the rounding of floats included.
    pub(super) fn value_at(&self, raw: f64) -> f64 {
        let raw = raw.clamp(self.low, self.high);
        match &self.shape {
            Shape::Linear { worst, best } => on_line(raw, *worst, *best),
            Shape::Piecewise(corners) => piecewise::on_corners(corners, raw),
            Shape::Steps(steps) => steps::on_steps(steps, raw),
            Shape::Target { from, .. } if raw < *from => (raw - self.low) / (from - self.low),
            Shape::Target { to, .. } if raw > *to => (self.high - raw) / (self.high - to),
            Shape::Target { .. } => 1.0,
            Shape::Exponential(bend) => bend.value_at(raw),
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

/// Returns how far `raw`, which lies between the two anchors, is on the way from `worst` to `best`.
pub(super) fn on_line(raw: f64, worst: f64, best: f64) -> f64 {
    // Adding zero turns a negative zero into zero, so that equal values print equal bytes.
    (raw - worst) / (best - worst) + 0.0
}
