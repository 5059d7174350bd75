//! Checks a grid as a whole.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::{Axis, AxisMeasure, CellLevels, Grid, MatrixError, RelationshipStage};
use crate::document::nearest;
use crate::quantity::{GroupId, Scale, is_blank};
use crate::scoring::CompiledModel;

/// The most levels that an axis may have.
const MAX_LEVELS: usize = 20;

/// A grid whose every pair of levels leads to one cell.
pub(super) struct CheckedGrid<'a> {
    pub(super) grid: &'a Grid,
    /// The index of the cell by vertical and then horizontal level.
    cells: Vec<Vec<usize>>,
}

impl<'a> CheckedGrid<'a> {
    /// Returns the grid, checked against the models that measure its axes.
    pub(super) fn new(
        grid: &'a Grid,
        model: &CompiledModel,
        second_model: Option<&CompiledModel>,
    ) -> Result<Self, MatrixError> {
        not_blank(&grid.name, "/grid/name")?;
        check_axis(&grid.horizontal, "horizontal", model, second_model)?;
        check_axis(&grid.vertical, "vertical", model, second_model)?;
        let uses_second = [&grid.horizontal, &grid.vertical].iter().any(|axis| {
            matches!(
                axis.measure,
                AxisMeasure::SecondScore | AxisMeasure::SecondGroup(_)
            )
        });
        if second_model.is_some() && !uses_second {
            return Err(MatrixError::SecondModelUnused);
        }
        Ok(Self {
            grid,
            cells: covered(grid)?,
        })
    }

    /// Returns the index of the cell at a pair of levels.
    pub(super) fn cell(&self, horizontal: usize, vertical: usize) -> Option<usize> {
        self.cells.get(vertical)?.get(horizontal).copied()
    }
}

fn check_axis(
    axis: &Axis,
    side: &'static str,
    model: &CompiledModel,
    second_model: Option<&CompiledModel>,
) -> Result<(), MatrixError> {
    let path = format!("/grid/{side}");
    not_blank(&axis.name, &format!("{path}/name"))?;
    let second = || second_model.ok_or(MatrixError::NoSecondModel { axis: side });
    let scale = match &axis.measure {
        AxisMeasure::Score => model.model().scale,
        AxisMeasure::SecondScore => second()?.model().scale,
        AxisMeasure::Group(group) => scale_of_group(model, group, &format!("{path}/measure/group"))?,
        AxisMeasure::SecondGroup(group) => {
            scale_of_group(second()?, group, &format!("{path}/measure/second_group"))?
        }
        AxisMeasure::Stage if RelationshipStage::is_numbered_on(axis.scale) => axis.scale,
        AxisMeasure::Stage => {
            let expected = "1 to 5, the numbers of the stages";
            return Err(MatrixError::value(
                format!("{path}/scale"),
                "the scale of the axis",
                expected,
                ends(axis.scale),
            ));
        }
    };
    if scale != axis.scale {
        let expected = format!("{}, that of the model", ends(scale));
        return Err(MatrixError::value(
            format!("{path}/scale"),
            "the scale of the axis",
            expected,
            ends(axis.scale),
        ));
    }
    check_levels(axis, &path)
}

fn scale_of_group(model: &CompiledModel, group: &GroupId, path: &str) -> Result<Scale, MatrixError> {
    let groups = &model.model().groups;
    if groups.iter().any(|known| known.id == *group) {
        return Ok(model.model().scale);
    }
    let known = groups.iter().map(|known| known.id.as_str());
    Err(MatrixError::UnknownId {
        path: path.to_owned(),
        kind: "group",
        id: group.to_string(),
        nearest: nearest(group.as_str(), known).map(str::to_owned),
    })
}

