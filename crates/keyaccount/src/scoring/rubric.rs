//! The levels of a rating: what each means, and the grade that it goes by.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::model::{Criterion, RubricLevel};
use super::score_error::Place;
use super::value_function::Curve;
use super::{ModelError, ScoreError};
use crate::document::nearest;
use crate::quantity::is_blank;

/// The most levels that a rubric may have.
const MAX_LEVELS: usize = 10;

/// The most characters that a grade may have.
const MAX_GRADE_CHARS: usize = 20;

/// Words that say why there is no value; a grade is one.
const STATES: [&str; 5] = ["missing", "unknown", "n/a", "not applicable", "not_applicable"];

/// The checked rubric of a criterion; empty where it has a unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Rubric {
    levels: Vec<Level>,
}

/// A level with texts that answers share.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Level {
    rating: f64,
    pub(super) sentence: Arc<str>,
    pub(super) grade: Option<Arc<str>>,
}

impl Rubric {
    /// Returns the rubric of a criterion; `path` is the place of the criterion in the model.
    pub(super) fn new(criterion: &Criterion, curve: &Curve, path: &str) -> Result<Self, ModelError> {
        let has_unit = criterion.unit.as_deref().is_some_and(|unit| !is_blank(unit));
        if has_unit != criterion.rubric.is_empty() {
            return Err(ModelError::UnitOrRubric {
                path: path.to_owned(),
                criterion_id: criterion.id.to_string(),
                found: if has_unit { "both" } else { "neither" },
            });
        }
        if criterion.rubric.len() > MAX_LEVELS {
            let found = criterion.rubric.len();
            return Err(ModelError::value(
                format!("{path}/rubric"),
                "a rubric",
                format!("1 to {MAX_LEVELS} levels"),
                found,
            ));
        }
        check_levels(&criterion.rubric, curve, path)?;
        check_grades(&criterion.rubric, path)?;
        let levels = criterion.rubric.iter().map(|level| Level {
            rating: level.level.into(),
            sentence: level.sentence.as_str().into(),
            grade: level.grade.as_deref().map(Into::into),
        });
        Ok(Self {
            levels: levels.collect(),
        })
    }

    /// Returns the highest level at or below a rating, nothing below the first level.
    pub(super) fn reached(&self, rating: f64) -> Option<&Level> {
        self.levels.iter().rfind(|level| level.rating <= rating)
    }

    /// Returns the rating of the level that goes by `grade`.
    pub(super) fn rating(
        &self,
        grade: &str,
        criterion: &Criterion,
        place: impl Fn() -> Place,
    ) -> Result<f64, ScoreError> {
        let is_it = |level: &&Level| level.grade.as_deref() == Some(grade);
        if let Some(level) = self.levels.iter().find(is_it) {
            return Ok(level.rating);
        }
        let known = || self.levels.iter().filter_map(|level| level.grade.as_deref());
        let listed: Vec<String> = known().map(|grade| format!("`{grade}`")).collect();
        Err(ScoreError::UnknownGrade {
            place: place(),
            criterion_id: criterion.id.clone(),
            grade: grade.to_owned(),
            expected: if listed.is_empty() {
                "a number, since it has no grades".to_owned()
            } else {
                format!("a number or one of the grades {}", listed.join(", "))
            },
            nearest: nearest(grade, known()).map(str::to_owned),
        })
    }
}

/// Checks that the levels ascend between the anchors, each with a sentence.
fn check_levels(levels: &[RubricLevel], curve: &Curve, path: &str) -> Result<(), ModelError> {
    let mut before = None;
    for (index, level) in levels.iter().enumerate() {
        let here = format!("{path}/rubric/{index}");
        let rating = f64::from(level.level);
        if !(curve.low..=curve.high).contains(&rating) {
            let expected = format!("between {}, the anchors", curve.ends());
            return Err(ModelError::value(
                format!("{here}/level"),
                "a level",
                expected,
                level.level,
            ));
        }
        if before.is_some_and(|before| level.level <= before) {
            let expected = "above the level before it";
            return Err(ModelError::value(
                format!("{here}/level"),
                "a level",
                expected,
                level.level,
            ));
        }
        if is_blank(&level.sentence) {
            let expected = "a sentence";
            return Err(ModelError::value(
                format!("{here}/sentence"),
                "a level",
                expected,
                "a blank",
            ));
        }
        before = Some(level.level);
    }
    Ok(())
}

/// Checks that each grade is a short word of its own that no table could take for a number or a state.
fn check_grades(levels: &[RubricLevel], path: &str) -> Result<(), ModelError> {
    let mut seen = BTreeSet::new();
    for (index, level) in levels.iter().enumerate() {
        let Some(grade) = level.grade.as_deref() else {
            continue;
        };
        let found = format!("`{}`", grade.chars().take(60).collect::<String>());
        let wrong = |expected: String| {
            let here = format!("{path}/rubric/{index}/grade");
            Err(ModelError::value(here, "a grade", expected, &found))
        };
        let is_short = !is_blank(grade) && grade.chars().count() <= MAX_GRADE_CHARS;
        if !is_short || grade.trim() != grade || grade.chars().any(char::is_control) {
            return wrong(format!(
                "1 to {MAX_GRADE_CHARS} visible characters without white space around them"
            ));
        }
        if grade.replacen(',', ".", 1).parse::<f64>().is_ok() {
            return wrong("a word and not a number, which is read as a rating".to_owned());
        }
        if STATES.contains(&grade.to_lowercase().as_str()) {
            return wrong("a word that does not mean that there is no value".to_owned());
        }
        if !seen.insert(grade) {
            return wrong("the grade of one level only".to_owned());
        }
    }
    Ok(())
}
