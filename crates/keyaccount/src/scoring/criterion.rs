//! A checked criterion: from a fact to the value that counts.

use super::model::{Criterion, Outside};
use super::score_error::Place;
use super::shown::shown;
use super::value_function::Curve;
use super::{AbsencePolicy, ModelError, ScoreError};
use crate::quantity::{State, is_blank};

/// A criterion ready for scoring.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Prepared {
    /// The place of the criterion in the model.
    pub(super) index: usize,
    pub(super) curve: Curve,
    pub(super) outside: Outside,
    absent: Rule,
    unknown: Rule,
    not_applicable: Rule,
}

/// A policy for an absent value, with the value that it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) policy: AbsencePolicy,
    /// The value between 0 and 1, nothing where the criterion is left out or refused.
    pub(super) value: Option<f64>,
}

impl Prepared {
    pub(super) fn new(criterion: &Criterion, index: usize) -> Result<Self, ModelError> {
        let path = format!("/criteria/{index}");
        for (what, text) in [("name", &criterion.name), ("meaning", &criterion.meaning)] {
            if is_blank(text) {
                let found = format!("a blank for `{}`", criterion.id);
                return Err(ModelError::value(format!("{path}/{what}"), what, "a text", found));
            }
        }
        let curve = Curve::new(
            &criterion.value_function,
            criterion.direction,
            criterion.anchors,
            &path,
        )?;
        check_scale_of_ratings(criterion, &curve, &path)?;
        let rule = |policy: Option<AbsencePolicy>, key: &str| {
            let (policy, key) = policy.map_or((criterion.when_absent, "when_absent"), |policy| (policy, key));
            Rule::new(policy, &curve, || format!("{path}/{key}/value"))
        };
        Ok(Self {
            index,
            absent: rule(None, "when_absent")?,
            unknown: rule(criterion.when_unknown, "when_unknown")?,
            not_applicable: rule(criterion.when_not_applicable, "when_not_applicable")?,
            curve,
            outside: criterion.outside,
        })
    }

    /// Returns the rule for a state, nothing for a value.
    pub(super) fn rule(&self, state: State) -> Option<Rule> {
        match state {
            State::Value => None,
            State::Missing => Some(self.absent),
            State::Unknown => Some(self.unknown),
            State::NotApplicable => Some(self.not_applicable),
        }
    }

    /// Checks a raw value and returns whether it is clipped.
    pub(super) fn check(
        &self,
        criterion: &Criterion,
        raw: f64,
        place: impl Fn() -> Place,
    ) -> Result<bool, ScoreError> {
        let criterion_id = || criterion.id.clone();
        if !raw.is_finite() {
            let found = shown(raw);
            return Err(ScoreError::NotFinite {
                place: place(),
                criterion_id: criterion_id(),
                found,
            });
        }
        let outside = raw < self.curve.low || raw > self.curve.high;
        if outside && self.outside == Outside::Reject {
            return Err(ScoreError::OutsideAnchors {
                place: place(),
                criterion_id: criterion_id(),
                expected: format!("between {}", self.curve.ends()),
                found: shown(raw),
            });
        }
        Ok(outside)
    }
}

impl Rule {
    fn new(policy: AbsencePolicy, curve: &Curve, path: impl Fn() -> String) -> Result<Self, ModelError> {
        let value = match policy {
            AbsencePolicy::ExcludeAndRescale | AbsencePolicy::Refuse => None,
            AbsencePolicy::Worst => Some(0.0),
            AbsencePolicy::Neutral => Some(0.5),
            AbsencePolicy::Value(raw) if (curve.low..=curve.high).contains(&raw) => Some(curve.value_at(raw)),
            AbsencePolicy::Value(raw) => {
                let expected = format!("between {}, the anchors", curve.ends());
                return Err(ModelError::value(
                    path(),
                    "the value for an absent fact",
                    expected,
                    raw,
                ));
            }
        };
        Ok(Self { policy, value })
    }
}

/// Returns the error of a value that the criterion refuses to go without.
pub(super) fn refused(criterion: &Criterion, state: State, place: Place) -> ScoreError {
    let criterion_id = criterion.id.clone();
    ScoreError::Refused {
        place,
        criterion_id,
        state,
    }
}

/// Checks that a criterion has a unit, or a rubric whose levels ascend between the anchors.
fn check_scale_of_ratings(criterion: &Criterion, curve: &Curve, path: &str) -> Result<(), ModelError> {
    let has_unit = criterion.unit.as_deref().is_some_and(|unit| !is_blank(unit));
    if has_unit != criterion.rubric.is_empty() {
        return Err(ModelError::UnitOrRubric {
            path: path.to_owned(),
            criterion_id: criterion.id.to_string(),
            found: if has_unit { "both" } else { "neither" },
        });
    }
    if criterion.rubric.len() > 10 {
        let found = criterion.rubric.len();
        return Err(ModelError::value(
            format!("{path}/rubric"),
            "a rubric",
            "1 to 10 levels",
            found,
        ));
    }
    let mut before = None;
    for (index, level) in criterion.rubric.iter().enumerate() {
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

/// Returns the sentence of the highest level at or below a rating, nothing below the first level.
pub(super) fn rubric_sentence(criterion: &Criterion, rating: f64) -> Option<&str> {
    criterion
        .rubric
        .iter()
        .rfind(|level| f64::from(level.level) <= rating)
        .map(|level| level.sentence.as_str())
}
