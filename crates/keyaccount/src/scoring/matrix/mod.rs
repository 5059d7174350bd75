//! Two-axis models: which cell of a grid does each account fall into, and what would move it?
//!
//! A [`Grid`] says what the axes measure, where they are cut and what the cells advise. One form covers every model of
//! that kind: attractiveness against strength, attractiveness against the stage of the relationship, supply risk against
//! profit impact. [`ready`] holds the classic ones. [`matrix`] places the accounts.

mod answer;
mod axis_place;
mod axis_reading;
mod check;
mod choice;
mod error;
mod grid;
mod input;
mod place;
pub mod ready;
mod stage;
mod summary;

#[cfg(test)]
mod tests;

pub use answer::{
    AxisPlace, AxisSide, CellMove, CellRevenue, CellSummary, ForecastPlace, MatrixAnswer, MatrixStanding,
    NearestCut, NextCell, PlacedAccount,
};
pub use choice::chosen_grid;
pub use error::MatrixError;
pub use grid::{Axis, AxisLevel, AxisMeasure, BetterEnd, CellLevels, Grid, GridCell};
pub use input::{AccountForecast, MatrixDetail, MatrixInput};
pub use place::matrix;
pub use stage::RelationshipStage;
