//! A staircase.

use serde::{Deserialize, Serialize};

use super::ModelError;
use super::course::{check_course, listed};
use crate::scoring::shown::shown;

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

/// Returns the steps once they are checked; `low` and `high` are the two anchors.
pub(super) fn checked(
    steps: &[Step],
    (low, high): (f64, f64),
    rising: bool,
    path: &str,
) -> Result<Vec<Step>, ModelError> {
    let course: Vec<_> = steps.iter().map(|step| (step.at_least, step.value)).collect();
    let place = format!("{path}/value_function/steps");
    check_course(&course, rising, &place)?;
    if steps.first().map(|first| first.at_least) == Some(low)
        && steps.last().is_some_and(|last| last.at_least <= high)
    {
        return Ok(steps.to_vec());
    }
    let expected = format!(
        "steps from {}, the lower anchor, to at most {}",
        shown(low),
        shown(high)
    );
    Err(ModelError::value(
        place,
        "a function of steps",
        expected,
        listed(&course),
    ))
}

/// Returns the value of the step on which `raw` stands.
pub(super) fn on_steps(steps: &[Step], raw: f64) -> f64 {
    steps
        .iter()
        .rfind(|step| step.at_least <= raw)
        .map_or(0.0, |step| step.value + 0.0)
}
