//! Which fixes can be applied together.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::patch::{Edit, EditOperation};

/// The places that the fixes of a pass read or write.
///
/// The fixes are applied the last one first. So a later fix may shift the positions of a list as long as no earlier one
/// touches the list at or behind that position.
#[derive(Debug, Default)]
pub(super) struct Touched {
    places: BTreeSet<String>,
    /// The last position touched in each list, by the pointer of the list.
    last_positions: BTreeMap<String, usize>,
}

impl Touched {
    /// Returns whether a fix may join the fixes that were added, all of which stand before it in the document.
    pub(super) fn admits(&self, edits: &[Edit]) -> bool {
        let apart = places(edits).all(|place| !self.overlaps(place));
        let shifts = edits.iter().flat_map(shifted);
        apart
            && shifts
                .into_iter()
                .all(|(list, position)| self.last_positions.get(list).is_none_or(|last| *last < position))
    }

    pub(super) fn add(&mut self, edits: &[Edit]) {
        for place in places(edits) {
            self.places.insert(place.to_owned());
            for (end, _) in place.match_indices('/').skip(1) {
                self.add_position(place.get(..end).unwrap_or_default());
            }
            self.add_position(place);
        }
    }

    fn add_position(&mut self, place: &str) {
        if let Some((list, position)) = entry(place) {
            let last = self.last_positions.entry(list.to_owned()).or_default();
            *last = position.max(*last);
        }
    }

    /// Returns whether a place is one of those touched, lies within one or encloses one.
    fn overlaps(&self, place: &str) -> bool {
        let around = place.match_indices('/').map(|(end, _)| end);
        let within = around
            .chain([place.len()])
            .any(|end| place.get(..end).is_some_and(|outer| self.places.contains(outer)));
        let inside = format!("{place}/");
        let encloses = self
            .places
            .range(inside.clone()..)
            .next()
            .is_some_and(|next| next.starts_with(&inside));
        within || encloses
    }
}

fn places(edits: &[Edit]) -> impl Iterator<Item = &str> {
    edits.iter().flat_map(|edit| {
        let places = [Some(edit.path.as_str()), edit.from.as_deref()];
        places.into_iter().flatten()
    })
}

/// Returns the lists whose positions the step shifts, if they are lists, with the first position that is shifted.
fn shifted(edit: &Edit) -> impl Iterator<Item = (&str, usize)> {
    let (target, source) = match edit.op {
        EditOperation::Test | EditOperation::Replace => (None, None),
        EditOperation::Add | EditOperation::Remove | EditOperation::Copy => (Some(edit.path.as_str()), None),
        EditOperation::Move => (Some(edit.path.as_str()), edit.from.as_deref()),
    };
    [target, source].into_iter().flatten().filter_map(entry)
}

/// Returns the list and the position of a place that may be an entry of a list; `-` is behind every position.
fn entry(place: &str) -> Option<(&str, usize)> {
    let (list, step) = place.rsplit_once('/')?;
    let position = match step {
        "-" => usize::MAX,
        digits => digits.parse().ok()?,
    };
    Some((list, position))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn together(first: &[Edit], second: &[Edit]) -> bool {
        let mut touched = Touched::default();
        assert!(touched.admits(first));
        touched.add(first);
        touched.admits(second)
    }

    #[test]
    fn a_place_within_another_overlaps_it() {
        let edit = |path: &str| [Edit::replace(path, 1)];
        assert!(together(&edit("/a/0/b"), &edit("/a/0/c")));
        assert!(together(&edit("/a/1"), &edit("/a/10")));
        assert!(!together(&edit("/a/0/b"), &edit("/a/0/b")));
        assert!(!together(&edit("/a/0"), &edit("/a/0/b")));
        assert!(!together(&edit("/a/0/b"), &edit("/a/0")));
        assert!(!together(&edit("/a/0/b"), &edit("")));
        assert!(!together(&edit(""), &edit("/a")));
        assert!(!together(
            &[Edit::rename("/a", "/b")],
            &[Edit::rename("/c", "/b")]
        ));
    }

    #[test]
    fn positions_are_shifted_only_behind_what_was_touched() {
        let remove = |path: &str| [Edit::remove(path)];
        assert!(together(&remove("/a/0"), &remove("/a/2")));
        assert!(!together(&remove("/a/2"), &remove("/a/0")));
        assert!(!together(&[Edit::replace("/a/2/b/0", 1)], &remove("/a/0")));
        assert!(together(&[Edit::replace("/a/2/b/0", 1)], &remove("/a/2/b/1")));
        assert!(together(&[Edit::replace("/a/2", 1)], &[Edit::add("/a/-", 1)]));
        assert!(!together(&[Edit::add("/a/-", 1)], &[Edit::add("/a/-", 2)]));
    }
}