fn check_levels(axis: &Axis, path: &str) -> Result<(), MatrixError> {
    let found = axis.levels.len();
    if found == 0 || found > MAX_LEVELS {
        let expected = format!("1 to {MAX_LEVELS} levels");
        return Err(MatrixError::value(
            format!("{path}/levels"),
            "an axis",
            expected,
            found,
        ));
    }
    check_unique(
        "a level",
        &format!("{path}/levels"),
        axis.levels.iter().map(|level| &level.id),
    )?;
    // The lowest level reaches down to the end of the scale.
    let mut before = ("the scale starts".to_owned(), axis.scale.min());
    for (index, level) in axis.levels.iter().enumerate() {
        let here = format!("{path}/levels/{index}");
        not_blank(&level.name, &format!("{here}/name"))?;
        let here = format!("{here}/from");
        let from = match (index, level.from) {
            (0, None) => continue,
            (0, Some(from)) => {
                let expected = "left out of the lowest level";
                return Err(MatrixError::value(here, "a cut", expected, from));
            }
            (_, None) => {
                let found = format!("none for `{}`", level.id);
                return Err(MatrixError::value(here, "a cut", "a number", found));
            }
            (_, Some(from)) => from,
        };
        if !axis.scale.contains(from) {
            let expected = format!("between {}", ends(axis.scale).replace(" to ", " and "));
            return Err(MatrixError::value(here, "a cut", expected, from));
        }
        if from <= before.1 {
            let found = format!("{} at {}, `{}` at {from}", before.0, before.1, level.id);
            return Err(MatrixError::CutOrder { path: here, found });
        }
        before = (format!("`{}` starts", level.id), from);
    }
    Ok(())
}

/// Returns the index of the cell of every pair of levels, by vertical and then horizontal level.
fn covered(grid: &Grid) -> Result<Vec<Vec<usize>>, MatrixError> {
    check_unique("a cell", "/grid/cells", grid.cells.iter().map(|cell| &cell.id))?;
    let mut cells = vec![vec![None; grid.horizontal.levels.len()]; grid.vertical.levels.len()];
    for (index, cell) in grid.cells.iter().enumerate() {
        let path = format!("/grid/cells/{index}");
        not_blank(&cell.name, &format!("{path}/name"))?;
        if cell.covers.is_empty() {
            let path = format!("{path}/covers");
            return Err(MatrixError::value(
                path,
                "a cell",
                "over a pair of levels",
                "none",
            ));
        }
        for (place, pair) in cell.covers.iter().enumerate() {
            let path = format!("{path}/covers/{place}");
            let horizontal = level(&grid.horizontal, &pair.horizontal, || {
                format!("{path}/horizontal")
            })?;
            let vertical = level(&grid.vertical, &pair.vertical, || format!("{path}/vertical"))?;
            let slot = cells.get_mut(vertical).and_then(|row| row.get_mut(horizontal));
            if let Some(owner) = slot.and_then(|slot| slot.replace(index)) {
                return Err(overlap(grid, path, pair, owner, index));
            }
        }
    }
    let mut rows = Vec::with_capacity(cells.len());
    for (row, vertical) in cells.iter().zip(&grid.vertical.levels) {
        let mut indices = Vec::with_capacity(row.len());
        for (cell, horizontal) in row.iter().zip(&grid.horizontal.levels) {
            indices.push(cell.ok_or_else(|| MatrixError::CellGap {
                horizontal: horizontal.id.to_string(),
                vertical: vertical.id.to_string(),
            })?);
        }
        rows.push(indices);
    }
    Ok(rows)
}

fn overlap(grid: &Grid, path: String, pair: &CellLevels, first: usize, second: usize) -> MatrixError {
    let name = |index: usize| {
        grid.cells
            .get(index)
            .map_or_else(String::new, |cell| format!("`{}`", cell.id))
    };
    let owners = if first == second {
        format!("{} twice", name(first))
    } else {
        format!("{} and {}", name(first), name(second))
    };
    MatrixError::CellOverlap {
        path,
        horizontal: pair.horizontal.to_string(),
        vertical: pair.vertical.to_string(),
        owners,
    }
}

fn level(
    axis: &Axis,
    id: &crate::quantity::EntityId,
    path: impl FnOnce() -> String,
) -> Result<usize, MatrixError> {
    let known = || axis.levels.iter().map(|level| level.id.as_str());
    axis.levels
        .iter()
        .position(|level| level.id == *id)
        .ok_or_else(|| MatrixError::UnknownId {
            path: path(),
            kind: "level",
            id: id.to_string(),
            nearest: nearest(id.as_str(), known()).map(str::to_owned),
        })
}

fn check_unique<'a, I: Ord + Display + 'a>(
    kind: &'static str,
    list: &str,
    ids: impl Iterator<Item = &'a I>,
) -> Result<(), MatrixError> {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            return Err(MatrixError::DuplicateId {
                path: format!("{list}/{index}/id"),
                kind,
                id: id.to_string(),
            });
        }
    }
    Ok(())
}

fn not_blank(text: &str, path: &str) -> Result<(), MatrixError> {
    if is_blank(text) {
        return Err(MatrixError::value(path.to_owned(), "name", "a text", "a blank"));
    }
    Ok(())
}

fn ends(scale: Scale) -> String {
    format!("{} to {}", scale.min(), scale.max())
}
