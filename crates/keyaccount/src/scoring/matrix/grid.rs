//! The document that says how a matrix is read.

use serde::{Deserialize, Serialize};

use crate::quantity::{EntityId, GroupId, Scale};

/// A matrix: two axes, cut into levels, and a cell for every pair of levels.
///
/// The cuts and the advice are data with a source of their own; [`super::ready`] holds those of the literature, to use as
/// they are or to change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
#[cfg_attr(feature = "schema", schemars(rename = "MatrixGrid"))]
pub struct Grid {
    /// The name that people see.
    pub name: String,
    /// Where the axes, the cells and the advice come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The axis from left to right.
    pub horizontal: Axis,
    /// The axis from bottom to top.
    pub vertical: Axis,
    /// The cells; every pair of levels belongs to exactly one.
    pub cells: Vec<GridCell>,
}

/// One axis of a matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
#[cfg_attr(feature = "schema", schemars(rename = "MatrixAxis"))]
pub struct Axis {
    /// The name that people see.
    pub name: String,
    /// What is measured along it.
    pub measure: AxisMeasure,
    /// Which end is better, the higher one unless stated.
    #[serde(default)]
    pub better: BetterEnd,
    /// The scale of the cuts, 1 to 10 unless stated; it must be that of the model, and 1 to 5 for stages.
    #[serde(default)]
    pub scale: Scale,
    /// The levels, ascending; 1 to 20.
    pub levels: Vec<AxisLevel>,
}

/// What is measured along an axis.
///
/// In JSON: `"score"` is the final score of the model, `{"group": "strength"}` the score of one of its groups alone,
/// `"second_score"` and `{"second_group": "strength"}` the same of the second model, `"stage"` the stage of the
/// relationship as a number from 1 (exploratory) to 5 (integrated).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum AxisMeasure {
    Score,
    Group(GroupId),
    SecondScore,
    SecondGroup(GroupId),
    Stage,
}

/// Which end of an axis is better: strength is better when higher, supply risk when lower, some are neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum BetterEnd {
    #[default]
    Higher,
    Lower,
    Neither,
}

/// A stretch of an axis, from its cut up to the next one.
///
/// A value exactly on a cut belongs to the level above; values within the resolution of the scores count as on the cut
/// (equal scores are those within the resolution).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct AxisLevel {
    /// The id, unique on the axis.
    pub id: EntityId,
    /// The name that people see.
    pub name: String,
    /// The cut: the lowest value of the level. The lowest level has none, every other has one above that before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// Where the cut comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A cell with what it advises.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct GridCell {
    /// The id, unique in the grid.
    pub id: EntityId,
    /// The name that people see.
    pub name: String,
    /// What to do with an account that stands here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// The pairs of levels that the cell covers; at least one.
    pub covers: Vec<CellLevels>,
}

/// A pair of levels.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct CellLevels {
    /// A level of the horizontal axis.
    pub horizontal: EntityId,
    /// A level of the vertical axis.
    pub vertical: EntityId,
}
