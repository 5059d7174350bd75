//! Accounts that are kept for what they may become.

use serde::{Deserialize, Serialize};

use super::TierError;
use crate::document::nearest;
use crate::quantity::{CriterionId, GroupId};
use crate::scoring::{AccountScore, CompiledModel};

/// Which accounts below the tier key are incubators: much potential, little present value.
///
/// The rule has two lines like the other boundaries, without a dwell: it is judged on today's facts, and on whether the
/// account was an incubator before. It stands beside the ladder of scores, so that a higher score alone makes nobody an
/// incubator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct IncubatorRule {
    /// What shows the potential.
    pub potential: TierMeasure,
    /// The potential from which an account is one.
    pub enter_at: f64,
    /// The potential below which an incubator is one no longer, at most `enter_at`; `enter_at` unless stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave_below: Option<f64>,
    /// What an incubator must not have yet; without it the potential alone counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<PresentLimit>,
    /// The most incubators, those with the most potential first; those beyond are standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
}

/// How little present value an incubator has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct PresentLimit {
    /// What shows the present value.
    pub measure: TierMeasure,
    /// The highest value that an incubator has.
    pub at_most: f64,
}

/// What is measured of an account.
///
/// In JSON: `"score"` is the final score, `{"group": "growth"}` the score of one group alone, `{"criterion":
/// "growth_potential"}` the raw value of one criterion in its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum TierMeasure {
    Score,
    Group(GroupId),
    Criterion(CriterionId),
}

impl TierMeasure {
    /// Returns the value, nothing where it is not known.
    fn of(&self, account: &AccountScore) -> Option<f64> {
        match self {
            Self::Score => account.final_score,
            Self::Group(id) => account.groups.iter().find(|group| group.group_id == *id)?.score,
            Self::Criterion(id) => {
                let cell = account
                    .contributions
                    .iter()
                    .find(|cell| cell.criterion_id == *id)?;
                cell.fact.value().copied()
            }
        }
    }

    fn check(&self, model: &CompiledModel, path: &str) -> Result<(), TierError> {
        let unknown = |kind: &'static str, key: &str, id: &str, known: &mut dyn Iterator<Item = &str>| {
            Err(TierError::UnknownId {
                path: format!("{path}/{key}"),
                kind,
                nearest: nearest(id, known).map(str::to_owned),
                id: id.to_owned(),
            })
        };
        let groups = || model.model().groups.iter().map(|group| group.id.as_str());
        let criteria = || model.criterion_ids().map(CriterionId::as_str);
        match self {
            Self::Group(id) if !groups().any(|known| known == id.as_str()) => {
                unknown("group", "group", id.as_str(), &mut groups())
            }
            Self::Criterion(id) if !criteria().any(|known| known == id.as_str()) => {
                unknown("criterion", "criterion", id.as_str(), &mut criteria())
            }
            _ => Ok(()),
        }
    }
}

impl IncubatorRule {
    /// Checks the rule against the model.
    pub(super) fn check(&self, model: &CompiledModel) -> Result<(), TierError> {
        let path = "/policy/incubator";
        self.potential.check(model, &format!("{path}/potential"))?;
        if let Some(present) = &self.present {
            present.measure.check(model, &format!("{path}/present/measure"))?;
        }
        let lines = [
            ("enter_at", Some(self.enter_at)),
            ("leave_below", self.leave_below),
            (
                "present/at_most",
                self.present.as_ref().map(|present| present.at_most),
            ),
        ];
        for (field, line) in lines {
            if line.is_some_and(|line| !line.is_finite()) {
                return Err(TierError::IncubatorLine {
                    field,
                    expected: "a finite number".to_owned(),
                    found: line.map_or_else(String::new, |line| line.to_string()),
                });
            }
        }
        match self.leave_below {
            Some(leave) if leave > self.enter_at => Err(TierError::IncubatorLine {
                field: "leave_below",
                expected: format!("at most {}, the value of `enter_at`", self.enter_at),
                found: leave.to_string(),
            }),
            _ => Ok(()),
        }
    }

    /// Returns the potential of an account that is an incubator, nothing of any other.
    ///
    /// A potential or a present value that is not known makes no incubator.
    pub(super) fn potential_of(&self, account: &AccountScore, was_one: bool, resolution: f64) -> Option<f64> {
        let line = match self.leave_below {
            Some(leave_below) if was_one => leave_below,
            _ => self.enter_at,
        };
        let potential = self.potential.of(account)?;
        let is_small = match &self.present {
            Some(present) => present.measure.of(account)? <= present.at_most + resolution,
            None => true,
        };
        (is_small && potential + resolution >= line).then_some(potential)
    }
}
