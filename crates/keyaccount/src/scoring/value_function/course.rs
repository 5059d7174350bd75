//! What the corners of a piecewise function and the steps of a staircase have in common.

use super::ModelError;
use crate::scoring::shown::shown;

/// Checks that `course` ascends, stays between 0 and 1, and moves from worst 0 to best 1 without turning back.
pub(super) fn check_course(course: &[(f64, f64)], rising: bool, place: &str) -> Result<(), ModelError> {
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

pub(super) fn listed(course: &[(f64, f64)]) -> String {
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
