//! A grid of one's own, or a ready one by name.

use super::{Grid, MatrixError, ready};
use crate::document::{self, nearest};

/// Returns the grid that is given, or the ready grid of that name; exactly one of the two must be there.
///
/// # Errors
///
/// [`MatrixError::NotOneGrid`] when neither or both are there, [`MatrixError::UnknownGrid`] when no ready grid has the
/// name.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::matrix::chosen_grid;
///
/// assert_eq!(chosen_grid(None, Some("kraljic"))?.cells.len(), 4);
/// assert_eq!(chosen_grid(None, Some("kralijc")).unwrap_err().to_string(), "there is no ready grid called `kralijc`");
/// # Ok::<(), keyaccount::scoring::matrix::MatrixError>(())
/// ```
pub fn chosen_grid(own: Option<Grid>, name: Option<&str>) -> Result<Grid, MatrixError> {
    match (own, name) {
        (Some(grid), None) => Ok(grid),
        (None, Some(name)) => {
            let unknown = || MatrixError::UnknownGrid {
                name: name.to_owned(),
                nearest: nearest(name, ready::READY.iter().map(|grid| grid.id)).map(str::to_owned),
            };
            let grid = ready::ready(name).ok_or_else(unknown)?;
            // A test sees to it that every ready grid can be read.
            document::read(grid.text).map_err(|_| unknown())
        }
        _ => Err(MatrixError::NotOneGrid),
    }
}
