//! The answer: every account with its cell, and every cell with its accounts.

use serde::Serialize;

use super::Grid;
use crate::quantity::{AccountId, EntityId, Money, Share};
use crate::scoring::Interval;

/// Where the accounts stand in a grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatrixAnswer {
    /// The grid that was applied.
    pub grid: Grid,
    /// The number of accounts that stand in a cell and count there.
    pub placed_count: u32,
    /// The number of accounts that a gate excludes.
    pub excluded_count: u32,
    /// The number of accounts without a value on an axis.
    pub not_placed_count: u32,
    /// The number of accounts whose cell, or whose exclusion, some open fact could change.
    pub unsure_count: u32,
    /// The cells, in the order of the grid.
    pub cells: Vec<CellSummary>,
    /// The accounts: those placed by vertical and then horizontal value, highest first, then by id; those excluded by
    /// id; those without a place by id.
    pub accounts: Vec<PlacedAccount>,
    /// The expected moves between cells, in the order of the grid: from one cell, then to another; accounts that stay, and
    /// those that count in no cell now or then, are not among them.
    pub moves: Vec<CellMove>,
}

/// A cell with the accounts that count in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CellSummary {
    /// The cell.
    pub cell_id: EntityId,
    /// The number of accounts.
    pub account_count: u32,
    /// The accounts as a part of all that are placed; nothing where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_share: Option<Share>,
    /// The accounts, by id.
    pub account_ids: Vec<AccountId>,
    /// What they weigh; nothing where the revenue of no placed account is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue: Option<CellRevenue>,
    /// The number of accounts that are expected to count here, those without a forecast staying where they are; nothing
    /// where no account has a forecast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast_count: Option<u32>,
}

/// The revenue in a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CellRevenue {
    /// The exact sum of what is known.
    pub known: Money,
    /// The number of accounts whose revenue is known.
    pub known_count: u32,
    /// The sum as a part of the known revenue of all placed accounts; nothing where that is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
}

/// One account in the grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlacedAccount {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it counts in a cell, and if not, why.
    pub standing: MatrixStanding,
    /// The gates that exclude it, of both models.
    pub excluding_gate_ids: Vec<EntityId>,
    /// The cell; also for an excluded account, which does not count there. Nothing without a value on both axes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell_id: Option<EntityId>,
    /// Its place on the horizontal axis.
    pub horizontal: AxisPlace,
    /// Its place on the vertical axis.
    pub vertical: AxisPlace,
    /// The cells to the better side, at most one per axis, the nearest first; where equally near, horizontal first.
    pub next_cells: Vec<NextCell>,
    /// The other cells to which the facts still open could lead, in the order of the grid.
    pub open_cell_ids: Vec<EntityId>,
    /// Whether no open fact can change the cell, nor whether a gate excludes the account.
    pub firm: bool,
    /// What the account weighs, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue: Option<Money>,
    /// Where it is expected to stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast: Option<ForecastPlace>,
}

/// Whether an account counts in a cell.
///
/// `placed` does; `excluded_by_gate` is shown where it stands but does not count; `not_placed` has no value on one of the
/// axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum MatrixStanding {
    Placed,
    ExcludedByGate,
    NotPlaced,
}

/// Where an account stands on one axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AxisPlace {
    /// The value, in points of the scale of the axis; nothing where nothing counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The lowest and the highest value that the facts still open could lead to; nothing where no fact can ever count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// The level of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_id: Option<EntityId>,
    /// The cut nearest to the value, the lower of two equally near; nothing on an axis without cuts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest_cut: Option<NearestCut>,
}

/// A cut and the way to it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NearestCut {
    /// The cut.
    pub at: f64,
    /// The value less the cut: 0 on the cut, above 0 in the upper level, below 0 in the lower one.
    pub points: f64,
}

/// A cell to the better side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextCell {
    /// The axis on which to move.
    pub axis: AxisSide,
    /// The cell.
    pub cell_id: EntityId,
    /// The points to the cut: the value has to rise by so much where higher is better, to fall by more where lower is.
    pub points_away: f64,
}

/// One of the two axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum AxisSide {
    Horizontal,
    Vertical,
}

/// Where an account is expected to stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForecastPlace {
    /// Whether it is expected to count in a cell, and if not, why.
    pub standing: MatrixStanding,
    /// The gates that are expected to exclude it, of both models.
    pub excluding_gate_ids: Vec<EntityId>,
    /// The cell; also for an account that is expected to be excluded, which does not count there. Nothing without a value
    /// on both axes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell_id: Option<EntityId>,
    /// The place on the horizontal axis.
    pub horizontal: AxisPlace,
    /// The place on the vertical axis.
    pub vertical: AxisPlace,
    /// Whether the account leaves its cell; nothing where it counts in none now or then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moves: Option<bool>,
}

/// Accounts that are expected to move from one cell to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CellMove {
    /// The cell now.
    pub from_cell_id: EntityId,
    /// The cell then.
    pub to_cell_id: EntityId,
    /// The accounts, by id.
    pub account_ids: Vec<AccountId>,
}
