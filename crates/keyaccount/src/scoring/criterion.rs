//! A checked criterion: from a fact to the value that counts.

use super::model::{Criterion, Outside};
use super::rubric::Rubric;
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
    pub(super) rubric: Rubric,
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
        Self::checked(criterion, index).map_err(|error| error.about(criterion.id.as_str()))
    }

    fn checked(criterion: &Criterion, index: usize) -> Result<Self, ModelError> {
        let path = format!("/criteria/{index}");
        for (what, text) in [("name", &criterion.name), ("meaning", &criterion.meaning)] {
            if is_blank(text) {
                return Err(ModelError::value(
                    format!("{path}/{what}"),
                    what,
                    "a text",
                    "a blank",
                ));
            }
        }
        let curve = Curve::new(
            &criterion.value_function,
            criterion.direction,
            criterion.anchors,
            &path,
        )?;
        let rubric = Rubric::new(criterion, &curve, &path)?;
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
            rubric,
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
        if (self.curve.low..=self.curve.high).contains(&raw) {
            return Ok(false);
        }
        let criterion_id = criterion.id.clone();
        if !raw.is_finite() {
            return Err(ScoreError::NotFinite {
                place: place(),
                criterion_id,
                found: shown(raw),
            });
        }
        if self.outside == Outside::Reject {
            return Err(ScoreError::OutsideAnchors {
                place: place(),
                criterion_id,
                expected: format!("between {}", self.curve.ends()),
                found: shown(raw),
            });
        }
        Ok(true)
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
