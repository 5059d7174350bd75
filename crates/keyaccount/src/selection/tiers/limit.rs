//! How many accounts a tier takes.

use crate::selection::TiesAtLine;

/// Returns which of the accounts stay in a tier that takes `at_most`.
///
/// `keys` says of each account, in the order in which places are given, what it is tied by: neighbours with equal keys
/// are tied. Tied accounts of which only some fit are all in or all out, as `ties` says. `taken` places are gone before.
pub(super) fn within<K: PartialEq>(
    keys: &[K],
    at_most: Option<u32>,
    taken: usize,
    ties: TiesAtLine,
) -> Vec<bool> {
    let Some(places) = at_most.map(|places| usize::try_from(places).unwrap_or(usize::MAX)) else {
        return vec![true; keys.len()];
    };
    let mut stays = Vec::with_capacity(keys.len());
    for group in keys.chunk_by(|left, right| left == right) {
        let before = taken.saturating_add(stays.len());
        let fits = match ties {
            TiesAtLine::Include => before < places,
            TiesAtLine::Exclude => before.saturating_add(group.len()) <= places,
        };
        stays.extend(group.iter().map(|_| fits));
    }
    stays
}
