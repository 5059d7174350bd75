//! Where things stand in the text of a file.

use keyaccount::document::Document as Tree;

use crate::failure::Place;
use crate::input::Document;

/// Returns the place of what `pointer` points to, or of the nearest thing around it.
pub(crate) fn of_pointer(document: &Document, tree: &Tree, pointer: &str) -> Place {
    let (line, column) = tree.line_and_column(tree.span_of(pointer).start);
    at(document, line, column)
}

/// Returns the place of the byte at `offset` of any text.
pub(crate) fn of_offset(document: &Document, offset: usize) -> Place {
    let before = document.text.get(..offset).unwrap_or(&document.text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let characters = before.get(line_start..).unwrap_or_default().chars().count();
    at(document, before.matches('\n').count() + 1, characters + 1)
}

/// Returns a line and a column of `document`.
pub(crate) fn at(document: &Document, line: usize, column: usize) -> Place {
    Place {
        file: document.name.clone(),
        line: u64::try_from(line).ok(),
        column: u64::try_from(column).ok(),
    }
}
