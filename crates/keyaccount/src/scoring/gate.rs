//! Conditions that stand apart from the score.

use serde::{Deserialize, Serialize};

use crate::quantity::{CriterionId, Datum, EntityId, Score};

/// A condition on one criterion that no strength elsewhere can make up for.
///
/// A gated account keeps its score and shows the gate; it never just disappears. Source: veto of nominations before
/// scoring (field-map row 17).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreGate"))]
pub struct Gate {
    /// The id, unique among the gates of the model.
    pub id: EntityId,
    /// The criterion whose raw value is judged, before any clipping.
    pub criterion_id: CriterionId,
    /// What the raw value must be for the gate to pass.
    pub passes: GateRule,
    /// What happens to an account that does not pass.
    pub outcome: GateOutcome,
    /// What the gate does where the account has no value; there is no default.
    pub when_absent: WhenAbsent,
    /// The reason in one sentence, for the people who see the gate.
    pub reason: String,
}

impl Gate {
    /// Returns whether an account with this fact does not pass.
    pub(super) fn fails(&self, fact: Datum<f64>) -> bool {
        match fact {
            Datum::Value(raw) => !self.passes.passes(raw),
            _ => self.when_absent == WhenAbsent::Fail,
        }
    }
}

/// The raw values that pass a gate, in the unit of the criterion.
///
/// In JSON: `{"at_least": 3}` (a floor) or `{"at_most": 90}` (a ceiling); the number itself passes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum GateRule {
    /// A floor: the value and everything above it passes.
    AtLeast(f64),
    /// A ceiling: the value and everything below it passes.
    AtMost(f64),
}

impl GateRule {
    pub(super) fn bound(self) -> f64 {
        match self {
            Self::AtLeast(bound) | Self::AtMost(bound) => bound,
        }
    }

    pub(super) fn passes(self, raw: f64) -> bool {
        match self {
            Self::AtLeast(bound) => raw >= bound,
            Self::AtMost(bound) => raw <= bound,
        }
    }
}

/// What happens to an account that does not pass a gate.
///
/// In JSON: `"exclude"` takes its rank, `{"cap": {"score": 4}}` or `{"cap": {"band": "watch"}}` keeps its final score
/// from going higher, `"flag"` only says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum GateOutcome {
    Exclude,
    Cap(CapAt),
    Flag,
}

/// Where a cap holds the final score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CapAt {
    /// At this score.
    Score(Score),
    /// Within this band: just below the start of the next one.
    Band(EntityId),
}

/// What a gate does where the account has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum WhenAbsent {
    Pass,
    Fail,
    Flag,
}
