//! The document that says how accounts are scored.

use serde::{Deserialize, Serialize};

use super::{AbsencePolicy, Band, Gate, ValueFunction};
use crate::account::Orientation;
use crate::quantity::{CriterionId, GroupId, ModelId, Scale, Share, Weight};

/// How accounts are scored: criteria with their weights and anchors, gates and bands.
///
/// Anchors are fixed in the model, never taken from the accounts at hand, so that no account can change the order of
/// two others by joining or leaving. [`CompiledModel::compile`](super::CompiledModel::compile) checks it as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct ScoreModel {
    /// The form of this document.
    pub schema: ScoreModelSchema,
    /// The id of the model; every version of the model keeps it.
    pub id: ModelId,
    /// The version, from 1 upwards; a change of a weight, an anchor or a sentence makes a new one.
    pub version: u32,
    /// The name that people see.
    pub name: String,
    /// What the model is for, and where its numbers come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether the accounts are customers or suppliers; without it, either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orientation: Option<Orientation>,
    /// The scale of the scores, 1 to 10 unless stated (KAM practice, S0).
    #[serde(default)]
    pub scale: Scale,
    /// What the weights are: points, divided by their sum, or shares, which add up to 1.
    pub weights: WeightKind,
    /// Whether shares that do not add up to 1 are divided by their sum; the answer says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rescale: bool,
    /// The difference in points up to which scores count as tied, measured from the best of the tied; 0 unless stated.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0)))]
    pub tie_tolerance: f64,
    /// The share of the weight that criteria which look at the past may carry before the answer warns; 0.5 unless
    /// stated: beyond it, what an account was outweighs everything else. House default: KAM practice, S3 lets future
    /// value decide, S0 lists a historic ratio among six criteria, and neither names a number (field-map row 16).
    #[serde(
        default = "default_past_share_limit",
        skip_serializing_if = "is_default_past_share_limit"
    )]
    pub past_share_limit: Share,
    /// The share of the weight, above 0 and up to 1, that must be known of an account for its score to rest on enough
    /// data; exactly this share is enough. Without it, no account is told apart in this way. There is no default: how
    /// much is enough is for each company to say (field-map row 20 asks for the state and names no number).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("exclusiveMinimum" = 0)))]
    pub least_known_share: Option<Share>,
    /// The groups of the criteria, in the order in which they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// The criteria, in the order in which they are shown; at least one.
    pub criteria: Vec<Criterion>,
    /// The conditions that stand apart from the score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Gate>,
    /// The named stretches of the scale, ascending; all of it or none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
}

/// The form of a score model document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum ScoreModelSchema {
    #[default]
    #[serde(rename = "keyaccount/score-model/1")]
    V1,
}

/// What the weights of a model are.
///
/// `points` may be any numbers and are always divided by their sum; `shares` must add up to 1 within 1e-9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum WeightKind {
    Points,
    Shares,
}

/// A group of criteria.
///
/// Where groups have weights, every group has one, every criterion belongs to a group, and the weights of criteria
/// count inside their group only. Where they have none, a group is a heading with a subtotal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Group {
    /// The id, unique in the model.
    pub id: GroupId,
    /// The name that people see.
    pub name: String,
    /// How much the group counts among the groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
}

/// What is judged, how a raw value is read, and how much it counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Criterion {
    /// The id, unique in the model.
    pub id: CriterionId,
    /// The name that people see.
    pub name: String,
    /// What it measures, in one sentence that two raters read the same way.
    pub meaning: String,
    /// The time that it looks at; nothing where nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looks_at: Option<LooksAt>,
    /// The unit of the raw value, such as `EUR per year`; a criterion has a unit or a rubric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What each level of a rating means, ascending; a criterion has a unit or a rubric.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rubric: Vec<RubricLevel>,
    /// Which way is better.
    pub direction: Direction,
    /// The raw values that count 0 and 1; left out where the value function is a target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchors: Option<Anchors>,
    /// How a raw value becomes a value between 0 and 1; a straight line between the anchors unless stated.
    #[serde(default)]
    pub value_function: ValueFunction,
    /// What happens to a raw value beyond the anchors; it is rejected unless stated.
    #[serde(default)]
    pub outside: Outside,
    /// The group that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_id: Option<GroupId>,
    /// How much it counts: points or a share, as the model says.
    pub weight: Weight,
    /// Who keeps the criterion: a role or a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Where the criterion, its weight or its rubric comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The age in days up to which the last known value counts where today's is missing or unknown; without it nothing
    /// is carried forward. What cannot be carried, for want of an earlier value or because it is older, falls to the
    /// policies below. A fact that is not applicable is a statement of today and is never replaced. There is no
    /// default: how fast a fact ages depends on the criterion (scoring notes, section 7.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carry_forward_at_most_days: Option<u32>,
    /// What counts where nobody has looked, and in the two other states unless they have a policy of their own.
    pub when_absent: AbsencePolicy,
    /// What counts where somebody has looked and not found the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_unknown: Option<AbsencePolicy>,
    /// What counts where the question does not arise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_not_applicable: Option<AbsencePolicy>,
}

/// The time that a criterion looks at.
///
/// `past` is what the account was, such as the revenue of last year; `present` is what it is; `future` is what it can
/// become. Source: KAM practice, S3 (future value decides, not today's spend).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum LooksAt {
    Past,
    Present,
    Future,
}

/// What one level of a rating means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct RubricLevel {
    /// The rating.
    pub level: u8,
    /// The sentence that is true of an account with this rating.
    pub sentence: String,
    /// The grade that the level goes by, such as `A` or `yes`: 1 to 20 characters, no number, unique in the rubric.
    /// A fact may be given as the grade and then reads as the level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
}

/// Which way a raw value is better.
///
/// `target_is_best` goes with the value function `target`, where the best lies in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
#[cfg_attr(feature = "schema", schemars(rename = "CriterionDirection"))]
pub enum Direction {
    MoreIsBetter,
    LessIsBetter,
    TargetIsBest,
}

impl Direction {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::MoreIsBetter => "`more_is_better`",
            Self::LessIsBetter => "`less_is_better`",
            Self::TargetIsBest => "`target_is_best`",
        }
    }
}

/// The raw values that count 0 and 1, in the unit of the criterion; fixed before any account is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Anchors {
    /// The raw value that counts 0.
    pub worst: f64,
    /// The raw value that counts 1.
    pub best: f64,
}

impl Anchors {
    /// Returns whether a raw value in the unit of the criterion lies beyond the best anchor, and not on it.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::scoring::Anchors;
    ///
    /// let hours = Anchors { worst: 80.0, best: 10.0 };
    /// assert!(hours.is_beyond_best(5.0));
    /// assert!(!hours.is_beyond_best(10.0) && !hours.is_beyond_best(90.0));
    /// ```
    pub fn is_beyond_best(self, raw: f64) -> bool {
        if self.worst < self.best {
            raw > self.best
        } else {
            raw < self.best
        }
    }
}

/// What happens to a raw value beyond the anchors.
///
/// `clip` counts the nearer anchor and says so in the answer; `reject` gives an error that names the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum Outside {
    Clip,
    #[default]
    Reject,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(value: &f64) -> bool {
    value.to_bits() == 0
}

fn default_past_share_limit() -> Share {
    // A half lies between 0 and 1, so that this cannot fail.
    Share::try_from(0.5).unwrap_or(Share::ONE)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_default_past_share_limit(limit: &Share) -> bool {
    *limit == default_past_share_limit()
}
